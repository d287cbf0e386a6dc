// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window_command_line.h"

#include <QCoreApplication>

namespace numeral {

WindowCommandLine::WindowCommandLine()
{
    parser.setApplicationDescription(
        QCoreApplication::translate("main", "Train a network to read handwritten digits."));
    options = {parser.addHelpOption(),
        // Qt adds it with the help option.
        QCommandLineOption(QStringLiteral("help-all"),
            QCoreApplication::translate("main", "Displays help including Qt specific options.")),
        parser.addVersionOption()};
    modelHelp = QCoreApplication::translate("main", "A model file to open (SafeTensors).");
    parser.addPositionalArgument(QStringLiteral("MODEL"), modelHelp, QStringLiteral("[MODEL]"));
}

} // namespace numeral
