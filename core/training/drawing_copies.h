// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/drawings.h"

#include <cstdint>

namespace numeral {

/// Returns each drawing `copies` times, redrawn by other hands and pens (see redraw) and prepared
/// as MNIST's digits: augmentation of ink. Photos, which have no ink, are repeated as they are.
/// Labels are indices of the classes; drawings of others are left out.
LabelledImages redrawnCopies(const std::vector<InkRecord>& drawings,
    const std::vector<std::string>& classes, std::size_t copies, std::uint64_t seed);

/// Returns images of random scribbles, which belong to none of the classes (outlierLabel).
LabelledImages scribbles(std::size_t count, std::uint64_t seed);

/// Returns all images of both, which have the same size and look.
LabelledImages together(const LabelledImages& first, const LabelledImages& second);

} // namespace numeral
