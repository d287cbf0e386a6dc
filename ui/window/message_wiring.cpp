// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/message_wiring.h"

#include "ui/data/data_panel.h"
#include "ui/ink/ink_canvas.h"
#include "ui/ink/recognition_panel.h"
#include "ui/training/group_session.h"
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
    QObject::connect(&messages.session, &TrainingSession::notKept, bar, showError);
    QObject::connect(&messages.group, &GroupSession::notKept, bar, showError);
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

    // What succeeds hides an error from before it began, and no other: at the start a model may
    // fail to open while data are being loaded.
    const auto errorsBefore = std::make_shared<int>(0);
    QObject::connect(&messages.data, &DataPanel::loadingChanged, bar,
        [bar, errorsBefore, &data = messages.data] {
            if (data.isLoading()) {
                *errorsBefore = bar->errors();
            }
        });
    QObject::connect(&messages.data, &DataPanel::loaded, bar, [bar, errorsBefore] {
        if (bar->errors() == *errorsBefore) {
            bar->hideError();
        }
    });
    QObject::connect(&messages.files, &FileActions::pictureOpened, bar, &MessageBar::hideError);
    QObject::connect(messages.recognition.canvas(), &InkCanvas::contentChanged, bar,
        [bar, canvas = messages.recognition.canvas()] {
            if (canvas->hasPicture()) {
                bar->hideError();
            }
        });
    QObject::connect(&messages.session, &TrainingSession::started, bar, &QWidget::hide);
    QObject::connect(&messages.group, &GroupSession::starting, bar, &QWidget::hide);
}

} // namespace numeral::ui
