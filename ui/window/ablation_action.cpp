// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/ablation_action.h"

#include "core/training/run_setup.h"
#include "ui/base/activity.h"
#include "ui/runs/ablation_table.h"
#include "ui/runs/repeat_dialog.h"
#include "ui/runs/runs_text.h"
#include "ui/runs/runs_view.h"
#include "ui/training/group_session.h"
#include "ui/training/training_form.h"
#include "ui/training/training_panel.h"
#include "ui/window/message_bar.h"

#include <QMainWindow>

namespace numeral::ui {

namespace {

/// "hidden layers [50,50] (default)"
QString plainText(const Ablation& ablation)
{
    return AblationAction::tr("%1 %2 (default)")
        .arg(settingText(ablation.key), QString::fromStdString(ablation.plain));
}

} // namespace

AblationAction::AblationAction(const AblationParts& parts)
    : QAction(tr("What Does Each Setting &Bring…"), &parts.window)
    , m_parts(parts)
{
    setObjectName(QStringLiteral("ablation"));
    setToolTip(tr("Ablation study: train with these settings, and without each that isn’t plain, "
                  "from the same seeds"));
    parts.activity.govern(Activity::Operation::Train, *this);
    connect(this, &QAction::triggered, this, &AblationAction::ask);
    connect(&parts.session, &GroupSession::finished, this, &AblationAction::showResult);
}

void AblationAction::ask()
{
    if (!m_parts.training.form().commit()) {
        return;
    }
    const TrainingConfig config = m_parts.training.form().config();
    m_ablations = ablationsOf(asTrained(config, *m_parts.training.dataset()));
    if (m_ablations.empty()) {
        m_parts.messages.showNotice(tr("There is nothing to leave out: all settings are plain. "
                                       "Change one first, such as the dropout."));
        return;
    }
    QStringList names;
    for (const Ablation& ablation : m_ablations) {
        names += plainText(ablation);
    }
    auto* dialog = new RepeatDialog(
        {rememberedRepeat(), config.seed, m_parts.training.usualSeconds(), names}, &m_parts.window);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        rememberRepeat(dialog->choice());
        start(dialog->choice().seeds, dialog->choice().jobs);
    });
    dialog->open();
}

void AblationAction::start(int seeds, int jobs)
{
    std::vector<GroupPart> groups;
    const auto add = [&](const QString& title, const TrainingConfig& config) {
        groups.push_back({title.toStdString(), {},
            withSeeds(config, static_cast<std::size_t>(seeds)), m_parts.training.dataset()});
    };
    add(tr("all settings"), m_parts.training.form().config());
    for (const Ablation& ablation : m_ablations) {
        add(plainText(ablation), ablation.without);
    }
    m_parts.session.start(std::move(groups), jobs);
    m_isTraining = true;
}

void AblationAction::showResult()
{
    if (!std::exchange(m_isTraining, false)) {
        return;
    }
    std::vector<GroupScores> scores(m_parts.session.parts().size());
    for (const GroupSession::Run& run : m_parts.session.runs()) {
        if (const std::optional<double> accuracy = run.testAccuracy()) {
            scores[run.part].bySeed[run.config.seed] = *accuracy;
        }
    }
    std::vector<AblationRow> rows;
    for (std::size_t i = 0; i < m_ablations.size(); ++i) {
        const Result<GroupComparison> comparison = compareGroups(scores[i + 1], scores.front());
        rows.push_back({m_ablations[i], comparison ? std::optional(*comparison) : std::nullopt});
    }
    m_parts.view.showAblation(rows);
}

} // namespace numeral::ui
