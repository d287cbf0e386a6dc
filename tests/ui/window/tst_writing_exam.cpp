// SPDX-License-Identifier: GPL-3.0-or-later
//
// A writing exam: somebody is asked for digits, draws them, sees how they are read; the ink of
// several writers becomes a data set with a score for each.

#include "window_driver.h"

#include "core/base/small_random.h"
#include "core/ink/ink_file.h"
#include "core/ink/plain_digits.h"
#include "core/platform/paths.h"
#include "ui/data/data_panel.h"
#include "ui/ink/ink_canvas.h"
#include "ui/inspect/confusion_view.h"
#include "ui/teaching/drawing_prompt.h"
#include "ui/teaching/writer_scores_dialog.h"
#include "ui/teaching/writing_exam_dialog.h"

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QPushButton>
#include <QRegularExpression>
#include <QSpinBox>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <filesystem>
#include <set>

using namespace numeral;
using namespace numeral::ui;

namespace {

/// The exam, as its user sees it.
struct Exam {
    WritingExamDialog* window = nullptr;

    template <typename T>
    T* find(const char* name) const
    {
        return window->findChild<T*>(QLatin1String(name));
    }
    QString text(const char* name) const
    {
        return find<QWidget>(name)->property("text").toString();
    }
    QString asked() const
    {
        return text("whatToDraw").split(QLatin1Char(' '), Qt::SkipEmptyParts).at(1);
    }

    void start(const QString& writer, int times) const
    {
        find<QLineEdit>("writer")->clear();
        QTest::keyClicks(find<QLineEdit>("writer"), writer);
        find<QSpinBox>("examTimes")->setValue(times);
        QTest::keyClick(find<QLineEdit>("writer"), Qt::Key_Return);
    }

    /// Draws a digit as it is taught, stroke by stroke.
    void draw(const QString& digit, int number) const
    {
        SmallRandom random(5, RandomStream::TestImages, static_cast<std::uint64_t>(number));
        auto* prompt = window->findChild<DrawingPrompt*>();
        for (const Stroke& stroke : drawPlainDigit(digit.toInt(), random)) {
            QList<QPointF> points;
            for (const Point& point : stroke) {
                // No two drawings are the same, or My drawings would keep one of them.
                points.append({0.25 + 0.5 * point.x, 0.15 + 0.6 * point.y + 0.004 * (number % 20)});
            }
            WindowDriver::drawOn(prompt->canvas(), points);
        }
        QTest::keyClick(&prompt->canvas(), Qt::Key_Return);
    }
};

Exam opened(const WindowDriver& driver)
{
    driver.action("writingExam")->trigger();
    Exam exam;
    exam.window = driver.window().findChild<WritingExamDialog*>();
    return exam;
}

bool hasOpened(const WindowDriver& driver, const QDir& folder)
{
    const auto dataset = driver.window().findChild<DataPanel*>()->dataset();
    return dataset && dataset->name == folder.dirName().toStdString();
}

std::vector<InkRecord> recordsOf(const char* file)
{
    const auto records = readInkFile(platform::dataHome() / "exams" / file);
    return records ? *records : std::vector<InkRecord>();
}

} // namespace

class TestWindowWritingExam : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyDigitIsAskedAndScored();
    void whatIsDrawnIsKeptAtOnce();
    void theLastDrawingCanBeTakenBack();
    void lettersAreReadByTheirNetwork();
    void manyWritersBecomeADataSet();
    void aNetworkOfOtherClassesIsNotScored();
    void theBuiltInNetworkLearnsTheirHands();

private:
    QTemporaryDir m_folder; ///< outlives the tests: the next window opens the same data set
};

