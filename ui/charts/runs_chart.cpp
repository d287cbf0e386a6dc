// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/runs_chart.h"

#include "ui/base/accessible.h"
#include "ui/charts/band_chart.h"
#include "ui/charts/epoch_axis.h"
#include "ui/charts/focus_frame.h"
#include "ui/charts/plot_parts.h"
#include "ui/charts/qcustomplot_include.h"
#include "ui/charts/read_out.h"
#include "ui/charts/wrapping_legend.h"

#include <QVBoxLayout>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace numeral::ui {

namespace {

constexpr std::chrono::milliseconds minRefresh{33};
constexpr double zoomStep = 0.8; // factor of the range shown

} // namespace

RunsChart::RunsChart(QWidget* parent)
    : QWidget(parent)
    , m_plot(new QCustomPlot)
    , m_readOut(new ReadOut(m_plot))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_plot);
    setFocusPolicy(Qt::StrongFocus);
    makePlot();
    new FocusFrame(*this);
    m_refresh.setSingleShot(true);
    connect(&m_refresh, &QTimer::timeout, this, &RunsChart::refresh);
    setAccessibleRole(*this, QAccessible::Chart, [this] { return readOut(); });
    setAccessibleName(tr("Curves of several runs: loss and accuracy of each epoch"));
    applyFont();
    applyPalette();
}

RunsChart::~RunsChart() = default;

void RunsChart::makePlot()
{
    m_plot->setViewport({0, 0, 1, 1}); // no full-size paint buffer before it is shown
    m_plot->plotLayout()->clear();
    m_plot->setAutoAddPlottableToLegend(false);
    m_plot->setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    m_plot->setMinimumSize(1, 1);
    m_plot->setFocusPolicy(Qt::NoFocus); // a click gives it to this widget
    m_plot->setAttribute(Qt::WA_NoMousePropagation, false);
    m_plot->installEventFilter(this);
    m_plot->setLocale(locale());
    m_legend = &addLegendRow(*m_plot);
    m_loss = std::make_unique<BandChart>(*m_plot, Metric::Loss);
    m_accuracy = std::make_unique<BandChart>(*m_plot, Metric::Accuracy);
    m_epochs = std::make_unique<EpochAxis>(m_loss->rect(), m_accuracy->rect());
    m_loss->setTitles(tr("Validation loss"), {});
    m_accuracy->setTitles(tr("Accuracy (%)"), tr("Epoch"));
    auto* margins = new QCPMarginGroup(m_plot);
    for (BandChart* chart : {m_loss.get(), m_accuracy.get()}) {
        chart->rect().setMarginGroup(QCP::msLeft | QCP::msRight, margins);
    }
    connect(m_plot, &QCustomPlot::afterLayout, this, &RunsChart::arrange);
    connect(m_plot, &QCustomPlot::mouseDoubleClick, this, &RunsChart::showAll);
    connect(m_plot, &QCustomPlot::mouseMove, this,
        [this](const QMouseEvent* event) { pointAt(event->position().toPoint()); });
    connect(m_plot, &QCustomPlot::mouseWheel, this, [this](const QWheelEvent* event) {
        for (BandChart* chart : {m_loss.get(), m_accuracy.get()}) {
            const bool overValues = event->position().x() < chart->rect().left();
            chart->rect().setRangeZoom(overValues ? Qt::Vertical : Qt::Horizontal);
        }
    });
}

void RunsChart::setSeries(std::vector<ChartSeries> series)
{
    m_series = std::move(series);
    m_highlighted.reset();
    setEpoch({});
    m_legend->clearEntries();
    m_loss->setSeries(m_series, palette());
    m_accuracy->setSeries(m_series, palette());
    m_loss->addToLegend(*m_legend, m_series);
    m_epochs->begin(1);
    m_epochs->extendTo(lastEpoch());
    showAll();
}

void RunsChart::addEpoch(std::size_t series, std::size_t run, const EpochFigures& figures)
{
    m_series[series].runs[run].epochs.push_back(figures);
    m_epochs->extendTo(figures.epoch);
    refreshSoon();
}

int RunsChart::lastEpoch() const
{
    int last = 0;
    for (const ChartSeries& series : m_series) {
        for (const ChartRun& run : series.runs) {
            last = std::max(last, run.epochs.empty() ? 0 : run.epochs.back().epoch);
        }
    }
    return last;
}

