// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a run uses of MNIST and how it filters it, and that the network goes on seeing it so.
#include "../support/isolated_home.h"
#include "cli_process.h"

#include "core/exchange/safetensors.h"

#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace numeral;

class TestDataSettings : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void someClassesAreTold();
    void fewImagesTeachLess();
    void wrongLabelsAreForgiven();
    void filtersGoWithTheNetwork();
    void mistakesAreTold_data();
    void mistakesAreTold();

private:
    QString file(const char* name) const { return m_folder.filePath(QLatin1String(name)); }

    /// Trains, and returns the share of the test images that are right.
    double trained(const char* options, const char* name) const
    {
        const ProcessResult result
            = run(words("train --json --epochs 3 --hidden 64") + words(options)
                << QStringLiteral("--output") << file(name));
        if (result.exitCode != 0) {
            qWarning("%s", result.errors.constData());
            return 0;
        }
        return result.lines().last()[QLatin1String("test_accuracy")].toDouble();
    }
    QJsonObject evaluated(const char* name) const
    {
        return run(words("evaluate --json --model") << file(name)).lines().last();
    }

    QTemporaryDir m_folder;
};

/// Evaluating on all of MNIST leaves out what the network doesn't know.
void TestDataSettings::someClassesAreTold()
{
    const double accuracy = trained("--classes-used 0,1,7", "three.safetensors");
    QVERIFY2(accuracy > 0.985, qPrintable(QString::number(accuracy)));
    const Model model = readSafeTensors(file("three.safetensors").toStdString()).value();
    QCOMPARE(model.classes, (std::vector<std::string>{"0", "1", "7"}));
    const QJsonObject evaluation = evaluated("three.safetensors");
    QCOMPARE(evaluation[QLatin1String("images")].toInt(), 980 + 1135 + 1028);
    QCOMPARE(evaluation[QLatin1String("test_accuracy")].toDouble(), accuracy);
}

void TestDataSettings::fewImagesTeachLess()
{
    const double all = trained("", "all.safetensors");
    const double few = trained("--training-images 300 --batch-size 10", "few.safetensors");
    QVERIFY2(few > 0.6 && few < all - 0.05, qPrintable(QString::number(few)));
}

/// With three wrong labels in ten most digits are still learnt, as the true label is the most
/// frequent; validation and test keep theirs.
void TestDataSettings::wrongLabelsAreForgiven()
{
    const double noisy = trained("--label-noise 0.3", "noisy.safetensors");
    QVERIFY2(noisy > 0.9, qPrintable(QString::number(noisy)));
}

void TestDataSettings::filtersGoWithTheNetwork()
{
    const double accuracy = trained("--filters edges,threshold:150", "edges.safetensors");
    QVERIFY2(accuracy > 0.9, qPrintable(QString::number(accuracy)));
    QCOMPARE(evaluated("edges.safetensors")[QLatin1String("test_accuracy")].toDouble(), accuracy);
    const QByteArray info = run(words("info") << file("edges.safetensors")).output;
    QVERIFY2(info.contains("edges:1,threshold:150"), info.constData());
    // It reads ink through them, too.
    QCOMPARE(run(words("ink --count 200 --output") << file("ink.ndjson")).exitCode, 0);
    const QByteArray read = run(words("classify --model")
        << file("edges.safetensors") << QStringLiteral("--ink") << file("ink.ndjson"))
                                .output;
    const QByteArray last = read.trimmed().split('\n').last();
    QVERIFY2(last.split(' ').first().toInt() > 160, last.constData());
}

void TestDataSettings::mistakesAreTold_data()
{
    QTest::addColumn<QByteArray>("options");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("class") << QByteArray("--classes-used 0,ten") << QByteArray("no class “ten”");
    QTest::newRow("filter") << QByteArray("--filters sepia") << QByteArray("is no filter such as");
    QTest::newRow("noise") << QByteArray("--label-noise 2") << QByteArray("label-noise");
}

void TestDataSettings::mistakesAreTold()
{
    QFETCH(QByteArray, options);
    QFETCH(QByteArray, said);
    const ProcessResult result = run(words("train --epochs 1") + words(options.constData())
        << QStringLiteral("--output") << file("none.safetensors"));
    QVERIFY(result.exitCode != 0);
    QVERIFY2(result.errors.contains(said), result.errors.constData());
}

int main(int argc, char* argv[])
{
    const IsolatedHome home;
    QCoreApplication application(argc, argv);
    TestDataSettings test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_data_settings.moc"
