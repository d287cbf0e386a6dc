// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/english.h"
#include "ui/training/progress_panel.h"
#include "ui/training/run_text.h"

#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QTest>

using namespace numeral;
using namespace numeral::ui;

class TestProgressPanel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QLocale::setDefault(QLocale::c()); }
    void tellsEpochAndTimeLeft();
    void tellsWhatIsPrepared();
    void tellsThePause();
    void tellsTheResult_data();
    void tellsTheResult();
    void durationsAreReadable_data();
    void durationsAreReadable();
    void whatMakesTrainingHarderIsNamed();
};

namespace {

QString headline(const ProgressPanel& panel)
{
    return panel.findChild<QLabel*>(QStringLiteral("headline"))->text();
}

QString detail(const ProgressPanel& panel)
{
    return panel.findChild<QLabel*>(QStringLiteral("detail"))->text();
}

RunStart startOf(int epochs)
{
    RunStart start;
    start.config.epochs = epochs;
    start.trainingImages = 54'000;
    start.validationImages = 6'000;
    return start;
}

} // namespace

void TestProgressPanel::tellsEpochAndTimeLeft()
{
    ProgressPanel panel;
    panel.showStart(startOf(100));
    QCOMPARE(headline(panel), QStringLiteral("Epoch 1 of 100"));
    for (int epoch = 1; epoch <= 3; ++epoch) {
        EpochFigures figures;
        figures.epoch = epoch;
        figures.seconds = 2.0;
        figures.validationAccuracy = 0.9;
        panel.showEpoch(figures);
    }
    panel.showBatch({3.5, 0.1, 0.97});
    QCOMPARE(headline(panel), QStringLiteral("Epoch 4 of 100"));
    // 96.5 epochs of two seconds.
    QVERIFY2(
        detail(panel).contains(QLatin1String("at most 3 min left")), qPrintable(detail(panel)));
    QVERIFY(detail(panel).contains(QLatin1String("90.00%")));
    QCOMPARE(panel.findChild<QProgressBar*>()->value(), 35);
}

/// The engine is being loaded only while that is so.
void TestProgressPanel::tellsWhatIsPrepared()
{
    ProgressPanel panel;
    panel.showPreparing();
    QCOMPARE(headline(panel), QStringLiteral("Preparing…"));
    QVERIFY2(!detail(panel).contains(QStringLiteral("engine")), qPrintable(detail(panel)));
    panel.showPreparing(Preparation::LoadingEngine, 0);
    QVERIFY2(detail(panel).contains(QStringLiteral("engine")), qPrintable(detail(panel)));
    panel.showPreparing(Preparation::DrawingImages, 0.25);
    QVERIFY2(detail(panel).contains(QStringLiteral("25%")), qPrintable(detail(panel)));
    const auto* bar = panel.findChild<QProgressBar*>();
    QCOMPARE(bar->value(), bar->maximum() / 4);
    panel.showPaused(true);
    QCOMPARE(headline(panel), QStringLiteral("Preparing, paused"));
    panel.showPaused(false);
    QCOMPARE(headline(panel), QStringLiteral("Preparing…"));
    panel.showStart(startOf(5));
    QCOMPARE(headline(panel), QStringLiteral("Epoch 1 of 5"));
    QCOMPARE(bar->value(), 0);
}

void TestProgressPanel::tellsThePause()
{
    ProgressPanel panel;
    panel.showStart(startOf(10));
    panel.showPaused(true);
    QVERIFY(headline(panel).contains(QLatin1String("paused")));
    panel.showPaused(false);
    QVERIFY(!headline(panel).contains(QLatin1String("paused")));
}

void TestProgressPanel::tellsTheResult_data()
{
    QTest::addColumn<int>("reason");
    QTest::addColumn<int>("patience");
    QTest::addColumn<int>("images");
    QTest::addColumn<QStringList>("words");
    const auto row = [](const char* name, StopReason reason, int patience, int images,
                         const QStringList& words) {
        QTest::newRow(name) << static_cast<int>(reason) << patience << images << words;
    };
    row("early", StopReason::EarlyStopping, 2, 10'000,
        {QStringLiteral("not improved for 2 epochs."), QStringLiteral("10000 test images,")});
    row("once worse, one image", StopReason::EarlyStopping, 1, 1,
        {QStringLiteral("not improved for 1 epoch."), QStringLiteral("\n1 test image,")});
    row("epochs", StopReason::Epochs, 2, 10'000, {QStringLiteral("all epochs are done")});
    row("stopped", StopReason::Stopped, 2, 10'000, {QStringLiteral("stopped by you")});
    row("diverged", StopReason::Diverged, 2, 10'000, {QStringLiteral("no longer finite")});
}

void TestProgressPanel::tellsTheResult()
{
    QFETCH(int, reason);
    QFETCH(int, patience);
    QFETCH(int, images);
    QFETCH(QStringList, words);
    const EnglishPlurals plurals;
    ProgressPanel panel;
    panel.showStart(startOf(100));
    TrainingConfig config;
    config.patience = patience;
    TrainingResult result;
    result.reason = static_cast<StopReason>(reason);
    result.epochs = 11;
    result.batches = 5940;
    result.bestEpoch = 9;
    result.test = {static_cast<std::size_t>(images), 0.0869, 0.9718};
    result.seconds = 5.5;
    panel.showResult({config, "MNIST", result, true});
    QVERIFY2(headline(panel).contains(QLatin1String("97.18%")), qPrintable(headline(panel)));
    words << QStringLiteral("epoch 9 of 11") << QStringLiteral("5.5 s");
    for (const QString& part : words) {
        QVERIFY2(detail(panel).contains(part), qPrintable(detail(panel)));
    }
}

void TestProgressPanel::durationsAreReadable_data()
{
    QTest::addColumn<double>("seconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("short") << 5.54 << QStringLiteral("5.5 s");
    QTest::newRow("seconds") << 53.2 << QStringLiteral("54 s");
    QTest::newRow("minutes") << 300.0 << QStringLiteral("5 min");
    QTest::newRow("hours") << 9'000.0 << QStringLiteral("2.5 h");
}

void TestProgressPanel::durationsAreReadable()
{
    QFETCH(double, seconds);
    QFETCH(QString, text);
    QCOMPARE(durationText(seconds), text);
}

void TestProgressPanel::whatMakesTrainingHarderIsNamed()
{
    const auto names = [](const TrainingConfig& config, const char* what) {
        return handicapText(config).contains(QLatin1String(what), Qt::CaseInsensitive);
    };
    TrainingConfig config;
    QCOMPARE(handicapText(config), QString());
    config.dropout = 0.2;
    QVERIFY(names(config, "dropout") && !names(config, "augmented"));
    config.augmentation.rotation = 5;
    QVERIFY(names(config, "dropout") && names(config, "augmented"));
    config.dropout = 0;
    QVERIFY(!names(config, "dropout") && names(config, "augmented"));
}

QTEST_MAIN(TestProgressPanel)
#include "tst_progress_panel.moc"
