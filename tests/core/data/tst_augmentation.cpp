// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/data/augmentation.h"
#include "core/data/catalogue.h"

#include <QSet>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace numeral;

using Image = std::vector<std::uint8_t>;

Q_DECLARE_METATYPE(AugmentationLimits)

class AugmentationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();

    void withoutStrengthNothingChanges_data();
    void withoutStrengthNothingChanges();
    void theSameNumbersGiveTheSameBytes();
    void anotherSeedOrNumberGivesOtherBytes();
    void quarterTurnsMovePixelsExactly();
    void wholeShiftsMovePixelsExactly_data();
    void wholeShiftsMovePixelsExactly();
    void greysMixMidwayBetweenPixels();
    void sizesAndSlantsAreAboutTheCentre();
    void whatIsOutsideIsPaper();
    void limitsAreReachedAndKept_data();
    void limitsAreReachedAndKept();
    void elasticDisplacementsAreSimards_data();
    void elasticDisplacementsAreSimards();
    void aDigitKeepsItsInkAndItsPlace();
    void imagesOfAnotherLookAreDeformedAlike();
    void imagesOfAnySize_data();
    void strokesGrowAndShrink();
    void imagesOfAnySize();
    void limitsOutsideTheirRangeAreNamed_data();
    void limitsOutsideTheirRangeAreNamed();

private:
    LabelledImages m_digits;
};

namespace {

constexpr AugmentationLimits none{0, 0, 0, 0, 0, 4};

Image noise(const ImageShape& shape)
{
    Random random(1, RandomStream::Shuffle);
    Image image(shape.pixels());
    std::generate(image.begin(), image.end(),
        [&random] { return static_cast<std::uint8_t>(random.below(256)); });
    return image;
}

Image deformed(Deformer& deformer, std::span<const std::uint8_t> image, std::uint64_t index)
{
    Image output(image.size());
    deformer.deform(image, index, output);
    return output;
}

Image mapped(const ImageShape& shape, const Image& image, const AffineMap& map)
{
    Image output(image.size(), 77);
    Deformer(shape, none, 1).map(image, map, output);
    return output;
}

struct Moments {
    double ink = 0;
    double x = 0; ///< centre of mass
    double y = 0;
};

Moments momentsOf(std::span<const std::uint8_t> image, std::size_t columns)
{
    Moments moments;
    for (std::size_t i = 0; i < image.size(); ++i) {
        const std::size_t row = i / columns;
        moments.ink += image[i];
        moments.x += image[i] * static_cast<double>(i % columns);
        moments.y += image[i] * static_cast<double>(row);
    }
    moments.x /= moments.ink;
    moments.y /= moments.ink;
    return moments;
}

} // namespace

void AugmentationTest::initTestCase()
{
    const Result<Dataset> dataset = loadDataset("mnist");
    QVERIFY2(dataset, dataset ? "" : dataset.error().detail.c_str());
    m_digits = dataset->training;
}

void AugmentationTest::withoutStrengthNothingChanges_data()
{
    QTest::addColumn<quint32>("rows");
    QTest::addColumn<quint32>("columns");
    QTest::newRow("MNIST's") << 28U << 28U;
    QTest::newRow("one pixel") << 1U << 1U;
    QTest::newRow("even and odd") << 8U << 13U;
    QTest::newRow("one row") << 1U << 300U;
    QTest::newRow("one column") << 300U << 1U;
}

void AugmentationTest::withoutStrengthNothingChanges()
{
    QFETCH(quint32, rows);
    QFETCH(quint32, columns);
    const ImageShape shape{rows, columns};
    const Image image = noise(shape);
    Deformer deformer(shape, none, 1);
    for (std::uint64_t index = 0; index < 20; ++index) {
        QVERIFY(deformed(deformer, image, index) == image);
    }
}

