// SPDX-License-Identifier: GPL-3.0-or-later
//
// Fine-tunes the built-in network on drawings that it misclassifies: what it learns, and what it
// forgets.
#include "core/data/catalogue.h"
#include "core/engine/engine_table.h"
#include "core/exchange/safetensors.h"
#include "core/ink/ink_renderer.h"
#include "core/ink/redrawing.h"
#include "core/ink/skeleton.h"
#include "core/reading/classifier.h"
#include "core/training/fine_tuning.h"

#include <QTest>

#include <algorithm>

using namespace numeral;

Q_DECLARE_METATYPE(numeral::Architecture)

namespace {

constexpr double maxAccuracyLoss = 0.002; // the greatest acceptable loss of test accuracy

bool continueAlways(double /*share*/)
{
    return true;
}

LabelledImages setOf(const std::vector<GreyImage>& images, std::vector<Label> labels)
{
    std::vector<std::uint8_t> pixels;
    for (const GreyImage& image : images) {
        pixels.insert(pixels.end(), image.pixels.begin(), image.pixels.end());
    }
    return {{28, 28}, std::move(pixels), std::move(labels)};
}

/// A range of the images, with their own labels or all with `label`.
LabelledImages part(
    const LabelledImages& images, std::size_t first, std::size_t count, int label = -1)
{
    std::vector<GreyImage> some;
    std::vector<Label> labels;
    for (std::size_t i = first; i < first + count; ++i) {
        some.emplace_back(28, 28);
        const auto pixels = images.image(i);
        std::copy(pixels.begin(), pixels.end(), some.back().pixels.begin());
        labels.push_back(label < 0 ? images.labels()[i] : static_cast<Label>(label));
    }
    return setOf(some, std::move(labels));
}

} // namespace

class TestFineTuning : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aWrongDrawingIsReadRightAfterwards_data();
    void aWrongDrawingIsReadRightAfterwards();
    void manyDrawingsAreLearntTogether();
    void libTorchTeachesToo();
    void aSmallNetworkCanBeTaughtToo_data();
    void aSmallNetworkCanBeTaughtToo();
    void wrongLabelsCostLittleAccuracy();
    void theSameLessonGivesTheSameWeights();
    void aLessonCanBeCancelled();
    void theModelSaysWhatItWasTaught();
    void whatDoesNotFitIsRefused_data();
    void whatDoesNotFitIsRefused();

private:
    FineTuningResult teach(const LabelledImages& own) const
    {
        return fineTune(m_model, m_model.weights, own, m_mnist, m_engine, &continueAlways)
            .value()
            .value();
    }

    Model m_model;
    Dataset m_mnist;
    EngineFactory m_engine;
    LabelledImages m_wrong; ///< drawings that the built-in network misclassifies
    LabelledImages m_sevens; ///< drawings that it classifies correctly
};

void TestFineTuning::initTestCase()
{
    const auto model = readSafeTensors(NUMERAL_SOURCES "/resources/weights/mnist.safetensors");
    const auto mnist = loadDataset("mnist");
    const auto engine = engineTable().front().load();
    QVERIFY(model && mnist && engine);
    m_model = *model;
    m_mnist = *mnist;
    m_engine = *engine;

    // Training images redrawn by a pen with random properties.
    const Classifier classifier(*m_model.weights);
    std::vector<GreyImage> wrong;
    std::vector<Label> labels;
    std::vector<GreyImage> sevens;
    for (std::size_t i = 0; i < 3000; ++i) {
        SmallRandom random(1, RandomStream::Redrawing, i);
        const auto strokes = skeletonStrokes(m_mnist.training.image(i), {28, 28});
        const auto image
            = prepareInk(redraw(strokes, {}, random), m_model.image, Preprocessing::Mnist);
        QVERIFY(image);
        const Label label = m_mnist.training.labels()[i];
        if (classifier.classify(*image).label != label) {
            wrong.push_back(*image);
            labels.push_back(label);
        } else if (label == 7) {
            sevens.push_back(*image);
        }
    }
    qInfo("%zu of 3000 drawings are read wrong", wrong.size());
    QVERIFY(wrong.size() >= 10 && sevens.size() >= 20);
    sevens.resize(20);
    m_wrong = setOf(wrong, std::move(labels));
    m_sevens = setOf(sevens, std::vector<Label>(20, 7));
}

