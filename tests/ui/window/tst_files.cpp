// SPDX-License-Identifier: GPL-3.0-or-later
#include "window_driver.h"

#include "app/bundled_model.h"
#include "core/exchange/safetensors.h"
#include "ui/data/data_panel.h"
#include "ui/ink/recognition_panel.h"
#include "ui/window/run_keeper.h"

#include <QAction>
#include <QComboBox>
#include <QImage>
#include <QLabel>
#include <QPainter>
#include <QSettings>
#include <QThreadPool>
#include <QToolButton>

using namespace numeral;

class TestWindowFiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QSettings().clear(); }
    void savesAndOpensAModel();
    void opensAPictureOfDigits();
    void aDamagedPictureIsRefused();
    void exportsEveryFormat_data();
    void exportsEveryFormat();
    void aFailedSaveSaysWhyAndChangesNothing();
    void aDamagedModelIsRefusedAndChangesNothing();
    void aFolderWithoutDataIsRefusedAndChangesNothing();
    void choosesFashionFromTheList();
    void aChoiceTakenBackChangesNothing();
    void nothingIsTrainedWhileDataIsOnItsWay();
    void savingInMidTrainingSavesTheBestSoFar();
    void theBuiltInModelIsRemembered();
    void aRunThatIsBeingWrittenGivesWay();
    void aDamagedModelIsOpenedOnlyOnce();
    void theBuiltInWeightsComeBack();

private:
    QString file(const QString& name) const { return m_folder.filePath(name); }

    QTemporaryDir m_folder;
};

void TestWindowFiles::savesAndOpensAModel()
{
    const WindowDriver driver;
    driver.trainShortly();
    driver.drawOne();
    const std::vector<float> trained = driver.probabilities();
    const QString model = file(QStringLiteral("mine.safetensors"));
    driver.action("saveModel")->trigger();
    driver.answerFileDialog(model);
    QTRY_VERIFY(driver.message().contains(QLatin1String("mine.safetensors")));

    driver.action("useBundled")->trigger();
    QVERIFY(driver.probabilities() != trained);
    driver.action("openModel")->trigger();
    driver.answerFileDialog(model);
    QTRY_COMPARE(driver.probabilities(), trained);
    const Result<Model> read = readSafeTensors(model.toStdString());
    QVERIFY(read);
    QCOMPARE(read->weights->architecture().hidden(), (std::vector<std::size_t>{16}));
}

/// A page with two of MNIST's test images: a 7 and a 2.
void TestWindowFiles::opensAPictureOfDigits()
{
    const Result<Dataset> mnist = loadDataset("mnist");
    QVERIFY(mnist);
    QImage page(500, 250, QImage::Format_RGB32);
    page.fill(qRgb(235, 230, 220));
    QPainter painter(&page);
    for (int i = 0; i < 2; ++i) {
        const auto pixels = mnist->test.image(static_cast<std::size_t>(i));
        QImage digit(pixels.data(), 28, 28, 28, QImage::Format_Grayscale8);
        QImage ink(28, 28, QImage::Format_ARGB32);
        ink.fill(qRgb(30, 40, 90));
        ink.setAlphaChannel(digit);
        painter.drawImage(QRect(40 + 220 * i, 30, 180, 180), ink);
    }
    painter.end();
    const QString picture = file(QStringLiteral("page.png"));
    QVERIFY(page.save(picture));

    const WindowDriver driver;
    driver.action("openPicture")->trigger();
    driver.answerFileDialog(picture);
    const auto* panel = driver.window().findChild<ui::RecognitionPanel*>();
    QTRY_COMPARE(panel->text(), QStringLiteral("72"));
}

void TestWindowFiles::aDamagedPictureIsRefused()
{
    const QString picture = file(QStringLiteral("damaged.png"));
    QFile damaged(picture);
    QVERIFY(damaged.open(QIODevice::WriteOnly));
    damaged.write("\x89PNG\r\n\x1a\nnothing");
    damaged.close();
    const WindowDriver driver;
    driver.drawOne();
    driver.action("openPicture")->trigger();
    driver.answerFileDialog(picture);
    QTRY_VERIFY(driver.message().contains(QLatin1String("damaged.png")));
    QCOMPARE(driver.answer(), 1);
}

