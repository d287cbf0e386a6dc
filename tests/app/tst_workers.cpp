// SPDX-License-Identifier: GPL-3.0-or-later
//
// Several processes that train one network together, started as torchrun starts them.
#include "cli_process.h"

#include "core/engine/worker_group.h"
#include "core/exchange/formats.h"
#include "tests/support/isolated_home.h"

#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <memory>
#include <vector>

using namespace numeral;

namespace {

using Process = std::unique_ptr<QProcess>;

QString freePort()
{
    QTcpServer server;
    return server.listen(QHostAddress::LocalHost) ? QString::number(server.serverPort())
                                                  : QString();
}

Process startRank(int rank, int size, const QString& port, const QStringList& arguments)
{
    auto process = std::make_unique<QProcess>();
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("WORLD_SIZE"), QString::number(size));
    environment.insert(QStringLiteral("RANK"), QString::number(rank));
    environment.insert(QStringLiteral("MASTER_ADDR"), QStringLiteral("127.0.0.1"));
    environment.insert(QStringLiteral("MASTER_PORT"), port);
    process->setProcessEnvironment(environment);
    process->start(QStringLiteral(NUMERAL_CLI), arguments);
    return process;
}

std::vector<Process> startRanks(int size, const QStringList& arguments)
{
    const QString port = freePort();
    std::vector<Process> processes;
    for (int rank = 0; rank < size; ++rank) {
        processes.push_back(startRank(rank, size, port, arguments));
    }
    return processes;
}

ProcessResult resultOf(QProcess& process)
{
    process.waitForFinished(timeout);
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
        process.readAllStandardOutput(), process.readAllStandardError()};
}

/// 100 steps with dropout, of batches that 4 processes can't share evenly.
QStringList hundredSteps(const QString& network, const QString& output)
{
    return network.split(QLatin1Char(' '))
        + words("--dropout 0.2 --epochs 1 --patience 0 --batch-size 541 --rotation 5 --threads 1 "
                "--json --output")
        << output;
}

QStringList endlessRun(const QString& output)
{
    return words("train --engine torch --hidden 10 --epochs 10000 --patience 0 --batch-size 2000 "
                 "--threads 1 --json --output")
        << output;
}

/// Waits until a process has printed that many epochs.
bool hasFinishedEpochs(QProcess& process, qsizetype epochs)
{
    QByteArray printed;
    return QTest::qWaitFor(
        [&] {
            printed += process.readAllStandardOutput();
            return printed.count("\"event\":\"epoch\"") >= epochs;
        },
        timeout);
}

} // namespace

class TestWorkers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theyTrainAsOneProcessDoes_data();
    void theyTrainAsOneProcessDoes();
    void theDeathOfOneEndsTheOthers_data();
    void theDeathOfOneEndsTheOthers();
    void aStopOfOneStopsAll();
    void aStopEndsTheWaitForOthers_data();
    void aStopEndsTheWaitForOthers();
    void theirSettingsMustAgree();
    void theNativeEngineTrainsAlone();

private:
    QString file(const QString& name) const { return m_folder.filePath(name); }
    std::vector<float> weightsIn(const QString& name) const
    {
        return readModel(file(name).toStdString()).value().weights->values();
    }

    QTemporaryDir m_folder;
};

void TestWorkers::theyTrainAsOneProcessDoes_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<QString>("network");
    const auto perceptron = QStringLiteral("train --engine torch --hidden 20");
    // After rounding, a kink of ReLU or of max pooling may fall to either side, and then steps
    // differ.
    const auto convolutional
        = QStringLiteral("train --network conv --blocks 4x3x1,4x3x1 --hidden 16 --activation tanh");
    QTest::newRow("two") << 2 << perceptron;
    QTest::newRow("four") << 4 << perceptron;
    QTest::newRow("two, with convolutions") << 2 << convolutional;
}

/// After 100 steps the weights are those of one process but for rounding, and the same bit for bit
/// when it is done again. The first process alone prints and writes.
void TestWorkers::theyTrainAsOneProcessDoes()
{
    QFETCH(const int, size);
    QFETCH(const QString, network);
    const ProcessResult alone = run(hundredSteps(network, file(QStringLiteral("alone"))));
    QVERIFY2(alone.exitCode == 0, alone.errors.constData());

    for (const char* name : {"first", "again"}) {
        const auto processes = startRanks(size, hundredSteps(network, file(QLatin1String(name))));
        const ProcessResult first = resultOf(*processes[0]);
        QVERIFY2(first.exitCode == 0, first.errors.constData());
        QCOMPARE(
            first.lines().last().value(QStringLiteral("event")).toString(), QStringLiteral("done"));
        for (std::size_t rank = 1; rank < processes.size(); ++rank) {
            const ProcessResult other = resultOf(*processes[rank]);
            QVERIFY2(other.exitCode == 0, other.errors.constData());
            QCOMPARE(other.output, QByteArray());
        }
    }
    const std::vector<float> one = weightsIn(QStringLiteral("alone"));
    const std::vector<float> together = weightsIn(QStringLiteral("first"));
    QCOMPARE(together.size(), one.size());
    double largest = 0;
    for (std::size_t i = 0; i < one.size(); ++i) {
        largest = std::max(largest, std::abs(static_cast<double>(one[i]) - together[i]));
    }
    QVERIFY2(largest < 1e-5, qPrintable(QString::number(largest)));
    QCOMPARE(weightsIn(QStringLiteral("again")), together);
}