void RunsChart::highlight(std::optional<std::int64_t> run)
{
    m_highlighted = run;
    m_loss->highlight(run);
    m_accuracy->highlight(run);
    arrange();
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void RunsChart::setHighlight(std::optional<std::int64_t> run)
{
    if (run != m_highlighted) {
        highlight(run);
        Q_EMIT highlightChanged(run);
    }
}

void RunsChart::pointAt(const QPoint& position)
{
    const BandChart* over = nullptr;
    for (const BandChart* chart : {m_loss.get(), m_accuracy.get()}) {
        if (chart->rect().rect().contains(position)) {
            over = chart;
        }
    }
    setHighlight(over == nullptr ? std::nullopt : over->runAt(position));
    const int epoch = static_cast<int>(std::lround(m_epochs->epochAt(position.x())));
    const bool isEpoch = over != nullptr && lastEpoch() > 0;
    setEpoch(isEpoch ? std::optional(std::clamp(epoch, 1, lastEpoch())) : std::nullopt, position);
}

void RunsChart::setEpoch(std::optional<int> epoch, std::optional<QPoint> mouse)
{
    m_epoch = epoch;
    m_mouse = mouse;
    arrange();
    m_plot->layer(QStringLiteral("overlay"))->replot();
    if (const QString told = readOut(); !told.isEmpty() && told != accessibleDescription()) {
        setAccessibleDescription(told); // notifies screen readers
    }
}

/// Adapts the cursor to moved axes and new figures. Called between layout and painting.
void RunsChart::arrange()
{
    m_loss->arrange();
    m_accuracy->arrange();
    if (!m_epoch) {
        m_loss->hideCrosshair();
        m_accuracy->hideCrosshair();
        m_readOut->hide();
        return;
    }
    m_loss->showCrosshair(*m_epoch);
    m_accuracy->showCrosshair(*m_epoch);
    const QPoint place(m_epochs->pixelAt(*m_epoch), m_loss->rect().top());
    m_readOut->showBeside(m_mouse.value_or(place), readOut());
}

QSize RunsChart::minimumSizeHint() const
{
    return {200, std::max(260, 185 + 5 * fontMetrics().height())}; // legend, titles, labels
}

QString RunsChart::readOut() const
{
    return m_epoch ? describeEpoch(*m_epoch) : QString();
}

QString RunsChart::describeRun(const ChartRun& run, int epoch) const
{
    const auto at = std::ranges::find(run.epochs, epoch, &EpochFigures::epoch);
    if (at == run.epochs.end()) {
        return tr("%1: ended before").arg(run.name);
    }
    const auto text = [this](double loss, double accuracy) {
        return tr("loss %1, accuracy %2%")
            .arg(locale().toString(loss, 'f', 4), locale().toString(100 * accuracy, 'f', 2));
    };
    return run.name + QStringLiteral(": ")
        + text(at->validationLoss.value_or(at->trainingLoss),
            at->validationAccuracy.value_or(at->trainingAccuracy));
}

QString RunsChart::describeEpoch(int epoch) const
{
    QStringList lines{tr("Epoch %1").arg(locale().toString(epoch))};
    const auto number = [this](double value) { return locale().toString(value, 'f', 2); };
    for (std::size_t i = 0; i < m_series.size(); ++i) {
        const ChartSeries& series = m_series[i];
        for (const ChartRun& run : series.runs) {
            if (series.runs.size() == 1 || run.id == m_highlighted) {
                lines += describeRun(run, epoch);
            }
        }
        if (series.runs.size() == 1) {
            continue;
        }
        const std::vector<BandPoint>& band = m_accuracy->band(i);
        const auto point = std::ranges::find(band, epoch, &BandPoint::epoch);
        if (point == band.end()) {
            lines += tr("%1: most runs had ended").arg(series.name);
            continue;
        }
        lines += tr("%1: median accuracy %2%").arg(series.name, number(point->values.median));
        lines += tr("half of the runs from %1 to %2%")
                     .arg(number(point->values.lowerQuartile), number(point->values.upperQuartile));
        lines += tr("all %Ln run(s) from %1 to %2%", nullptr, static_cast<int>(point->runs))
                     .arg(number(point->values.least), number(point->values.greatest));
    }
    return lines.join(u'\n');
}

QPoint RunsChart::position(Metric metric, double epoch, double figure) const
{
    const QCPAxisRect& rect = (metric == Metric::Loss ? m_loss : m_accuracy)->rect();
    return {static_cast<int>(std::lround(rect.axis(QCPAxis::atBottom)->coordToPixel(epoch))),
        static_cast<int>(
            std::lround(rect.axis(QCPAxis::atLeft)->coordToPixel(onAxis(metric, figure))))};
}

void RunsChart::stepRun(int step)
{
    std::vector<std::int64_t> ids;
    for (const ChartSeries& series : m_series) {
        for (const ChartRun& run : series.runs) {
            ids.push_back(run.id);
        }
    }
    if (ids.empty()) {
        return;
    }
    const auto last = static_cast<std::ptrdiff_t>(ids.size()) - 1;
    std::ptrdiff_t index = step > 0 ? 0 : last;
    if (m_highlighted) {
        index = std::clamp(
            std::ranges::find(ids, *m_highlighted) - ids.begin() + step, std::ptrdiff_t(0), last);
    }
    setHighlight(ids[static_cast<std::size_t>(index)]);
}

void RunsChart::keyPressEvent(QKeyEvent* event)
{
    const int last = lastEpoch();
    const auto go = [this, last](int epoch) {
        if (last > 0) {
            setEpoch(std::clamp(epoch, 1, last));
            m_epochs->reveal(*m_epoch);
            m_plot->replot(QCustomPlot::rpQueuedReplot);
        }
    };
    const auto middle = [this] {
        const ValueRange shown = m_epochs->visible();
        return m_epoch ? *m_epoch : shown.lower + shown.size() / 2;
    };
    switch (event->key()) {
    case Qt::Key_Left:
        go(m_epoch.value_or(last + 1) - 1);
        break;
    case Qt::Key_Right:
        go(m_epoch.value_or(0) + 1);
        break;
    case Qt::Key_Home:
        go(1);
        break;
    case Qt::Key_End:
        go(last);
        break;
    case Qt::Key_Up:
        stepRun(-1);
        break;
    case Qt::Key_Down:
        stepRun(1);
        break;
    case Qt::Key_Plus:
    case Qt::Key_Equal: // on many keyboards the plus key without Shift
    case Qt::Key_Minus:
        m_epochs->zoom(event->key() == Qt::Key_Minus ? 1 / zoomStep : zoomStep, middle());
        m_plot->replot(QCustomPlot::rpQueuedReplot);
        break;
    case Qt::Key_0:
        showAll();
        break;
    case Qt::Key_Escape:
        if (m_epoch || m_highlighted) {
            setHighlight({});
            setEpoch({});
            break;
        }
        [[fallthrough]];
    default:
        QWidget::keyPressEvent(event);
    }
}

void RunsChart::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    if (event->reason() != Qt::PopupFocusReason) { // the context menu
        setHighlight({});
        setEpoch({});
    }
}

