// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocale>

namespace numeral::ui {

/// Formats a share from 0 to 1 as a percentage in the user's locale.
inline QString percentText(float share, int decimals)
{
    const QLocale locale;
    return locale.toString(100 * static_cast<double>(share), 'f', decimals) + locale.percent();
}

} // namespace numeral::ui