void TestFineTuning::aWrongDrawingIsReadRightAfterwards_data()
{
    QTest::addColumn<int>("number");
    for (int number = 0; number < 4; ++number) {
        QTest::addRow("drawing %d", number) << number;
    }
}

void TestFineTuning::aWrongDrawingIsReadRightAfterwards()
{
    QFETCH(int, number);
    const LabelledImages own = part(m_wrong, static_cast<std::size_t>(number), 1);
    const FineTuningResult result = teach(own);
    QCOMPARE(result.before.own.accuracy, 0.0);
    QCOMPARE(result.after.own.accuracy, 1.0);
    qInfo("test accuracy %.2f%% before, %.2f%% after", 100 * result.before.test.accuracy,
        100 * result.after.test.accuracy);
    QCOMPARE(result.after.test.images, std::size_t{10'000});
    QVERIFY(result.after.test.accuracy >= result.before.test.accuracy - maxAccuracyLoss);

    // The classifier agrees with the engine that has trained the weights.
    GreyImage drawing(28, 28);
    std::copy(own.pixels().begin(), own.pixels().end(), drawing.pixels.begin());
    const Recognition answer = Classifier(*result.model.weights).classify(drawing);
    QCOMPARE(answer.label, std::size_t{own.labels()[0]});
}

void TestFineTuning::libTorchTeachesToo()
{
    const auto torch = findEngine("torch")->load();
    QVERIFY2(torch, torch ? "" : torch.error().detail.c_str());
    const LabelledImages own = part(m_wrong, 0, 1);
    const auto result
        = fineTune(m_model, m_model.weights, own, m_mnist, *torch, &continueAlways).value().value();
    QCOMPARE(result.before.own.accuracy, 0.0);
    QCOMPARE(result.after.own.accuracy, 1.0);
    QVERIFY(result.after.test.accuracy >= result.before.test.accuracy - maxAccuracyLoss);
}

void TestFineTuning::manyDrawingsAreLearntTogether()
{
    const FineTuningResult result = teach(m_wrong);
    qInfo("%.0f%% of %zu drawings are read right, test accuracy %.2f%% before, %.2f%% after",
        100 * result.after.own.accuracy, m_wrong.size(), 100 * result.before.test.accuracy,
        100 * result.after.test.accuracy);
    QVERIFY(result.after.own.accuracy >= 0.7); // some look like another digit to people, too
    QVERIFY(result.after.validation.accuracy >= result.before.validation.accuracy - 0.001 - 1e-9);
    QCOMPARE(result.after.validation.images, std::size_t{6000});
    QVERIFY(result.after.test.accuracy >= result.before.test.accuracy - maxAccuracyLoss);
    QVERIFY(result.model.calibration.minLogit.has_value());
}

/// A model without provenance, as PyTorch would write it.
void TestFineTuning::aSmallNetworkCanBeTaughtToo_data()
{
    QTest::addColumn<Architecture>("network");
    QTest::newRow("perceptron") << Architecture(Perceptron{784, {}, 10, Activation::Relu});
    QTest::newRow("convolutional")
        << Architecture(ConvolutionalNetwork{{28, 28}, {{8, 5, 4}}, {}, 10});
}

void TestFineTuning::aSmallNetworkCanBeTaughtToo()
{
    QFETCH(const Architecture, network);
    Model model = m_model;
    model.weights = initialWeights(network, 1);
    model.calibration = {};
    model.provenance = {};
    const LabelledImages own = part(m_wrong, 0, 5);
    const EngineFactory engine = engineForNetwork(network).value();
    const auto result
        = fineTune(model, model.weights, own, m_mnist, engine, &continueAlways).value().value();
    QVERIFY(result.before.test.accuracy < 0.3);
    QVERIFY(result.after.test.accuracy > 0.8); // by rehearsal alone
}

void TestFineTuning::wrongLabelsCostLittleAccuracy()
{
    const FineTuningResult result = teach(part(m_sevens, 0, m_sevens.size(), 1));
    qInfo("test accuracy %.2f%% before, %.2f%% after", 100 * result.before.test.accuracy,
        100 * result.after.test.accuracy);
    QVERIFY(result.after.test.accuracy >= result.before.test.accuracy - maxAccuracyLoss);
    QVERIFY(result.after.own.accuracy < 0.5);
}

void TestFineTuning::theSameLessonGivesTheSameWeights()
{
    const LabelledImages own = part(m_wrong, 0, 3);
    QCOMPARE(teach(own).model.weights->values(), teach(own).model.weights->values());
}

void TestFineTuning::aLessonCanBeCancelled()
{
    for (const double until : {0.0, 0.1, 0.5, 0.9}) {
        const auto result = fineTune(m_model, m_model.weights, part(m_wrong, 0, 1), m_mnist,
            m_engine, [until](double share) { return share < until; });
        QVERIFY(result);
        QVERIFY(!result->has_value());
    }
}

void TestFineTuning::theModelSaysWhatItWasTaught()
{
    const Model model = teach(part(m_wrong, 0, 2)).model;
    QVERIFY(model.provenance.result.find(R"("reason":"fine_tuned","own_images":2)")
        != std::string::npos);
    QCOMPARE(model.provenance.configuration, m_model.provenance.configuration);
    QVERIFY(model.weights->architecture() == m_model.weights->architecture());
}

void TestFineTuning::whatDoesNotFitIsRefused_data()
{
    QTest::addColumn<std::function<void(Model&, Dataset&, LabelledImages&)>>("change");
    QTest::addColumn<QString>("said");
    using Change = std::function<void(Model&, Dataset&, LabelledImages&)>;
    QTest::newRow("a network that reads clothes")
        << Change([](Model& model, Dataset&, LabelledImages&) { model.classes[0] = "T-shirt"; })
        << QStringLiteral("open its own data set");
    QTest::newRow("a data set of clothes")
        << Change([](Model&, Dataset& data, LabelledImages&) { data.classes[0] = "T-shirt"; })
        << QStringLiteral("open its own data set");
    QTest::newRow("pictures that are prepared otherwise") << Change(
        [](Model& model, Dataset&, LabelledImages&) { model.preprocessing = Preprocessing::Fit; })
                                                          << QStringLiteral("arranged otherwise");
    QTest::newRow("a data set of other images") << Change(
        [](Model&, Dataset& data, LabelledImages&) {
            data.training = LabelledImages({14, 56}, std::vector<std::uint8_t>(784), {3});
        }) << QStringLiteral("another size");
    QTest::newRow("other digits than it was trained on") << Change(
        [](Model&, Dataset& data, LabelledImages&) {
            data.checksums["train-images-idx3-ubyte"] = "another file's";
        }) << QStringLiteral("trained on");
    QTest::newRow("next to no images") << Change([](Model& model, Dataset& data, LabelledImages&) {
        model.provenance = {};
        data.training = part(data.test, 0, 100);
    }) << QStringLiteral("too few");
    QTest::newRow("no drawing") << Change([](Model&, Dataset&, LabelledImages& own) {
        own = LabelledImages({28, 28}, std::vector<std::uint8_t>(), std::vector<Label>());
    }) << QStringLiteral("at least one drawing");
    QTest::newRow("a label that is no class") << Change([](Model&, Dataset&, LabelledImages& own) {
        own = LabelledImages({28, 28}, std::vector<std::uint8_t>(784, 9), {10});
    }) << QStringLiteral("at least 11 of other names");
}

void TestFineTuning::whatDoesNotFitIsRefused()
{
    using Change = std::function<void(Model&, Dataset&, LabelledImages&)>;
    QFETCH(Change, change);
    QFETCH(QString, said);
    Model model = m_model;
    Dataset data = m_mnist;
    LabelledImages own = part(m_wrong, 0, 1);
    change(model, data, own);
    const auto result = fineTune(model, model.weights, own, data, m_engine, &continueAlways);
    QVERIFY(!result);
    QVERIFY2(QString::fromStdString(result.error().detail).contains(said),
        result.error().detail.c_str());
}

QTEST_GUILESS_MAIN(TestFineTuning)
#include "tst_fine_tuning.moc"
