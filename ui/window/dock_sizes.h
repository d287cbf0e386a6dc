// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QObject>
#include <QSize>
#include <QVariantMap>

class QDockWidget;
class QMainWindow;

namespace numeral::ui {

/// Sizes the docks anew whenever the window's size changes: QMainWindow shrinks docks in a small
/// window, but gives all room that is added later to its middle. A dock is as large as the user
/// made it by dragging its edge, else as by default, as far as there is room.
class DockSizes final : public QObject {
    Q_OBJECT

public:
    /// For all docks that the window has by now.
    explicit DockSizes(QMainWindow& window);

    /// Forgets the user's sizes.
    void reset();

    /// The user's sizes by the docks' object names; -1 for a width or a height by default.
    QVariantMap chosen() const;
    void setChosen(const QVariantMap& sizes);

    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QList<QDockWidget*> docksIn(Qt::DockWidgetArea area) const;
    int wantedWidth(const QDockWidget& dock) const;
    int wantedHeight(const QDockWidget& dock) const;
    QHash<QString, QSize> sizes() const;
    void takeDragged();
    void applySoon();
    void apply();
    void applyHeights(const QList<QDockWidget*>& column);

    QMainWindow& m_window;
    QHash<QString, QSize> m_chosen;
    QHash<QString, QSize> m_atPress; ///< sizes when the mouse was pressed
    bool m_isApplying = false;
    bool m_willApply = false;
};

} // namespace numeral::ui
