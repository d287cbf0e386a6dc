// SPDX-License-Identifier: GPL-3.0-or-later
#include "../core/data/idx_files.h"
#include "../core/data/zip_files.h"
#include "../support/isolated_home.h"
#include "../support/loopback_server.h"
#include "cli_process.h"

#include "core/data/catalogue.h"

#include <QDir>
#include <QJsonArray>
#include <QTest>

#include <csignal>
#include <memory>

using namespace numeral;
using namespace numeral::test;

/// The terminal program's fetch, and the data sets that it brings.
class TestFetchCommand : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void listsWhatThereIs();
    void aMissingSetNamesTheCommand();
    void fetchesFromAMirror();
    void stopsOnRequestAndGoesOn();
    void takesTheFilesFromAFolder();
    void emnistIsTrainedUpright();

private:
    QString inHome(const char* name) const
    {
        return qEnvironmentVariable("XDG_DATA_HOME") + QStringLiteral("/numeral/")
            + QLatin1String(name);
    }
    static std::unique_ptr<QProcess> start(const char* arguments)
    {
        auto process = std::make_unique<QProcess>();
        process->start(QStringLiteral(NUMERAL_CLI), words(arguments));
        return process;
    }
    /// Waits for the program, and serves meanwhile.
    static ProcessResult resultOf(QProcess& process)
    {
        [&] { QTRY_COMPARE_WITH_TIMEOUT(process.state(), QProcess::NotRunning, timeout); }();
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            process.readAllStandardOutput(), process.readAllStandardError()};
    }
    /// A file of MNIST, gzipped, or the rest of it.
    LoopbackAnswer answer(const LoopbackRequest& request) const
    {
        const auto found = m_gzipped.find(request.path.split('/').last());
        return found != m_gzipped.end() ? LoopbackServer::file(*found, request)
                                        : LoopbackAnswer{{}, "404 Not Found"};
    }

    QString m_real; ///< where MNIST is
    QHash<QByteArray, QByteArray> m_gzipped;
};

void TestFetchCommand::initTestCase()
{
    m_real = IsolatedHome::realMnist();
    for (const QString& name : QDir(m_real).entryList(QDir::Files)) {
        QFile file(m_real + QLatin1Char('/') + name);
        QVERIFY(file.open(QIODevice::ReadOnly));
        m_gzipped.insert(name.toLatin1() + ".gz", gzipped(file.readAll()));
    }
    QCOMPARE(m_gzipped.size(), 4);
}

void TestFetchCommand::init()
{
    QDir(inHome("mnist")).removeRecursively(); // links, not the real files
    qunsetenv("NUMERAL_MIRRORS");
}

void TestFetchCommand::listsWhatThereIs()
{
    const ProcessResult text = run(words("fetch"));
    QCOMPARE(text.exitCode, 0);
    for (const char* words : {"emnist-letters", "561.8 MB", "kmnist", "21.2 MB", "CC BY-SA 4.0",
             "no licence named", "qmnist", "fashion-mnist"}) {
        QVERIFY2(text.output.contains(words), words);
    }
    const QList<QJsonObject> lines = run(words("fetch --json")).lines();
    QCOMPARE(std::size_t(lines.size()), catalogue().size());
    QCOMPARE(lines.front().value(QLatin1String("id")).toString(), QStringLiteral("mnist"));
    QCOMPARE(lines.front().value(QLatin1String("there")).toBool(true), false);
    QCOMPARE(lines.front().value(QLatin1String("bytes")).toInt(), 11'594'722);
}

void TestFetchCommand::aMissingSetNamesTheCommand()
{
    for (const char* command : {"train --data emnist-letters", "evaluate --data emnist-letters"}) {
        const ProcessResult result = run(words(command));
        QCOMPARE(result.exitCode, 1);
        QVERIFY2(isOneSentence(result.errors), result.errors.constData());
        QVERIFY2(
            result.errors.contains("numeral-cli fetch emnist-letters"), result.errors.constData());
    }
    QCOMPARE(run(words("fetch nothing")).exitCode, 2);
}

void TestFetchCommand::fetchesFromAMirror()
{
    const LoopbackServer server([this](const LoopbackRequest& request) { return answer(request); });
    qputenv(
        "NUMERAL_MIRRORS", "http://127.0.0.1:1/dead " + QByteArray::fromStdString(server.url()));
    const auto text = start("fetch mnist");
    const ProcessResult first = resultOf(*text);
    QVERIFY2(first.exitCode == 0, first.errors.constData());
    QVERIFY2(first.output.contains("11.6 MB, CC BY-SA 3.0"), first.output.constData());
    QVERIFY2(first.errors.contains("Passed over http://127.0.0.1:1/dead/mnist"),
        first.errors.constData());
    QCOMPARE(QDir(inHome("mnist")).entryList(QDir::Files, QDir::Name),
        QDir(m_real).entryList(QDir::Files, QDir::Name));
    QCOMPARE(run(words("evaluate --data mnist")).exitCode, 0);

    init();
    qputenv("NUMERAL_MIRRORS", QByteArray::fromStdString(server.url()));
    const auto json = start("fetch mnist --json");
    const ProcessResult second = resultOf(*json);
    const QList<QJsonObject> lines = second.lines();
    QCOMPARE(lines.front().value(QLatin1String("event")).toString(), QStringLiteral("dataset"));
    QCOMPARE(lines.back().value(QLatin1String("event")).toString(), QStringLiteral("done"));
    QVERIFY(lines.back().value(QLatin1String("passed_over")).toArray().isEmpty());
    QCOMPARE(second.errors, QByteArray());
    const qsizetype asked = server.requests().size();
    const auto again = start("fetch mnist");
    QCOMPARE(resultOf(*again).exitCode, 0);
    QCOMPARE(server.requests().size(), asked); // all is there
}

