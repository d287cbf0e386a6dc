// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mistakes/mistakes_panel.h"

#include "core/data/seen_dataset.h"
#include "ui/appearance/appearance.h"
#include "ui/inspect/confusion_view.h"
#include "ui/mistakes/gallery_model.h"
#include "ui/mistakes/image_detail.h"
#include "ui/mistakes/reliability_view.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QListView>
#include <QLocale>
#include <QStackedWidget>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>

namespace numeral::ui {

namespace {

using namespace std::chrono_literals;

/// How long new weights are waited for before they are tried: in training they come often.
constexpr std::chrono::milliseconds delay = 250ms;

enum Kind { Wrong, Suspect, All };

Result<Mistakes> computed(
    const Model& model, const Dataset& dataset, bool ofTest, const JobControl& control)
{
    Result<Dataset> seen = datasetFor(model, dataset);
    if (!seen) {
        return tl::unexpected(seen.error());
    }
    auto data = std::make_shared<MistakesData>();
    data->model = model;
    data->dataset = std::move(*seen);
    data->ofTest = ofTest;
    std::optional<std::vector<Prediction>> predictions
        = predictionsFor(model, data->images(), [&control] { return !control.isCancelled; });
    if (!predictions) {
        return Mistakes();
    }
    const std::size_t classes = data->classes().size();
    data->predictions = std::move(*predictions);
    data->confusion = confusionOf(classes, data->predictions);
    data->scores = classScores(data->confusion);
    data->bands = reliability(data->predictions);
    data->suspects = suspectLabels(classes, data->predictions);
    return Mistakes(std::move(data));
}

} // namespace

MistakesPanel::MistakesPanel(QWidget* parent)
    : QWidget(parent)
    , m_pages(new QStackedWidget)
    , m_note(new QLabel(tr("There are no images yet.")))
    , m_network(new QLabel)
    , m_set(new QComboBox)
    , m_numbers(new QComboBox)
    , m_matrix(new ConfusionView)
    , m_scores(new QTableWidget)
    , m_reliability(new ReliabilityView)
    , m_kind(new QComboBox)
    , m_heading(new QLabel)
    , m_images(new QListView)
    , m_gallery(new GalleryModel(this))
    , m_detail(new ImageDetail)
{
    m_note->setObjectName(QStringLiteral("mistakesNote"));
    m_note->setAlignment(Qt::AlignCenter);
    m_note->setWordWrap(true);
    auto* parts = new QWidget;
    auto* row = new QHBoxLayout(parts);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing::margin);
    row->addWidget(makeMatrix(), 3);
    row->addWidget(makeScores(), 1);
    row->addWidget(makeGallery(), 3);
    row->addWidget(m_detail, 1);
    m_pages->addWidget(m_note);
    m_pages->addWidget(parts);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pages);
    m_delay.setSingleShot(true);
    m_delay.setInterval(delay);
    connect(&m_delay, &QTimer::timeout, this, [this] {
        if (m_job.latest() == nullptr) {
            compute();
        } else { // else what changes faster than it is computed would never be shown
            m_delay.start();
        }
    });
}

QWidget* MistakesPanel::makeMatrix()
{
    m_set->setObjectName(QStringLiteral("mistakesSet"));
    m_set->setAccessibleName(tr("Images"));
    m_set->addItems({tr("Test images"), tr("Training images")});
    m_numbers->setObjectName(QStringLiteral("mistakesNumbers"));
    m_numbers->setAccessibleName(tr("Numbers"));
    m_numbers->addItems({tr("Counts"), tr("% of truth"), tr("% of answer")});
    m_matrix->setChoosable();
    m_matrix->setObjectName(QStringLiteral("mistakesMatrix"));
    connect(m_set, &QComboBox::activated, this, &MistakesPanel::computeSoon);
    connect(m_numbers, &QComboBox::activated, this,
        [this](int index) { m_matrix->setNumbers(static_cast<ConfusionView::Numbers>(index)); });
    connect(
        m_matrix, &ConfusionView::cellChosen, this, [this](std::size_t truth, std::size_t answer) {
            m_scores->clearSelection();
            choose({truth, answer, {}});
        });
    auto* column = new QWidget;
    auto* layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing::unit);
    auto* choices = new QHBoxLayout;
    choices->addWidget(m_set);
    choices->addWidget(m_numbers);
    choices->addStretch();
    layout->addWidget(m_network);
    layout->addLayout(choices);
    layout->addWidget(m_matrix, 1);
    m_network->setObjectName(QStringLiteral("mistakesNetwork"));
    m_network->setTextFormat(Qt::PlainText); // it names a file
    m_network->setWordWrap(true);
    return column;
}

