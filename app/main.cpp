// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bundled_model.h"
#include "core/engine/engine_loader.h"
#include "ui/appearance/icons.h"
#include "ui/window/main_window.h"
#include "ui/window/view_actions.h"

#include <QApplication>
#include <QTimer>
#include <QtConcurrentRun>

#include <cstdio>

int main(int argc, char* argv[])
{
    using namespace numeral;

    QApplication application(argc, argv);
    QApplication::setOrganizationName(QStringLiteral("Numeral"));
    QApplication::setApplicationName(QStringLiteral("Numeral"));
    QApplication::setApplicationVersion(QStringLiteral(NUMERAL_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("numeral"));
    ui::restoreAppearance();
    QApplication::setWindowIcon(ui::applicationIcon());

    Result<Model> bundled = bundledModel();
    if (!bundled) {
        std::fprintf(stderr, "numeral: %s\n", bundled.error().detail.c_str());
        return 1;
    }
    ui::MainWindow window(std::move(*bundled), &loadEngine);
    window.show();

    // LibTorch takes most of a second to load: behind the window's back, once that is painted.
    QFuture<void> preloading;
    QTimer::singleShot(
        0, &window, [&preloading] { preloading = QtConcurrent::run([] { loadEngine(); }); });
    const int code = QApplication::exec();
    preloading.waitForFinished();
    return code;
}
