// SPDX-License-Identifier: GPL-3.0-or-later
//
// A folder of pictures becomes a table: read, looked through, saved, and put on the canvas.

#include "window_driver.h"

#include "app/bundled_model.h"
#include "core/exchange/formats.h"
#include "ui/ink/ink_canvas.h"
#include "ui/ink/recognition_panel.h"
#include "ui/reading/read_pictures_dialog.h"

#include <QClipboard>
#include <QComboBox>
#include <QDropEvent>
#include <QFile>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPainter>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QTreeView>
#include <QUrl>

using namespace numeral;
using namespace numeral::ui;

namespace {

constexpr int timeout = 60'000;

/// The dialog, as its user sees it.
class Dialog {
public:
    explicit Dialog(const WindowDriver& driver)
        : m_driver(driver)
    {
        driver.action("readPictures")->trigger();
        m_window = driver.window().findChild<ReadPicturesDialog*>();
    }

    template <typename T>
    T* find(const char* name) const
    {
        return m_window->findChild<T*>(QLatin1String(name));
    }

    ReadPicturesDialog& window() const { return *m_window; }
    QString summary() const { return find<QLabel>("readingsSummary")->text(); }
    QString hint() const { return find<QLabel>("readingsHint")->text(); }
    QString note() const { return find<QLabel>("readingsNote")->text(); }
    bool isReading() const { return find<QPushButton>("cancelReading")->isVisible(); }
    void click(const char* button) const
    {
        QTest::mouseClick(find<QPushButton>(button), Qt::LeftButton);
    }

    /// Chooses a folder, and waits until it is read.
    void readFolder(const QString& folder) const
    {
        click("chooseFolder");
        m_driver.answerFileDialog(folder);
        QVERIFY(QTest::qWaitFor([this] { return !isReading(); }, timeout));
    }

    QTreeView& table() const { return *find<QTreeView>("readings"); }
    int rows() const { return table().model()->rowCount(); }
    QString cell(int row, int column) const
    {
        return table().model()->index(row, column).data().toString();
    }

    /// Picture and reading of each row: "3.png 3".
    QStringList shown() const
    {
        QStringList lines;
        for (int row = 0; row < rows(); ++row) {
            lines.append(cell(row, 0) + QLatin1Char(' ') + cell(row, 1));
        }
        return lines;
    }

    void show(const QString& state) const
    {
        auto* box = find<QComboBox>("shownReadings");
        box->setCurrentIndex(box->findText(state));
    }

private:
    const WindowDriver& m_driver;
    ReadPicturesDialog* m_window = nullptr;
};

/// Two strokes that are no digit.
QImage cross()
{
    QImage sheet(120, 120, QImage::Format_RGB32);
    sheet.fill(Qt::white);
    QPainter painter(&sheet);
    painter.setPen(QPen(Qt::black, 10));
    painter.drawLine(20, 20, 100, 100);
    painter.drawLine(100, 20, 20, 100);
    return sheet;
}

void copyPicture(const char* name, const QString& to)
{
    QVERIFY(
        QFile::copy(QStringLiteral(NUMERAL_SOURCES "/tests/pictures/") + QLatin1String(name), to));
}

} // namespace

class TestWindowReadPictures : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { QSettings().clear(); }
    void aFolderBecomesATable();
    void thumbnailsFollow();
    void rowsAreFilteredSearchedAndSorted();
    void aRowIsPutOnTheCanvas();
    void theTableIsSaved();
    void aTableThatCannotBeSavedSaysWhy();
    void rowsAreCopiedForASpreadsheet();
    void somePicturesAreRead();
    void whatIsDroppedIsRead();
    void whereNothingIsThatIsSaid();
    void cancelKeepsWhatIsRead();
    void closingTheDialogStopsAndKeepsTheRows();
    void theWindowClosesInMidReading();
    void readsWhileANetworkIsTrained();
    void aThingIsReadAsOne();

private:
    QString file(const char* name) const { return m_folder.filePath(QLatin1String(name)); }

    /// So many large pictures that reading them takes minutes.
    QString manyPictures() const;

    QTemporaryDir m_folder;
};

void TestWindowReadPictures::initTestCase()
{
    QDir folder(m_folder.path());
    QVERIFY(folder.mkpath(QStringLiteral("scans/b")) && folder.mkpath(QStringLiteral("empty")));
    copyPicture("thin3.png", file("scans/10.png"));
    copyPicture("underlined7.png", file("scans/9.png"));
    copyPicture("box-line4.png", file("scans/b/line.png"));
    copyPicture("blanknoise1.jpg", file("scans/blank.jpg"));
    copyPicture("cut50.jpg", file("scans/cut.jpg"));
    QVERIFY(cross().save(file("scans/cross.png")));
    QFile notes(file("scans/notes.txt"));
    QVERIFY(notes.open(QIODevice::WriteOnly));
}