QWidget* MistakesPanel::makeScores()
{
    m_scores->setObjectName(QStringLiteral("classScores"));
    m_scores->setAccessibleName(tr("Scores of each class"));
    m_scores->setColumnCount(4);
    m_scores->setHorizontalHeaderLabels({tr("Class"), tr("Precision"), tr("Recall"), tr("F1")});
    m_scores->horizontalHeaderItem(1)->setToolTip(
        tr("Of the answers that name this class, the share that is right"));
    m_scores->horizontalHeaderItem(2)->setToolTip(
        tr("Of this class’s images, the share that is read as it"));
    m_scores->horizontalHeaderItem(3)->setToolTip(tr("Harmonic mean of precision and recall"));
    m_scores->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_scores->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_scores->setSelectionMode(QAbstractItemView::SingleSelection);
    m_scores->setTabKeyNavigation(false);
    m_scores->setShowGrid(false);
    m_scores->verticalHeader()->hide();
    m_scores->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 4);
    m_scores->horizontalHeader()->setHighlightSections(false);
    m_scores->horizontalHeader()->setMinimumSectionSize(24);
    m_scores->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(m_scores, &QTableWidget::cellClicked, this, [this](int row) {
        m_matrix->clearChoice();
        choose({m_scores->item(row, 0)->data(Qt::UserRole).toULongLong(), {}, {}});
    });
    connect(m_reliability, &ReliabilityView::bandChosen, this, [this](std::size_t band) {
        m_matrix->clearChoice();
        m_scores->clearSelection();
        choose({{}, {}, band});
    });
    auto* column = new QWidget;
    auto* layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing::unit);
    layout->addWidget(m_scores, 3);
    layout->addWidget(m_reliability, 2);
    return column;
}

QWidget* MistakesPanel::makeGallery()
{
    m_kind->setObjectName(QStringLiteral("galleryKind"));
    m_kind->setAccessibleName(tr("Shown images"));
    m_kind->addItems({tr("Mistakes"), tr("Suspect labels"), tr("All images")});
    m_kind->setItemData(Suspect,
        tr("Images whose label may be wrong: another class is as probable as it is for its own "
           "images (confident learning)"),
        Qt::ToolTipRole);
    m_heading->setObjectName(QStringLiteral("galleryHeading"));
    m_heading->setTextFormat(Qt::PlainText);
    m_heading->setWordWrap(true);
    m_heading->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // nothing moves
    m_images->setObjectName(QStringLiteral("gallery"));
    m_images->setAccessibleName(tr("Gallery"));
    m_images->setModel(m_gallery);
    m_images->setViewMode(QListView::IconMode);
    m_images->setResizeMode(QListView::Adjust);
    m_images->setMovement(QListView::Static);
    m_images->setUniformItemSizes(true);
    m_images->setLayoutMode(QListView::Batched);
    m_images->setIconSize({GalleryModel::iconSide, GalleryModel::iconSide});
    m_images->setSpacing(2);
    connect(m_kind, &QComboBox::activated, this, [this] {
        m_matrix->clearChoice();
        m_scores->clearSelection();
        choose({});
    });
    connect(m_images->selectionModel(), &QItemSelectionModel::currentChanged, this,
        &MistakesPanel::showDetail);
    const auto toCanvas = [this] {
        if (const QModelIndex current = m_images->currentIndex(); current.isValid()) {
            Q_EMIT imageWanted(m_data, m_gallery->at(current.row()).image);
        }
    };
    connect(m_images, &QListView::activated, this, toCanvas);
    connect(m_detail, &ImageDetail::canvasWanted, this, toCanvas);
    auto* column = new QWidget;
    auto* layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing::unit);
    auto* top = new QHBoxLayout;
    top->addWidget(m_kind);
    top->addWidget(m_heading, 1);
    layout->addLayout(top);
    layout->addWidget(m_images, 1);
    return column;
}

const std::vector<Prediction>& MistakesPanel::gallery() const
{
    return m_gallery->images();
}

void MistakesPanel::setModel(const Model& model, const QString& origin)
{
    m_model = model;
    m_origin = origin;
    computeSoon();
}

void MistakesPanel::setDataset(const std::shared_ptr<const Dataset>& dataset)
{
    m_dataset = dataset;
    computeSoon();
}

void MistakesPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (!m_isCurrent) {
        compute();
    }
}

