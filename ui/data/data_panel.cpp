// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/data_panel.h"

#include "core/data/edited_dataset.h"
#include "core/data/edits_file.h"
#include "core/evaluation/image_reader.h"
#include "ui/appearance/first_paint.h"
#include "ui/appearance/wrapping_label.h"
#include "ui/data/fetch_offer.h"
#include "ui/data/look_note.h"
#include "ui/data/opening_progress.h"
#include "ui/data/sample_strip.h"
#include "ui/picture/image_file.h"

#include <QComboBox>
#include <QDir>
#include <QFileInfo>
#include <QLabel>
#include <QLocale>
#include <QTextDocument>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace numeral::ui {

namespace {

QString fromView(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// Lets a long path be wrapped after its slashes, so that it doesn't widen the panel.
QString breakable(QString text)
{
    constexpr QChar zeroWidthSpace(0x200B);
    return text.replace(QLatin1Char('/'), QLatin1Char('/') + QString(zeroWidthSpace));
}

QStringList setsThatAreThere()
{
    QStringList titles;
    for (const CatalogueEntry& entry : catalogue()) {
        if (isThere(entry)) {
            titles.append(fromView(entry.title));
        }
    }
    return titles;
}

/// What came of a request: a data set or an error, or several sets from which the user has to
/// choose.
struct Opened {
    Result<Dataset> asInFiles;
    Result<Dataset> dataset;
    std::vector<DataPlace> choices;
};

Opened open(
    const DataRequest& request, const std::vector<ImageReader>& readers, JobControl& control)
{
    DataTools tools;
    tools.decode = decodeGrey;
    tools.readers = readers;
    tools.shouldContinue = [&control](double share) {
        control.progress = share;
        return !control.isCancelled;
    };
    DataRequest asInFiles = request;
    asInFiles.isAsInFiles = true; // the edits are made afterwards
    Opened opened{openDataset(asInFiles, tools), {}, {}};
    opened.dataset = opened.asInFiles ? withKeptEdits(*opened.asInFiles) : opened.asInFiles;
    if (!opened.dataset && opened.dataset.error().code == ErrorCode::DataMissing
        && findCatalogueEntry(request.nameOrPath) == nullptr) {
        auto places = dataPlacesAt(request.nameOrPath);
        opened.choices = places ? std::move(*places) : std::vector<DataPlace>();
    }
    return opened;
}

} // namespace

DataPanel::DataPanel(std::vector<ImageReader> readers, QWidget* parent)
    : QWidget(parent)
    , m_list(new QComboBox)
    , m_samples(new SampleStrip)
    , m_summary(new QLabel)
    , m_remarks(new WrappingLabel)
    , m_progress(new OpeningProgress([this] {
        const JobControl* job = m_jobs.latest();
        return job != nullptr ? job->progress.load() : 0;
    }))
    , m_lookNote(new LookNote)
    , m_fetchOffer(new FetchOffer)
    , m_readers(std::move(readers))
{
    m_list->setObjectName(QStringLiteral("datasets"));
    m_list->setToolTip(tr("The images to learn from."));
    m_list->setAccessibleName(tr("Data set"));
    m_list->setPlaceholderText(tr("Choose a data set"));
    m_summary->setObjectName(QStringLiteral("datasetSummary"));
    m_summary->setWordWrap(true);
    m_summary->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_remarks->setObjectName(QStringLiteral("datasetRemarks"));
    m_remarks->setTextFormat(Qt::PlainText);
    m_remarks->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_remarks->hide();
    m_summary->setMinimumHeight(2 * m_summary->fontMetrics().lineSpacing()); // always two lines
    fillList();
    connect(m_list, &QComboBox::activated, this,
        [this](int index) { load(m_list->itemData(index).toString()); });

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_list);
    layout->addWidget(m_samples);
    layout->addWidget(m_summary);
    layout->addWidget(m_progress);
    layout->addWidget(m_remarks);
    layout->addWidget(m_lookNote);
    layout->addWidget(m_fetchOffer);
    layout->addStretch(1);
    connect(m_fetchOffer, &FetchOffer::fetched, this, [this](const QString& id, bool isWanted) {
        fillList();
        if (isWanted && m_list->isEnabled()) { // else another is chosen, or being trained on
            load(id);
        }
    });
    connect(m_progress, &OpeningProgress::cancelled, this, &DataPanel::cancelLoading);
    connect(m_lookNote, &LookNote::chosen, this, [this](const LookChoices& look) {
        load({m_request.nameOrPath, look, {}});
    });
}

/// Lists the catalogue's data sets that are there and the user's own, then, below a line, those
/// that can be fetched.
void DataPanel::fillList()
{
    const QVariant current = m_list->currentData();
    m_list->clear();
    const auto add = [this](const Source& source) {
        m_list->addItem(source.title, source.place);
        m_list->setItemData(m_list->count() - 1, Qt::convertFromPlainText(source.toolTip),
            Qt::ToolTipRole); // may name a folder
    };
    std::vector<Source> missing;
    for (const CatalogueEntry& entry : catalogue()) {
        const Source source{fromView(entry.id), fromView(entry.title), fromView(entry.description)};
        if (isThere(entry)) {
            add(source);
        } else {
            missing.push_back(source);
        }
    }
    std::for_each(m_sources.begin(), m_sources.end(), add);
    if (m_list->count() > 0 && !missing.empty()) {
        m_list->insertSeparator(m_list->count());
    }
    for (Source& source : missing) {
        source.title = tr("%1…", "A data set that is fetched first").arg(source.title);
        add(source);
    }
    m_list->setCurrentIndex(m_list->findData(current));
}