QString TestWindowReadPictures::manyPictures() const
{
    QImage page(1600, 1600, QImage::Format_RGB32);
    page.fill(Qt::white);
    QPainter painter(&page);
    for (int i = 0; i < 64; ++i) {
        painter.drawImage(40 + 190 * (i % 8), 40 + 190 * (i / 8), cross());
    }
    painter.end();
    page.save(file("page.png"));
    QDir(m_folder.path()).mkdir(QStringLiteral("many"));
    for (int i = 0; i < 5000; ++i) {
        QFile::link(file("page.png"), file("many/%1.png").arg(i));
    }
    return file("many");
}

void TestWindowReadPictures::aFolderBecomesATable()
{
    const WindowDriver driver;
    const Dialog dialog(driver);
    QVERIFY(dialog.window().isVisible());
    QVERIFY(dialog.hint().startsWith(QStringLiteral("Choose a folder or pictures")));
    QVERIFY(!dialog.find<QPushButton>("saveReadings")->isEnabled());
    dialog.readFolder(file("scans"));
    QCOMPARE(dialog.rows(), 6);
    const QStringList shown = dialog.shown();
    QCOMPARE(shown[0], QStringLiteral("9.png 7"));
    QCOMPARE(shown[1], QStringLiteral("10.png 3"));
    QVERIFY(shown.contains(QStringLiteral("b/line.png 39842")));
    QVERIFY(shown.contains(QStringLiteral("blank.jpg no digits found")));
    QVERIFY(shown.contains(QStringLiteral("cut.jpg can't be read")));
    QCOMPARE(dialog.cell(0, 3), QStringLiteral("yes"));
    QVERIFY(dialog.cell(0, 2).endsWith(QLatin1Char('%')));
    QCOMPARE(dialog.summary(),
        QStringLiteral("6 pictures, read with the built-in network: sure of 3, not sure of 1, no "
                       "digits found in 1, 1 can't be read."));
    QVERIFY2(
        dialog.note().contains(QStringLiteral("cut.jpg” is damaged")), qPrintable(dialog.note()));
    QVERIFY(dialog.hint().isEmpty());
}

void TestWindowReadPictures::thumbnailsFollow()
{
    const WindowDriver driver;
    const Dialog dialog(driver);
    dialog.readFolder(file("scans"));
    const auto isInked = [&dialog] {
        const auto image
            = dialog.table().model()->index(0, 0).data(Qt::DecorationRole).value<QImage>();
        return image.pixelColor(image.rect().center()).alpha() == 255;
    };
    QTRY_VERIFY(isInked());
}

void TestWindowReadPictures::rowsAreFilteredSearchedAndSorted()
{
    const WindowDriver driver;
    const Dialog dialog(driver);
    dialog.readFolder(file("scans"));
    dialog.show(QStringLiteral("Not sure"));
    QCOMPARE(dialog.rows(), 1);
    QCOMPARE(dialog.cell(0, 0), QStringLiteral("cross.png"));
    QCOMPARE(dialog.cell(0, 3), QStringLiteral("no"));
    dialog.show(QStringLiteral("Can't be read"));
    QCOMPARE(dialog.shown(), QStringList(QStringLiteral("cut.jpg can't be read")));
    dialog.show(QStringLiteral("All pictures"));
    auto* search = dialog.find<QLineEdit>("searchReadings");
    QTest::keyClicks(search, QStringLiteral("398"));
    QCOMPARE(dialog.shown(), QStringList(QStringLiteral("b/line.png 39842")));
    QTest::keyClicks(search, QStringLiteral("x"));
    QCOMPARE(dialog.rows(), 0);
    QCOMPARE(dialog.hint(), QStringLiteral("No picture matches."));
    QVERIFY(!dialog.find<QPushButton>("copyReadings")->isEnabled());
    search->clear();
    dialog.table().sortByColumn(1, Qt::DescendingOrder);
    const QStringList down = dialog.shown();
    QVERIFY(down.indexOf(QStringLiteral("b/line.png 39842"))
        < down.indexOf(QStringLiteral("9.png 7"))); // by number: 39842, 7, 3
    QVERIFY(down.indexOf(QStringLiteral("9.png 7")) < down.indexOf(QStringLiteral("10.png 3")));
    dialog.table().sortByColumn(0, Qt::AscendingOrder);
    QCOMPARE(dialog.cell(0, 0), QStringLiteral("9.png")); // before 10
}

