// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/learning_curves.h"

#include "ui/base/accessible.h"
#include "ui/charts/chart_colours.h"
#include "ui/charts/curves_keys.h"
#include "ui/charts/curves_plot.h"
#include "ui/charts/epoch_cursor.h"
#include "ui/charts/focus_frame.h"
#include "ui/charts/qcustomplot_include.h"
#include "ui/charts/show_all_button.h"

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
    , m_note(new QLabel)
    , m_showAll(new QAction(this))
    , m_showAllButton(new ShowAllButton(*m_showAll, *m_plot))
    , m_logarithmic(new QAction(tr("&Logarithmic Loss Axis"), this))
    , m_curves(std::make_unique<CurvesPlot>(*m_plot))
    , m_cursor(std::make_unique<EpochCursor>(*m_curves, m_run))
{
    addPages();
    new FocusFrame(*this);
    connectActions();
    m_refresh.setSingleShot(true);
    connect(&m_refresh, &QTimer::timeout, this, &LearningCurves::refresh);
    connectPlot();
    setAccessibleRole(*this, QAccessible::Chart, [this] { return readOut(); });
    setAccessibleName(tr("Learning curves: loss and accuracy of each epoch"));
    applyFont();
    applyLocale();
    applyPalette();
}

LearningCurves::~LearningCurves() = default;

void LearningCurves::addPages()
{
    auto* charts = new QWidget;
    auto* column = new QVBoxLayout(charts);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_plot, 1);
    column->addWidget(m_note);
    m_pages->addWidget(m_invitation);
    m_pages->addWidget(charts);
    m_invitation->setAlignment(Qt::AlignCenter);
    m_note->setObjectName(QStringLiteral("curvesNote"));
    m_note->setContentsMargins(8, 0, 8, 6);
    for (auto* label : {m_invitation, m_note}) {
        label->setWordWrap(true);
        label->setAutoFillBackground(true);
    }
    m_note->hide();
    m_plot->setToolTip(tr("Scroll to zoom (over a value axis, only that axis), drag to pan, "
                          "double-click to follow the training again."));
}

void LearningCurves::connectActions()
{
    connect(m_showAll, &QAction::triggered, this, &LearningCurves::followAgain);
    m_logarithmic->setObjectName(QStringLiteral("logarithmicLoss"));
    m_logarithmic->setCheckable(true);
    connect(m_logarithmic, &QAction::toggled, this, [this](bool isLogarithmic) {
        m_curves->setLogarithmicLoss(isLogarithmic);
        refresh();
    });
}

void LearningCurves::setInvitation(const QString& sentence)
{
    m_invitation->setText(sentence);
    setAccessibleDescription(sentence);
}

void LearningCurves::setNote(const QString& sentence)
{
    m_note->setText(sentence);
    m_note->setVisible(!sentence.isEmpty());
}

void LearningCurves::clear(int maximumEpochs)
{
    m_run = {};
    m_curves->clear(maximumEpochs);
    m_cursor->hide();
    setAccessibleDescription(tr("No epoch is finished yet."));
    m_pages->setCurrentIndex(1);
    setFocusPolicy(Qt::StrongFocus);
    followAgain();
    Q_EMIT hasEpochsChanged();
}

void LearningCurves::addBatches(std::span<const BatchFigures> batches)
{
    if (batches.empty()) {
        return;
    }
    m_curves->addBatches(batches);
    refreshSoon();
}

void LearningCurves::addEpoch(const EpochFigures& figures)
{
    m_run.epochs.push_back(figures);
    m_curves->addEpoch(figures);
    if (figures.best) {
        markBest(figures.epoch);
    }
    tellReadOut();
    refreshSoon();
    if (m_run.epochs.size() == 1) {
        Q_EMIT hasEpochsChanged();
    }
}

void LearningCurves::markBest(int epoch)
{
    const auto best = std::find_if(m_run.epochs.begin(), m_run.epochs.end(),
        [epoch](const EpochFigures& figures) { return figures.epoch == epoch; });
    if (best == m_run.epochs.end()) {
        return;
    }
    m_run.bestEpoch = epoch;
    m_curves->markBest(*best, tr("best: epoch %1").arg(locale().toString(epoch)));
    tellReadOut();
    refreshSoon();
}

void LearningCurves::markEnd(int epoch, const QString& label)
{
    m_curves->markEnd(epoch, label);
    refreshSoon();
}

CurvesPicture LearningCurves::picture(const QString& headline, const QString& detail)
{
    return {*m_curves, {headline, detail, m_note->text()}, font()};
}

QString LearningCurves::readOutAt(const QPoint& position) const
{
    const auto* figures = m_cursor->epochAt(position);
    return figures == nullptr ? QString() : m_cursor->describe(*figures);
}

