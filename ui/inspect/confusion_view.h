// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evaluation/confusion.h"

#include <QWidget>

#include <optional>
#include <string>
#include <vector>

namespace numeral::ui {

/// Paints a confusion matrix: a row for each truth, a column for each answer. Right answers are
/// blue and wrong ones orange, the stronger the larger their share of the row, or of the column;
/// the strongest orange is that of the most frequent mistake. Classes without an image, whether
/// asked for or answered, are left out. A click, or the arrow keys, choose a cell where that is
/// allowed.
class ConfusionView final : public QWidget {
    Q_OBJECT

public:
    explicit ConfusionView(QWidget* parent = nullptr);

    /// What a cell's number is: how many images, or their share, in percent, of the truth's images
    /// or of the answer's.
    enum class Numbers { Counts, OfTruth, OfAnswer };

    /// `classes` names the matrix's classes.
    void setConfusion(const Confusion& confusion, const std::vector<std::string>& classes);

    void setNumbers(Numbers numbers);
    /// Lets the user choose a cell.
    void setChoosable();
    /// Marks no cell any more.
    void clearChoice();

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void cellChosen(std::size_t truth, std::size_t answer);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    struct Cell {
        std::size_t row;
        std::size_t column;
    };

    int cellSide() const;
    QPoint origin() const;
    std::optional<Cell> cellAt(const QPoint& place) const;
    void choose(const Cell& cell);
    double shareOf(const Cell& cell) const;
    double largestWrongShare() const;
    QString numberOf(const Cell& cell) const;
    QString textOf(const Cell& cell) const;
    QString summary() const;

    std::optional<Confusion> m_confusion;
    std::vector<QString> m_names;
    std::vector<std::size_t> m_shown; ///< classes
    Numbers m_numbers = Numbers::Counts;
    bool m_isChoosable = false;
    std::optional<Cell> m_chosen;
};

} // namespace numeral::ui