void TestWindowWritingExam::everyDigitIsAskedAndScored()
{
    const WindowDriver driver;
    const Exam exam = opened(driver);
    QVERIFY(exam.window->isVisible());
    exam.start(QStringLiteral("Ada"), 2);
    std::multiset<QString> asked;
    for (int i = 0; i < 20; ++i) {
        const QString digit = exam.asked();
        asked.insert(digit);
        // The order is random, the drawings of each digit are not. Once somebody draws a 1
        // whatever is asked for.
        const bool isMistaken = i == 7;
        exam.draw(isMistaken ? QStringLiteral("1") : digit,
            isMistaken ? 3 : static_cast<int>(asked.count(digit)));
    }
    for (int digit = 0; digit <= 9; ++digit) {
        QCOMPARE(asked.count(QString::number(digit)), std::size_t{2});
    }
    QTRY_COMPARE(recordsOf("Ada.ndjson").size(), std::size_t{20});
    const std::vector<InkRecord> drawings = recordsOf("Ada.ndjson");
    QCOMPARE(drawings.front().writer, std::string("Ada"));
    const bool isOneMeant = *drawings[7].label == "1";
    const int right = isOneMeant ? 20 : 19;
    QTRY_COMPARE(exam.text("examScore"),
        QStringLiteral("The built-in network reads %1 of 20 right.").arg(right));
    QCOMPARE(exam.find<QListWidget>("misread")->count(), 20 - right);
    if (!isOneMeant) {
        QCOMPARE(exam.find<QListWidget>("misread")->item(0)->text(),
            QStringLiteral("%1, read as 1").arg(QString::fromStdString(*drawings[7].label)));
    }
    QVERIFY(exam.window->findChild<ConfusionView*>()->isVisible());
    QVERIFY(exam.text("examKept").contains(QStringLiteral("Ada.ndjson")));
    const auto* own = driver.find<QListView>("ownDrawings")->model();
    const int before = own->rowCount();
    QTest::mouseClick(exam.find<QPushButton>("addExam"), Qt::LeftButton);
    QCOMPARE(own->rowCount(), before + 20);
    QVERIFY(!exam.find<QPushButton>("addExam")->isEnabled());
}

/// Whoever's computer dies in the exam has lost nothing but the drawing on the sheet.
void TestWindowWritingExam::whatIsDrawnIsKeptAtOnce()
{
    const WindowDriver driver;
    const Exam exam = opened(driver);
    exam.start(QStringLiteral("Bob"), 1);
    exam.draw(exam.asked(), 1);
    exam.draw(exam.asked(), 2);
    QTRY_COMPARE(recordsOf("Bob.ndjson").size(), std::size_t{2});
    // Escape shows what has been drawn before it closes.
    QTest::keyClick(exam.window, Qt::Key_Escape);
    QTRY_VERIFY(exam.text("examScore").contains(QStringLiteral("of 2 right")));
    const QPointer<WritingExamDialog> window = exam.window;
    QTest::keyClick(exam.window, Qt::Key_Escape);
    QTRY_VERIFY(window.isNull());
    const Exam again = opened(driver);
    again.start(QStringLiteral("Bob"), 1);
    again.draw(again.asked(), 3);
    QTRY_COMPARE(recordsOf("Bob 2.ndjson").size(), std::size_t{1});
    QCOMPARE(recordsOf("Bob.ndjson").size(), std::size_t{2});
}

void TestWindowWritingExam::theLastDrawingCanBeTakenBack()
{
    const WindowDriver driver;
    const Exam exam = opened(driver);
    exam.start(QStringLiteral("Cleo"), 1);
    QVERIFY(!exam.find<QPushButton>("takeBack")->isEnabled());
    const QString first = exam.asked();
    exam.draw(first, 1);
    QVERIFY(exam.asked() != first);
    QTRY_COMPARE(recordsOf("Cleo.ndjson").size(), std::size_t{1});
    QTest::mouseClick(exam.find<QPushButton>("takeBack"), Qt::LeftButton);
    QCOMPARE(exam.asked(), first);
    QTRY_VERIFY(!std::filesystem::exists(platform::dataHome() / "exams" / "Cleo.ndjson"));
    exam.draw(first, 2);
    QTest::mouseClick(exam.find<QPushButton>("finishExam"), Qt::LeftButton);
    QTRY_VERIFY(exam.text("examScore").contains(QStringLiteral("1 of 1 right")));
}

