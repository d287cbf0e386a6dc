// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evaluation/mistakes.h"

#include <QAbstractListModel>

namespace numeral::ui {

/// List model of images with what a network makes of them; each is an icon with a line below it.
class GalleryModel final : public QAbstractListModel {
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    void show(const Mistakes& data, std::vector<Prediction> images);
    /// Shows the same images as they are with other edits.
    void update(const Mistakes& data);
    const Prediction& at(int row) const { return m_images[static_cast<std::size_t>(row)]; }
    const std::vector<Prediction>& images() const { return m_images; }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    Mistakes m_data;
    std::vector<Prediction> m_images;
};

} // namespace numeral::ui
