// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reads synthetic pictures of paper with the built-in weights.
#include "core/base/small_random.h"
#include "core/exchange/safetensors.h"
#include "core/ink/ink_renderer.h"
#include "core/reading/reader.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>

using namespace numeral;

namespace {

/// Plain digits and capital letters of height 1.
const std::map<char, Ink> forms{
    {'A', {{{0, 1}, {0.35, 0}, {0.7, 1}}, {{0.15, 0.6}, {0.55, 0.6}}}},
    {'M', {{{0, 1}, {0.05, 0}, {0.4, 0.7}, {0.75, 0}, {0.8, 1}}}},
    {'W', {{{0, 0}, {0.2, 1}, {0.45, 0.3}, {0.7, 1}, {0.9, 0}}}},
    {'0',
        {{{0.3, 0}, {0.1, 0.15}, {0, 0.5}, {0.1, 0.85}, {0.3, 1}, {0.5, 0.85}, {0.6, 0.5},
            {0.5, 0.15}, {0.3, 0}}}},
    {'1', {{{0.1, 0}, {0, 1}}}},
    {'2', {{{0, 0.25}, {0.1, 0.05}, {0.3, 0}, {0.5, 0.1}, {0.5, 0.35}, {0, 1}, {0.6, 1}}}},
    {'3',
        {{{0, 0.08}, {0.25, 0}, {0.5, 0.15}, {0.45, 0.35}, {0.2, 0.46}, {0.5, 0.58}, {0.55, 0.8},
            {0.3, 1}, {0, 0.9}}}},
    {'4', {{{0.4, 0}, {0, 0.65}, {0.65, 0.65}}, {{0.4, 0}, {0.4, 1}}}},
    {'5',
        {{{0.55, 0}, {0.05, 0}, {0, 0.42}, {0.3, 0.38}, {0.55, 0.6}, {0.5, 0.88}, {0.25, 1},
            {0, 0.9}}}},
    {'7', {{{0, 0}, {0.6, 0}, {0.2, 1}}}},
};

/// A sheet of paper to write on; all lengths in pixels.
class Page {
public:
    Page(std::size_t rows, std::size_t columns, std::uint8_t paper = 225)
        : m_image(rows, columns)
    {
        std::fill(m_image.pixels.begin(), m_image.pixels.end(), paper);
    }

    /// Writes digits from the top left corner on; each one is 1.1 heights to the right of the one
    /// before, and `fall` lower.
    Page& write(const std::string& digits, double top, double left, double height,
        std::uint8_t ink = 40, double fall = 0)
    {
        for (const char digit : digits) {
            const GreyImage picture = *renderInk(forms.at(digit));
            const double scale = height / static_cast<double>(picture.rows);
            darken(top, left, height, scale * static_cast<double>(picture.columns), ink,
                [&](double down, double across) {
                    return picture.at(static_cast<std::size_t>(down / scale),
                               static_cast<std::size_t>(across / scale))
                        / 255.0;
                });
            left += 1.1 * height;
            top += fall;
        }
        return *this;
    }

    Page& fill(double top, double left, double high, double wide, std::uint8_t grey)
    {
        darken(top, left, high, wide, grey, [](double, double) { return 1.0; });
        return *this;
    }

    /// Draws a rectangle of four lines that are `line` thick.
    Page& box(double top, double left, double high, double wide, double line, std::uint8_t grey)
    {
        return fill(top, left, line, wide, grey)
            .fill(top + high - line, left, line, wide, grey)
            .fill(top, left, high, line, grey)
            .fill(top, left + wide - line, high, line, grey);
    }

    Page& ring(double y, double x, double radius, double line, std::uint8_t grey)
    {
        darken(
            y - radius, x - radius, 2 * radius, 2 * radius, grey, [&](double down, double across) {
                const double away = std::hypot(down - radius, across - radius);
                return away < radius && away > radius - line ? 1.0 : 0.0;
            });
        return *this;
    }

    Page& light(const std::function<double(double row, double column)>& share)
    {
        for (std::size_t row = 0; row < m_image.rows; ++row) {
            for (std::size_t column = 0; column < m_image.columns; ++column) {
                std::uint8_t& grey = m_image.at(row, column);
                grey = static_cast<std::uint8_t>(
                    grey * share(static_cast<double>(row), static_cast<double>(column)));
            }
        }
        return *this;
    }

    Page& grain(double deviation)
    {
        SmallRandom random(1, RandomStream::Shuffle, 0);
        for (std::uint8_t& grey : m_image.pixels) {
            const double noise = 1.7 * deviation * static_cast<double>(random.symmetric());
            grey = static_cast<std::uint8_t>(std::clamp(grey + noise, 0.0, 255.0));
        }
        return *this;
    }

