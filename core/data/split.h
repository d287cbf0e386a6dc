// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace numeral {

/// Indices of the training file's images used for training and for validation. Drawn once, before
/// the first epoch: redrawing the split every epoch would train the network on validation images.
struct Split {
    std::vector<std::uint32_t> training;
    std::vector<std::uint32_t> validation;
};

/// Draws floor(images × validationShare) validation images at random from the seed.
/// `validationShare` lies in [0, 0.5]; each index appears once, in one of the two lists.
Split splitImages(std::size_t images, double validationShare, std::uint64_t seed);

} // namespace numeral
