// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/value_axis.h"

#include "ui/charts/axis_tickers.h"
#include "ui/charts/qcustomplot_include.h"

#include <QScopedValueRollback>

#include <algorithm>
#include <cmath>

namespace numeral::ui {
namespace {

constexpr double headroom = 1.08;

/// Returns the range of a logarithmic axis for positive values between these two; 0 if there are
/// none.
ValueRange logarithmicRange(double smallest, double largest)
{
    constexpr ValueRange withoutValues{0.01, 1};
    constexpr double margin = 1.25; // a factor at either end
    constexpr double widest = 1e-10; // a single tiny value would flatten the rest
    if (!(largest > 0)) {
        return withoutValues;
    }
    return {std::max(smallest / margin, widest * largest), margin * largest};
}

ValueRange exponents(const ValueRange& range)
{
    return {std::log10(range.lower), std::log10(range.upper)};
}

} // namespace

ValueAxis::ValueAxis(QCPAxis& axis, Metric metric)
    : m_axis(axis)
    , m_metric(metric)
{
    m_axis.setTicker(linearTicker());
    QObject::connect(&m_axis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), &m_axis, [this] {
        if (!m_adjusting) {
            clampToLimits();
        }
    });
    clear();
}

void ValueAxis::clear()
{
    m_distances.clear();
    m_largest = 0;
    m_smallest = 0;
    m_hasEpochs = false;
    followAgain();
}

void ValueAxis::addBatch(double value)
{
    track(value);
    if (!m_hasEpochs) {
        m_distances.push_back(distanceFromIdeal(value));
    }
}

void ValueAxis::addEpoch(double value)
{
    if (!m_hasEpochs) {
        m_distances.clear();
        m_hasEpochs = true;
    }
    track(value);
    m_distances.push_back(distanceFromIdeal(value));
}

void ValueAxis::setLogarithmic(bool isLogarithmic)
{
    const QScopedValueRollback adjusting(m_adjusting, true);
    m_isLogarithmic = isLogarithmic;
    m_axis.setScaleType(isLogarithmic ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    m_axis.setTicker(isLogarithmic ? logarithmicTicker() : linearTicker());
    followAgain();
}

void ValueAxis::fitTicks(int height, int lineHeight)
{
    constexpr int mostTicks = 4;
    constexpr int linesPerTick = 3;
    const int count = std::clamp(height / (linesPerTick * lineHeight), 1, mostTicks);
    if (m_axis.ticker()->tickCount() != count) {
        m_axis.ticker()->setTickCount(count);
        m_axis.parentPlot()->replot(QCustomPlot::rpQueuedReplot);
    }
}

void ValueAxis::follow()
{
    if (m_following) {
        set(dataRange());
    }
}

void ValueAxis::followAgain()
{
    m_following = true;
    follow();
}

ValueRange ValueAxis::visible() const
{
    return {m_axis.range().lower, m_axis.range().upper};
}

bool ValueAxis::endsAtIdeal() const
{
    return m_metric == Metric::Loss ? visible().lower <= 0 : visible().upper >= 100;
}

void ValueAxis::track(double value)
{
    const auto distance = distanceFromIdeal(value);
    if (std::isfinite(distance)) {
        m_largest = std::max(m_largest, distance);
        if (distance > 0 && (distance < m_smallest || m_smallest == 0)) {
            m_smallest = distance;
        }
    }
}

double ValueAxis::distanceFromIdeal(double value) const
{
    return m_metric == Metric::Loss ? value : 100 - value;
}

ValueRange ValueAxis::linearRange(double largestDistance) const
{
    if (m_metric == Metric::Loss) {
        return {0, largestDistance > 0 ? headroom * largestDistance : 1};
    }
    const auto span = largestDistance > 0 ? std::min(headroom * largestDistance, 100.0)
        : m_hasEpochs                     ? 1.0
                                          : 100.0;
    return {100 - span, 100};
}

ValueRange ValueAxis::dataRange() const
{
    if (!m_isLogarithmic) {
        return linearRange(robustMaximum(m_distances));
    }
    const auto [smallest, largest] = positiveExtremes(m_distances);
    return logarithmicRange(smallest, largest);
}

ValueRange ValueAxis::limits() const
{
    return m_isLogarithmic ? logarithmicRange(m_smallest, m_largest) : linearRange(m_largest);
}

ValueRange ValueAxis::clamped(const ValueRange& wanted) const
{
    const auto outer = limits();
    if (!m_isLogarithmic) {
        constexpr double smallestShare = 1e-3;
        return within(wanted, outer, smallestShare * outer.size());
    }
    constexpr double fewestDecades = 0.02;
    const auto shown = within(exponents(wanted), exponents(outer), fewestDecades);
    if (shown == exponents(outer)) {
        return outer;
    }
    return {std::max(std::pow(10, shown.lower), outer.lower),
        std::min(std::pow(10, shown.upper), outer.upper)};
}

void ValueAxis::clampToLimits()
{
    const auto shown = clamped(visible());
    m_following = shown == dataRange();
    set(shown);
}

void ValueAxis::set(const ValueRange& range)
{
    const QScopedValueRollback adjusting(m_adjusting, true);
    m_axis.setRange(range.lower, range.upper);
}

} // namespace numeral::ui
