// SPDX-License-Identifier: GPL-3.0-or-later
//
// The user's labelled digits persist from session to session.

#include "core/ink/ink_renderer.h"
#include "ui/teaching/own_drawings.h"

#include <QDir>
#include <QFile>
#include <QImage>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace numeral;
using namespace numeral::ui;

namespace {

/// A drawing that is unique for each `place`.
InkRecord drawing(int label, double place = 0.5)
{
    InkRecord record{
        Ink{{{place, 0.2}, {place, 0.8}}, {{0.1, place}}}, {}, std::to_string(label), {}};
    record.pixels = prepareInk(record.ink, {28, 28}, Preprocessing::Mnist);
    return record;
}

/// A digit from a photo.
InkRecord photo(int label)
{
    InkRecord record{{}, {}, std::to_string(label), GreyImage(28, 28)};
    record.pixels->at(5, 6) = 200;
    return record;
}

QModelIndexList rows(const OwnDrawings& digits, const QList<int>& numbers)
{
    QModelIndexList indexes;
    for (const int number : numbers) {
        indexes.append(digits.index(number));
    }
    return indexes;
}

QList<int> labels(const OwnDrawings& digits)
{
    QList<int> all;
    for (const InkRecord& record : digits.records()) {
        all.append(QString::fromStdString(*record.label).toInt());
    }
    return all;
}

} // namespace

class TestOwnDrawings : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_home = std::make_unique<QTemporaryDir>(); }
    void whatIsKeptIsThereNextTime();
    void aSecondWordReplacesTheFirst();
    void deletedDigitsCanBeBroughtBack();
    void twoWindowsLoseNothingOfEachOther();
    void whatIsKeptWhileLoadingStays();
    void aDamagedFileHidesNoOther();
    void aFailureIsTold();
    void aFolderThatCantBeReadSaysSo();
    void wrongAnswersAreMarked();
    void drawingsOfOtherClassesAreGrey();

private:
    std::filesystem::path folder() const
    {
        return std::filesystem::path(m_home->path().toStdString()) / "digits";
    }
    std::unique_ptr<OwnDrawings> opened() const
    {
        auto digits = std::make_unique<OwnDrawings>(folder());
        const int expected = static_cast<int>(readDrawings(folder()).drawings.size());
        digits->load();
        if (!QTest::qWaitFor([&] { return digits->rowCount() == expected; })) {
            qFatal("the digits aren't loaded");
        }
        return digits;
    }

    std::unique_ptr<QTemporaryDir> m_home;
};

void TestOwnDrawings::whatIsKeptIsThereNextTime()
{
    {
        OwnDrawings digits(folder());
        digits.keep(drawing(7, 0.3));
        digits.keep(photo(4));
        QCOMPARE(labels(digits), (QList{4, 7})); // the newest first
    }
    const auto again = opened();
    QCOMPARE(labels(*again), (QList{4, 7}));
    const std::vector<InkRecord> records = again->records();
    QVERIFY(records[0].ink.empty() && records[0].pixels == photo(4).pixels);
    QCOMPARE(records[1].ink, drawing(7, 0.3).ink);
    QCOMPARE(records[1].pixels, drawing(7, 0.3).pixels);
    QCOMPARE(again->data(again->index(1), Qt::DisplayRole).toString(), QStringLiteral("7"));
    QVERIFY(!again->data(again->index(1), Qt::DecorationRole).value<QImage>().isNull());
}

void TestOwnDrawings::aSecondWordReplacesTheFirst()
{
    {
        OwnDrawings digits(folder());
        digits.keep(drawing(7));
        digits.keep(drawing(1));
        QCOMPARE(labels(digits), QList{1});
        QCOMPARE(digits.labelOf(drawing(0)), std::optional<std::string>("1"));
        QCOMPARE(digits.labelOf(drawing(0, 0.6)), std::nullopt);
    }
    QCOMPARE(labels(*opened()), QList{1});
}

void TestOwnDrawings::deletedDigitsCanBeBroughtBack()
{
    {
        OwnDrawings digits(folder());
        for (int label = 0; label < 4; ++label) {
            digits.keep(drawing(label, 0.1 * label));
        }
        QVERIFY(!digits.canRestore());
        digits.remove(rows(digits, {1, 3}));
        QCOMPARE(labels(digits), (QList{3, 1}));
        QVERIFY(digits.canRestore());
    }
    {
        const auto digits = opened();
        QCOMPARE(labels(*digits), (QList{3, 1}));
        digits->remove(rows(*digits, {1}));
        digits->remove(rows(*digits, {0}));
        digits->keep(drawing(8, 0.1)); // the drawing that was a 1
        digits->restore();
        QCOMPARE(labels(*digits), (QList{8, 3}));
        digits->restore();
        QCOMPARE(labels(*digits), (QList{8, 3})); // a drawing has one label only
        QVERIFY(!digits->canRestore());
        digits->remove(rows(*digits, {1}));
        digits->restore();
        QCOMPARE(labels(*digits), (QList{8, 3})); // in its place
    }
    QCOMPARE(labels(*opened()), (QList{8, 3}));
}

void TestOwnDrawings::twoWindowsLoseNothingOfEachOther()
{
    {
        OwnDrawings first(folder());
        OwnDrawings second(folder());
        first.keep(drawing(1));
        second.keep(drawing(2));
        first.keep(drawing(3, 0.7));
    }
    QCOMPARE(opened()->rowCount(), 3);
}

