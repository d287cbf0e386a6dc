// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/class_kind.h"
#include "ui/reading/picture_reading_job.h"
#include "ui/reading/picture_thumbnails.h"

#include <QAbstractTableModel>

#include <array>

namespace numeral::ui {

/// How a picture was read, the worst first.
enum class PictureState { Unreadable, Nothing, NotSure, Sure };

PictureState stateOf(const PictureReading& reading);

/// Table model of pictures and what a network reads in them. A row's number is the picture's.
class PictureTable final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { File, Reading, Probability, Sure, Columns };

    explicit PictureTable(QObject* parent = nullptr);

    /// Empties the table for what a network of that kind will read.
    void clear(ClassKind kind);
    void setPictures(const PictureFiles& pictures);
    void append(const std::vector<PictureReading>& readings);

    const std::vector<PictureReading>& readings() const { return m_readings; }
    const PictureFile& picture(int row) const;

    /// How many pictures there are, also those that aren't read yet.
    int pictures() const { return m_pictures ? static_cast<int>(m_pictures->size()) : 0; }

    /// How many were read with that result.
    int count(PictureState state) const { return m_counts[static_cast<std::size_t>(state)]; }

    /// What stands where nothing is read.
    QString nothingText() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString textOf(const PictureReading& reading, int column) const;
    QVariant colourOf(const PictureReading& reading, int column) const;
    QString toolTipOf(int row, int column) const;

    PictureFiles m_pictures;
    std::vector<PictureReading> m_readings;
    std::array<int, 4> m_counts{};
    ClassKind m_kind = ClassKind::Digits;
    mutable PictureThumbnails m_thumbnails; ///< loads what is looked at
};

} // namespace numeral::ui
