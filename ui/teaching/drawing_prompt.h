// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ink/ink.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace numeral::ui {

class InkCanvas;

/// Asks for one drawing after the other: says what to draw, over a sheet, and hands over what was
/// drawn when the user says so (Enter), with a clean sheet for the next.
class DrawingPrompt final : public QWidget {
    Q_OBJECT

public:
    explicit DrawingPrompt(QWidget* parent = nullptr);

    /// Sets what to draw, "△", and a remark beside it, "3 of 10"; with nothing to draw the sheet is
    /// disabled.
    void ask(const QString& name, const QString& remark);

    InkCanvas& canvas() const { return *m_canvas; }

Q_SIGNALS:
    void drawn(const numeral::Ink& ink);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void keep();
    void showState();

    QLabel* m_question;
    InkCanvas* m_canvas;
    QPushButton* m_keep;
    QPushButton* m_clear;
};

} // namespace numeral::ui