/// Regardless of what was deformed before, and of which object deforms.
void AugmentationTest::theSameNumbersGiveTheSameBytes()
{
    Deformer forwards({28, 28}, {}, 5);
    Deformer backwards({28, 28}, {}, 5);
    std::vector<Image> images;
    for (std::size_t i = 0; i < 100; ++i) {
        images.push_back(deformed(forwards, m_digits.image(i), i));
    }
    for (std::size_t i = 100; i-- > 0;) {
        QVERIFY(deformed(backwards, m_digits.image(i), i) == images[i]);
    }
}

void AugmentationTest::anotherSeedOrNumberGivesOtherBytes()
{
    const auto digit = m_digits.image(0);
    Deformer one({28, 28}, {}, 1);
    Deformer two({28, 28}, {}, 2);
    QSet<QByteArray> images;
    for (std::uint64_t i = 0; i < 200; ++i) {
        for (Deformer* deformer : {&one, &two}) {
            const Image image = deformed(*deformer, digit, i);
            images.insert(QByteArray(reinterpret_cast<const char*>(image.data()), 784));
        }
    }
    QCOMPARE(images.size(), 400);
}

void AugmentationTest::quarterTurnsMovePixelsExactly()
{
    for (const std::size_t side : {28U, 9U}) {
        const ImageShape shape{side, side};
        const Image image = noise(shape);
        Image turned(image.size()); // clockwise: the first row becomes the last column
        for (std::size_t row = 0; row < side; ++row) {
            for (std::size_t column = 0; column < side; ++column) {
                turned[column * side + side - 1 - row] = image[row * side + column];
            }
        }
        AffineMap quarter;
        quarter.rotation = 90;
        QVERIFY(mapped(shape, image, quarter) == turned);
        quarter.rotation = -270;
        QVERIFY(mapped(shape, image, quarter) == turned);
        AffineMap half;
        half.rotation = 180;
        QVERIFY(mapped(shape, image, half) == Image(image.rbegin(), image.rend()));
    }
}

void AugmentationTest::wholeShiftsMovePixelsExactly_data()
{
    QTest::addColumn<int>("right");
    QTest::addColumn<int>("down");
    QTest::newRow("right") << 1 << 0;
    QTest::newRow("left") << -1 << 0;
    QTest::newRow("down") << 0 << 1;
    QTest::newRow("up") << 0 << -1;
    QTest::newRow("both, and far") << 5 << -7;
    QTest::newRow("out of the image") << 4000 << 0;
}

void AugmentationTest::wholeShiftsMovePixelsExactly()
{
    QFETCH(int, right);
    QFETCH(int, down);
    const ImageShape shape{12, 15};
    const Image image = noise(shape);
    Image expected(image.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const int row = static_cast<int>(i) / 15 - down;
        const int column = static_cast<int>(i) % 15 - right;
        if (row >= 0 && row < 12 && column >= 0 && column < 15) {
            expected[i] = image.at(i - static_cast<std::size_t>(down * 15 + right));
        }
    }
    AffineMap map;
    map.right = right;
    map.down = down;
    QVERIFY(mapped(shape, image, map) == expected);
}

void AugmentationTest::greysMixMidwayBetweenPixels()
{
    AffineMap map;
    map.right = 0.5;
    QCOMPARE(mapped({1, 4}, {100, 200, 0, 40}, map), (Image{50, 150, 100, 20}));
    map.down = 0.375;
    QCOMPARE(mapped({2, 2}, {100, 200, 40, 80}, map), (Image{44, 131, 24, 71}));
    map.down = 0.25; // weights are steepened: only the nearer row counts
    QCOMPARE(mapped({2, 2}, {100, 200, 40, 80}, map), (Image{50, 150, 20, 60}));
}

void AugmentationTest::sizesAndSlantsAreAboutTheCentre()
{
    // A cross through the centre of 21×21 pixels.
    const ImageShape shape{21, 21};
    Image cross(shape.pixels());
    for (std::size_t i = 5; i <= 15; ++i) {
        cross[210 + i] = 255;
        cross[i * 21 + 10] = 255;
    }
    const auto inked = [&shape](const Image& image, std::size_t row, std::size_t column) {
        return image[row * shape.columns + column] > 127;
    };
    AffineMap wide;
    wide.horizontalScale = 1.8;
    const Image widened = mapped(shape, cross, wide);
    QVERIFY(inked(widened, 10, 2) && inked(widened, 10, 18));
    QVERIFY(!inked(widened, 10, 0) && !inked(widened, 3, 10) && inked(widened, 5, 10));
    AffineMap slanted;
    slanted.shear = 45;
    const Image slant = mapped(shape, cross, slanted);
    QVERIFY(inked(slant, 6, 6) && inked(slant, 14, 14) && inked(slant, 10, 5));
    QVERIFY(!inked(slant, 6, 14) && !inked(slant, 6, 10));
}

