// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QSize>
#include <QString>

class QPaintDevice;
class QPainter;

namespace numeral::ui {

class CurvesPlot;

/// What stands above and below the charts in a picture of them.
struct CurvesCaption {
    QString headline;
    QString detail;
    QString note; ///< below the charts
};

/// A picture of the curves as they are on the screen, with a caption, but always on white paper.
class CurvesPicture {
public:
    /// The font is that of the charts on the screen.
    CurvesPicture(CurvesPlot& curves, const CurvesCaption& caption, const QFont& font);

    /// In device-independent pixels.
    QSize size() const;
    /// The pixels of an image for each of these: as many as on the screen, but at least two.
    double pixelRatio() const;
    /// The dots per inch that give texts their size on the screen.
    int resolution() const;

    /// Paints the picture from (0, 0) on a device whose unit is a device-independent pixel.
    void paint(QPaintDevice& device) const;
    /// For devices that record shapes (SVG, PDF).
    void paintShapes(QPaintDevice& device) const;

private:
    struct Text {
        QString text;
        QFont font;
        int top;
        int height;
    };

    Text textAt(int top, const QString& text, const QFont& font) const;
    void paint(QPaintDevice& device, bool asShapes) const;
    void paintText(QPainter& painter, const Text& text) const;

    CurvesPlot& m_curves;
    Text m_headline;
    Text m_detail;
    int m_chartsTop;
    Text m_note;
};

} // namespace numeral::ui
