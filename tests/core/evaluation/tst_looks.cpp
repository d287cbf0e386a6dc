// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bundled_model.h"
#include "core/base/small_random.h"
#include "core/data/catalogue.h"
#include "core/data/drawings.h"
#include "core/data/emnist_classes.h"
#include "core/data/picture_fitting.h"
#include "core/evaluation/image_reader.h"
#include "core/ink/letters.h"
#include "tests/core/data/idx_dataset.h"
#include "ui/picture/image_file.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace numeral;
using namespace numeral::test;

/// What a data set looks like is found out and put right. With MNIST's real images, changed.
class TestLooks : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void looksAreRecognised_data();
    void looksAreRecognised();
    void correctedImagesAreMnists_data();
    void correctedImagesAreMnists();
    void whatIsPlainIsLeftAlone();
    void clothesAreLeftAlone();
    void whatHasNoPaperIsLeftAlone();
    void aChoiceIsFollowed();
    void aChoiceIsTrustedWhereNothingIsKnown();
    void theFilesImagesCanBeShown();
    void inkAnywhereIsCentred();
    void arrangementsAreTold();
    void imagesCanBeScaled();
    void lettersAreTurnedUpright();
    void lettersThatCannotBeReadAreNamed();
    void imagesThatAreNotSquareCannotBeTransposed();
    void correctionsAreRecordedForTheSameFiles();

private:
    FoundLook foundIn(const LabelledImages& images) const
    {
        return findLook(images, m_mnist.classes, {readerOf(m_digits)});
    }

    /// MNIST, as it would be in files of that look.
    Dataset mnistWith(const ImageLook& look) const
    {
        Dataset dataset = *inLook(m_mnist, look);
        dataset.training = dataset.training.takenAs({});
        dataset.test = dataset.test.takenAs({});
        return dataset;
    }

    Model m_digits;
    Dataset m_mnist; ///< some thousand images of it
};

namespace {

bool sameImages(const LabelledImages& a, const LabelledImages& b)
{
    return a.shape() == b.shape()
        && std::equal(a.pixels().begin(), a.pixels().end(), b.pixels().begin(), b.pixels().end());
}

void addLooks()
{
    QTest::addColumn<int>("paper");
    QTest::addColumn<int>("ink");
    QTest::addColumn<bool>("transposed");
    QTest::newRow("plain") << 0 << 255 << false;
    QTest::newRow("dark ink on light paper") << 255 << 0 << false;
    QTest::newRow("transposed") << 0 << 255 << true;
    QTest::newRow("dark ink, transposed") << 255 << 0 << true;
    QTest::newRow("grey paper, dark ink") << 180 << 30 << false;
    QTest::newRow("grey paper, light ink") << 90 << 250 << false;
    QTest::newRow("pixels 0 and 1") << 0 << 1 << false;
    QTest::newRow("pixels 1 and 0") << 1 << 0 << false;
    QTest::newRow("pixels 0 to 16") << 0 << 16 << true;
}

ImageLook lookOf(int paper, int ink, bool transposed)
{
    return {static_cast<std::uint8_t>(paper), static_cast<std::uint8_t>(ink), transposed};
}

using Names = std::vector<std::string>;

/// Twenty of each letter.
LabelledImages drawnLetters()
{
    constexpr int each = 20;
    std::vector<InkRecord> drawings;
    SmallRandom random(3, RandomStream::TestImages, 0);
    for (int i = 0; i < 26 * each; ++i) {
        const char letter = static_cast<char>('a' + i % 26);
        drawings.push_back({drawLetter(letter, random), {}, std::string(1, letter), {}});
    }
    return preparedDrawings(
        drawings, ImageShape(), Preprocessing::Mnist, emnistClasses("emnist-letters"));
}

} // namespace

void TestLooks::initTestCase()
{
    const Result<Model> digits = bundledModel();
    QVERIFY(digits);
    m_digits = *digits;
    const Result<Dataset> mnist = loadDataset("mnist");
    QVERIFY2(mnist, mnist ? "" : mnist.error().detail.c_str());
    m_mnist = *mnist;
    m_mnist.training = firstImages(mnist->training, 3000);
    m_mnist.test = firstImages(mnist->test, 500);
}

void TestLooks::looksAreRecognised_data()
{
    addLooks();
}

