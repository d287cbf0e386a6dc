// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/writer_scores_action.h"

#include "core/data/drawings.h"
#include "ui/base/activity.h"
#include "ui/data/data_panel.h"
#include "ui/teaching/writer_scores_dialog.h"
#include "ui/training/training_session.h"
#include "ui/window/message_bar.h"
#include "ui/window/model_store.h"
#include "ui/window/run_keeper.h"

#include <QMainWindow>

namespace numeral::ui {

WriterScoresAction::WriterScoresAction(const WriterScoresParts& parts)
    : QAction(tr("Scores by Writ&er…"), &parts.window)
    , m_parts(parts)
{
    setObjectName(QStringLiteral("writerScores"));
    setToolTip(tr("Who is hardest to read, of the people whose ink files are the data set"));
    connect(&m_parts.data, &DataPanel::loaded, this, &WriterScoresAction::showState);
    connect(&m_parts.activity, &Activity::updated, this, &WriterScoresAction::showState);
    showState();
    connect(this, &QAction::triggered, this, &WriterScoresAction::open);
}

/// The lesson changes the model, so it waits for the end of a run.
void WriterScoresAction::showState()
{
    const std::shared_ptr<const Dataset>& data = m_parts.data.dataset();
    setEnabled(data != nullptr && !(data->writers.training.empty() && data->writers.test.empty())
        && m_parts.activity.may(Activity::Operation::ChangeModel));
}

void WriterScoresAction::open()
{
    const ModelStore& store = m_parts.store;
    const std::shared_ptr<const Dataset>& data = m_parts.data.dataset();
    std::optional<Model> builtIn;
    for (const Model* model : {&store.bundled(), &store.letters()}) {
        if (!builtIn && knowsAll(model->classes, data->classes)) {
            builtIn = *model;
        }
    }
    auto* dialog = new WriterScoresDialog(
        {store.model(), builtIn, data, m_parts.session.engineSource()}, &m_parts.window);
    connect(dialog, &WriterScoresDialog::learnt, this, &WriterScoresAction::use);
    dialog->open();
}

void WriterScoresAction::use(const ClassTaught& taught)
{
    const std::string name = m_parts.data.dataset()->name;
    m_parts.keeper.begin(name);
    m_parts.keeper.finish(taught.lesson.model);
    m_parts.store.use(taught.lesson.model,
        tr("the built-in network, taught the hands of %1").arg(QString::fromStdString(name)));
    m_parts.messages.showNotice(tr("Your network has learnt their hands, and reads from now on."));
}

} // namespace numeral::ui
