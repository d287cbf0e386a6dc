// SPDX-License-Identifier: GPL-3.0-or-later
#include "../../support/picture_folders.h"
#include "window_driver.h"

#include "tests/core/data/idx_dataset.h"
#include "ui/data/data_panel.h"
#include "ui/data/look_note.h"
#include "ui/data/open_data_dialog.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QPushButton>

using namespace numeral;
using namespace numeral::ui;
using namespace numeral::test;

/// The one dialog for data, and what it opens.
class TestOpenData : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aFolderOfPicturesIsOpened();
    void theDialogSaysWhatItFinds_data();
    void theDialogSaysWhatItFinds();
    void oneOfSeveralIsChosen();
    void filesAndFoldersCanBePicked();
    void filesCanBeDroppedOnTheDialog();
    void aFilesUrlCanBePasted();
    void filesCanBeDroppedOnTheWindow();
    void openingIsShownAndCanBeCancelled();
    void dataThatAreGoneGiveWayToMnist();

private:
    QString file(const char* name) const { return m_folder.filePath(QLatin1String(name)); }

    QTemporaryDir m_folder;
    Dataset m_mnist;
    QStringList m_names{QStringLiteral("zero"), QStringLiteral("one"), QStringLiteral("two"),
        QStringLiteral("three"), QStringLiteral("four"), QStringLiteral("five"),
        QStringLiteral("six"), QStringLiteral("seven"), QStringLiteral("eight"),
        QStringLiteral("nine")};
};