void TestOwnDrawings::whatIsKeptWhileLoadingStays()
{
    OwnDrawings(folder()).keep(drawing(1));
    OwnDrawings digits(folder());
    digits.load();
    digits.keep(drawing(2, 0.9));
    QTRY_COMPARE(digits.rowCount(), 2);
    QCOMPARE(labels(digits), (QList{2, 1}));
}

void TestOwnDrawings::aDamagedFileHidesNoOther()
{
    OwnDrawings(folder()).keep(drawing(5));
    const auto spoil = [this](const char* name, const QByteArray& text) {
        QFile file(QDir(QString::fromStdString(folder().string())).filePath(QLatin1String(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    };
    spoil("torn.ndjson", R"({"label":3,"strokes":[[[0.1)");
    spoil("unlabelled.ndjson", R"({"strokes":[],"pixels":[[1]]})");
    spoil("nameless.ndjson", R"({"label":"","strokes":[],"pixels":[[1]]})");
    spoil("notes.txt", "not ours");
    OwnDrawings digits(folder());
    const QSignalSpy failed(&digits, &OwnDrawings::failed);
    digits.load();
    QTRY_COMPARE(failed.size(), 1);
    const auto error = failed.front().front().value<Error>();
    QVERIFY2(QString::fromStdString(error.detail).contains(QLatin1String(".ndjson")),
        error.detail.c_str());
    QCOMPARE(labels(digits), QList{5});
}

void TestOwnDrawings::aFailureIsTold()
{
    QFile inTheWay(QString::fromStdString(folder().string())); // a file where the folder should be
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    OwnDrawings digits(folder());
    const QSignalSpy failed(&digits, &OwnDrawings::failed);
    digits.keep(drawing(5));
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed.front().front().value<Error>().code, ErrorCode::FileNotWritten);
    QVERIFY(digits.hasUnsaved());

    // Once the folder can be written, nothing is missing.
    QVERIFY(inTheWay.remove());
    digits.keep(drawing(6, 0.2));
    QTRY_VERIFY(!digits.isBusy());
    QVERIFY(!digits.hasUnsaved());
    QCOMPARE(failed.size(), 1);
    QCOMPARE(readDrawings(folder()).drawings.size(), std::size_t{2});
}

/// Otherwise the user would think that all digits are lost.
void TestOwnDrawings::aFolderThatCantBeReadSaysSo()
{
    QFile inTheWay(QString::fromStdString(folder().string()));
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    OwnDrawings digits(folder());
    const QSignalSpy failed(&digits, &OwnDrawings::failed);
    digits.load();
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed.front().front().value<Error>().code, ErrorCode::FileUnreadable);
}

void TestOwnDrawings::wrongAnswersAreMarked()
{
    OwnDrawings digits(folder());
    digits.keep(drawing(1));
    digits.keep(drawing(3, 0.7));
    const auto caption
        = [&digits](int row) { return digits.data(digits.index(row), Qt::DisplayRole).toString(); };
    QCOMPARE(caption(1), QStringLiteral("1"));
    Model model; // classifies everything as a 3
    model.classes = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};
    std::vector<float> values(7850);
    values[7840 + 3] = 1;
    model.weights = std::make_shared<const Weights>(Perceptron{784, {}, 10}, std::move(values));
    digits.setReader(model);
    QCOMPARE(caption(0), QStringLiteral("3"));
    QCOMPARE(caption(1), QStringLiteral("1, read as 3"));
    QVERIFY(digits.data(digits.index(1), Qt::ForegroundRole).isValid());
    QVERIFY(!digits.data(digits.index(0), Qt::ForegroundRole).isValid());
}

/// A network of letters has nothing to learn from a 7, and doesn't say that it is read wrong.
void TestOwnDrawings::drawingsOfOtherClassesAreGrey()
{
    OwnDrawings drawings(folder());
    InkRecord letter = drawing(1, 0.3);
    letter.label = "B"; // the network has one class for both cases
    drawings.keep(drawing(7));
    QVERIFY(!drawings.hasKnown()); // nor is there a network
    Model model; // classifies everything as an a
    model.classes = {"a", "b"};
    std::vector<float> values(784 * 2 + 2);
    values[784 * 2] = 1;
    model.weights = std::make_shared<const Weights>(Perceptron{784, {}, 2}, std::move(values));
    drawings.setReader(model);
    QVERIFY(!drawings.hasKnown());
    const auto shown
        = [&drawings](int row, int role) { return drawings.data(drawings.index(row), role); };
    QCOMPARE(shown(0, Qt::DisplayRole).toString(), QStringLiteral("7"));
    QVERIFY(shown(0, Qt::ForegroundRole).isValid());
    QVERIFY(shown(0, Qt::ToolTipRole).toString().contains(QStringLiteral("no class “7”")));
    drawings.keep(letter);
    QVERIFY(drawings.hasKnown());
    QCOMPARE(shown(0, Qt::DisplayRole).toString(), QStringLiteral("B, read as a"));
    QVERIFY(!shown(0, Qt::ToolTipRole).isValid());
}

QTEST_MAIN(TestOwnDrawings)
#include "tst_own_drawings.moc"
