// SPDX-License-Identifier: GPL-3.0-or-later
#include "window_driver.h"

#include "tests/core/data/idx_dataset.h"
#include "ui/data/data_panel.h"
#include "ui/data/look_note.h"

#include <QComboBox>
#include <QDir>
#include <QLabel>

using namespace numeral;
using namespace numeral::ui;
using numeral::test::writeIdxDataset;

/// Data sets of other looks and in other places, opened in the window.
class TestData : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void plainImagesNeedNoWord();
    void darkInkIsToldAndPutRight();
    void correctionsCanBeChosenAndAreRemembered();
    void severalSetsAreOfferedInTheList();
    void aFaultIsToldWhateverElseIsThere();
    void namesAreShownAsTheyAre();

private:
    QString file(const char* name) const { return m_folder.filePath(QLatin1String(name)); }

    QTemporaryDir m_folder;
    Dataset m_mnist;
};

namespace {

DataPanel& panel(const WindowDriver& driver)
{
    return *driver.window().findChild<DataPanel*>();
}

LookNote& note(const WindowDriver& driver)
{
    return *driver.window().findChild<LookNote*>();
}

QString sentence(const WindowDriver& driver)
{
    return driver.find<QLabel>("lookSentence")->text();
}

} // namespace

void TestData::initTestCase()
{
    const Result<Dataset> mnist = loadDataset("mnist");
    QVERIFY2(mnist, mnist ? "" : mnist.error().detail.c_str());
    m_mnist = *mnist;
    m_mnist.training = test::firstImages(mnist->training, 2000);
    m_mnist.test = test::firstImages(mnist->test, 200);
}

void TestData::plainImagesNeedNoWord()
{
    const WindowDriver driver;
    QVERIFY(!note(driver).isVisible());
}

void TestData::darkInkIsToldAndPutRight()
{
    writeIdxDataset(m_mnist, file("dark"), {255, 0, false});
    const WindowDriver driver;
    driver.openData(file("dark"));
    QTRY_VERIFY(note(driver).isVisible());
    QCOMPARE(sentence(driver), QStringLiteral("Dark ink on light paper: inverted."));
    const auto pixels = panel(driver).dataset()->training.pixels();
    QVERIFY(std::equal(pixels.begin(), pixels.end(), m_mnist.training.pixels().begin()));

    // Put back by hand: the images stay dark on light.
    driver.action("invertImages")->trigger();
    QTRY_COMPARE(sentence(driver),
        QStringLiteral("Dark ink on light paper: left as it is, and drawings are inverted."));
    QCOMPARE(panel(driver).dataset()->training.look(), (ImageLook{255, 0, false}));
    driver.action("recommendedCorrections")->trigger();
    QTRY_COMPARE(sentence(driver), QStringLiteral("Dark ink on light paper: inverted."));
}

void TestData::correctionsCanBeChosenAndAreRemembered()
{
    {
        const WindowDriver driver;
        driver.openData(file("dark"));
        QTRY_VERIFY(note(driver).isVisible());
        driver.action("transposeImages")->trigger();
        QTRY_VERIFY(panel(driver).dataset()->corrections.transpose);
        QVERIFY(sentence(driver).endsWith(QStringLiteral("Transposed, as you chose.")));
        QVERIFY(driver.window().close());
    }
    const WindowDriver again;
    QTRY_VERIFY(panel(again).dataset()->corrections.transpose);
    panel(again).load(QStringLiteral("mnist"));
    QTRY_VERIFY(!note(again).isVisible());
}

void TestData::severalSetsAreOfferedInTheList()
{
    writeIdxDataset(m_mnist, file("several"), {}, QStringLiteral("one-"));
    writeIdxDataset(m_mnist, file("several"), {}, QStringLiteral("two-"));
    const WindowDriver driver;
    const auto* list = driver.find<QComboBox>("datasets");
    const int before = list->count();
    panel(driver).load(file("several")); // as if it were dropped
    QTRY_COMPARE(list->count(), before + 2);
    QCOMPARE(driver.message(), QString());
    const int second = list->findText(QStringLiteral("two"));
    QVERIFY(second >= 0);
    panel(driver).load(list->itemData(second).toString());
    QTRY_COMPARE(QString::fromStdString(panel(driver).dataset()->name), QStringLiteral("two"));
}

/// Other data sets further down are no reason to be silent about the folder's own.
void TestData::aFaultIsToldWhateverElseIsThere()
{
    for (const char* within : {"faulty", "faulty/one", "faulty/two"}) {
        writeIdxDataset(m_mnist, file(within));
    }
    QVERIFY(QFile::resize(file("faulty/train-labels-idx1-ubyte"), 100));
    const WindowDriver driver;
    driver.openData(file("faulty"));
    QTRY_VERIFY2(driver.message().contains(QStringLiteral("train-labels-idx1-ubyte")),
        qPrintable(driver.message()));
}

/// What looks like markup in a name is no markup, wherever the name is shown.
void TestData::namesAreShownAsTheyAre()
{
    const QString name = QStringLiteral("<b>set");
    writeIdxDataset(m_mnist, file("named") + QLatin1Char('/') + name);
    const WindowDriver driver;
    driver.openData(file("named") + QLatin1Char('/') + name);
    QTRY_COMPARE(QString::fromStdString(panel(driver).dataset()->name), name);
    QVERIFY(driver.detail().contains(name));
    driver.trainShortly();
    QVERIFY(driver.headline().contains(name));
    const QString model = file("<i>model.safetensors");
    driver.action("saveModel")->trigger();
    driver.answerFileDialog(model);
    QTRY_VERIFY(driver.message().contains(QStringLiteral("<i>model")));
    driver.action("openModel")->trigger();
    driver.answerFileDialog(model);
    QTRY_VERIFY(driver.message().contains(QStringLiteral("Opened")));
    int shown = 0;
    for (const QLabel* label : driver.window().findChildren<QLabel*>()) {
        if (label->text().contains(QLatin1Char('<'))) {
            QVERIFY2(label->textFormat() == Qt::PlainText, qPrintable(label->text()));
            ++shown;
        }
        QVERIFY2(!label->toolTip().contains(name), qPrintable(label->toolTip()));
    }
    QVERIFY(shown >= 3);
    const auto* list = driver.find<QComboBox>("datasets");
    for (int i = 0; i < list->count(); ++i) {
        QVERIFY(!list->itemData(i, Qt::ToolTipRole).toString().contains(name));
    }
}

int main(int argc, char* argv[])
{
    return runInIsolatedHome<TestData>(argc, argv);
}
#include "tst_data.moc"
