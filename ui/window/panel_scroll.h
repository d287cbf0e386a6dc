// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMargins>
#include <QScrollArea>

class QStackedWidget;
class QVBoxLayout;

namespace numeral::ui {

/// Shows a panel as high as there is room, and scrolls it where that is less than its minimum
/// height. It is never too narrow for the panel. The scroll bar takes the place of the right
/// margin.
class PanelScroll final : public QScrollArea {
    Q_OBJECT

public:
    explicit PanelScroll(QWidget* panel, const QMargins& margins = {});

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

    /// The height that shows the whole panel.
    int neededHeight() const;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    bool needsBar() const { return neededHeight() > height(); }
    void fit();

    QMargins m_margins;
    QVBoxLayout* m_layout;
};

/// Shows the page that holds the view.
void showPage(QStackedWidget& pages, const QWidget& view);

} // namespace numeral::ui
