// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bundled_model.h"
#include "app/window_command_line.h"
#include "core/engine/engine_table.h"
#include "core/platform/threads.h"
#include "ui/appearance/icons.h"
#include "ui/base/english.h"
#include "ui/window/main_window.h"
#include "ui/window/view_actions.h"

#include <QApplication>
#include <QFileInfo>
#include <QFontMetrics>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <future>
#include <string_view>
#include <utility>

namespace {

/// Returns the model file named on the command line; empty if there is none. Exits after printing
/// the help or the version, and with status 2 if the arguments are invalid.
QString modelArgument(const QCoreApplication& application)
{
    numeral::WindowCommandLine line;
    QCommandLineParser& parser = line.parser;
    const bool understood = parser.parse(application.arguments());
    if (!understood || parser.positionalArguments().size() > 1) {
        const QString fault = understood
            ? QCoreApplication::translate("main", "More than one file is named.")
            : parser.errorText();
        std::fprintf(stderr, "numeral: %s\n", qPrintable(fault));
        std::exit(2); // NOLINT(concurrency-mt-unsafe): no other thread runs yet
    }
    parser.process(application);
    return parser.positionalArguments().value(0);
}

bool isHelpOrVersion(const char* argument)
{
    constexpr std::array options{"-h", "--help", "-v", "--version"};
    return std::find(options.begin(), options.end(), std::string_view(argument)) != options.end();
}

} // namespace

int main(int argc, char* argv[])
{
    using namespace numeral;

    prepareEngines();
    QCoreApplication::setOrganizationName(QStringLiteral("Numeral"));
    QCoreApplication::setApplicationName(QStringLiteral("Numeral"));
    QCoreApplication::setApplicationVersion(QStringLiteral(NUMERAL_VERSION));
    if (argc == 2 && isHelpOrVersion(argv[1])) {
        modelArgument(QCoreApplication(argc, argv)); // needs no display
    }
    QApplication application(argc, argv);
    QApplication::setDesktopFileName(QStringLiteral("numeral"));
    const ui::EnglishPlurals plurals;
    QLocale::setDefault(ui::localeOfTexts(QLocale::system()));
    const QString model = modelArgument(application);
    // Beside the window's own, jobs and training need some; without them the window would wait for
    // ever.
    constexpr std::size_t neededThreads = 8;
    if (const Result<void> can = platform::checkThreadsCanStart(neededThreads); !can) {
        std::fprintf(stderr, "numeral: %s\n", can.error().detail.c_str());
        return 1;
    }
    // The built-in weights are loaded and verified on another core while this one looks for fonts.
    const auto bundled
        = [] { return std::pair(bundledModel(Bundled::Digits), bundledModel(Bundled::Letters)); };
    auto verification = std::async(std::launch::async, bundled);
    ui::restoreAppearance();
    QApplication::setWindowIcon(ui::applicationIcon());
    QFontMetrics(QApplication::font()).height();

    auto [digits, letters] = verification.get();
    for (const Result<Model>* network : {&digits, &letters}) {
        if (!*network) {
            std::fprintf(stderr, "numeral: %s\n", network->error().detail.c_str());
            return 1;
        }
    }
    ui::MainWindow window(std::move(*digits), std::move(*letters), &loadEngine);
    if (!model.isEmpty()) {
        window.openModel(QFileInfo(model).absoluteFilePath());
    }
    window.show();
    return QApplication::exec();
}
