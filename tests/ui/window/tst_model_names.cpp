// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tests the names of models' files: those that are proposed, and those of runs.
#include "window_driver.h"

#include "app/bundled_model.h"
#include "core/exchange/safetensors.h"
#include "ui/window/run_keeper.h"

#include <QAction>
#include <QFileDialog>
#include <QLineEdit>
#include <QMenu>
#include <QRegularExpression>
#include <QSettings>

using namespace numeral;

namespace {

QString remembered()
{
    return QSettings().value(QStringLiteral("model/last")).toString();
}

QStringList modelNames()
{
    QStringList names;
    for (const QString& file : IsolatedHome::models()) {
        names.append(QFileInfo(file).fileName());
    }
    return names;
}

/// The name in the dialog that the action opens.
QString proposal(const WindowDriver& driver, const char* action)
{
    driver.action(action)->trigger();
    const auto* dialog = driver.window().findChild<QFileDialog*>();
    return dialog != nullptr ? dialog->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"))->text()
                             : QString();
}

const QString bundledName = QStringLiteral("mnist-512-512-99.53");

} // namespace

class TestModelNames : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void proposalsSayWhatTheModelIs();
    void theModelInTrainingHasNoAccuracyYet();
    void aFinishedRunsFileSaysWhatItIs();
    void theRunsFileIsRenamedAtItsEnd();
    void aChosenModelStaysTheNextOne();
    void discardingDeletesTheRenamedFile();
    void aSecondTryGivesTheNameToo();
    void recentModelsAreListedWithWhatTheyAre();

private:
    QTemporaryDir m_folder;
};

void TestModelNames::init()
{
    QSettings().clear();
    for (const QString& file : IsolatedHome::models()) {
        QVERIFY(QFile::remove(file));
    }
}

void TestModelNames::proposalsSayWhatTheModelIs()
{
    const WindowDriver driver;
    QCOMPARE(proposal(driver, "saveModel"), bundledName + QStringLiteral(".safetensors"));
    driver.answerFileDialog(
        m_folder.filePath(bundledName + QStringLiteral(".safetensors"))); // as proposed
    QTRY_VERIFY(driver.message().contains(bundledName));
    // In that folder it now exists; in other formats it doesn't.
    QCOMPARE(proposal(driver, "saveModel"), bundledName + QStringLiteral("-2.safetensors"));
    driver.answerFileDialog(m_folder.filePath(bundledName + QStringLiteral("-2.safetensors")));
    QTRY_VERIFY(driver.message().contains(QLatin1String("-2.safetensors")));
    QCOMPARE(proposal(driver, "export-npz"), bundledName + QStringLiteral(".npz"));
    driver.answerFileDialog(m_folder.filePath(QStringLiteral("other")));
    QTRY_VERIFY(driver.message().contains(QLatin1String("other.npz")));
    QCOMPARE(proposal(driver, "export-csv"), bundledName + QStringLiteral(".csv"));
    driver.answerFileDialog(m_folder.filePath(QStringLiteral("other")));
}

