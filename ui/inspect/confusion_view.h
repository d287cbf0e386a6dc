// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evaluation/confusion.h"

#include <QWidget>

#include <optional>
#include <string>
#include <vector>

namespace numeral::ui {

/// Paints a confusion matrix: a row for each truth, a column for each answer. Right answers are
/// blue and wrong ones orange, the stronger the larger their share of the row. Classes without an
/// image, whether asked for or answered, are left out.
class ConfusionView final : public QWidget {
    Q_OBJECT

public:
    explicit ConfusionView(QWidget* parent = nullptr);

    /// `classes` names the matrix's classes.
    void setConfusion(const Confusion& confusion, const std::vector<std::string>& classes);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    struct Cell {
        std::size_t row;
        std::size_t column;
    };

    int cellSide() const;
    QPoint origin() const;
    std::optional<Cell> cellAt(const QPoint& place) const;
    QString textOf(const Cell& cell) const;
    QString summary() const;

    std::optional<Confusion> m_confusion;
    std::vector<QString> m_names;
    std::vector<std::size_t> m_shown; ///< classes
};

} // namespace numeral::ui
