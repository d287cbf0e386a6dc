// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/teaching/own_digits.h"

#include "ui/data/sample_image.h"
#include "ui/ink/widget_colours.h"

#include <QGuiApplication>

#include <algorithm>

namespace numeral::ui {

namespace {

constexpr int pictureSide = 56; // pixels; twice the side of the stored images

QString digitText(int label)
{
    return QString::number(label); // a name, not a number to localise
}

} // namespace

OwnDigits::OwnDigits(std::filesystem::path folder, QObject* parent)
    : QAbstractListModel(parent)
    , m_folder(std::move(folder))
{
    connect(&m_jobs, &JobTracker::becameIdle, this, &OwnDigits::allWritten);
}

int OwnDigits::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_items.size());
}

QVariant OwnDigits::data(const QModelIndex& index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    const Item& item = m_items[static_cast<std::size_t>(index.row())];
    const GreyImage& pixels = *item.digit.record.pixels;
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
        return answerOf(item).value_or(*item.digit.record.label)
                == std::size_t(*item.digit.record.label)
            ? QVariant()
            : doubtColour(QGuiApplication::palette());
    default:
        return {};
    }
}

bool OwnDigits::isReadWrong(const Item& item) const
{
    const auto answer = answerOf(item);
    return answer && *answer != static_cast<std::size_t>(*item.digit.record.label);
}

QString OwnDigits::captionOf(const Item& item) const
{
    const QString label = digitText(*item.digit.record.label);
    return isReadWrong(item)
        ? tr("%1, read as %2").arg(label, digitText(static_cast<int>(*item.answer)))
        : label;
}

std::optional<std::size_t> OwnDigits::answerOf(const Item& item) const
{
    if (!m_reader.weights || item.answer) {
        return item.answer;
    }
    if (!m_classifier) {
        m_classifier.emplace(*m_reader.weights);
    }
    if (const auto image
        = prepareRecord(item.digit.record, m_reader.image, m_reader.preprocessing)) {
        item.answer = m_classifier->classify(withLook(*image, m_reader.look)).label;
    }
    return item.answer;
}

void OwnDigits::setReader(const Model& model)
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

void OwnDigits::load()
{
    m_jobs.enqueue([folder = m_folder] { return readDigits(folder); },
        [this](const DigitFolder& folder) { addLoaded(folder); });
}

/// Appends the loaded digits, after those that were kept meanwhile.
void OwnDigits::addLoaded(DigitFolder folder)
{
    insert(m_items.size(), std::move(folder.digits));
    if (folder.fault) {
        Q_EMIT failed(*folder.fault);
    }
}

void OwnDigits::insert(std::size_t row, std::vector<StoredDigit> digits)
{
    if (digits.empty()) {
        return;
    }
    const auto first = static_cast<int>(row);
    beginInsertRows({}, first, first + static_cast<int>(digits.size()) - 1);
    std::vector<Item> items;
    for (StoredDigit& digit : digits) {
        items.push_back({std::move(digit), {}, {}});
    }
    m_items.insert(m_items.begin() + first, std::make_move_iterator(items.begin()),
        std::make_move_iterator(items.end()));
    endInsertRows();
}

std::vector<InkRecord> OwnDigits::records() const
{
    std::vector<InkRecord> records;
    for (const Item& item : m_items) {
        records.push_back(item.digit.record);
    }
    return records;
}

std::vector<OwnDigits::Item>::const_iterator OwnDigits::find(const InkRecord& drawing) const
{
    return std::find_if(m_items.begin(), m_items.end(), [&](const Item& item) {
        return item.digit.record.ink == drawing.ink && item.digit.record.pixels == drawing.pixels;
    });
}

std::optional<int> OwnDigits::labelOf(const InkRecord& drawing) const
{
    const auto item = find(drawing);
    return item != m_items.end() ? item->digit.record.label : std::nullopt;
}

void OwnDigits::keep(const InkRecord& drawing)
{
    if (const auto found = find(drawing); found != m_items.end()) {
        const auto row = found - m_items.begin();
        StoredDigit& digit = m_items[static_cast<std::size_t>(row)].digit;
        digit.record.label = drawing.label;
        write(digit);
        const QModelIndex changed = index(static_cast<int>(row));
        Q_EMIT dataChanged(changed, changed);
        return;
    }
    const StoredDigit digit{newDigitName(), drawing};
    write(digit);
    insert(0, {digit});
}

