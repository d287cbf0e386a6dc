// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

namespace numeral::ui {

/// While it exists, every move of mouse and finger is delivered. On X11, Qt else drops a move if a
/// newer one waits behind it, so that a fast stroke becomes angular whenever the window is busy.
/// Moves of a pen are always delivered (Qt::AA_CompressTabletEvents is off by default).
class EveryMove {
public:
    EveryMove()
        : m_before(QCoreApplication::testAttribute(Qt::AA_CompressHighFrequencyEvents))
    {
        QCoreApplication::setAttribute(Qt::AA_CompressHighFrequencyEvents, false);
    }
    ~EveryMove() { QCoreApplication::setAttribute(Qt::AA_CompressHighFrequencyEvents, m_before); }
    EveryMove(const EveryMove&) = delete;
    EveryMove& operator=(const EveryMove&) = delete;

private:
    bool m_before;
};

} // namespace numeral::ui
