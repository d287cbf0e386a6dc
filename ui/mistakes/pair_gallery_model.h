// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evaluation/network_pair.h"

#include <QAbstractListModel>

namespace numeral::ui {

/// List model of images with what two networks make of them.
class PairGalleryModel final : public QAbstractListModel {
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    void show(const Readings& readings, std::vector<AnswerPair> pairs);
    const AnswerPair& at(int row) const { return m_pairs[static_cast<std::size_t>(row)]; }
    const std::vector<AnswerPair>& pairs() const { return m_pairs; }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    Readings m_readings;
    std::vector<AnswerPair> m_pairs;
};

} // namespace numeral::ui
