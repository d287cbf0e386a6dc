// SPDX-License-Identifier: GPL-3.0-or-later
//
// Finds digits on synthetic pages that are composed of MNIST's test images.
#include "core/base/small_random.h"
#include "core/data/catalogue.h"
#include "core/exchange/safetensors.h"
#include "core/reading/digit_finder.h"
#include "core/reading/reader.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace numeral;

namespace {

/// The conditions under which a page is photographed.
struct Look {
    bool isInverted = false; ///< light on dark
    bool isShaded = false; ///< half as bright on one side as on the other
    bool isRuled = false;
    bool isNoisy = false;
    double tilt = 0; ///< of the ruled lines, in rows per column
};

constexpr std::size_t rows = 240;
constexpr std::size_t columns = 640;
constexpr std::size_t enlargement = 5;
constexpr int paper = 220;
constexpr int pen = 50;

/// Four digits side by side, 5 times as large as in the data set.
GreyImage page(const std::vector<GreyImage>& digits, const Look& look)
{
    SmallRandom random(1, RandomStream::Shuffle, 0);
    GreyImage image(rows, columns);
    for (std::size_t row = 0; row < rows; ++row) {
        for (std::size_t column = 0; column < columns; ++column) {
            double ink = 0;
            for (std::size_t i = 0; i < digits.size(); ++i) {
                const std::size_t left = 15 + i * 155;
                const std::size_t top = 50;
                if (column >= left && row >= top && column < left + 28 * enlargement
                    && row < top + 28 * enlargement) {
                    ink = digits[i].at((row - top) / enlargement, (column - left) / enlargement)
                        / 255.0;
                }
            }
            const double line = static_cast<double>(row) + look.tilt * static_cast<double>(column);
            if (look.isRuled && std::fmod(line, 48) < 2) {
                ink = std::max(ink, 0.5);
            }
            double light = paper + (pen - paper) * ink;
            light = look.isInverted ? 255 - light : light;
            if (look.isShaded) {
                light *= 0.5 + 0.5 * static_cast<double>(column) / columns;
            }
            if (look.isNoisy) {
                light += 6 * static_cast<double>(random.symmetric());
            }
            image.at(row, column) = static_cast<std::uint8_t>(std::clamp(light, 0.0, 255.0));
        }
    }
    return image;
}

} // namespace

Q_DECLARE_METATYPE(Look)

class TestDigitFinder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void pagesAreRead_data();
    void pagesAreRead();
    void thinPensAreNoRules();
    void linesAreReadFromTopToBottom();
    void specksAndBlankPaperAreNothing();
    void anyImageMayBeGiven_data();
    void anyImageMayBeGiven();

private:
    LabelledImages m_digits;
    Model m_model;
};

void TestDigitFinder::initTestCase()
{
    const Result<Dataset> mnist = loadDataset("mnist");
    QVERIFY2(mnist, mnist ? "" : mnist.error().detail.c_str());
    m_digits = mnist->test;
    const auto model = readSafeTensors(NUMERAL_SOURCES "/resources/weights/mnist.safetensors");
    QVERIFY2(model, model ? "" : model.error().detail.c_str());
    m_model = *model;
}

void TestDigitFinder::pagesAreRead_data()
{
    QTest::addColumn<Look>("look");
    QTest::newRow("dark on light") << Look{};
    QTest::newRow("light on dark") << Look{true, false, false, false, 0};
    QTest::newRow("uneven light") << Look{false, true, false, false, 0};
    QTest::newRow("uneven light on dark") << Look{true, true, false, false, 0};
    QTest::newRow("ruled") << Look{false, false, true, false, 0};
    QTest::newRow("ruled and tilted") << Look{false, false, true, false, 0.03};
    QTest::newRow("all at once") << Look{false, true, true, true, 0.02};
}

/// Counts how many of the 200 digits on 50 pages are found in place and recognised.
void TestDigitFinder::pagesAreRead()
{
    QFETCH(const Look, look);
    Reader reader;
    reader.setModel(m_model);
    int right = 0;
    for (std::size_t number = 0; number < 50; ++number) {
        std::vector<GreyImage> digits;
        for (std::size_t i = 0; i < 4; ++i) {
            GreyImage digit(28, 28);
            const auto pixels = m_digits.image(4 * number + i);
            std::copy(pixels.begin(), pixels.end(), digit.pixels.begin());
            digits.push_back(std::move(digit));
        }
        reader.read(page(digits, look));
        for (const ReadDigit& digit : reader.digits()) {
            const auto place = static_cast<std::size_t>((digit.drawn.box.centreX() - 15) / 155);
            right += reader.digits().size() == 4
                    && digit.recognition.label == m_digits.labels()[4 * number + place]
                ? 1
                : 0;
        }
    }
    qInfo("%d of 200", right);
    QVERIFY2(right >= 180, qPrintable(QString::number(right)));
}

