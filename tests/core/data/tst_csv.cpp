// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/catalogue.h"
#include "tests/core/data/idx_files.h"

#include <QTest>

using namespace numeral;
using namespace numeral::test;

/// Tables of images as people have them.
class CsvTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void usualTablesOpen_data();
    void usualTablesOpen();
    void labelsMayBeNames();
    void theNumbersScaleIsFound_data();
    void theNumbersScaleIsFound();
    void imagesMayBeOblong();
    void columnsAreInTheOrderOfTheirNumbers_data();
    void columnsAreInTheOrderOfTheirNumbers();
    void quotesMayHoldSeparators();
    void onePixelThatIsTooLargeIsRefused();
    void tablesWithoutPixelsAreNone_data();
    void tablesWithoutPixelsAreNone();
    void theSameTableInAnotherFormIsNoPart();
    void aLineWithoutAnEndIsRefused();
    void aTestTableWithLabelsIsTheTestSet();
    void aTestTableWithoutLabelsIsForPrediction();
    void tablesWithAndWithoutLabelsAreNotJoined();
    void aTableIsOpenedByItsName();
    void faultsNameTheLine_data();
    void faultsNameTheLine();
    void anythingElseIsRefused_data();
    void anythingElseIsRefused();
    void cancellingEndsTheReading();
};

namespace {

/// The lines of a table of 2×2 pixels with alternating labels 0 and 1; image i is all grey i.
QByteArray table(const QByteArray& header, const QByteArray& line, int lines = 14)
{
    QByteArray text = header.isEmpty() ? QByteArray() : header + '\n';
    for (int i = 0; i < lines; ++i) {
        QByteArray filled = line;
        filled.replace('L', QByteArray::number(i % 2)).replace('P', QByteArray::number(i));
        text += filled + '\n';
    }
    return text;
}

QByteArray kaggles(int lines = 14)
{
    return table("label,pixel0,pixel1,pixel2,pixel3", "L,P,P,P,P", lines);
}

/// All greys of all images, in ascending order.
std::vector<int> greysOf(const Dataset& dataset)
{
    std::vector<int> greys;
    for (const LabelledImages* images : {&dataset.training, &dataset.test}) {
        for (std::size_t i = 0; i < images->size(); ++i) {
            greys.push_back(images->image(i)[0]);
        }
    }
    std::sort(greys.begin(), greys.end());
    return greys;
}

} // namespace

void CsvTest::usualTablesOpen_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("content");
    const QByteArray headerless = table("", "L,P,P,P,P");
    QTest::newRow("Kaggle's") << QByteArray("train.csv") << kaggles();
    QTest::newRow("label first, no header") << QByteArray("mnist_train.csv") << headerless;
    QTest::newRow("label last") << QByteArray("a.csv") << table("a,b,c,d,class", "P,P,P,P,L");
    QTest::newRow("named by place")
        << QByteArray("a.csv") << table("label,1x1,1x2,2x1,2x2", "L,P,P,P,P");
    QTest::newRow("a numbered column")
        << QByteArray("a.csv") << table(",label,0,1,2,3", "7,L,P,P,P,P");
    QTest::newRow("quoted") << QByteArray("a.csv")
                            << table("\"label\",\"a\",\"b\",\"c\",\"d\"", "\"L\",\"P\",P,P,P");
    QTest::newRow("semicolons") << QByteArray("a.csv") << table("", "L;P;P;P;P");
    QTest::newRow("tabs") << QByteArray("a.tsv") << table("", "L\tP\tP\tP\tP");
    QTest::newRow("Windows' lines")
        << QByteArray("a.csv") << QByteArray("\xEF\xBB\xBF") + kaggles().replace("\n", "\r\n");
    QTest::newRow("blanks, empty lines, none at the end")
        << QByteArray("a.csv") << table("", " L, P, P, P, P\n").trimmed();
    QTest::newRow("gzipped") << QByteArray("train.csv.gz") << gzipped(kaggles());
    QTest::newRow("labels with a point") << QByteArray("a.csv") << table("", "L.0,P,P,P,P");
}

