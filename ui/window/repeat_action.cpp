// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/repeat_action.h"

#include "ui/appearance/icons.h"
#include "ui/base/activity.h"
#include "ui/runs/repeat_dialog.h"
#include "ui/training/group_session.h"
#include "ui/training/training_form.h"
#include "ui/training/training_panel.h"

#include <QMainWindow>

namespace numeral::ui {

RepeatAction::RepeatAction(
    QMainWindow& window, Activity& activity, TrainingPanel& training, GroupSession& session)
    : QAction(themedIcon(QStringLiteral("dice")), tr("Train × &N Seeds…"), &window)
    , m_window(window)
    , m_training(training)
    , m_session(session)
{
    setObjectName(QStringLiteral("trainSeveral"));
    setShortcut(QKeySequence(QStringLiteral("Ctrl+Shift+R")));
    setToolTip(tr("Train networks with these settings from several seeds, and see how much their "
                  "accuracy depends on chance"));
    activity.govern(Activity::Operation::Train, *this);
    connect(this, &QAction::triggered, this, &RepeatAction::ask);
}

void RepeatAction::ask()
{
    if (!m_training.form().commit()) {
        return;
    }
    auto* dialog = new RepeatDialog(
        {rememberedRepeat(), m_training.form().config().seed, m_training.usualSeconds()},
        &m_window);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        rememberRepeat(dialog->choice());
        start(dialog->choice().seeds, dialog->choice().jobs);
    });
    dialog->open();
}

void RepeatAction::start(int seeds, int jobs)
{
    GroupPart part;
    part.configs = withSeeds(m_training.form().config(), static_cast<std::size_t>(seeds));
    part.title = groupTitle(part.configs.size(), *m_training.dataset());
    part.dataset = m_training.dataset();
    m_session.start({part}, jobs);
}

} // namespace numeral::ui
