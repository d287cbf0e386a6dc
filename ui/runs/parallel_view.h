// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/runs/sweep_axes.h"

#include <QWidget>

#include <memory>
#include <set>
#include <utility>

namespace numeral::ui {

/// Parallel coordinates (Inselberg 1985): an axis for each setting and one for the figure that runs
/// are judged by; a run is a line through its values, the bluer the better. Dragging along an axis
/// chooses the runs that pass there (brushing), on several axes those that pass all; a double
/// click, or Escape, chooses all again.
/// With the keyboard, left and right go from axis to axis, up and down move its brush, and with
/// Shift widen it.
class ParallelView final : public QWidget {
    Q_OBJECT

public:
    explicit ParallelView(QWidget* parent = nullptr);

    void setPicture(const std::shared_ptr<const SweepPicture>& picture);
    /// Highlights a run, by its index.
    void highlight(std::optional<std::size_t> run);

    /// The runs that are chosen, by their indices; all without a brush.
    std::set<std::size_t> chosen() const;
    bool hasBrushes() const;
    void clearBrushes();

    QSize sizeHint() const override { return {500, 200}; }
    QSize minimumSizeHint() const override { return {200, 120}; }

Q_SIGNALS:
    void chosenChanged();
    /// The user points at a run's line, or at none.
    void highlightChanged(std::optional<std::size_t> run);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    using Brush = std::optional<std::pair<double, double>>; ///< of places, the lower first

    std::size_t axes() const;
    const SweepAxis& axis(std::size_t index) const;
    QRectF plot() const;
    double xOf(std::size_t axis) const;
    double yOf(double place) const;
    std::optional<std::size_t> axisAt(double x) const;
    std::optional<std::size_t> runAt(const QPointF& point) const;
    bool passes(std::size_t run) const;
    void moveBrush(double lower, double upper);
    void paintRun(QPainter& painter, std::size_t run, const QPen& pen) const;
    void paintAxis(QPainter& painter, std::size_t index) const;

    std::shared_ptr<const SweepPicture> m_picture;
    std::vector<Brush> m_brushes; ///< of the axes
    std::optional<std::size_t> m_brushed; ///< the axis along which the user drags
    double m_brushStart = 0;
    std::optional<std::size_t> m_highlighted;
    std::size_t m_axis = 0; ///< at which the keyboard is
};

} // namespace numeral::ui
