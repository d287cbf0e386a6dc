// SPDX-License-Identifier: GPL-3.0-or-later
//
// A drawing is misclassified; the user corrects it, and the network learns it.
#include "window_driver.h"

#include "core/data/augmented_dataset.h"
#include "core/exchange/formats.h"
#include "core/exchange/safetensors.h"
#include "core/ink/ink_file.h"
#include "ui/ink/ink_canvas.h"
#include "ui/teaching/own_drawings.h"

#include <QAction>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSettings>
#include <QStatusBar>
#include <QTemporaryDir>
#include <QToolButton>

using namespace numeral;
using namespace numeral::ui;

namespace {

constexpr int timeout = 60'000;

/// A one with a long flag, which is more level for a smaller `hook`: some are read as a seven.
QList<QPointF> hookedOne(double hook)
{
    return {{0.22, hook}, {0.38, hook - 0.4 * (hook - 0.18)}, {0.55, 0.18}, {0.54, 0.35},
        {0.53, 0.5}, {0.52, 0.67}, {0.5, 0.85}};
}

QDir digitsOnDisk()
{
    return {qEnvironmentVariable("XDG_DATA_HOME") + QStringLiteral("/numeral/digits")};
}

} // namespace

class TestWindowTeaching : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aWrongDrawingIsLearntAndUndone();
    void eachLessonStartsFromTheFirstNetwork();
    void whatWasLearntIsThereNextTime();
    void whatWasUndoneIsNot();
    void whileItLearnsNothingElseIsStarted();
    void aLessonCanBeCancelled();
    void theWindowClosesInMidLesson();
    void digitsAreExported();
    void anotherDataSetCantBeRehearsed();
    void networksOfOtherThingsAreTaughtTheirClasses();

private:
    QTemporaryDir m_folder;

    static void say(const WindowDriver& driver, int digit)
    {
        const QByteArray name = "itIs" + QByteArray::number(digit);
        QTest::mouseClick(driver.find<QToolButton>(name.constData()), Qt::LeftButton);
    }
    /// Draws ones until one is misclassified.
    static QList<QPointF> drawWrongOne(const WindowDriver& driver)
    {
        for (const double hook : {0.4, 0.36, 0.32, 0.28, 0.24}) {
            driver.window().findChild<InkCanvas*>()->clear();
            driver.draw(hookedOne(hook));
            if (driver.answer() == 7) {
                return hookedOne(hook);
            }
        }
        qFatal("all of them are read right");
    }
    static QList<QPointF> drawAndCorrect(const WindowDriver& driver)
    {
        const QList<QPointF> drawn = drawWrongOne(driver);
        say(driver, 1);
        return drawn;
    }
    static bool isLearning(const WindowDriver& driver)
    {
        return driver.find<QPushButton>("cancelLesson")->isVisible();
    }
    static void learn(const WindowDriver& driver)
    {
        QTest::mouseClick(driver.find<QPushButton>("learnButton"), Qt::LeftButton);
        QVERIFY(isLearning(driver));
        QTRY_VERIFY_WITH_TIMEOUT(!isLearning(driver), timeout);
    }
    static QString figure(const WindowDriver& driver, const char* name)
    {
        return driver.find<QLabel>(name)->text();
    }
};

void TestWindowTeaching::init()
{
    QSettings().clear();
    QDir folder = digitsOnDisk();
    folder.removeRecursively();
}

void TestWindowTeaching::aWrongDrawingIsLearntAndUndone()
{
    const WindowDriver driver;
    QVERIFY(!driver.action("learn")->isEnabled()); // there is nothing to learn from
    drawAndCorrect(driver);
    QVERIFY(driver.find<QListView>("ownDrawings")->isVisible());
    const std::vector<float> before = driver.probabilities();

    learn(driver);
    QCOMPARE(driver.answer(), 1);
    QCOMPARE(figure(driver, "ownBefore"), QStringLiteral("0 of 1"));
    QCOMPARE(figure(driver, "ownAfter"), QStringLiteral("1 of 1"));
    const auto percent
        = [&driver](const char* name) { return figure(driver, name).chopped(1).toDouble(); };
    QVERIFY(percent("testBefore") > 99.4);
    QVERIFY2(percent("testAfter") >= percent("testBefore") - 0.2,
        qPrintable(figure(driver, "testAfter")));

    driver.action("undoLesson")->trigger();
    QCOMPARE(driver.probabilities(), before);
    QCOMPARE(driver.answer(), 7);
    QCOMPARE(figure(driver, "ownAfter"), QStringLiteral("–"));
    QVERIFY(!driver.action("undoLesson")->isEnabled());
    QCOMPARE(driver.find<QListView>("ownDrawings")->model()->rowCount(), 1); // the digit is kept
}

