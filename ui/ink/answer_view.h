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

/// The answer in letters as large as fit, how sure it is below; a faint dash while there is none.
class AnswerView : public QWidget {
    Q_OBJECT

public:
    explicit AnswerView(QWidget* parent = nullptr);

    void setAnswer(const std::optional<Answer>& answer);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::optional<Answer> m_answer;
};

} // namespace numeral::ui
