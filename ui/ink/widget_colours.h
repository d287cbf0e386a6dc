// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>

namespace numeral::ui {

/// Interpolates linearly between two colours; `share`, 0 to 1, is that of the second one.
inline QColor mixedColour(const QColor& first, const QColor& second, double share)
{
    const auto mix = [share](int a, int b) { return qRound(a + share * (b - a)); };
    return {mix(first.red(), second.red()), mix(first.green(), second.green()),
        mix(first.blue(), second.blue())};
}

/// Blends the text colour into the window colour, for frames and unimportant marks: the smaller the
/// share, the fainter.
inline QColor faintColour(const QPalette& palette, double share)
{
    return mixedColour(palette.color(QPalette::Window), palette.color(QPalette::WindowText), share);
}

/// Blue that marks the answer: readable on the palette's window colour, and distinct from grey for
/// colour-blind people (Okabe & Ito 2008, "Color Universal Design").
inline QColor accentColour(const QPalette& palette)
{
    const bool dark = palette.color(QPalette::Window).lightness() < 128;
    return dark ? QColor(0x56, 0xB4, 0xE9) : QColor(0x00, 0x72, 0xB2);
}

/// Orange that marks what is doubtful, after the same palette.
inline QColor doubtColour(const QPalette& palette)
{
    const bool dark = palette.color(QPalette::Window).lightness() < 128;
    return dark ? QColor(0xE6, 0x9F, 0x00) : QColor(0xB8, 0x55, 0x00);
}

} // namespace numeral::ui
