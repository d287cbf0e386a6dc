// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/ablation_table.h"

#include "ui/runs/runs_text.h"

#include <QHeaderView>
#include <QLocale>

#include <cmath>

namespace numeral::ui {

AblationTable::AblationTable(QWidget* parent)
    : QTableWidget(parent)
{
    setObjectName(QStringLiteral("ablationTable"));
    setAccessibleName(tr("What each setting brings"));
    setColumnCount(5);
    setHorizontalHeaderLabels(
        {tr("Setting"), tr("With it"), tr("By default"), tr("It brings"), tr("Verdict")});
    horizontalHeaderItem(3)->setToolTip(
        tr("Points of the test images, with their 99% interval, seed by seed"));
    setEditTriggers(NoEditTriggers);
    setSelectionBehavior(SelectRows);
    setTabKeyNavigation(false);
    setShowGrid(false);
    setAlternatingRowColors(true);
    verticalHeader()->hide();
    horizontalHeader()->setStretchLastSection(true);
    horizontalHeader()->setHighlightSections(false);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);
}

void AblationTable::setRows(const std::vector<AblationRow>& rows)
{
    const QLocale locale = this->locale();
    const auto points = [&locale](double share) { return locale.toString(100 * share, 'f', 2); };
    setRowCount(static_cast<int>(rows.size()));
    for (int row = 0; row < rowCount(); ++row) {
        const AblationRow& shown = rows[static_cast<std::size_t>(row)];
        QStringList cells{settingText(shown.ablation.key) + QLatin1Char(' ')
            + QString::fromStdString(shown.ablation.value)};
        if (const std::optional<GroupComparison>& comparison = shown.comparison) {
            const PairedComparison& brings = comparison->pairs;
            cells << tr("%1%").arg(points(comparison->secondMean))
                  << tr("%1%").arg(points(comparison->firstMean));
            cells << (std::isfinite(brings.halfWidth)
                    ? tr("%1 ± %2").arg(points(brings.mean), points(brings.halfWidth))
                    : points(brings.mean));
            cells << (!brings.isDecided ? tr("no difference can be seen")
                    : brings.mean > 0   ? tr("better with it")
                                        : tr("better without it"));
        } else {
            cells << QStringLiteral("–") << QStringLiteral("–") << QStringLiteral("–")
                  << tr("No seed was trained to its end with it and without it");
        }
        for (int column = 0; column < cells.size(); ++column) {
            auto* item = new QTableWidgetItem(cells[column]);
            if (column > 0 && column < 4) {
                item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            }
            item->setToolTip(cells[column]);
            setItem(row, column, item);
        }
    }
    resizeColumnsToContents();
    resizeRowsToContents();
    updateGeometry();
}

/// As high as its rows, up to eight of them.
QSize AblationTable::sizeHint() const
{
    int height = horizontalHeader()->sizeHint().height() + 2 * frameWidth();
    for (int row = 0; row < std::min(rowCount(), 8); ++row) {
        height += rowHeight(row);
    }
    return {QTableWidget::sizeHint().width(), height};
}

} // namespace numeral::ui
