// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/natural_order.h"
#include "core/data/augmented_dataset.h"
#include "core/data/catalogue.h"
#include "core/data/dataset_files.h"
#include "core/data/idx.h"
#include "tests/core/data/idx_files.h"

#include <QDir>
#include <QFile>

#include <sys/mount.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

using namespace numeral;
using namespace numeral::test;

class AugmentedDatasetTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();

    void theFilesAreADataSet();
    void classesKeepTheirNames();
    void aSeedGivesTheSameFiles_data();
    void aSeedGivesTheSameFiles();
    void anotherSeedGivesOtherImages();
    void fewerCopiesAreTheBeginningOfMore();
    void imagesMayBeLargerThanABlock();
    void progressGoesForwardToTheEnd();
    void anEmptyFolderIsUsed();
    void whatIsThereStays_data();
    void whatIsThereStays();
    void copiesOutsideTheirRangeAreNamed_data();
    void copiesOutsideTheirRangeAreNamed();
    void aStopLeavesNothing_data();
    void aStopLeavesNothing();
    void insufficientSpaceIsReportedFirst();
    void aDiskThatFillsUpLeavesNothing();
    void aNameTakenMeanwhileLeavesNothing();
    void imagesThatVanishLeaveNothing();

private:
    std::filesystem::path output() const { return *m_folder / "out"; }

    std::unique_ptr<Folder> m_folder;
    Dataset m_dataset;
};

namespace {

constexpr std::size_t images = 300;
constexpr quint32 side = 12;

QByteArray contentOf(const std::filesystem::path& file)
{
    QFile reader(QString::fromStdString(file.string()));
    return reader.open(QIODevice::ReadOnly) ? reader.readAll() : QByteArray("unreadable");
}

QStringList listed(const std::filesystem::path& folder)
{
    return QDir(QString::fromStdString(folder.string()))
        .entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
}

bool shouldContinue(const AugmentedDatasetProgress& /*progress*/)
{
    return true;
}

AugmentedDatasetOptions copies(std::uint64_t count, std::uint64_t seed = 1, int threads = 2)
{
    AugmentedDatasetOptions options;
    options.copies = count;
    options.seed = seed;
    options.threads = threads;
    return options;
}

QByteArray asBytes(std::span<const std::uint8_t> bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}

QByteArray asBytes(std::span<const Label> labels)
{
    return {
        reinterpret_cast<const char*>(labels.data()), static_cast<qsizetype>(labels.size_bytes())};
}

QString sentenceOf(const Result<bool>& result)
{
    return result ? QString() : QString::fromStdString(result.error().detail);
}

QString quoted(const std::filesystem::path& path)
{
    return QString::fromStdString("“" + path.string() + "”");
}

} // namespace

void AugmentedDatasetTest::init()
{
    m_folder = std::make_unique<Folder>();
    QByteArray labels(images, '\0');
    for (qsizetype i = 0; i < labels.size(); ++i) {
        labels[i] = static_cast<char>(i % 7);
    }
    QVERIFY(QDir(QString::fromStdString(m_folder->path().string())).mkdir(QStringLiteral("in")));
    m_folder->write("in/train-images-idx3-ubyte", imagesFile(images, side, side));
    m_folder->write("in/train-labels-idx1-ubyte", labelsFile(labels));
    // One input is gzipped; all outputs are plain.
    m_folder->write("in/t10k-images-idx3-ubyte.gz", gzipped(imagesFile(5, side, side)));
    m_folder->write("in/t10k-labels-idx1-ubyte", labelsFile(QByteArray("\1\2\3\4\5")));
    auto dataset = loadDataset(*m_folder / "in");
    VERIFY_RESULT(dataset);
    m_dataset = std::move(*dataset);
}

void AugmentedDatasetTest::theFilesAreADataSet()
{
    const auto written = writeAugmented(m_dataset, copies(4), output(), shouldContinue);
    VERIFY_RESULT(written);
    QVERIFY(*written);
    QCOMPARE(listed(output()).size(), 4);

    const auto large = loadDataset(output());
    VERIFY_RESULT(large);
    QCOMPARE(large->training.size(), 4 * images);
    QCOMPARE(asBytes(large->training.labels()), asBytes(m_dataset.training.labels()).repeated(4));
    QVERIFY(asBytes(large->test.pixels()) == asBytes(m_dataset.test.pixels()));
    for (const char* name : {testImagesName, testLabelsName}) {
        QCOMPARE(large->checksums.at(name), m_dataset.checksums.at(name));
    }
    for (std::size_t i = 0; i < 4 * images; ++i) {
        const auto original = m_dataset.training.image(i % images);
        QCOMPARE(asBytes(large->training.image(i)) == asBytes(original), i < images);
    }
}

