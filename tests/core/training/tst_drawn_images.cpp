// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tests the training images that a simulated pen draws after MNIST's.
#include "core/data/catalogue.h"
#include "core/engine/engine_table.h"
#include "core/reading/classifier.h"
#include "core/training/drawn_images.h"
#include "core/training/trainer.h"
#include "core/training/training_batches.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <numeric>

using namespace numeral;

namespace {

bool shouldContinue()
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
    void canBeCancelled();
    void otherDataAreRefused();
    void aRunLearnsFromThem();

private:
    Classifier independentClassifier() const;

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
    config.outliers = 0.1;
    const LabelledImages drawn
        = *drawnImages(config, m_mnist, m_training, 2, shouldContinue).value();
    QCOMPARE(drawn.size(), std::size_t(400));
    QCOMPARE(drawn.shape(), m_mnist.training.shape());
    const auto labels = drawn.labels();
    QCOMPARE(std::count(labels.begin(), labels.end(), outlierLabel), 100);
    for (std::size_t i = 0; i < drawn.size(); ++i) {
        const auto image = drawn.image(i);
        QCOMPARE(int(*std::max_element(image.begin(), image.end())), 255);
    }
}

/// A small network that was trained on MNIST alone, without pen drawings.
Classifier TestDrawnImages::independentClassifier() const
{
    TrainingConfig config;
    config.epochs = 4;
    TrainingObserver observer;
    RunControl control;
    return Classifier(
        *train(config, m_mnist, std::nullopt, *engineTable().front().load(), observer, control)
             ->weights);
}

/// As judged by a network that wasn't trained on them, and so doesn't know the habits among them.
void TestDrawnImages::lookLikeTheirDigits()
{
    TrainingConfig config;
    config.penDrawings = 2;
    config.outliers = 1;
    const LabelledImages drawn
        = *drawnImages(config, m_mnist, m_training, 2, shouldContinue).value();
    const Classifier reader = independentClassifier();
    int right = 0;
    int digits = 0;
    int surelyDigits = 0;
    for (std::size_t i = 0; i < drawn.size(); ++i) {
        GreyImage image(28, 28);
        std::copy(drawn.image(i).begin(), drawn.image(i).end(), image.pixels.begin());
        const Recognition answer = reader.classify(image);
        if (drawn.labels()[i] == outlierLabel) {
            surelyDigits += answer.probabilities[answer.label] >= 0.99F ? 1 : 0;
        } else {
            ++digits;
            right += answer.label == drawn.labels()[i] ? 1 : 0;
        }
    }
    qInfo("%d of %d digits, sure of %d of 1000 outliers", right, digits, surelyDigits);
    QVERIFY(right > 0.8 * digits);
    QVERIFY2(surelyDigits < 60, qPrintable(QString::number(surelyDigits)));
}

void TestDrawnImages::threadsChangeNothing()
{
    TrainingConfig config;
    config.penDrawings = 0.1;
    config.outliers = 0.1;
    const LabelledImages alone
        = *drawnImages(config, m_mnist, m_training, 1, shouldContinue).value();
    const LabelledImages shared
        = *drawnImages(config, m_mnist, m_training, 3, shouldContinue).value();
    QVERIFY(std::equal(alone.pixels().begin(), alone.pixels().end(), shared.pixels().begin()));
    config.seed = 2;
    const LabelledImages other
        = *drawnImages(config, m_mnist, m_training, 1, shouldContinue).value();
    QVERIFY(!std::equal(alone.pixels().begin(), alone.pixels().end(), other.pixels().begin()));
}

void TestDrawnImages::noneAreDrawnUnasked()
{
    QCOMPARE(
        (*drawnImages(TrainingConfig(), m_mnist, m_training, 1, shouldContinue).value()).size(),
        std::size_t(0));
}

void TestDrawnImages::canBeCancelled()
{
    TrainingConfig config;
    config.outliers = 1;
    const auto drawn = drawnImages(config, m_mnist, m_training, 2, [] { return false; });
    QVERIFY(drawn && !*drawn);
}

void TestDrawnImages::otherDataAreRefused()
{
    TrainingConfig config;
    config.outliers = 0.1;
    Dataset clothes = m_mnist;
    clothes.name = "Clothes";
    clothes.preprocessing = Preprocessing::Fit;
    const auto drawn = drawnImages(config, clothes, m_training, 1, shouldContinue);
    QVERIFY(!drawn);
    QCOMPARE(drawn.error().code, ErrorCode::InvalidSetting);
    QVERIFY(drawn.error().detail.find("Clothes") != std::string::npos);
}

void TestDrawnImages::aRunLearnsFromThem()
{
    TrainingConfig config;
    config.penDrawings = 0.2;
    config.outliers = 0.1;
    const LabelledImages drawn
        = *drawnImages(config, m_mnist, m_training, 2, shouldContinue).value();
    TrainingBatches batches(config, m_mnist.training, m_training, drawn, 2);
    QCOMPARE(batches.images(), std::size_t(1300));
    batches.startEpoch(1);
    std::size_t outliers = 0;
    std::size_t images = 0;
    while (batches.hasNext()) {
        const Batch batch = batches.next();
        images += batch.size;
        for (std::size_t i = 0; i < batch.size; ++i) {
            outliers += batch.labels[batch.indices[i]] == outlierLabel ? 1 : 0;
        }
        QCOMPARE(batches.done(), images);
    }
    QCOMPARE(images, std::size_t(1300));
    QCOMPARE(outliers, std::size_t(100));
}

QTEST_GUILESS_MAIN(TestDrawnImages)
#include "tst_drawn_images.moc"
