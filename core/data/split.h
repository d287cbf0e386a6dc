// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace numeral {

/// Indices of the training file's images used for training and for validation. Drawn once, before
/// the first epoch: redrawing the split every epoch would train the network on validation images.
struct Split {
    std::vector<std::uint32_t> training;
    std::vector<std::uint32_t> validation;
};

/// Chooses writers at random from the seed whose images come near the share of all, in (0, 0.5]: in
/// an order that belongs to their names, whoever brings it nearer; at least one, and never all. So
/// a writer more changes little for the others. Returns for each image whether its writer is
/// chosen. `writers` has at least two different names.
std::vector<bool> wholeWriters(
    const std::vector<std::string>& writers, double share, std::uint64_t seed);

/// Splits by writer: nobody's images are in both lists, so that the network is validated on hands
/// that it hasn't seen. The share is as near to `validationShare` as whole writers make it.
Split splitWriters(
    const std::vector<std::string>& writers, double validationShare, std::uint64_t seed);

/// Draws floor(images × validationShare) validation images at random from the seed.
/// `validationShare` lies in [0, 0.5]; each index appears once, in one of the two lists.
Split splitImages(std::size_t images, double validationShare, std::uint64_t seed);

/// Splits a data set: by writer if its test images are of other writers than its training images,
/// or else image by image.
Split splitData(const Dataset& dataset, double validationShare, std::uint64_t seed);

} // namespace numeral
