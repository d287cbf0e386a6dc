// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/writer_scores_action.h"

#include "ui/data/data_panel.h"
#include "ui/teaching/writer_scores_dialog.h"
#include "ui/window/model_store.h"

#include <QMainWindow>

namespace numeral::ui {

WriterScoresAction::WriterScoresAction(ModelStore& store, DataPanel& data, QMainWindow& window)
    : QAction(tr("Scores by Writ&er…"), &window)
    , m_store(store)
    , m_data(data)
    , m_window(window)
{
    setObjectName(QStringLiteral("writerScores"));
    setToolTip(tr("Who is hardest to read, of the people whose ink files are the data set"));
    const auto showState = [this] {
        const std::shared_ptr<const Dataset>& dataset = m_data.dataset();
        setEnabled(dataset != nullptr
            && !(dataset->writers.training.empty() && dataset->writers.test.empty()));
    };
    connect(&data, &DataPanel::loadingChanged, this, showState);
    connect(&data, &DataPanel::loaded, this, showState);
    showState();
    connect(this, &QAction::triggered, this, &WriterScoresAction::open);
}

void WriterScoresAction::open()
{
    auto* dialog = new WriterScoresDialog(m_store.model(), m_data.dataset(), &m_window);
    dialog->open();
}

} // namespace numeral::ui
