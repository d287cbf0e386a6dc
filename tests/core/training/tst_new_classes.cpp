// SPDX-License-Identifier: GPL-3.0-or-later
//
// Classes from nothing, with the built-in network and drawings of five shapes by a pen whose
// proportions are not those of the copies that are learnt from.

#include "core/base/uniform.h"
#include "core/data/catalogue.h"
#include "core/exchange/safetensors.h"
#include "core/ink/ink_renderer.h"
#include "core/model/network_input.h"
#include "core/reading/classifier.h"
#include "core/training/new_classes.h"

#include <QTest>

#include <cmath>
#include <numbers>

using namespace numeral;

namespace {

const std::vector<std::string> shapes{"△", "□", "○", "☺", "★"};

/// A polygon or star through `corners` points, by a hand that misses each of them a little.
Stroke polygon(int corners, double innerRadius, SmallRandom& random)
{
    const double turn = uniform(-0.15, 0.15, random);
    const int points = innerRadius < 1 ? 2 * corners : corners;
    Stroke stroke;
    for (int i = 0; i <= points; ++i) {
        const double angle = 2 * std::numbers::pi * i / points + turn
            + (corners == 4 ? std::numbers::pi / 4 : -std::numbers::pi / 2);
        const double radius = (i % 2 == 1 ? innerRadius : 1) * uniform(0.9, 1.1, random);
        stroke.push_back({radius * std::cos(angle), radius * std::sin(angle)});
    }
    return stroke;
}

Stroke arc(double x, double y, double radius, double from, double to, SmallRandom& random)
{
    constexpr int points = 24;
    const double width = uniform(0.8, 1.2, random);
    Stroke stroke;
    for (int i = 0; i <= points; ++i) {
        const double angle = std::numbers::pi * (from + (to - from) * i / points);
        stroke.push_back({x + width * radius * std::cos(angle) + uniform(-0.02, 0.02, random),
            y + radius * std::sin(angle) + uniform(-0.02, 0.02, random)});
    }
    return stroke;
}

Ink shape(const std::string& name, SmallRandom& random)
{
    const double open = uniform(-0.1, 0.1, random);
    if (name == "○") {
        return {arc(0, 0, 1, 0, 2 + open, random)};
    }
    if (name == "☺") {
        const double eyes = uniform(0.3, 0.45, random);
        return {arc(0, 0, 1, 0, 2 + open, random), {{-eyes, -0.4}, {-eyes, -0.25}},
            {{eyes, -0.4}, {eyes, -0.25}}, arc(0, 0.1, 0.5, 0.1, 0.9, random)};
    }
    return {polygon(name == "△" ? 3 : name == "□" ? 4 : 5, name == "★" ? 0.4 : 1, random)};
}

/// `count` drawings of each shape.
std::vector<InkRecord> drawn(
    const std::vector<std::string>& names, std::size_t count, std::uint64_t seed)
{
    std::vector<InkRecord> drawings;
    SmallRandom random(seed, RandomStream::TestImages, 0);
    for (std::size_t i = 0; i < count; ++i) {
        for (const std::string& name : names) {
            drawings.push_back({shape(name, random), {}, name, {}});
        }
    }
    return drawings;
}

std::size_t readRight(const Model& model, const std::vector<InkRecord>& drawings)
{
    const Classifier classifier(*model.weights);
    std::size_t right = 0;
    for (const InkRecord& drawing : drawings) {
        const auto image = prepareRecord(drawing, model.image, model.preprocessing);
        right += model.classes[classifier.classify(networkInput(*image, model)).label]
                == *drawing.label
            ? 1
            : 0;
    }
    return right;
}

bool continueAlways(double /*fraction*/)
{
    return true;
}

} // namespace

class TestNewClasses : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void tenDrawingsAreEnough();
    void theSameDrawingsGiveTheSameNetwork();
    void aNetworkWithOtherImagesIsNoBeginning();
    void aClassIsAddedToANetwork();
    void aClassIsAddedToClassesFromNothing();
    void itCanBeCancelled();
    void whatCantBeLearntIsRefused_data();
    void whatCantBeLearntIsRefused();

private:
    NewClassesResult learnt(const NewClasses& wanted, const Model& start) const
    {
        const auto result = learnClasses(wanted, start, loadEngine, &continueAlways);
        if (!result) {
            qFatal("%s", result.error().detail.c_str());
        }
        return **result;
    }

    Model m_builtIn;
};