    Page& invert()
    {
        for (std::uint8_t& grey : m_image.pixels) {
            grey = static_cast<std::uint8_t>(255 - grey);
        }
        return *this;
    }

    /// Rotates the sheet clockwise by quarter turns.
    Page& turn(int quarters)
    {
        for (int i = 0; i < quarters; ++i) {
            GreyImage turned(m_image.columns, m_image.rows);
            for (std::size_t row = 0; row < m_image.rows; ++row) {
                for (std::size_t column = 0; column < m_image.columns; ++column) {
                    turned.at(column, m_image.rows - 1 - row) = m_image.at(row, column);
                }
            }
            m_image = std::move(turned);
        }
        return *this;
    }

    const GreyImage& image() const { return m_image; }

private:
    template <typename Coverage>
    void darken(double top, double left, double high, double wide, std::uint8_t grey,
        const Coverage& coverage)
    {
        for (auto row = static_cast<std::size_t>(std::max(top, 0.0));
             row < m_image.rows && static_cast<double>(row) < top + high; ++row) {
            for (auto column = static_cast<std::size_t>(std::max(left, 0.0));
                 column < m_image.columns && static_cast<double>(column) < left + wide; ++column) {
                const double down = static_cast<double>(row) - top;
                const double across = static_cast<double>(column) - left;
                if (down >= 0 && across >= 0) {
                    std::uint8_t& pixel = m_image.at(row, column);
                    pixel = static_cast<std::uint8_t>(
                        pixel + coverage(down, across) * (grey - pixel));
                }
            }
        }
    }

    GreyImage m_image;
};

Page grid(std::size_t cells, double cell, double thin, double thick)
{
    const double side = static_cast<double>(cells) * cell;
    const auto whole = static_cast<std::size_t>(side + 60);
    Page page(whole, whole);
    for (std::size_t i = 0; i <= cells; ++i) {
        const double place = 30 + static_cast<double>(i) * cell;
        const double line = i % 3 == 0 ? thick : thin;
        page.fill(place, 30, line, side + thick, 60).fill(30, place, side + thick, line, 60);
    }
    return page;
}

Page ruled(double apart, bool isSquared)
{
    Page page(500, 700);
    for (double row = 20; row < 500; row += apart) {
        page.fill(row, 0, 2, 700, 150);
    }
    for (double column = 15; isSquared && column < 700; column += apart) {
        page.fill(0, column, 500, 2, 150);
    }
    return page;
}

/// A sheet on a desk, seen from above, rotated by `turned` degrees.
Page onDesk(const Page& sheet, double turned, std::uint8_t grey = 45)
{
    Page desk(700, 900, grey);
    const double angle = turned * 3.14159 / 180;
    const GreyImage& paper = sheet.image();
    GreyImage picture = desk.image();
    for (std::size_t row = 0; row < picture.rows; ++row) {
        for (std::size_t column = 0; column < picture.columns; ++column) {
            const double y = static_cast<double>(row) - 350;
            const double x = static_cast<double>(column) - 450;
            const double r
                = std::cos(angle) * y - std::sin(angle) * x + static_cast<double>(paper.rows) / 2;
            const double c = std::sin(angle) * y + std::cos(angle) * x
                + static_cast<double>(paper.columns) / 2;
            if (r >= 0 && c >= 0 && r < static_cast<double>(paper.rows)
                && c < static_cast<double>(paper.columns)) {
                picture.at(row, column)
                    = paper.at(static_cast<std::size_t>(r), static_cast<std::size_t>(c));
            }
        }
    }
    Page result(700, 900);
    return result.light([&picture](double row, double column) {
        return picture.at(static_cast<std::size_t>(row), static_cast<std::size_t>(column)) / 225.0;
    });
}

} // namespace

Q_DECLARE_METATYPE(GreyImage)

class TestPictureReading : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void digitsAreRead_data();
    void digitsAreRead();
    void blankPaperIsNothing_data();
    void blankPaperIsNothing();
    void aTurnedSheetHasItsBoxesWhereItsDigitsAre();
    void boxesAreWhereDigitsOfASheetOnADeskAre();
    void manyAreReadInOrder();

private:
    Reader m_reader;
};

void TestPictureReading::initTestCase()
{
    const auto model = readSafeTensors(NUMERAL_SOURCES "/resources/weights/mnist.safetensors");
    QVERIFY2(model, model ? "" : model.error().detail.c_str());
    m_reader.setModel(*model);
}

