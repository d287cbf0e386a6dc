// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/sweep_action.h"

#include "core/training/run_setup.h"
#include "ui/base/activity.h"
#include "ui/runs/run_list.h"
#include "ui/runs/sweep_view.h"
#include "ui/training/group_session.h"
#include "ui/training/training_form.h"
#include "ui/training/training_panel.h"
#include "ui/window/message_bar.h"
#include "ui/window/panel_scroll.h"

#include <QMainWindow>
#include <QStackedWidget>

namespace numeral::ui {

SweepAction::SweepAction(const SweepParts& parts)
    : QAction(tr("&Find Good Settings…"), &parts.window)
    , m_parts(parts)
    , m_last(new QAction(tr("Last S&weep"), &parts.window))
{
    m_last->setObjectName(QStringLiteral("lastSweep"));
    m_last->setEnabled(false);
    connect(m_last, &QAction::triggered, this, [this] { showPage(m_parts.middle, m_parts.view); });
    setObjectName(QStringLiteral("sweep"));
    setShortcut(QKeySequence(QStringLiteral("Ctrl+Shift+F")));
    setToolTip(tr("Sweep: train networks with many values of some settings, and see which are good "
                  "and which settings matter"));
    parts.activity.govern(Activity::Operation::Train, *this);
    connect(this, &QAction::triggered, this, &SweepAction::ask);
    connect(&parts.view, &SweepView::settingsWanted, this, [this](const TrainingConfig& config) {
        if (!m_parts.activity.may(Activity::Operation::EditSettings)) {
            m_parts.messages.showNotice(tr("The settings can’t be changed during training."));
            return;
        }
        m_parts.training.form().setConfig(forAnother(config));
        m_parts.messages.showNotice(tr("The form has this run’s settings now."));
    });
}

void SweepAction::ask()
{
    if (!m_parts.training.form().commit()) {
        return;
    }
    auto* dialog = new SweepDialog(m_parts.training.form().config(), &m_parts.window);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { prepare(dialog->choice()); });
    dialog->open();
}

void SweepAction::prepare(const SweepDialog::Choice& choice)
{
    const std::shared_ptr<const Dataset> dataset = m_parts.training.dataset();
    m_parts.list.fetch(
        [choice, dataset](const RunHistory&) -> Result<KeptSweep> {
            Result<RunHistory> history = RunHistory::open(historyFile()); // to be written to
            return history ? keptSweep(*history, choice.plan, *dataset, choice.halves)
                           : tl::unexpected(history.error());
        },
        [this, choice, dataset](const KeptSweep& kept) {
            if (m_parts.activity.may(Activity::Operation::Train)) { // nothing has begun meanwhile
                start(choice, dataset, kept);
            }
        });
}

void SweepAction::start(const SweepDialog::Choice& choice,
    const std::shared_ptr<const Dataset>& dataset, const KeptSweep& kept)
{
    const Result<SweepRuns> runs = sweepConfigs(choice.plan);
    std::vector<TrainingConfig> missing
        = missingConfigs(trainedConfigs(runs->configs, *dataset), kept.ended);
    const StoppingMetric metric = choice.plan.base.stoppingMetric;
    const bool isDone = missing.empty();
    if (!isDone) {
        m_parts.session.start({GroupPart{{}, kept.group, std::move(missing), dataset}},
            {choice.jobs, choice.halves ? std::optional(metric) : std::nullopt, choice.minutes,
                kept.epochs});
    }
    m_parts.view.begin(keysOf(choice.plan), metric, kept.ended, !isDone);
    m_last->setEnabled(true);
    showPage(m_parts.middle, m_parts.view);
}

} // namespace numeral::ui
