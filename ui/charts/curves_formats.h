// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/run_figures.h"

#include <QByteArray>
#include <QImage>

#include <span>
#include <string_view>

namespace numeral::ui {

class CurvesPicture;

/// A file format for saving learning curves. To add one, add its row to the table in
/// curves_formats.cpp.
struct CurvesFormat {
    std::string_view extension; ///< without the dot
    const char* title; ///< "PNG image"; to be translated in the context numeral::ui::CurvesFormats
    /// Returns the file's contents; empty if there is not enough memory.
    QByteArray (*encode)(const CurvesPicture& picture, const RunFigures& run);
};

/// The first one is the usual one.
std::span<const CurvesFormat> curvesFormats();

/// Returns the picture at its pixel ratio; null if there is not enough memory.
QImage imageOf(const CurvesPicture& picture);

/// Returns a table with a line for each epoch, as `numeral-cli train --json` names the figures:
/// accuracies are 0–1. A figure that a run doesn't have is an empty field. Each number is the
/// shortest that reads back as the same double.
QByteArray csvOf(const RunFigures& run);

} // namespace numeral::ui
