// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/runs/run_list.h"
#include "ui/training/group_session.h"

#include <QAbstractTableModel>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace numeral::ui {

/// Table model of the runs that are kept, the newest first. Beside the fixed columns there is one
/// for each setting of `setSettingColumns`. Names, folders and notes can be edited.
class RunsModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column {
        Star,
        Name,
        Test,
        Validation,
        Epochs,
        State,
        Seed,
        Group,
        Data,
        Seconds,
        Begun,
        Folder,
        Note,
        FirstSetting
    };
    /// Values to sort by.
    static constexpr int sortRole = Qt::UserRole;

    explicit RunsModel(RunList& list, QObject* parent = nullptr);

    const ListedRun& at(int row) const { return (*m_runs)[static_cast<std::size_t>(row)]; }
    /// What a filter looks for words in, in lower case.
    QString searchText(int row) const;

    /// Shows columns for these settings, by their keys.
    void setSettingColumns(std::vector<std::string> keys);
    /// Shows the validation accuracy of the last epoch in place of the best one's.
    void setShowsLast(bool showsLast);
    /// Shows that runs are being trained, and how far they have got.
    void setLive(std::map<RunId, QString> states);
    void highlight(std::optional<RunId> run);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    void takeRuns();
    void removeAndInsert(const std::vector<ListedRun>& wanted);
    QString textOf(const ListedRun& listed, int column) const;
    QVariant sortValueOf(const ListedRun& listed, int column) const;
    QString settingOf(const ListedRun& listed, int column) const;
    QString stateOf(const HistoryRun& run) const;
    std::optional<double> validationOf(const HistoryRun& run) const;
    std::optional<int> rowOf(std::optional<RunId> run) const;
    void tellChange(const HistoryRun& before, const HistoryRun& now, int row);
    void changedAll();

    RunList& m_list;
    ListedRuns m_runs;
    std::vector<std::string> m_settings;
    std::map<RunId, QString> m_live;
    bool m_showsLast = false;
    std::optional<RunId> m_highlighted;
};

} // namespace numeral::ui