/// Lessons don't add up: two cost no more accuracy than one, and the second may revoke the first.
void TestWindowTeaching::eachLessonStartsFromTheFirstNetwork()
{
    const WindowDriver driver;
    drawAndCorrect(driver);
    learn(driver);
    const std::vector<float> once = driver.probabilities();
    learn(driver);
    QCOMPARE(driver.probabilities(), once);
    QCOMPARE(figure(driver, "ownBefore"), QStringLiteral("1 of 1"));
    QCOMPARE(figure(driver, "testBefore"), figure(driver, "testAfter"));
    say(driver, 7); // on second thought
    learn(driver);
    QCOMPARE(driver.answer(), 7);
    driver.action("undoLesson")->trigger();
    QCOMPARE(driver.probabilities(), once);
    driver.action("undoLesson")->trigger();
    QCOMPARE(driver.probabilities(), once);
    driver.action("undoLesson")->trigger();
    QCOMPARE(driver.answer(), 7);
    QVERIFY(!driver.action("undoLesson")->isEnabled());
}

void TestWindowTeaching::whatWasLearntIsThereNextTime()
{
    QList<QPointF> drawn;
    std::vector<float> learnt;
    {
        const WindowDriver driver;
        drawn = drawAndCorrect(driver);
        learn(driver);
        learnt = driver.probabilities();
        driver.window().close();
    }
    const WindowDriver driver;
    driver.draw(drawn);
    QTRY_COMPARE(driver.probabilities(), learnt);
    QTRY_COMPARE(driver.find<QListView>("ownDrawings")->model()->rowCount(), 1);
}

void TestWindowTeaching::whatWasUndoneIsNot()
{
    QList<QPointF> drawn;
    std::vector<float> before;
    {
        const WindowDriver driver;
        drawn = drawAndCorrect(driver);
        before = driver.probabilities();
        learn(driver);
        driver.action("undoLesson")->trigger();
        driver.window().close();
    }
    const WindowDriver driver;
    driver.draw(drawn);
    QTRY_COMPARE(driver.find<QListView>("ownDrawings")->model()->rowCount(), 1);
    QCOMPARE(driver.probabilities(), before);
}

void TestWindowTeaching::whileItLearnsNothingElseIsStarted()
{
    const WindowDriver driver;
    drawAndCorrect(driver);
    QTest::mouseClick(driver.find<QPushButton>("learnButton"), Qt::LeftButton);
    for (const char* name : {"train", "openModel", "openData", "useBundled", "learn"}) {
        QVERIFY2(!driver.action(name)->isEnabled(), name);
    }
    QTRY_VERIFY_WITH_TIMEOUT(!isLearning(driver), timeout);
    for (const char* name : {"train", "openModel", "openData", "useBundled", "learn"}) {
        QVERIFY2(driver.action(name)->isEnabled(), name);
    }
    QCOMPARE(figure(driver, "ownAfter"), QStringLiteral("1 of 1"));
    driver.action("useBundled")->trigger();
    QVERIFY(!driver.action("undoLesson")->isEnabled()); // it belonged to another network
    QCOMPARE(figure(driver, "ownAfter"), QStringLiteral("–"));
    driver.clickTrain();
    QVERIFY(!driver.action("learn")->isEnabled());
    driver.action("stop")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(driver.action("train")->isEnabled(), timeout);
}

