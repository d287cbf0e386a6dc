// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/learning_curves.h"

#include "ui/charts/chart_colours.h"
#include "ui/charts/epoch_axis.h"
#include "ui/charts/metric_chart.h"
#include "ui/charts/plot_parts.h"
#include "ui/charts/qcustomplot_include.h"
#include "ui/charts/read_out.h"

#include <QLabel>
#include <QStackedLayout>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace numeral::ui {
namespace {

constexpr std::chrono::milliseconds minRefresh{33};

} // namespace

LearningCurves::LearningCurves(QWidget* parent)
    : QWidget(parent)
    , m_pages(new QStackedLayout(this))
    , m_invitation(new QLabel)
    , m_plot(new QCustomPlot)
    , m_readOut(new ReadOut(m_plot))
{
    m_pages->addWidget(m_invitation);
    m_pages->addWidget(m_plot);
    m_invitation->setAlignment(Qt::AlignCenter);
    m_invitation->setWordWrap(true);
    m_invitation->setAutoFillBackground(true);

    m_plot->setViewport({0, 0, 1, 1}); // no full-size paint buffer before it is shown
    m_plot->plotLayout()->clear();
    m_plot->setAutoAddPlottableToLegend(false);
    m_plot->setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    m_plot->setToolTip(tr("Scroll to zoom (over a value axis, only that axis), drag to pan, "
                          "double-click to follow the training again."));
    m_legend = addLegendRow(*m_plot);
    m_loss = std::make_unique<MetricChart>(*m_plot, MetricChart::Metric::Loss);
    m_accuracy = std::make_unique<MetricChart>(*m_plot, MetricChart::Metric::Accuracy);
    m_loss->addToLegend(*m_legend, tr("Training"), tr("Training, each batch"), tr("Validation"));
    m_epochAxis = std::make_unique<EpochAxis>(m_loss->rect(), m_accuracy->rect());
    m_loss->setTitles(tr("Loss"), {});
    m_accuracy->setTitles(tr("Accuracy (%)"), tr("Epoch"));
    auto* margins = new QCPMarginGroup(m_plot);
    m_loss->rect().setMarginGroup(QCP::msLeft | QCP::msRight, margins);
    m_accuracy->rect().setMarginGroup(QCP::msLeft | QCP::msRight, margins);

    m_refresh.setSingleShot(true);
    connect(&m_refresh, &QTimer::timeout, this, &LearningCurves::refresh);
    connectPlot();
    setAccessibleName(tr("Learning curves"));
    applyFont();
    applyLocale();
    applyPalette();
}

LearningCurves::~LearningCurves() = default;

void LearningCurves::setInvitation(const QString& sentence)
{
    m_invitation->setText(sentence);
    setAccessibleDescription(sentence);
}

void LearningCurves::clear(int maximumEpochs)
{
    m_epochs.clear();
    m_bestEpoch = 0;
    m_loss->clear();
    m_accuracy->clear();
    m_epochAxis->begin(maximumEpochs);
    hideReadOut();
    setAccessibleDescription(tr("No epoch is finished yet."));
    m_pages->setCurrentWidget(m_plot);
    followAgain();
}

void LearningCurves::addBatches(std::span<const BatchFigures> batches)
{
    if (batches.empty()) {
        return;
    }
    m_loss->addBatches(batches);
    m_accuracy->addBatches(batches);
    m_epochAxis->extendTo(batches.back().position);
    refreshSoon();
}

void LearningCurves::addEpoch(const EpochFigures& figures)
{
    m_epochs.push_back(figures);
    m_loss->addEpoch(figures);
    m_accuracy->addEpoch(figures);
    m_epochAxis->extendTo(figures.epoch);
    if (figures.best) {
        markBest(figures.epoch);
    }
    setAccessibleDescription(describe(figures));
    refreshSoon();
}

void LearningCurves::markBest(int epoch)
{
    const auto best = std::find_if(m_epochs.begin(), m_epochs.end(),
        [epoch](const EpochFigures& figures) { return figures.epoch == epoch; });
    if (best == m_epochs.end()) {
        return;
    }
    m_bestEpoch = epoch;
    m_loss->markBest(*best, tr("best: epoch %1").arg(locale().toString(epoch)));
    m_accuracy->markBest(*best, {});
    setAccessibleDescription(describe(m_epochs.back()));
    refreshSoon();
}

void LearningCurves::markEnd(int epoch, const QString& label)
{
    m_loss->markEnd(epoch, label);
    m_accuracy->markEnd(epoch, {});
    refreshSoon();
}

QString LearningCurves::readOutAt(const QPoint& position) const
{
    const auto* figures = epochAt(position);
    return figures == nullptr ? QString() : describe(*figures);
}

ValueRange LearningCurves::visibleEpochs() const
{
    return m_epochAxis->visible();
}

ValueRange LearningCurves::visibleLoss() const
{
    return m_loss->visibleValues();
}

ValueRange LearningCurves::visibleAccuracy() const
{
    return m_accuracy->visibleValues();
}

