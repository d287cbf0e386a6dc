// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/training_mailbox.h"

#include <utility>

namespace numeral::ui {

TrainingMailbox::TrainingMailbox(std::function<void()> wake)
    : m_wake(std::move(wake))
{
}

template <typename Put>
void TrainingMailbox::put(Put put)
{
    bool first = false;
    {
        const std::lock_guard lock(m_mutex);
        put();
        first = std::exchange(m_empty, false);
    }
    if (first) {
        m_wake();
    }
}

void TrainingMailbox::preparing(Preparation what, double fraction)
{
    put([&] { m_mail.preparation = {what, fraction}; });
}

void TrainingMailbox::runStarted(const RunStart& start)
{
    put([&] { m_mail.start = start; });
}

void TrainingMailbox::batchTrained(const BatchFigures& figures)
{
    put([&] { m_mail.batches.push_back(figures); });
}

void TrainingMailbox::epochFinished(const EpochFigures& figures)
{
    put([&] {
        m_mail.epochs.push_back(figures);
        if (figures.best) {
            m_mail.bestWeights = m_newest;
        }
    });
}

void TrainingMailbox::weightsPublished(const WeightsSnapshot& weights)
{
    put([&] {
        m_mail.weights = weights;
        m_newest = weights;
    });
}

void TrainingMailbox::notKept(const Error& fault)
{
    put([&] { m_mail.historyFault = fault; });
}

void TrainingMailbox::runEnded(Result<TrainingResult> result)
{
    put([&] { m_mail.result = std::move(result); });
}

TrainingMail TrainingMailbox::take()
{
    const std::lock_guard lock(m_mutex);
    m_empty = true;
    return std::exchange(m_mail, {});
}

} // namespace numeral::ui
