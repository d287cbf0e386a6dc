// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/history/run_history.h"
#include "ui/base/job_tracker.h"

#include <QObject>

#include <array>

class QMainWindow;
class QMenu;
class QStackedWidget;

namespace numeral::ui {

class DataPanel;
class MessageBar;
class MistakesPanel;
class ModelStore;
class RunList;
class RunsPanel;
class TwoNetworksView;

/// Where networks come from, and where two of them are shown.
struct NetworkComparisonParts {
    QMainWindow& window;
    MistakesPanel& mistakes;
    TwoNetworksView& view;
    QStackedWidget& pages; ///< holds both
    const ModelStore& store;
    DataPanel& data;
    RunList& list;
    RunsPanel& runs;
    MessageBar& messages;
};

/// Compares the network that reads with another one: the built-in network, the user's own, or one
/// from a file; or those of two runs.
class NetworkComparison final : public QObject {
    Q_OBJECT

public:
    explicit NetworkComparison(const NetworkComparisonParts& parts);

private:
    void offer(QMenu& menu);
    void chooseFile();
    void compareWith(const Model& other, const QString& name);
    void compareRuns(RunId first, RunId second);
    void show(const std::array<Model, 2>& models, const std::array<QString, 2>& names);

    NetworkComparisonParts m_parts;
    JobTracker m_opening;
};

} // namespace numeral::ui
