// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <optional>
#include <vector>

class QLabel;
class QToolButton;

namespace numeral::ui {

/// 'No, it's a …', or 'It's a …' where the network isn't sure: a button per digit, to label a
/// drawing.
class CorrectionRow final : public QWidget {
    Q_OBJECT

public:
    explicit CorrectionRow(QWidget* parent = nullptr);

    /// Sets the network's answer, and whether it is sure; without one the row is disabled.
    void setAnswer(std::optional<int> digit, bool isSure);

    /// Sets the label that the user gave; its button stays down.
    void setUserLabel(std::optional<int> digit);

Q_SIGNALS:
    void chosen(int digit);

private:
    void showState();

    QLabel* m_words;
    std::vector<QToolButton*> m_buttons;
    std::optional<int> m_answer;
    bool m_isSure = false;
    std::optional<int> m_taught;
};

} // namespace numeral::ui
