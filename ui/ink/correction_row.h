// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <optional>
#include <vector>

class QLabel;
class QToolButton;

namespace numeral::ui {

/// 'No, it's a …': a button for each digit, to say what a drawing is.
class CorrectionRow final : public QWidget {
    Q_OBJECT

public:
    explicit CorrectionRow(QWidget* parent = nullptr);

    /// What the drawing is read as; without an answer there is nothing to correct.
    void setAnswer(std::optional<int> digit);

    /// What the user has said that it is; its button stays down.
    void setTaught(std::optional<int> digit);

Q_SIGNALS:
    void chosen(int digit);

private:
    void showState();

    QLabel* m_words;
    std::vector<QToolButton*> m_buttons;
    std::optional<int> m_answer;
    std::optional<int> m_taught;
};

} // namespace numeral::ui
