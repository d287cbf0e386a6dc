// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/training_observer.h"

namespace numeral {

/// Passes all that a run reports on to another observer, which must outlive it. To be derived from:
/// an override that adds something calls the base class's function, too.
class ForwardingObserver : public TrainingObserver {
public:
    explicit ForwardingObserver(TrainingObserver& next)
        : m_next(next)
    {
    }

    void preparing(Preparation what, double fraction) override { m_next.preparing(what, fraction); }
    void runStarted(const RunStart& start) override { m_next.runStarted(start); }
    void batchTrained(const BatchFigures& figures) override { m_next.batchTrained(figures); }
    void epochFinished(const EpochFigures& figures) override { m_next.epochFinished(figures); }
    void testStarted() override { m_next.testStarted(); }
    void weightsPublished(const WeightsSnapshot& weights) override
    {
        m_next.weightsPublished(weights);
    }

private:
    TrainingObserver& m_next;
};

} // namespace numeral
