// SPDX-License-Identifier: GPL-3.0-or-later
//
// Learning curves as files.
#include "curves_driver.h"

#include "ui/charts/curves_formats.h"

#include <QAction>
#include <QPainter>
#include <QRegularExpression>
#include <QSvgRenderer>
#include <QTest>

#include <limits>

using namespace numeral;
using namespace numeral::ui;

namespace {

bool isBlue(const QImage& image, int x, int y)
{
    const auto colour = image.pixelColor(x, y);
    return colour.saturation() > 20 && colour.hue() > 180 && colour.hue() < 230;
}

int blues(const QImage& image)
{
    int found = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            found += isBlue(image, x, y) ? 1 : 0;
        }
    }
    return found;
}

/// The number of blue pixels in an image that have none near them in the other. Edges may be
/// smoothed in another way.
int lonelyBlues(const QImage& image, const QImage& other)
{
    constexpr int radius = 3;
    const auto hasNeighbour = [&other](int x, int y) {
        for (int v = std::max(0, y - radius); v <= std::min(other.height() - 1, y + radius); ++v) {
            for (int u = std::max(0, x - radius); u <= std::min(other.width() - 1, x + radius);
                 ++u) {
                if (isBlue(other, u, v)) {
                    return true;
                }
            }
        }
        return false;
    };
    int found = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            found += isBlue(image, x, y) && !hasNeighbour(x, y) ? 1 : 0;
        }
    }
    return found;
}

} // namespace

class CurvesFormatsTest : public QObject {
    Q_OBJECT

    CurvesPicture picture()
    {
        return m_curves->picture(
            QStringLiteral("97.20% of test images correct"), QStringLiteral("Best epoch 8 of 20"));
    }
    QByteArray encode(const char* extension);
    QImage svgImage();
    QPoint inPicture(const QPoint& inCurves) const;

    std::unique_ptr<LearningCurves> m_curves;

private Q_SLOTS:
    void init();
    void cleanup() { m_curves.reset(); }

    void aPngHasTwiceTheResolution();
    void everyPictureIsOnWhitePaper();
    void theScreenKeepsItsColours();
    void anSvgHasTheTexts();
    void anSvgShowsWhatTheScreenShows();
    void aPdfHasThePicturesSize();
    void theCursorIsLeftOut();
    void aCsvHasTheSameNumbers_data();
    void aCsvHasTheSameNumbers();
    void aCsvTellsWhatThereIsNot();
};

void CurvesFormatsTest::init()
{
    m_curves = shownCurves();
    QVERIFY(QTest::qWaitForWindowExposed(m_curves.get()));
    m_curves->clear(100);
    addEpochs(*m_curves, 1, 20);
    QTRY_VERIFY(m_curves->visibleEpochs().upper > 20);
    static_cast<void>(m_curves->grab());
}

QByteArray CurvesFormatsTest::encode(const char* extension)
{
    for (const CurvesFormat& format : curvesFormats()) {
        if (format.extension == extension) {
            return format.encode(picture(), m_curves->run());
        }
    }
    return {};
}

/// As large as the PNG.
QImage CurvesFormatsTest::svgImage()
{
    QSvgRenderer svg(encode("svg"));
    QImage image(2 * picture().size(), QImage::Format_RGB32);
    image.fill(Qt::red); // must be covered
    QPainter painter(&image);
    svg.render(&painter);
    return image;
}

/// In pixels of an image. The caption stands above the charts.
QPoint CurvesFormatsTest::inPicture(const QPoint& inCurves) const
{
    const auto above = m_curves->picture(QStringLiteral("x"), QStringLiteral("x")).size().height()
        - m_curves->height();
    return 2 * (inCurves + QPoint(0, above));
}

void CurvesFormatsTest::aPngHasTwiceTheResolution()
{
    const auto image = QImage::fromData(encode("png"), "PNG");
    QCOMPARE(image.size(), 2 * picture().size());
    QCOMPARE(image.width(), 2 * m_curves->width());
    QVERIFY(image.height() > 2 * m_curves->height());
    for (const int epoch : {1, 7, 20}) {
        const auto expected = figures(epoch);
        QVERIFY(count(image, inPicture(m_curves->lossPosition(epoch, expected.trainingLoss)), 4,
                    trainingOnLight)
            > 50);
        QVERIFY(
            count(image, inPicture(m_curves->accuracyPosition(epoch, expected.trainingAccuracy)), 4,
                trainingOnLight)
            > 50);
    }
    m_curves->setNote(QStringLiteral("A note"));
    static_cast<void>(m_curves->grab());
    QVERIFY(picture().size().height() * 2 >= image.height());
}

void CurvesFormatsTest::everyPictureIsOnWhitePaper()
{
    QPalette dark(QColor(0x303030));
    dark.setColor(QPalette::Base, QColor(0x202020));
    dark.setColor(QPalette::Text, Qt::white);
    const auto light = QImage::fromData(encode("png"));
    const auto lightShapes = svgImage();
    m_curves->setPalette(dark);
    const auto image = QImage::fromData(encode("png"));
    QCOMPARE(image.pixelColor(2, 2), QColor(Qt::white));
    QCOMPARE(image, light);
    QCOMPARE(svgImage(), lightShapes);
    QCOMPARE(lightShapes.pixelColor(2, 2), QColor(Qt::white));
}