void MistakesPanel::computeSoon()
{
    m_isCurrent = false;
    if (isVisible() && !m_delay.isActive()) { // what changes all the time must not put it off
        m_delay.start();
    }
}

void MistakesPanel::compute()
{
    if (!m_model || !m_dataset || !isVisible()) {
        return;
    }
    m_isCurrent = true;
    m_job.startLatest(
        [model = *m_model, dataset = m_dataset, ofTest = m_set->currentIndex() == 0](
            const JobControl& control) { return computed(model, *dataset, ofTest, control); },
        [this](const Result<Mistakes>& data) { take(data); });
}

void MistakesPanel::take(const Result<Mistakes>& data)
{
    if (!data) {
        m_data.reset();
        m_note->setText(QString::fromStdString(data.error().detail));
        m_pages->setCurrentIndex(0);
        Q_EMIT updated();
        return;
    }
    m_data = *data;
    m_pages->setCurrentIndex(1);
    m_network->setText(
        tr("%1: %2% right")
            .arg(m_origin, locale().toString(100 * m_data->confusion.accuracy(), 'f', 2)));
    m_matrix->setConfusion(m_data->confusion, m_data->classes());
    m_reliability->setBands(m_data->bands);
    showScores();
    showGallery();
    Q_EMIT updated();
}

void MistakesPanel::showScores()
{
    const auto text = [this](const std::optional<double>& share) {
        return share ? locale().toString(100 * *share, 'f', 1) : QStringLiteral("–");
    };
    int rows = 0;
    m_scores->setRowCount(static_cast<int>(m_data->scores.size()));
    for (std::size_t i = 0; i < m_data->scores.size(); ++i) {
        const ClassScore& score = m_data->scores[i];
        if (score.images == 0 && !score.precision) {
            continue;
        }
        const QStringList cells{QString::fromStdString(m_data->classes()[i]), text(score.precision),
            text(score.recall), text(score.f1)};
        for (int column = 0; column < cells.size(); ++column) {
            auto* item = new QTableWidgetItem(cells[column]);
            item->setTextAlignment(
                (column == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
            item->setData(Qt::UserRole, static_cast<qulonglong>(i));
            m_scores->setItem(rows, column, item);
        }
        ++rows;
    }
    m_scores->setRowCount(rows);
    m_scores->resizeColumnsToContents();
    constexpr int bar = 20; // pixels, for a scroll bar
    m_scores->setMinimumWidth(m_scores->horizontalHeader()->length() + bar);
}

void MistakesPanel::choose(const Choice& choice)
{
    m_choice = choice;
    showGallery();
}

void MistakesPanel::showGallery()
{
    if (!m_data) {
        return;
    }
    const Choice& choice = m_choice;
    const bool isNarrowed = choice.answer || choice.band; // right answers are meant, too
    std::vector<Prediction> shown;
    const auto& from = m_kind->currentIndex() == Suspect ? m_data->suspects : m_data->predictions;
    std::ranges::copy_if(from, std::back_inserter(shown), [&](const Prediction& image) {
        return (!choice.truth || image.truth == *choice.truth)
            && (!choice.answer || image.answer == *choice.answer)
            && (!choice.band || bandOf(image.confidence) == *choice.band)
            && (isNarrowed || m_kind->currentIndex() != Wrong || !image.isRight());
    });
    if (m_kind->currentIndex() != Suspect) {
        std::ranges::stable_sort(shown, std::greater(), &Prediction::confidence);
    }
    const auto count = static_cast<int>(shown.size());
    const auto name
        = [this](std::size_t label) { return QString::fromStdString(m_data->classes()[label]); };
    m_heading->setText(choice.answer
            ? tr("%Ln image(s) of %1 read as %2, the surest first", nullptr, count)
                  .arg(name(*choice.truth), name(*choice.answer))
            : choice.truth ? tr("%Ln image(s) of %1", nullptr, count).arg(name(*choice.truth))
            : choice.band  ? tr("%Ln image(s) with a confidence of %1 to %2%", nullptr, count)
                                .arg(10 * *choice.band)
                                .arg(10 * (*choice.band + 1))
                          : tr("%Ln image(s), the surest first", nullptr, count));
    m_gallery->show(m_data, std::move(shown));
    m_detail->clear();
}

void MistakesPanel::showDetail()
{
    const QModelIndex current = m_images->currentIndex();
    if (current.isValid()) {
        m_detail->showImage(m_data, m_gallery->at(current.row()));
    } else {
        m_detail->clear();
    }
}

} // namespace numeral::ui
