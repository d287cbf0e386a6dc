// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mistakes/mistakes_panel.h"

#include "ui/appearance/appearance.h"
#include "ui/inspect/confusion_view.h"
#include "ui/mistakes/gallery.h"
#include "ui/mistakes/image_detail.h"
#include "ui/mistakes/image_editor.h"
#include "ui/mistakes/reliability_view.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableWidget>
#include <QVBoxLayout>

#include <chrono>

namespace numeral::ui {

namespace {

using namespace std::chrono_literals;

/// How long new weights are waited for before they are tried: in training they come often.
constexpr std::chrono::milliseconds delay = 250ms;

} // namespace

MistakesPanel::MistakesPanel(QWidget* parent)
    : QWidget(parent)
    , m_pages(new QStackedWidget)
    , m_note(new QLabel(tr("There are no images yet.")))
    , m_network(new QLabel)
    , m_set(new QComboBox)
    , m_numbers(new QComboBox)
    , m_comparison(new QMenu(this))
    , m_matrix(new ConfusionView)
    , m_scores(new QTableWidget)
    , m_reliability(new ReliabilityView)
    , m_editor(new ImageEditor(this))
    , m_gallery(new Gallery(*m_editor))
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
    row->addWidget(m_gallery, 3);
    row->addWidget(m_detail, 1);
    m_pages->addWidget(m_note);
    m_pages->addWidget(parts);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pages);
    connectGallery();
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
            m_gallery->choose({truth, answer, {}});
        });
    auto* column = new QWidget;
    auto* layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing::unit);
    auto* choices = new QHBoxLayout;
    choices->addWidget(m_set);
    choices->addWidget(m_numbers);
    choices->addStretch();
    auto* compare = new QPushButton(tr("&Compare"));
    compare->setObjectName(QStringLiteral("compareNetworks"));
    compare->setToolTip(tr("Compare this network with another one, image by image"));
    compare->setMenu(m_comparison);
    choices->addWidget(compare);
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
        m_gallery->choose({m_scores->item(row, 0)->data(Qt::UserRole).toULongLong(), {}, {}});
    });
    connect(m_reliability, &ReliabilityView::bandChosen, this, [this](std::size_t band) {
        m_matrix->clearChoice();
        m_scores->clearSelection();
        m_gallery->choose({{}, {}, band});
    });
    auto* column = new QWidget;
    auto* layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing::unit);
    layout->addWidget(m_scores, 3);
    layout->addWidget(m_reliability, 2);
    return column;
}

void MistakesPanel::connectGallery()
{
    connect(m_gallery, &Gallery::kindChosen, this, [this] {
        m_matrix->clearChoice();
        m_scores->clearSelection();
    });
    connect(m_gallery, &Gallery::currentChanged, this, &MistakesPanel::showDetail);
    const auto toCanvas = [this] {
        if (const std::optional<Prediction> current = m_gallery->current()) {
            Q_EMIT imageWanted(m_data, current->image);
        }
    };
    connect(m_gallery, &Gallery::canvasWanted, this, toCanvas);
    connect(m_detail, &ImageDetail::canvasWanted, this, toCanvas);
    connect(m_gallery, &Gallery::trainAgainWanted, this, &MistakesPanel::trainAgainWanted);
    connect(m_gallery, &Gallery::trainWithoutWanted, this, &MistakesPanel::trainWithoutWanted);
    connect(m_editor, &ImageEditor::edited, this, &MistakesPanel::edited);
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

void MistakesPanel::setDataset(
    const std::shared_ptr<const Dataset>& asInFiles, const DataEdits& edits)
{
    const bool isSame = asInFiles == m_dataset;
    m_dataset = asInFiles;
    m_editor->setDataset(asInFiles, edits);
    if (!isSame) {
        // What is chosen in the old images' gallery must not be done to these.
        m_job.cancel();
        m_data.reset();
        m_gallery->setData(nullptr);
        m_note->setText(tr("The network reads the images …"));
        m_pages->setCurrentIndex(0);
        computeSoon();
    } else if (m_data) { // what is computed is right but for the edits
        m_data = withEdits(*m_data, edits);
        showCounts();
        m_gallery->updateData(m_data);
        showDetail();
        Q_EMIT updated();
    }
}

void MistakesPanel::setMayTrain(bool mayTrain)
{
    m_gallery->setMayTrain(mayTrain);
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
            const JobControl& control) {
            return mistakesOf(
                model, *dataset, {}, ofTest, [&control] { return !control.isCancelled; });
        },
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
    const DataEdits& edits = m_editor->edits();
    m_data = edits.empty() ? *data : withEdits(**data, edits);
    m_pages->setCurrentIndex(1);
    showCounts();
    m_gallery->setData(m_data);
    Q_EMIT updated();
}

void MistakesPanel::showCounts()
{
    const QString right
        = tr("%1: %2% right")
              .arg(m_origin, locale().toString(100 * m_data->confusion.accuracy(), 'f', 2));
    m_network->setText(m_data->edits.empty()
            ? right
            : tr("%1 (%2)")
                  .arg(right, QString::fromStdString(summaryOf({m_data->edits, {}}))));
    m_matrix->setConfusion(m_data->confusion, m_data->classes());
    m_reliability->setBands(m_data->bands);
    showScores();
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

void MistakesPanel::showDetail()
{
    if (const std::optional<Prediction> current = m_gallery->current()) {
        m_detail->showImage(m_data, *current);
    } else {
        m_detail->clear();
    }
}

} // namespace numeral::ui