void AugmentationTest::whatIsOutsideIsPaper()
{
    const ImageShape shape{20, 20};
    const Image black(shape.pixels(), 255);
    AffineMap turn;
    turn.rotation = 45;
    const Image turned = mapped(shape, black, turn);
    for (const std::size_t corner : {0U, 19U, 380U, 399U}) {
        QCOMPARE(turned[corner], std::uint8_t{0});
    }
    QCOMPARE(turned[210], std::uint8_t{255});
    QCOMPARE(*std::max_element(turned.begin(), turned.end()), std::uint8_t{255});
}

void AugmentationTest::limitsAreReachedAndKept_data()
{
    QTest::addColumn<AugmentationLimits>("limits");
    QTest::addColumn<double>("least"); // displacements, in pixels
    QTest::addColumn<double>("most");
    AugmentationLimits shift = none;
    shift.shift = 3;
    QTest::newRow("shift") << shift << -3.0 << 3.0;
    AugmentationLimits turn = none;
    turn.rotation = 30; // down by 10·sin 30°
    QTest::newRow("rotation") << turn << -5.0 << 5.0;
    AugmentationLimits size = none;
    size.scaling = 0.25; // right by 10·0.25, left by 10·(1 − 1/1.25)
    QTest::newRow("scaling") << size << -2.0 << 2.5;
    AugmentationLimits shear = none;
    shear.shear = 20;
    QTest::newRow("shear") << shear << -3.64 << 3.64;
}

/// Tracks a blob that starts ten pixels to the right of the centre, or above it.
void AugmentationTest::limitsAreReachedAndKept()
{
    QFETCH(AugmentationLimits, limits);
    QFETCH(double, least);
    QFETCH(double, most);
    const ImageShape shape{41, 41};
    const bool above = limits.shear > 0;
    const bool watchDown = limits.rotation > 0;
    Image blot(shape.pixels());
    for (std::size_t row = 0; row < 5; ++row) {
        for (std::size_t column = 0; column < 5; ++column) {
            const std::size_t top = (above ? 8 : 18) + row;
            const std::size_t left = (above ? 18 : 28) + column;
            blot[top * 41 + left] = 200;
        }
    }
    const Moments before = momentsOf(blot, 41);
    Deformer deformer(shape, limits, 3);
    double leftmost = 0;
    double rightmost = 0;
    for (std::uint64_t index = 0; index < 2000; ++index) {
        const Moments after = momentsOf(deformed(deformer, blot, index), 41);
        const double moved = watchDown ? after.y - before.y : after.x - before.x;
        leftmost = std::min(leftmost, moved);
        rightmost = std::max(rightmost, moved);
    }
    constexpr double tolerance = 0.05;
    QVERIFY2(std::abs(leftmost - least) < tolerance, std::to_string(leftmost).c_str());
    QVERIFY2(std::abs(rightmost - most) < tolerance, std::to_string(rightmost).c_str());
}

void AugmentationTest::elasticDisplacementsAreSimards_data()
{
    QTest::addColumn<double>("strength");
    QTest::addColumn<double>("smoothness");
    QTest::newRow("Simard's") << 34.0 << 4.0;
    QTest::newRow("weaker and rougher") << 10.0 << 2.0;
    QTest::newRow("stronger and smoother") << 100.0 << 8.0;
}

