// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/wrapping_legend.h"

#include <algorithm>
#include <numeric>

namespace numeral::ui {

WrappingLegend::WrappingLegend()
{
    setFillOrder(foColumnsFirst);
    setColumnSpacing(16);
    setRowSpacing(2);
    setMargins({8, 8, 8, 4});
}

void WrappingLegend::addEntry(QCPGraph& graph, const QString& name)
{
    // Scaled text may be wider than its unscaled metrics say, and is clipped to the entry.
    constexpr QMargins spare(0, 0, 4, 0);
    graph.setName(name);
    graph.addToLegend(this);
    auto* item = itemWithPlottable(&graph);
    item->setMargins(spare);
    m_entries.push_back({&graph, item, name});
}

void WrappingLegend::update(UpdatePhase phase)
{
    if (phase == upPreparation) {
        fit(parentPlot()->viewport().width() - margins().left() - margins().right());
    }
    QCPLegend::update(phase);
}

void WrappingLegend::fit(int width)
{
    for (const auto& entry : m_entries) {
        entry.graph->setName(entry.name);
    }
    auto columns = static_cast<int>(m_entries.size());
    while (columns > 1 && widthIn(columns) > width) {
        --columns;
    }
    if (columns != wrap()) {
        setWrap(columns);
        setFillOrder(foColumnsFirst, true);
    }
    const QFontMetrics metrics(font());
    for (const auto& entry : m_entries) {
        const auto excess = entry.item->minimumOuterSizeHint().width() - width;
        if (excess > 0) {
            const auto room = metrics.horizontalAdvance(entry.name) - excess;
            entry.graph->setName(metrics.elidedText(entry.name, Qt::ElideRight, room));
        }
    }
}

int WrappingLegend::widthIn(int columns) const
{
    std::vector<int> widths(static_cast<std::size_t>(columns));
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        auto& width = widths[i % widths.size()];
        width = std::max(width, m_entries[i].item->minimumOuterSizeHint().width());
    }
    return std::accumulate(widths.begin(), widths.end(), (columns - 1) * columnSpacing());
}

} // namespace numeral::ui
