// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/class_kind.h"

#include <QTest>

using namespace numeral;

class TestClassKind : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesTell_data();
    void namesTell();
};

void TestClassKind::namesTell_data()
{
    using Names = std::vector<std::string>;
    QTest::addColumn<Names>("names");
    QTest::addColumn<ClassKind>("kind");
    QTest::newRow("MNIST") << Names{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}
                           << ClassKind::Digits;
    QTest::newRow("two digits") << Names{"1", "7"} << ClassKind::Digits;
    QTest::newRow("numbers") << Names{"9", "10"} << ClassKind::Things;
    QTest::newRow("EMNIST letters") << Names{"a", "b", "z"} << ClassKind::Letters;
    QTest::newRow("EMNIST balanced") << Names{"0", "A", "a"} << ClassKind::Letters;
    QTest::newRow("other alphabets") << Names{"é", "ß", "Ω", "ж"} << ClassKind::Letters;
    QTest::newRow("signs") << Names{"+", "×"} << ClassKind::Things;
    QTest::newRow("shapes") << Names{"△", "□", "○"} << ClassKind::Things;
    QTest::newRow("faces") << Names{"☺", "☹", "😀"} << ClassKind::Things;
    QTest::newRow("clothes") << Names{"Shirt", "Bag"} << ClassKind::Things;
    QTest::newRow("kana, of several parts") << Names{"い", "は"} << ClassKind::Things;
    QTest::newRow("malformed") << Names{"\xff", "\xc3"} << ClassKind::Things;
    QTest::newRow("empty") << Names{"", "a"} << ClassKind::Things;
    QTest::newRow("none") << Names() << ClassKind::Things;
}

void TestClassKind::namesTell()
{
    QFETCH(std::vector<std::string>, names);
    QFETCH(ClassKind, kind);
    QCOMPARE(kindOf(names), kind);
    QCOMPARE(findClassKind(classKindName(kind)), std::optional(kind));
}

QTEST_GUILESS_MAIN(TestClassKind)
#include "tst_class_kind.moc"