void TestWindowReadPictures::aRowIsPutOnTheCanvas()
{
    const WindowDriver driver;
    const Dialog dialog(driver);
    dialog.readFolder(file("scans"));
    auto* panel = driver.window().findChild<RecognitionPanel*>();
    QTreeView& table = dialog.table();
    table.setCurrentIndex(table.model()->index(1, 0));
    QTest::keyClick(&table, Qt::Key_Return);
    QTRY_COMPARE(panel->text(), QStringLiteral("3"));
    QVERIFY(panel->canvas()->hasPicture());
    const QPoint first = table.visualRect(table.model()->index(0, 1)).center();
    QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, first);
    QTest::mouseDClick(table.viewport(), Qt::LeftButton, {}, first);
    QTRY_COMPARE(panel->text(), QStringLiteral("7"));
    dialog.show(QStringLiteral("Can't be read"));
    table.setCurrentIndex(table.model()->index(0, 0));
    QTest::keyClick(&table, Qt::Key_Return);
    QTRY_VERIFY(dialog.note().contains(QStringLiteral("cut.jpg")));
    QCOMPARE(panel->text(), QStringLiteral("7"));
    QVERIFY(dialog.window().isVisible()); // it stays for the next row
}

void TestWindowReadPictures::theTableIsSaved()
{
    const WindowDriver driver;
    const Dialog dialog(driver);
    dialog.readFolder(file("scans"));
    dialog.show(QStringLiteral("Sure"));
    dialog.click("saveReadings");
    driver.answerFileDialog(file("saved.csv"));
    QTRY_VERIFY(dialog.note().contains(QStringLiteral("saved.csv")));
    auto* note = dialog.find<QLabel>("readingsNote");
    QTRY_VERIFY(note->height() < 2 * note->fontMetrics().lineSpacing());
    QFile saved(file("saved.csv"));
    QVERIFY(saved.open(QIODevice::ReadOnly));
    const QList<QByteArray> lines = saved.readAll().split('\n');
    QCOMPARE(lines.size(), 8); // all pictures, whatever is shown; the last line ends, too
    QCOMPARE(lines[0], QByteArray("file,reading,probability,sure"));
    QVERIFY(lines[1].startsWith("9.png,7,") && lines[1].endsWith(",yes"));
    QVERIFY(lines.contains("blank.jpg,,,no") && lines.contains("cut.jpg,,,no"));
}

void TestWindowReadPictures::aTableThatCannotBeSavedSaysWhy()
{
    const WindowDriver driver;
    const Dialog dialog(driver);
    dialog.readFolder(file("scans"));
    QVERIFY(QDir(m_folder.path()).mkdir(QStringLiteral("gone")));
    dialog.click("saveReadings");
    QVERIFY(QDir(m_folder.path()).rmdir(QStringLiteral("gone")));
    driver.answerFileDialog(file("gone/saved.csv"));
    QTRY_VERIFY2(dialog.note().contains(QStringLiteral("gone")), qPrintable(dialog.note()));
    QVERIFY(driver.message().contains(QStringLiteral("gone")));
}

void TestWindowReadPictures::rowsAreCopiedForASpreadsheet()
{
    const WindowDriver driver;
    const Dialog dialog(driver);
    dialog.readFolder(file("scans"));
    dialog.show(QStringLiteral("Sure"));
    dialog.click("copyReadings");
    const QStringList lines = QGuiApplication::clipboard()->text().split(QLatin1Char('\n'));
    QCOMPARE(lines[0], QStringLiteral("file\treading\tprobability\tsure"));
    QCOMPARE(lines.size(), 5); // three rows are shown, and the last line ends
    QVERIFY(lines[1].startsWith(QStringLiteral("9.png\t7\t")));
    QCOMPARE(dialog.note(), QStringLiteral("Copied 3 rows."));
    dialog.table().setCurrentIndex(dialog.table().model()->index(1, 0));
    dialog.table().setFocus();
    QTest::keyClick(&dialog.table(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(dialog.note(), QStringLiteral("Copied 1 row."));
    QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("\n10.png\t3\t")));
}

void TestWindowReadPictures::somePicturesAreRead()
{
    const WindowDriver driver;
    const Dialog dialog(driver);
    dialog.click("choosePictures");
    driver.answerFileDialog(
        QStringLiteral("\"%1\" \"%2\"").arg(file("scans/10.png"), file("scans/9.png")));
    QTRY_COMPARE_WITH_TIMEOUT(dialog.shown(),
        QStringList({QStringLiteral("9.png 7"), QStringLiteral("10.png 3")}), timeout);
}