bool RunsChart::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Leave && m_mouse) {
        setHighlight({});
        setEpoch({});
    }
    return QWidget::eventFilter(watched, event);
}

void RunsChart::changeEvent(QEvent* event)
{
    switch (event->type()) {
    case QEvent::PaletteChange:
        applyPalette();
        break;
    case QEvent::FontChange:
        applyFont();
        break;
    case QEvent::LocaleChange:
        m_plot->setLocale(locale());
        refreshSoon();
        break;
    default:
        break;
    }
    QWidget::changeEvent(event);
}

void RunsChart::applyPalette()
{
    const ChartColours colours = chartColours(palette());
    m_plot->setBackground(colours.background);
    m_legend->setTextColor(colours.text);
    m_loss->setColours(colours, palette());
    m_accuracy->setColours(colours, palette());
    QPalette readOut = palette();
    readOut.setColor(QPalette::Window, colours.grid); // stands out on dark backgrounds too
    readOut.setColor(QPalette::WindowText, colours.text);
    m_readOut->setPalette(readOut);
    refreshSoon();
}

void RunsChart::applyFont()
{
    m_legend->setFont(font());
    m_legend->setIconSize(28, QFontMetrics(font()).height() + 2); // or descenders are clipped
    m_loss->setFont(font());
    m_accuracy->setFont(font());
    refreshSoon();
}

/// Schedules a repaint. Waits at least four times as long as painting takes, so that the window
/// stays responsive.
void RunsChart::refreshSoon()
{
    if (!m_refresh.isActive()) {
        const std::chrono::milliseconds painting(std::lround(m_plot->replotTime()));
        m_refresh.start(std::max(minRefresh, 4 * painting));
    }
}

void RunsChart::refresh()
{
    m_loss->grow(m_series);
    m_accuracy->grow(m_series);
    m_loss->values().follow();
    m_accuracy->values().follow();
    m_epochs->follow();
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void RunsChart::showAll()
{
    m_loss->values().followAgain();
    m_accuracy->values().followAgain();
    m_epochs->followAgain();
    refresh();
}

} // namespace numeral::ui