void TestWindowWritingExam::lettersAreReadByTheirNetwork()
{
    const WindowDriver driver;
    const Exam exam = opened(driver);
    exam.find<QComboBox>("examClasses")->setCurrentIndex(1);
    exam.start(QStringLiteral("Dan"), 1);
    while (exam.asked() != QStringLiteral("L")) {
        exam.draw(QStringLiteral("1"), 1);
    }
    auto* prompt = exam.window->findChild<DrawingPrompt*>();
    WindowDriver::drawOn(prompt->canvas(), {{0.3, 0.2}, {0.3, 0.8}, {0.7, 0.8}});
    QTest::keyClick(&prompt->canvas(), Qt::Key_Return);
    QTest::keyClick(exam.window, Qt::Key_Escape);
    QTRY_VERIFY(exam.text("examScore").startsWith(QStringLiteral("The built-in network reads ")));
    const auto* misread = exam.find<QListWidget>("misread");
    for (int row = 0; row < misread->count(); ++row) {
        QVERIFY(!misread->item(row)->text().startsWith(QStringLiteral("l,")));
    }
    driver.action("useLetters")->trigger();
    QPointer<WritingExamDialog> window = exam.window;
    exam.window->close();
    QTRY_VERIFY(window.isNull());
    driver.draw({{0.3, 0.2}, {0.3, 0.8}, {0.7, 0.8}});
    QTRY_COMPARE(driver.answer(), 'l' - 'a');
    // The next start reads letters, too.
    const WindowDriver next;
    next.draw({{0.3, 0.2}, {0.3, 0.8}, {0.7, 0.8}});
    QTRY_COMPARE(next.answer(), 'l' - 'a');
    next.action("useBundled")->trigger();
}

void TestWindowWritingExam::manyWritersBecomeADataSet()
{
    const WindowDriver driver;
    QVERIFY(!driver.action("writerScores")->isEnabled()); // nobody knows who wrote MNIST
    const Exam exam = opened(driver);
    for (const char* writer : {"Eve", "Finn", "Gus"}) {
        exam.start(QLatin1String(writer), 1);
        for (int i = 0; i < 10; ++i) {
            // Gus writes zeros whatever is asked for, so that he is the hardest to read.
            exam.draw(
                QLatin1String(writer) == QLatin1String("Gus") ? QStringLiteral("0") : exam.asked(),
                100 + i);
        }
        if (QLatin1String(writer) != QLatin1String("Gus")) {
            QTest::mouseClick(exam.find<QPushButton>("nextWriter"), Qt::LeftButton);
        }
    }
    QTRY_COMPARE(recordsOf("Gus.ndjson").size(), std::size_t{10});
    QTest::mouseClick(exam.find<QPushButton>("openExams"), Qt::LeftButton);
    const auto* data = driver.window().findChild<DataPanel*>();
    QTRY_VERIFY(data->dataset() != nullptr && data->dataset()->name == "exams");
    QVERIFY(data->dataset()->writers.areApart);
    QTRY_VERIFY(driver.action("writerScores")->isEnabled());
    driver.action("writerScores")->trigger();
    const auto* scores = driver.window().findChild<WriterScoresDialog*>();
    const auto* table = scores->findChild<QTableWidget*>(QStringLiteral("writers"));
    QTRY_VERIFY(table->rowCount() >= 3);
    std::set<QString> writers;
    for (int row = 0; row < table->rowCount(); ++row) {
        writers.insert(table->item(row, 0)->text());
    }
    QVERIFY(writers.contains(QStringLiteral("Eve")) && writers.contains(QStringLiteral("Gus")));
    QVERIFY(scores->findChild<QWidget*>(QStringLiteral("writerSummary"))
                ->property("text")
                .toString()
                .contains(QStringLiteral("Hardest to read is Gus")));
    driver.window().findChild<WriterScoresDialog*>()->close();
    // One more pupil writes, and is among them when the exams are opened again.
    const std::shared_ptr<const Dataset> before = data->dataset();
    const Exam next = opened(driver);
    next.start(QStringLiteral("Hana"), 1);
    for (int i = 0; i < 10; ++i) {
        next.draw(next.asked(), 200 + i);
    }
    QTest::mouseClick(next.find<QPushButton>("openExams"), Qt::LeftButton);
    QTRY_VERIFY(data->dataset() != before);
    const Writers& all = data->dataset()->writers;
    QVERIFY(std::ranges::count(all.training, "Hana") + std::ranges::count(all.test, "Hana") == 10);
}

