// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSharedPointer>

class QCPAxisTicker;

namespace numeral::ui {

/// Ticks at whole epochs only.
QSharedPointer<QCPAxisTicker> epochTicker();

/// Some four ticks, until another count is set, at round numbers.
QSharedPointer<QCPAxisTicker> linearTicker();

/// Ticks at the powers of ten, and at round numbers between them if there are few.
QSharedPointer<QCPAxisTicker> logarithmicTicker();

} // namespace numeral::ui
