// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

#include <optional>
#include <vector>

namespace numeral::ui {

/// One horizontal bar per class, the most probable one in colour; of more than twelve classes, only
/// the ten most probable. Without an answer the bars are empty.
class ProbabilityBars : public QWidget {
    Q_OBJECT

public:
    explicit ProbabilityBars(QWidget* parent = nullptr);

    void setClasses(const QStringList& classes);

    /// One probability per class, 0 to 1.
    void setProbabilities(std::optional<std::vector<float>> probabilities);

    /// The classes that have a bar, from top to bottom.
    std::vector<std::size_t> shownClasses() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::optional<std::size_t> winner() const;
    int nameWidth() const;
    void paintRow(QPainter& painter, const QRectF& row, std::size_t index) const;

    QStringList m_classes;
    std::optional<std::vector<float>> m_probabilities;
};

} // namespace numeral::ui
