// SPDX-License-Identifier: GPL-3.0-or-later
//
// A minimal Qt Widgets program: the baseline for the start-up time of ours.
#include <QApplication>
#include <QWidget>

int main(int argc, char* argv[])
{
    QApplication application(argc, argv);
    QWidget window;
    window.resize(1100, 720);
    window.show();
    return QApplication::exec();
}
