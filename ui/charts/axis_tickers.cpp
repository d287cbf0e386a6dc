// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/axis_tickers.h"

#include "ui/charts/qcustomplot_include.h"

#include <algorithm>
#include <cmath>

namespace numeral::ui {
namespace {

constexpr int valueTicks = 4;

class EpochTicker : public QCPAxisTicker {
protected:
    double getTickStep(const QCPRange& range) override
    {
        const auto step = QCPAxisTicker::getTickStep(range);
        return step <= 1 ? 1 : step < 5 ? std::ceil(step / 2) * 2 : std::ceil(step);
    }

    QString getTickLabel(double tick, const QLocale& locale, QChar, int) override
    {
        return locale.toString(std::lround(tick));
    }
};

/// QCustomPlot's own ticks at powers of ten only, which may leave a single one in sight.
class LogarithmicTicker : public QCPAxisTicker {
protected:
    QVector<double> createTickVector(double tickStep, const QCPRange& range) override
    {
        constexpr double fewDecades = 0.7;
        const auto decades = std::log10(range.upper / range.lower);
        if (!(decades > fewDecades)) {
            return QCPAxisTicker::createTickVector(tickStep, range);
        }
        const auto stride = std::max(1, static_cast<int>(decades / tickCount()));
        const auto first = static_cast<int>(std::floor(std::log10(range.lower) / stride)) * stride;
        QVector<double> ticks;
        for (auto exponent = first; std::pow(10, exponent) <= range.upper; exponent += stride) {
            for (const auto factor : factors(decades * valueTicks / tickCount())) {
                ticks.append(factor * std::pow(10, exponent));
            }
        }
        return ticks;
    }

private:
    static QVector<double> factors(double decades)
    {
        return decades < 1.7 ? QVector<double>{1, 2, 5}
            : decades < 3    ? QVector<double>{1, 3}
                             : QVector<double>{1};
    }
};

} // namespace

QSharedPointer<QCPAxisTicker> epochTicker()
{
    auto ticker = QSharedPointer<EpochTicker>::create();
    ticker->setTickCount(8);
    return ticker;
}

QSharedPointer<QCPAxisTicker> linearTicker()
{
    auto ticker = QSharedPointer<QCPAxisTicker>::create();
    ticker->setTickCount(valueTicks);
    return ticker;
}

QSharedPointer<QCPAxisTicker> logarithmicTicker()
{
    auto ticker = QSharedPointer<LogarithmicTicker>::create();
    ticker->setTickCount(valueTicks);
    return ticker;
}

} // namespace numeral::ui
