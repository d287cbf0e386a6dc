// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/english.h"

#include <QCoreApplication>

namespace numeral::ui {

EnglishPlurals::EnglishPlurals()
{
    QCoreApplication::installTranslator(this);
}

QString EnglishPlurals::translate(
    const char* /*context*/, const char* text, const char* /*disambiguation*/, int number) const
{
    if (number < 0) {
        return {};
    }
    QString translation = QString::fromUtf8(text);
    translation.replace(QLatin1String("(s)"), number == 1 ? QLatin1String() : QLatin1String("s"));
    return translation;
}

QLocale localeOfTexts(const QLocale& system)
{
    return system.language() == QLocale::English ? system : QLocale(QLocale::English);
}

} // namespace numeral::ui
