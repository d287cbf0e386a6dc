// SPDX-License-Identifier: GPL-3.0-or-later
//
// A letter that the pen has left in two pieces is one letter, with the built-in network of letters.

#include "core/exchange/safetensors.h"
#include "core/reading/reader.h"

#include <QTest>

using namespace numeral;

namespace {

/// A stem and two arms that don't touch it, `gap` away.
Ink brokenK(double left, double gap)
{
    return {{{left, 0.2}, {left, 0.8}},
        {{left + gap + 0.3, 0.2}, {left + gap, 0.5}, {left + gap + 0.3, 0.8}}};
}

Ink both(Ink first, const Ink& second)
{
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

const Ink letterL{{{0.1, 0.2}, {0.1, 0.8}, {0.4, 0.8}}};
const Ink letterT{{{0.55, 0.2}, {0.95, 0.2}}, {{0.75, 0.2}, {0.75, 0.8}}};

} // namespace

class TestLetterPieces : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void piecesOfALetterAreOne_data();
    void piecesOfALetterAreOne();
    void lettersSideBySideStayApart();
    void aBrokenLetterAmongOthersIsOne();

private:
    Reader m_reader;
};

void TestLetterPieces::initTestCase()
{
    const auto model = readSafeTensors(NUMERAL_SOURCES "/resources/weights/letters.safetensors");
    QVERIFY(model);
    m_reader.setModel(*model);
}

void TestLetterPieces::piecesOfALetterAreOne_data()
{
    QTest::addColumn<double>("gap"); // of a letter 0.6 high
    QTest::newRow("touching") << 0.0;
    QTest::newRow("near") << 0.04;
    QTest::newRow("farther") << 0.08;
}

void TestLetterPieces::piecesOfALetterAreOne()
{
    QFETCH(const double, gap);
    m_reader.read(brokenK(0.3, gap));
    QCOMPARE(m_reader.text(), std::string("k"));
}

void TestLetterPieces::lettersSideBySideStayApart()
{
    m_reader.read(both(letterL, letterT));
    QCOMPARE(m_reader.text(), std::string("lt"));
    const Ink bars{{{0.2, 0.2}, {0.2, 0.8}}, {{0.5, 0.2}, {0.5, 0.8}}, {{0.8, 0.2}, {0.8, 0.8}}};
    m_reader.read(bars);
    QCOMPARE(m_reader.digits().size(), std::size_t{3});
}

void TestLetterPieces::aBrokenLetterAmongOthersIsOne()
{
    m_reader.read(both(letterL, brokenK(0.6, 0.08)));
    QCOMPARE(m_reader.text(), std::string("lk"));
}

QTEST_GUILESS_MAIN(TestLetterPieces)
#include "tst_letter_pieces.moc"
