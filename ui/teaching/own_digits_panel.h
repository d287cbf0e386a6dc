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
class OwnDigits;
class ScoreTable;

/// The user's own digits, to look at and to delete, and the lesson that a network learns from them:
/// side by side, or one above the other where there is more height than width. What a lesson starts
/// with and what becomes of it is for others to say; its actions are for menus too.
class OwnDigitsPanel final : public QWidget {
    Q_OBJECT

public:
    OwnDigitsPanel(OwnDigits& digits, Lesson& lesson, QWidget* parent = nullptr);

    QAction* learnAction() const { return m_learn; }
    QAction* undoAction() const { return m_undo; }
    QAction* exportImagesAction() const { return m_exportImages; }
    QAction* exportInkAction() const { return m_exportInk; }

    /// What the last lesson has brought; nothing where another network reads.
    void setResult(const std::optional<FineTuningResult>& result);

    QSize sizeHint() const override { return {600, 190}; }
    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void makeActions();
    QWidget* makeLooking();
    void fillList();
    QWidget* makeLearning();
    QWidget* makeTools();
    void showState();
    void removeSelected();

    OwnDigits& m_digits;
    Lesson& m_lesson;
    QBoxLayout* m_layout;
    QWidget* m_looking; ///< the digits and what is done with them
    QWidget* m_learning;
    QListView* m_list;
    QLabel* m_hint;
    QLabel* m_count;
    QStackedWidget* m_lessonPages; ///< what a lesson has brought, or how far it has got
    QProgressBar* m_progress;
    QPushButton* m_breakOff;
    ScoreTable* m_scores;
    QAction* m_learn;
    QAction* m_undo;
    QAction* m_delete;
    QAction* m_restore;
    QAction* m_exportImages;
    QAction* m_exportInk;
};

} // namespace numeral::ui
