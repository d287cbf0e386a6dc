// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/engine_table.h"

#include <QtTest>

#include <set>

using namespace numeral;

class TestEngineTable : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachEngineIsFoundByItsId();
    void automaticIsNativeForAPerceptron();
    void theChosenEngineIsTaken();
    void whatNativeLacksIsSaid();
};

void TestEngineTable::eachEngineIsFoundByItsId()
{
    std::set<std::string_view> ids;
    for (const EngineInfo& engine : engineTable()) {
        QCOMPARE(findEngine(engine.id), &engine);
        QVERIFY(!engine.title.empty() && engine.description.ends_with('.'));
        ids.insert(engine.id);
    }
    QCOMPARE(ids.size(), engineTable().size());
    QVERIFY(findEngine("abacus") == nullptr);
}

void TestEngineTable::automaticIsNativeForAPerceptron()
{
    const Result<ChosenEngine> chosen = chooseEngine(EngineChoice::Auto, MlpSpec(), {});
    QVERIFY(chosen);
    QCOMPARE(chosen->info->id, "native");
    QCOMPARE(chosen->reason, "Native, the fastest for this network.");
}

void TestEngineTable::theChosenEngineIsTaken()
{
    const Result<ChosenEngine> chosen = chooseEngine(EngineChoice::Torch, MlpSpec(), {});
    QVERIFY(chosen);
    QCOMPARE(chosen->info->id, "torch");
    QCOMPARE(chosen->reason, "LibTorch, as chosen.");
}

void TestEngineTable::whatNativeLacksIsSaid()
{
    EngineOptions options;
    options.optimizer.kind = OptimizerKind::Sgd;
    const Result<ChosenEngine> chosen = chooseEngine(EngineChoice::Auto, MlpSpec(), options);
    QVERIFY(chosen);
    QCOMPARE(chosen->info->id, "torch");
    QCOMPARE(chosen->reason, "LibTorch, since the native engine has no SGD.");
    const Result<ChosenEngine> refused = chooseEngine(EngineChoice::Native, MlpSpec(), options);
    QVERIFY(!refused);
    QCOMPARE(refused.error().detail,
        "The native engine has no SGD: choose another engine or optimizer.");

    // Adam's weight decay is part of the gradient, AdamW's is decoupled from it.
    options.optimizer.kind = OptimizerKind::Adam;
    options.optimizer.weightDecay = 0.1;
    QCOMPARE(chooseEngine(EngineChoice::Auto, MlpSpec(), options)->info->id, "torch");
    options.optimizer.kind = OptimizerKind::AdamW;
    QCOMPARE(chooseEngine(EngineChoice::Auto, MlpSpec(), options)->info->id, "native");
}

QTEST_GUILESS_MAIN(TestEngineTable)
#include "tst_engine_table.moc"
