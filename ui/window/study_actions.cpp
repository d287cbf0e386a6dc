// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/study_actions.h"

#include "core/training/run_group.h"
#include "core/training/run_setup.h"
#include "ui/base/activity.h"
#include "ui/runs/data_need_view.h"
#include "ui/training/group_session.h"
#include "ui/training/rate_dialog.h"
#include "ui/training/training_form.h"
#include "ui/training/training_panel.h"
#include "ui/window/message_bar.h"
#include "ui/window/panel_scroll.h"

#include <QAction>
#include <QCoreApplication>
#include <QLocale>
#include <QMainWindow>
#include <QStackedWidget>

namespace numeral::ui {

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("numeral::ui::StudyActions", text);
}

void findRate(const StudyParts& parts)
{
    TrainingForm& form = parts.training.form();
    if (!form.commit()) {
        return;
    }
    auto* dialog
        = new RateDialog(form.config(), parts.training.dataset(), parts.engines, &parts.window);
    QObject::connect(dialog, &RateDialog::rateChosen, &parts.window, [parts](double rate) {
        TrainingForm& chosen = parts.training.form();
        TrainingConfig config = chosen.config();
        config.learningRate = rate;
        chosen.setConfig(config);
        parts.messages.showNotice(
            translated("The learning rate is %1 now.").arg(QLocale().toString(rate)));
    });
    dialog->open();
}

void findDataNeed(const StudyParts& parts)
{
    constexpr std::size_t seeds = 5;
    if (!parts.training.form().commit()) {
        return;
    }
    const std::shared_ptr<const Dataset> dataset = parts.training.dataset();
    const TrainingConfig config = parts.training.form().config();
    const std::vector<int> sizes = dataSizes(config, *dataset);
    if (sizes.empty() || dataset->test.size() == 0) {
        parts.messages.showNotice(
            translated("There are too few images to learn how many are needed: it takes more than "
                       "1,000 for training, and test images."));
        return;
    }
    std::vector<GroupPart> groups;
    for (const int size : sizes) {
        TrainingConfig some = config;
        some.trainingImages = size;
        groups.push_back({dataNeedTitle(size, *dataset), {}, withSeeds(some, seeds), dataset});
    }
    parts.session.start(std::move(groups), static_cast<int>(usableCores()));
    parts.view.begin();
    showPage(parts.middle, parts.view);
}

} // namespace

QList<QAction*> makeStudyActions(const StudyParts& parts)
{
    auto* rate = new QAction(translated("Find a Learning &Rate…"), &parts.window);
    rate->setObjectName(QStringLiteral("findRate"));
    rate->setToolTip(
        translated("Try learning rates from small to large, and see where the loss falls the "
                   "fastest. The network that reads is untouched."));
    auto* need = new QAction(translated("How Much &Data Do I Need?"), &parts.window);
    need->setObjectName(QStringLiteral("dataNeed"));
    need->setToolTip(translated("Train five networks each from 100, 300, 1,000 … and all training "
                                "images, and see what more would bring"));
    QObject::connect(rate, &QAction::triggered, &parts.window, [parts] { findRate(parts); });
    QObject::connect(need, &QAction::triggered, &parts.window, [parts] { findDataNeed(parts); });
    for (QAction* action : {rate, need}) {
        parts.activity.govern(Activity::Operation::Train, *action);
    }
    auto* again = new QAction(translated("Last Data S&tudy"), &parts.window);
    again->setObjectName(QStringLiteral("lastDataNeed"));
    again->setEnabled(false);
    QObject::connect(
        again, &QAction::triggered, &parts.window, [parts] { showPage(parts.middle, parts.view); });
    QObject::connect(
        &parts.view, &DataNeedView::begun, again, [again] { again->setEnabled(true); });
    return {rate, need, again};
}

} // namespace numeral::ui
