// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/training_observer.h"

#include <QLabel>
#include <QLocale>

namespace numeral::ui {

/// The small text beside the cursor, which lets the mouse through.
class ReadOut : public QLabel {
    Q_OBJECT

public:
    /// Hidden at first.
    explicit ReadOut(QWidget* parent);

    /// An epoch's figures in two or three lines.
    static QString describe(const EpochFigures& figures, bool best, const QLocale& locale);

    /// Shows the text beside a position of the parent's, on whichever side it covers less.
    void showBeside(const QPoint& position, const QString& text);
};

} // namespace numeral::ui
