// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>
#include <QStringList>

namespace numeral::ui {

class RunsModel;

/// Sorts runs by their values, and leaves those in which every word of the filter occurs.
class RunsFilter final : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit RunsFilter(RunsModel& model, QObject* parent = nullptr);

    /// Words with spaces between them; case doesn't matter.
    void setWords(const QString& words);

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    const RunsModel& m_runs;
    QStringList m_words;
};

} // namespace numeral::ui
