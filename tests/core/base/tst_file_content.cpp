// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/file_content.h"

#include <QTest>

using namespace numeral;

namespace {

/// The first bytes of a ZIP archive whose first entry has this name.
QByteArray zipWith(const QByteArray& name)
{
    QByteArray bytes("PK\x03\x04", 4);
    bytes.resize(30, '\0');
    bytes[26] = static_cast<char>(name.size());
    return bytes + name + "content";
}

std::optional<std::string> asModel(const QByteArray& bytes)
{
    return otherContent({bytes.constData(), static_cast<std::size_t>(bytes.size())},
        "a SafeTensors file", "SafeTensors");
}

} // namespace

class FileContentTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void knownContentIsNamed_data();
    void knownContentIsNamed();
    void theAdviceFitsWhatWasExpected();
    void unknownContentHasNoName_data();
    void unknownContentHasNoName();
};

void FileContentTest::knownContentIsNamed_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("kind");
    const auto row = [](const char* name, const QByteArray& bytes, const char* kind) {
        QTest::newRow(name) << bytes << QString::fromUtf8(kind);
    };
    const char* const page = "an HTML page; the download may have failed";
    row("page", "<!DOCTYPE html><html lang='en'>", page);
    row("page in small letters", "<html><body>", page);
    row("page after blank lines", "\r\n\n  <!doctype HTML>", page);
    row("page with a byte order mark", "\xEF\xBB\xBF<!DOCTYPE html>", page);
    row("page in XML", "<?xml version='1.0'?><!DOCTYPE html><html xmlns='x'>", page);
    row("page with a comment", "<!-- saved from --><html>", page);
    row("page in UTF-8", "<html><title>Größe</title>", page);
    row("error of a server", "<?xml version='1.0'?><Error><Code>AccessDenied</Code></Error>",
        "an XML document; the download may have failed");
    row("drawing", "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "an SVG drawing; convert it to SafeTensors");
    row("drawing in XML", "<?xml version='1.0'?>\n<svg/>",
        "an SVG drawing; convert it to SafeTensors");
    row("pointer", "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n",
        "a Git LFS pointer; fetch the file itself with “git lfs pull”");
    row("JSON", R"({"weight_map":{}})", "a JSON text");
    row("gzip", QByteArray("\x1F\x8B\x08\0\0\0\0\0", 8), "a gzip file; decompress it first");
    row("bzip2", "BZh91AY&SY", "a bzip2 file; decompress it first");
    row("xz",
        QByteArray("\xFD"
                   "7zXZ\0\0",
            7),
        "an xz file; decompress it first");
    row("Zstandard", "\x28\xB5\x2F\xFD$", "a Zstandard file; decompress it first");
    row("7z", "7z\xBC\xAF\x27\x1C", "a 7z archive; unpack it first");
    row("tar", QByteArray("weights.bin").leftJustified(257, '\0') + "ustar",
        "a tar archive; unpack it first");
    row("ZIP", zipWith("readme.txt"), "a ZIP archive; unpack it first");
    row("ZIP of nothing", QByteArray("PK\x05\x06\0\0\0\0", 8), "an empty ZIP archive");
    row("cut-off ZIP", "PK\x03\x04", "a ZIP archive; unpack it first");
    row("PyTorch", zipWith("archive/data.pkl"), "a PyTorch file; convert it to SafeTensors");
    row("PyTorch before 2020",
        QByteArray("\x80\x02\x8A\x0A\x6C\xFC\x9C\x46\xF9\x20\x6A\xA8\x50\x19\x2E", 15),
        "a PyTorch file; convert it to SafeTensors");
    row("NPZ", zipWith("layers.0.weight.npy"), "a NumPy archive (NPZ); convert it to SafeTensors");
    row("Keras", zipWith("metadata.json"), "a Keras model; convert it to SafeTensors");
    row("HDF5", "\x89HDF\r\n\x1A\n", "an HDF5 file, as Keras writes; convert it to SafeTensors");
    row("pickle", QByteArray("\x80\x04\x95\x10\0\0\0\0\0\0\0}", 12),
        "a Python pickle; convert it to SafeTensors");
    row("pickle of protocol 2", "\x80\x02}q", "a Python pickle; convert it to SafeTensors");
    row("ONNX",
        QByteArray("\x08\x07\x12\x07pytorch\x1A\x05"
                   "1.9.0",
            18),
        "an ONNX model; convert it to SafeTensors");
    row("array", "\x93NUMPY\x01", "a NumPy array; convert it to SafeTensors");
    row("PDF", "%PDF-1.7", "a PDF document; convert it to SafeTensors");
    row("PNG", "\x89PNG\r\n\x1A\n", "a PNG picture; open it as a picture");
    row("JPEG", "\xFF\xD8\xFF\xE0", "a JPEG picture; open it as a picture");
    row("IDX", QByteArray("\0\0\x08\x03\0\0\xEA\x60", 8),
        "an IDX file; open its folder as a data set");
    row("program",
        "\x7F"
        "ELF\x02",
        "a program");
}

void FileContentTest::knownContentIsNamed()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, kind);
    const std::optional<std::string> predicate = asModel(bytes);
    QVERIFY(predicate.has_value());
    QCOMPARE(QString::fromStdString(*predicate),
        QStringLiteral("is not a SafeTensors file but ") + kind);
    // However long the file is.
    QVERIFY(asModel(bytes + QByteArray(100'000, ' ')) == predicate);
}

void FileContentTest::theAdviceFitsWhatWasExpected()
{
    QVERIFY(otherContent("%PDF-1.7", "a picture", "PNG")
        == "is not a picture but a PDF document; convert it to PNG");
    using namespace std::string_view_literals;
    QVERIFY(otherContent("\x40\0\0\0\0\0\0\0{\"a\":"sv, "a picture", "PNG")
        == "is not a picture but a SafeTensors file; open it as a model");
    QVERIFY(otherContent("\0\0\0\x18"
                         "ftypheic"sv,
                "a picture", "PNG")
        == "is not a picture but a HEIC photo; convert it to PNG");
}

void FileContentTest::unknownContentHasNoName_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("some text") << QByteArray("hello");
    QTest::newRow("white space") << QByteArray("  \n");
    QTest::newRow("zeros") << QByteArray(600, '\0');
    QTest::newRow("a SafeTensors file") << QByteArray("\x40\0\0\0\0\0\0\0{\"a\":1}", 15);
    QTest::newRow("one whose length is that of a brace") << QByteArray("{\0\0\0\0\0\0\0[]", 10);
    QTest::newRow("one whose length starts as a pickle")
        << QByteArray("\x80\x02\0\0\0\0\0\0[]", 10);
    QTest::newRow("gzip's first byte") << QByteArray("\x1F");
    QTest::newRow("a pickle's first byte") << QByteArray("\x80");
}

void FileContentTest::unknownContentHasNoName()
{
    QFETCH(const QByteArray, bytes);
    QVERIFY(!asModel(bytes).has_value());
}

QTEST_GUILESS_MAIN(FileContentTest)
#include "tst_file_content.moc"
