// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/data_wiring.h"

#include "ui/data/data_panel.h"
#include "ui/training/training_panel.h"
#include "ui/window/file_actions.h"
#include "ui/window/learning_view.h"
#include "ui/window/window_memory.h"

#include <QFileInfo>

namespace numeral::ui {

void connectData(
    DataPanel& data, TrainingPanel& training, LearningView& learning, FileActions& files)
{
    QObject::connect(
        &data, &DataPanel::loaded, &learning, [&](const std::shared_ptr<const Dataset>& dataset) {
            training.setDataset(dataset);
            learning.showReady(*dataset);
            rememberData(data.request());
        });
    QObject::connect(&data, &DataPanel::edited, &training, &TrainingPanel::setDataset);
    QObject::connect(&data, &DataPanel::loadingChanged, &learning, [&] {
        if (!data.isLoading() && !data.dataset()) {
            learning.showNoData();
        }
    });
    QObject::connect(&files, &FileActions::dataChosen, &data, [&data](const QString& source) {
        rememberFolder(QFileInfo(source).isDir() ? source : QFileInfo(source).path());
        data.load(source);
    });
}

} // namespace numeral::ui
