// SPDX-License-Identifier: GPL-3.0-or-later
/// Only for ui/charts/*.cpp, like qcustomplot.h.
#pragma once

#include "ui/charts/qcustomplot_include.h"

#include <vector>

namespace numeral::ui {

/// A legend with as many columns as the plot has room for. A name that is wider than the plot is
/// elided.
class WrappingLegend : public QCPLegend {
public:
    WrappingLegend();

    void addEntry(QCPGraph& graph, const QString& name);
    void clearEntries();
    void setShown(const QCPGraph& graph, bool isShown);

    void update(UpdatePhase phase) override;

private:
    struct Entry {
        QCPGraph* graph;
        QString name;
        bool isShown = true;
        QCPLayoutElement* item = nullptr; ///< only while it is shown
    };

    void rebuild();
    std::vector<Entry> shownEntries() const;
    void fit(int width);
    int widthIn(int columns) const;

    std::vector<Entry> m_entries;
};

} // namespace numeral::ui
