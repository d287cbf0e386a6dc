// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/reading/picture_table.h"

#include <QSortFilterProxyModel>

#include <optional>

namespace numeral::ui {

/// Sorts the rows of a PictureTable and leaves some out.
class PictureFilter final : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit PictureFilter(PictureTable& table, QObject* parent = nullptr);

    /// Shows only pictures that were read so; nullopt shows all.
    void setState(std::optional<PictureState> state);

    /// Shows only pictures whose name or reading contains the text, in upper or lower case.
    void setText(const QString& text);

    /// The readings shown in these rows, in the order shown.
    std::vector<PictureReading> readings(const std::vector<int>& rows) const;

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    const PictureReading& reading(int row) const;

    PictureTable& m_table;
    std::optional<PictureState> m_state;
    QString m_text;
};

} // namespace numeral::ui
