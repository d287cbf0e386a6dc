// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mistakes/gallery_model.h"

#include "ui/data/sample_image.h"
#include "ui/ink/percent_text.h"

#include <QPixmap>

namespace numeral::ui {

void GalleryModel::show(const Mistakes& data, std::vector<Prediction> images)
{
    beginResetModel();
    m_data = data;
    m_images = std::move(images);
    endResetModel();
}

int GalleryModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_images.size());
}

QVariant GalleryModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    const Prediction& image = at(index.row());
    const auto name
        = [this](Label label) { return QString::fromStdString(m_data->classes()[label]); };
    switch (role) {
    case Qt::DecorationRole:
        return QPixmap::fromImage(
            sampleImage(m_data->images().image(image.image), m_data->images().shape())
                .scaled(iconSide, iconSide, Qt::KeepAspectRatio));
    case Qt::DisplayRole:
        return image.isRight()
            ? name(image.truth)
            : tr("%1 → %2", "truth, answer").arg(name(image.truth), name(image.answer));
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return tr("Image %1, a %2, read as %3 with %4")
            .arg(image.image + 1)
            .arg(name(image.truth), name(image.answer), percentText(image.confidence, 1));
    default:
        return {};
    }
}

} // namespace numeral::ui
