// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reading/picture_filter.h"

#include "core/base/natural_order.h"

namespace numeral::ui {

PictureFilter::PictureFilter(PictureTable& table, QObject* parent)
    : QSortFilterProxyModel(parent)
    , m_table(table)
{
    setSourceModel(&table);
}

void PictureFilter::setState(std::optional<PictureState> state)
{
    m_state = state;
    invalidateFilter();
}

void PictureFilter::setText(const QString& text)
{
    m_text = text;
    invalidateFilter();
}

std::vector<PictureReading> PictureFilter::readings(const std::vector<int>& rows) const
{
    std::vector<PictureReading> found;
    found.reserve(rows.size());
    for (const int row : rows) {
        found.push_back(reading(mapToSource(index(row, 0)).row()));
    }
    return found;
}

const PictureReading& PictureFilter::reading(int row) const
{
    return m_table.readings()[static_cast<std::size_t>(row)];
}

bool PictureFilter::filterAcceptsRow(int row, const QModelIndex& /*parent*/) const
{
    const PictureReading& shown = reading(row);
    if (m_state && stateOf(shown) != *m_state) {
        return false;
    }
    return m_text.isEmpty()
        || QString::fromStdString(shown.file).contains(m_text, Qt::CaseInsensitive)
        || QString::fromStdString(shown.text).contains(m_text, Qt::CaseInsensitive);
}

bool PictureFilter::lessThan(const QModelIndex& left, const QModelIndex& right) const
{
    const PictureReading& a = reading(left.row());
    const PictureReading& b = reading(right.row());
    switch (left.column()) {
    case PictureTable::Reading:
        return naturalLess(a.text, b.text);
    case PictureTable::Probability: // what has none comes first
        return a.text.empty() != b.text.empty() ? a.text.empty() : a.probability < b.probability;
    case PictureTable::Sure:
        return stateOf(a) < stateOf(b);
    default: // they are in the order of their names
        return left.row() < right.row();
    }
}

} // namespace numeral::ui
