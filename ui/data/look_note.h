// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"

#include <QWidget>

class QAction;
class QActionGroup;
class QMenu;

namespace numeral::ui {

class SampleStrip;
class WrappingLabel;

/// Says what the images in a data set's files look like and what was done to them, with samples as
/// they were, and lets the user choose otherwise. Hidden if the images are plain and nothing was
/// done.
class LookNote final : public QWidget {
    Q_OBJECT

public:
    explicit LookNote(QWidget* parent = nullptr);

    void setDataset(const Dataset& dataset);

    /// Menu with the corrections to choose, for a menu bar as well.
    QMenu& menu() const { return *m_menu; }

    void setEditable(bool editable);

Q_SIGNALS:
    /// The user wants these corrections, or the recommended ones where nothing is set.
    void chosen(const numeral::LookChoices& choices);

private:
    QAction* addCorrection(const char* name, const QString& text, const QString& toolTip);
    void addSizes();
    LookChoices choices() const;

    QMenu* m_menu;
    QAction* m_stretch;
    QAction* m_invert;
    QAction* m_transpose;
    QAction* m_centre;
    QActionGroup* m_sizes;
    std::size_t m_side = 0; ///< what images are scaled to; 0 for as in the files
    WrappingLabel* m_sentence;
    SampleStrip* m_before;
};

} // namespace numeral::ui
