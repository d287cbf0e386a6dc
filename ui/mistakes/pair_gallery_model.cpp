// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mistakes/pair_gallery_model.h"

#include "ui/mistakes/gallery_icon.h"
#include "ui/mistakes/pair_text.h"

namespace numeral::ui {

namespace {

QString className(const MistakesData& data, Label label)
{
    return QString::fromStdString(data.classes()[label]);
}

} // namespace

void PairGalleryModel::show(const Readings& readings, std::vector<AnswerPair> pairs)
{
    beginResetModel();
    m_readings = readings;
    m_pairs = std::move(pairs);
    endResetModel();
}

int PairGalleryModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_pairs.size());
}

QVariant PairGalleryModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    const AnswerPair& pair = at(index.row());
    const MistakesData& first = *m_readings->networks[0];
    switch (role) {
    case Qt::DecorationRole:
        return galleryIcon(first, pair.first.image);
    case Qt::DisplayRole:
        return tr("%1 → %2 | %3", "truth, answers of two networks")
            .arg(className(first, pair.first.truth), className(first, pair.first.answer),
                className(*m_readings->networks[1], pair.second.answer));
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return pairText(*m_readings, pair);
    default:
        return {};
    }
}

} // namespace numeral::ui
