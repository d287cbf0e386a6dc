// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/engine_table.h"

#include <QTest>

#include <set>

using namespace numeral;

class TestEngineTable : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachEngineIsFoundByItsId();
    void automaticIsNativeForAPerceptron();
    void theChosenEngineIsTaken();
    void whatNativeLacksIsSaid();
    void nativeRefusesWhatItLacks();
    void libTorchGetsThreadsForLargeStepsOnly();
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
    const Result<ChosenEngine> chosen = chooseEngine(EngineChoice::Auto, Perceptron(), {});
    QVERIFY(chosen);
    QCOMPARE(chosen->info->id, "native");
    QCOMPARE(chosen->reason, "Native, the fastest for this network.");
}

void TestEngineTable::theChosenEngineIsTaken()
{
    const Result<ChosenEngine> chosen = chooseEngine(EngineChoice::Torch, Perceptron(), {});
    QVERIFY(chosen);
    QCOMPARE(chosen->info->id, "torch");
    QCOMPARE(chosen->reason, "LibTorch, as chosen.");
}

void TestEngineTable::whatNativeLacksIsSaid()
{
    EngineOptions options;
    options.optimizer.kind = OptimizerKind::Sgd;
    const Result<ChosenEngine> chosen = chooseEngine(EngineChoice::Auto, Perceptron(), options);
    QVERIFY(chosen);
    QCOMPARE(chosen->info->id, "torch");
    QCOMPARE(chosen->reason, "LibTorch, since the native engine has no SGD.");
    const Result<ChosenEngine> refused = chooseEngine(EngineChoice::Native, Perceptron(), options);
    QVERIFY(!refused);
    QCOMPARE(refused.error().detail,
        "The native engine has no SGD: choose another engine or other settings.");

    // Adam's weight decay is part of the gradient, AdamW's is decoupled from it.
    options.optimizer.kind = OptimizerKind::Adam;
    options.optimizer.weightDecay = 0.1;
    QCOMPARE(chooseEngine(EngineChoice::Auto, Perceptron(), options)->info->id, "torch");
    options.optimizer.kind = OptimizerKind::AdamW;
    QCOMPARE(chooseEngine(EngineChoice::Auto, Perceptron(), options)->info->id, "native");
}

/// Also if nobody asked before whether it supports the run.
void TestEngineTable::nativeRefusesWhatItLacks()
{
    EngineOptions options;
    options.optimizer.kind = OptimizerKind::RmsProp;
    const Result<EngineFactory> factory = loadEngine(*findEngine("native"));
    QVERIFY(factory);
    const auto engine = (*factory)(*initialWeights(Perceptron(), 1), options);
    QVERIFY(!engine);
    QCOMPARE(engine.error().detail, "the native engine has no RMSprop");
}

void TestEngineTable::libTorchGetsThreadsForLargeStepsOnly()
{
    EngineOptions options;
    options.threads = 4;
    const auto threads = [&](const char* id, std::size_t rows) {
        const Result<EngineFactory> factory = loadEngine(*findEngine(id));
        return (*(*factory)(*initialWeights(Perceptron(), 1), options))->threads(rows);
    };
    QCOMPARE(threads("torch", 100), 1);
    QCOMPARE(threads("torch", 10'000), 4);
    QCOMPARE(threads("native", 100), 4);
}

QTEST_GUILESS_MAIN(TestEngineTable)
#include "tst_engine_table.moc"
