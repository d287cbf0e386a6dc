// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/platform/atomic_file.h"
#include "tests/core/unprivileged.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

#include <string>

using namespace numeral;
using numeral::platform::AtomicFile;
using numeral::test::Unprivileged;

class AtomicFileTest : public QObject {
    Q_OBJECT

    std::string path(const char* name) const
    {
        return m_folder->filePath(QString::fromUtf8(name)).toStdString();
    }

    QStringList content() const
    {
        return QDir(m_folder->path())
            .entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    }

    std::unique_ptr<QTemporaryDir> m_folder;

private Q_SLOTS:
    void init();

    void aCommittedFileIsThere_data();
    void aCommittedFileIsThere();
    void nothingIsSeenBeforeTheCommit();
    void withoutACommitNothingIsLeft();
    void twoWritersOfOneFileDontMeet();
    void anExistingFilesPermissionsAreKept_data();
    void anExistingFilesPermissionsAreKept();
    void aNewFileFollowsTheMask();
    void linksSurvive_data();
    void linksSurvive();
    void whatCannotBeWritten_data();
    void whatCannotBeWritten();
    void aFolderThatMayNotBeWritten();
    void aFileThatMayNotBeWritten();
    void aFileChangedBehindOurBackIsNoticed();
    void aNameTakenMeanwhileLeavesNothing();
    void verifyingTellsHowFarItIs();
    void whatIsStoppedIsNotCommitted();
    void whatWasWrittenAfterVerifyingIsVerifiedToo();
};

namespace {

QByteArray contentOf(const std::string& file)
{
    QFile reader(QString::fromStdString(file));
    return reader.open(QIODevice::ReadOnly) ? reader.readAll() : QByteArray("unreadable");
}

void put(const std::string& file, const QByteArray& bytes)
{
    QFile writer(QString::fromStdString(file));
    QVERIFY(writer.open(QIODevice::WriteOnly));
    QCOMPARE(writer.write(bytes), bytes.size());
}

/// Writes a whole file; returns the error's sentence, or an empty string.
QString save(const std::string& file, std::string_view bytes)
{
    const auto target = AtomicFile::create(file);
    if (!target) {
        return QString::fromStdString(target.error().detail);
    }
    const Result<void> written = (*target)->write(bytes);
    const Result<void> committed = (*target)->commit();
    const bool bad = !written || !committed;
    return bad ? QString::fromStdString((written ? committed : written).error().detail) : QString();
}

mode_t permissionsOf(const std::string& file)
{
    struct stat status { };
    return ::stat(file.c_str(), &status) == 0 ? status.st_mode & 07777U : 0;
}

} // namespace

void AtomicFileTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void AtomicFileTest::aCommittedFileIsThere_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("small") << QByteArray("weights");
    QTest::newRow("with zeros") << QByteArray("\0a\0", 3);
    QTest::newRow("larger than any buffer") << QByteArray(1'000'003, 'x');
}

void AtomicFileTest::aCommittedFileIsThere()
{
    QFETCH(QByteArray, bytes);
    const std::string file = path("model");
    QCOMPARE(save(file, bytes.toStdString()), QString());
    QCOMPARE(contentOf(file), bytes);
    QCOMPARE(save(file, "and again"), QString());
    QCOMPARE(contentOf(file), QByteArray("and again"));
    QCOMPARE(content(), QStringList{QStringLiteral("model")});
}

void AtomicFileTest::nothingIsSeenBeforeTheCommit()
{
    const std::string file = path("model");
    put(file, "old");
    const auto target = AtomicFile::create(file);
    QVERIFY(target);
    QVERIFY((*target)->write("ne"));
    QVERIFY((*target)->write("w"));
    QCOMPARE(contentOf(file), QByteArray("old"));
    QVERIFY((*target)->commit());
    QCOMPARE(contentOf(file), QByteArray("new"));
}

void AtomicFileTest::withoutACommitNothingIsLeft()
{
    {
        const auto target = AtomicFile::create(path("model"));
        QVERIFY(target);
        QVERIFY((*target)->write("half of it"));
        QCOMPARE(content().size(), 1);
        QVERIFY(content().front().startsWith(u'.'));
    }
    QCOMPARE(content(), QStringList());
}

void AtomicFileTest::twoWritersOfOneFileDontMeet()
{
    const std::string file = path("model");
    const auto first = AtomicFile::create(file);
    const auto second = AtomicFile::create(file);
    QVERIFY(first && second);
    QVERIFY((*first)->write("first"));
    QVERIFY((*second)->write("the second"));
    QVERIFY((*second)->commit());
    QCOMPARE(contentOf(file), QByteArray("the second"));
    QVERIFY((*first)->commit());
    QCOMPARE(contentOf(file), QByteArray("first"));
}