void TestPictureReading::digitsAreRead_data()
{
    QTest::addColumn<GreyImage>("picture");
    QTest::addColumn<std::string>("expected");
    const auto row = [](const char* name, const Page& page, const std::string& expected) {
        QTest::newRow(name) << page.image() << expected;
    };
    const Page sheet = Page(300, 400).write("475", 100, 60, 90);
    row("a sheet on a desk", onDesk(sheet, 0).grain(3), "475");
    row("a sheet on a desk, turned a little", onDesk(sheet, 12).grain(3), "475");
    row("a sheet on a grainy desk, turned a lot", onDesk(sheet, 20, 85).grain(9), "475");
    row("a small sheet", onDesk(Page(150, 220).write("47", 50, 40, 60), -15, 60).grain(5), "47");
    row("pale on a desk", onDesk(Page(300, 400).write("475", 100, 60, 90, 150), 8).grain(4), "475");
    row("digits in a deep shadow and beside it",
        Page(300, 500).write("475", 80, 60, 110).light([](double, double across) {
            return across > 230 ? 0.5 : 1;
        }),
        "475");
    row("a word and a number", Page(300, 700).write("A00M", 100, 60, 60).write("475", 100, 400, 60),
        "475");
    row("dark bars at the sides",
        Page(300, 500).write("53", 80, 170, 120).fill(0, 0, 300, 70, 30).fill(0, 430, 300, 70, 30),
        "53");
    row("a black frame", Page(300, 400).write("5", 80, 160, 120).box(0, 0, 300, 400, 25, 0), "5");
    row("a thin frame", Page(300, 400).write("5", 80, 160, 120).box(10, 10, 280, 380, 3, 0), "5");
    row("the edge of a shadow across it",
        Page(300, 400).write("5", 80, 160, 120).light([](double down, double across) {
            return across + 0.4 * down > 270 ? 0.55 : 1;
        }),
        "5");
    row("a band of light",
        Page(300, 400, 150).write("2", 80, 160, 120).light([](double down, double across) {
            return std::abs(across - 0.5 * down - 100) < 20 ? 1.6 : 1;
        }),
        "2");
    row("a white margin around grey paper",
        Page(300, 400, 130).write("3", 90, 160, 110, 30).box(0, 0, 300, 400, 30, 255), "3");
    row("circled", Page(300, 400).write("5", 100, 170, 90).ring(145, 195, 110, 5, 40), "5");
    row("two circled",
        Page(300, 700)
            .write("5", 100, 120, 90)
            .ring(145, 145, 100, 5, 40)
            .write("2", 100, 470, 90)
            .ring(145, 495, 100, 5, 40),
        "52");
    row("underlined", Page(300, 500).write("375", 80, 90, 100).fill(195, 70, 6, 340, 40), "375");
    row("underlined, touching", Page(300, 500).write("375", 80, 90, 100).fill(179, 70, 6, 340, 40),
        "375");
    Page boxes(240, 700);
    Page thickBoxes(240, 700);
    Page apart(240, 800);
    for (int i = 0; i < 4; ++i) {
        const double left = 60 + 130.0 * i;
        boxes.box(50, left, 140, 132, 2, 60).write({"4725"[i]}, 75, left + 35, 90);
        thickBoxes.box(50, left, 140, 135, 6, 30).write({"4725"[i]}, 75, left + 35, 90);
        apart.box(50, 60 + 170.0 * i, 140, 130, 3, 60).write({"4725"[i]}, 75, 95 + 170.0 * i, 90);
    }
    row("boxes of a form", boxes, "4725");
    row("boxes with thick lines", thickBoxes, "4725");
    row("boxes apart", apart, "4725");
    Page comb(240, 700);
    comb.fill(170, 60, 3, 520, 50);
    for (int i = 0; i <= 4; ++i) {
        comb.fill(130, 60 + 130.0 * i, 42, 3, 50);
    }
    for (int i = 0; i < 4; ++i) {
        comb.write({"4725"[i]}, 75, 95 + 130.0 * i, 90);
    }
    row("a comb field", comb, "4725");
    row("a sudoku's grid",
        grid(9, 60, 2, 5).write("5", 42, 50, 38).write("3", 42, 230, 38).write("7", 282, 170, 38),
        "537");
    row("ruled paper in uneven light",
        ruled(45, false).write("253", 150, 150, 110).light([](double, double across) {
            return 1 - 0.5 * across / 700;
        }),
        "253");
    row("squared paper in uneven light",
        ruled(30, true).write("253", 150, 150, 110).light([](double down, double across) {
            return 1 - 0.5 * std::hypot(down, across) / 860;
        }),
        "253");
    row("two lines", Page(400, 500).write("475", 60, 80, 100).write("231", 200, 80, 100), "475231");
    row("two lines that are near each other",
        Page(400, 500).write("475", 60, 80, 100).write("234", 170, 80, 100), "475234");
    row("rising lines",
        Page(600, 800)
            .write("47524", 190, 80, 90, 40, -18)
            .write("23575", 340, 80, 90, 40, -18)
            .write("54", 490, 80, 90, 40, -18),
        "475242357554");
    row("chalk on a board", Page(300, 500, 225).write("475", 80, 80, 110, 30).invert().grain(4),
        "475");
    row("small print below",
        Page(500, 600)
            .write("25", 60, 150, 180)
            .write("1741174711", 350, 60, 16)
            .write("7141147171", 390, 60, 16),
        "25");
    row("a faint pencil", Page(300, 400).write("53", 80, 90, 110, 185), "53");
    row("grainy", Page(300, 400).write("53", 80, 90, 110).grain(12), "53");
    row("two in a picture of 64 pixels", Page(40, 64).write("53", 8, 8, 24), "53");
    row("two in a picture of 40 pixels", Page(28, 40).write("25", 5, 6, 17), "25");
    row("light on dark, and round", Page(300, 300).ring(150, 150, 90, 18, 20).invert(), "0");
}

