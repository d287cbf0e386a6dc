// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/fine_tuning.h"

#include <QWidget>

class QAction;
class QBoxLayout;
class QLabel;
class QListView;
class QProgressBar;
class QPushButton;
class QStackedWidget;

namespace numeral::ui {

class Lesson;
class OwnDrawings;
class ScoreTable;

/// Panel with a list of the user's own drawings and, beside it, the controls for fine-tuning a
/// network on them; stacked unless the panel is wider than high. It neither starts lessons nor
/// applies their results: other classes connect to its actions, which menus share.
class OwnDrawingsPanel final : public QWidget {
    Q_OBJECT

public:
    OwnDrawingsPanel(OwnDrawings& drawings, Lesson& lesson, QWidget* parent = nullptr);

    QAction* learnAction() const { return m_learn; }
    QAction* undoAction() const { return m_undo; }
    QAction* exportImagesAction() const { return m_exportImages; }
    QAction* exportInkAction() const { return m_exportInk; }

    /// Shows the scores before and after the last lesson; nullopt if another network is in use.
    void setResult(const std::optional<FineTuningResult>& result);

    QSize sizeHint() const override { return {600, 190}; }
    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    bool isWide() const;
    void makeActions();
    QWidget* makeListColumn();
    void fillList();
    QWidget* makeLessonColumn();
    QWidget* makeTools();
    void showState();
    void removeSelected();

    OwnDrawings& m_drawings;
    Lesson& m_lesson;
    QBoxLayout* m_layout;
    QWidget* m_listColumn; ///< the list and its tools
    QWidget* m_lessonColumn;
    QListView* m_list;
    QLabel* m_hint;
    QLabel* m_count;
    QStackedWidget* m_lessonPages; ///< scores of the last lesson, or progress of the current one
    QProgressBar* m_progress;
    QPushButton* m_cancel;
    ScoreTable* m_scores;
    QAction* m_learn;
    QAction* m_undo;
    QAction* m_delete;
    QAction* m_restore;
    QAction* m_exportImages;
    QAction* m_exportInk;
};

} // namespace numeral::ui
