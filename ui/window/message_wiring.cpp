// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/message_wiring.h"

#include "ui/data/data_panel.h"
#include "ui/ink/ink_canvas.h"
#include "ui/ink/recognition_panel.h"
#include "ui/training/training_session.h"
#include "ui/window/file_actions.h"
#include "ui/window/message_bar.h"
#include "ui/window/run_keeper.h"

#include <memory>

namespace numeral::ui {

void connectMessages(const Messages& messages)
{
    MessageBar* bar = &messages.bar;
    const auto showError = [bar](const Error& error) { bar->showError(error); };
    QObject::connect(&messages.data, &DataPanel::failed, bar, showError);
    QObject::connect(&messages.session, &TrainingSession::failed, bar, showError);
    QObject::connect(&messages.keeper, &RunKeeper::failed, bar, showError);
    QObject::connect(&messages.files, &FileActions::failed, bar, showError);
    QObject::connect(&messages.files, &FileActions::notice, bar, &MessageBar::showNotice);
    QObject::connect(
        messages.recognition.canvas(), &InkCanvas::pictureFailed, bar, &MessageBar::showNotice);
    QObject::connect(&messages.session, &TrainingSession::finished, bar,
        [bar](const Model& /*model*/, const TrainingResult& result) {
            if (!result.explanation.empty()) {
                bar->showError({ErrorCode::EngineFailed, result.explanation});
            }
        });

    // Hide only a data error: at startup a model may fail to open while data is still being loaded.
    const auto dataFault = std::make_shared<QString>();
    QObject::connect(&messages.data, &DataPanel::failed, bar,
        [bar, dataFault](const Error& /*error*/) { *dataFault = bar->text(); });
    QObject::connect(&messages.data, &DataPanel::loaded, bar, [bar, dataFault] {
        if (bar->text() == *dataFault) {
            bar->hide();
        }
    });
    QObject::connect(&messages.session, &TrainingSession::started, bar, &QWidget::hide);
}

} // namespace numeral::ui
