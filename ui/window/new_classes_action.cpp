// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/new_classes_action.h"

#include "ui/base/activity.h"
#include "ui/data/data_panel.h"
#include "ui/teaching/new_classes_dialog.h"
#include "ui/teaching/own_drawings.h"
#include "ui/training/run_text.h"
#include "ui/window/message_bar.h"
#include "ui/window/model_store.h"
#include "ui/window/run_keeper.h"

#include <QMainWindow>

namespace numeral::ui {

NewClassesAction::NewClassesAction(const NewClassesParts& parts)
    : QAction(tr("&New Classes…"), &parts.window)
    , m_parts(parts)
{
    setObjectName(QStringLiteral("newClasses"));
    setShortcut(QKeySequence(QStringLiteral("Ctrl+Shift+N")));
    setToolTip(tr("Name classes of your own, draw each a few times, and train a network of them"));
    parts.activity.govern(Activity::Operation::ChangeModel, *this);
    connect(this, &QAction::triggered, this, &NewClassesAction::open);
}

void NewClassesAction::open()
{
    auto* dialog = new NewClassesDialog(m_parts.drawings,
        {m_parts.store.model(), m_parts.store.bundled(), m_parts.data.dataset(),
            m_parts.session.engineSource()},
        &m_parts.window);
    connect(dialog, &NewClassesDialog::learnt, this, &NewClassesAction::use);
    dialog->open();
}

void NewClassesAction::use(const NewClassesResult& result)
{
    QStringList names;
    for (const std::string& name : result.model.classes) {
        names.append(QString::fromStdString(name));
    }
    m_parts.keeper.begin("my classes");
    m_parts.keeper.finish(result.model);
    m_parts.store.use(result.model, tr("Your classes: %1").arg(names.join(QLatin1Char(' '))));
    QString sentence
        = tr("Your network reads %1 of %2 drawings right that it had not learnt from.")
              .arg(qRound(result.heldOut.accuracy * static_cast<double>(result.heldOut.images)))
              .arg(result.heldOut.images);
    if (result.known) {
        sentence += QLatin1Char(' ')
            + tr("Of the test images that it knew before it reads %1.")
                  .arg(percentText(m_parts.window.locale(), result.known->accuracy));
    }
    m_parts.messages.showAnswer(sentence + QLatin1Char(' ') + tr("Draw, and it reads you."));
}

} // namespace numeral::ui
