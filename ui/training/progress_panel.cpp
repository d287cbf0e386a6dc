// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/progress_panel.h"

#include "ui/appearance/headline.h"
#include "ui/training/run_text.h"

#include <QLocale>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace numeral::ui {

namespace {

const QString separator = QStringLiteral("  ·  ");

/// With what is used of the data set, so that no curve is taken for one of all of it.
QString withData(const QString& headline, const TrainingConfig& config)
{
    const QString data = dataText(config);
    return data.isEmpty() ? headline : headline + separator + data;
}

} // namespace

ProgressPanel::ProgressPanel(QWidget* parent)
    : QWidget(parent)
    , m_text(new Headline)
{
    m_text->setNames(QStringLiteral("headline"), QStringLiteral("detail"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_text);
}

void ProgressPanel::showIdle(const QString& headline, const QString& sentence)
{
    m_text->setHeadline(headline);
    m_text->setDetail(sentence);
    m_text->setProgress({});
}

void ProgressPanel::showPreparing()
{
    m_isPreparing = true;
    m_preparation.reset();
    m_paused = false;
    m_text->setProgress(0);
    showPreparation();
}

void ProgressPanel::showPreparing(Preparation what, double fraction)
{
    m_preparation = {what, fraction};
    showPreparation();
}

void ProgressPanel::showPreparation()
{
    m_text->setHeadline(m_paused ? tr("Preparing, paused") : tr("Preparing…"));
    double fraction = 0;
    QString detail = tr("Preparing the images.");
    if (m_preparation && m_preparation->first == Preparation::LoadingEngine) {
        detail = tr("Loading the LibTorch engine.");
    } else if (m_preparation) {
        fraction = m_preparation->second;
        detail = tr("Drawing more images with a pen: %1").arg(percentText(locale(), fraction, 0));
    }
    m_text->setDetail(detail);
    m_text->setProgress(fraction);
}

void ProgressPanel::showStart(const RunStart& start)
{
    m_run = start;
    m_isPreparing = false;
    m_position = 0;
    m_finishedEpochs = 0;
    m_epochSeconds = 0;
    m_latestAccuracy = -1;
    m_paused = false;
    m_text->setProgress(0);
    showProgress();
}

void ProgressPanel::showBatch(const BatchFigures& figures)
{
    m_position = figures.position;
    showProgress();
}

void ProgressPanel::showEpoch(const EpochFigures& figures)
{
    m_finishedEpochs = figures.epoch;
    m_epochSeconds += figures.seconds;
    m_latestAccuracy = figures.validationAccuracy.value_or(figures.trainingAccuracy);
    showProgress();
}

void ProgressPanel::showPaused(bool paused)
{
    m_paused = paused;
    if (m_isPreparing) {
        showPreparation();
    } else {
        showProgress();
    }
}

void ProgressPanel::showStopping()
{
    m_text->setHeadline(tr("Stopping…"));
    m_text->setDetail(m_isPreparing ? QString() : tr("Testing the best weights."));
}

void ProgressPanel::showProgress()
{
    const int epochs = m_run.config.epochs;
    const int epoch = std::clamp(static_cast<int>(std::ceil(m_position)), 1, epochs);
    const QString progress
        = tr("Epoch %1 of %2").arg(locale().toString(epoch), locale().toString(epochs));
    m_text->setHeadline(
        withData(m_paused ? tr("%1, paused").arg(progress) : progress, m_run.config));

    QStringList details;
    if (m_finishedEpochs > 0) {
        const double perEpoch = m_epochSeconds / m_finishedEpochs;
        const double left = std::max(0.0, (epochs - m_position) * perEpoch);
        // Early stopping can only make it shorter.
        details.append(m_run.config.patience > 0 && m_run.validationImages > 0
                ? tr("at most %1 left").arg(durationText(left))
                : tr("%1 left").arg(durationText(left)));
        details.append(m_run.validationImages > 0
                ? tr("validation accuracy %1").arg(percentText(locale(), m_latestAccuracy))
                : tr("training accuracy %1").arg(percentText(locale(), m_latestAccuracy)));
    } else {
        details.append(
            tr("learning from %Ln image(s)", nullptr, static_cast<int>(m_run.trainingImages)));
    }
    m_text->setDetail(details.join(separator));
    m_text->setProgress(m_position / epochs);
}

void ProgressPanel::showResult(const RunRecord& run)
{
    m_text->setProgress({});
    m_text->setHeadlineToolTip({});
    const TrainingResult& result = run.result;
    if (!result.hasLearnt()) {
        m_text->setHeadline(tr("Stopped before anything was learnt"));
        m_text->setDetail(tr("The previous network is still in use."));
        return;
    }
    m_text->setHeadline(withData(resultHeadline(run), run.config));
    const QString best = result.bestEpoch > 0
        ? tr("Best epoch %1 of %2")
              .arg(locale().toString(result.bestEpoch), locale().toString(result.epochs))
        : tr("No epoch was finished");
    if (result.test.images > 0) {
        const Interval interval = accuracyInterval(result.test);
        m_text->setHeadlineToolTip(
            tr("With 95% confidence, between %1 and %2 of all such images.")
                .arg(percentText(locale(), interval.low), percentText(locale(), interval.high)));
    }
    m_text->setDetail(tr("%1; %2.").arg(best, reasonText(result, run.config)) + QLatin1Char('\n')
        + testText(run));
}

void ProgressPanel::announceEnd()
{
    m_text->announceText();
}

QString ProgressPanel::resultHeadline(const RunRecord& run) const
{
    if (!run.isTested) {
        return tr("Training ended in epoch %1 of %2")
            .arg(locale().toString(std::min(run.result.epochs + 1, run.config.epochs)),
                locale().toString(run.config.epochs));
    }
    const QString accuracy = percentText(locale(), run.result.test.accuracy);
    return run.datasetName.empty() ? tr("%1 of the test images correct").arg(accuracy)
                                   : tr("%1 of %2’s test images correct")
                                         .arg(accuracy, QString::fromStdString(run.datasetName));
}

/// The figures of the test, as far as they are known.
QString ProgressPanel::testText(const RunRecord& run) const
{
    const TrainingResult& result = run.result;
    QStringList parts;
    if (run.isTested) {
        const QString loss = locale().toString(result.test.loss, 'f', 4);
        parts.append(result.test.images > 0
                ? tr("%Ln test image(s), loss %1", nullptr, static_cast<int>(result.test.images))
                      .arg(loss)
                : tr("test loss %1").arg(loss));
    } else if (const auto best = static_cast<std::size_t>(result.bestEpoch);
               best > 0 && best <= result.figures.size()) {
        const EpochFigures& figures = result.figures[best - 1];
        parts.append(figures.validationAccuracy
                ? tr("validation accuracy %1")
                      .arg(percentText(locale(), *figures.validationAccuracy))
                : tr("training accuracy %1").arg(percentText(locale(), figures.trainingAccuracy)));
        parts.append(tr("not tested"));
    }
    if (result.seconds > 0) {
        parts.append(tr("took %1").arg(durationText(result.seconds)));
    }
    return parts.join(separator);
}

void ProgressPanel::showFailure()
{
    m_text->setHeadline(tr("Training failed"));
    m_text->setDetail(tr("The previous network is still in use."));
    m_text->setProgress({});
}

QString ProgressPanel::headline() const
{
    return m_text->headline();
}

QString ProgressPanel::detail() const
{
    return m_text->detail();
}

} // namespace numeral::ui