void TestFetchCommand::stopsOnRequestAndGoesOn()
{
    bool isStalling = true;
    const LoopbackServer server([&](const LoopbackRequest& request) {
        LoopbackAnswer answer = this->answer(request);
        answer.sent = isStalling ? 1'000'000 : -1;
        answer.hangs = isStalling;
        return answer;
    });
    qputenv("NUMERAL_MIRRORS", QByteArray::fromStdString(server.url()));
    const auto stopped = start("fetch mnist");
    const QFileInfo part(inHome("mnist/train-images-idx3-ubyte.part"));
    QTRY_COMPARE_WITH_TIMEOUT(QFileInfo(part.filePath()).size(), 1'000'000, timeout);
    ::kill(static_cast<pid_t>(stopped->processId()), SIGINT);
    const ProcessResult result = resultOf(*stopped);
    QCOMPARE(result.exitCode, 1);
    QVERIFY2(isOneSentence(result.errors) && result.errors.contains("Stopped on request"),
        result.errors.constData());

    isStalling = false;
    const auto killed = start("fetch --json mnist");
    QTRY_VERIFY(server.requests().size() > 1);
    QCOMPARE(server.requests().at(1).from, std::optional<qsizetype>(1'000'000));
    const ProcessResult second = resultOf(*killed);
    QVERIFY2(second.exitCode == 0, second.errors.constData());
}

void TestFetchCommand::takesTheFilesFromAFolder()
{
    qputenv("NUMERAL_MIRRORS", "");
    const ProcessResult nowhere = run(words("fetch mnist"));
    QCOMPARE(nowhere.exitCode, 1);
    QVERIFY2(nowhere.errors.contains("there are no mirrors"), nowhere.errors.constData());
    const ProcessResult taken
        = run({QStringLiteral("fetch"), QStringLiteral("mnist"), QStringLiteral("--from"), m_real});
    QVERIFY2(taken.exitCode == 0, taken.errors.constData());
    QCOMPARE(QDir(inHome("mnist")).entryList(QDir::Files).size(), 4);
    const ProcessResult missing = run({QStringLiteral("fetch"), QStringLiteral("kmnist"),
        QStringLiteral("--from"), QStringLiteral("/nowhere")});
    QCOMPARE(missing.exitCode, 1);
    QVERIFY2(isOneSentence(missing.errors), missing.errors.constData());
}

/// In its files rows and columns are swapped, and letters are numbered from 1.
void TestFetchCommand::emnistIsTrainedUpright()
{
    constexpr quint32 count = 26 * 4;
    QByteArray labels;
    for (quint32 i = 0; i < count; ++i) {
        labels.append(static_cast<char>(1 + i % 26));
    }
    QList<ZipEntry> entries;
    for (const char* part : {"train", "test"}) {
        const QByteArray name = QByteArray("gzip/emnist-letters-") + part;
        entries.append({name + "-images-idx3-ubyte.gz", gzipped(imagesFile(count, 28, 28))});
        entries.append({name + "-labels-idx1-ubyte.gz", gzipped(labelsFile(labels))});
    }
    QVERIFY(QDir().mkpath(inHome("emnist")));
    QFile archive(inHome("emnist/gzip.zip"));
    QVERIFY(archive.open(QIODevice::WriteOnly));
    archive.write(zipped(entries));
    archive.close();
    const ProcessResult trained
        = run(words("train --data emnist-letters --hidden none --epochs 1 --json"));
    QVERIFY2(trained.exitCode == 0, trained.errors.constData());
    QJsonObject data;
    for (const QJsonObject& line : trained.lines()) {
        if (line.value(QLatin1String("event")).toString() == QLatin1String("data")) {
            data = line;
        }
    }
    QCOMPARE(data.value(QLatin1String("name")).toString(), QStringLiteral("EMNIST Letters"));
    QCOMPARE(data.value(QLatin1String("corrections")).toObject().value(QLatin1String("transpose")),
        QJsonValue(true));
    const ProcessResult info
        = run({QStringLiteral("info"), IsolatedHome::models().value(0), QStringLiteral("--json")});
    QVERIFY2(info.output.contains(R"(["a","b","c","d")"), info.output.constData());
    archive.remove();
}

int main(int argc, char* argv[])
{
    const IsolatedHome home;
    QCoreApplication application(argc, argv);
    TestFetchCommand test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_fetch_command.moc"