/// Measures horizontal displacements on a linear grey ramp, to within a third of a pixel: they have
/// the standard deviation of a uniform random field in [−α, α] that was smoothed by a Gaussian with
/// standard deviation σ, and its autocorrelation over a distance d, exp(−d²/4σ²).
void AugmentationTest::elasticDisplacementsAreSimards()
{
    QFETCH(double, strength);
    QFETCH(double, smoothness);
    constexpr std::size_t side = 64;
    constexpr int greysAPixel = 4;
    Image ramp(side * side);
    for (std::size_t i = 0; i < ramp.size(); ++i) {
        ramp[i] = static_cast<std::uint8_t>(greysAPixel * (i % side));
    }
    AugmentationLimits limits = none;
    limits.elasticStrength = strength;
    limits.elasticSmoothness = smoothness;
    Deformer deformer({side, side}, limits, 1);
    const auto distance = static_cast<std::size_t>(2 * smoothness);
    double squares = 0;
    double products = 0;
    double count = 0;
    for (std::uint64_t index = 0; index < 400; ++index) {
        const Image image = deformed(deformer, ramp, index);
        const auto moved = [&](std::size_t row, std::size_t column) {
            return (static_cast<double>(image[row * side + column])
                       - static_cast<double>(ramp[row * side + column]))
                / greysAPixel;
        };
        for (std::size_t row = 20; row < 44; row += 3) {
            for (std::size_t column = 20; column < 44; column += 3) {
                const double here = moved(row, column);
                squares += here * here;
                products
                    += 0.5 * here * (moved(row - distance, column) + moved(row, column - distance));
                count += 1;
            }
        }
    }
    constexpr double pi = 3.141592653589793;
    const double deviation = std::sqrt(squares / count);
    const double expected = strength / (2 * smoothness * std::sqrt(3 * pi));
    QVERIFY2(std::abs(deviation / expected - 1) < 0.08, std::to_string(deviation).c_str());
    const double correlation = products / squares;
    QVERIFY2(std::abs(correlation - std::exp(-1.0)) < 0.08, std::to_string(correlation).c_str());
}

/// Dark ink stays dark, and what comes in from outside is light paper.
void AugmentationTest::imagesOfAnotherLookAreDeformedAlike()
{
    const ImageLook look{255, 0, true};
    Deformer plain({28, 28}, {}, 1);
    Deformer other({28, 28}, {}, 1, look);
    for (std::size_t i = 0; i < 20; ++i) {
        GreyImage digit(28, 28);
        const auto pixels = m_digits.image(i);
        digit.pixels.assign(pixels.begin(), pixels.end());
        GreyImage expected(28, 28);
        expected.pixels = deformed(plain, digit.pixels, i);
        QVERIFY(
            deformed(other, withLook(digit, look).pixels, i) == withLook(expected, look).pixels);
    }
}

void AugmentationTest::aDigitKeepsItsInkAndItsPlace()
{
    Deformer deformer({28, 28}, {}, 1);
    double inkBefore = 0;
    double inkAfter = 0;
    std::ptrdiff_t paperBefore = 0;
    std::ptrdiff_t paperAfter = 0;
    for (std::size_t i = 0; i < 2000; ++i) {
        const auto digit = m_digits.image(i);
        const Image other = deformed(deformer, digit, i);
        const Moments before = momentsOf(digit, 28);
        const Moments after = momentsOf(other, 28);
        paperBefore += std::count(digit.begin(), digit.end(), 0);
        paperAfter += std::count(other.begin(), other.end(), 0);
        QVERIFY(after.ink > 0.4 * before.ink && after.ink < 2.0 * before.ink);
        QVERIFY(std::hypot(after.x - before.x, after.y - before.y) < 5);
        inkBefore += before.ink;
        inkAfter += after.ink;
    }
    QVERIFY2(
        std::abs(inkAfter / inkBefore - 1) < 0.05, std::to_string(inkAfter / inkBefore).c_str());
    // Few paper pixels around the strokes turn faintly grey.
    QVERIFY2(static_cast<double>(paperAfter) > 0.96 * static_cast<double>(paperBefore),
        std::to_string(paperAfter).c_str());
}

