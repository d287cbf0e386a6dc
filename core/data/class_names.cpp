// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/class_names.h"

#include "core/base/counted.h"
#include "core/base/label.h"
#include "core/base/trimmed.h"
#include "core/data/text_lines.h"

#include <algorithm>
#include <limits>
#include <set>

namespace numeral {

namespace {

/// What is wrong with the names, or nothing.
std::string faultOf(const std::vector<std::string>& names, std::size_t labels)
{
    if (names.size() > maximumClasses) {
        return "names more than the " + std::to_string(maximumClasses)
            + " classes that are possible";
    }
    if (names.size() < labels) {
        return "names " + counted(names.size(), "class", "classes") + ", but the labels are of "
            + std::to_string(labels);
    }
    std::set<std::string_view> known;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i].empty()) {
            return "has no name in line " + std::to_string(i + 1);
        }
        if (!known.insert(names[i]).second) {
            return "names “" + names[i] + "” twice";
        }
    }
    return {};
}

} // namespace

std::vector<std::string> numberNames(std::size_t count)
{
    std::vector<std::string> names;
    names.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        names.push_back(std::to_string(i));
    }
    return names;
}

std::string classNamesText(const std::vector<std::string>& classes)
{
    std::string text;
    for (std::string name : classes) {
        std::ranges::replace_if(
            name, [](char letter) { return letter == '\n' || letter == '\r'; }, ' ');
        text += name + '\n';
    }
    return text;
}

Result<std::vector<std::string>> readClassNames(
    const FileTree& tree, std::size_t file, std::size_t labels)
{
    const auto source = tree.open(file, std::numeric_limits<std::uint64_t>::max());
    if (!source) {
        return tl::unexpected(source.error());
    }
    TextLines lines(**source, tree.pathOf(file));
    std::vector<std::string> names;
    while (names.size() <= maximumClasses) {
        const auto line = lines.next();
        if (!line) {
            return tl::unexpected(line.error());
        }
        if (!*line) {
            break;
        }
        names.emplace_back(trimmed(**line));
    }
    while (!names.empty() && names.back().empty()) {
        names.pop_back();
    }
    if (const std::string fault = faultOf(names, labels); !fault.empty()) {
        return failure(
            ErrorCode::FileMalformed, "“" + tree.pathOf(file).string() + "” " + fault + ".");
    }
    return names;
}

} // namespace numeral
