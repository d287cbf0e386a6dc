// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/teaching/own_drawings.h"

#include "core/data/drawings.h"
#include "core/model/network_input.h"
#include "ui/data/sample_image.h"
#include "ui/ink/widget_colours.h"

#include <QGuiApplication>

#include <algorithm>

namespace numeral::ui {

namespace {

constexpr int pictureSide = 56; // pixels; twice the side of the stored images

} // namespace

OwnDrawings::OwnDrawings(std::filesystem::path folder, QObject* parent)
    : QAbstractListModel(parent)
    , m_folder(std::move(folder))
{
    connect(&m_jobs, &JobTracker::becameIdle, this, &OwnDrawings::allWritten);
}

int OwnDrawings::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_items.size());
}

QVariant OwnDrawings::data(const QModelIndex& index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    const Item& item = m_items[static_cast<std::size_t>(index.row())];
    const GreyImage& pixels = *item.drawing.record.pixels;
    switch (role) {
    case Qt::DisplayRole:
        return captionOf(item);
    case Qt::DecorationRole:
        if (item.picture.isNull()) {
            item.picture = sampleImage(pixels.pixels, {pixels.rows, pixels.columns})
                               .scaled(pictureSide, pictureSide, Qt::KeepAspectRatio,
                                   Qt::SmoothTransformation);
        }
        return item.picture;
    case Qt::ForegroundRole:
        return isReadWrong(item)                 ? doubtColour(QGuiApplication::palette())
            : m_reader.weights && !classIn(item) ? faintColour(QGuiApplication::palette(), 0.5)
                                                 : QVariant();
    case Qt::ToolTipRole:
        return m_reader.weights && !classIn(item)
            ? tr("The network has no class “%1”, so it doesn't learn from this drawing.")
                  .arg(QString::fromStdString(*item.drawing.record.label))
            : QVariant();
    default:
        return {};
    }
}

/// Which of the network's classes the drawing's label is.
std::optional<std::size_t> OwnDrawings::classIn(const Item& item) const
{
    return classOf(m_reader.classes, *item.drawing.record.label);
}

std::size_t OwnDrawings::countOf(const std::string& label) const
{
    return static_cast<std::size_t>(std::count_if(m_items.begin(), m_items.end(),
        [&label](const Item& item) { return item.drawing.record.label == label; }));
}

bool OwnDrawings::hasKnown() const
{
    return std::any_of(m_items.begin(), m_items.end(),
        [this](const Item& item) { return classIn(item).has_value(); });
}

bool OwnDrawings::isReadWrong(const Item& item) const
{
    const auto label = classIn(item);
    const auto answer = answerOf(item);
    return label && answer && *answer != *label;
}

QString OwnDrawings::captionOf(const Item& item) const
{
    const QString label = QString::fromStdString(*item.drawing.record.label);
    return isReadWrong(item)
        ? tr("%1, read as %2").arg(label, QString::fromStdString(m_reader.classes[*item.answer]))
        : label;
}

std::optional<std::size_t> OwnDrawings::answerOf(const Item& item) const
{
    if (!m_reader.weights || item.answer) {
        return item.answer;
    }
    if (!m_classifier) {
        m_classifier.emplace(*m_reader.weights);
    }
    if (const auto image
        = prepareRecord(item.drawing.record, m_reader.image, m_reader.preprocessing)) {
        item.answer = m_classifier->classify(networkInput(*image, m_reader)).label;
    }
    return item.answer;
}

void OwnDrawings::setReader(const Model& model)
{
    m_reader = model;
    m_classifier.reset();
    for (Item& item : m_items) {
        item.answer.reset();
    }
    if (!m_items.empty()) {
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {Qt::DisplayRole, Qt::ForegroundRole});
    }
}

void OwnDrawings::load()
{
    m_jobs.enqueue([folder = m_folder] { return readDrawings(folder); },
        [this](const DrawingFolder& folder) { addLoaded(folder); });
}

/// Appends the loaded drawings, after those that were kept meanwhile.
void OwnDrawings::addLoaded(DrawingFolder folder)
{
    insert(m_items.size(), std::move(folder.drawings));
    if (folder.fault) {
        Q_EMIT failed(*folder.fault);
    }
}

