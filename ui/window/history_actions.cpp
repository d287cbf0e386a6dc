// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/history_actions.h"

#include "core/platform/whole_file.h"
#include "core/training/run_setup.h"
#include "ui/base/activity.h"
#include "ui/data/data_panel.h"
#include "ui/runs/run_list.h"
#include "ui/runs/runs_panel.h"
#include "ui/runs/runs_text.h"
#include "ui/training/training_form.h"
#include "ui/training/training_panel.h"
#include "ui/window/file_dialog.h"
#include "ui/window/learning_view.h"
#include "ui/window/message_bar.h"
#include "ui/window/model_store.h"
#include "ui/window/run_keeper.h"
#include "ui/window/window_memory.h"

#include <QAction>
#include <QDir>
#include <QFileDialog>
#include <QMainWindow>

namespace numeral::ui {

HistoryActions::HistoryActions(const HistoryParts& parts)
    : QObject(&parts.window)
    , m_parts(parts)
{
    connect(&parts.panel, &RunsPanel::settingsWanted, this, &HistoryActions::useSettings);
    connect(&parts.panel, &RunsPanel::weightsWanted, this, &HistoryActions::useWeights);
    connect(&parts.panel, &RunsPanel::verificationWanted, this, &HistoryActions::verify);
    connect(&parts.panel, &RunsPanel::exportWanted, this, &HistoryActions::chooseFile);
    connect(&parts.list, &RunList::failed, &parts.messages, &MessageBar::showError);
    Activity& activity = parts.activity;
    const auto update = [&activity] { activity.update(); };
    activity.define(Activity::EngineCheckActive, *this, [this] { return m_jobs.isBusy(); });
    activity.define(Activity::WritingFiles, *this, [this] { return m_writing.isBusy(); });
    connect(&m_jobs, &JobTracker::becameIdle, &activity, update);
    connect(&m_writing, &JobTracker::becameIdle, &activity, update);
}

/// A run that is trained again ends within a batch.
HistoryActions::~HistoryActions()
{
    if (m_verification) {
        m_verification->abandon();
    }
}

void HistoryActions::useSettings(RunId run)
{
    if (!m_parts.activity.may(Activity::Operation::EditSettings)) {
        m_parts.messages.showNotice(tr("The settings can’t be changed during training."));
        return;
    }
    m_parts.list.fetch([run](const RunHistory& history) { return history.config(run); },
        [this, run](const TrainingConfig& config) {
            m_parts.training.form().setConfig(forAnother(config));
            m_parts.messages.showNotice(
                tr("The settings are those of run %1 now, its seed included.").arg(run));
        });
}

void HistoryActions::useWeights(RunId run)
{
    if (!m_parts.activity.may(Activity::Operation::ChangeModel)) {
        m_parts.messages.showNotice(tr("The network can’t be changed during training."));
        return;
    }
    const ListedRun* listed = m_parts.list.find(run);
    const std::string data = listed == nullptr ? std::string() : listed->run.data;
    m_parts.list.fetch([run](const RunHistory& history) { return history.model(run); },
        [this, run, data](const Model& model) {
            m_parts.keeper.begin(data); // the next start opens it
            m_parts.keeper.finish(model);
            m_parts.store.use(model, tr("the network of run %1").arg(run));
            m_parts.learning.showPastRun(model);
            Q_EMIT runShown();
        });
}

void HistoryActions::verify(RunId run)
{
    if (m_jobs.isBusy() || !m_parts.activity.may(Activity::Operation::Train)) {
        m_parts.messages.showNotice(
            tr("A run can be trained again when the data are loaded and nothing is trained."));
        return;
    }
    m_parts.list.fetch([run](const RunHistory& history) { return keptRun(history, run); },
        [this](const KeptRun& kept) { startVerification(kept); });
}

void HistoryActions::startVerification(const KeptRun& kept)
{
    m_parts.messages.showNotice(tr("Run %1 is trained again …").arg(kept.id));
    m_verification = std::make_shared<RunControl>();
    m_jobs.enqueue(
        [kept, data = m_parts.data.asInFiles(), engines = m_parts.engines,
            control = m_verification]() -> Result<RerunVerdict> {
            TrainingObserver nobody;
            return rerun(kept, *data, engines, nobody, *control);
        },
        [this, run = kept.id](const Result<RerunVerdict>& verdict) {
            m_verification.reset();
            tell(run, verdict);
        });
    m_parts.activity.update();
}

void HistoryActions::tell(RunId run, const Result<RerunVerdict>& verdict)
{
    MessageBar& messages = m_parts.messages;
    if (!verdict) {
        messages.showError(verdict.error());
    } else if (verdict->isSame()) {
        messages.showAnswer(
            tr("Run %1 again is the same, bit for bit: %2 and %3.")
                .arg(run)
                .arg(tr("%Ln epoch(s)", nullptr, static_cast<int>(verdict->epochs)),
                    tr("%Ln weight(s)", nullptr, static_cast<int>(verdict->weights))));
    } else if (verdict->firstDifferentEpoch > 0) {
        messages.showAnswer(tr("Run %1 again is not the same from epoch %2 on: another processor, "
                               "engine or version of the program gives other roundings.")
                                .arg(run)
                                .arg(verdict->firstDifferentEpoch));
    } else {
        messages.showAnswer(tr("Run %1 again has the same epochs, but other weights.").arg(run));
    }
}

void HistoryActions::chooseFile(const TableFormat& format)
{
    QFileDialog* dialog = makeFileDialog(m_parts.window, tr("Export the table of runs"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    const auto text = [](std::string_view view) {
        return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
    };
    dialog->setNameFilter(
        QStringLiteral("%1 (*.%2)").arg(text(format.title), text(format.extension)));
    dialog->setDefaultSuffix(text(format.extension));
    dialog->selectFile(QStringLiteral("runs.") + text(format.extension));
    connect(dialog, &QFileDialog::fileSelected, this, [this, &format](const QString& file) {
        m_writing.enqueue(
            [path = file.toStdString(), contents = format.write(m_parts.panel.table())] {
                return platform::writeWholeFile(path, contents);
            },
            [this, file](const Result<void>& written) {
                if (!written) {
                    m_parts.messages.showError(written.error());
                    return;
                }
                rememberFolderOf(file);
                m_parts.messages.showNotice(tr("Saved: %1").arg(QDir::toNativeSeparators(file)));
            });
    });
    dialog->open();
}

} // namespace numeral::ui