void TestModelNames::theModelInTrainingHasNoAccuracyYet()
{
    const WindowDriver driver;
    driver.set("patience", 0);
    driver.clickTrain();
    QTRY_VERIFY_WITH_TIMEOUT(!modelNames().isEmpty(), 30'000);
    QCOMPARE(proposal(driver, "saveModel"), QStringLiteral("mnist-50-50.safetensors"));
    driver.answerFileDialog(m_folder.filePath(QStringLiteral("midway.safetensors")));
    driver.action("stop")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(driver.action("train")->isEnabled(), 30'000);
}

void TestModelNames::aFinishedRunsFileSaysWhatItIs()
{
    {
        const WindowDriver driver;
        driver.trainShortly();
    } // the destructor waits until the model is written
    QCOMPARE(modelNames().size(), 1);
    const QRegularExpression pattern(QStringLiteral("^mnist-16-([0-9.]+)\\.safetensors$"));
    const QRegularExpressionMatch match = pattern.match(modelNames().constFirst());
    QVERIFY2(match.hasMatch(), qPrintable(modelNames().constFirst()));
    QCOMPARE(remembered(), IsolatedHome::models().constFirst());
    const Result<Model> model = readSafeTensors(remembered().toStdString());
    const std::string digits
        = QString::number(match.captured(1).toDouble() / 100, 'f', 4).toStdString();
    QVERIFY(model->provenance.result.find("\"test_accuracy\":" + digits.substr(0, 5))
        != std::string::npos);
}

void TestModelNames::theRunsFileIsRenamedAtItsEnd()
{
    ui::RunKeeper keeper;
    Model unfinished = bundledModel().value();
    unfinished.provenance.result.clear();
    keeper.begin("MNIST");
    keeper.keep(unfinished);
    QTRY_VERIFY(!keeper.isBusy());
    QCOMPARE(modelNames().size(), 1);
    QVERIFY(modelNames().constFirst().startsWith(QLatin1String("mnist-20"))); // the year
    QCOMPARE(remembered(), IsolatedHome::models().constFirst());

    keeper.finish(bundledModel().value());
    QTRY_VERIFY(!keeper.isBusy());
    QCOMPARE(modelNames(), QStringList{bundledName + QStringLiteral(".safetensors")});
    QCOMPARE(remembered(), IsolatedHome::models().constFirst());
}

void TestModelNames::aChosenModelStaysTheNextOne()
{
    ui::RunKeeper keeper;
    keeper.begin("MNIST");
    keeper.keepChosenModel();
    keeper.finish(bundledModel().value());
    QTRY_VERIFY(!keeper.isBusy());
    QCOMPARE(modelNames().size(), 1);
    QCOMPARE(remembered(), QString());
}

void TestModelNames::discardingDeletesTheRenamedFile()
{
    ui::RunKeeper keeper;
    keeper.begin("MNIST");
    keeper.finish(bundledModel().value());
    keeper.begin("MNIST"); // at once, while the first is being renamed
    keeper.keep(bundledModel().value());
    QTRY_VERIFY(!keeper.isBusy());
    QCOMPARE(modelNames().size(), 2);
    keeper.discard();
    QTRY_VERIFY(!keeper.isBusy());
    QCOMPARE(modelNames(), QStringList{bundledName + QStringLiteral(".safetensors")});
    QCOMPARE(remembered(), IsolatedHome::models().constFirst());
}

void TestModelNames::aSecondTryGivesTheNameToo()
{
    const QString folder
        = qEnvironmentVariable("XDG_DATA_HOME") + QStringLiteral("/numeral/models");
    QVERIFY(QDir(folder).removeRecursively());
    QFile obstacle(folder); // a file where the folder should be
    QVERIFY(obstacle.open(QIODevice::WriteOnly));
    ui::RunKeeper keeper;
    keeper.begin("MNIST");
    keeper.finish(bundledModel().value());
    QTRY_VERIFY(!keeper.isBusy());
    QVERIFY(keeper.hasUnsaved());

    QVERIFY(obstacle.remove());
    keeper.retryFailedWrite();
    QTRY_VERIFY(!keeper.isBusy());
    QVERIFY(!keeper.hasUnsaved());
    QCOMPARE(modelNames(), QStringList{bundledName + QStringLiteral(".safetensors")});
}

void TestModelNames::recentModelsAreListedWithWhatTheyAre()
{
    const WindowDriver driver;
    auto* recent = driver.find<QMenu>("recentModels");
    const auto entries = [recent] {
        Q_EMIT recent->aboutToShow();
        QStringList texts;
        for (const QAction* action : recent->actions()) {
            texts.append(action->text());
        }
        return texts;
    };
    QCOMPARE(entries(), QStringList{QStringLiteral("None yet")});
    driver.trainShortly();
    const QString accuracy = driver.headline().section(QLatin1Char('%'), 0, 0);
    QTRY_VERIFY2(entries().first().startsWith(QStringLiteral("mnist-16-") + accuracy),
        qPrintable(entries().first()));
    QVERIFY2(entries().first().endsWith(QStringLiteral("\t%1% · 16 · MNIST").arg(accuracy)),
        qPrintable(entries().first()));
    const QString copy = m_folder.filePath(QStringLiteral("copy & more.safetensors"));
    QVERIFY(QFile::copy(IsolatedHome::models().first(), copy));
    driver.window().openModel(copy);
    QTRY_COMPARE(entries().size(), 2);
    QVERIFY(entries().first().startsWith(QStringLiteral("copy && more\t")));
    // The other one again, which is first from now on.
    recent->actions().last()->trigger();
    QTRY_VERIFY(entries().first().startsWith(QStringLiteral("mnist-16-")));
    QVERIFY(QFile::remove(copy));
    QCOMPARE(entries().size(), 1);
}

int main(int argc, char* argv[])
{
    return runInIsolatedHome<TestModelNames>(argc, argv);
}
#include "tst_model_names.moc"