void AugmentedDatasetTest::classesKeepTheirNames()
{
    m_dataset.classes = {"apple", "☺", "two words", "d", "e", "f", "10", "h"};
    std::sort(m_dataset.classes.begin(), m_dataset.classes.end(), naturalLess);
    VERIFY_RESULT(writeAugmented(m_dataset, copies(2), output(), shouldContinue));
    QCOMPARE(listed(output()).size(), 5);
    const auto large = loadDataset(output());
    VERIFY_RESULT(large);
    for (std::size_t i = 0; i < images; ++i) {
        QCOMPARE(large->classes[large->training.labels()[i]],
            m_dataset.classes[m_dataset.training.labels()[i]]);
    }
}

void AugmentedDatasetTest::aSeedGivesTheSameFiles_data()
{
    QTest::addColumn<int>("threads");
    QTest::newRow("one thread") << 1;
    QTest::newRow("three threads") << 3;
    QTest::newRow("many threads") << 64;
}

/// Large enough for several blocks per thread.
void AugmentedDatasetTest::aSeedGivesTheSameFiles()
{
    QFETCH(int, threads);
    QVERIFY(writeAugmented(m_dataset, copies(150), *m_folder / "first", shouldContinue)
                .value_or(false));
    QVERIFY(writeAugmented(m_dataset, copies(150, 1, threads), output(), shouldContinue)
                .value_or(false));
    for (const char* name :
        {trainingImagesName, trainingLabelsName, testImagesName, testLabelsName}) {
        QVERIFY(contentOf(output() / name) == contentOf(*m_folder / "first" / name));
    }
}

void AugmentedDatasetTest::anotherSeedGivesOtherImages()
{
    for (const std::uint64_t seed : {1U, 2U}) {
        const std::string name = "out" + std::to_string(seed);
        const auto folder = *m_folder / name.c_str();
        QVERIFY(writeAugmented(m_dataset, copies(2, seed), folder, shouldContinue).value_or(false));
    }
    const auto one = loadDataset(*m_folder / "out1");
    const auto two = loadDataset(*m_folder / "out2");
    VERIFY_RESULT(one);
    VERIFY_RESULT(two);
    for (std::size_t i = 0; i < images; ++i) {
        QVERIFY(asBytes(one->training.image(i)) == asBytes(two->training.image(i)));
        QVERIFY(
            asBytes(one->training.image(images + i)) != asBytes(two->training.image(images + i)));
    }
}

void AugmentedDatasetTest::fewerCopiesAreTheBeginningOfMore()
{
    QVERIFY(
        writeAugmented(m_dataset, copies(3), *m_folder / "few", shouldContinue).value_or(false));
    QVERIFY(
        writeAugmented(m_dataset, copies(5), *m_folder / "many", shouldContinue).value_or(false));
    const auto few = contentOf(*m_folder / "few" / trainingImagesName).mid(16);
    QVERIFY(contentOf(*m_folder / "many" / trainingImagesName).mid(16).startsWith(few));
}

void AugmentedDatasetTest::imagesMayBeLargerThanABlock()
{
    m_folder->write("in/train-images-idx3-ubyte", imagesFile(2, 1100, 1000));
    m_folder->write("in/train-labels-idx1-ubyte", labelsFile(QByteArray("\1\2")));
    m_folder->write("in/t10k-images-idx3-ubyte", imagesFile(1, 1100, 1000));
    m_folder->write("in/t10k-labels-idx1-ubyte", labelsFile(QByteArray("\1")));
    const auto dataset = loadDataset(*m_folder / "in");
    VERIFY_RESULT(dataset);
    const auto written = writeAugmented(*dataset, copies(2), output(), shouldContinue);
    VERIFY_RESULT(written);
    const auto large = loadDataset(output());
    VERIFY_RESULT(large);
    QCOMPARE(large->training.size(), std::size_t{4});
    QVERIFY(asBytes(large->training.image(1)) == asBytes(dataset->training.image(1)));
}

