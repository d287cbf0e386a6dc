// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/data_panel.h"

#include "core/data/dataset_files.h"
#include "core/evaluation/digit_accuracy.h"
#include "ui/appearance/first_paint.h"
#include "ui/data/fetch_offer.h"
#include "ui/data/look_note.h"
#include "ui/data/sample_strip.h"

#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLocale>
#include <QTextDocument>
#include <QVBoxLayout>

#include <optional>

namespace numeral::ui {

namespace {

QString fromView(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

const QString fetchable = QStringLiteral("mnist");

QStringList setsThatAreThere()
{
    QStringList titles;
    for (const CatalogueEntry& entry : catalogue()) {
        if (datasetFilesAt(entry.folder)) {
            titles.append(fromView(entry.title));
        }
    }
    return titles;
}

/// What came of a request: a data set or an error, or several sets from which the user has to
/// choose.
struct Opened {
    std::optional<Result<Dataset>> dataset;
    std::vector<DatasetFiles> choices;
};

Opened open(const DataRequest& request, const Model& digits)
{
    if (findCatalogueEntry(request.nameOrFolder) == nullptr) {
        std::vector<DatasetFiles> sets = datasetsAt(request.nameOrFolder);
        if (sets.size() > 1) {
            return {std::nullopt, std::move(sets)};
        }
    }
    return {openDataset(request,
                [&digits](const LabelledImages& images) { return digitAccuracy(digits, images); }),
        {}};
}

} // namespace

DataPanel::DataPanel(Model digits, QWidget* parent)
    : QWidget(parent)
    , m_list(new QComboBox)
    , m_samples(new SampleStrip)
    , m_summary(new QLabel)
    , m_lookNote(new LookNote)
    , m_fetchOffer(new FetchOffer)
    , m_digits(std::move(digits))
{
    m_list->setObjectName(QStringLiteral("datasets"));
    m_list->setToolTip(tr("The images to learn from."));
    m_list->setAccessibleName(tr("Data set"));
    m_list->setPlaceholderText(tr("Choose a data set"));
    m_summary->setObjectName(QStringLiteral("datasetSummary"));
    m_summary->setWordWrap(true);
    m_summary->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_summary->setMinimumHeight(2 * m_summary->fontMetrics().lineSpacing()); // always two lines
    for (const CatalogueEntry& entry : catalogue()) {
        addSource(fromView(entry.id), fromView(entry.title), fromView(entry.description));
    }
    connect(m_list, &QComboBox::activated, this,
        [this](int index) { load(m_list->itemData(index).toString()); });

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_list);
    layout->addWidget(m_samples);
    layout->addWidget(m_summary);
    layout->addWidget(m_lookNote);
    layout->addWidget(m_fetchOffer);
    layout->addStretch(1);
    connect(m_fetchOffer, &FetchOffer::fetched, this, [this] {
        if (!m_dataset) { // else the user has chosen another meanwhile
            load(fetchable);
        }
    });
    connect(m_lookNote, &LookNote::chosen, this, [this](const LookChoices& look) {
        load({m_request.nameOrFolder, look, {}});
    });
}

void DataPanel::addSource(const QString& idOrFolder, const QString& title, const QString& toolTip)
{
    m_list->addItem(title, idOrFolder);
    m_list->setItemData(
        m_list->count() - 1, Qt::convertFromPlainText(toolTip), Qt::ToolTipRole); // names a folder
}

void DataPanel::load(const DataRequest& request)
{
    m_wanted = request;
    if (m_dataset && request == m_request) {
        m_jobs.cancel();
        showSource(); // instead of what was being loaded
        setLoading(false);
        return;
    }
    if (!m_dataset) {
        m_list->setCurrentIndex(m_list->findData(QString::fromStdString(request.nameOrFolder)));
    }
    setLoading(true);
    m_summary->setText(tr("Loading…"));
    afterFirstPaint(*window(), [this, request] {
        if (m_wanted == request) {
            m_jobs.startLatest(
                [request, model = m_digits](JobControl&) { return open(request, model); },
                [this, request](const Opened& opened) {
                    if (opened.dataset) {
                        finishLoading(request, *opened.dataset);
                    } else {
                        offer(opened.choices);
                    }
                });
        }
    });
}

QMenu& DataPanel::correctionsMenu() const
{
    return m_lookNote->menu();
}

void DataPanel::finishLoading(const DataRequest& request, const Result<Dataset>& dataset)
{
    if (!dataset) {
        showSource();
        setLoading(false);
        if (dataset.error().code == ErrorCode::DataMissing
            && request.nameOrFolder == fetchable.toStdString() && FetchOffer::isPossible()) {
            m_fetchOffer->offer(setsThatAreThere());
        } else {
            Q_EMIT failed(dataset.error());
        }
        return;
    }
    m_fetchOffer->withdraw();
    m_dataset = std::make_shared<const Dataset>(*dataset);
    m_request = request;
    showSource();
    Q_EMIT loaded(m_dataset);
    setLoading(false);
}

/// Adds the data sets to the list and opens it, so that the user chooses one.
void DataPanel::offer(const std::vector<DatasetFiles>& sets)
{
    showSource();
    setLoading(false);
    for (const DatasetFiles& set : sets) {
        const std::filesystem::path place
            = set.prefix.empty() ? set.folder : set.folder / set.prefix;
        const QString source = QString::fromStdString(place.string());
        if (m_list->findData(source) < 0) {
            addSource(source, QString::fromStdString(set.name), QDir::toNativeSeparators(source));
        }
    }
    m_list->showPopup();
}

void DataPanel::setLoading(bool isLoading)
{
    m_isLoading = isLoading;
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
        addSource(source(), QDir(source()).dirName(), QDir::toNativeSeparators(source()));
    }
    m_list->setCurrentIndex(m_list->findData(source()));
    m_samples->setDataset(*m_dataset);
    m_lookNote->setDataset(*m_dataset);
    const ImageShape& shape = m_dataset->training.shape();
    const int test = static_cast<int>(m_dataset->test.size());
    m_summary->setText(tr("%1 training and %Ln test image(s) of %2×%3 pixels", nullptr, test)
                           .arg(locale().toString(m_dataset->training.size()),
                               locale().toString(shape.columns), locale().toString(shape.rows)));
}

void DataPanel::setEditable(bool editable)
{
    m_list->setEnabled(editable);
    m_lookNote->setEditable(editable && m_dataset != nullptr);
}

} // namespace numeral::ui
