// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evaluation/mistakes.h"

#include <QPixmap>

namespace numeral::ui {

inline constexpr int galleryIconSide = 56; // pixels

/// The picture of an image in a gallery. One that is left out is crossed out, and one that is
/// relabelled has a mark in its corner.
QPixmap galleryIcon(const MistakesData& data, std::uint32_t image);

} // namespace numeral::ui
