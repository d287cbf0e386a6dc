// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/training_mailbox.h"

#include <utility>

namespace numeral::ui {

void TrainingMailbox::preparing(Preparation what, double fraction)
{
    m_mail.put([&](TrainingMail& mail) { mail.preparation = {what, fraction}; });
}

void TrainingMailbox::runStarted(const RunStart& start)
{
    m_mail.put([&](TrainingMail& mail) { mail.start = start; });
}

void TrainingMailbox::batchTrained(const BatchFigures& figures)
{
    m_mail.put([&](TrainingMail& mail) { mail.batches.push_back(figures); });
}

void TrainingMailbox::epochFinished(const EpochFigures& figures)
{
    m_mail.put([&](TrainingMail& mail) {
        mail.epochs.push_back(figures);
        if (figures.best) {
            mail.bestWeights = m_newest;
        }
    });
}

void TrainingMailbox::weightsPublished(const WeightsSnapshot& weights)
{
    m_mail.put([&](TrainingMail& mail) {
        mail.weights = weights;
        m_newest = weights;
    });
}

void TrainingMailbox::notKept(const Error& fault)
{
    m_mail.put([&](TrainingMail& mail) { mail.historyFault = fault; });
}

void TrainingMailbox::runEnded(Result<TrainingResult> result)
{
    m_mail.put([&](TrainingMail& mail) { mail.result = std::move(result); });
}

} // namespace numeral::ui