void TestLooks::looksAreRecognised()
{
    QFETCH(int, paper);
    QFETCH(int, ink);
    QFETCH(bool, transposed);
    const ImageLook look = lookOf(paper, ink, transposed);
    const FoundLook found = foundIn(mnistWith(look).training);
    QVERIFY(found.arePaperAndInkKnown && found.isOrientationKnown);
    QCOMPARE(int(found.look.paper), int(look.paper));
    QCOMPARE(int(found.look.ink), int(look.ink));
    QCOMPARE(found.look.transposed, look.transposed);
}

void TestLooks::correctedImagesAreMnists_data()
{
    addLooks();
}

/// But for the greys that a narrow range has lost.
void TestLooks::correctedImagesAreMnists()
{
    QFETCH(int, paper);
    QFETCH(int, ink);
    QFETCH(bool, transposed);
    const ImageLook look = lookOf(paper, ink, transposed);
    const Dataset stored = mnistWith(look);
    const Result<Dataset> corrected = withCorrectedLook(stored, foundIn(stored.training), {});
    QVERIFY(corrected);
    QVERIFY(corrected->training.look().isPlain() && corrected->test.look().isPlain());
    const int range = std::abs(look.ink - look.paper);
    const int tolerance = (255 / range + 1) / 2;
    for (std::size_t i = 0; i < m_mnist.training.pixels().size(); ++i) {
        const int difference
            = int(corrected->training.pixels()[i]) - int(m_mnist.training.pixels()[i]);
        QVERIFY2(std::abs(difference) <= tolerance, qPrintable(QString::number(difference)));
    }
    if (range == 255) {
        QVERIFY(sameImages(corrected->test, m_mnist.test));
    }
}

void TestLooks::whatIsPlainIsLeftAlone()
{
    const FoundLook found = foundIn(m_mnist.training);
    QVERIFY(!neededCorrections(found).any());
    const Result<Dataset> same = withCorrectedLook(m_mnist, found, {});
    QVERIFY(same);
    QCOMPARE(same->training.pixels().data(), m_mnist.training.pixels().data()); // not even copied
}

void TestLooks::clothesAreLeftAlone()
{
    const Result<Dataset> fashion = loadDataset("fashion-mnist");
    QVERIFY2(fashion, fashion ? "" : fashion.error().detail.c_str());
    QVERIFY(!neededCorrections(foundIn(fashion->training)).any());
}

