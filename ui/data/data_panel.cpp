// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/data_panel.h"

#include "core/data/catalogue.h"
#include "ui/appearance/first_paint.h"
#include "ui/data/sample_strip.h"

#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>

namespace numeral::ui {

namespace {

QString fromView(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

DataPanel::DataPanel(QWidget* parent)
    : QWidget(parent)
    , m_list(new QComboBox)
    , m_samples(new SampleStrip)
    , m_summary(new QLabel)
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
    layout->addStretch(1);
}

void DataPanel::addSource(const QString& idOrFolder, const QString& title, const QString& toolTip)
{
    m_list->addItem(title, idOrFolder);
    m_list->setItemData(m_list->count() - 1, toolTip, Qt::ToolTipRole);
}

void DataPanel::load(const QString& idOrFolder)
{
    m_wanted = idOrFolder;
    if (idOrFolder == m_source) {
        m_jobs.cancel();
        showSource(); // instead of what was being loaded
        setLoading(false);
        return;
    }
    if (!m_dataset) {
        m_list->setCurrentIndex(m_list->findData(idOrFolder));
    }
    setLoading(true);
    m_summary->setText(tr("Loading…"));
    afterFirstPaint(*window(), [this, idOrFolder] {
        if (m_wanted == idOrFolder) {
            m_jobs.startLatest(
                [name = idOrFolder.toStdString()](JobControl&) { return loadDataset(name); },
                [this, idOrFolder](
                    const Result<Dataset>& dataset) { finishLoading(idOrFolder, dataset); });
        }
    });
}

void DataPanel::finishLoading(const QString& idOrFolder, const Result<Dataset>& dataset)
{
    if (!dataset) {
        showSource();
        setLoading(false);
        Q_EMIT failed(dataset.error());
        return;
    }
    m_dataset = std::make_shared<const Dataset>(*dataset);
    m_source = idOrFolder;
    showSource();
    Q_EMIT loaded(m_dataset);
    setLoading(false);
}

void DataPanel::setLoading(bool isLoading)
{
    m_isLoading = isLoading;
    Q_EMIT loadingChanged();
}

void DataPanel::showSource()
{
    if (!m_dataset) {
        m_list->setCurrentIndex(-1);
        m_summary->setText(tr("No data set is loaded."));
        return;
    }
    if (m_list->findData(m_source) < 0) {
        addSource(m_source, QDir(m_source).dirName(), QDir::toNativeSeparators(m_source));
    }
    m_list->setCurrentIndex(m_list->findData(m_source));
    m_samples->setDataset(*m_dataset);
    const ImageShape& shape = m_dataset->training.shape();
    m_summary->setText(tr("%1 training and %2 test images of %3×%4 pixels")
                           .arg(locale().toString(m_dataset->training.size()),
                               locale().toString(m_dataset->test.size()),
                               locale().toString(shape.columns), locale().toString(shape.rows)));
}

void DataPanel::setEditable(bool editable)
{
    m_list->setEnabled(editable);
}

} // namespace numeral::ui
