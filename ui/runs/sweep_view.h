// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/runs/sweep_axes.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

#include <memory>

class QTableWidget;

namespace numeral::ui {

class GroupSession;
class Headline;
class ParallelView;
class ScatterView;

/// A sweep as it is trained: how its settings and its runs' figures hang together, and the runs in
/// a table, the best first.
class SweepView final : public QWidget {
    Q_OBJECT

public:
    explicit SweepView(GroupSession& session, QWidget* parent = nullptr);

    /// Shows a sweep over these settings: the runs that there are already and, if it goes on, the
    /// session's group, which has just begun.
    void begin(const std::vector<std::string>& keys, StoppingMetric metric,
        std::vector<SweepRun> before, bool goesOn);

    QSize sizeHint() const override { return {500, 600}; }

Q_SIGNALS:
    void backRequested();
    /// The user wants to train with these settings.
    void settingsWanted(const numeral::TrainingConfig& config);

private:
    QWidget* makeTop();
    void makeTable();
    void refresh();
    void showText();
    void showTable();
    void showChosen();

    GroupSession& m_session;
    std::vector<std::string> m_keys;
    StoppingMetric m_metric = StoppingMetric::Loss;
    std::size_t m_before = 0; ///< runs that there were already
    std::vector<SweepRun> m_ended; ///< these and the session's, in the order in which they ended
    std::vector<bool> m_taken; ///< of the session's runs, which are among these
    std::optional<Error> m_fault; ///< of the last run that failed
    std::optional<std::size_t> m_current; ///< the run in the table's current row
    std::shared_ptr<const SweepPicture> m_picture;
    std::vector<std::size_t> m_rows; ///< the run of each row
    Headline* m_text;
    ParallelView* m_parallel;
    ScatterView* m_scatter;
    QTableWidget* m_table;
    QTimer m_refreshing; ///< limits the rate
    QElapsedTimer m_clock; ///< since the sweep began
    bool m_isShown = false; ///< the session's group is this sweep
};

} // namespace numeral::ui
