// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/learning_curves.h"

#include <QColor>
#include <QImage>

#include <memory>

class QLabel;

inline const QColor trainingOnLight(0x0072b2);
inline const QColor trainingOnDark(0x56b4e9);
inline const QColor validationOnLight(0xd55e00);

bool alike(const QColor& a, const QColor& b);

/// The number of pixels of about that colour in the square of `radius` around the position.
int count(const QImage& image, const QPoint& position, int radius, const QColor& colour);

/// Figures like those of a run: losses fall and accuracies rise with the epoch.
numeral::EpochFigures figures(int epoch);
void addEpochs(numeral::ui::LearningCurves& curves, int from, int to);

/// Curves on a light background, 700×500.
std::unique_ptr<numeral::ui::LearningCurves> shownCurves();

/// The child widget that paints the chart and gets mouse events.
QWidget& plotOf(const numeral::ui::LearningCurves& curves, const QPoint& position);
void turnWheel(numeral::ui::LearningCurves& curves, const QPoint& position, int notches);

/// A visible label that contains the text; null if there is none.
const QLabel* visibleLabel(const numeral::ui::LearningCurves& curves, const QString& text);
