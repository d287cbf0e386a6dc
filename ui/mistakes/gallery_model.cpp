// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mistakes/gallery_model.h"

#include "ui/ink/percent_text.h"
#include "ui/mistakes/gallery_icon.h"

namespace numeral::ui {

void GalleryModel::show(const Mistakes& data, std::vector<Prediction> images)
{
    beginResetModel();
    m_data = data;
    m_images = std::move(images);
    endResetModel();
}

void GalleryModel::update(const Mistakes& data)
{
    m_data = data;
    for (Prediction& image : m_images) {
        image = data->predictions[image.image];
    }
    if (!m_images.empty()) {
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
    }
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
        return galleryIcon(*m_data, image.image);
    case Qt::DisplayRole:
        return m_data->isLeftOut(image.image) ? tr("left out")
            : image.isRight()
            ? name(image.truth)
            : tr("%1 → %2", "truth, answer").arg(name(image.truth), name(image.answer));
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole: {
        const QString text
            = tr("Image %1, a %2, read as %3 with %4")
                  .arg(m_data->numberOf(image.image) + 1)
                  .arg(name(image.truth), name(image.answer), percentText(image.confidence, 1));
        if (m_data->isLeftOut(image.image)) {
            return tr("%1; left out").arg(text);
        }
        return m_data->isEdited(image.image)
            ? tr("%1; in the file it is a %2").arg(text, name(m_data->asInFiles[image.image].truth))
            : text;
    }
    default:
        return {};
    }
}

} // namespace numeral::ui
