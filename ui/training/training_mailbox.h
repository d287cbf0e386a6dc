// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/trainer.h"
#include "ui/base/mailbox.h"

#include <optional>
#include <utility>
#include <vector>

namespace numeral::ui {

/// What a run has reported since the last take().
struct TrainingMail {
    std::optional<std::pair<Preparation, double>> preparation; ///< the latest, and how much is done
    std::optional<RunStart> start;
    std::vector<BatchFigures> batches;
    std::vector<EpochFigures> epochs;
    WeightsSnapshot weights; ///< the newest; null if none were published
    WeightsSnapshot bestWeights; ///< of the newest epoch that beat all before; null if none did
    std::optional<Error> historyFault; ///< why the run isn't kept among the user's runs
    std::optional<Result<TrainingResult>> result; ///< the last report of a run
};

/// Passes a run's figures from the training thread to the GUI thread. The trainer adds to it; the
/// window takes everything at once. `wake` is called on the training thread, and only when the
/// mailbox stops being empty, so at most one event is pending however fast training runs.
class TrainingMailbox final : public TrainingObserver {
public:
    explicit TrainingMailbox(std::function<void()> wake)
        : m_mail(std::move(wake))
    {
    }

    void preparing(Preparation what, double fraction) override;
    void runStarted(const RunStart& start) override;
    void batchTrained(const BatchFigures& figures) override;
    void epochFinished(const EpochFigures& figures) override;
    void weightsPublished(const WeightsSnapshot& weights) override;
    void notKept(const Error& fault);
    void runEnded(Result<TrainingResult> result);

    TrainingMail take() { return m_mail.take(); }

private:
    Mailbox<TrainingMail> m_mail;
    WeightsSnapshot m_newest;
};

} // namespace numeral::ui
