// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tests the choice of the engine by running the terminal program.
#include "../support/isolated_home.h"
#include "cli_process.h"

#include "core/data/catalogue.h"
#include "tests/core/data/idx_dataset.h"

#include <QFile>
#include <QProcess>
#include <QProcessEnvironment>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>
#include <unistd.h>

using namespace numeral;

namespace {

/// A few hundred images of the data set.
Dataset fewImages(const Dataset& dataset)
{
    constexpr std::size_t count = 500;
    Dataset few = dataset;
    few.training = test::firstImages(dataset.training, count);
    few.test = test::firstImages(dataset.test, count);
    return few;
}

} // namespace

class TestEngineOption : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onlyLibTorchLoadsLibTorch_data();
    void onlyLibTorchLoadsLibTorch();
    void aDefaultRunTakesLittleMemory();
    void withoutThreadsItIsASentence_data();
    void withoutThreadsItIsASentence();
    void bothEnginesReachTheSame();
    void theSameSeedRepeatsEachBit();
    void anUnknownEngineIsRefused();
    void verifyComparesTheEngines();

private:
    QString file(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)); }

    QTemporaryDir m_folder;
};

void TestEngineOption::onlyLibTorchLoadsLibTorch_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<bool>("loads");
    QTest::newRow("train") << QStringLiteral("train --epochs 1") << false;
    QTest::newRow("native") << QStringLiteral("train --epochs 1 --engine native") << false;
    QTest::newRow("torch") << QStringLiteral("train --epochs 1 --engine torch") << true;
    QTest::newRow("evaluate") << QStringLiteral("evaluate") << false;
}

/// LD_DEBUG=files makes the dynamic linker list every library that it loads.
void TestEngineOption::onlyLibTorchLoadsLibTorch()
{
    QFETCH(QString, command);
    QFETCH(bool, loads);
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("LD_DEBUG"), QStringLiteral("files"));
    process.setProcessEnvironment(environment);
    QStringList arguments = command.split(QLatin1Char(' '));
    if (arguments.first() == QLatin1String("train")) {
        arguments << QStringLiteral("--output") << file("loads.safetensors");
    }
    process.start(QStringLiteral(NUMERAL_CLI), arguments);
    QVERIFY(process.waitForFinished(timeout));
    QCOMPARE(process.exitCode(), 0);
    const QByteArray loaded = process.readAllStandardError();
    QVERIFY(loaded.contains("libz"));
    QCOMPARE(loaded.contains("libtorch"), loads);
}

/// At most 100 MB resident at its peak, of which MNIST is 55.
void TestEngineOption::aDefaultRunTakesLittleMemory()
{
    QProcess process;
    process.start(QStringLiteral(NUMERAL_CLI),
        words("train --json --epochs 3 --patience 0 --output") << file("memory.safetensors"));
    const QRegularExpression peak(QStringLiteral("VmHWM:\\s+([0-9]+) kB"));
    int kilobytes = 0;
    while (process.waitForReadyRead(timeout)) { // after each epoch
        process.readAllStandardOutput();
        QFile status(QStringLiteral("/proc/%1/status").arg(process.processId()));
        if (status.open(QIODevice::ReadOnly)) {
            const auto found = peak.match(QString::fromLatin1(status.readAll()));
            kilobytes = std::max(kilobytes, found.captured(1).toInt());
        }
    }
    qInfo("%d MB", kilobytes / 1024);
    QVERIFY(kilobytes > 50 * 1024); // it was seen
    QVERIFY(kilobytes < 100 * 1000);
}

void TestEngineOption::withoutThreadsItIsASentence_data()
{
    QTest::addColumn<QString>("engine");
    QTest::addColumn<int>("processes"); // that the user may have
    QTest::newRow("no thread at all") << QStringLiteral("native") << 1;
    QTest::newRow("fewer than LibTorch starts") << QStringLiteral("torch") << 3;
}

/// Where threads are limited, the LibTorch engine hung when it was loaded.
void TestEngineOption::withoutThreadsItIsASentence()
{
    QFETCH(QString, engine);
    QFETCH(int, processes);
    constexpr uid_t nobody = 65'534;
    if (::geteuid() != 0) {
        QSKIP("only root can become a user without other processes");
    }
    const Result<Dataset> mnist = loadDataset("mnist");
    QVERIFY(mnist);
    QTemporaryDir home;
    QVERIFY(::chown(home.path().toLocal8Bit().constData(), nobody, nobody) == 0);
    test::writeIdxDataset(fewImages(*mnist), home.path());

    QProcess process;
    process.setChildProcessModifier([processes] {
        const rlimit limit{static_cast<rlim_t>(processes), static_cast<rlim_t>(processes)};
        ::setrlimit(RLIMIT_NPROC, &limit);
        if (::setgid(nobody) != 0 || ::setuid(nobody) != 0) {
            ::_exit(99);
        }
    });
    process.start(QStringLiteral(NUMERAL_CLI),
        words("train --epochs 1 --engine")
            << engine << QStringLiteral("--data") << home.path() << QStringLiteral("--output")
            << home.filePath(QStringLiteral("model.safetensors")));
    if (!process.waitForStarted()) {
        QSKIP("the program isn't where all users can run it");
    }
    QVERIFY(process.waitForFinished(timeout));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    const QByteArray errors = process.readAllStandardError();
    QCOMPARE(process.exitCode(), 1);
    QVERIFY2(isOneSentence(errors) && errors.contains("no more threads"), errors.constData());
}

void TestEngineOption::bothEnginesReachTheSame()
{
    const auto accuracy = [this](const char* engine) {
        const ProcessResult result = run(words("train --json --epochs 3 --preset tutorial --engine")
            << QString::fromLatin1(engine) << QStringLiteral("--output")
            << file("same.safetensors"));
        return result.lines().last()[QLatin1String("test_accuracy")].toDouble();
    };
    const double native = accuracy("native");
    const double torch = accuracy("torch");
    qInfo("native %.2f%%, LibTorch %.2f%%", 100 * native, 100 * torch);
    QVERIFY(native > 0.94);
    QVERIFY(std::abs(native - torch) < 0.003);
}

void TestEngineOption::theSameSeedRepeatsEachBit()
{
    for (const char* name : {"first.safetensors", "second.safetensors"}) {
        QCOMPARE(run(words("train --epochs 1 --hidden 20 --engine torch --output") << file(name))
                     .exitCode,
            0);
    }
    QFile first(file("first.safetensors"));
    QFile second(file("second.safetensors"));
    QVERIFY(first.open(QIODevice::ReadOnly) && second.open(QIODevice::ReadOnly));
    const QByteArray content = first.readAll();
    QVERIFY(!content.isEmpty() && content == second.readAll());
}

void TestEngineOption::anUnknownEngineIsRefused()
{
    const ProcessResult result = run(words("train --engine abacus"));
    QCOMPARE(result.exitCode, 2);
    QVERIFY2(isOneSentence(result.errors), result.errors.constData());
    QVERIFY(result.errors.contains("abacus") && result.errors.contains("native"));
}

void TestEngineOption::verifyComparesTheEngines()
{
    const ProcessResult result = run(words("verify"));
    QCOMPARE(result.exitCode, 0);
    QVERIFY2(result.output.startsWith("The native engine and LibTorch agree: gradients differ by"),
        result.output.constData());
    QVERIFY(result.output.contains("after 100 steps on MNIST"));
}

int main(int argc, char* argv[])
{
    const IsolatedHome home;
    QCoreApplication application(argc, argv);
    TestEngineOption test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_engine_option.moc"