void CsvTest::usualTablesOpen()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, content);
    const Folder folder;
    const std::filesystem::path file = folder.write(name.constData(), content);
    for (const std::filesystem::path& path : {file, folder.path()}) {
        const auto dataset = loadDataset(path);
        VERIFY_RESULT(dataset);
        QVERIFY((dataset->training.shape() == ImageShape{2, 2}));
        QCOMPARE(dataset->classes, (std::vector<std::string>{"0", "1"}));
        QCOMPARE(dataset->training.size(), std::size_t(12));
        QCOMPARE(
            greysOf(*dataset), (std::vector<int>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13}));
        for (std::size_t i = 0; i < dataset->training.size(); ++i) {
            QCOMPARE(dataset->training.image(i)[3] % 2, int(dataset->training.labels()[i]));
        }
    }
}

void CsvTest::labelsMayBeNames()
{
    const Folder folder;
    folder.write("train.csv", "label,a,b,c,d\nb10,1,1,1,1\nb2,2,2,2,2\nb2,3,3,3,3\nb10,4,4,4,4\n");
    folder.write("test.csv", "label,a,b,c,d\na,5,5,5,5\n");
    const auto dataset = loadDataset(folder.path());
    VERIFY_RESULT(dataset);
    QCOMPARE(dataset->classes, (std::vector<std::string>{"a", "b2", "b10"}));
    QCOMPARE(dataset->training.labels()[0], Label{2});
    QCOMPARE(dataset->training.labels()[1], Label{1});
    QCOMPARE(dataset->test.labels()[0], Label{0});
}

void CsvTest::theNumbersScaleIsFound_data()
{
    QTest::addColumn<QByteArray>("pixels");
    QTest::addColumn<std::vector<int>>("bytes");
    QTest::newRow("bytes") << QByteArray("0,1,128,255") << std::vector<int>{0, 1, 128, 255};
    QTest::newRow("0 to 1") << QByteArray("0.0,0.5,0.25,1") << std::vector<int>{0, 128, 64, 255};
    QTest::newRow("-1 to 1") << QByteArray("-1,0,-.5,1e0") << std::vector<int>{0, 128, 64, 255};
    QTest::newRow("16 bits") << QByteArray("0,257,32896,65535") << std::vector<int>{0, 1, 128, 255};
}

void CsvTest::theNumbersScaleIsFound()
{
    QFETCH(QByteArray, pixels);
    QFETCH(std::vector<int>, bytes);
    const Folder folder;
    const QByteArray line = "," + pixels + "\n";
    const auto dataset = loadDataset(folder.write("a.csv", "0" + line + "1" + line + "0" + line));
    VERIFY_RESULT(dataset);
    const auto image = dataset->training.image(0);
    QCOMPARE(std::vector<int>(image.begin(), image.end()), bytes);
}

void CsvTest::imagesMayBeOblong()
{
    const Folder folder;
    const auto dataset = loadDataset(folder.write(
        "a.csv", "label,1x1,1x2,1x3,2x1,2x2,2x3\n0,1,2,3,4,5,6\n1,1,2,3,4,5,6\n0,1,2,3,4,5,6\n"));
    VERIFY_RESULT(dataset);
    QVERIFY((dataset->training.shape() == ImageShape{2, 3}));
}

void CsvTest::columnsAreInTheOrderOfTheirNumbers_data()
{
    QTest::addColumn<QByteArray>("names");
    QTest::newRow("counted") << QByteArray("pixel0,pixel3,label,pixel1,pixel2");
    QTest::newRow("by place") << QByteArray("1x1,2x2,label,1x2,2x1");
}

void CsvTest::columnsAreInTheOrderOfTheirNumbers()
{
    QFETCH(QByteArray, names);
    const Folder folder;
    const auto dataset
        = loadDataset(folder.write("a.csv", names + "\n1,4,7,2,3\n1,4,8,2,3\n1,4,7,2,3\n"));
    VERIFY_RESULT(dataset);
    const auto image = dataset->training.image(0);
    QCOMPARE(std::vector<int>(image.begin(), image.end()), (std::vector<int>{1, 2, 3, 4}));
}

void CsvTest::quotesMayHoldSeparators()
{
    const Folder folder;
    const QByteArray images = "\"five, the\",1,2,3,4\n\"6\"\"\",1,2,3,4\nsix,1,2,3,4\n";
    const auto dataset = loadDataset(folder.write("a.csv", "label,a,b,c,d\n" + images + images));
    VERIFY_RESULT(dataset);
    QCOMPARE(dataset->classes.size(), std::size_t{3});
    QVERIFY(std::ranges::count(dataset->classes, "five, the") == 1);
}