void AugmentedDatasetTest::progressGoesForwardToTheEnd()
{
    std::uint64_t last = 0;
    std::uint64_t readBack = 0;
    bool forward = true;
    const auto written = writeAugmented(
        m_dataset, copies(10), output(), [&](const AugmentedDatasetProgress& progress) {
            std::uint64_t& phase = progress.readingBack ? readBack : last;
            forward = forward && progress.images >= phase && (readBack == 0 || last == 10 * images);
            phase = progress.images;
            return true;
        });
    VERIFY_RESULT(written);
    QVERIFY(forward);
    QCOMPARE(last, std::uint64_t{10} * images);
    QCOMPARE(readBack, std::uint64_t{10} * images);
}

void AugmentedDatasetTest::anEmptyFolderIsUsed()
{
    QVERIFY(std::filesystem::create_directory(output()));
    VERIFY_RESULT(writeAugmented(m_dataset, copies(1), output(), shouldContinue));
    QCOMPARE(contentOf(output() / trainingImagesName), imagesFile(images, side, side));
}

void AugmentedDatasetTest::whatIsThereStays_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("reason");
    QTest::newRow("a folder with files")
        << QStringLiteral("in") << QStringLiteral("it is there already, and not empty");
    QTest::newRow("a file") << QStringLiteral("in/train-labels-idx1-ubyte")
                            << QStringLiteral("File exists");
    QTest::newRow("in no folder") << QStringLiteral("absent/out")
                                  << QStringLiteral("No such file or directory");
}

void AugmentedDatasetTest::whatIsThereStays()
{
    QFETCH(QString, name);
    QFETCH(QString, reason);
    const QStringList before = listed(*m_folder / "in");
    const auto labels = contentOf(*m_folder / "in" / trainingLabelsName);
    const auto folder = m_folder->path() / name.toStdString();
    const auto written = writeAugmented(m_dataset, copies(2), folder, shouldContinue);
    QVERIFY(!written);
    QCOMPARE(written.error().code, ErrorCode::FileNotWritten);
    QCOMPARE(
        sentenceOf(written), QStringLiteral("Cannot write %1: %2.").arg(quoted(folder), reason));
    QCOMPARE(listed(*m_folder / "in"), before);
    QCOMPARE(contentOf(*m_folder / "in" / trainingLabelsName), labels);
}

void AugmentedDatasetTest::copiesOutsideTheirRangeAreNamed_data()
{
    QTest::addColumn<quint64>("count");
    QTest::newRow("none") << quint64{0};
    QTest::newRow("more images than 32 bits can count") << quint64{14'316'558};
    QTest::newRow("more than 64 bits can count") << ~quint64{0};
}

void AugmentedDatasetTest::copiesOutsideTheirRangeAreNamed()
{
    QFETCH(quint64, count);
    QCOMPARE(maxCopies(m_dataset), std::uint64_t{14'316'557}); // (2³² − 1) / 300, rounded down
    const auto written = writeAugmented(m_dataset, copies(count), output(), shouldContinue);
    QVERIFY(!written);
    QCOMPARE(written.error().code, ErrorCode::InvalidSetting);
    QCOMPARE(sentenceOf(written),
        QStringLiteral("The copies of “in” must lie between 1 and 14316557; %1 do not.")
            .arg(count));
    QVERIFY(!std::filesystem::exists(output()));
}

