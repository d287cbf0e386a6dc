// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/runs_filter.h"

#include "ui/runs/runs_model.h"

#include <algorithm>

namespace numeral::ui {

RunsFilter::RunsFilter(RunsModel& model, QObject* parent)
    : QSortFilterProxyModel(parent)
    , m_runs(model)
{
    setSourceModel(&model);
    setSortRole(RunsModel::sortRole);
    setSortLocaleAware(true);
    setSortCaseSensitivity(Qt::CaseInsensitive);
}

void RunsFilter::setWords(const QString& words)
{
    m_words = words.toLower().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    invalidateFilter();
}

bool RunsFilter::filterAcceptsRow(int row, const QModelIndex& /*parent*/) const
{
    if (m_words.isEmpty()) {
        return true;
    }
    const QString text = m_runs.searchText(row);
    return std::ranges::all_of(
        m_words, [&text](const QString& word) { return text.contains(word); });
}

} // namespace numeral::ui
