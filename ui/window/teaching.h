// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/fine_tuning.h"
#include "ui/base/job_tracker.h"
#include "ui/training/training_session.h"
#include "ui/window/model_store.h"

#include <QObject>

#include <optional>
#include <vector>

class QAction;
class QMainWindow;

namespace numeral::ui {

class Activity;
class DataPanel;
class Lesson;
class MessageBar;
class OwnDrawings;
class OwnDrawingsPanel;
class RecognitionPanel;
class RunKeeper;

/// The components that Teaching connects.
struct TeachingParts {
    QMainWindow& window;
    Activity& activity;
    RecognitionPanel& drawing;
    DataPanel& data;
    TrainingSession& session;
    ModelStore& store;
    RunKeeper& keeper;
    MessageBar& messages;
};

/// Keeps the drawings that the user labels, and fine-tunes the current network on all of them; each
/// such lesson can be undone. A lesson starts from the network as it was before the first lesson
/// since it was opened, so that the accuracy lost to lessons doesn't accumulate, and deleted digits
/// are forgotten.
class Teaching final : public QObject {
    Q_OBJECT

public:
    explicit Teaching(const EngineSource& engineSource, QObject* parent = nullptr);
    ~Teaching() override;

    OwnDrawingsPanel& panel() const { return *m_panel; }
    OwnDrawings& drawings() const { return *m_drawings; }

    /// For menus.
    QList<QAction*> lessonActions() const;
    QList<QAction*> exportActions() const;

    /// Connects the components and loads the digits; call it once.
    void connectParts(const TeachingParts& parts);

private:
    /// A lesson that can be undone.
    struct Step {
        Model before;
        QString originBefore;
        ModelStore::State stateBefore;
        QString rememberedBefore; ///< what the next start would have opened
        FineTuningResult result;
    };

    void connectDrawing();
    void connectLessons();
    void keepDrawing(std::size_t label);
    void showLabel();
    void learn();
    void applyResult(const FineTuningResult& result);
    void undo();
    void connectActivity();
    void showResult();
    bool isTaught() const;

    std::optional<TeachingParts> m_parts;
    OwnDrawings* m_drawings;
    Lesson* m_lesson;
    OwnDrawingsPanel* m_panel;
    std::vector<Step> m_steps; ///< of the current network, or of an earlier one: see isTaught()
    JobTracker m_exporting;
};

} // namespace numeral::ui
