// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/training_panel.h"

#include "core/platform/accelerators.h"
#include "ui/appearance/appearance.h"
#include "ui/appearance/icons.h"
#include "ui/base/focus_keeper.h"
#include "ui/training/run_estimator.h"
#include "ui/training/run_text.h"
#include "ui/training/training_form.h"
#include "ui/training/training_session.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

namespace numeral::ui {

namespace {

QToolButton* makeButton(QAction* action)
{
    auto* button = new QToolButton;
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    return button;
}

bool mayStopEarly(const TrainingConfig& config)
{
    return config.patience > 0 && config.validationShare > 0;
}

} // namespace

TrainingPanel::TrainingPanel(TrainingSession& session, TrainingJob& group, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_group(group)
    , m_form(new TrainingForm(platform::accelerators()))
    , m_estimator(new RunEstimator(session.engineSource(), this))
    , m_engine(new QLabel)
    , m_estimate(new QLabel)
{
    addActions();
    auto* scroll = new QScrollArea;
    scroll->setWidget(m_form);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus); // it follows the focus of the fields
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setMinimumWidth(m_form->minimumSizeHint().width()
        + scroll->style()->pixelMetric(QStyle::PM_ScrollBarExtent));
    scroll->setMinimumHeight(5 * m_form->fontMetrics().lineSpacing()); // two or three settings

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll, 1);
    layout->addWidget(m_engine);
    layout->addWidget(m_estimate);
    m_engine->setObjectName(QStringLiteral("engineNote"));
    m_engine->setWordWrap(true);
    m_engine->hide();
    layout->addWidget(makeButtons());
    m_estimate->setObjectName(QStringLiteral("estimate"));
    m_estimate->setWordWrap(true);
    m_estimate->setMinimumHeight(2 * m_estimate->fontMetrics().lineSpacing()); // always two lines
    m_estimate->setToolTip(
        tr("Measured just now on this computer, with the first batches of such a run."));
    connect(m_form, &TrainingForm::configChanged, this, &TrainingPanel::showEngine);
    connect(m_form, &TrainingForm::configChanged, this, &TrainingPanel::estimate);
    connect(m_estimator, &RunEstimator::estimated, this, &TrainingPanel::showEstimate);
    for (TrainingJob* job : {static_cast<TrainingJob*>(&m_session), &m_group}) {
        connect(job, &TrainingJob::stateChanged, this, &TrainingPanel::showState);
    }
    showState();
}

void TrainingPanel::addActions()
{
    m_train = new QAction(themedIcon(QStringLiteral("play")), tr("&Train"), this);
    m_train->setObjectName(QStringLiteral("train"));
    m_train->setShortcut(QKeySequence(QStringLiteral("Ctrl+R")));
    m_train->setToolTip(tr("Start training a new network with these settings"));
    connect(m_train, &QAction::triggered, this, &TrainingPanel::train);

    m_pause = new QAction(themedIcon(QStringLiteral("pause")), tr("&Pause"), this);
    m_pause->setIconText(tr("Pa&use"));
    m_pause->setObjectName(QStringLiteral("pause"));
    m_pause->setShortcut(QKeySequence(QStringLiteral("Ctrl+P")));
    connect(m_pause, &QAction::triggered, this, &TrainingPanel::pauseOrResume);

    m_stop = new QAction(themedIcon(QStringLiteral("stop")), tr("&Stop"), this);
    m_stop->setIconText(tr("&Stop"));
    m_stop->setObjectName(QStringLiteral("stop"));
    m_stop->setShortcut(QKeySequence(QStringLiteral("Ctrl+.")));
    m_stop->setToolTip(tr("End training now and keep the best weights so far"));
    connect(m_stop, &QAction::triggered, this, [this] { job().stop(); });
}

QWidget* TrainingPanel::makeButtons()
{
    auto* train = new QPushButton(tr("Tr&ain")); // Alt+T opens the menu
    train->setObjectName(QStringLiteral("trainButton"));
    train->setIcon(themedIcon(QStringLiteral("play"), QPalette::HighlightedText));
    train->setToolTip(m_train->toolTip());
    makePrimary(*train);
    connect(train, &QPushButton::clicked, m_train, &QAction::trigger);
    connect(m_train, &QAction::enabledChanged, train, &QPushButton::setEnabled);

    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(train, 1);
    layout->addWidget(makePauseButton(), 1);
    QToolButton* stop = makeButton(m_stop);
    layout->addWidget(stop, 1);
    auto* focus = new FocusKeeper(*train, *stop, [this] { return job().isActive(); });
    for (TrainingJob* job : {static_cast<TrainingJob*>(&m_session), &m_group}) {
        connect(job, &TrainingJob::stateChanged, focus, &FocusKeeper::follow);
    }
    return row;
}

