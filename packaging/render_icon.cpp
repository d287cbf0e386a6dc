// SPDX-License-Identifier: GPL-3.0-or-later
//
// numeral-icon SVG SIZE PNG: renders a square picture at SIZE×SIZE pixels.
#include <QCoreApplication>
#include <QImage>
#include <QPainter>
#include <QStringList>
#include <QSvgRenderer>

#include <cstdio>

int main(int argc, char* argv[])
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const int size = arguments.value(2).toInt();
    if (arguments.size() != 4 || size <= 0) {
        std::fputs("Usage: numeral-icon SVG SIZE PNG\n", stderr);
        return 2;
    }
    QSvgRenderer drawing(arguments[1]);
    if (!drawing.isValid()) {
        std::fprintf(stderr, "numeral-icon: %s can't be read.\n", qPrintable(arguments[1]));
        return 1;
    }
    QImage picture(size, size, QImage::Format_ARGB32_Premultiplied);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    drawing.render(&painter);
    painter.end();
    if (!picture.save(arguments[3], "PNG")) {
        std::fprintf(stderr, "numeral-icon: %s can't be written.\n", qPrintable(arguments[3]));
        return 1;
    }
    return 0;
}
