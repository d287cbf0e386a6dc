// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <initializer_list>

/// Fails the test with the error's message.
#define VERIFY_RESULT(result) QVERIFY2((result), (result) ? "" : (result).error().detail.c_str())

namespace numeral::test {

/// Big-endian 32-bit words, as in an IDX header.
QByteArray words(std::initializer_list<quint32> values);

/// `count` bytes 0, 1, 2, … 255, 0, …
QByteArray risingBytes(qsizetype count);

/// Complete, valid IDX files.
QByteArray imagesFile(quint32 count, quint32 rows, quint32 columns);
QByteArray labelsFile(const QByteArray& labels);

/// A complete gzip stream.
QByteArray gzipped(const QByteArray& bytes);

/// A temporary folder with files, removed with this object.
class Folder {
public:
    std::filesystem::path path() const;
    std::filesystem::path operator/(const char* name) const { return path() / name; }

    /// Writes the file and returns its path.
    std::filesystem::path write(const char* name, const QByteArray& bytes) const;

    void remove(const char* name) const;

private:
    QTemporaryDir m_folder;
};

} // namespace numeral::test