/// A strip of paper with a tall 1 and a 7, written with a ballpoint pen.
void TestDigitFinder::thinPensAreNoRules()
{
    GreyImage strip(200, 800);
    std::fill(strip.pixels.begin(), strip.pixels.end(), std::uint8_t{230});
    const auto fill
        = [&strip](std::size_t top, std::size_t left, std::size_t high, std::size_t wide) {
              for (std::size_t row = top; row < top + high; ++row) {
                  std::fill_n(strip.pixels.begin() + static_cast<std::ptrdiff_t>(row * 800 + left),
                      wide, std::uint8_t{30});
              }
          };
    fill(30, 100, 140, 7);
    fill(30, 400, 7, 90);
    fill(30, 483, 140, 7);
    const std::vector<FoundDigit> found = findDigits(foregroundOf(strip, InkTone::Dark));
    QCOMPARE(found.size(), std::size_t(2));
    QCOMPARE(found[0].box.height(), 140);
    QCOMPARE(found[0].box.width(), 7);
    QCOMPARE(found[1].box.height(), 140);
    QCOMPARE(found[1].box.width(), 90);
}

void TestDigitFinder::linesAreReadFromTopToBottom()
{
    GreyImage image(200, 200);
    std::fill(image.pixels.begin(), image.pixels.end(), std::uint8_t{230});
    const auto block = [&image](std::size_t top, std::size_t left) {
        for (std::size_t row = top; row < top + 40; ++row) {
            std::fill_n(image.pixels.begin() + static_cast<std::ptrdiff_t>(row * 200 + left), 12,
                std::uint8_t{20});
        }
    };
    block(120, 150); // in any order, and not exactly aligned
    block(24, 60);
    block(128, 20);
    block(20, 100);
    const std::vector<FoundDigit> found = findDigits(foregroundOf(image, InkTone::Dark));
    QCOMPARE(found.size(), std::size_t(4));
    const std::vector<std::pair<int, int>> expected{{24, 60}, {20, 100}, {128, 20}, {120, 150}};
    for (std::size_t i = 0; i < 4; ++i) {
        QCOMPARE(found[i].box.top, expected[i].first);
        QCOMPARE(found[i].box.left, expected[i].second);
        QCOMPARE(found[i].box.height(), 40);
        QCOMPARE(found[i].ink.columns, std::size_t(12));
    }
}

void TestDigitFinder::specksAndBlankPaperAreNothing()
{
    GreyImage image(100, 100);
    std::fill(image.pixels.begin(), image.pixels.end(), std::uint8_t{200});
    QVERIFY(findDigits(foregroundOf(image, InkTone::Dark)).empty());
    image.at(20, 20) = 20;
    image.at(70, 60) = 20;
    QVERIFY(findDigits(foregroundOf(image, InkTone::Dark)).empty());
}

void TestDigitFinder::anyImageMayBeGiven_data()
{
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("columns");
    QTest::newRow("one pixel") << 1 << 1;
    QTest::newRow("a row") << 1 << 300;
    QTest::newRow("a column") << 300 << 1;
    QTest::newRow("a few") << 7 << 9;
    QTest::newRow("nothing") << 0 << 0;
}

void TestDigitFinder::anyImageMayBeGiven()
{
    QFETCH(const int, rows);
    QFETCH(const int, columns);
    GreyImage image(static_cast<std::size_t>(rows), static_cast<std::size_t>(columns));
    SmallRandom random(1, RandomStream::Shuffle, 0);
    for (std::uint8_t& pixel : image.pixels) {
        pixel = static_cast<std::uint8_t>(random.below(256));
    }
    for (const FoundDigit& digit : findDigits(foregroundOf(image, InkTone::Dark))) {
        QVERIFY(digit.box.bottom <= rows && digit.box.right <= columns);
    }
}

QTEST_GUILESS_MAIN(TestDigitFinder)
#include "tst_digit_finder.moc"