void TestWorkers::theDeathOfOneEndsTheOthers_data()
{
    QTest::addColumn<int>("dying");
    QTest::newRow("the first") << 0;
    QTest::newRow("the second") << 1;
}

/// The others end with a sentence; the best weights so far are kept.
void TestWorkers::theDeathOfOneEndsTheOthers()
{
    QFETCH(const int, dying);
    const QString model = file(QStringLiteral("killed%1").arg(dying));
    const auto processes = startRanks(2, endlessRun(model));
    QVERIFY(hasFinishedEpochs(*processes[0], 2));
    processes[static_cast<std::size_t>(dying)]->kill();
    const ProcessResult other = resultOf(*processes[static_cast<std::size_t>(1 - dying)]);
    QCOMPARE(other.exitCode, 1);
    QVERIFY2(isOneSentence(other.errors), other.errors.constData());
    QVERIFY2(other.errors.contains(
                 "Another of the 2 processes that train together has ended or no longer answers."),
        other.errors.constData());
    if (dying == 1) {
        QVERIFY2(other.errors.contains("The best weights so far are in " + model.toUtf8()),
            other.errors.constData());
        QVERIFY(readModel(model.toStdString()));
    }
    resultOf(*processes[static_cast<std::size_t>(dying)]);
}

void TestWorkers::aStopOfOneStopsAll()
{
    const QString model = file(QStringLiteral("stopped"));
    const auto processes = startRanks(2, endlessRun(model));
    QVERIFY(hasFinishedEpochs(*processes[0], 2));
    processes[1]->terminate();
    const ProcessResult first = resultOf(*processes[0]);
    QVERIFY2(first.exitCode == 0, first.errors.constData());
    QCOMPARE(
        first.lines().last().value(QStringLiteral("reason")).toString(), QStringLiteral("stopped"));
    QCOMPARE(resultOf(*processes[1]).exitCode, 0);
    QVERIFY(readModel(model.toStdString()));
}

void TestWorkers::aStopEndsTheWaitForOthers_data()
{
    QTest::addColumn<int>("rank");
    QTest::newRow("the first") << 0;
    QTest::newRow("the second") << 1;
}

/// The first waits for those that are missing, the others for the first.
void TestWorkers::aStopEndsTheWaitForOthers()
{
    QFETCH(const int, rank);
    const auto process = startRank(rank, 2, freePort(), words("train --engine torch --epochs 1"));
    QByteArray printed;
    QVERIFY(QTest::qWaitFor(
        [&] {
            printed += process->readAllStandardOutput();
            return printed.contains("Waiting at 127.0.0.1:");
        },
        timeout));
    process->terminate();
    const std::chrono::milliseconds patience = WorkerPlace().patience;
    QVERIFY(process->waitForFinished(static_cast<int>(patience.count() / 2)));
    const ProcessResult result = resultOf(*process);
    QCOMPARE(result.exitCode, 1);
    QVERIFY2(isOneSentence(result.errors), result.errors.constData());
    QVERIFY2(result.errors.contains("Stopped before the 2 processes"), result.errors.constData());
}

void TestWorkers::theirSettingsMustAgree()
{
    const QString port = freePort();
    const QStringList common = words("train --engine torch --epochs 1 --json --output")
        << file(QStringLiteral("none"));
    const auto one = startRank(0, 2, port, common + words("--seed 1"));
    const auto other = startRank(1, 2, port, common + words("--seed 2"));
    for (QProcess* process : {one.get(), other.get()}) {
        const ProcessResult result = resultOf(*process);
        QVERIFY(result.exitCode != 0);
        QVERIFY2(result.errors.contains("were started with different settings or images."),
            result.errors.constData());
    }
}

void TestWorkers::theNativeEngineTrainsAlone()
{
    const auto processes = startRanks(2, words("train --engine native --epochs 1"));
    for (const Process& process : processes) {
        const ProcessResult result = resultOf(*process);
        QVERIFY(result.exitCode != 0);
        QVERIFY2(result.errors.contains("The native engine trains in one process"),
            result.errors.constData());
    }
}

int main(int argc, char* argv[])
{
    const IsolatedHome home;
    QCoreApplication application(argc, argv);
    TestWorkers test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_workers.moc"