/// Makes the button wide enough for both of its labels, so that nothing moves when they change.
QWidget* TrainingPanel::makePauseButton()
{
    QToolButton* button = makeButton(m_pause);
    int width = 0;
    for (const QString& word : {tr("Res&ume"), tr("Pa&use")}) {
        m_pause->setIconText(word);
        width = std::max(width, button->sizeHint().width());
    }
    button->setMinimumWidth(width);
    return button;
}

void TrainingPanel::setDataset(const std::shared_ptr<const Dataset>& dataset)
{
    m_dataset = dataset;
    m_form->setDataset(dataset);
    estimate();
}

void TrainingPanel::setEstimating(bool may)
{
    m_mayEstimate = may;
    if (!may) {
        m_estimator->cancel();
        m_estimate->clear();
    } else if (m_estimate->text().isEmpty()) {
        estimate();
    }
}

/// Requests an estimate of how long a run would take.
void TrainingPanel::estimate()
{
    m_estimate->clear();
    m_usualSeconds.reset();
    if (m_dataset && m_mayEstimate) {
        m_estimator->estimate(m_form->config(), m_dataset);
    }
}

void TrainingPanel::showEngine()
{
    m_form->showEngine();
    m_engine->setText(m_form->engineNote());
    m_engine->setVisible(!m_engine->text().isEmpty());
}

void TrainingPanel::showEstimate(const RunEstimate& estimate)
{
    const TrainingConfig config = m_form->config();
    if (estimate.usual) {
        m_usualSeconds = estimate.usual->seconds;
    } else if (!mayStopEarly(config)) {
        m_usualSeconds = estimate.total();
    }
    const auto share
        = [&](double seconds) { return percentText(locale(), seconds / estimate.epoch(), 0); };
    QStringList parts{tr("train %1").arg(share(estimate.training))};
    if (estimate.augmenting > 0.005 * estimate.epoch()) {
        parts.append(tr("augment %1").arg(share(estimate.augmenting)));
    }
    parts.append(tr("validate %1").arg(share(estimate.validating)));
    showEngine(); // the estimate may have loaded it
    m_estimate->setText(
        totalText(estimate, config) + QLatin1Char('\n') + parts.join(QStringLiteral(", ")));
}

/// What the run will take as a whole; what such runs have taken, if there were any.
QString TrainingPanel::totalText(const RunEstimate& estimate, const TrainingConfig& config) const
{
    const auto countText = [](int epochs) { return tr("%Ln epoch(s)", nullptr, epochs); };
    const bool maybeLess = mayStopEarly(config);
    if (estimate.usual) {
        const QString usual
            = tr("Usually %1, %2")
                  .arg(countText(estimate.usual->epochs), durationText(estimate.usual->seconds));
        return maybeLess ? tr("%1; at most %2").arg(usual, locale().toString(estimate.epochs))
                         : usual;
    }
    return (maybeLess ? tr("At most %1: %2 of %3") : tr("About %1: %2 of %3"))
        .arg(durationText(estimate.total()), countText(estimate.epochs),
            durationText(estimate.epoch()));
}

TrainingJob& TrainingPanel::job() const
{
    return m_group.isActive() ? m_group : m_session;
}

void TrainingPanel::train()
{
    if (m_form->commit()) {
        m_session.start(m_form->config(), m_dataset);
    }
}

void TrainingPanel::pauseOrResume()
{
    if (job().state() == TrainingJob::State::Paused) {
        job().resume();
    } else {
        job().pause();
    }
}

void TrainingPanel::showState()
{
    const bool paused = job().state() == TrainingJob::State::Paused;
    m_pause->setText(paused ? tr("Res&ume") : tr("&Pause"));
    m_pause->setIconText(paused ? tr("Res&ume") : tr("Pa&use"));
    m_pause->setIcon(themedIcon(paused ? QStringLiteral("play") : QStringLiteral("pause")));
    m_pause->setToolTip(paused ? tr("Resume training") : tr("Pause training"));
    showEngine();
}

} // namespace numeral::ui
