// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/set_aside.h"

#include "core/base/counted.h"
#include "core/base/random.h"
#include "core/data/split.h"

#include <algorithm>
#include <set>

namespace numeral {

namespace {

constexpr std::uint64_t always = 1; // the test set doesn't depend on the run's seed

/// Some of each class: index by index whether the image is set aside.
std::vector<bool> someOfEach(const std::vector<Label>& labels, std::size_t classes)
{
    std::vector<std::vector<std::uint32_t>> byClass(classes);
    for (std::size_t i = 0; i < labels.size(); ++i) {
        byClass[labels[i]].push_back(static_cast<std::uint32_t>(i));
    }
    Random random(always, RandomStream::TestImages);
    std::vector<bool> chosen(labels.size());
    for (std::vector<std::uint32_t>& images : byClass) {
        shuffle(random, images);
        const std::size_t wanted = (images.size() + setAsideOneOf / 2) / setAsideOneOf;
        const std::size_t taken = images.size() < 2 ? 0 : std::max<std::size_t>(wanted, 1);
        for (std::size_t i = 0; i < taken; ++i) {
            chosen[images[i]] = true;
        }
    }
    return chosen;
}

/// The images that are chosen, or those that are not.
ImagePart selection(const ImagePart& all, const std::vector<bool>& chosen, bool wanted)
{
    const std::size_t size = all.shape.pixels();
    std::vector<std::uint8_t> pixels;
    pixels.reserve(
        size * static_cast<std::size_t>(std::count(chosen.begin(), chosen.end(), wanted)));
    ImagePart part{all.shape, {}, {}, all.names, {}};
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (chosen[i] == wanted) {
            const auto image = all.pixels.span().subspan(i * size, size);
            pixels.insert(pixels.end(), image.begin(), image.end());
            part.labels.push_back(all.labels[i]);
            if (!all.writers.empty()) {
                part.writers.push_back(all.writers[i]);
            }
        }
    }
    part.pixels = Bytes(std::move(pixels));
    return part;
}

std::string remarkOn(const ImagePart& test, std::size_t all, std::size_t writers)
{
    const std::set<std::string> names(test.writers.begin(), test.writers.end());
    std::string remark;
    if (test.size() == 0) {
        return "There are no test images, and too few others to set some aside for testing.";
    }
    if (writers < 2) {
        remark.append("There are no test images, so ");
    } else {
        remark.append("The drawings of ").append(std::to_string(names.size())).append(" of ");
        remark.append(std::to_string(writers)).append(" writers are set aside for testing: ");
    }
    remark.append(counted(test.size(), "image")).append(" of ").append(std::to_string(all));
    if (writers < 2) {
        remark.append(test.size() == 1 ? " was" : " were").append(" set aside for testing");
    }
    return remark.append(".");
}

} // namespace

bool setTestAside(DatasetParts& parts)
{
    const ImagePart all = std::move(parts.training);
    const std::set<std::string> writers(all.writers.begin(), all.writers.end());
    const bool areApart = writers.size() > 1;
    const std::vector<bool> isTest = areApart
        ? wholeWriters(all.writers, 1.0 / static_cast<double>(setAsideOneOf), always)
        : someOfEach(all.labels, all.names.size());
    parts.training = selection(all, isTest, false);
    parts.test = selection(all, isTest, true);
    parts.remarks.push_back(remarkOn(parts.test, all.size(), writers.size()));
    return areApart;
}

} // namespace numeral