void AtomicFileTest::anExistingFilesPermissionsAreKept_data()
{
    QTest::addColumn<int>("permissions");
    QTest::newRow("private") << 0600;
    QTest::newRow("for all, whatever the mask") << 0666;
    QTest::newRow("executable") << 0755;
}

void AtomicFileTest::anExistingFilesPermissionsAreKept()
{
    QFETCH(int, permissions);
    const std::string file = path("model");
    put(file, "old");
    QCOMPARE(::chmod(file.c_str(), static_cast<mode_t>(permissions)), 0);
    QCOMPARE(save(file, "new"), QString());
    QCOMPARE(contentOf(file), QByteArray("new"));
    QCOMPARE(permissionsOf(file), static_cast<mode_t>(permissions));
}

void AtomicFileTest::aNewFileFollowsTheMask()
{
    const mode_t before = ::umask(027);
    const QString fault = save(path("model"), "new");
    ::umask(before);
    QCOMPARE(fault, QString());
    QCOMPARE(permissionsOf(path("model")), mode_t{0640});
}

void AtomicFileTest::linksSurvive_data()
{
    QTest::addColumn<QString>("linkTo");
    QTest::addColumn<bool>("exists");
    QTest::newRow("relative") << QStringLiteral("real/model") << true;
    QTest::newRow("absolute") << QString() << true;
    QTest::newRow("to a link") << QStringLiteral("second") << true;
    QTest::newRow("to what isn't there yet") << QStringLiteral("real/model") << false;
}

void AtomicFileTest::linksSurvive()
{
    QFETCH(QString, linkTo);
    QFETCH(bool, exists);
    QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("real")));
    const std::string real = path("real/model");
    if (exists) {
        put(real, "old");
    }
    const std::string to = linkTo.isEmpty() ? real : linkTo.toStdString();
    QCOMPARE(::symlink("real/model", path("second").c_str()), 0);
    QCOMPARE(::symlink(to.c_str(), path("model").c_str()), 0);

    QCOMPARE(save(path("model"), "new"), QString());
    QCOMPARE(contentOf(real), QByteArray("new"));
    QVERIFY(QFileInfo(QString::fromStdString(path("model"))).isSymLink());
    QVERIFY(QFileInfo(QString::fromStdString(path("second"))).isSymLink());
    QVERIFY(!QFileInfo(QString::fromStdString(real)).isSymLink());
}

void AtomicFileTest::whatCannotBeWritten_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("reason");
    QTest::newRow("nothing") << QString() << QStringLiteral("that is no file's name");
    QTest::newRow("in no folder") << QStringLiteral("absent/model")
                                  << QStringLiteral("No such file or directory");
    QTest::newRow("in a file") << QStringLiteral("file/model") << QStringLiteral("Not a directory");
    QTest::newRow("a folder") << QStringLiteral("folder") << QStringLiteral("Is a directory");
    QTest::newRow("a folder, with a slash")
        << QStringLiteral("folder/") << QStringLiteral("Is a directory");
    QTest::newRow("a pipe") << QStringLiteral("pipe") << QStringLiteral("it is not a regular file");
    QTest::newRow("a device") << QStringLiteral("/dev/full")
                              << QStringLiteral("it is not a regular file");
    QTest::newRow("a link to itself")
        << QStringLiteral("loop") << QStringLiteral("Too many levels of symbolic links");
    QTest::newRow("in no file system for users")
        << QStringLiteral("/proc/model") << QStringLiteral("No such file or directory");
}

void AtomicFileTest::whatCannotBeWritten()
{
    QFETCH(QString, name);
    QFETCH(QString, reason);
    QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("folder")));
    put(path("file"), "a file");
    QCOMPARE(::mkfifo(path("pipe").c_str(), 0600), 0);
    QCOMPARE(::symlink(path("loop").c_str(), path("loop").c_str()), 0);
    const QStringList before = content();

    const QString target = name.isEmpty() ? name : QDir(m_folder->path()).absoluteFilePath(name);
    const auto file = AtomicFile::create(target.toStdString());
    QVERIFY(!file);
    QCOMPARE(file.error().code, ErrorCode::FileNotWritten);
    QCOMPARE(QString::fromStdString(file.error().detail),
        QStringLiteral("Cannot write “%1”: %2.").arg(target, reason));
    QCOMPARE(content(), before);
}