void OwnDrawings::insert(std::size_t row, std::vector<StoredDrawing> drawings)
{
    if (drawings.empty()) {
        return;
    }
    const auto first = static_cast<int>(row);
    beginInsertRows({}, first, first + static_cast<int>(drawings.size()) - 1);
    std::vector<Item> items;
    for (StoredDrawing& drawing : drawings) {
        items.push_back({std::move(drawing), {}, {}});
    }
    m_items.insert(m_items.begin() + first, std::make_move_iterator(items.begin()),
        std::make_move_iterator(items.end()));
    endInsertRows();
}

std::vector<InkRecord> OwnDrawings::records() const
{
    std::vector<InkRecord> records;
    for (const Item& item : m_items) {
        records.push_back(item.drawing.record);
    }
    return records;
}

std::vector<OwnDrawings::Item>::const_iterator OwnDrawings::find(const InkRecord& drawing) const
{
    return std::find_if(m_items.begin(), m_items.end(), [&](const Item& item) {
        const InkRecord& kept = item.drawing.record;
        return kept.ink == drawing.ink && (!isBlank(kept.ink) || kept.pixels == drawing.pixels);
    });
}

std::optional<std::string> OwnDrawings::labelOf(const InkRecord& drawing) const
{
    const auto item = find(drawing);
    return item != m_items.end() ? item->drawing.record.label : std::nullopt;
}

void OwnDrawings::keep(const InkRecord& drawing)
{
    if (const auto found = find(drawing); found != m_items.end()) {
        const auto row = found - m_items.begin();
        StoredDrawing& kept = m_items[static_cast<std::size_t>(row)].drawing;
        kept.record.label = drawing.label;
        write(kept);
        const QModelIndex changed = index(static_cast<int>(row));
        Q_EMIT dataChanged(changed, changed);
        return;
    }
    const StoredDrawing kept{newDrawingName(), drawing};
    write(kept);
    insert(0, {kept});
}

void OwnDrawings::remove(const QModelIndexList& rows)
{
    std::vector<int> numbers;
    for (const QModelIndex& row : rows) {
        numbers.push_back(row.row());
    }
    std::sort(numbers.begin(), numbers.end(), std::greater<>());
    std::vector<StoredDrawing> removed;
    for (const int row : numbers) {
        beginRemoveRows({}, row, row);
        const auto item = m_items.begin() + row;
        const std::string file = item->drawing.file;
        change(file, [folder = m_folder, file] { return removeDrawing(folder, file); });
        removed.push_back(std::move(item->drawing));
        m_items.erase(item);
        endRemoveRows();
    }
    if (!removed.empty()) {
        m_removed.push_back(std::move(removed));
        Q_EMIT restorableChanged();
    }
}

/// Puts each drawing back in its place, unless the same drawing was kept again meanwhile, perhaps
/// with another label.
void OwnDrawings::restore()
{
    if (m_removed.empty()) {
        return;
    }
    const std::vector<StoredDrawing> drawings = std::move(m_removed.back());
    m_removed.pop_back();
    Q_EMIT restorableChanged();
    for (const StoredDrawing& drawing : drawings) {
        if (find(drawing.record) != m_items.end()) {
            continue;
        }
        write(drawing);
        const auto older = std::find_if(m_items.begin(), m_items.end(),
            [&drawing](const Item& item) { return item.drawing.file < drawing.file; });
        insert(static_cast<std::size_t>(older - m_items.begin()), {drawing});
    }
}

void OwnDrawings::write(const StoredDrawing& drawing)
{
    retryFailedWrites();
    change(drawing.file, [folder = m_folder, drawing] { return writeDrawing(folder, drawing); });
}

void OwnDrawings::retryFailedWrites()
{
    const QSet<QString> files = std::exchange(m_unsaved, {});
    for (const QString& name : files) {
        const std::string file = name.toStdString();
        const auto item = std::find_if(m_items.begin(), m_items.end(),
            [&file](const Item& candidate) { return candidate.drawing.file == file; });
        if (item != m_items.end()) {
            change(file, [folder = m_folder, drawing = item->drawing] {
                return writeDrawing(folder, drawing);
            });
        } else {
            change(file, [folder = m_folder, file] { return removeDrawing(folder, file); });
        }
    }
}

void OwnDrawings::change(const std::string& file, std::function<Result<void>()> work)
{
    m_jobs.enqueue(
        std::move(work), [this, file](const Result<void>& done) { finishChange(file, done); });
}

void OwnDrawings::finishChange(const std::string& file, const Result<void>& done)
{
    const QString name = QString::fromStdString(file);
    if (done) {
        m_unsaved.remove(name);
    } else {
        m_unsaved.insert(name);
        Q_EMIT failed(done.error());
    }
}

} // namespace numeral::ui
