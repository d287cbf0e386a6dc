// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/presets.h"
#include "core/training/setting_text.h"
#include "core/training/successive_halving.h"
#include "core/training/sweep.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <set>

using namespace numeral;

namespace {

SweepPlan planOf(const std::vector<std::pair<std::string, std::vector<std::string>>>& settings,
    std::optional<int> runs = {})
{
    SweepPlan plan;
    for (const auto& [key, texts] : settings) {
        plan.settings.push_back(*parseSwept(key, texts));
    }
    plan.runs = runs;
    return plan;
}

/// Counts what it hears.
struct Listener final : GroupObserver {
    int epochs = 0;
    void epochFinished(std::size_t /*run*/, const EpochFigures& /*figures*/) override { ++epochs; }
};

EpochFigures epoch(int number, double loss)
{
    EpochFigures figures;
    figures.epoch = number;
    figures.validationLoss = loss;
    figures.validationAccuracy = 1 - loss;
    return figures;
}

} // namespace

class TestSweep : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everySettingIsWrittenAndRead();
    void wrongValuesAreRefused_data();
    void wrongValuesAreRefused();
    void aGridHasAllCombinations();
    void drawnRunsAreTheSameAgain();
    void rangesAreDrawnEvenly();
    void uselessCombinationsAreLeftOut();
    void wrongPlansAreRefused();
    void aPlanIsKnownAgain();
    void badRunsEndEarly();
    void accuracyCanDecide();
    void runsFromBeforeCount();
};

void TestSweep::everySettingIsWrittenAndRead()
{
    TrainingConfig unusual;
    unusual.kind = NetworkKind::Convolutional;
    unusual.blocks = {{8, 3, 1}, {12, 5, 2}};
    unusual.hiddenLayers = {};
    unusual.nesterov = true;
    unusual.momentum = 0.75;
    unusual.classesUsed = {"0", "7"};
    unusual.filters = *parseFilters("blur:1.5,threshold");
    std::vector<TrainingConfig> configs{unusual};
    for (const TrainingPreset& preset : trainingPresets()) {
        configs.push_back(preset.config);
    }
    for (const TrainingConfig& config : configs) {
        TrainingConfig again;
        forEachSetting(config, [&]<typename Setting>(const Setting& setting, const auto&) {
            std::string key;
            if constexpr (std::is_same_v<Setting, SettingText>) {
                key = setting.key;
            } else {
                key = setting.text.key;
            }
            const std::string text = valueText(config, key);
            QVERIFY2(setFromText(again, key, text), (key + " " + text).c_str());
        });
        QCOMPARE(toJson(again), toJson(config));
    }
}

void TestSweep::wrongValuesAreRefused_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QStringList>("texts");
    const auto row = [](const char* key, const QStringList& texts) {
        QTest::newRow(qPrintable(QLatin1String(key) + texts.join(QLatin1Char(' '))))
            << QString::fromLatin1(key) << texts;
    };
    const auto s = [](const char* text) { return QString::fromLatin1(text); };
    row("learning_rate", {s("0.1..0.01")});
    row("learning_rate", {s("0..0.1")});
    row("learning_rate", {s("0.1..2")});
    row("learning_rate", {s("a..b")});
    row("hidden_layers", {s("16..32")});
    row("optimizer", {s("adam..sgd")});
    row("batch_size", {s("50"), s("50")});
}

void TestSweep::wrongValuesAreRefused()
{
    QFETCH(QString, key);
    QFETCH(QStringList, texts);
    std::vector<std::string> values;
    for (const QString& text : texts) {
        values.push_back(text.toStdString());
    }
    const Result<SweptSetting> swept = parseSwept(key.toStdString(), values);
    QVERIFY(!swept);
    QCOMPARE(swept.error().code, ErrorCode::InvalidSetting);
}

