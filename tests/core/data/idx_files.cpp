// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/data/idx_files.h"

#include <QFile>
#include <QtEndian>

#include <zlib.h>

namespace numeral::test {

QByteArray words(std::initializer_list<quint32> values)
{
    QByteArray bytes;
    for (const quint32 value : values) {
        const quint32 bigEndian = qToBigEndian(value);
        bytes.append(reinterpret_cast<const char*>(&bigEndian), sizeof bigEndian);
    }
    return bytes;
}

QByteArray risingBytes(qsizetype count)
{
    QByteArray bytes(count, '\0');
    for (qsizetype i = 0; i < count; ++i) {
        bytes[i] = static_cast<char>(i & 0xFF);
    }
    return bytes;
}

QByteArray imagesFile(quint32 count, quint32 rows, quint32 columns)
{
    return words({0x0803, count, rows, columns}) + risingBytes(qsizetype{count} * rows * columns);
}

QByteArray labelsFile(const QByteArray& labels)
{
    return words({0x0801, static_cast<quint32>(labels.size())}) + labels;
}

QByteArray gzipped(const QByteArray& bytes)
{
    constexpr int gzipOnly = 16;
    constexpr int memoryLevel = 8;
    z_stream zlib{};
    ::deflateInit2(
        &zlib, Z_BEST_SPEED, Z_DEFLATED, MAX_WBITS + gzipOnly, memoryLevel, Z_DEFAULT_STRATEGY);
    QByteArray input = bytes;
    QByteArray output(
        static_cast<qsizetype>(::deflateBound(&zlib, static_cast<uLong>(input.size()))), '\0');
    zlib.next_in = reinterpret_cast<Bytef*>(input.data());
    zlib.avail_in = static_cast<uInt>(input.size());
    zlib.next_out = reinterpret_cast<Bytef*>(output.data());
    zlib.avail_out = static_cast<uInt>(output.size());
    ::deflate(&zlib, Z_FINISH);
    output.truncate(static_cast<qsizetype>(zlib.total_out));
    ::deflateEnd(&zlib);
    return output;
}

std::filesystem::path Folder::path() const
{
    return m_folder.path().toStdString();
}

std::filesystem::path Folder::write(const char* name, const QByteArray& bytes) const
{
    QFile file(m_folder.filePath(QString::fromUtf8(name)));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.flush()) {
        qFatal("The test cannot write %s", qPrintable(file.fileName()));
    }
    return file.fileName().toStdString();
}

void Folder::remove(const char* name) const
{
    QFile::remove(m_folder.filePath(QString::fromUtf8(name)));
}

} // namespace numeral::test
