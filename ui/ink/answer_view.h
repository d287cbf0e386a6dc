// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <optional>

namespace numeral::ui {

/// An answer to show: a class, or some, and how sure the network is.
struct Answer {
    QString name;
    QString caption; ///< how sure
    bool isDoubtful = false;
};

/// The answer in letters as large as fit, in as many rows as that takes, how sure it is below; a
/// faint dash while there is none. Of several digits one is underlined, and another can be chosen.
class AnswerView : public QWidget {
    Q_OBJECT

public:
    explicit AnswerView(QWidget* parent = nullptr);

    void setAnswer(const std::optional<Answer>& answer);

    /// Which letter of the name is the chosen one; nothing where there is no choice.
    void setChosen(std::optional<int> letter);

    /// Where a letter of the name is, in the widget's coordinates.
    QRectF letterRect(int letter) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// By mouse or arrow key.
    void letterChosen(int letter);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    QString name() const;
    QStringList rows() const;
    QRect nameArea() const;
    QFont nameFont() const;

    std::optional<Answer> m_answer;
    std::optional<int> m_chosen;
};

} // namespace numeral::ui
