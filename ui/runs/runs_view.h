// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/history/run_history.h"
#include "ui/charts/chart_series.h"

#include <QElapsedTimer>
#include <QWidget>

#include <optional>
#include <vector>

class QPushButton;

namespace numeral::ui {

class AblationTable;
class GroupSession;
class Headline;
class RunsChart;
struct AblationRow;

/// Shows several runs together: those of a group in training, or any that are kept.
class RunsView final : public QWidget {
    Q_OBJECT

public:
    explicit RunsView(GroupSession& session, QWidget* parent = nullptr);

    /// Shows runs that are kept, whose chart ids are those of the history, in place of a group.
    void showRuns(const QString& headline, const QString& detail, std::vector<ChartSeries> series);

    /// Offers something to do about what is shown, by a button below the headline; empty for
    /// nothing. The next runs that are shown take it away.
    void setOffer(const QString& text);

    /// Shows what each setting has brought, above the group's curves.
    void showAblation(const std::vector<AblationRow>& rows);

    RunsChart& chart() const { return *m_chart; }

    /// Highlights a run's line, if it is shown.
    void highlight(std::optional<RunId> run);

Q_SIGNALS:
    void offerAccepted();
    /// The user wants to see the curves of the last single run again.
    void backRequested();
    /// The user points at a run's line, or at none.
    void highlightChanged(std::optional<numeral::RunId> run);

private:
    void beginGroup();
    void addProgress();
    void showProgress();
    void showEnd();
    QString endHeadline() const;
    QString endDetail() const;
    /// Of the session's runs that ended by themselves.
    std::vector<double> testAccuracies() const;
    std::optional<RunId> idOf(std::int64_t chartId) const;

    GroupSession& m_session;
    Headline* m_text;
    QPushButton* m_offer;
    AblationTable* m_ablation;
    RunsChart* m_chart;
    bool m_showsGroup = false; ///< the session's runs are shown; a chart id is a run's index
    QElapsedTimer m_clock; ///< since the group began
};

} // namespace numeral::ui
