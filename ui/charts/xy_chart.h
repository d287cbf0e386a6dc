// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

#include <optional>
#include <utility>
#include <vector>

class QCPAxisRect;
class QCustomPlot;

namespace numeral::ui {

/// What an XyChart shows.
struct XyPicture {
    struct Point {
        double x = 0;
        double y = 0;
        std::optional<double> halfWidth = {}; ///< of its interval
    };

    QString xTitle;
    QString yTitle;
    bool isXLogarithmic = false;
    bool isYLogarithmic = false;
    std::vector<Point> points;
    std::vector<std::pair<double, double>> line; ///< by rising x
    std::vector<std::pair<double, double>> secondLine = {}; ///< dashed
    bool isXWhole = false; ///< written as whole numbers
    std::optional<double> marked; ///< an x that is marked by a vertical line
};

/// A small chart of points, with intervals, and one or two lines. Not to be zoomed.
class XyChart final : public QWidget {
    Q_OBJECT

public:
    explicit XyChart(QWidget* parent = nullptr);

    void show(const XyPicture& picture);

    QSize sizeHint() const override { return {460, 280}; }
    QSize minimumSizeHint() const override { return {200, 140}; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void draw();

    QCustomPlot* m_plot;
    QCPAxisRect* m_rect;
    XyPicture m_picture;
};

} // namespace numeral::ui