void CurvesFormatsTest::theScreenKeepsItsColours()
{
    QPalette dark(QColor(0x303030));
    dark.setColor(QPalette::Base, QColor(0x202020));
    dark.setColor(QPalette::Text, Qt::white);
    m_curves->setPalette(dark);
    const auto before = m_curves->grab().toImage();
    const auto range = m_curves->visibleEpochs();
    for (const char* extension : {"png", "svg", "pdf", "csv"}) {
        QVERIFY(!encode(extension).isEmpty());
    }
    addEpochs(*m_curves, 21, 21); // paints anew
    QTRY_VERIFY(m_curves->visibleEpochs() != range);
    const auto point = m_curves->lossPosition(2, figures(2).trainingLoss);
    QTRY_VERIFY(count(m_curves->grab().toImage(), point, 2, trainingOnDark) > 12);
    QCOMPARE(m_curves->grab().toImage().pixelColor(3, 3), before.pixelColor(3, 3));
}

void CurvesFormatsTest::anSvgHasTheTexts()
{
    m_curves->setNote(QStringLiteral("Images are augmented"));
    m_curves->logarithmicAction()->setChecked(true);
    m_curves->markBest(8);
    m_curves->addBatches(std::array{BatchFigures{20, 0.1, 0.9}});
    const auto svg = QString::fromUtf8(encode("svg"));
    for (const char* text : {"97.20% of test images correct", "Best epoch 8 of 20", "Training",
             "Training, each batch", "Validation", "Loss (log)", "Accuracy (%)", "Epoch",
             "best: epoch 8", "Images are augmented", "100"}) {
        QVERIFY2(svg.contains(QStringLiteral(">%1<").arg(QLatin1String(text))), text);
    }
}

/// A zoomed line ends at the axes, although Qt's SVG files can't clip.
void CurvesFormatsTest::anSvgShowsWhatTheScreenShows()
{
    std::vector<BatchFigures> batches; // a dense line is painted in another way
    for (int i = 1; i <= 5000; ++i) {
        batches.push_back({20 + i / 1000.0, i % 2 == 0 ? 0.0 : 0.4, i % 2 == 0 ? 1.0 : 0.9});
    }
    m_curves->addBatches(batches);
    turnWheel(*m_curves, m_curves->lossPosition(20, 0.2), 6);
    turnWheel(*m_curves, {5, m_curves->lossPosition(20, 0.2).y()}, 4);
    turnWheel(*m_curves, {5, m_curves->accuracyPosition(20, 0.93).y()}, 4);
    static_cast<void>(m_curves->grab());
    const auto painted = QImage::fromData(encode("png"));
    const auto shapes = svgImage();
    QVERIFY(blues(painted) > 20'000);
    QVERIFY(blues(shapes) > 20'000);
    QCOMPARE(lonelyBlues(shapes, painted), 0);
    QCOMPARE(lonelyBlues(painted, shapes), 0);
}

void CurvesFormatsTest::aPdfHasThePicturesSize()
{
    const auto pdf = encode("pdf");
    QVERIFY(pdf.startsWith("%PDF-"));
    QVERIFY(pdf.trimmed().endsWith("%%EOF"));
    const QRegularExpression box(QStringLiteral("/MediaBox \\[0 0 ([0-9.]+) ([0-9.]+)\\]"));
    const auto found = box.match(QString::fromLatin1(pdf));
    QVERIFY(found.hasMatch());
    const auto expected = QSizeF(picture().size()) * 72 / picture().resolution();
    QVERIFY(std::abs(found.captured(1).toDouble() - expected.width()) < 1);
    QVERIFY(std::abs(found.captured(2).toDouble() - expected.height()) < 1);
}

void CurvesFormatsTest::theCursorIsLeftOut()
{
    const auto without = encode("png");
    QTest::keyClick(m_curves.get(), Qt::Key_Right);
    QVERIFY(!m_curves->readOut().isEmpty());
    QCOMPARE(encode("png"), without);
    QVERIFY(!m_curves->readOut().isEmpty());
}

void CurvesFormatsTest::aCsvHasTheSameNumbers_data()
{
    QTest::addColumn<QLocale>("locale");
    QTest::newRow("English") << QLocale(QLocale::English);
    QTest::newRow("German") << QLocale(QLocale::German, QLocale::Germany);
}

void CurvesFormatsTest::aCsvHasTheSameNumbers()
{
    QFETCH(const QLocale, locale);
    const QLocale before;
    QLocale::setDefault(locale);
    m_curves->setLocale(locale);
    const auto lines = encode("csv").split('\n');
    QLocale::setDefault(before);
    QCOMPARE(lines.front(),
        QByteArray("epoch,training_loss,validation_loss,training_accuracy,validation_accuracy"));
    QCOMPARE(lines.size(), 22);
    QCOMPARE(lines.back(), QByteArray());
    for (int epoch = 1; epoch <= 20; ++epoch) {
        const auto fields = lines[epoch].split(',');
        const auto expected = figures(epoch);
        QCOMPARE(fields.size(), 5);
        QCOMPARE(fields[0].toInt(), epoch);
        // To the last bit; QCOMPARE would allow for rounding.
        QVERIFY(fields[1].toDouble() == expected.trainingLoss);
        QVERIFY(fields[2].toDouble() == *expected.validationLoss);
        QVERIFY(fields[3].toDouble() == expected.trainingAccuracy);
        QVERIFY(fields[4].toDouble() == *expected.validationAccuracy);
    }
}

void CurvesFormatsTest::aCsvTellsWhatThereIsNot()
{
    m_curves->clear(100);
    auto alone = figures(1);
    alone.validationLoss.reset();
    alone.validationAccuracy.reset();
    alone.trainingLoss = std::numeric_limits<double>::infinity();
    m_curves->addEpoch(alone);
    QCOMPARE(encode("csv").split('\n')[1], QByteArray("1,inf,,0.88,"));
}

QTEST_MAIN(CurvesFormatsTest)
#include "tst_curves_formats.moc"
