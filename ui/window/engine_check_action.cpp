// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/engine_check_action.h"

#include "core/training/engine_check.h"
#include "ui/base/activity.h"
#include "ui/data/data_panel.h"
#include "ui/window/message_bar.h"
#include "ui/window/model_store.h"

namespace numeral::ui {

EngineCheckAction::EngineCheckAction(EngineSource engines, const ModelStore& store,
    const DataPanel& data, MessageBar& messages, Activity& activity, QObject* parent)
    : QAction(tr("&Check Against LibTorch"), parent)
    , m_engines(std::move(engines))
    , m_store(store)
    , m_data(data)
    , m_messages(messages)
    , m_activity(activity)
{
    setObjectName(QStringLiteral("checkEngines"));
    setToolTip(
        tr("Train the current network for 100 steps on both engines and compare the results"));
    activity.define(
        Activity::EngineCheckActive, *this, [this] { return m_job.latest() != nullptr; });
    activity.govern(Activity::Operation::CheckEngines, *this);
    connect(this, &QAction::triggered, this, &EngineCheckAction::check);
}

void EngineCheckAction::check()
{
    m_messages.showAnswer(tr("Comparing the native engine with LibTorch…"));
    m_job.startLatest(
        [model = m_store.model(), dataset = m_data.dataset(), engines = m_engines](
            JobControl& control) {
            return checkEngines(model, *dataset, engines, [&control](double share) {
                control.progress = share;
                return !control.isCancelled;
            });
        },
        [this, name = m_data.dataset()->name](const Result<std::optional<EngineCheck>>& checked) {
            m_activity.update();
            if (!checked) {
                m_messages.showError(checked.error());
            } else if (*checked && (*checked)->agree()) {
                m_messages.showAnswer(QString::fromStdString(sentenceOf(**checked, name)));
            } else if (*checked) {
                m_messages.showError({ErrorCode::EnginesDisagree, sentenceOf(**checked, name)});
            }
        });
    m_activity.update();
}

} // namespace numeral::ui
