// SPDX-License-Identifier: GPL-3.0-or-later
//
// A data set for a network that was trained on another one, and drawings as a data set.

#include "core/data/drawings.h"
#include "core/data/seen_dataset.h"
#include "core/ink/ink_renderer.h"

#include <QTest>

#include <algorithm>

using namespace numeral;

namespace {

using Names = std::vector<std::string>;

/// One image of each class; its pixel is the class's number.
Dataset datasetOf(const Names& classes)
{
    std::vector<std::uint8_t> pixels;
    std::vector<Label> labels;
    for (std::size_t i = 0; i < classes.size(); ++i) {
        pixels.push_back(static_cast<std::uint8_t>(i));
        labels.push_back(static_cast<Label>(i));
    }
    Dataset dataset;
    dataset.name = "some";
    dataset.training = {{1, 1}, pixels, labels};
    dataset.test = dataset.training;
    dataset.classes = classes;
    return dataset;
}

Model modelOf(const Names& classes)
{
    Model model;
    model.weights = initialWeights(Perceptron{1, {}, classes.size()}, 1);
    model.image = {1, 1};
    model.classes = classes;
    return model;
}

InkRecord drawing(const std::string& label)
{
    return {Ink{{{0.2, 0.1}, {0.3, 0.9}}}, {}, label, {}};
}

} // namespace

class TestSeenDataset : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void classesAreMatchedByName();
    void classesWithoutNamesAreMatchedByNumber();
    void lettersMeanBothCases();
    void imagesAreSeenThroughTheFilters();
    void drawingsBecomeImages();
    void drawingsBecomeADataSet();
};

void TestSeenDataset::classesAreMatchedByName()
{
    const Result<Dataset> seen
        = datasetFor(modelOf({"cat", "dog", "owl"}), datasetOf({"owl", "eel", "cat"}));
    QVERIFY2(seen, seen ? "" : seen.error().detail.c_str());
    QCOMPARE(seen->classes, (Names{"cat", "dog", "owl"}));
    QCOMPARE(seen->test.size(), std::size_t{2}); // without the eel
    QCOMPARE(int(seen->test.labels()[0]), 2);
    QCOMPARE(int(seen->test.image(0)[0]), 0); // the owl
    QCOMPARE(int(seen->test.labels()[1]), 0);
    QCOMPARE(seen->remarks.size(), std::size_t{1});
    QVERIFY(seen->remarks[0].starts_with("1 test image of classes that the network doesn't know"));
}

void TestSeenDataset::classesWithoutNamesAreMatchedByNumber()
{
    const Result<Dataset> seen = datasetFor(modelOf({"cat", "dog"}), datasetOf({"0", "1"}));
    QVERIFY(seen);
    QCOMPARE(seen->test.size(), std::size_t{2});
    QCOMPARE(int(seen->test.labels()[1]), 1);
    QCOMPARE(seen->remarks.size(), std::size_t{1});
    QVERIFY(seen->remarks[0].find("compared by number") != std::string::npos);
    const auto many = datasetFor(modelOf({"cat", "dog"}), datasetOf({"0", "1", "2"}));
    QVERIFY(!many);
    QCOMPARE(many.error().code, ErrorCode::ModelMismatch);
}

void TestSeenDataset::lettersMeanBothCases()
{
    const Names merged{"a", "B"};
    QCOMPARE(classOf(merged, "A"), std::optional<std::size_t>(0));
    QCOMPARE(classOf(merged, "b"), std::optional<std::size_t>(1));
    QCOMPARE(classOf({"a", "A"}, "A"), std::optional<std::size_t>(1)); // exactly so first
    QCOMPARE(classOf(merged, "c"), std::nullopt);
    QCOMPARE(classOf({"cat"}, "CAT"), std::nullopt);
    QCOMPARE(classOf({"0"}, "\x10"), std::nullopt);
}

void TestSeenDataset::imagesAreSeenThroughTheFilters()
{
    Model model = modelOf({"a", "b"});
    model.filters = {{FilterKind::Threshold, 1}};
    const Result<Dataset> seen = datasetFor(model, datasetOf({"a", "b"}));
    QVERIFY(seen);
    QCOMPARE(int(seen->test.image(0)[0]), 0);
    QCOMPARE(int(seen->test.image(1)[0]), 255);
}

void TestSeenDataset::drawingsBecomeImages()
{
    const std::vector<InkRecord> drawings{drawing("B"), drawing("x"),
        InkRecord{{}, {}, "a", GreyImage(28, 28)}, InkRecord{{}, {}, "a", GreyImage(14, 14)},
        InkRecord{drawing("a").ink, {}, {}, {}}};
    const LabelledImages images
        = preparedDrawings(drawings, {28, 28}, Preprocessing::Mnist, {"a", "b"});
    QCOMPARE(images.size(), std::size_t{2}); // not: another class, another size, no label
    QCOMPARE(int(images.labels()[0]), 1);
    QCOMPARE(int(images.labels()[1]), 0);
    const auto prepared = prepareInk(drawings[0].ink, {28, 28}, Preprocessing::Mnist);
    QVERIFY(std::ranges::equal(images.image(0), prepared->pixels));
}

void TestSeenDataset::drawingsBecomeADataSet()
{
    const Dataset digits = drawingsDataset({drawing("7"), drawing("3")}, "mine");
    QCOMPARE(digits.classes.size(), std::size_t{10});
    QCOMPARE(digits.kind, ClassKind::Digits);
    QCOMPARE(digits.training.size(), std::size_t{1});
    QCOMPARE(digits.test.size(), std::size_t{1});
    QCOMPARE(int(digits.training.labels()[0]), 7);

    std::vector<InkRecord> many;
    for (int i = 0; i < 14; ++i) {
        many.push_back(drawing(i % 2 == 0 ? "☺" : "b"));
    }
    const Dataset mixed = drawingsDataset(many, "mine");
    QCOMPARE(mixed.classes, (Names{"b", "☺"}));
    QCOMPARE(mixed.kind, ClassKind::Things);
    QCOMPARE(mixed.test.size(), std::size_t{2}); // one in seven
}

QTEST_GUILESS_MAIN(TestSeenDataset)
#include "tst_seen_dataset.moc"
