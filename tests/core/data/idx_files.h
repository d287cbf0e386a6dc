// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <initializer_list>

/// Fails the test with the error's own sentence.
#define VERIFY_RESULT(result) QVERIFY2((result), (result) ? "" : (result).error().detail.c_str())

namespace numeral::test {

/// Big-endian 32-bit words, as an IDX header is made of.
QByteArray words(std::initializer_list<quint32> values);

/// `count` bytes 0, 1, 2, … 255, 0, …
QByteArray risingBytes(qsizetype count);

/// Whole, valid files.
QByteArray imagesFile(quint32 count, quint32 rows, quint32 columns);
QByteArray labelsFile(const QByteArray& labels);

/// A whole gzip stream.
QByteArray gzipped(const QByteArray& bytes);

/// A folder that disappears with the test, and files in it.
class Folder {
public:
    std::filesystem::path path() const;
    std::filesystem::path operator/(const char* name) const { return path() / name; }

    /// Writes the file, and says where.
    std::filesystem::path write(const char* name, const QByteArray& bytes) const;

    void remove(const char* name) const;

private:
    QTemporaryDir m_folder;
};

} // namespace numeral::test
