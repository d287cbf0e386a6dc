// SPDX-License-Identifier: GPL-3.0-or-later
//
// Predictions of MNIST's test images by the built-in network, and what is made of them.
#include "app/bundled_model.h"
#include "core/data/catalogue.h"
#include "core/data/seen_dataset.h"
#include "core/evaluation/answers.h"
#include "core/evaluation/predictions.h"
#include "core/training/run_record.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <functional>
#include <memory>

using namespace numeral;

namespace {

Prediction prediction(std::uint32_t image, Label truth, Label answer, float confidence, float own)
{
    return {image, truth, answer, confidence, own};
}

bool goOn()
{
    return true;
}

} // namespace

class TestPredictions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theyAreTheNetworksAnswers();
    void theBuiltInNetworkIsCalibrated();
    void classesAreScored();
    void wrongLabelsAreSuspected();
    void whatNoOneIsSureOfIsNoSuspect();
    void theNearestImagesAreFound();
    void theyCanBeCancelled();

private:
    Model m_model = bundledModel().value();
    Dataset m_mnist;
};

void TestPredictions::initTestCase()
{
    m_mnist = datasetFor(m_model, loadDataset("mnist").value()).value();
}

void TestPredictions::theyAreTheNetworksAnswers()
{
    const auto predictions = predictionsFor(m_model, m_mnist.test, goOn).value();
    const std::vector<Label> answers = answersFor(m_model, m_mnist.test);
    QCOMPARE(predictions.size(), answers.size());
    std::size_t right = 0;
    for (std::size_t i = 0; i < answers.size(); ++i) {
        QCOMPARE(predictions[i].answer, answers[i]);
        QVERIFY(predictions[i].confidence >= 0.1F && predictions[i].confidence <= 1.0F);
        QVERIFY(predictions[i].truthProbability <= predictions[i].confidence);
        right += predictions[i].isRight() ? 1 : 0;
    }
    const double accuracy = static_cast<double>(right) / static_cast<double>(answers.size());
    QCOMPARE(accuracy, recordedTestAccuracy(m_model).value());
    QCOMPARE(confusionOf(10, predictions).accuracy(), accuracy);
}

void TestPredictions::theBuiltInNetworkIsCalibrated()
{
    const auto predictions = predictionsFor(m_model, m_mnist.test, goOn).value();
    const auto bands = reliability(predictions);
    std::size_t images = 0;
    double error = 0;
    for (std::size_t i = 0; i < bands.size(); ++i) {
        images += bands[i].images;
        error += static_cast<double>(bands[i].images)
            * std::abs(bands[i].accuracy - bands[i].confidence);
        if (bands[i].images > 0) {
            QVERIFY(bands[i].confidence >= 0.1 * static_cast<double>(i) - 1e-6);
            QVERIFY(bands[i].confidence <= 0.1 * static_cast<double>(i + 1) + 1e-6);
        }
    }
    QCOMPARE(images, predictions.size());
    QVERIFY(error / static_cast<double>(images) < 0.01);
}

void TestPredictions::classesAreScored()
{
    // Of four zeros three are found; one in four such answers is a one.
    Confusion confusion(3);
    confusion.add(0, 0, 3);
    confusion.add(0, 1, 1);
    confusion.add(1, 0, 1);
    const std::vector<ClassScore> scores = classScores(confusion);
    QCOMPARE(scores[0].images, std::size_t(4));
    QCOMPARE(scores[0].recall.value(), 0.75);
    QCOMPARE(scores[0].precision.value(), 0.75);
    QCOMPARE(scores[0].f1.value(), 0.75);
    QCOMPARE(scores[1].recall.value(), 0.0);
    QCOMPARE(scores[1].precision.value(), 0.0);
    QVERIFY(!scores[2].recall && !scores[2].precision && !scores[2].f1);
}

void TestPredictions::wrongLabelsAreSuspected()
{
    // Every hundredth label is moved on by one: most of these are found, and little else.
    std::vector<Label> labels(m_mnist.test.labels().begin(), m_mnist.test.labels().end());
    for (std::size_t i = 0; i < labels.size(); i += 100) {
        labels[i] = static_cast<Label>((labels[i] + 1) % 10);
    }
    const auto predictions = predictionsFor(
        m_model, m_mnist.test.withLabels(std::make_shared<const std::vector<Label>>(labels)), goOn)
                                 .value();
    const std::vector<Prediction> suspects = suspectLabels(10, predictions);
    const auto found = std::ranges::count_if(
        suspects, [](const Prediction& suspect) { return suspect.image % 100 == 0; });
    QVERIFY2(found >= 85, qPrintable(QString::number(found)));
    QVERIFY2(suspects.size() <= static_cast<std::size_t>(found) + 25,
        qPrintable(QString::number(suspects.size())));
    QVERIFY(std::ranges::is_sorted(suspects, std::greater(),
        [](const Prediction& suspect) { return suspect.confidence - suspect.truthProbability; }));
}

void TestPredictions::whatNoOneIsSureOfIsNoSuspect()
{
    const std::vector<Prediction> predictions{prediction(0, 0, 0, 0.9F, 0.9F),
        prediction(1, 1, 1, 0.9F, 0.9F), prediction(2, 0, 1, 0.5F, 0.4F),
        prediction(3, 1, 0, 0.95F, 0.05F), prediction(4, 1, 1, 0.9F, 0.9F),
        prediction(5, 1, 1, 0.9F, 0.9F)};
    const std::vector<Prediction> suspects = suspectLabels(2, predictions);
    QCOMPARE(suspects.size(), std::size_t(1));
    QCOMPARE(suspects[0].image, std::uint32_t(3));
}

void TestPredictions::theNearestImagesAreFound()
{
    const std::vector<std::size_t> nearest
        = nearestImages(m_mnist.training.image(123), m_mnist.training, 5);
    QCOMPARE(nearest.size(), std::size_t(5));
    QCOMPARE(nearest[0], std::size_t(123)); // itself
    const Label label = m_mnist.training.labels()[123];
    QVERIFY(std::ranges::count_if(nearest, [&](std::size_t image) {
        return m_mnist.training.labels()[image] == label;
    }) >= 4);
}

void TestPredictions::theyCanBeCancelled()
{
    int calls = 0;
    QVERIFY(!predictionsFor(m_model, m_mnist.test, [&calls] { return ++calls < 3; }));
    QCOMPARE(calls, 3);
}

QTEST_GUILESS_MAIN(TestPredictions)
#include "tst_predictions.moc"
