// SPDX-License-Identifier: GPL-3.0-or-later
//
// Images that a pen draws after the real MNIST, to be learnt from.
#include "core/data/catalogue.h"
#include "core/training/drawn_images.h"
#include "core/training/training_batches.h"

#include <QtTest>

#include <algorithm>
#include <map>
#include <numeric>

using namespace numeral;

namespace {

bool goOn()
{
    return true;
}

} // namespace

class TestDrawnImages : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void areAsManyAsAskedFor();
    void lookLikeTheirDigits();
    void threadsChangeNothing();
    void noneAreDrawnUnasked();
    void canBeCalledOff();
    void otherDataAreRefused();
    void aRunLearnsFromThem();

private:
    Dataset m_mnist;
    Indices m_training;
};

void TestDrawnImages::initTestCase()
{
    const Result<Dataset> mnist = loadDataset("mnist");
    QVERIFY2(mnist, mnist ? "" : mnist.error().detail.c_str());
    m_mnist = *mnist;
    m_training = allIndices(1000);
}

void TestDrawnImages::areAsManyAsAskedFor()
{
    TrainingConfig config;
    config.penDrawings = 0.3;
    config.strangers = 0.1;
    const LabelledImages drawn = *drawnImages(config, m_mnist, m_training, 2, goOn).value();
    QCOMPARE(drawn.size(), std::size_t(400));
    QCOMPARE(drawn.shape(), m_mnist.training.shape());
    const auto labels = drawn.labels();
    QCOMPARE(std::count(labels.begin(), labels.end(), Batch::stranger), 100);
    for (std::size_t i = 0; i < drawn.size(); ++i) {
        const auto image = drawn.image(i);
        QCOMPARE(int(*std::max_element(image.begin(), image.end())), 255);
    }
}

/// Each is nearest to the mean of its own digit's images, but for slant and habits.
void TestDrawnImages::lookLikeTheirDigits()
{
    TrainingConfig config;
    config.penDrawings = 1;
    const LabelledImages drawn = *drawnImages(config, m_mnist, m_training, 2, goOn).value();
    std::vector<std::vector<double>> means(10, std::vector<double>(784));
    std::vector<double> counts(10);
    for (std::size_t i = 0; i < 10'000; ++i) {
        const std::uint8_t label = m_mnist.training.labels()[i];
        const auto image = m_mnist.training.image(i);
        std::transform(image.begin(), image.end(), means[label].begin(), means[label].begin(),
            [](int grey, double sum) { return sum + grey; });
        ++counts[label];
    }
    int nearest = 0;
    for (std::size_t i = 0; i < drawn.size(); ++i) {
        std::map<double, std::size_t> labels;
        for (std::size_t label = 0; label < 10; ++label) {
            double distance = 0;
            for (std::size_t pixel = 0; pixel < 784; ++pixel) {
                const double d = drawn.image(i)[pixel] - means[label][pixel] / counts[label];
                distance += d * d;
            }
            labels[distance] = label;
        }
        nearest += labels.begin()->second == drawn.labels()[i] ? 1 : 0;
    }
    QVERIFY2(nearest > 600, qPrintable(QString::number(nearest)));
}

void TestDrawnImages::threadsChangeNothing()
{
    TrainingConfig config;
    config.penDrawings = 0.1;
    config.strangers = 0.1;
    const LabelledImages alone = *drawnImages(config, m_mnist, m_training, 1, goOn).value();
    const LabelledImages shared = *drawnImages(config, m_mnist, m_training, 3, goOn).value();
    QVERIFY(std::equal(alone.pixels().begin(), alone.pixels().end(), shared.pixels().begin()));
    config.seed = 2;
    const LabelledImages other = *drawnImages(config, m_mnist, m_training, 1, goOn).value();
    QVERIFY(!std::equal(alone.pixels().begin(), alone.pixels().end(), other.pixels().begin()));
}

void TestDrawnImages::noneAreDrawnUnasked()
{
    QCOMPARE((*drawnImages(TrainingConfig(), m_mnist, m_training, 1, goOn).value()).size(),
        std::size_t(0));
}

void TestDrawnImages::canBeCalledOff()
{
    TrainingConfig config;
    config.strangers = 1;
    const auto drawn = drawnImages(config, m_mnist, m_training, 2, [] { return false; });
    QVERIFY(drawn && !*drawn);
}

void TestDrawnImages::otherDataAreRefused()
{
    TrainingConfig config;
    config.strangers = 0.1;
    Dataset clothes = m_mnist;
    clothes.name = "Clothes";
    clothes.preprocessing = Preprocessing::Fit;
    const auto drawn = drawnImages(config, clothes, m_training, 1, goOn);
    QVERIFY(!drawn);
    QCOMPARE(drawn.error().code, ErrorCode::InvalidSetting);
    QVERIFY(drawn.error().detail.find("Clothes") != std::string::npos);
}

void TestDrawnImages::aRunLearnsFromThem()
{
    TrainingConfig config;
    config.penDrawings = 0.2;
    config.strangers = 0.1;
    const LabelledImages drawn = *drawnImages(config, m_mnist, m_training, 2, goOn).value();
    TrainingBatches batches(config, m_mnist.training, m_training, drawn, 2);
    QCOMPARE(batches.images(), std::size_t(1300));
    batches.startEpoch(1);
    std::size_t strangers = 0;
    std::size_t images = 0;
    while (batches.hasNext()) {
        const Batch batch = batches.next();
        images += batch.size;
        for (std::size_t i = 0; i < batch.size; ++i) {
            strangers += batch.labels[batch.indices[i]] == Batch::stranger ? 1 : 0;
        }
        QCOMPARE(batches.done(), images);
    }
    QCOMPARE(images, std::size_t(1300));
    QCOMPARE(strangers, std::size_t(100));
}

QTEST_GUILESS_MAIN(TestDrawnImages)
#include "tst_drawn_images.moc"
