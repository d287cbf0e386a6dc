// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

#include <optional>
#include <vector>

namespace numeral::ui {

/// One horizontal bar per class, the most probable one in colour. More than twelve classes stand in
/// columns, each in its place; where there is no room for all, the most probable ones do, best
/// first. Without an answer the bars are empty.
class ProbabilityBars : public QWidget {
    Q_OBJECT

public:
    explicit ProbabilityBars(QWidget* parent = nullptr);

    void setClasses(const QStringList& classes);

    /// One probability per class, 0 to 1.
    void setProbabilities(std::optional<std::vector<float>> probabilities);

    /// Shows only classes whose names contain that text, most probable first; empty for all.
    void setSearch(const QString& text);

    /// The classes that have a bar, from top to bottom, column after column.
    std::vector<std::size_t> shownClasses() const { return arrangement().classes; }

    /// How many classes have one bar below the other; more are worth searching.
    static constexpr std::size_t maxInColumn = 12;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    /// Where the bars are.
    struct Arrangement {
        std::vector<std::size_t> classes;
        std::size_t rows = 1; ///< in each column
        std::size_t columns = 1;
    };

    Arrangement arrangement() const;
    std::vector<std::size_t> found() const;
    QRectF rowOf(const Arrangement& arrangement, std::size_t place) const;
    QString nameOf(std::size_t index) const { return m_classes.at(qsizetype(index)); }
    std::optional<std::size_t> winner() const;
    int nameWidth() const;
    int hintedRowCount() const;
    void paintRow(QPainter& painter, const QRectF& row, std::size_t index) const;

    QStringList m_classes;
    QString m_search;
    std::optional<std::vector<float>> m_probabilities;
};

} // namespace numeral::ui
