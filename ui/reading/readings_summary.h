// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace numeral::ui {

class PictureTable;

/// How far a table is.
enum class ReadingProgress { Active, Stopped, Finished };

/// Says in one sentence what is in the table, read by the network called `network`: "the built-in
/// network". Empty if nothing is there.
QString readingsSummary(
    const PictureTable& table, const QString& network, ReadingProgress progress);

} // namespace numeral::ui
