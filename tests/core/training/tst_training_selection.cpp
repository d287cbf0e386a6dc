// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which classes and images a run uses, and how many of its labels are wrong on purpose.

#include "core/training/training_selection.h"

#include <QTest>

#include <algorithm>
#include <numeric>
#include <set>

using namespace numeral;

namespace {

using Indices = std::vector<std::uint32_t>;

constexpr std::size_t images = 1000;

/// As many images of each of four classes; an image's pixel is its number modulo 251.
Dataset fourClasses()
{
    std::vector<std::uint8_t> pixels;
    std::vector<Label> labels;
    for (std::size_t i = 0; i < images; ++i) {
        pixels.push_back(static_cast<std::uint8_t>(i % 251));
        labels.push_back(static_cast<Label>(i % 4));
    }
    Dataset dataset;
    dataset.name = "Four";
    dataset.training = {{1, 1}, pixels, labels};
    dataset.test = dataset.training;
    dataset.classes = {"A", "B", "a", "d"};
    return dataset;
}

Indices all()
{
    Indices indices(images);
    std::iota(indices.begin(), indices.end(), 0U);
    return indices;
}

std::vector<std::size_t> countsOf(const Dataset& dataset, const Indices& indices)
{
    std::vector<std::size_t> counts(dataset.classes.size());
    for (const std::uint32_t index : indices) {
        ++counts[dataset.training.labels()[index]];
    }
    return counts;
}

} // namespace

class TestTrainingSelection : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void byDefaultAllIsUsed();
    void someClassesAreUsed();
    void classesThatCantBeUsedAreRefused_data();
    void classesThatCantBeUsedAreRefused();
    void someImagesAreUsed();
    void classesCanBeImbalanced();
    void labelsAreWrongOnPurpose();
};

void TestTrainingSelection::byDefaultAllIsUsed()
{
    const TrainingConfig config;
    const Dataset dataset = fourClasses();
    const Result<Dataset> used = withUsedClasses(config, dataset);
    QVERIFY(used);
    QCOMPARE(used->training.pixels().data(), dataset.training.pixels().data()); // not copied
    QCOMPARE(usedImages(config, dataset, all()), all());
    const LabelledImages taught = withLabelNoise(config, dataset, all());
    QCOMPARE(taught.labels().data(), dataset.training.labels().data());
    QCOMPARE(networkFor(config, dataset).outputs(), std::size_t{4});
}

/// The case of letters counts.
void TestTrainingSelection::someClassesAreUsed()
{
    TrainingConfig config;
    config.classesUsed = {"d", "a"};
    const Dataset dataset = fourClasses();
    const Result<Dataset> used = withUsedClasses(config, dataset);
    QVERIFY2(used, used ? "" : used.error().detail.c_str());
    QCOMPARE(used->classes, (std::vector<std::string>{"a", "d"})); // in the data set's order
    QCOMPARE(used->training.size(), images / 2);
    QCOMPARE(used->test.size(), images / 2);
    QCOMPARE(int(used->training.image(0)[0]), 2); // the first a
    QCOMPARE(int(used->training.labels()[0]), 0);
    QCOMPARE(int(used->training.image(1)[0]), 3);
    QCOMPARE(int(used->training.labels()[1]), 1);
    QCOMPARE(networkFor(config, dataset).outputs(), std::size_t{2});
    const Result<Dataset> again = withUsedClasses(config, *used);
    QCOMPARE(again.value().classes, used->classes);
}

void TestTrainingSelection::classesThatCantBeUsedAreRefused_data()
{
    QTest::addColumn<std::vector<std::string>>("names");
    QTest::addColumn<QString>("said");
    QTest::newRow("unknown") << std::vector<std::string>{"A", "D"}
                             << QStringLiteral("no class “D”");
    QTest::newRow("one") << std::vector<std::string>{"A"} << QStringLiteral("two classes");
}

void TestTrainingSelection::classesThatCantBeUsedAreRefused()
{
    QFETCH(std::vector<std::string>, names);
    QFETCH(QString, said);
    TrainingConfig config;
    config.classesUsed = names;
    const Result<Dataset> used = withUsedClasses(config, fourClasses());
    QVERIFY(!used);
    QCOMPARE(used.error().code, ErrorCode::InvalidSetting);
    QVERIFY2(
        QString::fromStdString(used.error().detail).contains(said), used.error().detail.c_str());
}

void TestTrainingSelection::someImagesAreUsed()
{
    TrainingConfig config;
    config.trainingImages = 100;
    const Dataset dataset = fourClasses();
    const Indices some = usedImages(config, dataset, all());
    QCOMPARE(some.size(), std::size_t{100});
    QCOMPARE(std::set<std::uint32_t>(some.begin(), some.end()).size(), std::size_t{100});
    QCOMPARE(usedImages(config, dataset, all()), some); // the same seed
    config.seed = 2;
    QVERIFY(usedImages(config, dataset, all()) != some);
    config.trainingImages = 5000;
    QCOMPARE(usedImages(config, dataset, all()), all());
}

void TestTrainingSelection::classesCanBeImbalanced()
{
    TrainingConfig config;
    config.imbalance = 8;
    const Dataset dataset = fourClasses();
    const Indices some = usedImages(config, dataset, all());
    QCOMPARE(countsOf(dataset, some), (std::vector<std::size_t>{250, 125, 63, 32}));
    config.trainingImages = 47; // a tenth of these
    const std::vector<std::size_t> fewer = countsOf(dataset, usedImages(config, dataset, all()));
    QCOMPARE(std::accumulate(fewer.begin(), fewer.end(), std::size_t{0}), std::size_t{47});
    QVERIFY(fewer[0] > fewer[2] && fewer[1] > fewer[3]);
}

/// Only where it is trained on; each wrong label is another class.
void TestTrainingSelection::labelsAreWrongOnPurpose()
{
    TrainingConfig config;
    config.labelNoise = 0.25;
    const Dataset dataset = fourClasses();
    Indices half = all();
    half.resize(images / 2);
    const LabelledImages taught = withLabelNoise(config, dataset, half);
    QCOMPARE(taught.pixels().data(), dataset.training.pixels().data());
    std::vector<std::size_t> wrong(4);
    for (std::size_t i = 0; i < images; ++i) {
        if (taught.labels()[i] != dataset.training.labels()[i]) {
            QVERIFY(i < images / 2);
            ++wrong[taught.labels()[i]];
        }
    }
    const auto count = std::accumulate(wrong.begin(), wrong.end(), std::size_t{0});
    QVERIFY2(count > 95 && count < 155, qPrintable(QString::number(count))); // 125 are expected
    QVERIFY(*std::min_element(wrong.begin(), wrong.end()) > 15);
    config.labelNoise = 1;
    const LabelledImages none = withLabelNoise(config, dataset, all());
    for (std::size_t i = 0; i < images; ++i) {
        QVERIFY(none.labels()[i] != dataset.training.labels()[i]);
    }
}

QTEST_GUILESS_MAIN(TestTrainingSelection)
#include "tst_training_selection.moc"