void TestPictureReading::digitsAreRead()
{
    QFETCH(const GreyImage, picture);
    QFETCH(const std::string, expected);
    m_reader.read(picture);
    QCOMPARE(QString::fromStdString(m_reader.text()), QString::fromStdString(expected));
}

void TestPictureReading::blankPaperIsNothing_data()
{
    QTest::addColumn<GreyImage>("picture");
    const auto row
        = [](const char* name, const Page& page) { QTest::newRow(name) << page.image(); };
    row("blank", Page(300, 400));
    row("black", Page(300, 400, 0));
    row("grainy", Page(300, 400).grain(8));
    row("very grainy", Page(300, 400, 140).grain(20));
    row("uneven light", Page(300, 400).grain(3).light([](double down, double across) {
        return 1 - 0.6 * std::hypot(down - 150, across - 200) / 250;
    }));
    row("ruled", ruled(45, false).grain(3));
    row("squared", ruled(30, true).grain(3));
    row("an empty grid", grid(9, 60, 2, 5));
}

void TestPictureReading::blankPaperIsNothing()
{
    QFETCH(const GreyImage, picture);
    m_reader.read(picture);
    QCOMPARE(QString::fromStdString(m_reader.text()), QString());
}

void TestPictureReading::aTurnedSheetHasItsBoxesWhereItsDigitsAre()
{
    for (int quarters = 1; quarters <= 3; ++quarters) {
        Page page(300, 700);
        page.write("47253", 100, 60, 90).turn(quarters);
        m_reader.read(page.image());
        QCOMPARE(m_reader.text(), "47253");
        const GreyImage& picture = page.image();
        for (const ReadDigit& digit : m_reader.digits()) {
            const Box& box = digit.drawn.box;
            QVERIFY(box.left >= 0 && box.top >= 0 && box.right <= double(picture.columns)
                && box.bottom <= double(picture.rows));
            int darkest = 255;
            for (auto row = std::size_t(box.top); double(row) < box.bottom; ++row) {
                for (auto column = std::size_t(box.left); double(column) < box.right; ++column) {
                    darkest = std::min<int>(darkest, picture.at(row, column));
                }
            }
            QVERIFY(darkest < 80);
        }
    }
}

void TestPictureReading::boxesAreWhereDigitsOfASheetOnADeskAre()
{
    m_reader.read(onDesk(Page(300, 400).write("7", 100, 160, 90), 0).image());
    QCOMPARE(m_reader.text(), "7");
    const Box& box = m_reader.digits().front().drawn.box;
    // The sheet lies in the middle of 700 rows and 900 columns.
    QVERIFY(std::abs(box.top - 300) < 8 && std::abs(box.bottom - 390) < 8);
    QVERIFY(std::abs(box.left - 410) < 8);
}

void TestPictureReading::manyAreReadInOrder()
{
    Page page(800, 1000);
    std::string expected;
    for (int line = 0; line < 6; ++line) {
        const std::string digits = line % 2 == 0 ? "47253472" : "75324735";
        page.write(digits, 40 + 120.0 * line, 60, 70, 40, 3);
        expected += digits;
    }
    m_reader.read(page.image());
    QCOMPARE(m_reader.text(), expected);
}

QTEST_GUILESS_MAIN(TestPictureReading)
#include "tst_picture_reading.moc"
