// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/history/run_history.h"

#include <QObject>

#include <optional>
#include <utility>
#include <vector>

namespace numeral::ui {

class Activity;
class DataPanel;
class GroupSession;
class MessageBar;
class RunList;
class RunsPanel;
class RunsView;

/// Where runs are compared, and what trains more of them.
struct ComparisonParts {
    RunList& list;
    RunsPanel& panel;
    RunsView& view;
    GroupSession& session;
    DataPanel& data;
    Activity& activity;
    MessageBar& messages;
};

/// Shows the curves of kept runs together, and says whether one of two groups is better. Where the
/// runs don't decide that, it offers to train as many more as might.
class RunComparison final : public QObject {
    Q_OBJECT

public:
    explicit RunComparison(const ComparisonParts& parts, QObject* parent = nullptr);

Q_SIGNALS:
    /// The view shows kept runs now.
    void shown();

private:
    void showCurves(const std::vector<RunId>& runs);
    void compare(GroupId first, GroupId second);
    void trainMore();
    void continueComparison();

    ComparisonParts m_parts;
    std::optional<std::pair<GroupId, GroupId>> m_compared; ///< of which more can be trained
    std::size_t m_missing = 0; ///< seeds
    bool m_trainsMore = false;
};

} // namespace numeral::ui