QString LearningCurves::readOut() const
{
    const auto* figures = m_cursor->epoch();
    return figures == nullptr ? QString() : m_cursor->describe(*figures);
}

ValueRange LearningCurves::visibleEpochs() const
{
    return m_curves->epochs().visible();
}

ValueRange LearningCurves::visibleLoss() const
{
    return m_curves->loss().values().visible();
}

ValueRange LearningCurves::visibleAccuracy() const
{
    return m_curves->accuracy().values().visible();
}

QPoint LearningCurves::lossPosition(double epoch, double loss) const
{
    return m_curves->loss().position(epoch, loss);
}

QPoint LearningCurves::accuracyPosition(double epoch, double share) const
{
    return m_curves->accuracy().position(epoch, share);
}

QRect LearningCurves::legendArea() const
{
    return m_curves->legendArea();
}

QSize LearningCurves::sizeHint() const
{
    return {640, 480};
}

QSize LearningCurves::minimumSizeHint() const
{
    return {200, std::max(260, 185 + 5 * fontMetrics().height())}; // legend, titles, labels
}

bool LearningCurves::event(QEvent* event)
{
    // Otherwise the window would copy the drawing, or show a test image.
    if (event->type() == QEvent::ShortcutOverride && !m_run.epochs.empty()) {
        const auto* pressed = static_cast<QKeyEvent*>(event);
        const bool isPlain = !(pressed->modifiers() & ~Qt::KeypadModifier);
        if (pressed->matches(QKeySequence::Copy) || (isPlain && pressed->key() == Qt::Key_0)) {
            event->accept();
            return true;
        }
    }
    return QWidget::event(event);
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

void LearningCurves::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy)) {
        Q_EMIT copyRequested();
    } else if (takeKey(*event, *m_curves, *m_cursor)) {
        tellReadOut();
        refresh();
    } else {
        QWidget::keyPressEvent(event);
    }
}

void LearningCurves::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    if (event->reason() != Qt::PopupFocusReason) { // the context menu
        m_cursor->hide();
        tellReadOut();
    }
}

bool LearningCurves::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Leave) {
        m_cursor->leave();
        tellReadOut();
    }
    // A tool tip would cover the read-out.
    if (event->type() == QEvent::ToolTip && m_cursor->epoch() != nullptr) {
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void LearningCurves::connectPlot()
{
    m_plot->setMinimumSize(1, 1); // its hint is as wide as the legend, which wraps
    m_plot->setFocusPolicy(Qt::NoFocus); // a click gives it to this widget
    m_plot->setAttribute(Qt::WA_NoMousePropagation, false); // the context menu is this widget's
    m_plot->installEventFilter(this);
    connect(m_plot, &QCustomPlot::afterLayout, this, &LearningCurves::arrange);
    connect(m_plot, &QCustomPlot::mouseDoubleClick, this, &LearningCurves::followAgain);
    connect(m_plot, &QCustomPlot::mouseMove, this, [this](const QMouseEvent* event) {
        m_cursor->followMouse(event->position().toPoint());
        tellReadOut();
    });
}

void LearningCurves::applyPalette()
{
    const auto colours = chartColours(palette());
    m_curves->setColours(colours);
    const auto onPaper = [this, &colours](const QColor& paper) {
        auto result = palette();
        result.setColor(QPalette::Window, paper);
        result.setColor(QPalette::WindowText, colours.text);
        return result;
    };
    m_invitation->setPalette(onPaper(colours.background));
    m_note->setPalette(onPaper(colours.background));
    m_cursor->setPalette(onPaper(colours.grid)); // stands out on dark backgrounds too
    refreshSoon();
}

void LearningCurves::applyFont()
{
    auto large = font();
    large.setPointSizeF(1.3 * large.pointSizeF());
    m_invitation->setFont(large);
    m_curves->setFont(font());
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
    m_curves->follow();
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void LearningCurves::followAgain()
{
    m_curves->followAgain();
    refresh();
}

/// Adapts what lies over the plot, after its layout.
void LearningCurves::arrange()
{
    m_cursor->arrange();
    m_showAllButton->place();
    if (m_isZoomed != m_curves->isZoomed()) {
        m_isZoomed = !m_isZoomed;
        m_showAllButton->setVisible(m_isZoomed);
        Q_EMIT isZoomedChanged();
    }
}

/// Tells screen readers what is read out or, if nothing is, the newest figures.
void LearningCurves::tellReadOut()
{
    const auto text = readOut();
    const auto newest = m_run.epochs.empty() ? QString() : m_cursor->describe(m_run.epochs.back());
    const auto told = text.isEmpty() ? newest : text;
    if (!told.isEmpty() && told != accessibleDescription()) {
        setAccessibleDescription(told); // notifies them
    }
}

} // namespace numeral::ui