/// Pictures without even borders, such as photos of scenes.
void TestLooks::whatHasNoPaperIsLeftAlone()
{
    std::vector<std::uint8_t> pixels(200 * 784);
    for (std::size_t i = 0; i < pixels.size(); ++i) {
        pixels[i] = static_cast<std::uint8_t>(i * 2'654'435'761U >> 13U);
    }
    const LabelledImages noise({28, 28}, pixels, std::vector<Label>(200));
    const FoundLook found = foundIn(noise);
    QVERIFY(!found.arePaperAndInkKnown && !found.isOrientationKnown);
    QVERIFY(!neededCorrections(found).any());
    const LabelledImages blank(
        {28, 28}, std::vector<std::uint8_t>(200 * 784, 7), std::vector<Label>(200));
    QVERIFY(!neededCorrections(foundIn(blank)).any());
}

/// Then the images keep a look that isn't plain, which is known, so that drawings can be given it.
void TestLooks::aChoiceIsFollowed()
{
    const Dataset inverted = mnistWith({255, 0, false});
    LookChoices choices;
    choices.invert = false;
    const Result<Dataset> left = withCorrectedLook(inverted, foundIn(inverted.training), choices);
    QVERIFY(left);
    QVERIFY(sameImages(left->training, inverted.training));
    QCOMPARE(left->training.look(), (ImageLook{255, 0, false}));

    choices = {};
    choices.transpose = true;
    const Result<Dataset> turned = withCorrectedLook(m_mnist, foundIn(m_mnist.training), choices);
    QVERIFY(turned);
    QVERIFY(sameImages(turned->training, mnistWith({0, 255, true}).training));
    QCOMPARE(turned->training.look(), (ImageLook{0, 255, true}));
}

void TestLooks::aChoiceIsTrustedWhereNothingIsKnown()
{
    const Dataset inverted = mnistWith({255, 0, false});
    const FoundLook unknown{{0, 255, false}, false, false};
    LookChoices choices;
    choices.invert = true;
    const Result<Dataset> corrected = withCorrectedLook(inverted, unknown, choices);
    QVERIFY(corrected);
    QVERIFY(sameImages(corrected->training, m_mnist.training));
    QVERIFY(corrected->training.look().isPlain());
}

void TestLooks::theFilesImagesCanBeShown()
{
    const Dataset stored = mnistWith({255, 0, true});
    const Result<Dataset> corrected = withCorrectedLook(stored, foundIn(stored.training), {});
    QVERIFY(corrected);
    const auto original = stored.training.image(0);
    QCOMPARE(asInFile(*corrected, 0).pixels,
        std::vector<std::uint8_t>(original.begin(), original.end()));
}

/// MNIST's digits in larger images, at half to all of their size and anywhere.
void TestLooks::inkAnywhereIsCentred()
{
    constexpr std::size_t side = 40;
    SmallRandom random(3, RandomStream::Augmentation, 0);
    std::vector<std::uint8_t> pixels;
    for (std::size_t i = 0; i < 1000; ++i) {
        const std::size_t size = 14 + random.below(15);
        GreyImage digit(28, 28);
        std::copy_n(m_mnist.training.image(i).begin(), 784, digit.pixels.begin());
        const GreyImage small = fittedTo({size, size}, digit);
        GreyImage image(side, side);
        const std::size_t top = random.below(side - size + 1);
        const std::size_t left = random.below(side - size + 1);
        for (std::size_t row = 0; row < size; ++row) {
            std::copy_n(&small.pixels[row * size], size, &image.at(top + row, left));
        }
        pixels.insert(pixels.end(), image.pixels.begin(), image.pixels.end());
    }
    Dataset anywhere = m_mnist;
    const auto labels = m_mnist.training.labels().first(1000);
    anywhere.training = LabelledImages(
        {side, side}, std::move(pixels), std::vector<Label>(labels.begin(), labels.end()));
    anywhere.test = anywhere.training;
    const FoundLook found = foundIn(anywhere.training);
    QCOMPARE(found.arrangement, Arrangement::Varied);

    const Result<Dataset> corrected = withCorrectedLook(anywhere, found, {});
    QVERIFY(corrected && corrected->corrections.centre);
    QCOMPARE(corrected->preprocessing, Preprocessing::Mnist);
    QCOMPARE(findArrangement(corrected->training), Arrangement::LikeMnist);
    QVERIFY(*shareReadRight(*corrected, {readerOf(m_digits)}) > 0.95);
    LookChoices left;
    left.centre = false;
    const Result<Dataset> asTheyAre = withCorrectedLook(anywhere, found, left);
    QVERIFY(asTheyAre && sameImages(asTheyAre->training, anywhere.training));
}

void TestLooks::arrangementsAreTold()
{
    QCOMPARE(findArrangement(m_mnist.training), Arrangement::LikeMnist);
    const Result<Dataset> fashion = loadDataset("fashion-mnist");
    QVERIFY(fashion);
    QCOMPARE(findArrangement(fashion->training), Arrangement::FillsImage);
    const LabelledImages empty({28, 28}, std::vector<std::uint8_t>(7840), std::vector<Label>(10));
    QCOMPARE(findArrangement(empty), Arrangement::Unknown);
}

void TestLooks::imagesCanBeScaled()
{
    LookChoices choices;
    choices.side = 14;
    const Result<Dataset> small = withCorrectedLook(m_mnist, foundIn(m_mnist.training), choices);
    QVERIFY(small);
    QVERIFY((small->training.shape() == ImageShape{14, 14}));
    // A pixel is the mean of four.
    const auto image = m_mnist.training.image(0);
    for (std::size_t row = 0; row < 14; ++row) {
        for (std::size_t column = 0; column < 14; ++column) {
            const std::size_t first = 2 * row * 28 + 2 * column;
            const int sum = image[first] + image[first + 1] + image[first + 28] + image[first + 29];
            QVERIFY(std::abs(small->training.image(0)[row * 14 + column] - sum / 4.0) <= 0.5);
        }
    }
    choices.side = 10'000;
    QVERIFY(!withCorrectedLook(m_mnist, foundIn(m_mnist.training), choices));
}

/// As EMNIST's files are.
void TestLooks::lettersAreTurnedUpright()
{
    const std::vector<ImageReader> readers{
        readerOf(m_digits), readerOf(bundledModel(Bundled::Letters).value())};
    const LabelledImages letters = drawnLetters();
    const std::vector<std::string> names = emnistClasses("emnist-letters");
    const FoundLook upright = findLook(letters, names, readers);
    QVERIFY(upright.isOrientationKnown && !upright.look.transposed);
    const LabelledImages turned = inLook(letters, lookOf(0, 255, true)).takenAs({});
    const FoundLook found = findLook(turned, names, readers);
    QVERIFY(found.isOrientationKnown && found.look.transposed);
    // Whatever a class of things is called, nobody can tell.
    QVERIFY(!findLook(turned, Names(26, "thing"), readers).isOrientationKnown);
}

/// A folder for each letter, but what is in it is mirrored.
void TestLooks::lettersThatCannotBeReadAreNamed()
{
    const LabelledImages letters = drawnLetters();
    QTemporaryDir folder;
    for (const bool isMirrored : {false, true}) {
        const QString name
            = isMirrored ? QStringLiteral("mirrored") : QStringLiteral("as-they-are");
        for (std::size_t i = 0; i < letters.size(); ++i) {
            const QString place
                = QStringLiteral("%1/%2/%3")
                      .arg(folder.path(), name, QString(QChar('a' + letters.labels()[i])));
            QVERIFY(QDir().mkpath(place));
            QImage picture(28, 28, QImage::Format_Grayscale8);
            for (int pixel = 0; pixel < 784; ++pixel) {
                picture.scanLine(pixel / 28)[pixel % 28]
                    = letters.image(i)[static_cast<std::size_t>(pixel)];
            }
            picture = isMirrored ? picture.mirrored(true, false) : picture;
            QVERIFY(picture.save(QStringLiteral("%1/%2.png").arg(place).arg(i)));
        }
        DataTools tools;
        tools.decode = ui::decodeGrey;
        tools.readers = {readerOf(m_digits), readerOf(bundledModel(Bundled::Letters).value())};
        const Result<Dataset> dataset
            = openDataset({folder.filePath(name).toStdString(), {}, {}}, tools);
        QVERIFY2(dataset, dataset ? "" : dataset.error().detail.c_str());
        QCOMPARE(dataset->kind, isMirrored ? ClassKind::Things : ClassKind::Letters);
        const bool isNamed = std::ranges::any_of(dataset->remarks, [](const std::string& remark) {
            return remark.find("% of these letters as they are labelled") != std::string::npos;
        });
        QCOMPARE(isNamed, isMirrored);
    }
}

void TestLooks::imagesThatAreNotSquareCannotBeTransposed()
{
    Dataset wide;
    wide.name = "wide";
    wide.training = LabelledImages({2, 3}, std::vector<std::uint8_t>(60), std::vector<Label>(10));
    wide.test = wide.training;
    LookChoices choices;
    choices.transpose = true;
    const Result<Dataset> refused = withCorrectedLook(wide, foundIn(wide.training), choices);
    QVERIFY(!refused);
    QVERIFY(refused.error().detail.find("3×2 pixels") != std::string::npos);
}

void TestLooks::correctionsAreRecordedForTheSameFiles()
{
    Dataset inverted = mnistWith({255, 0, false});
    inverted.checksums = {{"train-images-idx3-ubyte", "abc"}};
    LookChoices choices;
    choices.stretch = true;
    const Result<Dataset> opened = withCorrectedLook(inverted, foundIn(inverted.training), choices);
    QVERIFY(opened);
    const std::string provenance = provenanceJson(*opened);
    QCOMPARE(recordedCorrections(provenance, inverted), (LookChoices{true, true, false, false, 0}));
    inverted.checksums = {{"train-images-idx3-ubyte", "def"}};
    QCOMPARE(recordedCorrections(provenance, inverted), LookChoices());
    QCOMPARE(recordedCorrections("", inverted), LookChoices());
    QCOMPARE(recordedCorrections("[1]", inverted), LookChoices());
    QVERIFY(provenanceJson(m_mnist).find("corrections") == std::string::npos);
}

QTEST_GUILESS_MAIN(TestLooks)
#include "tst_looks.moc"
