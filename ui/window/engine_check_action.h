// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/engine_table.h"
#include "ui/base/job_tracker.h"

#include <QAction>

namespace numeral::ui {

class Activity;
class DataPanel;
class MessageBar;
class ModelStore;

/// Trains the current network for some steps on both engines, in the background, and reports how
/// far their results differ.
class EngineCheckAction final : public QAction {
    Q_OBJECT

public:
    EngineCheckAction(EngineSource engines, const ModelStore& store, const DataPanel& data,
        MessageBar& messages, Activity& activity, QObject* parent = nullptr);

private:
    void check();

    EngineSource m_engines;
    const ModelStore& m_store;
    const DataPanel& m_data;
    MessageBar& m_messages;
    Activity& m_activity;
    JobTracker m_job{nullptr, QThread::LowPriority};
};

} // namespace numeral::ui