void TestSweep::aGridHasAllCombinations()
{
    const auto runs = sweepConfigs(
        planOf({{"hidden_layers", {"16", "32,32", "none"}}, {"optimizer", {"adam", "sgd"}}}));
    QVERIFY(runs);
    QCOMPARE(runs->configs.size(), std::size_t(6));
    std::set<std::string> different;
    for (const TrainingConfig& config : runs->configs) {
        different.insert(toJson(config));
        QCOMPARE(config.seed, TrainingConfig().seed); // compared from the same seed
    }
    QCOMPARE(different.size(), std::size_t(6));
    QCOMPARE(runs->configs[0].hiddenLayers, std::vector<int>{16});
    QCOMPARE(runs->configs[5].hiddenLayers, std::vector<int>{});
    QCOMPARE(runs->configs[5].optimizer, OptimizerKind::Sgd);
}

void TestSweep::drawnRunsAreTheSameAgain()
{
    const auto drawn = [](int runs, std::int64_t seed) {
        SweepPlan plan
            = planOf({{"learning_rate", {"0.0001..0.1"}}, {"batch_size", {"20..500"}}}, runs);
        plan.base.seed = seed;
        return sweepConfigs(plan)->configs;
    };
    const auto ten = drawn(10, 1);
    QCOMPARE(ten.size(), std::size_t(10));
    QVERIFY(drawn(10, 1) == ten);
    const auto more = drawn(25, 1); // goes on where the ten ended
    QVERIFY(std::equal(ten.begin(), ten.end(), more.begin()));
    QVERIFY(drawn(10, 2) != ten);
    // Fewer runs than combinations are drawn from these.
    const auto some = sweepConfigs(planOf({{"batch_size", {"10", "20", "30", "40"}}}, 3));
    QCOMPARE(some->configs.size(), std::size_t(3));
}

void TestSweep::rangesAreDrawnEvenly()
{
    const auto runs = sweepConfigs(planOf(
        {{"learning_rate", {"0.0001..0.1"}}, {"dropout", {"0..0.6"}}, {"batch_size", {"100..200"}}},
        600));
    QVERIFY(runs);
    QCOMPARE(runs->configs.size(), std::size_t(600));
    std::array<int, 3> magnitudes{};
    std::array<int, 3> thirds{};
    for (const TrainingConfig& config : runs->configs) {
        QVERIFY(config.learningRate >= 0.0001 && config.learningRate <= 0.1);
        QVERIFY(config.dropout >= 0 && config.dropout <= 0.6);
        QVERIFY(config.batchSize >= 100 && config.batchSize <= 200);
        ++magnitudes[std::min<std::size_t>(
            2, static_cast<std::size_t>(std::log10(config.learningRate / 0.0001)))];
        ++thirds[std::min<std::size_t>(2, static_cast<std::size_t>(config.dropout / 0.2))];
    }
    for (const int count :
        {magnitudes[0], magnitudes[1], magnitudes[2], thirds[0], thirds[1], thirds[2]}) {
        QVERIFY2(std::abs(count - 200) < 50, qPrintable(QString::number(count)));
    }
}

void TestSweep::uselessCombinationsAreLeftOut()
{
    // Nesterov needs momentum.
    const auto runs = sweepConfigs(
        planOf({{"optimizer", {"sgd"}}, {"nesterov", {"off", "on"}}, {"momentum", {"0", "0.9"}}}));
    QVERIFY(runs);
    QCOMPARE(runs->configs.size(), std::size_t(3));
    QCOMPARE(runs->invalid, std::size_t(1));
    // Where Adam is among the optimizers, its β1 matters, but not to SGD.
    const auto mixed
        = sweepConfigs(planOf({{"optimizer", {"sgd", "adam"}}, {"beta1", {"0.8", "0.9", "0.95"}}}));
    QVERIFY(mixed);
    QCOMPARE(mixed->configs.size(), std::size_t(4));
    QVERIFY(!sweepConfigs(planOf({{"optimizer", {"sgd"}}, {"beta1", {"0.8", "0.9"}}})));
    // Where there are hardly any, many are soon drawn.
    const auto few
        = sweepConfigs(planOf({{"batch_size", {"50..60"}}, {"hidden_layers", {"8", "16"}}}, 9999));
    QVERIFY(few);
    QCOMPARE(few->configs.size(), std::size_t(22));
}

