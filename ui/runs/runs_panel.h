// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/history/run_table.h"
#include "ui/runs/run_list.h"

#include <QWidget>

#include <functional>
#include <optional>
#include <vector>

class QAction;
class QLabel;
class QLineEdit;
class QMenu;
class QStackedWidget;
class QTableView;

namespace numeral::ui {

class GroupSession;
class RunsFilter;
class RunsModel;

/// A table of all runs that are kept: sorted, filtered, named, starred, deleted and compared there.
/// What needs the rest of the window is asked for by signals. `group` tells which runs are being
/// trained.
class RunsPanel final : public QWidget {
    Q_OBJECT

public:
    RunsPanel(RunList& list, GroupSession& group, QWidget* parent = nullptr);

    /// The runs that are selected, in the table's order.
    std::vector<RunId> selected() const;
    /// Their groups, each once.
    std::vector<GroupId> selectedGroups() const;
    /// The rows that the filter leaves, in the table's order, as a table of text.
    RunTable table() const;

    /// Marks a run's row.
    void highlight(std::optional<RunId> run);

Q_SIGNALS:
    void curvesWanted(const std::vector<numeral::RunId>& runs);
    void comparisonWanted(numeral::GroupId first, numeral::GroupId second);
    /// The networks of two runs are to be compared.
    void networksWanted(numeral::RunId first, numeral::RunId second);
    void settingsWanted(numeral::RunId run);
    void weightsWanted(numeral::RunId run);
    void verificationWanted(numeral::RunId run);
    /// The table is to be written to a file in that format.
    void exportWanted(const numeral::TableFormat& format);
    /// The user points at another run's row, or at none.
    void highlightChanged(std::optional<numeral::RunId> run);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QAction* addAction(const char* name, const QString& text, const QKeySequence& key);
    void addActions();
    void addTableActions();
    QWidget* makeToolBar();
    QWidget* makeTable();
    QWidget* makeUndoRow();
    QMenu* makeTableMenu();
    void connectParts();
    void filter();
    void showSettings();
    void showState();
    void showLive();
    void star();
    void remove();
    void undoRemoval();
    void copyTable();
    void forSelectedLive(const std::function<void(std::size_t)>& apply);
    std::optional<RunId> runAt(const QModelIndex& place) const;

    RunList& m_list;
    GroupSession& m_group;
    RunsModel* m_model;
    RunsFilter* m_shown;
    QLineEdit* m_filter;
    QLabel* m_count;
    QLabel* m_empty;
    QStackedWidget* m_pages;
    QTableView* m_table;
    QWidget* m_undoRow = nullptr;
    QLabel* m_removed = nullptr;
    QAction* m_showCurves = nullptr;
    QAction* m_compare = nullptr;
    QAction* m_compareNetworks = nullptr;
    QAction* m_useSettings = nullptr;
    QAction* m_openWeights = nullptr;
    QAction* m_verify = nullptr;
    QAction* m_star = nullptr;
    QAction* m_rename = nullptr;
    QAction* m_setFolder = nullptr;
    QAction* m_setNote = nullptr;
    QAction* m_pauseRun = nullptr;
    QAction* m_stopRun = nullptr;
    QAction* m_remove = nullptr;
    QAction* m_copy = nullptr;
    QAction* m_showLast = nullptr;
};

} // namespace numeral::ui
