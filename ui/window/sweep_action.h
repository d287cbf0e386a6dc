// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/history/sweep_history.h"
#include "ui/runs/sweep_dialog.h"

#include <QAction>

class QMainWindow;
class QStackedWidget;

namespace numeral::ui {

class Activity;
class GroupSession;
class MessageBar;
class RunList;
class SweepView;
class TrainingPanel;

/// What the action works with.
struct SweepParts {
    QMainWindow& window;
    QStackedWidget& middle; ///< holds the view, scrolled
    Activity& activity;
    TrainingPanel& training;
    GroupSession& session;
    SweepView& view;
    RunList& list;
    MessageBar& messages;
};

/// Sweep: trains networks with many values of some settings, and shows what comes of each. The same
/// sweep again trains only what is missing.
class SweepAction final : public QAction {
    Q_OBJECT

public:
    explicit SweepAction(const SweepParts& parts);

    /// Shows the last sweep again.
    QAction* lastSweep() const { return m_last; }

private:
    void ask();
    void prepare(const SweepDialog::Choice& choice);
    void start(const SweepDialog::Choice& choice, const std::shared_ptr<const Dataset>& dataset,
        const KeptSweep& kept);

    SweepParts m_parts;
    QAction* m_last;
};

} // namespace numeral::ui
