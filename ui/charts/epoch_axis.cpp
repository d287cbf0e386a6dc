// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/epoch_axis.h"

#include "ui/charts/qcustomplot_include.h"

#include <QScopedValueRollback>

#include <algorithm>
#include <cmath>

namespace numeral::ui {
namespace {

constexpr double rightMargin = 1.04; ///< leaves room beside the newest point
constexpr double firstEpochs = 5; ///< shown when a run begins

} // namespace

EpochAxis::EpochAxis(QCPAxisRect& upper, QCPAxisRect& lower)
    : m_charts{&upper, &lower}
{
    for (auto* chart : m_charts) {
        auto* axis = chart->axis(QCPAxis::atBottom);
        QObject::connect(axis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), axis,
            [this](const QCPRange& range) {
                if (!m_adjusting) {
                    clampToFullRange({range.lower, range.upper});
                }
            });
    }
    follow();
}

void EpochAxis::begin(int maximumEpochs)
{
    m_maximumEpochs = maximumEpochs;
    m_latest = 0;
    followAgain();
}

void EpochAxis::extendTo(double position)
{
    m_latest = std::max(m_latest, position);
}

void EpochAxis::follow()
{
    if (m_following) {
        set(fullRange());
    }
}

void EpochAxis::followAgain()
{
    m_following = true;
    follow();
}

void EpochAxis::zoom(double factor, double centre)
{
    const auto shown = visible();
    clampToFullRange(
        {centre + factor * (shown.lower - centre), centre + factor * (shown.upper - centre)});
}

void EpochAxis::pan(double epochs)
{
    const auto shown = visible();
    clampToFullRange({shown.lower + epochs, shown.upper + epochs});
}

void EpochAxis::reveal(double epoch)
{
    const auto shown = visible();
    const auto margin = 0.05 * shown.size();
    if (epoch < shown.lower + margin) {
        pan(epoch - margin - shown.lower);
    } else if (epoch > shown.upper - margin) {
        pan(epoch + margin - shown.upper);
    }
}

ValueRange EpochAxis::visible() const
{
    const auto range = m_charts.front()->axis(QCPAxis::atBottom)->range();
    return {range.lower, range.upper};
}

double EpochAxis::epochAt(int pixel) const
{
    return m_charts.front()->axis(QCPAxis::atBottom)->pixelToCoord(pixel);
}

int EpochAxis::pixelAt(double epoch) const
{
    return static_cast<int>(
        std::lround(m_charts.front()->axis(QCPAxis::atBottom)->coordToPixel(epoch)));
}

ValueRange EpochAxis::fullRange() const
{
    const auto first = std::min(firstEpochs, static_cast<double>(m_maximumEpochs));
    return {0, std::max(rightMargin * m_latest, first)};
}

void EpochAxis::clampToFullRange(const ValueRange& wanted)
{
    const auto shown = within(wanted, fullRange(), 1);
    m_following = shown == fullRange(); // fully zoomed out
    set(shown);
}

void EpochAxis::set(const ValueRange& range)
{
    const QScopedValueRollback adjusting(m_adjusting, true);
    for (auto* chart : m_charts) {
        chart->axis(QCPAxis::atBottom)->setRange(range.lower, range.upper);
    }
}

} // namespace numeral::ui
