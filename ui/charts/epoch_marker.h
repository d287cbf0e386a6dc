// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QPen>
#include <QString>

class QCPAxisRect;
class QCPItemStraightLine;
class QCPItemText;

namespace numeral::ui {

/// A vertical line through one chart at an epoch, with a label beside its upper end. The plot owns
/// the items drawn and must outlive the marker.
class EpochMarker {
public:
    /// Hidden at first. `layer` is the plot layer of the line.
    EpochMarker(QCPAxisRect& rect, const QString& layer);

    void show(double epoch);
    void hide();
    void setLabel(const QString& text);
    void setColours(const QPen& line, const QColor& text, const QColor& background);
    void setFont(const QFont& font);

    /// Puts the label on the side of the line that has more room, `row` lines below the top. Hides
    /// it while the line is out of view.
    void arrange(int row);

private:
    QCPAxisRect& m_rect;
    QCPItemStraightLine* m_line;
    QCPItemText* m_label;
};

} // namespace numeral::ui
