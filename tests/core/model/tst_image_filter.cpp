// SPDX-License-Identifier: GPL-3.0-or-later
//
// What each filter does to an image, computed by hand.

#include "core/model/image_filter.h"

#include <QTest>

#include <cmath>
#include <numeric>

using namespace numeral;

namespace {

using Pixels = std::vector<std::uint8_t>;

constexpr ImageShape shape{5, 6};

/// White on the right half.
Pixels halves()
{
    Pixels pixels(shape.pixels());
    for (std::size_t i = 0; i < pixels.size(); ++i) {
        pixels[i] = i % shape.columns >= 3 ? 255 : 0;
    }
    return pixels;
}

Pixels dot()
{
    Pixels pixels(shape.pixels());
    pixels[2 * shape.columns + 2] = 200;
    return pixels;
}

Pixels filtered(std::string_view filters, Pixels pixels)
{
    applyFilters(parseFilters(filters).value(), shape, pixels);
    return pixels;
}

/// The third row.
Pixels row(const Pixels& pixels)
{
    const auto start = pixels.begin() + static_cast<std::ptrdiff_t>(2 * shape.columns);
    return {start, start + static_cast<std::ptrdiff_t>(shape.columns)};
}

} // namespace

class TestImageFilter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutFiltersNothingChanges() { QCOMPARE(filtered("none", dot()), dot()); }
    void blurSpreadsInkAndKeepsItsSum();
    void sharpeningMakesEdgesSteeper();
    void edgesAreWhereTheGreyChanges();
    void thresholdLeavesTwoGreys();
    void contrastMovesGreysFromTheMiddle();
    void noiseIsTheSameForTheSameImage();
    void filtersFollowEachOther();
    void textsAreRead();
    void whatIsNoFilterIsRefused_data();
    void whatIsNoFilterIsRefused();
};

void TestImageFilter::blurSpreadsInkAndKeepsItsSum()
{
    const Pixels blurred = filtered("blur:0.5", dot());
    const std::size_t middle = 2 * shape.columns + 2;
    QVERIFY(blurred[middle] < 200 && blurred[middle] > blurred[middle + 1]);
    QCOMPARE(blurred[middle - 1], blurred[middle + 1]);
    QCOMPARE(blurred[middle + shape.columns], blurred[middle + 1]);
    QVERIFY(std::abs(std::accumulate(blurred.begin(), blurred.end(), 0) - 200) <= 5); // rounded
    const Pixels even(shape.pixels(), 90);
    QCOMPARE(filtered("blur:3", even), even); // also beside the edges
}

void TestImageFilter::sharpeningMakesEdgesSteeper()
{
    Pixels greys = halves();
    for (std::uint8_t& grey : greys) {
        grey = grey == 0 ? 100 : 150;
    }
    const Pixels sharp = row(filtered("sharpen", greys));
    QCOMPARE(int(sharp[0]), 100); // far from the edge
    QVERIFY(sharp[2] < 100 && sharp[3] > 150);
}

void TestImageFilter::edgesAreWhereTheGreyChanges()
{
    QCOMPARE(row(filtered("edges", halves())), (Pixels{0, 0, 255, 255, 0, 0}));
    QCOMPARE(row(filtered("edges:0.5", halves())), (Pixels{0, 0, 128, 128, 0, 0}));
}

void TestImageFilter::thresholdLeavesTwoGreys()
{
    QCOMPARE(row(filtered("threshold:200", dot())), (Pixels{0, 0, 255, 0, 0, 0}));
    QCOMPARE(row(filtered("threshold:201", dot())), (Pixels{0, 0, 0, 0, 0, 0}));
}

void TestImageFilter::contrastMovesGreysFromTheMiddle()
{
    QCOMPARE(int(filtered("contrast:0.5", dot())[0]), 64);
    QCOMPARE(
        int(filtered("contrast:1.5", dot())[2 * shape.columns + 2]), 236); // 127.5 + 1.5 · 72.5
    QCOMPARE(int(filtered("contrast:3", dot())[2 * shape.columns + 2]), 255);
}

void TestImageFilter::noiseIsTheSameForTheSameImage()
{
    const Pixels grey(shape.pixels(), 128);
    const Pixels noisy = filtered("noise:20", grey);
    QVERIFY(noisy != grey);
    QCOMPARE(filtered("noise:20", grey), noisy);
    Pixels other = grey;
    other[0] = 129;
    QVERIFY(filtered("noise:20", other) != noisy);
    constexpr ImageShape large{100, 100};
    Pixels many(large.pixels(), 128);
    applyFilters({{FilterKind::Noise, 20}}, large, many);
    double squares = 0;
    for (const std::uint8_t pixel : many) {
        squares += (pixel - 128.0) * (pixel - 128.0);
    }
    const double deviation = std::sqrt(squares / static_cast<double>(many.size()));
    QVERIFY2(deviation > 19 && deviation < 21, qPrintable(QString::number(deviation)));
}

void TestImageFilter::filtersFollowEachOther()
{
    QCOMPARE(filtered("blur:0.5,threshold:20", dot()),
        filtered("threshold:20", filtered("blur:0.5", dot())));
    QVERIFY(filtered("threshold:20,blur:0.5", dot()) != filtered("blur:0.5,threshold:20", dot()));
}

void TestImageFilter::textsAreRead()
{
    const auto chain = parseFilters("blur:1.5,edges");
    QVERIFY(chain);
    QCOMPARE(*chain, (std::vector<ImageFilter>{{FilterKind::Blur, 1.5}, {FilterKind::Edges, 1}}));
    QCOMPARE(toText(*chain), std::string("blur:1.5,edges:1"));
    QCOMPARE(toText({}), std::string("none"));
    QVERIFY(parseFilters("")->empty());
}

void TestImageFilter::whatIsNoFilterIsRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("said");
    QTest::newRow("unknown") << QByteArray("sepia") << QStringLiteral("there are blur, sharpen");
    QTest::newRow("no number") << QByteArray("blur:much") << QStringLiteral("“blur:much”");
    QTest::newRow("nothing after a comma") << QByteArray("blur,") << QStringLiteral("“”");
    QTest::newRow("too much") << QByteArray("blur:9") << QStringLiteral("from 0.1 to 8, not 9");
    QTest::newRow("too many") << QByteArray("edges,edges,edges,edges,edges,edges,edges,edges,edges")
                              << QStringLiteral("At most 8");
}

void TestImageFilter::whatIsNoFilterIsRefused()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, said);
    const auto chain = parseFilters(text.toStdString());
    QVERIFY(!chain);
    QCOMPARE(chain.error().code, ErrorCode::InvalidSetting);
    QVERIFY2(
        QString::fromStdString(chain.error().detail).contains(said), chain.error().detail.c_str());
}

QTEST_GUILESS_MAIN(TestImageFilter)
#include "tst_image_filter.moc"
