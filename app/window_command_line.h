// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCommandLineParser>

namespace numeral {

/// What the window's program takes on its command line.
struct WindowCommandLine {
    WindowCommandLine();

    QCommandLineParser parser;
    QList<QCommandLineOption> options; ///< those that --help lists
    QString modelHelp; ///< what the argument MODEL is
};

} // namespace numeral