void TestWindowReadPictures::whatIsDroppedIsRead()
{
    const WindowDriver driver;
    const Dialog dialog(driver);
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(file("scans/b"))});
    QDragEnterEvent entered({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(&dialog.window(), &entered);
    QVERIFY(entered.isAccepted());
    QDropEvent event({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(&dialog.window(), &event);
    QTRY_COMPARE_WITH_TIMEOUT(
        dialog.shown(), QStringList(QStringLiteral("line.png 39842")), timeout);
}

void TestWindowReadPictures::whereNothingIsThatIsSaid()
{
    const WindowDriver driver;
    const Dialog dialog(driver);
    dialog.readFolder(file("scans/b"));
    QCOMPARE(dialog.rows(), 1);
    dialog.readFolder(file("empty"));
    QCOMPARE(dialog.rows(), 0);
    QVERIFY2(dialog.hint().startsWith(QStringLiteral("There are no pictures in")),
        qPrintable(dialog.hint()));
    QVERIFY(dialog.summary().isEmpty());
    dialog.readFolder(file("scans/b"));
    QCOMPARE(dialog.rows(), 1);
}

void TestWindowReadPictures::cancelKeepsWhatIsRead()
{
    const WindowDriver driver;
    const Dialog dialog(driver);
    dialog.click("chooseFolder");
    driver.answerFileDialog(manyPictures());
    QTRY_VERIFY_WITH_TIMEOUT(dialog.rows() > 0, timeout);
    QVERIFY(dialog.summary().contains(QStringLiteral("of 5000 pictures")));
    QVERIFY(!dialog.find<QPushButton>("saveReadings")->isEnabled());
    dialog.click("cancelReading");
    QVERIFY(!dialog.isReading());
    const int rows = dialog.rows();
    QVERIFY(rows < 5000);
    QVERIFY2(dialog.summary().startsWith(QStringLiteral("Stopped after ")),
        qPrintable(dialog.summary()));
    QVERIFY(dialog.find<QPushButton>("saveReadings")->isEnabled());
    dialog.readFolder(file("scans/b")); // and another folder is read at once
    QCOMPARE(dialog.shown(), QStringList(QStringLiteral("line.png 39842")));
}

void TestWindowReadPictures::closingTheDialogStopsAndKeepsTheRows()
{
    const WindowDriver driver;
    const Dialog dialog(driver);
    dialog.click("chooseFolder");
    driver.answerFileDialog(file("many"));
    QTRY_VERIFY_WITH_TIMEOUT(dialog.rows() > 0, timeout);
    QTest::keyClick(&dialog.window(), Qt::Key_Escape);
    QVERIFY(!dialog.window().isVisible());
    const int rows = dialog.rows();
    const Dialog again(driver);
    QVERIFY(again.window().isVisible() && !again.isReading());
    QCOMPARE(again.rows(), rows);
    QVERIFY(again.summary().startsWith(QStringLiteral("Stopped after ")));
}

void TestWindowReadPictures::theWindowClosesInMidReading()
{
    const WindowDriver driver;
    const Dialog dialog(driver);
    dialog.click("chooseFolder");
    driver.answerFileDialog(file("many"));
    QTRY_VERIFY_WITH_TIMEOUT(dialog.rows() > 0, timeout);
    driver.window().close();
    QVERIFY(!driver.isOpen());
}

void TestWindowReadPictures::readsWhileANetworkIsTrained()
{
    const WindowDriver driver;
    driver.set("patience", 0);
    driver.clickTrain();
    QTRY_VERIFY_WITH_TIMEOUT(driver.epoch() > 0, timeout);
    const Dialog dialog(driver);
    dialog.readFolder(file("scans"));
    QCOMPARE(dialog.rows(), 6);
    QVERIFY2(dialog.summary().contains(QStringLiteral("the network that is being trained")),
        qPrintable(dialog.summary()));
    driver.action("stop")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(driver.headline().contains(QLatin1String("correct")), timeout);
}

/// A page of five digits is one thing to a network of things.
void TestWindowReadPictures::aThingIsReadAsOne()
{
    Model things = bundledModel().value();
    things.kind = ClassKind::Things;
    things.calibration = {};
    for (std::string& name : things.classes) {
        name.insert(0, "thing ");
    }
    const QString model = file("things.safetensors");
    QVERIFY(exportModel(things, modelFormat(), model.toStdString()));
    WindowDriver driver;
    driver.window().openModel(model);
    QTRY_VERIFY(driver.message().contains(QStringLiteral("things.safetensors")));
    const Dialog dialog(driver);
    dialog.readFolder(file("scans/b"));
    QVERIFY2(things.classes.end()
            != std::find(
                things.classes.begin(), things.classes.end(), dialog.cell(0, 1).toStdString()),
        qPrintable(dialog.cell(0, 1)));
    QVERIFY(dialog.summary().contains(QStringLiteral("things.safetensors")));
}

int main(int argc, char* argv[])
{
    return runInIsolatedHome<TestWindowReadPictures>(argc, argv);
}

#include "tst_read_pictures.moc"