void AtomicFileTest::aFolderThatMayNotBeWritten()
{
    const std::string file = path("model");
    put(file, "old");
    QCOMPARE(::chmod(m_folder->path().toLocal8Bit().constData(), 0555), 0);
    QString fault;
    {
        const Unprivileged unprivileged;
        if (!unprivileged.effective()) {
            QSKIP("root can't lay down its rights here, and no permission stops root");
        }
        fault = save(file, "new");
    }
    QCOMPARE(::chmod(m_folder->path().toLocal8Bit().constData(), 0755), 0);
    QCOMPARE(fault,
        QStringLiteral("Cannot write “%1”: Permission denied.").arg(QString::fromStdString(file)));
    QCOMPARE(contentOf(file), QByteArray("old"));
}

void AtomicFileTest::aFileThatMayNotBeWritten()
{
    const std::string file = path("model");
    put(file, "old");
    QCOMPARE(::chmod(file.c_str(), 0444), 0);
    QCOMPARE(::chmod(m_folder->path().toLocal8Bit().constData(), 0777), 0);
    QString fault;
    {
        const Unprivileged unprivileged;
        if (!unprivileged.effective()) {
            QSKIP("root can't lay down its rights here, and no permission stops root");
        }
        fault = save(file, "new");
    }
    QCOMPARE(fault,
        QStringLiteral("Cannot write “%1”: Permission denied.").arg(QString::fromStdString(file)));
    QCOMPARE(contentOf(file), QByteArray("old"));
}

/// As if the disk had stored something else than what was written.
void AtomicFileTest::aFileChangedBehindOurBackIsNoticed()
{
    const std::string file = path("model");
    put(file, "old");
    for (const QByteArray& stored : {QByteArray("nfw"), QByteArray("ne"), QByteArray("newer")}) {
        const auto target = AtomicFile::create(file);
        QVERIFY(target);
        QVERIFY((*target)->write("new"));
        put(path(content().front().toUtf8().constData()), stored);
        const Result<void> committed = (*target)->commit();
        QVERIFY(!committed);
        QCOMPARE(committed.error().code, ErrorCode::FileNotWritten);
        QVERIFY(QString::fromStdString(committed.error().detail)
                    .endsWith(QStringLiteral("what was read back is not what was written.")));
        QCOMPARE(contentOf(file), QByteArray("old"));
    }
    QCOMPARE(content(), QStringList{QStringLiteral("model")});
}

/// The rename fails, since a folder has taken the name in the meantime.
void AtomicFileTest::aNameTakenMeanwhileLeavesNothing()
{
    const auto target = AtomicFile::create(path("model"));
    QVERIFY(target);
    QVERIFY((*target)->write("new"));
    QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("model")));
    QVERIFY(!(*target)->commit());
    QCOMPARE(content(), QStringList{QStringLiteral("model")});

    QVERIFY(!(*target)->write("more"));
    QVERIFY(!(*target)->commit());
}

void AtomicFileTest::verifyingTellsHowFarItIs()
{
    const auto target = AtomicFile::create(path("model"));
    QVERIFY(target);
    // Large enough for the write-back to start before the end.
    const std::string piece(1'000'000, 'x');
    for (int i = 0; i < 100; ++i) {
        QVERIFY((*target)->write(piece));
    }
    std::uint64_t last = 0;
    const auto verified = (*target)->verify([&last](std::uint64_t bytes) {
        const bool forwards = bytes >= last;
        last = bytes;
        return forwards;
    });
    QVERIFY(verified && *verified);
    QCOMPARE(last, std::uint64_t{100'000'000});
    QVERIFY(!QFile::exists(QString::fromStdString(path("model"))));
    QVERIFY((*target)->commit());
    QCOMPARE(QFileInfo(QString::fromStdString(path("model"))).size(), 100'000'000);
}

void AtomicFileTest::whatIsStoppedIsNotCommitted()
{
    {
        const auto target = AtomicFile::create(path("model"));
        QVERIFY(target);
        QVERIFY((*target)->write(std::string(1'000'000, 'x')));
        const auto verified
            = (*target)->verify([](std::uint64_t bytes) { return bytes < 500'000; });
        QVERIFY(verified && !*verified);
    }
    QCOMPARE(content(), QStringList());
}

void AtomicFileTest::whatWasWrittenAfterVerifyingIsVerifiedToo()
{
    const auto toTheEnd = [](std::uint64_t) { return true; };
    const auto target = AtomicFile::create(path("model"));
    QVERIFY(target);
    QVERIFY((*target)->write("good"));
    QVERIFY((*target)->verify(toTheEnd).value_or(false));
    QVERIFY((*target)->write(" and more"));
    put(path(content().front().toUtf8().constData()), "bad and more ");
    QVERIFY(!(*target)->commit());
    QCOMPARE(contentOf(path("model")), QByteArray("unreadable"));
}

QTEST_GUILESS_MAIN(AtomicFileTest)
#include "tst_atomic_file.moc"
