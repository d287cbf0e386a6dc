// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/ablation.h"

#include <QTest>

#include <algorithm>

using namespace numeral;

class TestAblation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void plainSettingsHaveNothingToLeaveOut();
    void eachSettingIsLeftOutInTurn();
    void seedAndEngineAreNoOptions();
    void whatHasNoEffectIsNoOption();
};

void TestAblation::plainSettingsHaveNothingToLeaveOut()
{
    QVERIFY(ablationsOf(TrainingConfig()).empty());
}

void TestAblation::eachSettingIsLeftOutInTurn()
{
    TrainingConfig config;
    config.hiddenLayers = {64};
    config.dropout = 0.2;
    config.seed = 7;
    std::vector<Ablation> ablations = ablationsOf(config);
    QCOMPARE(ablations.size(), std::size_t(2));
    std::ranges::sort(ablations, {}, &Ablation::key);
    QCOMPARE(ablations[0].key, std::string("dropout"));
    QCOMPARE(ablations[0].value, std::string("0.2"));
    TrainingConfig withoutDropout = config;
    withoutDropout.dropout = 0;
    QCOMPARE(ablations[0].without, withoutDropout);
    QCOMPARE(ablations[1].key, std::string("hidden_layers"));
    QCOMPARE(ablations[1].value, std::string("[64]"));
    TrainingConfig withUsualLayers = config;
    withUsualLayers.hiddenLayers = TrainingConfig().hiddenLayers;
    QCOMPARE(ablations[1].without, withUsualLayers);
}

void TestAblation::seedAndEngineAreNoOptions()
{
    TrainingConfig config;
    config.seed = 12;
    config.engine = EngineChoice::Native;
    config.epochs = 3; // nor is how long may be trained
    QVERIFY(ablationsOf(config).empty());
}

void TestAblation::whatHasNoEffectIsNoOption()
{
    TrainingConfig config;
    config.nesterov = !config.nesterov; // Adam has none
    QVERIFY(ablationsOf(config).empty());
    config.optimizer = OptimizerKind::Sgd;
    QVERIFY(!ablationsOf(config).empty());
}

QTEST_GUILESS_MAIN(TestAblation)
#include "tst_ablation.moc"
