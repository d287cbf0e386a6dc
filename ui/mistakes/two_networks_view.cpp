// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mistakes/two_networks_view.h"

#include "core/model/predictor.h"
#include "core/reading/explanation.h"
#include "ui/appearance/appearance.h"
#include "ui/appearance/close_button.h"
#include "ui/inspect/attribution_view.h"
#include "ui/inspect/confusion_view.h"
#include "ui/mistakes/gallery_icon.h"
#include "ui/mistakes/pair_gallery_model.h"
#include "ui/mistakes/pair_text.h"

#include <QAccessible>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QLocale>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace numeral::ui {

namespace {

/// Which pixels speak for each network's answer, and for which image.
struct Explanations {
    std::array<GreyImage, 2> images;
    std::array<std::vector<float>, 2> attributions;
};

Explanations explanationsOf(const PairReadings& readings, const AnswerPair& pair)
{
    Explanations explanations;
    const std::array answers{pair.first, pair.second};
    for (std::size_t i = 0; i < answers.size(); ++i) {
        const MistakesData& network = *readings.networks[i];
        explanations.images[i] = greyImage(network, answers[i].image);
        explanations.attributions[i] = attributionOf(
            Predictor(*network.model.weights), explanations.images[i], answers[i].answer);
    }
    return explanations;
}

} // namespace

TwoNetworksView::TwoNetworksView(QWidget* parent)
    : QWidget(parent)
    , m_title(new QLabel)
    , m_text(new QLabel)
    , m_offer(new QPushButton)
    , m_names{new QLabel, new QLabel}
    , m_matrices{new ConfusionView, new ConfusionView}
    , m_kind(new QComboBox)
    , m_list(new QListView)
    , m_gallery(new PairGalleryModel(this))
    , m_detail(new QLabel)
    , m_attributions{new AttributionView, new AttributionView}
    , m_toCanvas(new QPushButton(tr("To the Can&vas")))
{
    setObjectName(QStringLiteral("twoNetworks"));
    auto* row = new QHBoxLayout;
    row->setSpacing(spacing::margin);
    for (std::size_t i = 0; i < m_matrices.size(); ++i) {
        m_names[i]->setTextFormat(Qt::PlainText); // it may name a file
        m_names[i]->setAlignment(Qt::AlignCenter);
        auto* column = new QVBoxLayout;
        column->setSpacing(spacing::unit);
        column->addWidget(m_names[i]);
        column->addWidget(m_matrices[i], 1);
        row->addLayout(column, 2);
    }
    row->addWidget(makeGallery(), 2);
    row->addWidget(makeDetail(), 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing::unit);
    layout->addWidget(makeTop());
    layout->addLayout(row, 1);
}

QWidget* TwoNetworksView::makeTop()
{
    m_title->setObjectName(QStringLiteral("pairHeadline"));
    m_title->setTextFormat(Qt::PlainText); // it may name a file
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    QFont font = m_title->font();
    font.setBold(true);
    m_title->setFont(font);
    m_text->setObjectName(QStringLiteral("pairDetail"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_offer->setObjectName(QStringLiteral("pairOffer"));
    connect(m_offer, &QPushButton::clicked, this, &TwoNetworksView::offerAccepted);
    QToolButton* back = makeCloseButton(
        QStringLiteral("backToMistakes"), tr("Show the mistakes of one network again"));
    connect(back, &QToolButton::clicked, this, &TwoNetworksView::backRequested);
    auto* top = new QWidget;
    auto* rows = new QVBoxLayout(top);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(spacing::unit);
    auto* row = new QHBoxLayout;
    row->addWidget(m_title, 1);
    row->addWidget(m_offer);
    row->addWidget(back);
    rows->addLayout(row);
    rows->addWidget(m_text);
    return top;
}

QWidget* TwoNetworksView::makeGallery()
{
    m_kind->setObjectName(QStringLiteral("pairKind"));
    m_kind->setAccessibleName(tr("Shown images"));
    m_kind->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_list->setObjectName(QStringLiteral("pairGallery"));
    m_list->setAccessibleName(tr("Gallery"));
    m_list->setModel(m_gallery);
    m_list->setViewMode(QListView::IconMode);
    m_list->setResizeMode(QListView::Adjust);
    m_list->setMovement(QListView::Static);
    m_list->setUniformItemSizes(true);
    m_list->setLayoutMode(QListView::Batched);
    m_list->setIconSize({galleryIconSide, galleryIconSide});
    m_list->setSpacing(2);
    connect(m_kind, &QComboBox::activated, this, &TwoNetworksView::showGallery);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
        &TwoNetworksView::showDetail);
    auto* column = new QWidget;
    auto* layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing::unit);
    layout->addWidget(m_kind);
    layout->addWidget(m_list, 1);
    return column;
}

QWidget* TwoNetworksView::makeDetail()
{
    m_detail->setObjectName(QStringLiteral("pairText"));
    m_detail->setWordWrap(true);
    m_detail->setTextFormat(Qt::PlainText); // class names are the user's
    m_detail->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_toCanvas->setObjectName(QStringLiteral("pairToCanvas"));
    const auto toCanvas = [this] {
        if (const QModelIndex current = m_list->currentIndex(); current.isValid()) {
            Q_EMIT imageWanted(m_readings->networks[0], m_gallery->at(current.row()).first.image);
        }
    };
    connect(m_toCanvas, &QPushButton::clicked, this, toCanvas);
    connect(m_list, &QListView::activated, this, toCanvas);
    auto* column = new QWidget;
    auto* layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing::unit);
    layout->addWidget(m_detail);
    layout->addWidget(m_attributions[0], 1);
    layout->addWidget(m_attributions[1], 1);
    layout->addWidget(m_toCanvas, 0, Qt::AlignLeft);
    constexpr int narrowest = 150; // pixels
    column->setMinimumWidth(narrowest);
    return column;
}

