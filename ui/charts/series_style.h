// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPalette>
#include <QPen>

#include <cstddef>

namespace numeral::ui {

/// The pen of a chart's series, 2 pixels wide, on the palette's background. Seven colours that are
/// colour-blind safe (Okabe and Ito, "Color universal design", 2008); each differs from its
/// neighbours in its dashes, too, and after 28 series pens repeat.
QPen seriesPen(std::size_t series, const QPalette& palette);

} // namespace numeral::ui
