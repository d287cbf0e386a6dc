// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/csv_text.h"

#include <QTest>

using namespace numeral;

class TestCsvText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fieldsAreSeparated();
    void oddFieldsAreQuoted_data();
    void oddFieldsAreQuoted();
};

void TestCsvText::fieldsAreSeparated()
{
    QCOMPARE(csvLine({"a", "", "0.5"}), "a,,0.5\n");
    QCOMPARE(csvLine({"a", "b"}, '\t'), "a\tb\n");
    QCOMPARE(csvLine({"a,b", "c"}, '\t'), "a,b\tc\n"); // a comma separates nothing there
    QCOMPARE(csvLine({""}), "\n");
}

void TestCsvText::oddFieldsAreQuoted_data()
{
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("comma") << QByteArray("a,b.png") << QByteArray("\"a,b.png\",x\n");
    QTest::newRow("quotation mark") << QByteArray("5\" nail") << QByteArray("\"5\"\" nail\",x\n");
    QTest::newRow("line feed") << QByteArray("a\nb") << QByteArray("\"a\nb\",x\n");
    QTest::newRow("carriage return") << QByteArray("a\rb") << QByteArray("\"a\rb\",x\n");
    QTest::newRow("blank, umlaut") << QByteArray(" ä ") << QByteArray(" ä ,x\n");
}

void TestCsvText::oddFieldsAreQuoted()
{
    QFETCH(const QByteArray, field);
    QFETCH(const QByteArray, line);
    QCOMPARE(csvLine({field.toStdString(), "x"}), line.toStdString());
}

QTEST_GUILESS_MAIN(TestCsvText)
#include "tst_csv_text.moc"
