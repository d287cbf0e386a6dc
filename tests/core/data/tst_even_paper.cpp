// SPDX-License-Identifier: GPL-3.0-or-later
//
// Mixed paper, on the real MNIST.
#include "core/base/small_random.h"
#include "core/data/catalogue.h"
#include "core/data/even_paper.h"

#include <QTest>

#include <algorithm>

using namespace numeral;

namespace {

/// The images with each pixel of those for which `isChanged(index)` holds replaced by
/// `change(pixel)`.
template <typename IsChanged, typename Change>
LabelledImages changed(
    const LabelledImages& images, const IsChanged& isChanged, const Change& change)
{
    std::vector<std::uint8_t> pixels(images.pixels().begin(), images.pixels().end());
    const std::size_t size = images.shape().pixels();
    for (std::size_t i = 0; i < images.size(); ++i) {
        if (isChanged(i)) {
            std::ranges::transform(
                images.image(i), pixels.begin() + static_cast<std::ptrdiff_t>(i * size), change);
        }
    }
    return {images.shape(), Bytes(std::move(pixels)), images.sharedLabels(), images.look()};
}

std::uint8_t inverse(std::uint8_t pixel)
{
    return static_cast<std::uint8_t>(255 - pixel);
}

bool areSame(const LabelledImages& a, const LabelledImages& b)
{
    return std::ranges::equal(a.pixels(), b.pixels());
}

const auto all = [](std::size_t) { return true; };

} // namespace

class TestEvenPaper : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void someInvertedImagesAreTurnedBack_data();
    void someInvertedImagesAreTurnedBack();
    void anInvertedTestSetIsTurnedBack();
    void greysOfOtherScalesAreKept();
    void imagesOfOneKindStay();
    void imagesWithoutPaperStay();

private:
    Dataset m_mnist;
};

void TestEvenPaper::initTestCase()
{
    const Result<Dataset> dataset = loadDataset("mnist");
    QVERIFY2(dataset, dataset ? "" : dataset.error().detail.c_str());
    m_mnist = *dataset;
}

void TestEvenPaper::someInvertedImagesAreTurnedBack_data()
{
    QTest::addColumn<int>("oneOf");
    QTest::newRow("a third") << 3;
    QTest::newRow("one of 40") << 40;
}

void TestEvenPaper::someInvertedImagesAreTurnedBack()
{
    QFETCH(int, oneOf);
    Dataset mixed = m_mnist;
    const auto isInverted = [oneOf](std::size_t i) { return i % std::size_t(oneOf) == 1; };
    mixed.training = changed(m_mnist.training, isInverted, inverse);
    mixed.test = changed(m_mnist.test, isInverted, inverse);
    const Result<Dataset> even = withEvenPaper(mixed);
    QVERIFY(even);
    QVERIFY(areSame(even->training, m_mnist.training));
    QVERIFY(areSame(even->test, m_mnist.test));
    QCOMPARE(even->remarks.size(), m_mnist.remarks.size() + 1);
    const QString remark = QString::fromStdString(even->remarks.back());
    QVERIFY2(remark.endsWith(QStringLiteral(" of 70000 images have dark ink on light paper, unlike "
                                            "the others: they are inverted.")),
        qPrintable(remark));
    QCOMPARE(remark.section(QLatin1Char(' '), 0, 0).toInt(),
        (60'000 + oneOf - 2) / oneOf + (10'000 + oneOf - 2) / oneOf);
}

void TestEvenPaper::anInvertedTestSetIsTurnedBack()
{
    Dataset mixed = m_mnist;
    mixed.test = changed(m_mnist.test, all, inverse);
    const Result<Dataset> even = withEvenPaper(mixed);
    QVERIFY(even);
    QVERIFY(areSame(even->training, m_mnist.training));
    QVERIFY(areSame(even->test, m_mnist.test));
}

/// Pixels are 0 and 1.
void TestEvenPaper::greysOfOtherScalesAreKept()
{
    const auto bit = [](std::uint8_t pixel) { return static_cast<std::uint8_t>(pixel > 127); };
    Dataset plain = m_mnist;
    plain.training = changed(m_mnist.training, all, bit);
    plain.test = changed(m_mnist.test, all, bit);
    Dataset mixed = plain;
    mixed.training = changed(
        plain.training, [](std::size_t i) { return i % 2 == 0 && i % 10 != 0; },
        [](std::uint8_t pixel) { return static_cast<std::uint8_t>(1 - pixel); });
    const Result<Dataset> even = withEvenPaper(mixed);
    QVERIFY(even);
    QVERIFY(areSame(even->training, plain.training));
}

void TestEvenPaper::imagesOfOneKindStay()
{
    Dataset inverted = m_mnist;
    inverted.training = changed(m_mnist.training, all, inverse);
    inverted.test = changed(m_mnist.test, all, inverse);
    for (const Dataset& dataset : {m_mnist, inverted}) {
        const Result<Dataset> even = withEvenPaper(dataset);
        QVERIFY(even);
        QVERIFY(areSame(even->training, dataset.training));
        QCOMPARE(even->remarks, dataset.remarks);
    }
}

void TestEvenPaper::imagesWithoutPaperStay()
{
    SmallRandom random(1, RandomStream::TestImages, 0);
    Dataset noise = m_mnist;
    noise.training = changed(m_mnist.training, all,
        [&random](std::uint8_t) { return static_cast<std::uint8_t>(random.below(256)); });
    const Result<Dataset> even = withEvenPaper(noise);
    QVERIFY(even);
    QVERIFY(areSame(even->training, noise.training));
}

QTEST_GUILESS_MAIN(TestEvenPaper)
#include "tst_even_paper.moc"
