// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/wrapping_legend.h"

#include <algorithm>
#include <iterator>
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
    m_entries.push_back({&graph, name});
    rebuild();
}

void WrappingLegend::clearEntries()
{
    m_entries.clear();
    clearItems();
}

void WrappingLegend::setShown(const QCPGraph& graph, bool isShown)
{
    const auto entry = std::find_if(m_entries.begin(), m_entries.end(),
        [&graph](const Entry& candidate) { return candidate.graph == &graph; });
    if (entry != m_entries.end() && entry->isShown != isShown) {
        entry->isShown = isShown;
        rebuild();
    }
}

void WrappingLegend::rebuild()
{
    // Scaled text may be wider than its unscaled metrics say, and is clipped to the entry.
    constexpr QMargins spare(0, 0, 4, 0);
    clearItems();
    for (auto& entry : m_entries) {
        if (entry.isShown) {
            entry.graph->setName(entry.name);
            entry.graph->addToLegend(this);
            entry.item = itemWithPlottable(entry.graph);
            entry.item->setMargins(spare);
        }
    }
}

std::vector<WrappingLegend::Entry> WrappingLegend::shownEntries() const
{
    std::vector<Entry> shown;
    std::copy_if(m_entries.begin(), m_entries.end(), std::back_inserter(shown),
        [](const Entry& entry) { return entry.isShown; });
    return shown;
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
    const auto entries = shownEntries();
    for (const auto& entry : entries) {
        entry.graph->setName(entry.name);
    }
    auto columns = static_cast<int>(entries.size());
    while (columns > 1 && widthIn(columns) > width) {
        --columns;
    }
    if (columns != wrap()) {
        setWrap(columns);
        setFillOrder(foColumnsFirst, true);
    }
    const QFontMetrics metrics(font());
    for (const auto& entry : entries) {
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
    const auto entries = shownEntries();
    for (std::size_t i = 0; i < entries.size(); ++i) {
        auto& width = widths[i % widths.size()];
        width = std::max(width, entries[i].item->minimumOuterSizeHint().width());
    }
    return std::accumulate(widths.begin(), widths.end(), (columns - 1) * columnSpacing());
}

} // namespace numeral::ui
