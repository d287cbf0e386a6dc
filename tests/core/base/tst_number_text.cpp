// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/number_text.h"

#include <QTest>

using namespace numeral;

class TestNumberText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void realNumbersAreReadExactly_data();
    void realNumbersAreReadExactly();
    void anythingElseIsNoRealNumber_data();
    void anythingElseIsNoRealNumber();
    void wholeNumbersAreDecimal();
    void anythingElseIsNoWholeNumber_data();
    void anythingElseIsNoWholeNumber();
};

void TestNumberText::realNumbersAreReadExactly_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<double>("number");
    QTest::newRow("plain") << "0.01" << 0.01;
    QTest::newRow("no leading zero") << ".5" << 0.5;
    QTest::newRow("no decimals") << "5." << 5.0;
    QTest::newRow("exponent") << "1e-3" << 0.001;
    QTest::newRow("capital exponent") << "2.5E+2" << 250.0;
    QTest::newRow("signs") << "+7" << 7.0;
    QTest::newRow("negative") << "-0.25" << -0.25;
    QTest::newRow("leading zeros") << "007" << 7.0;
    QTest::newRow("many digits") << "0.30000000000000004" << 0.30000000000000004;
}

void TestNumberText::realNumbersAreReadExactly()
{
    QFETCH(QString, text);
    QTEST(parseReal(text.toStdString()).value_or(-1), "number");
}

void TestNumberText::anythingElseIsNoRealNumber_data()
{
    QTest::addColumn<QString>("text");
    for (const char* text : {"", "-", ".", "e3", "1e", "1e-", "1.2.3", "0,01", "1,000", "1 000",
             " 1", "1 ", "0x10", "nan", "inf", "-inf", "infinity", "+-1", "--1", "1e999", "1e-999",
             "1f", "1_000", "1'000"}) {
        QTest::newRow(*text == '\0' ? "empty" : text) << text;
    }
}

/// Above all not as the number that its beginning is.
void TestNumberText::anythingElseIsNoRealNumber()
{
    QFETCH(QString, text);
    QVERIFY(!parseReal(text.toStdString()));
}

void TestNumberText::wholeNumbersAreDecimal()
{
    QCOMPARE(parseWhole("010").value_or(-1), 10); // not octal
    QCOMPARE(parseWhole("+7").value_or(-1), 7);
    QCOMPARE(parseWhole("-3").value_or(-1), -3);
    QCOMPARE(parseWhole("9223372036854775807").value_or(-1), std::int64_t(9223372036854775807));
}

void TestNumberText::anythingElseIsNoWholeNumber_data()
{
    QTest::addColumn<QString>("text");
    for (const char* text : {"", "+", "1.0", "1,000", "1e3", "0x10", " 1", "12 ", "1_0", "+-1",
             "9223372036854775808"}) {
        QTest::newRow(*text == '\0' ? "empty" : text) << text;
    }
}

void TestNumberText::anythingElseIsNoWholeNumber()
{
    QFETCH(QString, text);
    QVERIFY(!parseWhole(text.toStdString()));
}

QTEST_APPLESS_MAIN(TestNumberText)
#include "tst_number_text.moc"
