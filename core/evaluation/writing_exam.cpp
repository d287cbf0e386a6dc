// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/writing_exam.h"

#include "core/base/random.h"
#include "core/data/drawings.h"
#include "core/model/network_input.h"
#include "core/reading/classifier.h"

#include <algorithm>

namespace numeral {

std::vector<std::string> examQuestions(
    const std::vector<std::string>& names, std::size_t times, std::uint64_t seed)
{
    Random random(seed, RandomStream::Questions);
    std::vector<std::size_t> left(names.size(), times);
    std::vector<std::string> questions;
    std::size_t before = names.size();
    while (questions.size() < names.size() * times) {
        // Drawn from all that is left, so that none can be guessed from what was asked so far.
        std::vector<std::size_t> all;
        for (std::size_t i = 0; i < names.size(); ++i) {
            all.insert(all.end(), i == before ? 0 : left[i], i);
        }
        // What would be left alone at the end is asked first.
        const auto most = std::max_element(left.begin(), left.end());
        const auto mostIndex = static_cast<std::size_t>(most - left.begin());
        const std::size_t remaining = names.size() * times - questions.size();
        std::size_t next = mostIndex;
        if (!all.empty() && (mostIndex == before || 2 * *most <= remaining)) {
            next = all[random.below(all.size())];
        }
        --left[next];
        questions.push_back(names[next]);
        before = next;
    }
    return questions;
}

ExamResult examine(const Model& model, const std::vector<InkRecord>& drawings)
{
    const Classifier classifier(*model.weights);
    ExamResult result{Confusion(model.classes.size()), model.classes, {}, 0};
    for (std::size_t i = 0; i < drawings.size(); ++i) {
        const auto truth
            = drawings[i].label ? classOf(model.classes, *drawings[i].label) : std::nullopt;
        const auto image = truth ? prepareRecord(drawings[i], model.image, model.preprocessing)
                                 : std::optional<GreyImage>();
        if (!image) {
            ++result.unknown;
            continue;
        }
        const std::size_t answer = classifier.classify(networkInput(*image, model)).label;
        result.confusion.add(static_cast<Label>(*truth), static_cast<Label>(answer));
        if (answer != *truth) {
            result.misread.push_back({i, *truth, answer});
        }
    }
    return result;
}

std::filesystem::path examFile(const std::filesystem::path& folder, const std::string& writer)
{
    std::string name;
    for (const char character : writer) {
        const auto byte = static_cast<unsigned char>(character);
        const bool isPossible = byte > ' ' && byte != 0x7F
            && std::string_view("/\\:*?\"<>|").find(character) == std::string_view::npos;
        name += isPossible || character == ' ' ? character : '_';
    }
    if (name.find_first_not_of(". ") == std::string::npos) {
        name = "writer";
    } else if (name.front() == '.') {
        name.front() = '_'; // would be hidden
    }
    constexpr std::size_t longest = 100; // bytes; a name may have 255, with number and ending
    std::size_t end = std::min(name.size(), longest);
    while (end < name.size() && (static_cast<unsigned char>(name[end]) & 0xC0U) == 0x80U) {
        --end; // not within a character
    }
    name.resize(end);
    std::error_code error;
    for (int number = 1;; ++number) {
        std::string whole = name;
        if (number > 1) {
            whole.append(" ").append(std::to_string(number));
        }
        std::filesystem::path file = folder / whole.append(".ndjson");
        if (!std::filesystem::exists(std::filesystem::symlink_status(file, error))) {
            return file;
        }
    }
}

} // namespace numeral