void TestNewClasses::initTestCase()
{
    m_builtIn = readSafeTensors(NUMERAL_SOURCES "/resources/weights/mnist.safetensors").value();
}

void TestNewClasses::tenDrawingsAreEnough()
{
    const NewClassesResult result
        = learnt({shapes, drawn(shapes, enoughDrawings, 1), nullptr}, m_builtIn);
    QCOMPARE(result.model.classes, shapes);
    QCOMPARE(result.model.kind, ClassKind::Things);
    QCOMPARE(result.heldOut.images, std::size_t{10}); // two of each
    QVERIFY2(result.heldOut.accuracy >= 0.8, qPrintable(QString::number(result.heldOut.accuracy)));
    const std::vector<InkRecord> others = drawn(shapes, 10, 2);
    const std::size_t right = readRight(result.model, others);
    QVERIFY2(right >= 45, qPrintable(QString::number(right)));
}

void TestNewClasses::theSameDrawingsGiveTheSameNetwork()
{
    const NewClasses wanted{{"△", "□"}, drawn({"△", "□"}, 5, 3), nullptr};
    QCOMPARE(learnt(wanted, m_builtIn).model.weights->values(),
        learnt(wanted, m_builtIn).model.weights->values());
}

void TestNewClasses::aNetworkWithOtherImagesIsNoBeginning()
{
    Model large = m_builtIn;
    large.image = {14, 56};
    const NewClassesResult result = learnt({{"△", "□"}, drawn({"△", "□"}, 6, 4), nullptr}, large);
    QVERIFY(!result.keepsFeatures);
    QCOMPARE(result.model.image, ImageShape());
    QVERIFY(readRight(result.model, drawn({"△", "□"}, 10, 5)) >= 18);
}

/// The network reads digits as well as before, and the new class too.
void TestNewClasses::aClassIsAddedToANetwork()
{
    auto mnist = std::make_shared<Dataset>(loadDataset("mnist").value());
    std::vector<std::string> names = m_builtIn.classes;
    names.emplace_back("☺");
    const NewClassesResult result = learnt({names, drawn({"☺"}, 10, 6), mnist}, m_builtIn);
    QVERIFY(result.keepsFeatures);
    QCOMPARE(result.model.classes.size(), std::size_t{11});
    QVERIFY(result.known.has_value());
    QCOMPARE(result.known->images, mnist->test.size());
    QVERIFY2(result.known->accuracy > 0.99, qPrintable(QString::number(result.known->accuracy)));
    QVERIFY(readRight(result.model, drawn({"☺"}, 20, 7)) >= 18);
}

void TestNewClasses::aClassIsAddedToClassesFromNothing()
{
    const std::vector<std::string> two{"△", "□"};
    const std::vector<std::string> three{"△", "□", "○"};
    const Model before = learnt({two, drawn(two, 8, 8), nullptr}, m_builtIn).model;
    const NewClassesResult result = learnt({three, drawn(three, 8, 8), nullptr}, before);
    QVERIFY(result.keepsFeatures);
    QVERIFY(readRight(result.model, drawn(three, 10, 9)) >= 27);
}

void TestNewClasses::itCanBeCancelled()
{
    const NewClasses wanted{{"△", "□"}, drawn({"△", "□"}, 5, 3), nullptr};
    for (const double until : {0.0, 0.5, 0.9}) {
        const auto result = learnClasses(
            wanted, m_builtIn, loadEngine, [until](double share) { return share < until; });
        QVERIFY(result);
        QVERIFY(!result->has_value());
    }
}

void TestNewClasses::whatCantBeLearntIsRefused_data()
{
    QTest::addColumn<std::vector<std::string>>("names");
    QTest::addColumn<QString>("said");
    using Names = std::vector<std::string>;
    QTest::newRow("one class") << Names{"△"} << QStringLiteral("at least two classes");
    QTest::newRow("not drawn") << Names{"△", "♥"}
                               << QStringLiteral("“♥” has been drawn 0 times; at least 4");
}

void TestNewClasses::whatCantBeLearntIsRefused()
{
    QFETCH(std::vector<std::string>, names);
    QFETCH(QString, said);
    const auto result = learnClasses(
        {names, drawn({"△"}, 5, 1), nullptr}, m_builtIn, loadEngine, &continueAlways);
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::InvalidSetting);
    QVERIFY2(QString::fromStdString(result.error().detail).contains(said),
        result.error().detail.c_str());
}

QTEST_GUILESS_MAIN(TestNewClasses)
#include "tst_new_classes.moc"
