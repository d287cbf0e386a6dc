// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/platform/atomic_file.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/mount.h>

#include <cerrno>
#include <string>
#include <system_error>

using namespace numeral;
using numeral::platform::AtomicFile;

/// Uses a file system of 256 KiB, which only root can mount.
class FullDiskTest : public QObject {
    Q_OBJECT

    QString file() const { return m_disk.filePath(QStringLiteral("model")); }

    QStringList content() const
    {
        return QDir(m_disk.path()).entryList(QDir::Files | QDir::Hidden | QDir::System);
    }

    QByteArray fileContent() const
    {
        QFile reader(file());
        return reader.open(QIODevice::ReadOnly) ? reader.readAll() : QByteArray("unreadable");
    }

    QTemporaryDir m_disk;
    bool m_mounted = false;

private Q_SLOTS:
    void init();
    void cleanup();

    void theOldFileStays_data();
    void theOldFileStays();
    void aFileThatLostAPieceIsNeverCommitted();
    void whatFitsIsWritten();
};

void FullDiskTest::init()
{
    m_mounted
        = ::mount("tmpfs", m_disk.path().toLocal8Bit().constData(), "tmpfs", 0, "size=256k") == 0;
    if (!m_mounted) {
        QSKIP(qPrintable(QStringLiteral("a small file system can't be mounted here: %1")
                             .arg(QString::fromStdString(std::generic_category().message(errno)))));
    }
    QFile old(file());
    QVERIFY(old.open(QIODevice::WriteOnly));
    QCOMPARE(old.write("the good old file"), 17);
}

void FullDiskTest::cleanup()
{
    if (m_mounted) {
        QCOMPARE(::umount2(m_disk.path().toLocal8Bit().constData(), MNT_DETACH), 0);
    }
}

void FullDiskTest::theOldFileStays_data()
{
    QTest::addColumn<int>("pieceSize");
    QTest::newRow("in one write") << 400'000;
    QTest::newRow("in pieces") << 10'000;
}

void FullDiskTest::theOldFileStays()
{
    QFETCH(int, pieceSize);
    {
        const auto target = AtomicFile::create(file().toStdString());
        QVERIFY(target);
        const std::string piece(static_cast<std::size_t>(pieceSize), 'x');
        Result<void> written;
        for (int begin = 0; begin < 400'000 && written; begin += pieceSize) {
            written = (*target)->write(piece);
        }
        QVERIFY(!written);
        QCOMPARE(written.error().code, ErrorCode::FileNotWritten);
        QCOMPARE(QString::fromStdString(written.error().detail),
            QStringLiteral("Cannot write “%1”: No space left on device.").arg(file()));
    }
    QCOMPARE(fileContent(), QByteArray("the good old file"));
    QCOMPARE(content(), QStringList{QStringLiteral("model")});
}

/// Even if the caller ignores what `write` returns and goes on.
void FullDiskTest::aFileThatLostAPieceIsNeverCommitted()
{
    {
        const auto target = AtomicFile::create(file().toStdString());
        QVERIFY(target);
        QVERIFY(!(*target)->write(std::string(400'000, 'x')));
        QVERIFY(!(*target)->write("the end"));
        const Result<void> committed = (*target)->commit();
        QVERIFY(!committed);
        QVERIFY(QString::fromStdString(committed.error().detail)
                    .endsWith(QStringLiteral("No space left on device.")));
    }
    QCOMPARE(fileContent(), QByteArray("the good old file"));
    QCOMPARE(content(), QStringList{QStringLiteral("model")});
}

void FullDiskTest::whatFitsIsWritten()
{
    const std::string bytes(200'000, 'x');
    const auto target = AtomicFile::create(file().toStdString());
    QVERIFY(target);
    QVERIFY((*target)->write(bytes));
    QVERIFY((*target)->commit());
    QCOMPARE(fileContent(), QByteArray::fromStdString(bytes));
}

QTEST_GUILESS_MAIN(FullDiskTest)
#include "tst_full_disk.moc"
