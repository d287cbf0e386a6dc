// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <optional>

namespace numeral::ui {

/// An answer to show: one class or several, and the network's confidence.
struct Answer {
    QString name;
    QString caption; ///< how sure
    bool isDoubtful = false;
};

/// Shows the answer in the largest font that fits, on as many rows as needed, with the confidence
/// below; a faint dash if there is no answer. Of several digits, the chosen one is underlined, and
/// the user can choose another.
class AnswerView : public QWidget {
    Q_OBJECT

public:
    explicit AnswerView(QWidget* parent = nullptr);

    void setAnswer(const std::optional<Answer>& answer);

    /// Sets the chosen letter of the name; nullopt if there is nothing to choose.
    void setChosen(std::optional<int> letter);

    /// Bounding box of a letter of the name, in the widget's coordinates.
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
