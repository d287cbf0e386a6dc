// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

namespace numeral::test {

struct ZipEntry {
    QByteArray name;
    QByteArray content;
};

/// A complete ZIP archive, compressed.
QByteArray zipped(const QList<ZipEntry>& entries);

} // namespace numeral::test
