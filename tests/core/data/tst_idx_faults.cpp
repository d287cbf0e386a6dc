// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/data/idx.h"
#include "tests/core/data/idx_files.h"
#include "tests/core/unprivileged.h"

#include <QTest>

#include <sys/stat.h>

using namespace numeral;
using namespace numeral::test;

namespace {

/// The error of a result, with an empty sentence if it has none.
template <typename Content>
Error errorOf(const Result<Content>& result)
{
    return result ? Error{ErrorCode::InvalidSetting, ""} : result.error();
}

/// Expects one sentence that names the file and contains every part of `fault`, separated by '|'.
void compareSentence(const Error& error, const std::filesystem::path& file, const QString& fault)
{
    const QString sentence = QString::fromStdString(error.detail);
    const QByteArray shown = sentence.toUtf8();
    QVERIFY2(sentence.contains(QString::fromStdString("“" + file.string() + "”")), shown);
    for (const QString& part : fault.split(u'|')) {
        QVERIFY2(sentence.contains(part), shown);
    }
    QVERIFY2(sentence.endsWith(u'.') && sentence.count(QStringLiteral(". ")) == 0, shown);
    QVERIFY2(!sentence.contains(u'\n'), shown);
}

void addMalformed(const char* name, const QByteArray& content, const char* fault)
{
    QTest::newRow(name) << content << QString::fromUtf8(fault);
}

QByteArray withByteFlipped(QByteArray bytes, qsizetype index)
{
    bytes[index] = static_cast<char>(bytes.at(index) ^ 0x55);
    return bytes;
}

} // namespace

class IdxFaultsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void malformedImages_data();
    void malformedImages();
    void malformedLabels_data();
    void malformedLabels();
    void whatIsNotAFile_data();
    void whatIsNotAFile();
    void aFileThatMayNotBeRead();
    void aPipeIsNotWaitedFor();
    void damagedFilesNeverCrash_data();
    void damagedFilesNeverCrash();
};