void AugmentedDatasetTest::aStopLeavesNothing_data()
{
    QTest::addColumn<bool>("folderIsThere");
    QTest::addColumn<bool>("whileReadingBack");
    QTest::addColumn<quint64>("atImage");
    for (const bool there : {false, true}) {
        const char* const folder = there ? "an empty folder" : "a new folder";
        QTest::addRow("%s, at once", folder) << there << false << quint64{0};
        QTest::addRow("%s, while writing", folder) << there << false << quint64{10'000};
        QTest::addRow("%s, while reading back", folder) << there << true << quint64{10'000};
    }
}

void AugmentedDatasetTest::aStopLeavesNothing()
{
    QFETCH(bool, folderIsThere);
    QFETCH(bool, whileReadingBack);
    QFETCH(quint64, atImage);
    if (folderIsThere) {
        QVERIFY(std::filesystem::create_directory(output()));
    }
    bool filesWereThere = true;
    const auto written = writeAugmented(
        m_dataset, copies(100), output(), [&](const AugmentedDatasetProgress& progress) {
            filesWereThere = filesWereThere && !listed(output()).isEmpty();
            return progress.readingBack < whileReadingBack || progress.images < atImage;
        });
    VERIFY_RESULT(written);
    QVERIFY(!*written);
    QVERIFY(filesWereThere);
    QCOMPARE(std::filesystem::exists(output()), folderIsThere);
    QCOMPARE(listed(output()), QStringList());
}

void AugmentedDatasetTest::insufficientSpaceIsReportedFirst()
{
    m_folder->write("in/train-images-idx3-ubyte", imagesFile(1, 4096, 4096));
    m_folder->write("in/train-labels-idx1-ubyte", labelsFile(QByteArray("\1")));
    m_folder->write("in/t10k-images-idx3-ubyte", imagesFile(1, 4096, 4096));
    m_folder->write("in/t10k-labels-idx1-ubyte", labelsFile(QByteArray("\1")));
    const auto dataset = loadDataset(*m_folder / "in");
    VERIFY_RESULT(dataset);
    bool asked = false;
    const auto written
        = writeAugmented(*dataset, copies(maxCopies(*dataset)), output(), [&](const auto&) {
              asked = true;
              return false;
          });
    QVERIFY(!written);
    QVERIFY(!asked);
    QCOMPARE(written.error().code, ErrorCode::FileNotWritten);
    const QString sentence = sentenceOf(written);
    QVERIFY2(
        sentence.startsWith(
            QStringLiteral("Cannot write %1: it takes 72057.6 TB, and ").arg(quoted(output()))),
        qPrintable(sentence));
    QVERIFY2(sentence.endsWith(QStringLiteral(" TB of that are missing on the disk.")),
        qPrintable(sentence));
    QVERIFY(!std::filesystem::exists(output()));
}

/// Another file fills the disk while the images are written.
void AugmentedDatasetTest::aDiskThatFillsUpLeavesNothing()
{
    QVERIFY(std::filesystem::create_directory(output()));
    const std::string disk = output().string();
    if (::mount("tmpfs", disk.c_str(), "tmpfs", 0, "size=4m") != 0) {
        QSKIP(qPrintable(QStringLiteral("a small file system can't be mounted here: %1")
                             .arg(QString::fromStdString(std::generic_category().message(errno)))));
    }
    QFile ballast(QString::fromStdString(disk + "/ballast"));
    const auto written = writeAugmented(
        m_dataset, copies(70), output() / "large", [&](const AugmentedDatasetProgress& progress) {
            if (progress.images > 0 && !ballast.isOpen()
                && ballast.open(QIODevice::WriteOnly | QIODevice::Unbuffered)) {
                while (ballast.write(QByteArray(10'000, 'x')) > 0) { }
            }
            return true;
        });
    ballast.close();
    const QStringList left = listed(output());
    const QString sentence = sentenceOf(written);
    QCOMPARE(::umount2(disk.c_str(), MNT_DETACH), 0);
    QVERIFY(!written);
    QCOMPARE(sentence,
        QStringLiteral("Cannot write %1: No space left on device.")
            .arg(quoted(output() / "large" / trainingImagesName)));
    QCOMPARE(left, QStringList{QStringLiteral("ballast")});
}

/// The last of the four files can't be committed, so none of them is.
void AugmentedDatasetTest::aNameTakenMeanwhileLeavesNothing()
{
    const auto written = writeAugmented(
        m_dataset, copies(2), output(), [&](const AugmentedDatasetProgress& progress) {
            std::error_code error;
            return !progress.readingBack
                || std::filesystem::create_directories(output() / trainingImagesName / "x", error)
                || !error;
        });
    QVERIFY(!written);
    QVERIFY(sentenceOf(written).contains(quoted(output() / trainingImagesName)));
    QCOMPARE(listed(output()), QStringList{QLatin1String(trainingImagesName)});
}

void AugmentedDatasetTest::imagesThatVanishLeaveNothing()
{
    const auto file = *m_folder / "in" / trainingImagesName;
    const auto mapped = readIdxImages(file, 1);
    VERIFY_RESULT(mapped);
    const auto labels = readIdxLabels(*m_folder / "in" / trainingLabelsName);
    VERIFY_RESULT(labels);
    m_dataset.training = LabelledImages(
        mapped->shape, mapped->pixels, std::make_shared<const std::vector<Label>>(labels->labels));
    std::filesystem::resize_file(file, 16);
    const auto written = writeAugmented(m_dataset, copies(2), output(), shouldContinue);
    QVERIFY(!written);
    QCOMPARE(written.error().code, ErrorCode::FileUnreadable);
    QVERIFY(sentenceOf(written).contains(QStringLiteral("“in” can't be read any more")));
    QVERIFY(!std::filesystem::exists(output()));
}

QTEST_GUILESS_MAIN(AugmentedDatasetTest)
#include "tst_augmented_dataset.moc"
