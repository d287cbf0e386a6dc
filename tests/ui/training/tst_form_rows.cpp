// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which of the form's rows are shown, and what they tell.
#include "ui/training/training_form.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLocale>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>

using namespace numeral;
using namespace numeral::ui;

class TestFormRows : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }
    void onlyTheOptimizersOwnParametersAreShown();
    void theEngineThatWillRunIsTold();
    void theDeviceIsChosenWhereThereIsOne();
    void everyFieldExplainsItself();
    void sectionsFoldAndTellWhatIsInThem();
    void isLockedDuringARun();
};

void TestFormRows::onlyTheOptimizersOwnParametersAreShown()
{
    TrainingForm form;
    form.show();
    form.findChild<QToolButton*>(QStringLiteral("learningSection"))->click();
    const auto isShown = [&form](const char* name) {
        return form.findChild<QWidget*>(QLatin1String(name))->isVisible();
    };
    QVERIFY(isShown("beta1") && isShown("epsilon") && !isShown("momentum") && !isShown("alpha"));
    auto* optimizer = form.findChild<QComboBox*>(QStringLiteral("optimizer"));
    optimizer->setCurrentText(QStringLiteral("SGD"));
    QVERIFY(isShown("momentum") && isShown("nesterov") && !isShown("beta1") && !isShown("epsilon"));
    optimizer->setCurrentText(QStringLiteral("RMSprop"));
    QVERIFY(isShown("momentum") && isShown("alpha") && !isShown("nesterov"));
    optimizer->setCurrentText(QStringLiteral("Adagrad"));
    QVERIFY(isShown("initialAccumulator") && !isShown("momentum"));
    QCOMPARE(form.config().optimizer, OptimizerKind::Adagrad);
}

void TestFormRows::theEngineThatWillRunIsTold()
{
    TrainingForm form;
    const auto* engine = form.findChild<QLabel*>(QStringLiteral("chosenEngine"));
    QCOMPARE(engine->text(), QStringLiteral("Engine: Native, the fastest for this network."));
    form.findChild<QComboBox*>(QStringLiteral("optimizer"))
        ->setCurrentText(QStringLiteral("Adagrad"));
    QVERIFY2(engine->text().startsWith(
                 QStringLiteral("Engine: LibTorch, since the native engine has no Adagrad.")),
        qPrintable(engine->text()));
    form.findChild<QComboBox*>(QStringLiteral("engine"))->setCurrentText(QStringLiteral("Native"));
    QCOMPARE(engine->text(),
        QStringLiteral(
            "The native engine has no Adagrad: choose another engine or other settings."));
}

/// There is a row for it only where there is a choice.
void TestFormRows::theDeviceIsChosenWhereThereIsOne()
{
    const auto isShown = [](TrainingForm& form) {
        form.show();
        form.findChild<QToolButton*>(QStringLiteral("learningSection"))->click();
        return form.findChild<QComboBox*>(QStringLiteral("device"))->isVisible();
    };
    TrainingForm plain;
    QVERIFY(!isShown(plain));

    TrainingForm form({"cuda:0", "cuda:1"});
    QVERIFY(isShown(form));
    QCOMPARE(form.config().device, std::string("auto"));
    form.findChild<QComboBox*>(QStringLiteral("device"))->setCurrentText(QStringLiteral("CUDA:1"));
    QCOMPARE(form.config().device, std::string("cuda:1"));
    const auto* engine = form.findChild<QLabel*>(QStringLiteral("chosenEngine"));
    QVERIFY2(engine->text().contains(QLatin1String("LibTorch, since")), qPrintable(engine->text()));
    form.findChild<QComboBox*>(QStringLiteral("presets"))->setFocus();
    QTest::keyClick(form.findChild<QComboBox*>(QStringLiteral("presets")), Qt::Key_Down);
    QCOMPARE(form.config().device, std::string("cuda:1")); // a preset leaves it

    TrainingConfig elsewhere;
    elsewhere.device = "mps";
    plain.setConfig(elsewhere);
    QCOMPARE(plain.config().device, std::string("mps"));
}

void TestFormRows::everyFieldExplainsItself()
{
    TrainingForm form;
    for (const QAbstractSpinBox* field : form.findChildren<QAbstractSpinBox*>()) {
        QVERIFY2(field->toolTip().endsWith(QLatin1Char('.')), qPrintable(field->objectName()));
    }
    for (const QComboBox* list : form.findChildren<QComboBox*>()) {
        QVERIFY2(list->toolTip().endsWith(QLatin1Char('.')), qPrintable(list->objectName()));
    }
}

void TestFormRows::sectionsFoldAndTellWhatIsInThem()
{
    TrainingForm form;
    form.show();
    auto* field = form.findChild<QDoubleSpinBox*>(QStringLiteral("dropout"));
    auto* header = form.findChild<QToolButton*>(QStringLiteral("regularisationSection"));
    const auto* note = form.findChild<QLabel*>(QStringLiteral("regularisationSectionNote"));
    QVERIFY(!field->isVisible());
    QCOMPARE(note->text(), QStringLiteral("off"));
    QTest::mouseClick(header, Qt::LeftButton);
    QVERIFY(field->isVisible());
    field->setValue(0.2);
    QTest::mouseClick(header, Qt::LeftButton);
    QVERIFY(!field->isVisible());
    QCOMPARE(note->text(), QStringLiteral("on"));
    QCOMPARE(form.config().dropout, 0.2);
}

void TestFormRows::isLockedDuringARun()
{
    TrainingForm form;
    const auto isEnabled = [&form](const char* name) {
        return form.findChild<QSpinBox*>(QLatin1String(name))->isEnabled();
    };
    form.setEditable(false);
    QVERIFY(!isEnabled("batchSize"));
    QVERIFY(!isEnabled("hiddenWidth1"));
    QVERIFY(!isEnabled("channels1"));
    form.setEditable(true);
    QVERIFY(isEnabled("batchSize"));
}

QTEST_MAIN(TestFormRows)
#include "tst_form_rows.moc"