void IdxFaultsTest::malformedImages_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("fault");
    const QByteArray good = imagesFile(3, 2, 2);
    const QByteArray zipped = gzipped(good);
    const quint32 most = ~quint32{0};

    addMalformed("empty", {}, "is empty");
    addMalformed("empty, gzipped", gzipped({}), "is empty");
    addMalformed("less than a magic number", good.left(3), "truncated|header|3 of 16 bytes");
    addMalformed("truncated header", good.left(15), "truncated|header|15 of 16 bytes");
    addMalformed("truncated header, gzipped", gzipped(good.left(8)), "truncated|8 of 16 bytes");
    addMalformed("some text", "hello, this is no IDX file", "0x68656C6C|0x00000803");
    addMalformed("page", "<!DOCTYPE html><html></html>",
        "is not an IDX file of images but an HTML page; the download may have failed");
    addMalformed("page, gzipped", gzipped("<html></html>"), "but an HTML page");
    addMalformed("short page", "<svg/>", "but an SVG drawing; convert it to IDX");
    addMalformed("pointer", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n",
        "is not an IDX file of images but a Git LFS pointer; fetch the file itself");
    addMalformed("archive", QByteArray("PK\x03\x04").leftJustified(40, '\0'),
        "is not an IDX file of images but a ZIP archive; unpack it first");
    addMalformed("pickle", "\x80\x04\x95 and so on", "a Python pickle; convert it to IDX");
    addMalformed("tar archive", QByteArray(257, 'x') + "ustar", "a tar archive; unpack it first");
    addMalformed("an unknown type", words({0x0A03, 1, 1, 1}) + "0000", "0x00000A03|0x00000803");
    addMalformed("floats out of range",
        words({0x0D03, 1, 1, 2}) + words({0xC0E00000, 0x43968000}), // −7 and 301
        "pixels from -7 to 301|0 to 255 or 0 to 1");
    addMalformed("not a number", words({0x0D03, 1, 1, 1}) + words({0x7FC00000}), "has pixels");
    addMalformed("integers, one byte missing", words({0x0C03, 1, 1, 2}) + words({0, 0}).chopped(1),
        "truncated|8 bytes|7 found");
    addMalformed("labels", labelsFile(risingBytes(9)), "holds labels where images are expected");
    addMalformed("labels, gzipped", gzipped(labelsFile(risingBytes(9))), "holds labels");
    addMalformed("one byte missing", good.chopped(1), "truncated|12 bytes|11 found");
    addMalformed("one byte missing, gzipped", gzipped(good.chopped(1)), "truncated|12|11");
    addMalformed("only a header", good.left(16), "truncated|12 bytes|0 found");
    addMalformed("one byte too many", good + "x", "1 trailing byte after");
    addMalformed("three bytes too many", good + "xyz", "3 trailing bytes");
    addMalformed("expands too far", gzipped(good + "x"), "goes on after the 12 bytes");
    addMalformed("expands too far in a second member", zipped + gzipped("x"), "goes on after");
    addMalformed("no images", words({0x0803, 0, 28, 28}), "contains no images");
    addMalformed("no rows", words({0x0803, 1, 0, 28}), "0×28|1 to 4096");
    addMalformed("no columns", words({0x0803, 1, 28, 0}), "28×0|1 to 4096");
    addMalformed("too high", words({0x0803, 1, 4097, 1}) + risingBytes(4097), "4097×1|1 to 4096");
    addMalformed("too wide", words({0x0803, 1, 1, 4097}) + risingBytes(4097), "1×4097|1 to 4096");
    addMalformed("sides whose product is 0 in 32 bits", words({0x0803, 1, 65'536, 65'536}),
        "65536×65536|1 to 4096");
    addMalformed("a product that is 0 in 32 bits", words({0x0803, 65'536, 256, 256}),
        "truncated|4294967296 bytes|0 found");
    addMalformed("a product that no file holds", words({0x0803, most, 4096, 4096}),
        "announces more bytes than any file has");
    addMalformed("a product that no file holds, gzipped",
        gzipped(words({0x0803, most, 4096, 4096})), "announces more bytes than any file has");
    addMalformed("gzip's first two bytes", zipped.left(2), "truncated gzip");
    addMalformed("truncated gzip", zipped.chopped(9), "truncated gzip");
    addMalformed("gzip without its checksum", zipped.chopped(8), "truncated gzip");
    addMalformed("gzip of an unknown method", withByteFlipped(zipped, 2), "damaged gzip");
    addMalformed(
        "gzip with a wrong checksum", withByteFlipped(zipped, zipped.size() - 8), "damaged gzip");
    addMalformed(
        "gzip with a wrong length", withByteFlipped(zipped, zipped.size() - 1), "damaged gzip");
    const QByteArray zeros(512, '\0');
    const char* const somethingElse = "gzip file followed by something else";
    addMalformed("gzip and then something else", zipped + "rubbish", somethingElse);
    addMalformed("gzip and then one byte", zipped + "\x01", somethingElse);
    addMalformed("gzip, zeros, then something else", zipped + zeros + "rubbish", somethingElse);
    addMalformed(
        "gzip and then its first byte's like", zipped + "\x1Frubbish", "damaged gzip file");
    addMalformed("a second member truncated",
        gzipped(good.left(20)) + gzipped(good.mid(20)).chopped(1), "truncated gzip");
    addMalformed("truncated, then zeros", zipped.chopped(4) + zeros, "damaged gzip");
    addMalformed("gzip of nothing, then zeros", gzipped({}) + zeros, "is empty");
    addMalformed(
        "gzip twice", gzipped(zipped), "is compressed twice with gzip; decompress it once");
}

void IdxFaultsTest::malformedImages()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, fault);
    const Folder folder;
    const std::filesystem::path file = folder.write("images", content);
    for (const std::uint64_t mapFrom : {mappedFrom, std::uint64_t{1}}) {
        const Error error = errorOf(readIdxImages(file, mapFrom));
        QCOMPARE(error.code, ErrorCode::FileMalformed);
        compareSentence(error, file, fault);
    }
}

void IdxFaultsTest::malformedLabels_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("fault");
    const QByteArray good = labelsFile(risingBytes(10));

    addMalformed("empty", {}, "is empty");
    addMalformed("truncated header", good.left(7), "truncated|header|7 of 8 bytes");
    addMalformed("images", imagesFile(1, 2, 2), "holds images where labels are expected");
    addMalformed("page", "<html><body></body></html>",
        "is not an IDX file of labels but an HTML page; the download may have failed");
    addMalformed("gzip twice", gzipped(gzipped(good)), "is compressed twice with gzip");
    addMalformed("something else", words({0x0804, 1, 1}), "0x00000804|0x00000801");
    addMalformed("no columns", words({0x0C02, 1, 0}), "contains no labels");
    addMalformed("a negative label", words({0x0C01, 1, 0xFFFFFFFF}), "has the label -1");
    addMalformed("half a class", words({0x0D01, 1, 0x3F000000}), "has the label 0.5");
    addMalformed(
        "a label that is too large", words({0x0C01, 1, 1000}), "has the label 1000|from 0 to 999");
    addMalformed("no labels", labelsFile({}), "contains no labels");
    addMalformed("one label missing", good.chopped(1), "truncated|10 bytes|9 found");
    addMalformed("one label too many", good + "x", "1 trailing byte after");
    addMalformed("expands too far", gzipped(good + "x"), "goes on after the 10 bytes");
    addMalformed("truncated gzip", gzipped(good).chopped(1), "truncated gzip");
    addMalformed("as many labels as can be announced", words({0x0801, ~quint32{0}}),
        "truncated|4294967295 bytes|0 found");
}

