// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/training_form.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QSignalSpy>
#include <QSpinBox>
#include <QToolButton>
#include <QtTest>

using namespace numeral;
using namespace numeral::ui;

class TestTrainingForm : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void startsWithTheTutorial();
    void whatIsTypedIsWhatIsTrained();
    void valuesOutsideTheRangeCannotBeTyped();
    void parameterCountFollowsTheNetwork();
    void parameterCountFollowsTheData();
    void aPresetFillsTheFormAndKeepsTheSeed();
    void editingLeavesThePreset();
    void theDiceDrawANewSeed();
    void everyFieldExplainsItself();
    void isLockedDuringARun();
    void anyValidConfigurationSurvives();
};

namespace {

QSpinBox& spinBox(TrainingForm& form, const char* name)
{
    return *form.findChild<QSpinBox*>(QLatin1String(name));
}

void type(QWidget& field, const QString& text)
{
    QTest::keyClick(&field, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(&field, text);
    QTest::keyClick(&field, Qt::Key_Return);
}

QString parameterText(const TrainingForm& form)
{
    return form.findChild<QLabel*>(QStringLiteral("parameterCount"))->text();
}

} // namespace

void TestTrainingForm::startsWithTheTutorial()
{
    const TrainingForm form;
    QCOMPARE(form.config(), TrainingConfig());
    QCOMPARE(form.findChild<QComboBox*>()->currentText(), QStringLiteral("Tutorial"));
}

void TestTrainingForm::whatIsTypedIsWhatIsTrained()
{
    TrainingForm form;
    form.setLocale(QLocale::c());
    form.show();
    QSignalSpy changed(&form, &TrainingForm::configChanged);
    type(spinBox(form, "batchSize"), QStringLiteral("256"));
    type(spinBox(form, "epochs"), QStringLiteral("7"));
    type(spinBox(form, "patience"), QStringLiteral("5"));
    type(spinBox(form, "hiddenLayerCount"), QStringLiteral("3"));
    type(spinBox(form, "hiddenWidth1"), QStringLiteral("120"));
    type(spinBox(form, "hiddenWidth3"), QStringLiteral("30"));
    type(*form.findChild<QDoubleSpinBox*>(QStringLiteral("learningRate")), QStringLiteral("0.01"));
    type(*form.findChild<QDoubleSpinBox*>(QStringLiteral("validationShare")), QStringLiteral("25"));
    type(spinBox(form, "seed"), QStringLiteral("42"));
    const TrainingConfig config = form.config();
    QCOMPARE(config.batchSize, 256);
    QCOMPARE(config.epochs, 7);
    QCOMPARE(config.patience, 5);
    QCOMPARE(config.hiddenLayers, (std::vector<int>{120, 50, 30}));
    QCOMPARE(config.learningRate, 0.01);
    QCOMPARE(config.validationShare, 0.25);
    QCOMPARE(config.seed, 42);
    QVERIFY(changed.count() >= 9);
}

void TestTrainingForm::valuesOutsideTheRangeCannotBeTyped()
{
    TrainingForm form;
    form.show();
    type(spinBox(form, "batchSize"), QStringLiteral("99999"));
    QVERIFY(form.config().batchSize <= 8192);
    type(spinBox(form, "epochs"), QStringLiteral("0"));
    QVERIFY(form.config().epochs >= 1);
    spinBox(form, "hiddenLayerCount").setValue(99);
    QCOMPARE(form.config().hiddenLayers.size(), std::size_t(8));
    QVERIFY(form.config().validate());
}

void TestTrainingForm::parameterCountFollowsTheNetwork()
{
    TrainingForm form;
    form.setLocale(QLocale::c());
    QVERIFY2(
        parameterText(form).contains(QLatin1String("42,310")), qPrintable(parameterText(form)));
    spinBox(form, "hiddenLayerCount").setValue(0);
    QVERIFY2(parameterText(form).contains(QLatin1String("7850")), qPrintable(parameterText(form)));
}

void TestTrainingForm::parameterCountFollowsTheData()
{
    TrainingForm form;
    form.setLocale(QLocale::c());
    spinBox(form, "hiddenLayerCount").setValue(0);
    form.setData({4, 5}, 3);
    QVERIFY2(parameterText(form).contains(QLatin1String("63")), qPrintable(parameterText(form)));
    form.setData({4096, 4096}, 10);
    spinBox(form, "hiddenLayerCount").setValue(1);
    spinBox(form, "hiddenWidth1").setValue(4096);
    QVERIFY2(parameterText(form).contains(QLatin1String("fewer")), qPrintable(parameterText(form)));
}

void TestTrainingForm::aPresetFillsTheFormAndKeepsTheSeed()
{
    TrainingForm form;
    form.show();
    spinBox(form, "seed").setValue(77);
    auto* presets = form.findChild<QComboBox*>(QStringLiteral("presets"));
    QCOMPARE(presets->currentText(), QStringLiteral("Tutorial")); // the seed is everyone's own
    presets->setFocus();
    QTest::keyClick(presets, Qt::Key_Down);
    QCOMPARE(presets->currentText(), QStringLiteral("Linear"));
    QVERIFY(form.config().hiddenLayers.empty());
    QCOMPARE(form.config().seed, 77);
}

void TestTrainingForm::editingLeavesThePreset()
{
    TrainingForm form;
    auto* presets = form.findChild<QComboBox*>(QStringLiteral("presets"));
    spinBox(form, "batchSize").setValue(101);
    QCOMPARE(presets->currentText(), QStringLiteral("Your own"));
    spinBox(form, "batchSize").setValue(100);
    QCOMPARE(presets->currentText(), QStringLiteral("Tutorial"));
}

void TestTrainingForm::theDiceDrawANewSeed()
{
    TrainingForm form;
    form.show();
    auto* dice = form.findChild<QToolButton*>(QStringLiteral("randomiseSeed"));
    QSet<std::int64_t> seeds;
    for (int i = 0; i < 5; ++i) {
        QTest::mouseClick(dice, Qt::LeftButton);
        seeds.insert(form.config().seed);
    }
    QVERIFY(seeds.size() > 1);
}

void TestTrainingForm::everyFieldExplainsItself()
{
    TrainingForm form;
    for (const QAbstractSpinBox* field : form.findChildren<QAbstractSpinBox*>()) {
        QVERIFY2(field->toolTip().endsWith(QLatin1Char('.')), qPrintable(field->objectName()));
    }
}

void TestTrainingForm::isLockedDuringARun()
{
    TrainingForm form;
    form.setEditable(false);
    QVERIFY(!spinBox(form, "batchSize").isEnabled());
    QVERIFY(!spinBox(form, "hiddenWidth1").isEnabled());
    form.setEditable(true);
    QVERIFY(spinBox(form, "batchSize").isEnabled());
}

void TestTrainingForm::anyValidConfigurationSurvives()
{
    TrainingConfig config;
    config.batchSize = 8192;
    config.hiddenLayers = {1, 2, 3, 4, 5, 6, 7, 4096};
    config.epochs = 10'000;
    config.patience = 0;
    config.learningRate = 0.000001;
    config.validationShare = 0.5;
    config.seed = 2'147'483'647;
    TrainingForm form;
    form.setConfig(config);
    QCOMPARE(form.config(), config);
}

QTEST_MAIN(TestTrainingForm)
#include "tst_training_form.moc"