void CsvTest::onePixelThatIsTooLargeIsRefused()
{
    const Folder folder;
    const QByteArray lines = QByteArray("1,0,255,30,40\n2,0,255,30,40\n").repeated(600);
    const auto dataset = loadDataset(folder.write("a.csv", lines + "1,0,999,30,40\n"));
    QVERIFY(!dataset);
    QVERIFY2(dataset.error().detail.find("has pixels from 0 to 999") != std::string::npos,
        dataset.error().detail.c_str());
}

void CsvTest::tablesWithoutPixelsAreNone_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("labels") << QByteArray("id,label\n1,frog\n2,truck\n");
    QTest::newRow("a submission") << QByteArray("ImageId,Label\n1,3\n2,0\n");
    QTest::newRow("one column") << QByteArray("label\n1\n2\n");
    QTest::newRow("ids") << QByteArray("id\nx\ny\n");
    QTest::newRow("no names") << QByteArray("a\nb\n");
    QTest::newRow("blank") << QByteArray("\n\n");
    QTest::newRow("separators") << QByteArray(",,,\n,,,\n");
    QTest::newRow("quotes") << QByteArray("\"\n\"\"\n");
}

/// As the program's own predictions are.
void CsvTest::tablesWithoutPixelsAreNone()
{
    QFETCH(QByteArray, content);
    const Folder folder;
    const std::filesystem::path file = folder.write("labels.csv", content);
    for (const std::filesystem::path& path : {folder.path(), file, folder / "typo"}) {
        QVERIFY(!loadDataset(path.string()));
    }
    folder.write("good.csv", kaggles());
    const auto dataset = loadDataset((folder / "good.csv").string()); // beside it
    VERIFY_RESULT(dataset);
}

void CsvTest::theSameTableInAnotherFormIsNoPart()
{
    const Folder folder;
    folder.write("a.csv", kaggles(10));
    folder.write("a.tsv", kaggles(10).replace(',', '\t'));
    for (const char* name : {"a.csv", "a.tsv"}) {
        const auto dataset = loadDataset((folder / name).string());
        VERIFY_RESULT(dataset);
        QCOMPARE(dataset->training.size() + dataset->test.size(), std::size_t{10});
    }
}

void CsvTest::aLineWithoutAnEndIsRefused()
{
    const Folder folder;
    const auto dataset
        = loadDataset(folder.write("a.csv.gz", gzipped(QByteArray(qsizetype{130} << 20, '1'))));
    QVERIFY(!dataset);
    QVERIFY2(dataset.error().detail.find("line 1 is longer than 128 MiB") != std::string::npos,
        dataset.error().detail.c_str());
}

void CsvTest::aTestTableWithLabelsIsTheTestSet()
{
    const Folder folder;
    folder.write("mnist_train.csv", kaggles(10));
    folder.write("mnist_test.csv", kaggles(4));
    for (const auto& path :
        {folder.path(), folder / "mnist_train.csv", folder / "mnist_test.csv"}) {
        const auto dataset = loadDataset(path);
        VERIFY_RESULT(dataset);
        QCOMPARE(dataset->name, std::string("mnist"));
        QCOMPARE(dataset->training.size(), std::size_t(10));
        QCOMPARE(dataset->test.size(), std::size_t(4));
        QVERIFY(dataset->remarks.empty());
    }
}

/// As Kaggle's competition has it.
void CsvTest::aTestTableWithoutLabelsIsForPrediction()
{
    const Folder folder;
    folder.write("train.csv", kaggles());
    folder.write("test.csv", table("pixel0,pixel1,pixel2,pixel3", "P,P,P,P"));
    folder.write("sample_submission.csv", "ImageId,Label\n1,0\n");
    const auto dataset = loadDataset(folder.path());
    VERIFY_RESULT(dataset);
    QCOMPARE(dataset->test.size(), std::size_t(2));
    QCOMPARE(dataset->remarks.size(), std::size_t(2));
    QCOMPARE(dataset->remarks[0],
        std::string("“test.csv” has no labels: its 14 images can be predicted, not tested with."));
    QCOMPARE(dataset->unlabelled.size(), std::size_t(14));
    QCOMPARE(dataset->unlabelled.image(13)[0], std::uint8_t(13));
}

