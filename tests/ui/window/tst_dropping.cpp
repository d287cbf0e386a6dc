// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tests what is dropped on the window and pasted into it, and what a file that fails leaves behind.
#include "window_driver.h"

#include "app/bundled_model.h"
#include "core/exchange/formats.h"
#include "ui/charts/learning_curves.h"
#include "ui/data/data_panel.h"
#include "ui/ink/ink_canvas.h"

#include <QClipboard>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QLabel>
#include <QMimeData>
#include <QPainter>
#include <QSettings>
#include <QStatusBar>
#include <QToolButton>

using namespace numeral;
using namespace numeral::ui;

namespace {

QImage pictureOfOne()
{
    QImage picture(300, 200, QImage::Format_RGB32);
    picture.fill(Qt::white);
    QPainter(&picture).fillRect(140, 20, 18, 160, Qt::black);
    return picture;
}

/// Drops files beside the canvas.
void drop(const WindowDriver& driver, const QStringList& files)
{
    QMimeData data;
    QList<QUrl> urls;
    for (const QString& file : files) {
        urls.append(QUrl::fromLocalFile(file));
    }
    data.setUrls(urls);
    QDragEnterEvent enter({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(&driver.window(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent event({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(&driver.window(), &event);
}

} // namespace

class TestWindowDropping : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void modelsAreOpened();
    void modelsWaitForTheEndOfARun();
    void dataFoldersAreOpened();
    void inkFilesDroppedTogetherAreOneDataSet();
    void picturesAreRead();
    void picturesArePastedWhateverHasTheFocus();
    void textGoesIntoTextFields();
    void anErrorLeavesWhenTheNextThingSucceeds();
    void aDamagedModelOnTheCommandLineKeepsTheLast();
    void digitKeysShowTestImages();

private:
    QString file(const char* name) const { return m_folder.filePath(QLatin1String(name)); }
    QString damagedModel() const;

    QTemporaryDir m_folder;
    QString m_model;
};

void TestWindowDropping::init()
{
    QSettings().clear();
    m_model = file("dropped.safetensors");
    QVERIFY(exportModel(bundledModel().value(), modelFormat(), m_model.toStdString()));
    QVERIFY(pictureOfOne().save(file("one.png")));
}

QString TestWindowDropping::damagedModel() const
{
    QFile damaged(file("damaged.safetensors"));
    return damaged.open(QIODevice::WriteOnly) && damaged.write("no model at all") > 0
        ? damaged.fileName()
        : QString();
}

void TestWindowDropping::modelsAreOpened()
{
    const WindowDriver driver;
    drop(driver, {m_model});
    QTRY_VERIFY(driver.message().contains(QLatin1String("Opened")));
    QVERIFY(driver.find<QToolButton>("readOwn")->isChecked());
    QVERIFY(driver.window().findChild<InkCanvas*>()->isEmpty());
}

void TestWindowDropping::modelsWaitForTheEndOfARun()
{
    const WindowDriver driver;
    driver.set("patience", 0);
    driver.clickTrain();
    QTRY_VERIFY_WITH_TIMEOUT(driver.epoch() >= 1, 30'000);
    drop(driver, {m_model});
    QVERIFY2(driver.message().startsWith(QLatin1String("Nothing was opened")),
        qPrintable(driver.message()));
    QVERIFY(driver.epoch() >= 1);
}

void TestWindowDropping::dataFoldersAreOpened()
{
    const WindowDriver driver;
    const QString mnist = qEnvironmentVariable("XDG_DATA_HOME") + QStringLiteral("/numeral/mnist");
    drop(driver, {mnist});
    auto* list = driver.find<QComboBox>("datasets");
    QTRY_COMPARE(list->currentText(), QStringLiteral("mnist"));
    drop(driver, {m_folder.path()});
    QTRY_VERIFY2(driver.message().contains(QLatin1String("images")), qPrintable(driver.message()));
}

/// They are copied, since they may come from a stick, and may have the same name.
void TestWindowDropping::inkFilesDroppedTogetherAreOneDataSet()
{
    const WindowDriver driver;
    QStringList files;
    for (const char* writer : {"ada", "bob"}) {
        const QDir folder(file(writer));
        QVERIFY(folder.mkpath(QStringLiteral(".")));
        files.append(folder.filePath(QStringLiteral("my-drawings.ndjson")));
        QFile ink(files.last());
        QVERIFY(ink.open(QIODevice::WriteOnly));
        for (const char* label : {"1", "7", "1", "7"}) {
            ink.write(QByteArray("{\"label\":") + label + ",\"strokes\":[[[0,0],[1,1]]]}\n");
        }
    }
    drop(driver, files);
    auto* list = driver.find<QComboBox>("datasets");
    QTRY_COMPARE(list->currentText(), QStringLiteral("2 files"));
    const auto* data = driver.window().findChild<DataPanel*>();
    QTRY_VERIFY(data->dataset() != nullptr && data->dataset()->name == "2 files");
    QCOMPARE(data->dataset()->training.size() + data->dataset()->test.size(), std::size_t{8});
    QVERIFY(data->dataset()->writers.areApart);
}

void TestWindowDropping::picturesAreRead()
{
    const WindowDriver driver;
    drop(driver, {file("one.png")});
    QTRY_COMPARE(driver.answer(), 1);
}

void TestWindowDropping::picturesArePastedWhateverHasTheFocus()
{
    const WindowDriver driver;
    QGuiApplication::clipboard()->setImage(pictureOfOne());
    for (const char* name : {"batchSize", "learningRate", "presets", "trainButton"}) {
        auto* field = driver.find<QWidget>(name);
        field->setFocus();
        QTest::keySequence(field, QKeySequence::Paste);
        const auto* canvas = driver.window().findChild<InkCanvas*>();
        QVERIFY2(canvas->hasPicture(), name);
        driver.window().findChild<InkCanvas*>()->clear();
    }
}

void TestWindowDropping::textGoesIntoTextFields()
{
    const WindowDriver driver;
    QGuiApplication::clipboard()->setText(QStringLiteral("250"));
    auto* batchSize = driver.find<QSpinBox>("batchSize");
    batchSize->setFocus();
    batchSize->selectAll();
    QTest::keySequence(batchSize, QKeySequence::Paste);
    QTest::keyClick(batchSize, Qt::Key_Return);
    QCOMPARE(batchSize->value(), 250);
    QVERIFY(driver.window().findChild<InkCanvas*>()->isEmpty());
}

void TestWindowDropping::anErrorLeavesWhenTheNextThingSucceeds()
{
    const WindowDriver driver;
    const QString damaged = damagedModel();
    drop(driver, {damaged});
    QTRY_VERIFY(driver.message().contains(QLatin1String("damaged.safetensors")));
    drop(driver, {file("one.png")});
    QTRY_COMPARE(driver.message(), QString());
}

void TestWindowDropping::aDamagedModelOnTheCommandLineKeepsTheLast()
{
    const QString damaged = damagedModel();
    QSettings().setValue(QStringLiteral("model/last"), m_model);
    MainWindow window(bundledModel().value(), bundledModel(Bundled::Letters).value(), &loadEngine);
    window.openModel(damaged); // as app/main.cpp does
    window.show();
    const auto* own = window.findChild<QToolButton*>(QStringLiteral("readOwn"));
    QTRY_VERIFY(own->isVisible());
    QVERIFY(own->isChecked());
    QCOMPARE(QSettings().value(QStringLiteral("model/last")).toString(), m_model);
}

void TestWindowDropping::digitKeysShowTestImages()
{
    const WindowDriver driver;
    const auto* canvas = driver.window().findChild<InkCanvas*>();
    driver.find<QWidget>("trainButton")->setFocus();
    QTest::keyClick(driver.find<QWidget>("trainButton"), Qt::Key_7);
    QTRY_COMPARE(driver.answer(), 7);
    const QImage first = canvas->content().picture;
    QVERIFY(driver.window().statusBar()->currentMessage().contains(QLatin1String("labelled 7")));
    QTest::keyClick(driver.find<QWidget>("trainButton"), Qt::Key_7);
    QVERIFY(canvas->content().picture != first);
    QTest::keyClick(driver.find<QWidget>("trainButton"), Qt::Key_2);
    QTRY_COMPARE(driver.answer(), 2);

    // In the curves, 0 shows all epochs.
    const QImage shown = canvas->content().picture;
    driver.set("epochs", 4);
    driver.clickTrain();
    QTRY_VERIFY_WITH_TIMEOUT(driver.headline().contains(QLatin1String("correct")), 60'000);
    auto* curves = driver.window().findChild<LearningCurves*>();
    curves->setFocus();
    QTest::keyClick(curves, Qt::Key_Plus);
    QTRY_VERIFY(curves->isZoomed());
    QTest::keyClick(curves, Qt::Key_0);
    QTRY_VERIFY(!curves->isZoomed());
    QCOMPARE(canvas->content().picture, shown);

    // In a text field they are figures.
    const QImage two = canvas->content().picture;
    driver.set("batchSize", 340);
    QCOMPARE(canvas->content().picture, two);
}

int main(int argc, char* argv[])
{
    return runInIsolatedHome<TestWindowDropping>(argc, argv);
}
#include "tst_dropping.moc"
