// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/activity.h"

#include <QAction>

#include <algorithm>
#include <array>
#include <cassert>
#include <utility>

namespace numeral::ui {

namespace {

/// An operation is allowed while all states of `needs` hold and none of `forbids` does.
struct Rule {
    Activity::Operation operation;
    Activity::States needs;
    Activity::States forbids;
};

// Training and a lesson replace the model and read the data set: neither may change under them,
// and only one of the two runs at a time.
constexpr Activity::States modelInUse{Activity::TrainingActive | Activity::LessonActive};

using Operation = Activity::Operation;
constexpr std::array rules{
    // While another data set is loading, training would use the old one.
    Rule{Operation::Train, Activity::DatasetLoaded, modelInUse | Activity::DatasetLoading},
    Rule{Operation::InterruptTraining, Activity::TrainingInterruptible, {}},
    Rule{Operation::EditSettings, {}, Activity::TrainingActive},
    // An estimate times a few training steps, which others would slow down.
    Rule{Operation::EstimateRun, Activity::DatasetLoaded, modelInUse | Activity::EngineCheckActive},
    Rule{Operation::ChangeDataset, {}, modelInUse},
    Rule{Operation::ChangeModel, {}, modelInUse},
    Rule{Operation::StartLesson, Activity::DatasetLoaded | Activity::OwnDrawingsKept,
        modelInUse | Activity::DatasetLoading},
    Rule{Operation::UndoLesson, Activity::LessonApplied, modelInUse},
    Rule{Operation::CheckEngines, Activity::DatasetLoaded, Activity::EngineCheckActive},
    Rule{Operation::ExportCurves, Activity::CurvesDrawn, {}},
    Rule{Operation::ShowAllCurves, Activity::CurvesZoomed, {}},
    Rule{Operation::CloseWindow, {}, Activity::TrainingActive | Activity::WritingFiles},
};

} // namespace

void Activity::define(State state, QObject& owner, std::function<bool()> holds)
{
    m_states.push_back({state, &owner, std::move(holds)});
}

Activity::States Activity::states() const
{
    States states;
    for (const Defined& defined : m_states) {
        if (defined.owner && defined.holds()) {
            states |= defined.state;
        }
    }
    return states;
}

bool Activity::may(Operation operation) const
{
    const auto* const rule = std::find_if(rules.begin(), rules.end(),
        [operation](const Rule& candidate) { return candidate.operation == operation; });
    assert(rule != rules.end());
    const States current = states();
    return (rule->needs & ~current) == States() && (rule->forbids & current) == States();
}

void Activity::govern(Operation operation, QAction& action)
{
    govern(operation, action, [&action](bool allowed) { action.setEnabled(allowed); });
}

void Activity::govern(Operation operation, QObject& context, std::function<void(bool)> apply)
{
    const bool allowed = may(operation);
    apply(allowed);
    m_governed.push_back({operation, &context, std::move(apply), allowed});
}

void Activity::update()
{
    for (std::size_t i = 0; i < m_governed.size(); ++i) { // `apply` may govern more
        const bool allowed = may(m_governed[i].operation);
        if (m_governed[i].context && allowed != std::exchange(m_governed[i].allowed, allowed)) {
            const auto apply = m_governed[i].apply;
            apply(allowed);
        }
    }
    Q_EMIT updated();
}

} // namespace numeral::ui
