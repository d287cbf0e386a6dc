// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/catalogue.h"
#include "core/training/learning_rate_finder.h"
#include "core/training/run_setup.h"
#include "core/training/trainer.h"

#include <QTest>

#include <algorithm>

using namespace numeral;

class TestLearningRateFinder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theSuggestionIsGood_data();
    void theSuggestionIsGood();
    void itIsTheSameAgain();
    void itCanBeCancelled();

private:
    LearningRateSearch search(const TrainingConfig& config) const
    {
        const auto engine = engineFor(config, m_mnist, loadEngine);
        return **searchLearningRate(config, m_mnist, *engine, [] { return true; });
    }

    Dataset m_mnist;
};

void TestLearningRateFinder::initTestCase()
{
    m_mnist = *loadDataset("mnist");
}

void TestLearningRateFinder::theSuggestionIsGood_data()
{
    QTest::addColumn<int>("optimizer");
    QTest::newRow("Adam") << static_cast<int>(OptimizerKind::Adam);
    QTest::newRow("SGD") << static_cast<int>(OptimizerKind::Sgd);
}

/// An epoch at the rate that is suggested learns more than one at a tenth, or at thirty times it.
void TestLearningRateFinder::theSuggestionIsGood()
{
    QFETCH(int, optimizer);
    TrainingConfig config;
    config.optimizer = static_cast<OptimizerKind>(optimizer);
    config.epochs = 1;
    const LearningRateSearch found = search(config);
    QVERIFY(found.rates.size() > 50);
    QCOMPARE(found.rates.size(), found.losses.size());
    QVERIFY(std::ranges::is_sorted(found.rates));
    const auto lossAt = [&](double rate) {
        config.learningRate = std::min(rate, 1.0);
        const auto engine = engineFor(config, m_mnist, loadEngine);
        TrainingObserver nobody;
        RunControl control;
        const auto result = train(config, m_mnist, 2, *engine, nobody, control);
        return result && !result->figures.empty() ? *result->figures[0].validationLoss : 1e9;
    };
    const double loss = lossAt(found.suggestion);
    QVERIFY2(loss < lossAt(found.suggestion / 10), qPrintable(QString::number(found.suggestion)));
    QVERIFY2(loss < lossAt(found.suggestion * 30), qPrintable(QString::number(found.suggestion)));
}

void TestLearningRateFinder::itIsTheSameAgain()
{
    const LearningRateSearch first = search(TrainingConfig());
    const LearningRateSearch second = search(TrainingConfig());
    QCOMPARE(first.losses, second.losses);
    QCOMPARE(first.suggestion, second.suggestion);
}

void TestLearningRateFinder::itCanBeCancelled()
{
    const TrainingConfig config;
    const auto engine = engineFor(config, m_mnist, loadEngine);
    int steps = 0;
    const auto stopped
        = searchLearningRate(config, m_mnist, *engine, [&steps] { return ++steps < 5; });
    QVERIFY(stopped);
    QVERIFY(!*stopped);
    QCOMPARE(steps, 5);
}

QTEST_GUILESS_MAIN(TestLearningRateFinder)

#include "tst_learning_rate_finder.moc"