void OwnDigits::remove(const QModelIndexList& rows)
{
    std::vector<int> numbers;
    for (const QModelIndex& row : rows) {
        numbers.push_back(row.row());
    }
    std::sort(numbers.begin(), numbers.end(), std::greater<>());
    std::vector<StoredDigit> removed;
    for (const int row : numbers) {
        beginRemoveRows({}, row, row);
        const auto item = m_items.begin() + row;
        const std::string file = item->digit.file;
        change(file, [folder = m_folder, file] { return removeDigit(folder, file); });
        removed.push_back(std::move(item->digit));
        m_items.erase(item);
        endRemoveRows();
    }
    if (!removed.empty()) {
        m_removed.push_back(std::move(removed));
        Q_EMIT restorableChanged();
    }
}

/// Puts each digit back in its place, unless the same drawing was kept again meanwhile, perhaps
/// with another label.
void OwnDigits::restore()
{
    if (m_removed.empty()) {
        return;
    }
    const std::vector<StoredDigit> digits = std::move(m_removed.back());
    m_removed.pop_back();
    Q_EMIT restorableChanged();
    for (const StoredDigit& digit : digits) {
        if (find(digit.record) != m_items.end()) {
            continue;
        }
        write(digit);
        const auto older = std::find_if(m_items.begin(), m_items.end(),
            [&digit](const Item& item) { return item.digit.file < digit.file; });
        insert(static_cast<std::size_t>(older - m_items.begin()), {digit});
    }
}

void OwnDigits::write(const StoredDigit& digit)
{
    retryFailedWrites();
    change(digit.file, [folder = m_folder, digit] { return writeDigit(folder, digit); });
}

void OwnDigits::retryFailedWrites()
{
    const QSet<QString> files = std::exchange(m_unsaved, {});
    for (const QString& name : files) {
        const std::string file = name.toStdString();
        const auto item = std::find_if(m_items.begin(), m_items.end(),
            [&file](const Item& candidate) { return candidate.digit.file == file; });
        if (item != m_items.end()) {
            change(file,
                [folder = m_folder, digit = item->digit] { return writeDigit(folder, digit); });
        } else {
            change(file, [folder = m_folder, file] { return removeDigit(folder, file); });
        }
    }
}

void OwnDigits::change(const std::string& file, std::function<Result<void>()> work)
{
    m_jobs.enqueue(
        std::move(work), [this, file](const Result<void>& done) { finishChange(file, done); });
}

void OwnDigits::finishChange(const std::string& file, const Result<void>& done)
{
    const QString name = QString::fromStdString(file);
    if (done) {
        m_unsaved.remove(name);
    } else {
        m_unsaved.insert(name);
        Q_EMIT failed(done.error());
    }
}

Dataset ownDataset(const std::vector<InkRecord>& records)
{
    constexpr std::size_t testShare = 7;
    std::vector<InkRecord> training;
    std::vector<InkRecord> test;
    for (std::size_t i = 0; i < records.size(); ++i) {
        (i % testShare == 1 ? test : training).push_back(records[i]);
    }
    Dataset dataset;
    dataset.name = "My digits";
    dataset.training = ownImages(training, ImageShape());
    dataset.test = ownImages(test, ImageShape());
    for (int digit = 0; digit <= 9; ++digit) {
        dataset.classes.push_back(std::to_string(digit));
    }
    return dataset;
}

LabelledImages ownImages(const std::vector<InkRecord>& records, const ImageShape& shape)
{
    std::vector<std::uint8_t> pixels;
    std::vector<Label> labels;
    for (const InkRecord& record : records) {
        if (const auto image = prepareRecord(record, shape, Preprocessing::Mnist)) {
            pixels.insert(pixels.end(), image->pixels.begin(), image->pixels.end());
            labels.push_back(static_cast<Label>(*record.label));
        }
    }
    return {shape, std::move(pixels), std::move(labels)};
}

} // namespace numeral::ui