void DataPanel::addSource(const QString& place, const QString& title)
{
    m_sources.push_back({place, title, QDir::toNativeSeparators(place)});
    fillList();
}

void DataPanel::load(const DataRequest& request)
{
    // Wanted once more, a folder may have got more files; a known data set is what it was.
    const bool isReloaded = m_wanted == request && m_request == request
        && m_jobs.latest() == nullptr && findCatalogueEntry(request.nameOrPath) == nullptr;
    m_wanted = request;
    if (m_dataset && request == m_request && !isReloaded) {
        cancelLoading();
        return;
    }
    if (!m_dataset) {
        m_list->setCurrentIndex(m_list->findData(QString::fromStdString(request.nameOrPath)));
    }
    setLoading(true);
    m_summary->setText(tr("Loading…"));
    afterFirstPaint(*window(), [this, request] {
        if (m_wanted == request) {
            m_jobs.startLatest([request, readers = m_readers](
                                   JobControl& control) { return open(request, readers, control); },
                [this, request](const Opened& opened) {
                    if (opened.choices.empty()) {
                        finishLoading(request, opened.asInFiles, opened.dataset);
                    } else {
                        offer(opened.choices);
                    }
                });
            m_progress->start();
        }
    });
}

/// Shows what is loaded instead of what was being loaded.
void DataPanel::cancelLoading()
{
    m_wanted = m_request;
    m_jobs.cancel();
    m_fetchOffer->withdraw();
    showSource();
    setLoading(false);
}

QMenu& DataPanel::correctionsMenu() const
{
    return m_lookNote->menu();
}

void DataPanel::finishLoading(
    const DataRequest& request, const Result<Dataset>& asInFiles, const Result<Dataset>& dataset)
{
    if (!dataset) {
        showSource();
        setLoading(false);
        const CatalogueEntry* const entry = findCatalogueEntry(request.nameOrPath);
        if (entry != nullptr && dataset.error().code == ErrorCode::DataMissing
            && !m_fetchOffer->isBusyWithOther(*entry)) {
            m_fetchOffer->offer(
                *entry, m_dataset ? QStringList() : setsThatAreThere(), m_dataset != nullptr);
        } else {
            // What was open last may be gone with the stick that it was on.
            const DataRequest usual;
            if (!m_dataset && entry == nullptr && isThere(*findCatalogueEntry(usual.nameOrPath))) {
                m_lost = dataset.error();
                load(usual);
            } else {
                Q_EMIT failed(dataset.error());
            }
        }
        return;
    }
    m_fetchOffer->withdraw();
    m_asInFiles = std::make_shared<const Dataset>(*asInFiles);
    m_dataset = std::make_shared<const Dataset>(*dataset);
    m_request = request;
    showSource();
    Q_EMIT loaded(m_dataset);
    setLoading(false);
    if (const std::optional<Error> lost = std::exchange(m_lost, std::nullopt)) {
        Q_EMIT failed(*lost);
    }
}

void DataPanel::setEdits(const DataEdits& edits)
{
    const Result<Dataset> dataset = withEdits(*m_asInFiles, edits);
    if (!dataset) {
        Q_EMIT failed(dataset.error());
        return;
    }
    const DataEdits before = m_dataset->edits;
    m_dataset = std::make_shared<const Dataset>(*dataset);
    showSource();
    Q_EMIT edited(m_dataset);
    m_keeping.enqueue(
        [data = m_asInFiles, before, edits] { return keepEdits(*data, before, edits); },
        [this](const Result<void>& kept) {
            if (!kept) {
                Q_EMIT failed(kept.error());
            }
        });
}

/// Adds the data sets to the list and opens it, so that the user chooses one.
void DataPanel::offer(const std::vector<DataPlace>& places)
{
    showSource();
    setLoading(false);
    for (const DataPlace& place : places) {
        const QString source = QString::fromStdString(place.source.string());
        if (m_list->findData(source) < 0) {
            addSource(source, QString::fromStdString(place.name));
        }
    }
    m_list->showPopup();
}

void DataPanel::setLoading(bool isLoading)
{
    m_isLoading = isLoading;
    if (!isLoading) {
        m_progress->stop();
    }
    m_lookNote->setEditable(m_list->isEnabled() && m_dataset != nullptr);
    Q_EMIT loadingChanged();
}

void DataPanel::showSource()
{
    if (!m_dataset) {
        m_list->setCurrentIndex(-1);
        m_summary->setText(tr("No data set is loaded."));
        return;
    }
    if (m_list->findData(source()) < 0) {
        const bool isFolder = QFileInfo(source()).isDir();
        addSource(source(),
            isFolder ? QDir(source()).dirName() : QString::fromStdString(m_dataset->name));
    }
    m_list->setCurrentIndex(m_list->findData(source()));
    m_samples->setDataset(*m_dataset);
    m_lookNote->setDataset(*m_dataset);
    const ImageShape& shape = m_dataset->training.shape();
    const int test = static_cast<int>(m_dataset->test.size());
    m_summary->setText(tr("%1 training and %Ln test image(s) of %2×%3 pixels", nullptr, test)
                           .arg(locale().toString(m_dataset->training.size()),
                               locale().toString(shape.columns), locale().toString(shape.rows)));
    QStringList remarks;
    for (const std::string& remark : m_dataset->remarks) {
        remarks.append(QString::fromStdString(remark));
    }
    m_remarks->setText(breakable(remarks.join(QLatin1Char('\n'))));
    m_remarks->setVisible(!remarks.isEmpty());
}

void DataPanel::setEditable(bool editable)
{
    m_list->setEnabled(editable);
    m_lookNote->setEditable(editable && m_dataset != nullptr);
}

} // namespace numeral::ui
