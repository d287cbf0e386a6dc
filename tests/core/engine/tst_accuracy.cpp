// SPDX-License-Identifier: GPL-3.0-or-later
//
// Compares the engines' accuracy on the real MNIST, over twenty runs each, from the same initial
// weights and with the same batches.

#include "core/data/catalogue.h"
#include "core/engine/engine_table.h"
#include "core/training/trainer.h"

#include <QTest>

using namespace numeral;

class TestAccuracy : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void learnsAsWellAsLibtorch();
};

void TestAccuracy::learnsAsWellAsLibtorch()
{
    const Result<Dataset> dataset = loadDataset("mnist");
    QVERIFY2(dataset, dataset ? "" : dataset.error().detail.c_str());
    const Result<EngineFactory> native = findEngine("native")->load();
    const Result<EngineFactory> torch = findEngine("torch")->load();
    QVERIFY(native && torch);
    constexpr int seeds = 20;
    double own = 0;
    double theirs = 0;
    for (int seed = 1; seed <= seeds; ++seed) {
        TrainingConfig config;
        config.seed = seed;
        TrainingObserver observer;
        RunControl control;
        const auto a = train(config, *dataset, 1, *native, observer, control);
        const auto b = train(config, *dataset, 1, *torch, observer, control);
        QVERIFY(a && b);
        qInfo("seed %2d: %.2f%% in %d epochs, LibTorch %.2f%% in %d", seed, 100 * a->test.accuracy,
            a->epochs, 100 * b->test.accuracy, b->epochs);
        own += a->test.accuracy / seeds;
        theirs += b->test.accuracy / seeds;
    }
    qInfo("mean %.3f%%, LibTorch %.3f%%", 100 * own, 100 * theirs);
    QVERIFY(std::abs(own - theirs) <= 0.0005);
}

QTEST_GUILESS_MAIN(TestAccuracy)
#include "tst_accuracy.moc"
