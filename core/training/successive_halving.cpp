// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/successive_halving.h"

#include <algorithm>
#include <limits>

namespace numeral {

namespace {

bool isRung(int epoch)
{
    int rung = 1;
    while (rung < epoch) {
        rung *= SuccessiveHalving::factor;
    }
    return rung == epoch;
}

} // namespace

SuccessiveHalving::SuccessiveHalving(
    StoppingMetric metric, GroupControl& control, GroupObserver& next)
    : m_metric(metric)
    , m_control(control)
    , m_next(next)
{
}

double SuccessiveHalving::objective(const EpochFigures& figures) const
{
    constexpr double worst = std::numeric_limits<double>::max();
    return m_metric == StoppingMetric::Loss ? figures.validationLoss.value_or(worst)
                                            : -figures.validationAccuracy.value_or(-worst);
}

void SuccessiveHalving::addFormer(std::span<const EpochFigures> epochs)
{
    double best = std::numeric_limits<double>::max();
    for (const EpochFigures& figures : epochs) {
        best = std::min(best, objective(figures));
        if (isRung(figures.epoch)) {
            m_reached[figures.epoch].push_back(best);
        }
    }
}

void SuccessiveHalving::epochFinished(std::size_t run, const EpochFigures& figures)
{
    const auto known = m_best.try_emplace(run, objective(figures)).first;
    known->second = std::min(known->second, objective(figures));
    if (isRung(figures.epoch)) {
        std::vector<double>& reached = m_reached[figures.epoch];
        reached.push_back(known->second);
        const auto better = static_cast<std::size_t>(std::ranges::count_if(
            reached, [&known](double other) { return other < known->second; }));
        const bool isEarly = reached.size() < factor;
        if (!isEarly && better * factor >= reached.size()) {
            m_control.run(run).prune();
        }
    }
    m_next.epochFinished(run, figures);
}

} // namespace numeral