namespace {

DataPanel& panel(const WindowDriver& driver)
{
    return *driver.window().findChild<DataPanel*>();
}

QString nameOfData(const WindowDriver& driver)
{
    const auto& dataset = panel(driver).dataset();
    return dataset ? QString::fromStdString(dataset->name) : QString();
}

OpenDataDialog& openDialog(const WindowDriver& driver)
{
    driver.action("openData")->trigger();
    return *driver.window().findChild<OpenDataDialog*>();
}

QLineEdit& pathField(const OpenDataDialog& dialog)
{
    return *dialog.findChild<QLineEdit*>(QStringLiteral("dataPath"));
}

QString found(const OpenDataDialog& dialog)
{
    return dialog.findChild<QLabel*>(QStringLiteral("foundData"))->text();
}

void drop(QWidget& target, const QString& file)
{
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(file)});
    QDragEnterEvent enter({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(&target, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent event({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(&target, &event);
}

void write(const QString& path, const QByteArray& content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

} // namespace

void TestOpenData::initTestCase()
{
    const Result<Dataset> mnist = loadDataset("mnist");
    QVERIFY2(mnist, mnist ? "" : mnist.error().detail.c_str());
    m_mnist = *mnist;
    m_mnist.training = firstImages(mnist->training, 1000);
    m_mnist.test = firstImages(mnist->test, 100);
    writePictures(m_mnist.training, m_names, file("pictures"),
        {QStringLiteral("png"), 2, 0xFFFFFFFF, 0xFF000000, 0});
    write(file("train.csv"), "label,a,b,c,d\n0,1,2,3,4\n1,1,2,3,4\n0,1,2,3,4\n1,1,2,3,4\n");
    QVERIFY(QDir().mkpath(file("empty")));
}

void TestOpenData::aFolderOfPicturesIsOpened()
{
    const QString damaged
        = file("pictures/nine/a name of a picture that is damaged and very long.png");
    write(damaged, "x");
    const WindowDriver driver;
    const int width = panel(driver).width();
    driver.openData(file("pictures"));
    QTRY_COMPARE(nameOfData(driver), QStringLiteral("pictures"));
    const Dataset& dataset = *panel(driver).dataset();
    QCOMPARE(dataset.classes.front(), std::string("eight"));
    QCOMPARE(dataset.training.size() + dataset.test.size(), std::size_t(1000));
    QVERIFY(driver.window().findChild<LookNote*>()->isVisible()); // dark on light, inverted
    const QString remarks = driver.find<QLabel>("datasetRemarks")->text();
    QVERIFY2(remarks.contains(QStringLiteral("set aside for testing")), qPrintable(remarks));
    QVERIFY(panel(driver).width() <= width); // however long a path is
    driver.trainShortly();
    QVERIFY(driver.headline().contains(QStringLiteral("pictures")));
    driver.drawOne();
    QCOMPARE(driver.probabilities().size(), std::size_t(10));
    QTRY_VERIFY(driver.window().close()); // as soon as the weights are saved

    // The next start opens it again.
    const WindowDriver again;
    QTRY_COMPARE(nameOfData(again), QStringLiteral("pictures"));
    QVERIFY(QFile::remove(damaged));
}

void TestOpenData::theDialogSaysWhatItFinds_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("sentence");
    QTest::addColumn<bool>("isData");
    QTest::newRow("pictures") << file("pictures")
                              << QStringLiteral("Found: pictures – 1000 pictures in 10 classes")
                              << true;
    QTest::newRow("a table") << file("train.csv") << QStringLiteral("a CSV table") << true;
    QTest::newRow("nothing") << file("empty") << QStringLiteral("no files found") << false;
    QTest::newRow("not there") << file("absent") << QStringLiteral("does not exist") << false;
}

void TestOpenData::theDialogSaysWhatItFinds()
{
    QFETCH(QString, path);
    QFETCH(QString, sentence);
    QFETCH(bool, isData);
    const WindowDriver driver;
    OpenDataDialog& dialog = openDialog(driver);
    auto* open = dialog.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Open);
    QVERIFY(!open->isEnabled());
    pathField(dialog).setText(path);
    QTRY_VERIFY2(found(dialog).contains(sentence), qPrintable(found(dialog)));
    QCOMPARE(open->isEnabled(), isData);
    QTest::keyClick(&dialog, Qt::Key_Escape);
    QTRY_VERIFY(driver.window().findChild<OpenDataDialog*>() == nullptr);
    QVERIFY(driver.action("train")->isEnabled()); // MNIST stays
}

void TestOpenData::oneOfSeveralIsChosen()
{
    writeIdxDataset(m_mnist, file("several"), {}, QStringLiteral("one-"));
    writeIdxDataset(m_mnist, file("several"), {}, QStringLiteral("two-"));
    const WindowDriver driver;
    OpenDataDialog& dialog = openDialog(driver);
    pathField(dialog).setText(file("several"));
    auto* list = dialog.findChild<QListWidget*>(QStringLiteral("foundDataSets"));
    QTRY_VERIFY(list->isVisible());
    QCOMPARE(list->count(), 2);
    list->setCurrentRow(1);
    QTest::keyClick(list, Qt::Key_Return);
    QTRY_COMPARE(nameOfData(driver), QStringLiteral("two"));
}

void TestOpenData::filesAndFoldersCanBePicked()
{
    const WindowDriver driver;
    OpenDataDialog& dialog = openDialog(driver);
    for (const auto& [button, path] :
        {std::pair("chooseFile", file("train.csv")), std::pair("chooseFolder", file("pictures"))}) {
        QTest::mouseClick(dialog.findChild<QPushButton*>(QLatin1String(button)), Qt::LeftButton);
        driver.answerFileDialog(path);
        QTRY_COMPARE(pathField(dialog).text(), path);
    }
    QTRY_VERIFY(found(dialog).contains(QStringLiteral("1000 pictures")));
}

void TestOpenData::filesCanBeDroppedOnTheDialog()
{
    const WindowDriver driver;
    OpenDataDialog& dialog = openDialog(driver);
    drop(dialog, file("train.csv"));
    QCOMPARE(pathField(dialog).text(), file("train.csv"));
    drop(pathField(dialog), file("pictures"));
    QCOMPARE(pathField(dialog).text(), file("pictures"));
}

/// As a file manager copies it.
void TestOpenData::aFilesUrlCanBePasted()
{
    const WindowDriver driver;
    OpenDataDialog& dialog = openDialog(driver);
    QApplication::clipboard()->setText(QUrl::fromLocalFile(file("pictures")).toString());
    pathField(dialog).paste();
    QTRY_VERIFY(found(dialog).contains(QStringLiteral("1000 pictures")));
    QTest::keyClick(&pathField(dialog), Qt::Key_Return);
    QTRY_COMPARE(nameOfData(driver), QStringLiteral("pictures"));
}

void TestOpenData::filesCanBeDroppedOnTheWindow()
{
    const WindowDriver driver;
    drop(driver.window(), file("pictures"));
    QTRY_COMPARE(nameOfData(driver), QStringLiteral("pictures"));
    drop(driver.window(), file("train.csv"));
    QTRY_COMPARE(panel(driver).dataset()->classes.size(), std::size_t(2));
}

void TestOpenData::openingIsShownAndCanBeCancelled()
{
    writePictures(m_mnist.training, m_names, file("slow"),
        {QStringLiteral("png"), 20, 0xFF000000, 0xFFFFFFFF, 0});
    const WindowDriver driver;
    QTRY_VERIFY(panel(driver).dataset());
    const QString before = nameOfData(driver);
    driver.openData(file("slow"));
    auto* cancel = driver.find<QPushButton>("cancelOpening");
    QTRY_VERIFY(cancel->isVisible());
    QTest::mouseClick(cancel, Qt::LeftButton);
    QVERIFY(!cancel->isVisible());
    QVERIFY(!panel(driver).isLoading());
    QCOMPARE(nameOfData(driver), before);
    QVERIFY(driver.action("train")->isEnabled());
}

/// The data set that was open last was on a stick, which isn't there at the next start.
void TestOpenData::dataThatAreGoneGiveWayToMnist()
{
    QTemporaryDir stick;
    {
        QFile ink(stick.filePath(QStringLiteral("ada.ndjson")));
        QVERIFY(ink.open(QIODevice::WriteOnly));
        for (const char* label : {"1", "7", "1", "7"}) {
            ink.write(QByteArray("{\"label\":") + label + ",\"strokes\":[[[0,0],[1,1]]]}\n");
        }
    }
    {
        const WindowDriver driver;
        driver.openData(stick.path());
        QTRY_COMPARE(nameOfData(driver), QStringLiteral("ada"));
    }
    QVERIFY(stick.remove());
    const WindowDriver next;
    QCOMPARE(nameOfData(next), QStringLiteral("MNIST"));
    QVERIFY2(next.message().contains(stick.path()), qPrintable(next.message()));
}

int main(int argc, char* argv[])
{
    return runInIsolatedHome<TestOpenData>(argc, argv);
}
#include "tst_open_data.moc"
