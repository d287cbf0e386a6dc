// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/natural_order.h"

#include <QTest>

#include <algorithm>
#include <string>
#include <vector>

using namespace numeral;

class NaturalOrderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void numbersCountAsNumbers();
    void itIsAStrictOrder();
};

namespace {

const std::vector<std::string> inOrder{"", "0", "00", "0a", "2", "10", "99999999999999999998",
    "99999999999999999999", "a", "a1", "a2", "a2.weight", "a10", "dense", "dense_1", "dense_2",
    "net.2.4", "net.2.10", "net.10.1", "x"};

} // namespace

void NaturalOrderTest::numbersCountAsNumbers()
{
    std::vector<std::string> sorted(inOrder.rbegin(), inOrder.rend());
    std::sort(sorted.begin(), sorted.end(), naturalLess);
    QVERIFY(sorted == inOrder);
}

void NaturalOrderTest::itIsAStrictOrder()
{
    for (std::size_t i = 0; i < inOrder.size(); ++i) {
        for (std::size_t k = 0; k < inOrder.size(); ++k) {
            QVERIFY2(naturalLess(inOrder[i], inOrder[k]) == (i < k),
                (inOrder[i] + " " + inOrder[k]).c_str());
        }
    }
}

QTEST_GUILESS_MAIN(NaturalOrderTest)
#include "tst_natural_order.moc"
