// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reading/picture_table.h"

#include "ui/ink/percent_text.h"
#include "ui/ink/widget_colours.h"

#include <QDir>
#include <QGuiApplication>

namespace numeral::ui {

namespace {

int alignmentOf(int column)
{
    const Qt::Alignment across = column == PictureTable::Probability ? Qt::AlignRight
        : column == PictureTable::Sure                               ? Qt::AlignHCenter
                                                                     : Qt::AlignLeft;
    return static_cast<int>(across | Qt::AlignVCenter);
}

} // namespace

PictureState stateOf(const PictureReading& reading)
{
    if (!reading.fault.empty()) {
        return PictureState::Unreadable;
    }
    if (reading.text.empty()) {
        return PictureState::Nothing;
    }
    return reading.isSure ? PictureState::Sure : PictureState::NotSure;
}

PictureTable::PictureTable(QObject* parent)
    : QAbstractTableModel(parent)
{
    connect(&m_thumbnails, &PictureThumbnails::loaded, this, [this](int picture) {
        const QModelIndex changed = index(picture, File);
        Q_EMIT dataChanged(changed, changed, {Qt::DecorationRole});
    });
}

void PictureTable::clear(ClassKind kind)
{
    beginResetModel();
    m_kind = kind;
    m_pictures.reset();
    m_readings.clear();
    m_counts = {};
    m_thumbnails.setPictures({});
    endResetModel();
}

void PictureTable::setPictures(const PictureFiles& pictures)
{
    m_pictures = pictures;
    m_thumbnails.setPictures(pictures);
}

void PictureTable::append(const std::vector<PictureReading>& readings)
{
    const int first = rowCount();
    beginInsertRows({}, first, first + static_cast<int>(readings.size()) - 1);
    for (const PictureReading& reading : readings) {
        ++m_counts[static_cast<std::size_t>(stateOf(reading))];
    }
    m_readings.insert(m_readings.end(), readings.begin(), readings.end());
    endInsertRows();
}

const PictureFile& PictureTable::picture(int row) const
{
    return (*m_pictures)[static_cast<std::size_t>(row)];
}

QString PictureTable::nothingText() const
{
    return m_kind == ClassKind::Digits ? tr("no digits found") : tr("nothing found");
}

int PictureTable::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_readings.size());
}

int PictureTable::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : Columns;
}

QVariant PictureTable::data(const QModelIndex& index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    const PictureReading& reading = m_readings[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return textOf(reading, index.column());
    case Qt::DecorationRole:
        return index.column() == File ? QVariant(m_thumbnails.at(index.row())) : QVariant();
    case Qt::ForegroundRole:
        return colourOf(reading, index.column());
    case Qt::TextAlignmentRole:
        return alignmentOf(index.column());
    case Qt::ToolTipRole:
        return toolTipOf(index.row(), index.column());
    case Qt::AccessibleDescriptionRole:
        return QString::fromStdString(reading.fault);
    default:
        return {};
    }
}

QString PictureTable::textOf(const PictureReading& reading, int column) const
{
    const PictureState state = stateOf(reading);
    switch (column) {
    case File:
        return QString::fromStdString(reading.file);
    case Reading:
        return state == PictureState::Unreadable ? tr("can't be read")
            : state == PictureState::Nothing     ? nothingText()
                                                 : QString::fromStdString(reading.text);
    case Probability:
        return reading.text.empty() ? QString()
                                    : percentText(static_cast<float>(reading.probability), 1);
    default:
        return reading.isSure ? tr("yes") : tr("no");
    }
}

QVariant PictureTable::colourOf(const PictureReading& reading, int column) const
{
    const PictureState state = stateOf(reading);
    if (column == File || state == PictureState::Sure) {
        return {};
    }
    const QPalette palette = QGuiApplication::palette();
    constexpr double faint = 0.6;
    return state == PictureState::Nothing ? faintColour(palette, faint) : doubtColour(palette);
}

QString PictureTable::toolTipOf(int row, int column) const
{
    const PictureReading& reading = m_readings[static_cast<std::size_t>(row)];
    if (!reading.fault.empty()) {
        return QString::fromStdString(reading.fault);
    }
    switch (column) {
    case File:
        return QDir::toNativeSeparators(QString::fromStdString(picture(row).path.string()));
    case Reading:
        return QString::fromStdString(reading.text);
    default:
        return {};
    }
}

QVariant PictureTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return alignmentOf(section);
    }
    if (role == Qt::ToolTipRole) {
        return section == Probability ? tr("That all of the reading is right: the product of its "
                                           "characters' probabilities")
                                      : QString();
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case File:
        return tr("Picture");
    case Reading:
        return tr("Reading");
    case Probability:
        return tr("Probability");
    default:
        return tr("Sure");
    }
}

} // namespace numeral::ui