/// Labels must not slip to other images.
void CsvTest::tablesWithAndWithoutLabelsAreNotJoined()
{
    const Folder folder;
    folder.write("data.csv", table("", "P,P,P,P")); // is for training as well
    folder.write("train.csv", kaggles());
    const auto dataset = loadDataset(folder.path());
    QVERIFY(!dataset);
    QVERIFY2(dataset.error().detail.find("has labels for some of its training images only")
            != std::string::npos,
        dataset.error().detail.c_str());
}

void CsvTest::aTableIsOpenedByItsName()
{
    const Folder folder;
    folder.write("train.csv", kaggles(10));
    const auto other = loadDataset(folder.write("letters.csv", kaggles(7)));
    VERIFY_RESULT(other);
    QCOMPARE(other->name, std::string("letters"));
    QCOMPARE(other->training.size() + other->test.size(), std::size_t(7));
    const auto training = loadDataset(folder.path()); // the one in the folder that is sure
    VERIFY_RESULT(training);
    QCOMPARE(training->training.size() + training->test.size(), std::size_t(10));
}

void CsvTest::faultsNameTheLine_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("fault");
    const auto row = [](const char* title, const QByteArray& content, const char* fault) {
        QTest::newRow(title) << content << QString::fromUtf8(fault);
    };
    row("too few fields", kaggles(3) + "0,1,2\n",
        "is damaged: line 5 has 3 fields where 5 are expected.");
    row("no number", kaggles(3) + "\n0,1,x,2,3\n",
        "is damaged: line 6 has “x” where a pixel is expected.");
    row("cut off", kaggles(3) + "1,2,3,4,", "is damaged: line 5 has “” where a pixel is expected.");
    row("a header alone", "label,a,b,c,d\n", "contains no images.");
    row("empty", "\n\n", "contains no images.");
    row("no scale", "0,1,2,3,-7\n1,2,3,4,500\n0,2,3,4,1\n",
        "has pixels from -7 to 500, where 0 to 255 or 0 to 1 are expected.");
    row("no square", "0,1,2\n1,2,3\n",
        "is not a table of images: its first line has 3 columns, which are neither the pixels of a "
        "square image nor these and a label.");
    row("no labels", "1,2,3,4\n1,2,3,4\n",
        "has no labels, so nothing can be learnt from it; “numeral-cli evaluate --predict” "
        "lets a network read it.");
    row("one class", "label,a,b,c,d\nx,1,2,3,4\nx,1,2,3,4\n",
        "has only one class, “x”; at least two are needed.");
}

void CsvTest::faultsNameTheLine()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, fault);
    const Folder folder;
    const std::filesystem::path file = folder.write("train.csv", content);
    const auto dataset = loadDataset(file);
    QVERIFY(!dataset);
    QCOMPARE(dataset.error().code, ErrorCode::FileMalformed);
    QCOMPARE(QString::fromStdString(dataset.error().detail),
        QString::fromStdString("“" + file.string() + "” ") + fault);
}

void CsvTest::anythingElseIsRefused_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("text") << QByteArray("This is a letter, and it goes on.\nYours\n");
    QTest::newRow("bytes") << QByteArray("\0\xFF\n\1,\2", 6);
    QTest::newRow("a web page") << QByteArray("<!DOCTYPE html>\n<html><body>404</body></html>\n");
    QTest::newRow("a long line") << QByteArray(3'000'000, ',');
    QTest::newRow("large numbers") << table("", "0,1e308,P,P,P");
    QTest::newRow("not a number") << table("", "0,nan,P,P,P");
}

void CsvTest::anythingElseIsRefused()
{
    QFETCH(QByteArray, content);
    const Folder folder;
    const auto dataset = loadDataset(folder.write("a.csv", content));
    QVERIFY(!dataset);
    QCOMPARE(dataset.error().code, ErrorCode::FileMalformed);
}

void CsvTest::cancellingEndsTheReading()
{
    const Folder folder;
    const std::filesystem::path file = folder.write("a.csv", kaggles(1000));
    DataTools tools;
    double last = 0;
    tools.shouldContinue = [&last](double share) {
        last = share;
        return share < 0.5;
    };
    const auto dataset = loadDataset(file, tools);
    QVERIFY(!dataset);
    QVERIFY(last >= 0.5 && last < 0.7);
}

QTEST_MAIN(CsvTest)
#include "tst_csv.moc"