const std::vector<AnswerPair>& TwoNetworksView::gallery() const
{
    return m_gallery->pairs();
}

void TwoNetworksView::show(
    const QString& title, const std::array<QString, 2>& names, const NetworkPair& pair)
{
    ++m_shownCount;
    m_named = names;
    m_inQuestion = pair.inQuestion.size();
    m_readings.reset();
    m_remarks = {};
    setOffer({});
    m_title->setText(title);
    m_text->setText(tr("Both networks read the test images …"));
    m_kind->clear();
    m_gallery->show({}, {});
    showDetail();
    for (std::size_t i = 0; i < m_matrices.size(); ++i) {
        m_names[i]->setText(names[i]);
        m_matrices[i]->setConfusion(Confusion(0), {});
    }
    m_job.startLatest(
        [pair](const JobControl& control) {
            return readingsOf(pair, [&control] { return !control.isCancelled; });
        },
        [this](const Result<Readings>& readings) { take(readings); });
}

void TwoNetworksView::take(const Result<Readings>& readings)
{
    if (!readings) {
        m_text->setText(QString::fromStdString(readings.error().detail));
        Q_EMIT updated();
        return;
    }
    m_readings = *readings;
    for (std::size_t i = 0; i < m_matrices.size(); ++i) {
        const MistakesData& network = *m_readings->networks[i];
        m_matrices[i]->setConfusion(network.confusion, network.classes());
        m_matrices[i]->setAccessibleName(tr("Confusion matrix, %1").arg(m_named[i]));
    }
    showText();
    fillKinds();
    showGallery();
    QAccessibleEvent said(m_text, QAccessible::Alert);
    QAccessible::updateAccessibility(&said);
    Q_EMIT updated();
}

void TwoNetworksView::setRemarks(const QString& before, const QString& after)
{
    m_remarks = {before, after};
    showText();
}

void TwoNetworksView::showText()
{
    if (m_readings) {
        const QStringList sentences{
            m_remarks[0], readingsText(locale(), m_named, *m_readings, m_inQuestion), m_remarks[1]};
        m_text->setText(sentences.join(QLatin1Char(' ')).trimmed());
    }
}

void TwoNetworksView::setOffer(const QString& text)
{
    m_offer->setText(text);
    m_offer->setVisible(!text.isEmpty());
}

void TwoNetworksView::setOfferEnabled(bool isEnabled)
{
    m_offer->setEnabled(isEnabled);
}

void TwoNetworksView::fillKinds()
{
    const auto counts = countKinds(m_readings->pairs);
    const auto count = [&counts](PairKind kind) {
        return static_cast<int>(counts[static_cast<std::size_t>(kind)]);
    };
    const auto disagreeing = static_cast<int>(std::ranges::count_if(m_readings->pairs,
        [this](const AnswerPair& pair) { return areDifferent(*m_readings, pair); }));
    const int chosen = std::max(m_kind->currentIndex(), 0);
    m_kind->clear();
    m_kind->addItem(tr("They disagree on %Ln image(s)", nullptr, disagreeing));
    m_kind->addItem(tr("Only %1 is right: %Ln image(s)", nullptr, count(PairKind::OnlyFirstRight))
                        .arg(m_named[0]));
    m_kind->addItem(tr("Only %1 is right: %Ln image(s)", nullptr, count(PairKind::OnlySecondRight))
                        .arg(m_named[1]));
    m_kind->addItem(tr("Both are wrong: %Ln image(s)", nullptr, count(PairKind::BothWrong)));
    m_kind->setCurrentIndex(chosen);
}

void TwoNetworksView::showGallery()
{
    if (!m_readings) {
        return;
    }
    const auto kind = static_cast<Kind>(m_kind->currentIndex());
    std::vector<AnswerPair> shown;
    std::ranges::copy_if(
        m_readings->pairs, std::back_inserter(shown), [this, kind](const AnswerPair& pair) {
            switch (kind) {
            case Kind::Disagreement:
                return areDifferent(*m_readings, pair);
            case Kind::OnlyFirst:
                return kindOf(pair) == PairKind::OnlyFirstRight;
            case Kind::OnlySecond:
                return kindOf(pair) == PairKind::OnlySecondRight;
            case Kind::BothWrong:
                return kindOf(pair) == PairKind::BothWrong;
            }
            return false;
        });
    // What both are sure of says the most.
    std::ranges::stable_sort(shown, std::greater(), [](const AnswerPair& pair) {
        return std::min(pair.first.confidence, pair.second.confidence);
    });
    m_gallery->show(m_readings, std::move(shown));
    showDetail();
}

void TwoNetworksView::showDetail()
{
    for (AttributionView* attribution : m_attributions) {
        attribution->clear();
    }
    const QModelIndex current = m_list->currentIndex();
    m_toCanvas->setEnabled(current.isValid());
    m_explaining.cancel();
    if (!current.isValid()) {
        m_detail->setText(tr("Choose an image to see why each network reads it so."));
        return;
    }
    const AnswerPair pair = m_gallery->at(current.row());
    m_detail->setText(pairText(*m_readings, pair));
    m_explaining.startLatest(
        [readings = m_readings, pair](JobControl&) { return explanationsOf(*readings, pair); },
        [this](const Explanations& explanations) {
            for (std::size_t i = 0; i < m_attributions.size(); ++i) {
                m_attributions[i]->show(explanations.images[i], explanations.attributions[i]);
            }
        });
}

} // namespace numeral::ui
