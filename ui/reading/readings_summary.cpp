// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reading/readings_summary.h"

#include "ui/reading/picture_table.h"

#include <QCoreApplication>
#include <QStringList>

namespace numeral::ui {

namespace {

QString translated(const char* text, int number = -1)
{
    return QCoreApplication::translate("numeral::ui::ReadingsSummary", text, nullptr, number);
}

/// "sure of 20, not sure of 3"
QString countsText(const PictureTable& table)
{
    QStringList parts{translated("sure of %L1").arg(table.count(PictureState::Sure))};
    if (const int notSure = table.count(PictureState::NotSure); notSure > 0) {
        parts.append(translated("not sure of %L1").arg(notSure));
    }
    if (const int nothing = table.count(PictureState::Nothing); nothing > 0) {
        parts.append(translated("%1 in %L2").arg(table.nothingText()).arg(nothing));
    }
    if (const int unreadable = table.count(PictureState::Unreadable); unreadable > 0) {
        parts.append(translated("%L1 can't be read").arg(unreadable));
    }
    return parts.join(QStringLiteral(", "));
}

} // namespace

QString readingsSummary(const PictureTable& table, const QString& network, ReadingProgress progress)
{
    const int rows = table.rowCount();
    const int pictures = table.pictures();
    if (progress == ReadingProgress::Active) {
        return pictures == 0
            ? QString()
            : translated("Reading with %1: %L2 of %Ln picture(s)", pictures).arg(network).arg(rows);
    }
    if (rows == 0) {
        return {};
    }
    return progress == ReadingProgress::Stopped
        ? translated("Stopped after %L1 of %Ln picture(s), read with %2: %3.", pictures)
              .arg(rows)
              .arg(network, countsText(table))
        : translated("%Ln picture(s), read with %1: %2.", pictures).arg(network, countsText(table));
}

} // namespace numeral::ui
