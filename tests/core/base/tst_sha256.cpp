// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/sha256.h"

#include <QTest>

#include <string>

using numeral::Sha256;

class Sha256Test : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void digestsAreThoseOfTheStandard_data();
    void digestsAreThoseOfTheStandard();
    void piecesMakeNoDifference();
};

namespace {

std::string digestOf(std::string_view bytes)
{
    Sha256 sha256;
    sha256.add(bytes);
    return sha256.hex();
}

} // namespace

/// NIST's example values for FIPS 180-4.
void Sha256Test::digestsAreThoseOfTheStandard_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("digest");

    QTest::newRow("nothing")
        << QByteArray()
        << QByteArray("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    QTest::newRow("one block") << QByteArray(
        "abc") << QByteArray("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    QTest::newRow("two blocks")
        << QByteArray("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
        << QByteArray("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    QTest::newRow("a million letters") << QByteArray(1'000'000,
        'a') << QByteArray("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

void Sha256Test::digestsAreThoseOfTheStandard()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, digest);
    QCOMPARE(QByteArray::fromStdString(digestOf(bytes.toStdString())), digest);
}

void Sha256Test::piecesMakeNoDifference()
{
    const std::string bytes(1000, 'x');
    Sha256 inPieces;
    for (std::size_t size = 1, begin = 0; begin < bytes.size(); begin += size, ++size) {
        inPieces.add(std::string_view(bytes).substr(begin, size));
    }
    QCOMPARE(inPieces.hex(), digestOf(bytes));
}

QTEST_GUILESS_MAIN(Sha256Test)
#include "tst_sha256.moc"