void TestSweep::wrongPlansAreRefused()
{
    QVERIFY(!sweepConfigs(planOf({})));
    QVERIFY(!sweepConfigs(planOf({{"learning_rate", {"0.001..0.1"}}}))); // how many?
    QVERIFY(!sweepConfigs(planOf({{"seed", {"1", "2"}}})));
    QVERIFY(!sweepConfigs(planOf({{"momentum", {"2", "3"}}})));
    QVERIFY(!sweepConfigs(planOf({{"unheard_of", {"2", "3"}}})));
    SweepPlan unvalidated = planOf({{"hidden_layers", {"16", "32"}}});
    unvalidated.base.validationShare = 0;
    QVERIFY(!sweepConfigs(unvalidated));
}

void TestSweep::aPlanIsKnownAgain()
{
    const SweepPlan plan = planOf({{"learning_rate", {"0.001..0.1"}}}, 10);
    QCOMPARE(identityOf(planOf({{"learning_rate", {"0.001..0.1"}}}, 20)), identityOf(plan));
    QVERIFY(identityOf(planOf({{"learning_rate", {"0.001..0.2"}}}, 10)) != identityOf(plan));
    SweepPlan other = plan;
    other.base.hiddenLayers = {16};
    QVERIFY(identityOf(other) != identityOf(plan));
    other = plan;
    other.base.learningRate = 0.01; // of what is varied, it doesn't matter
    QCOMPARE(identityOf(other), identityOf(plan));
}

/// Nine runs come to the first epoch one after the other, the worst first, then the best.
void TestSweep::badRunsEndEarly()
{
    Listener listener;
    GroupControl control(9);
    SuccessiveHalving halving(StoppingMetric::Loss, control, listener);
    const std::vector<double> losses{0.9, 0.8, 0.7, 0.6, 0.95, 0.1, 0.5, 0.2, 0.3};
    for (std::size_t run = 0; run < losses.size(); ++run) {
        halving.epochFinished(run, epoch(1, losses[run]));
    }
    const auto pruned = [&control] {
        std::vector<std::size_t> runs;
        for (std::size_t run = 0; run < control.size(); ++run) {
            if (control.run(run).pruned() && control.run(run).stopRequested()) {
                runs.push_back(run);
            }
        }
        return runs;
    };
    // The first two go on, since nobody can tell yet, then those among the best third so far.
    QCOMPARE(pruned(), (std::vector<std::size_t>{4}));
    QCOMPARE(listener.epochs, 9);
    halving.epochFinished(0, epoch(2, 0.9)); // between two rungs nothing is decided
    QCOMPARE(pruned().size(), std::size_t(1));
    for (const std::size_t run : {5, 7, 3, 0}) {
        halving.epochFinished(run, epoch(3, losses[run] - 0.05));
    }
    QCOMPARE(pruned(), (std::vector<std::size_t>{0, 3, 4}));
}

void TestSweep::accuracyCanDecide()
{
    Listener listener;
    GroupControl control(3);
    SuccessiveHalving halving(StoppingMetric::Accuracy, control, listener);
    for (std::size_t run = 0; run < 3; ++run) {
        EpochFigures figures = epoch(1, 0.1 * static_cast<double>(run));
        figures.validationAccuracy = run == 2 ? 0.5 : 0.9;
        figures.validationLoss = run == 2 ? 0.0 : 1.0; // its loss is the best
        halving.epochFinished(run, figures);
    }
    QVERIFY(control.run(2).pruned());
}

/// After a restart, the best of those before set the standard.
void TestSweep::runsFromBeforeCount()
{
    Listener listener;
    GroupControl control(2);
    SuccessiveHalving halving(StoppingMetric::Loss, control, listener);
    for (const double loss : {0.1, 0.12, 0.5}) {
        halving.addFormer(std::vector{epoch(1, loss), epoch(2, loss), epoch(3, loss - 0.05)});
    }
    halving.epochFinished(0, epoch(1, 0.3));
    halving.epochFinished(1, epoch(1, 0.05));
    QVERIFY(control.run(0).pruned());
    QVERIFY(!control.run(1).pruned());
}

QTEST_GUILESS_MAIN(TestSweep)

#include "tst_sweep.moc"
