// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/history/group_comparison.h"
#include "core/training/ablation.h"

#include <QTableWidget>

#include <optional>
#include <vector>

namespace numeral::ui {

/// A setting, and the runs with it compared to those without.
struct AblationRow {
    Ablation ablation;
    std::optional<GroupComparison> comparison; ///< first without it; nothing if no seed has both
};

/// What each setting brings, with intervals.
class AblationTable final : public QTableWidget {
    Q_OBJECT

public:
    explicit AblationTable(QWidget* parent = nullptr);

    void setRows(const std::vector<AblationRow>& rows);

    QSize sizeHint() const override;
};

} // namespace numeral::ui
