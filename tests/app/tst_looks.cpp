// SPDX-License-Identifier: GPL-3.0-or-later
#include "../support/isolated_home.h"
#include "cli_process.h"

#include "core/data/catalogue.h"
#include "tests/core/data/idx_dataset.h"

#include <QDir>
#include <QFile>
#include <QJsonObject>
#include <QJsonValue>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace numeral;

/// A network that learns from images of any look reads drawings as well as one that learnt from
/// plain ones. With all of MNIST.
class TestLooks : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void drawingsAreReadAsWell_data();
    void drawingsAreReadAsWell();
    void whatWasDoneIsSaid();
    void evaluatingRepeatsWhatWasDone();
    void pensAndOutliersFollowTheLook();

private:
    QString file(const char* name) const { return m_folder.filePath(QLatin1String(name)); }

    /// Writes MNIST with another look, and returns the folder.
    QString written(const ImageLook& look, const char* name) const;

    /// The share of drawings that a network reads after three epochs on that data, 0 to 1.
    double readAfterTraining(const QStringList& data) const;

    QTemporaryDir m_folder;
    Dataset m_mnist;
    double m_plain = 0;
};

void TestLooks::initTestCase()
{
    const Result<Dataset> mnist = loadDataset("mnist");
    QVERIFY2(mnist, mnist ? "" : mnist.error().detail.c_str());
    m_mnist = *mnist;
    QCOMPARE(run(words("ink --count 1000 --output") << file("ink.ndjson")).exitCode, 0);
    m_plain = readAfterTraining({QStringLiteral("mnist")});
    QVERIFY2(m_plain > 0.9, qPrintable(QString::number(m_plain)));
}

QString TestLooks::written(const ImageLook& look, const char* name) const
{
    const QString folder = file(name);
    if (!QDir(folder).exists()) { // else by an earlier row
        test::writeIdxDataset(m_mnist, folder, look);
    }
    return folder;
}

double TestLooks::readAfterTraining(const QStringList& data) const
{
    const QString model = file("model.safetensors");
    const ProcessResult trained = run(
        words("train --epochs 3 --json --output") << model << QStringLiteral("--data") << data);
    const ProcessResult read
        = run(words("classify --model") << model << QStringLiteral("--ink") << file("ink.ndjson"));
    const QRegularExpression summary(QStringLiteral("(\\d+) of (\\d+) labelled drawings"));
    const auto found = summary.match(QString::fromUtf8(read.output));
    return trained.exitCode == 0 && found.hasMatch()
        ? found.captured(1).toDouble() / found.captured(2).toDouble()
        : 0;
}

void TestLooks::drawingsAreReadAsWell_data()
{
    QTest::addColumn<int>("paper");
    QTest::addColumn<int>("ink");
    QTest::addColumn<bool>("transposed");
    QTest::addColumn<QString>("options");
    QTest::newRow("dark ink on light paper") << 255 << 0 << false << QString();
    QTest::newRow("grey paper") << 170 << 30 << false << QString();
    QTest::newRow("pixels 0 and 1") << 0 << 1 << false << QString();
    QTest::newRow("transposed") << 0 << 255 << true << QString();
    QTest::newRow("all of it") << 200 << 50 << true << QString();
    QTest::newRow("dark ink, left so") << 255 << 0 << false << QStringLiteral("--no-invert");
    QTest::newRow("transposed, left so") << 0 << 255 << true << QStringLiteral("--no-transpose");
    QTest::newRow("all of it, left so")
        << 200 << 50 << true << QStringLiteral("--no-stretch --no-invert --no-transpose");
    QTest::newRow("plain, inverted") << 0 << 255 << false << QStringLiteral("--invert");
    QTest::newRow("plain, transposed") << 0 << 255 << false << QStringLiteral("--transpose");
}

void TestLooks::drawingsAreReadAsWell()
{
    QFETCH(int, paper);
    QFETCH(int, ink);
    QFETCH(bool, transposed);
    QFETCH(QString, options);
    // Without contrast a network learns more slowly, which is not its drawings' fault.
    const double difference = options.contains(QStringLiteral("--no-stretch")) ? 0.04 : 0.02;
    const ImageLook look{
        static_cast<std::uint8_t>(paper), static_cast<std::uint8_t>(ink), transposed};
    const QString folder
        = written(look, qPrintable(QStringLiteral("%1-%2-%3").arg(paper).arg(ink).arg(transposed)));
    const double read = readAfterTraining(
        QStringList(folder) + options.split(QLatin1Char(' '), Qt::SkipEmptyParts));
    QVERIFY2(read > m_plain - difference,
        qPrintable(QStringLiteral("%1, plain %2").arg(read).arg(m_plain)));
}

void TestLooks::whatWasDoneIsSaid()
{
    const QString folder = written({255, 0, true}, "said");
    const ProcessResult text = run(words("evaluate --data") << folder);
    QCOMPARE(text.exitCode, 0);
    for (const char* part : {"dark ink on light paper", "rows and columns swapped", "inverted",
             "transposed", "--no-invert"}) {
        QVERIFY2(text.output.contains(part), text.output.constData());
    }
    const ProcessResult json = run(words("evaluate --no-transpose --json --data") << folder);
    const QJsonObject data = json.lines().first();
    QCOMPARE(data[QStringLiteral("event")].toString(), QStringLiteral("data"));
    QCOMPARE(data[QStringLiteral("paper")].toInt(), 255);
    const QJsonObject corrections = data[QStringLiteral("corrections")].toObject();
    QCOMPARE(corrections[QStringLiteral("invert")], QJsonValue(true));
    QCOMPARE(corrections[QStringLiteral("transpose")], QJsonValue(false));
    const ProcessResult plain = run(words("evaluate"));
    QCOMPARE(plain.output.count('\n'), 1); // nothing to say
}

/// A model evaluated on the images that it has learnt from sees them as it did then.
void TestLooks::evaluatingRepeatsWhatWasDone()
{
    const QString folder = written({255, 0, false}, "repeated");
    QVERIFY(readAfterTraining({folder, QStringLiteral("--no-invert")}) > 0);
    const auto accuracyOn = [&](const QStringList& data) {
        return run(words("evaluate --json --model") << file("model.safetensors") << data)
            .lines()
            .last()[QStringLiteral("test_accuracy")]
            .toDouble();
    };
    const double own = accuracyOn({QStringLiteral("--data"), folder});
    QVERIFY2(own > 0.95, qPrintable(QString::number(own)));
    // Plain MNIST is inverted for it.
    QCOMPARE(accuracyOn({QStringLiteral("--data"), QStringLiteral("mnist")}), own);
}

/// Drawn images and augmentation look as the data does, too.
void TestLooks::pensAndOutliersFollowTheLook()
{
    const QStringList more
        = words("--pen-drawings 0.1 --outliers 0.1 --rotation 10 --shift 1 --elastic-strength 20");
    const double plain = readAfterTraining(QStringList(QStringLiteral("mnist")) + more);
    const double inverted = readAfterTraining(
        QStringList({QStringLiteral("mnist"), QStringLiteral("--invert")}) + more);
    QVERIFY2(inverted > plain - 0.03,
        qPrintable(QStringLiteral("%1, plain %2").arg(inverted).arg(plain)));
}

int main(int argc, char* argv[])
{
    const IsolatedHome home;
    QCoreApplication application(argc, argv);
    TestLooks test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_looks.moc"