QPoint LearningCurves::lossPosition(double epoch, double loss) const
{
    return m_loss->position(epoch, loss);
}

QPoint LearningCurves::accuracyPosition(double epoch, double share) const
{
    return m_accuracy->position(epoch, share);
}

QSize LearningCurves::sizeHint() const
{
    return {640, 480};
}

QSize LearningCurves::minimumSizeHint() const
{
    return {320, 260};
}

void LearningCurves::changeEvent(QEvent* event)
{
    switch (event->type()) {
    case QEvent::PaletteChange:
        applyPalette();
        break;
    case QEvent::FontChange:
        applyFont();
        break;
    case QEvent::LocaleChange:
        applyLocale();
        break;
    default:
        break;
    }
    QWidget::changeEvent(event);
}

bool LearningCurves::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Leave) {
        hideReadOut();
    }
    // A tool tip would cover the read-out.
    if (event->type() == QEvent::ToolTip && m_readOut->isVisible()) {
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void LearningCurves::connectPlot()
{
    m_plot->installEventFilter(this);
    connect(m_plot, &QCustomPlot::afterLayout, this, [this] {
        m_loss->arrange();
        m_accuracy->arrange();
    });
    connect(m_plot, &QCustomPlot::mouseWheel, this, [this](const QWheelEvent* event) {
        for (auto* chart : {m_loss.get(), m_accuracy.get()}) {
            const auto overValues = event->position().x() < chart->rect().left();
            chart->rect().setRangeZoom(overValues ? Qt::Vertical : Qt::Horizontal);
        }
    });
    connect(m_plot, &QCustomPlot::mouseDoubleClick, this, [this] { followAgain(); });
    connect(m_plot, &QCustomPlot::mouseMove, this,
        [this](const QMouseEvent* event) { showReadOut(event->position().toPoint()); });
}

void LearningCurves::applyPalette()
{
    const auto colours = chartColours(palette());
    m_plot->setBackground(colours.background);
    m_legend->setTextColor(colours.text);
    m_loss->setColours(colours);
    m_accuracy->setColours(colours);
    const auto onPaper = [this, &colours](const QColor& paper) {
        auto result = palette();
        result.setColor(QPalette::Window, paper);
        result.setColor(QPalette::WindowText, colours.text);
        return result;
    };
    m_invitation->setPalette(onPaper(colours.background));
    m_readOut->setPalette(onPaper(colours.grid)); // stands out on dark backgrounds too
    refreshSoon();
}

void LearningCurves::applyFont()
{
    auto large = font();
    large.setPointSizeF(1.3 * large.pointSizeF());
    m_invitation->setFont(large);
    m_legend->setFont(font());
    m_legend->setIconSize(28, QFontMetrics(font()).height() + 2); // or descenders are clipped
    m_loss->setFont(font());
    m_accuracy->setFont(font());
    refreshSoon();
}

void LearningCurves::applyLocale()
{
    m_plot->setLocale(locale());
    refreshSoon();
}

/// Schedules a repaint. Waits at least four times as long as painting takes, so that the window
/// stays responsive.
void LearningCurves::refreshSoon()
{
    if (!m_refresh.isActive()) {
        const std::chrono::milliseconds painting(std::lround(m_plot->replotTime()));
        m_refresh.start(std::max(minRefresh, 4 * painting));
    }
}

void LearningCurves::refresh()
{
    m_loss->follow();
    m_accuracy->follow();
    m_epochAxis->follow();
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void LearningCurves::followAgain()
{
    m_epochAxis->followAgain();
    m_loss->followAgain();
    m_accuracy->followAgain();
    refresh();
}

void LearningCurves::showReadOut(const QPoint& position)
{
    const auto* figures = epochAt(position);
    if (figures == nullptr) {
        hideReadOut();
        return;
    }
    m_loss->showCrosshair(figures->epoch);
    m_accuracy->showCrosshair(figures->epoch);
    m_plot->layer(QStringLiteral("overlay"))->replot();
    m_readOut->showBeside(position, describe(*figures));
}

void LearningCurves::hideReadOut()
{
    m_loss->hideCrosshair();
    m_accuracy->hideCrosshair();
    m_plot->layer(QStringLiteral("overlay"))->replot();
    m_readOut->hide();
}

const EpochFigures* LearningCurves::epochAt(const QPoint& position) const
{
    const auto charts = m_loss->rect().rect() | m_accuracy->rect().rect();
    if (m_epochs.empty() || !charts.contains(position)) {
        return nullptr;
    }
    const auto epoch = m_epochAxis->epochAt(position.x());
    const auto after = std::lower_bound(m_epochs.begin(), m_epochs.end(), epoch,
        [](const EpochFigures& figures, double sought) { return figures.epoch < sought - 0.5; });
    return after == m_epochs.end() ? &m_epochs.back() : &*after;
}

QString LearningCurves::describe(const EpochFigures& figures) const
{
    return ReadOut::describe(figures, figures.epoch == m_bestEpoch, locale());
}

} // namespace numeral::ui