void TestWindowTeaching::aLessonCanBeCancelled()
{
    const WindowDriver driver;
    drawAndCorrect(driver);
    const std::vector<float> before = driver.probabilities();
    driver.action("learn")->trigger();
    QTest::mouseClick(driver.find<QPushButton>("cancelLesson"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!isLearning(driver), timeout);
    QCOMPARE(driver.probabilities(), before);
    QVERIFY(driver.action("learn")->isEnabled());
    QVERIFY(!driver.action("undoLesson")->isEnabled());
}

void TestWindowTeaching::theWindowClosesInMidLesson()
{
    {
        const WindowDriver driver;
        drawAndCorrect(driver);
        driver.action("learn")->trigger();
        driver.window().close();
        QTRY_VERIFY(!driver.isOpen());
    }
    QCOMPARE(readDrawings(drawingFolder()).drawings.size(), std::size_t{1}); // the user's digit
}

void TestWindowTeaching::digitsAreExported()
{
    const WindowDriver driver;
    drawAndCorrect(driver);
    driver.action("exportDrawingInk")->trigger();
    QTemporaryDir folder;
    driver.answerFileDialog(folder.filePath(QStringLiteral("mine.ndjson")));
    QTRY_VERIFY(driver.message().contains(QLatin1String("mine.ndjson")));
    const auto records = readInkFile(folder.filePath(QStringLiteral("mine.ndjson")).toStdString());
    QVERIFY(records && records->size() == 1);
    QCOMPARE(records->front().label, std::optional<std::string>("1"));
    QCOMPARE(records->front().ink.size(), std::size_t{1});

    driver.draw({{0.3, 0.7}, {0.6, 0.7}}); // the same 1 with a foot
    say(driver, 1);
    driver.action("exportDrawingImages")->trigger();
    driver.answerFileDialog(folder.filePath(QStringLiteral("images")));
    QTRY_VERIFY(driver.message().contains(QLatin1String("images")));
    const auto dataset = loadDataset(folder.filePath(QStringLiteral("images")).toStdString());
    QVERIFY2(dataset, dataset ? "" : dataset.error().detail.c_str());
    QCOMPARE(dataset->training.size() + dataset->test.size(), std::size_t{2});
    QCOMPARE(int(dataset->training.labels()[0]), 1);
}

/// With a data set of other things a message says so, and no lesson starts.
void TestWindowTeaching::anotherDataSetCantBeRehearsed()
{
    const WindowDriver driver;
    drawAndCorrect(driver);
    const QString letters = QDir(m_folder.path()).filePath(QStringLiteral("letters"));
    Dataset dataset;
    dataset.training = LabelledImages({28, 28}, std::vector<std::uint8_t>(784 * 2), {0, 25});
    dataset.test = dataset.training;
    AugmentedDatasetOptions once;
    once.copies = 1;
    QVERIFY(writeAugmented(dataset, once, letters.toStdString(),
        [](const AugmentedDatasetProgress&) { return true; }));
    driver.openData(letters);
    QTRY_VERIFY(driver.headline().contains(QLatin1String("letters"))
        || driver.detail().contains(QLatin1String("letters")));
    driver.action("learn")->trigger();
    QVERIFY2(driver.message().contains(QLatin1String("open its own data set")),
        qPrintable(driver.message()));
    QVERIFY(!isLearning(driver));
}

/// What doesn't fit buttons is searched for in a list; a network of other classes learns nothing
/// from digits.
void TestWindowTeaching::networksOfOtherThingsAreTaughtTheirClasses()
{
    const WindowDriver driver;
    drawAndCorrect(driver);
    QVERIFY(driver.action("learn")->isEnabled());
    Model clothes = readSafeTensors(NUMERAL_SOURCES "/resources/weights/mnist.safetensors").value();
    clothes.classes = {"T-shirt", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt",
        "Sneaker", "Bag", "Ankle boot"};
    clothes.kind = ClassKind::Things;
    const QString file = QDir(m_folder.path()).filePath(QStringLiteral("clothes.safetensors"));
    QVERIFY(exportModel(clothes, *findExportFormat("safetensors"), file.toStdString()));
    driver.window().openModel(file);
    QTRY_VERIFY(driver.window().findChild<QComboBox*>(QStringLiteral("itIsOther")) != nullptr);
    QVERIFY(!driver.action("learn")->isEnabled());
    auto* list = driver.find<QComboBox>("itIsOther");
    list->setFocus();
    QTest::keyClicks(list->lineEdit(), QStringLiteral("sneak"));
    QTest::keyClick(list->lineEdit(), Qt::Key_Return);
    QCOMPARE(driver.window().statusBar()->currentMessage(),
        QStringLiteral("Added to My drawings as “Sneaker”."));
    QVERIFY(driver.action("learn")->isEnabled());
    driver.action("useBundled")->trigger();
    QTRY_VERIFY(driver.window().findChild<QToolButton*>(QStringLiteral("itIs3")) != nullptr);
}

int main(int argc, char* argv[])
{
    return runInIsolatedHome<TestWindowTeaching>(argc, argv);
}
#include "tst_teaching.moc"
