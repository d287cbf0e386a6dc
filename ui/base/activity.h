// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFlags>
#include <QObject>
#include <QPointer>

#include <functional>
#include <vector>

class QAction;

namespace numeral::ui {

/// What is going on in the window, and what may be done meanwhile. The rules are one table, in
/// activity.cpp; every action asks here instead of knowing them. Belongs to the window's thread.
class Activity final : public QObject {
    Q_OBJECT

public:
    enum State : quint32 {
        DatasetLoaded = 1U << 0U,
        DatasetLoading = 1U << 1U,
        TrainingActive = 1U << 2U, ///< from its start until its result is delivered
        TrainingInterruptible = 1U << 3U, ///< running or paused, but not already stopping
        LessonActive = 1U << 4U,
        LessonApplied = 1U << 5U, ///< the current model is a lesson's result
        OwnDrawingsKept = 1U << 6U, ///< at least one, of a class that the model knows
        EngineCheckActive = 1U << 8U,
        WritingFiles = 1U << 9U, ///< models, own digits or what is exported
        CurvesDrawn = 1U << 10U, ///< of one epoch at least
        CurvesZoomed = 1U << 11U, ///< not the whole run is in view
    };
    Q_DECLARE_FLAGS(States, State)

    enum class Operation {
        Train,
        InterruptTraining, ///< pause, resume or stop it
        EditSettings,
        EstimateRun,
        ChangeDataset,
        ChangeModel,
        StartLesson,
        UndoLesson,
        CheckEngines,
        ExportCurves, ///< save or copy them
        ShowAllCurves,
        CloseWindow,
    };

    using QObject::QObject;

    /// Says how to find out whether a state holds: if any of its owners says so. Owners that are
    /// deleted don't count.
    void define(State state, QObject& owner, std::function<bool()> holds);

    bool is(State state) const { return states().testFlag(state); }
    bool may(Operation operation) const;

    /// Enables the action while the operation is allowed.
    void govern(Operation operation, QAction& action);

    /// Calls `apply` with whether the operation is allowed, now and whenever that changes.
    void govern(Operation operation, QObject& context, std::function<void(bool)> apply);

    /// To be called when a state may have changed.
    void update();

Q_SIGNALS:
    /// A state may have changed, and what depends on it is up to date.
    void updated();

private:
    struct Governed {
        Operation operation;
        QPointer<QObject> context;
        std::function<void(bool)> apply;
        bool allowed;
    };

    struct Defined {
        State state;
        QPointer<QObject> owner;
        std::function<bool()> holds;
    };

    States states() const;

    std::vector<Defined> m_states;
    std::vector<Governed> m_governed;
};

Q_DECLARE_OPERATORS_FOR_FLAGS(Activity::States)

} // namespace numeral::ui
