// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/formats.h"
#include "core/exchange/safetensors.h"
#include "tests/core/exchange/example_model.h"

#include <QDir>
#include <QFile>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <new>

using namespace numeral;
using namespace numeral::test;

namespace {

std::filesystem::path pathOf(const QTemporaryDir& folder, const QString& name)
{
    return folder.filePath(name).toStdString();
}

QByteArray contentsOf(const std::filesystem::path& path)
{
    QFile file(QString::fromStdString(path.string()));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void put(const std::filesystem::path& path, const QByteArray& bytes)
{
    QFile file(QString::fromStdString(path.string()));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

Result<void> writeHalf(const Model& /*model*/, ByteSink& sink)
{
    if (Result<void> written = sink.write("half of a"); !written) {
        return written;
    }
    return failure(ErrorCode::FileNotWritten, "Half is enough.");
}

Result<void> runOutOfMemory(const Model& /*model*/, ByteSink& /*sink*/)
{
    throw std::bad_alloc();
}

} // namespace

class FormatsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tableIsFitForMenus();
    void formatsAreFoundByName();
    void exportedFileHoldsTheModel_data();
    void exportedFileHoldsTheModel();
    void whatCanBeReadIsWhatWasWritten();
    void exportReplacesAnOlderFile();
    void failedExportLeavesTheOlderFile_data();
    void failedExportLeavesTheOlderFile();
    void missingFolderIsAnError();
};

void FormatsTest::tableIsFitForMenus()
{
    QSet<QByteArray> names;
    QSet<QByteArray> extensions;
    for (const ExportFormat& format : exportFormats()) {
        names.insert(QByteArray(format.name.data(), static_cast<qsizetype>(format.name.size())));
        extensions.insert(
            QByteArray(format.extension.data(), static_cast<qsizetype>(format.extension.size())));
        QVERIFY(!format.title.empty());
        QVERIFY(!format.extension.starts_with('.'));
        QVERIFY(format.description.ends_with('.'));
    }
    QCOMPARE(names, (QSet<QByteArray>{"safetensors", "npz", "csv"}));
    QCOMPARE(extensions, (QSet<QByteArray>{"safetensors", "npz", "csv"}));
}

void FormatsTest::formatsAreFoundByName()
{
    for (const ExportFormat& format : exportFormats()) {
        QCOMPARE(findExportFormat(format.name), &format);
    }
    QCOMPARE(findExportFormat("pickle"), nullptr);
    QCOMPARE(findExportFormat(""), nullptr);
    QCOMPARE(findExportFormat("CSV"), nullptr);
}

void FormatsTest::exportedFileHoldsTheModel_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("mark");
    QTest::addColumn<qsizetype>("position");

    QTest::newRow("safetensors") << QByteArray("safetensors") << QByteArray("{\"") << qsizetype{8};
    QTest::newRow("npz") << QByteArray("npz") << QByteArray("PK\x03\x04") << qsizetype{0};
    QTest::newRow("csv") << QByteArray("csv") << QByteArray("tensor,row") << qsizetype{0};
}

void FormatsTest::exportedFileHoldsTheModel()
{
    QFETCH(const QByteArray, name);
    QFETCH(const QByteArray, mark);
    QFETCH(const qsizetype, position);

    const QTemporaryDir folder;
    const std::filesystem::path file = pathOf(folder, QStringLiteral("weights"));
    const ExportFormat& format = *findExportFormat(view(name));
    QVERIFY(exportModel(digitModel(), format, file));

    const QByteArray contents = contentsOf(file);
    QCOMPARE(contents.mid(position, mark.size()), mark);
    QCOMPARE(contents, bytesFrom(format.write, digitModel()));
    QCOMPARE(QDir(folder.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden),
        QStringList{QStringLiteral("weights")});
}

void FormatsTest::whatCanBeReadIsWhatWasWritten()
{
    const QTemporaryDir folder;
    int readable = 0;
    for (const ExportFormat& format : exportFormats()) {
        if (format.read == nullptr) {
            continue;
        }
        ++readable;
        const std::filesystem::path file = pathOf(folder, QStringLiteral("model"));
        QVERIFY(exportModel(exampleModel(), format, file));
        const Result<Model> model = format.read(file);
        QVERIFY(model);
        QVERIFY(equal(*model, exampleModel()));
    }
    QVERIFY(readable >= 1 && modelFormat().read != nullptr);
}

void FormatsTest::exportReplacesAnOlderFile()
{
    const QTemporaryDir folder;
    const std::filesystem::path file = pathOf(folder, QStringLiteral("model.safetensors"));
    put(file, QByteArray(1'000'000, 'x'));
    QVERIFY(exportModel(exampleModel(), *findExportFormat("safetensors"), file));
    const Result<Model> model = readSafeTensors(file);
    QVERIFY(model);
    QVERIFY(equal(*model, exampleModel()));
}

void FormatsTest::failedExportLeavesTheOlderFile_data()
{
    QTest::addColumn<Writer>("writer");
    QTest::addColumn<QByteArray>("reason");

    QTest::newRow("writer fails") << Writer{&writeHalf} << QByteArray("Half is enough.");
    QTest::newRow("no memory") << Writer{&runOutOfMemory} << QByteArray("not enough memory");
}

void FormatsTest::failedExportLeavesTheOlderFile()
{
    QFETCH(const Writer, writer);
    QFETCH(const QByteArray, reason);

    const QTemporaryDir folder;
    const std::filesystem::path file = pathOf(folder, QStringLiteral("model"));
    put(file, "precious");
    const ExportFormat broken{"broken", "Broken", "broken", "Never works.", writer, nullptr};
    const Result<void> exported = exportModel(exampleModel(), broken, file);
    QVERIFY(!exported);
    QCOMPARE(exported.error().code, ErrorCode::FileNotWritten);
    QVERIFY(exported.error().detail.find(reason.toStdString()) != std::string::npos);
    QCOMPARE(contentsOf(file), QByteArray("precious"));
    QCOMPARE(QDir(folder.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden),
        QStringList{QStringLiteral("model")});
}

void FormatsTest::missingFolderIsAnError()
{
    const QTemporaryDir folder;
    const std::filesystem::path file = pathOf(folder, QStringLiteral("nowhere/model.csv"));
    const Result<void> exported = exportModel(exampleModel(), *findExportFormat("csv"), file);
    QVERIFY(!exported);
    QCOMPARE(exported.error().code, ErrorCode::FileNotWritten);
    QVERIFY(QDir(folder.path()).isEmpty());
}

QTEST_GUILESS_MAIN(FormatsTest)
#include "tst_formats.moc"
