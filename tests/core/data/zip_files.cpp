// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/data/zip_files.h"

#include <QFile>
#include <QTemporaryDir>

#include <zip.h>

namespace numeral::test {

QByteArray zipped(const QList<ZipEntry>& entries)
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("archive"));
    zip_t* archive = ::zip_open(qPrintable(path), ZIP_CREATE, nullptr);
    for (const ZipEntry& entry : entries) {
        zip_source_t* source = ::zip_source_buffer(
            archive, entry.content.constData(), static_cast<zip_uint64_t>(entry.content.size()), 0);
        ::zip_file_add(archive, entry.name.constData(), source, ZIP_FL_ENC_UTF_8);
    }
    ::zip_close(archive);
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace numeral::test