/// Digits are none of the classes of a network of letters.
void TestWindowWritingExam::aNetworkOfOtherClassesIsNotScored()
{
    const WindowDriver driver;
    driver.action("useLetters")->trigger();
    const QDir folder(m_folder.filePath(QLatin1String(QTest::currentTestFunction())));
    QVERIFY(folder.mkpath(QStringLiteral(".")));
    for (const char* writer : {"ada", "bob"}) {
        QFile ink(folder.filePath(QLatin1String(writer) + QStringLiteral(".ndjson")));
        QVERIFY(ink.open(QIODevice::WriteOnly));
        for (const char* label : {"1", "7", "1", "7"}) {
            ink.write(QByteArray("{\"label\":") + label + ",\"strokes\":[[[0,0],[1,1]]]}\n");
        }
    }
    driver.openData(folder.path());
    QTRY_VERIFY(hasOpened(driver, folder));
    driver.action("writerScores")->trigger();
    const auto* scores = driver.window().findChild<WriterScoresDialog*>();
    const auto* summary = scores->findChild<QWidget*>(QStringLiteral("writerSummary"));
    QTRY_VERIFY(
        summary->property("text").toString().contains(QStringLiteral("knows none of the classes")));
    QCOMPARE(scores->findChild<QTableWidget*>(QStringLiteral("writers"))->rowCount(), 0);
    driver.action("useBundled")->trigger();
}

/// Three pupils write their fours as a cross, which the built-in network doesn't know.
void TestWindowWritingExam::theBuiltInNetworkLearnsTheirHands()
{
    const WindowDriver driver;
    const QDir folder(m_folder.filePath(QLatin1String(QTest::currentTestFunction())));
    QVERIFY(folder.mkpath(QStringLiteral(".")));
    SmallRandom random(11, RandomStream::TestImages, 0);
    const auto near = [&random](double place) {
        return place + 0.05 * static_cast<double>(random.symmetric());
    };
    for (const char* writer : {"ida", "jon", "kim"}) {
        QFile ink(folder.filePath(QLatin1String(writer) + QStringLiteral(".ndjson")));
        QVERIFY(ink.open(QIODevice::WriteOnly));
        for (int i = 0; i < 10; ++i) {
            const Ink cross{{{near(0), near(0.5)}, {near(1), near(0.5)}},
                {{near(0.5), near(0)}, {near(0.5), near(1)}}};
            const Ink bar{{{near(0.5), near(0)}, {near(0.5), near(1)}}};
            ink.write(QByteArray::fromStdString(inkLine({cross, {}, "4", {}})));
            ink.write(QByteArray::fromStdString(inkLine({bar, {}, "1", {}})));
        }
    }
    driver.openData(folder.path());
    QTRY_VERIFY(hasOpened(driver, folder));
    driver.action("writerScores")->trigger();
    const auto* scores = driver.window().findChild<WriterScoresDialog*>();
    const auto summary = [scores] {
        return scores->findChild<QWidget*>(QStringLiteral("writerSummary"))
            ->property("text")
            .toString();
    };
    QTRY_VERIFY(summary().contains(QStringLiteral("of 60 right")));
    QTest::mouseClick(
        scores->findChild<QPushButton*>(QStringLiteral("teachClass")), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(
        summary().startsWith(QStringLiteral("Of 20 drawings of writers")), 120'000);
    const QRegularExpression numbers(
        QStringLiteral("reads ([0-9]+) right .* read ([0-9]+) before"));
    const auto match = numbers.match(summary());
    QVERIFY2(match.hasMatch(), qPrintable(summary()));
    QVERIFY2(match.captured(1).toInt() >= 18, qPrintable(summary()));
    QVERIFY2(match.captured(2).toInt() <= 14, qPrintable(summary()));
    QVERIFY(driver.message().startsWith(QStringLiteral("Your network has learnt their hands")));
    driver.draw({{0.2, 0.5}, {0.8, 0.5}});
    driver.draw({{0.5, 0.2}, {0.5, 0.8}});
    QTRY_COMPARE(driver.answer(), 4);
}

int main(int argc, char* argv[])
{
    return runInIsolatedHome<TestWindowWritingExam>(argc, argv);
}
#include "tst_writing_exam.moc"