void TestWindowFiles::exportsEveryFormat_data()
{
    QTest::addColumn<QString>("format");
    QTest::newRow("safetensors") << QStringLiteral("safetensors");
    QTest::newRow("npz") << QStringLiteral("npz");
    QTest::newRow("csv") << QStringLiteral("csv");
}

void TestWindowFiles::exportsEveryFormat()
{
    QFETCH(QString, format);
    const WindowDriver driver;
    const QString target = file(QStringLiteral("weights"));
    driver.action(qPrintable(QStringLiteral("export-") + format))->trigger();
    driver.answerFileDialog(target); // the suffix is added
    QTRY_VERIFY(driver.message().contains(QLatin1String("weights.")));
    QVERIFY(QFileInfo(target + QLatin1Char('.') + format).size() > 100'000);
}

void TestWindowFiles::aFailedSaveSaysWhyAndChangesNothing()
{
    const WindowDriver driver;
    QVERIFY(QDir(m_folder.path()).mkdir(QStringLiteral("gone")));
    driver.action("saveModel")->trigger();
    QVERIFY(QDir(m_folder.path()).rmdir(QStringLiteral("gone")));
    driver.answerFileDialog(file(QStringLiteral("gone/model.safetensors")));
    QTRY_VERIFY2(driver.message().contains(QLatin1String("gone")), qPrintable(driver.message()));
    QVERIFY(!QFileInfo::exists(file(QStringLiteral("gone"))));
}

void TestWindowFiles::aDamagedModelIsRefusedAndChangesNothing()
{
    const WindowDriver driver;
    driver.drawOne();
    const std::vector<float> before = driver.probabilities();
    QFile damaged(file(QStringLiteral("damaged.safetensors")));
    QVERIFY(damaged.open(QIODevice::WriteOnly));
    damaged.write("this is no model at all");
    damaged.close();
    driver.action("openModel")->trigger();
    driver.answerFileDialog(damaged.fileName());
    QTRY_VERIFY(driver.message().contains(QLatin1String("damaged.safetensors")));
    QCOMPARE(driver.probabilities(), before);
}

void TestWindowFiles::aFolderWithoutDataIsRefusedAndChangesNothing()
{
    const WindowDriver driver;
    driver.window().findChild<ui::DataPanel*>()->load(m_folder.path());
    QTRY_VERIFY2(driver.message().contains(QLatin1String("train-images-idx3-ubyte")),
        qPrintable(driver.message()));
    QCOMPARE(driver.find<QComboBox>("datasets")->currentText(), QStringLiteral("MNIST"));
    QVERIFY(driver.action("train")->isEnabled());
}

void TestWindowFiles::choosesFashionFromTheList()
{
    const WindowDriver driver;
    auto* list = driver.find<QComboBox>("datasets");
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Down);
    QTRY_VERIFY_WITH_TIMEOUT(driver.headline().contains(QLatin1String("Ready")), 10'000);
    QTRY_VERIFY2_WITH_TIMEOUT(driver.detail().contains(QLatin1String("Fashion-MNIST")),
        qPrintable(driver.message()), 30'000);
    // With pen drawings, which there are only of digits.
    auto* presets = driver.find<QComboBox>("presets");
    presets->setCurrentIndex(presets->findText(QStringLiteral("Accurate")));
    Q_EMIT presets->activated(presets->currentIndex());
    QVERIFY(!driver.find<QWidget>("penDrawings")->isEnabled());
    QVERIFY(driver.find<QLabel>("noDrawings")->text().contains(QLatin1String("Fashion-MNIST")));
    QCOMPARE(presets->currentText(), QStringLiteral("Accurate"));
    driver.trainShortly();
    driver.drawOne();
    QVERIFY(driver.answer() >= 0);
}

void TestWindowFiles::aChoiceTakenBackChangesNothing()
{
    const WindowDriver driver;
    auto* list = driver.find<QComboBox>("datasets");
    QTest::keyClick(list, Qt::Key_Down);
    QTest::keyClick(list, Qt::Key_Up); // before the other data set is read
    QThreadPool::globalInstance()->waitForDone();
    QCoreApplication::processEvents();
    QCOMPARE(list->currentText(), QStringLiteral("MNIST"));
    QVERIFY2(
        driver.detail().contains(QLatin1String("MNIST is loaded")), qPrintable(driver.detail()));
    QVERIFY(!driver.detail().contains(QLatin1String("Fashion")));
    QVERIFY(!driver.find<QLabel>("datasetSummary")->text().contains(QLatin1String("Loading")));
}

void TestWindowFiles::nothingIsTrainedWhileDataIsOnItsWay()
{
    const WindowDriver driver;
    QTest::keyClick(driver.find<QComboBox>("datasets"), Qt::Key_Down);
    QVERIFY(!driver.action("train")->isEnabled());
    QTRY_VERIFY_WITH_TIMEOUT(driver.action("train")->isEnabled(), 30'000);
    driver.trainShortly();
    QVERIFY2(
        driver.headline().contains(QLatin1String("Fashion-MNIST")), qPrintable(driver.headline()));
}

void TestWindowFiles::savingInMidTrainingSavesTheBestSoFar()
{
    const WindowDriver driver;
    driver.set("patience", 0);
    driver.clickTrain();
    QTRY_VERIFY_WITH_TIMEOUT(driver.epoch() >= 3, 30'000);
    const QString model = file(QStringLiteral("midway.safetensors"));
    driver.action("saveModel")->trigger();
    driver.answerFileDialog(model);
    QTRY_VERIFY(driver.message().contains(QLatin1String("midway.safetensors")));
    const Result<Model> read = readSafeTensors(model.toStdString());
    QVERIFY(read);
    QVERIFY(read->provenance.result.find("\"best_epoch\":0") == std::string::npos);
    QVERIFY(read->provenance.result.find("\"best_epoch\":") != std::string::npos);
}

void TestWindowFiles::theBuiltInModelIsRemembered()
{
    {
        const WindowDriver driver;
        driver.trainShortly();
        // The run's model may still be being written.
        driver.action("useBundled")->trigger();
        driver.window().close();
    }
    const WindowDriver driver;
    driver.drawOne();
    const std::vector<float> builtIn = driver.probabilities();
    QTRY_VERIFY(driver.find<QToolButton>("readOwn")->isVisible()); // it isn't lost
    QCOMPARE(driver.probabilities(), builtIn);
}

/// It is still written, but the next start doesn't open it.
void TestWindowFiles::aRunThatIsBeingWrittenGivesWay()
{
    const auto last = [] { return QSettings().value(QStringLiteral("model/last")).toString(); };
    ui::RunKeeper keeper;
    keeper.begin("MNIST");
    keeper.keep(bundledModel().value());
    keeper.keepChosenModel();
    QTRY_VERIFY(!keeper.isBusy());
    QCOMPARE(last(), QString());
    keeper.begin("MNIST");
    keeper.keep(bundledModel().value());
    QTRY_VERIFY(!keeper.isBusy());
    QVERIFY(readSafeTensors(last().toStdString()));
}

void TestWindowFiles::aDamagedModelIsOpenedOnlyOnce()
{
    QFile damaged(file(QStringLiteral("remembered.safetensors")));
    QVERIFY(damaged.open(QIODevice::WriteOnly));
    damaged.write("this is no model at all");
    damaged.close();
    QSettings().setValue(QStringLiteral("model/last"), damaged.fileName());
    {
        const WindowDriver driver;
        QTRY_VERIFY(QSettings().value(QStringLiteral("model/last")).toString().isEmpty());
        driver.window().close();
    }
    const WindowDriver driver;
    QThreadPool::globalInstance()->waitForDone();
    QCoreApplication::processEvents();
    QCOMPARE(driver.message(), QString());
}

void TestWindowFiles::theBuiltInWeightsComeBack()
{
    const WindowDriver driver;
    driver.drawOne();
    const std::vector<float> builtIn = driver.probabilities();
    driver.trainShortly();
    QVERIFY(driver.probabilities() != builtIn);
    driver.action("useBundled")->trigger();
    QCOMPARE(driver.probabilities(), builtIn);
}

int main(int argc, char* argv[])
{
    return runInIsolatedHome<TestWindowFiles>(argc, argv);
}
#include "tst_files.moc"
