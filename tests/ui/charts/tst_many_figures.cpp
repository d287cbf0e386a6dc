// SPDX-License-Identifier: GPL-3.0-or-later
//
// Learning curves with more points than pixels.
#include "curves_driver.h"

#include <QTest>

using namespace numeral;
using namespace numeral::ui;

class ManyFiguresTest : public QObject {
    Q_OBJECT

    QImage painted() { return m_curves->grab().toImage(); }

    std::unique_ptr<LearningCurves> m_curves;

private Q_SLOTS:
    void init();
    void cleanup() { m_curves.reset(); }

    void aHundredThousandBatches();
    void onePeakAmongAMillionBatchesIsSeenAndZoomedInto();
    void aThousandNoisyEpochsFillTheirBand();
};

void ManyFiguresTest::init()
{
    m_curves = shownCurves();
    QVERIFY(QTest::qWaitForWindowExposed(m_curves.get()));
}

void ManyFiguresTest::aHundredThousandBatches()
{
    constexpr int perEpoch = 1000;
    m_curves->clear(100);
    for (int epoch = 1; epoch <= 100; ++epoch) {
        std::vector<BatchFigures> batches;
        for (int i = 1; i <= perEpoch; ++i) {
            batches.push_back({epoch - 1 + i / double(perEpoch), 0.5 / epoch, 0.9});
        }
        m_curves->addBatches(batches);
        addEpochs(*m_curves, epoch, epoch);
    }
    QTRY_VERIFY(m_curves->visibleEpochs().upper > 100);
    QTRY_VERIFY(
        count(painted(), m_curves->lossPosition(50, figures(50).trainingLoss), 4, trainingOnLight)
        > 5);
}

void ManyFiguresTest::onePeakAmongAMillionBatchesIsSeenAndZoomedInto()
{
    constexpr int million = 1'000'000;
    m_curves->clear(1000);
    addEpochs(*m_curves, 1, 1);
    std::vector<BatchFigures> batches;
    batches.reserve(million);
    for (int i = 0; i < million; ++i) {
        batches.push_back({i / 1000.0, i == 500'400 ? 0.35 : 0.1, 0.9});
    }
    m_curves->addBatches(batches);
    QTRY_VERIFY(m_curves->visibleEpochs().upper > 1000);
    const auto tinted = [this](double epoch, double loss) {
        const auto at = m_curves->lossPosition(epoch, loss);
        const auto image = painted();
        int found = 0;
        for (int x = at.x() - 1; x <= at.x() + 1; ++x) {
            const auto colour = image.pixelColor(x, at.y());
            found += colour.hue() > 190 && colour.hue() < 215 && colour.saturation() > 10 ? 1 : 0;
        }
        return found > 0;
    };
    QTRY_VERIFY(tinted(500.4, 0.25));
    QVERIFY(!tinted(400.4, 0.25));

    turnWheel(*m_curves, m_curves->lossPosition(500.4, 0.25), 60); // to a single epoch
    QVERIFY(m_curves->visibleEpochs().size() < 1.5);
    QTRY_VERIFY(tinted(500.4, 0.25));
    QTRY_VERIFY(!tinted(500.38, 0.25)); // twenty batches earlier
    QVERIFY(tinted(500.38, 0.1));
}

void ManyFiguresTest::aThousandNoisyEpochsFillTheirBand()
{
    m_curves->clear(3000);
    for (int epoch = 1; epoch <= 3000; ++epoch) {
        auto noisy = figures(epoch);
        noisy.trainingLoss = epoch == 1500 ? 0.35 : epoch % 2 == 0 ? 0.2 : 0.1;
        noisy.validationLoss.reset();
        noisy.validationAccuracy.reset();
        m_curves->addEpoch(noisy);
    }
    QTRY_VERIFY(m_curves->visibleEpochs().upper > 3000);
    const auto seen = [this](double epoch, double loss) {
        return count(painted(), m_curves->lossPosition(epoch, loss), 1, trainingOnLight);
    };
    QTRY_COMPARE(seen(700.3, 0.15), 9); // solid between minimum and maximum
    QVERIFY(seen(1500, 0.3) >= 3); // the single peak
    QCOMPARE(seen(700.3, 0.23), 0);
    QCOMPARE(seen(700.3, 0.07), 0);
}

QTEST_MAIN(ManyFiguresTest)
#include "tst_many_figures.moc"
