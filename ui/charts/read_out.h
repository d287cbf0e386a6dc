// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/training_observer.h"

#include <QLabel>
#include <QLocale>

namespace numeral::ui {

/// A small label beside the cursor, transparent for mouse events.
class ReadOut : public QLabel {
    Q_OBJECT

public:
    /// Hidden at first.
    explicit ReadOut(QWidget* parent);

    /// Formats an epoch's figures in two or three lines.
    static QString describe(const EpochFigures& figures, bool best, const QLocale& locale);

    /// Shows the text beside a position in the parent, on the side with more room.
    void showBeside(const QPoint& position, const QString& text);
};

} // namespace numeral::ui
