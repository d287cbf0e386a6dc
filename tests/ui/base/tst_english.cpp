// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/english.h"

#include <QTest>

using namespace numeral::ui;

class EnglishTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsByTheRuleOfEnglish_data();
    void countsByTheRuleOfEnglish();
    void leavesTextsWithoutNumbers();
    void showsNumbersAsTheTextsAroundThem();
};

void EnglishTest::countsByTheRuleOfEnglish_data()
{
    QTest::addColumn<int>("number");
    QTest::addColumn<QString>("text");
    QTest::newRow("none") << 0 << "0 test images";
    QTest::newRow("one") << 1 << "1 test image";
    QTest::newRow("two") << 2 << "2 test images";
    QTest::newRow("many") << 10'000 << "10,000 test images";
}

void EnglishTest::countsByTheRuleOfEnglish()
{
    QFETCH(int, number);
    QFETCH(QString, text);
    const EnglishPlurals plurals;
    QLocale::setDefault(QLocale(QLocale::English));
    QCOMPARE(tr("%Ln test image(s)", nullptr, number), text);
}

void EnglishTest::leavesTextsWithoutNumbers()
{
    const EnglishPlurals plurals;
    QCOMPARE(tr("File(s)"), QStringLiteral("File(s)"));
}

void EnglishTest::showsNumbersAsTheTextsAroundThem()
{
    const QLocale german(QLocale::German, QLocale::Germany);
    QCOMPARE(localeOfTexts(german).toString(97.16), QStringLiteral("97.16"));
    const QLocale british(QLocale::English, QLocale::UnitedKingdom);
    QCOMPARE(localeOfTexts(british), british);
    QCOMPARE(localeOfTexts(QLocale::c()).toString(10'000), QStringLiteral("10,000"));
}

QTEST_GUILESS_MAIN(EnglishTest)
#include "tst_english.moc"