void AugmentationTest::imagesOfAnySize_data()
{
    QTest::addColumn<quint32>("rows");
    QTest::addColumn<quint32>("columns");
    QTest::newRow("one pixel") << 1U << 1U;
    QTest::newRow("one row") << 1U << 4096U;
    QTest::newRow("one column") << 4096U << 1U;
    QTest::newRow("large") << 700U << 900U;
}

/// With the limits at their maxima: nothing outside the image is accessed (the sanitizers check
/// that).
void AugmentationTest::imagesOfAnySize()
{
    QFETCH(quint32, rows);
    QFETCH(quint32, columns);
    const ImageShape shape{rows, columns};
    const Image image(shape.pixels(), 255);
    for (const double smoothness : {1.0, 64.0}) {
        const AugmentationLimits limits{180, 1, 60, 4096, 1000, smoothness, 1};
        QVERIFY(limits.validate());
        Deformer deformer(shape, limits, 1);
        for (std::uint64_t index = 0; index < 5; ++index) {
            QCOMPARE(deformed(deformer, image, index).size(), image.size());
        }
    }
}

/// Measures the width of a four-pixel bar after the deformation, in pixels of full ink.
void AugmentationTest::strokesGrowAndShrink()
{
    const ImageShape shape{20, 20};
    Image bar(shape.pixels());
    for (std::size_t row = 0; row < 20; ++row) {
        std::fill_n(bar.begin() + static_cast<std::ptrdiff_t>(row * 20 + 8), 4, 200);
    }
    AugmentationLimits limits = none;
    limits.strokeThickness = 0.5;
    Deformer deformer(shape, limits, 3);
    double thinnest = 20;
    double thickest = 0;
    double sum = 0;
    constexpr int draws = 500;
    for (std::uint64_t index = 0; index < draws; ++index) {
        const Image after = deformed(deformer, bar, index);
        const double width = std::accumulate(after.begin() + 200, after.begin() + 220, 0.0) / 200.0;
        thinnest = std::min(thinnest, width);
        thickest = std::max(thickest, width);
        sum += width;
    }
    // At most half a pixel on each of the two sides.
    QVERIFY2(thinnest >= 3 && thinnest < 3.05, std::to_string(thinnest).c_str());
    QVERIFY2(thickest <= 5 && thickest > 4.95, std::to_string(thickest).c_str());
    QVERIFY(std::abs(sum / draws - 4) < 0.1);
}

void AugmentationTest::limitsOutsideTheirRangeAreNamed_data()
{
    QTest::addColumn<AugmentationLimits>("limits");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char* name, const AugmentationLimits& limits, const char* sentence) {
        QTest::newRow(name) << limits << QString::fromUtf8(sentence);
    };
    row("rotation", {200, 0, 0, 0, 0, 4}, "The rotation must lie between 0 and 180; 200 does not.");
    row("scaling", {0, -0.5, 0, 0, 0, 4}, "The scaling must lie between 0 and 1; -0.5 does not.");
    row("shear", {0, 0, 61, 0, 0, 4}, "The shear must lie between 0 and 60; 61 does not.");
    row("shift", {0, 0, 0, 4097, 0, 4}, "The shift must lie between 0 and 4096; 4097 does not.");
    row("strength", {0, 0, 0, 0, std::nan(""), 4},
        "The elastic strength must lie between 0 and 1000; nan does not.");
    row("smoothness", {0, 0, 0, 0, 0, 0.5},
        "The elastic smoothness must lie between 1 and 64; 0.5 does not.");
    row("thickness", {0, 0, 0, 0, 0, 4, -1},
        "The stroke thickness must lie between 0 and 1; -1 does not.");
}

void AugmentationTest::limitsOutsideTheirRangeAreNamed()
{
    QFETCH(AugmentationLimits, limits);
    QFETCH(QString, sentence);
    const Result<void> valid = limits.validate();
    QVERIFY(!valid);
    QCOMPARE(valid.error().code, ErrorCode::InvalidSetting);
    QCOMPARE(QString::fromStdString(valid.error().detail), sentence);
    QVERIFY(AugmentationLimits().validate());
}

QTEST_GUILESS_MAIN(AugmentationTest)
#include "tst_augmentation.moc"