void IdxFaultsTest::malformedLabels()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, fault);
    const Folder folder;
    const std::filesystem::path file = folder.write("labels", content);
    const Error error = errorOf(readIdxLabels(file));
    QCOMPARE(error.code, ErrorCode::FileMalformed);
    compareSentence(error, file, fault);
}

void IdxFaultsTest::whatIsNotAFile_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("fault");
    QTest::newRow("absent") << QStringLiteral("absent")
                            << QStringLiteral("No such file or directory");
    QTest::newRow("in no folder") << QStringLiteral("absent/file")
                                  << QStringLiteral("No such file or directory");
    QTest::newRow("behind a file")
        << QStringLiteral("file/file") << QStringLiteral("Not a directory");
    QTest::newRow("a folder") << QStringLiteral(".") << QStringLiteral("it is not a file");
    QTest::newRow("a device") << QStringLiteral("/dev/zero") << QStringLiteral("it is not a file");
    QTest::newRow("a file whose first byte can't be read")
        << QStringLiteral("/proc/self/mem") << QStringLiteral("Input/output error");
}

void IdxFaultsTest::whatIsNotAFile()
{
    QFETCH(QString, file);
    QFETCH(QString, fault);
    const Folder folder;
    folder.write("file", imagesFile(1, 1, 1));
    const std::filesystem::path path = folder.path() / file.toStdString();
    for (const Error& error : {errorOf(readIdxImages(path)), errorOf(readIdxLabels(path))}) {
        QCOMPARE(error.code, ErrorCode::FileUnreadable);
        compareSentence(error, path, fault);
    }
}

void IdxFaultsTest::aFileThatMayNotBeRead()
{
    const Folder folder;
    const std::filesystem::path file = folder.write("images", imagesFile(1, 1, 1));
    QCOMPARE(::chmod(folder.path().c_str(), 0755), 0);
    QCOMPARE(::chmod(file.c_str(), 0), 0);
    const Unprivileged unprivileged;
    if (!unprivileged.effective()) {
        QSKIP("root can't lay down its rights here, and no permission stops root");
    }
    for (const std::uint64_t mapFrom : {mappedFrom, std::uint64_t{1}}) {
        const Error error = errorOf(readIdxImages(file, mapFrom));
        QCOMPARE(error.code, ErrorCode::FileUnreadable);
        compareSentence(error, file, QStringLiteral("Permission denied"));
    }
}

void IdxFaultsTest::aPipeIsNotWaitedFor()
{
    const Folder folder;
    const std::filesystem::path pipe = folder / "pipe";
    QCOMPARE(::mkfifo(pipe.c_str(), 0600), 0);
    const Error error = errorOf(readIdxImages(pipe));
    QCOMPARE(error.code, ErrorCode::FileUnreadable);
    compareSentence(error, pipe, QStringLiteral("it is not a file"));
}

void IdxFaultsTest::damagedFilesNeverCrash_data()
{
    QTest::addColumn<QByteArray>("good");
    QTest::addColumn<quint64>("mapFrom");
    QTest::newRow("plain") << imagesFile(3, 2, 2) << quint64{mappedFrom};
    QTest::newRow("plain, mapped") << imagesFile(3, 2, 2) << quint64{1};
    QTest::newRow("gzipped") << gzipped(imagesFile(3, 2, 2)) << quint64{mappedFrom};
}

/// A damaged file is either read with the size in its header, or refused with one sentence.
void IdxFaultsTest::damagedFilesNeverCrash()
{
    QFETCH(QByteArray, good);
    QFETCH(quint64, mapFrom);
    const Folder folder;
    Random random(1, RandomStream::Shuffle);
    for (int round = 0; round < 2000; ++round) {
        QByteArray bytes = good;
        for (std::uint64_t changes = 1 + random.below(3); changes > 0; --changes) {
            const auto index = static_cast<qsizetype>(random.below(std::uint64_t(bytes.size())));
            bytes[index] = static_cast<char>(random.below(256));
        }
        if (random.below(4) == 0) {
            bytes.truncate(static_cast<qsizetype>(random.below(std::uint64_t(bytes.size()))));
        }
        const std::filesystem::path file = folder.write("images", bytes);
        const auto images = readIdxImages(file, mapFrom);
        if (images) {
            QCOMPARE(images->pixels.size(), images->count * images->shape.pixels());
        } else {
            compareSentence(images.error(), file, {});
        }
        if (QTest::currentTestFailed()) {
            return;
        }
    }
}

QTEST_GUILESS_MAIN(IdxFaultsTest)
#include "tst_idx_faults.moc"
