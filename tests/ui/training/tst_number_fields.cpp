// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/number_box.h"
#include "ui/training/training_form.h"

#include <QApplication>
#include <QComboBox>
#include <QEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QTest>
#include <QToolButton>

using namespace numeral;
using namespace numeral::ui;

/// What is typed into the form's number fields is taken as it is or refused with a sentence.
class TestNumberFields : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void realNumbersAreTakenInEveryLocale_data();
    void realNumbersAreTakenInEveryLocale();
    void everyRealFieldTakesACommaAndAnExponent_data();
    void everyRealFieldTakesACommaAndAnExponent();
    void otherTextIsRefusedWithASentence_data();
    void otherTextIsRefusedWithASentence();
    void noDigitIsDropped();
    void whatMayMeanAThousandIsNotGuessed();
    void numbersOutsideTheRangeAreRefused();
    void offIsANumberToo();
    void aRefusalLeavesWhenAnotherNumberIsTyped();
    void trainingLeadsBackToWhatWasRefused();
    void whatIsBeingTypedIsTrained();
    void theLearningRateStepsThroughOneAndThree();
    void stepsLeaveNoRoundingErrors();
    void percentagesAreExact();
};

namespace {

class Form {
public:
    explicit Form(const QLocale& locale = QLocale::c())
    {
        m_form.setLocale(locale);
        for (const char* section :
            {"learningSection", "regularisationSection", "deformationSection", "dataSection"}) {
            m_form.findChild<QToolButton*>(QLatin1String(section))->click();
        }
        m_form.show();
        m_form.activateWindow();
        m_isActive = QTest::qWaitForWindowActive(&m_form); // Tab moves the focus then
    }

    TrainingForm* operator->() { return &m_form; }

    template <typename Box = RealNumberBox>
    Box& field(const char* name)
    {
        return *m_form.findChild<Box*>(QLatin1String(name));
    }

    /// Replaces the field's text as a user would; `end` commits it.
    void type(const char* name, const QString& text, Qt::Key end = Qt::Key_Return)
    {
        auto& box = field<QAbstractSpinBox>(name);
        box.setFocus();
        QTest::keyClick(&box, Qt::Key_A, Qt::ControlModifier);
        for (const QChar character : text) { // keyClicks() knows Latin characters only
            QKeyEvent key(QEvent::KeyPress, 0, Qt::NoModifier, character);
            QApplication::sendEvent(&box, &key);
        }
        QVERIFY(m_isActive && box.hasFocus());
        if (end != Qt::Key_unknown) {
            QTest::keyClick(&box, end);
        }
    }

    QString refusal() const
    {
        const auto* note = m_form.findChild<QLabel*>(QStringLiteral("refusal"));
        return note != nullptr && note->isVisible() ? note->text() : QString();
    }

private:
    TrainingForm m_form;
    bool m_isActive = false;
};

const QLocale german(QLocale::German, QLocale::Germany);
const QLocale english(QLocale::English, QLocale::UnitedStates);

} // namespace

void TestNumberFields::realNumbersAreTakenInEveryLocale_data()
{
    QTest::addColumn<QLocale>("locale");
    QTest::addColumn<QString>("text");
    QTest::addColumn<double>("number");
    const std::pair<const char*, QLocale> locales[] = {{"C", QLocale::c()}, {"English", english},
        {"German", german}, {"Swiss", QLocale(QLocale::German, QLocale::Switzerland)},
        {"French", QLocale(QLocale::French)}, {"Swedish", QLocale(QLocale::Swedish)},
        {"Hindi", QLocale(QLocale::Hindi)}, {"Arabic", QLocale(QLocale::Arabic, QLocale::Egypt)},
        {"Persian", QLocale(QLocale::Persian)}};
    const std::pair<const char*, double> texts[]
        = {{"0.01", 0.01}, {"0,01", 0.01}, {"1e-3", 1e-3}, {",5", 0.5}, {".5", 0.5}, {"3E-4", 3e-4},
            {"0,0012345", 0.0012345}, {" 0.02 ", 0.02}, {"1,", 1.0}, {"0,001", 0.001}};
    for (const auto& [name, locale] : locales) {
        for (const auto& [text, number] : texts) {
            QTest::addRow("%s: %s", name, text) << locale << text << number;
        }
    }
    QTest::newRow("Arabic digits")
        << QLocale(QLocale::Arabic, QLocale::Egypt) << QString::fromUtf8("٠٫٠٢") << 0.02;
}

void TestNumberFields::realNumbersAreTakenInEveryLocale()
{
    QFETCH(QLocale, locale);
    QFETCH(QString, text);
    QFETCH(double, number);
    Form form(locale);
    form.type("learningRate", text);
    QCOMPARE(form->config().learningRate, number);
    QCOMPARE(form.refusal(), QString());
    // What is shown is the same number, should it be typed.
    const QString shown = form.field("learningRate").text();
    form.type("learningRate", QStringLiteral("0.7"));
    form.type("learningRate", shown);
    QCOMPARE(form->config().learningRate, number);
}

void TestNumberFields::everyRealFieldTakesACommaAndAnExponent_data()
{
    QTest::addColumn<QString>("name");
    Form form;
    for (const auto* box : form->findChildren<RealNumberBox*>()) {
        QTest::newRow(qPrintable(box->objectName())) << box->objectName();
    }
}

void TestNumberFields::everyRealFieldTakesACommaAndAnExponent()
{
    QFETCH(QString, name);
    Form form(german);
    const QByteArray field = name.toLatin1();
    if (name.startsWith(QLatin1String("filterAmount"))) {
        form->findChild<QComboBox*>(QString(name).remove(QLatin1String("Amount")))
            ->setCurrentIndex(1);
    }
    for (int optimizer = 0; optimizer < 5 && !form.field(field).isVisible(); ++optimizer) {
        form->findChild<QComboBox*>(QStringLiteral("optimizer"))->setCurrentIndex(optimizer);
    }
    const bool isShare = form.field(field).minimum() < 0.75;
    const double number = isShare ? 0.75 : 2.75;
    const char* const shares[] = {"0.75", "0,75", "75e-2", ",75"};
    const char* const others[] = {"2.75", "2,75", "275e-2", "27,5E-1"};
    for (const char* text : isShare ? shares : others) {
        form.field(field).setValue(form.field(field).minimum());
        form.type(field, QLatin1String(text));
        QCOMPARE(form.field(field).value(), number);
        QCOMPARE(form.refusal(), QString());
    }
}

void TestNumberFields::otherTextIsRefusedWithASentence_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("text");
    for (const char* text : {"0.0.1", "1.000,5", "1 000", "0.1x", "1e", "nan", "0,,1", "1e-999"}) {
        QTest::addRow("learning rate %s", text) << "learningRate" << text;
    }
    for (const char* text : {"1,000", "1.000", "1 000", "1'000", "5.5", "1e3", "fifty", "0x10"}) {
        QTest::addRow("epochs %s", text) << "epochs" << text;
        QTest::addRow("units %s", text) << "hiddenWidth1" << text;
        QTest::addRow("seed %s", text) << "seed" << text;
    }
}

void TestNumberFields::otherTextIsRefusedWithASentence()
{
    QFETCH(QString, name);
    QFETCH(QString, text);
    Form form(english);
    const TrainingConfig before = form->config();
    const QString shown = form.field<QAbstractSpinBox>(name.toLatin1()).text();
    form.type(name.toLatin1(), text, Qt::Key_Tab);
    QCOMPARE(form->config(), before);
    QCOMPARE(form.field<QAbstractSpinBox>(name.toLatin1()).text(), shown);
    QVERIFY2(form.refusal().contains(text), qPrintable(form.refusal()));
    QVERIFY2(
        form.refusal().endsWith(shown + QStringLiteral(" is kept.")), qPrintable(form.refusal()));
}

void TestNumberFields::noDigitIsDropped()
{
    Form form;
    form.type("learningRate", QStringLiteral("0.00123456789012345"));
    QCOMPARE(form->config().learningRate, 0.00123456789012345);
    form.type("dropout", QStringLiteral("0.123456789"));
    QCOMPARE(form->config().dropout, 0.123456789);
    form.type("epsilon", QStringLiteral("1.23456e-11"));
    QCOMPARE(form->config().epsilon, 1.23456e-11);
    QCOMPARE(form.field("epsilon").text(), QStringLiteral("1.23456e-11"));
    form.type("validationShare", QStringLiteral("12.3456"));
    QCOMPARE(form->config().validationShare, 0.123456);
}

void TestNumberFields::whatMayMeanAThousandIsNotGuessed()
{
    Form form(english);
    form.type("shift", QStringLiteral("1,500")); // px; the range goes beyond 1500
    QCOMPARE(form->config().augmentation.shift, 0.0);
    QVERIFY2(form.refusal().contains(QStringLiteral("may mean 1.5 or 1500")),
        qPrintable(form.refusal()));
    form.type("shift", QStringLiteral("1.500"));
    QCOMPARE(form->config().augmentation.shift, 1.5);
    form.type("learningRate", QStringLiteral("0,500")); // can't be a group
    QCOMPARE(form->config().learningRate, 0.5);

    Form germanForm(german);
    germanForm.type("shift", QStringLiteral("1.500"));
    QCOMPARE(germanForm->config().augmentation.shift, 0.0);
    germanForm.type("shift", QStringLiteral("1,500"));
    QCOMPARE(germanForm->config().augmentation.shift, 1.5);
}

/// A character that the range forbids is not swallowed: 9000 would become 900.
void TestNumberFields::numbersOutsideTheRangeAreRefused()
{
    Form form(english);
    form.type("batchSize", QStringLiteral("9000"));
    QCOMPARE(form->config().batchSize, 100);
    QCOMPARE(
        form.refusal(), QStringLiteral("“9000” does not lie between 1 and 8192; 100 is kept."));
    form.type("epochs", QStringLiteral("0"));
    QCOMPARE(form->config().epochs, 100);
    form.type("learningRate", QStringLiteral("10"));
    QCOMPARE(form->config().learningRate, 0.001);
    form.type("validationShare", QStringLiteral("-5"));
    QCOMPARE(form->config().validationShare, 0.1);
    QVERIFY2(form.refusal().endsWith(QStringLiteral("10% is kept.")), qPrintable(form.refusal()));
    form.type("seed", QStringLiteral("99999999999999999999"));
    QCOMPARE(form->config().seed, 1);
    form.type("hiddenLayerCount", QStringLiteral("9"));
    QCOMPARE(form->config().hiddenLayers.size(), std::size_t(2));
}

void TestNumberFields::offIsANumberToo()
{
    Form form;
    form.type("patience", QStringLiteral("off"));
    QCOMPARE(form->config().patience, 0);
    form.type("weightAveraging", QStringLiteral("0,999"));
    form.type("weightAveraging", QStringLiteral("Off"));
    QCOMPARE(form->config().weightAveraging, 0.0);
    QCOMPARE(form.refusal(), QString());
}

void TestNumberFields::aRefusalLeavesWhenAnotherNumberIsTyped()
{
    Form form;
    form.type("batchSize", QStringLiteral("1,5"));
    QVERIFY(!form.refusal().isEmpty());
    form.type("batchSize", QStringLiteral("1"), Qt::Key_unknown);
    QCOMPARE(form.refusal(), QString());
    form.type("seed", QStringLiteral("1,5"));
    QVERIFY(!form.refusal().isEmpty());
    form.type("epochs", QStringLiteral("7"));
    QCOMPARE(form.refusal(), QString());
}

/// Training must not start with a number that was not typed.
void TestNumberFields::trainingLeadsBackToWhatWasRefused()
{
    Form form;
    form.type("learningRate", QStringLiteral("0.0.1"), Qt::Key_unknown);
    QVERIFY(!form->commit());
    QVERIFY(!form.refusal().isEmpty());
    QVERIFY(form.field("learningRate").hasFocus());
    QVERIFY(form->commit()); // the user has seen which number is kept
    form.type("learningRate", QStringLiteral("0.0.1"), Qt::Key_Tab);
    QVERIFY(!form->commit());
    QVERIFY(form.field("learningRate").hasFocus());
}

void TestNumberFields::whatIsBeingTypedIsTrained()
{
    Form form;
    form.type("learningRate", QStringLiteral("0,02"), Qt::Key_unknown);
    QVERIFY(form->commit());
    QCOMPARE(form->config().learningRate, 0.02);
}

void TestNumberFields::theLearningRateStepsThroughOneAndThree()
{
    Form form;
    auto& rate = form.field("learningRate");
    rate.setFocus();
    for (const double next : {0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 1.0}) {
        QTest::keyClick(&rate, Qt::Key_Up);
        QCOMPARE(form->config().learningRate, next);
    }
    form.type("learningRate", QStringLiteral("0.002"));
    for (const double next : {0.001, 0.0003, 0.0001, 0.00003, 0.00001, 3e-6, 1e-6, 1e-6}) {
        QTest::keyClick(&rate, Qt::Key_Down);
        QCOMPARE(form->config().learningRate, next);
    }
}

void TestNumberFields::stepsLeaveNoRoundingErrors()
{
    Form form;
    auto& dropout = form.field("dropout");
    for (int i = 1; i <= 18; ++i) {
        QTest::keyClick(&dropout, Qt::Key_Up);
        QVERIFY2(dropout.text().size() <= 4, qPrintable(dropout.text()));
    }
    QCOMPARE(form->config().dropout, 0.9);
}

void TestNumberFields::percentagesAreExact()
{
    Form form;
    for (int percent = 0; percent <= 50; ++percent) {
        TrainingConfig config;
        config.validationShare = percent / 100.0;
        form->setConfig(config);
        QCOMPARE(form->config().validationShare, config.validationShare);
        QCOMPARE(form.field("validationShare").text(), QStringLiteral("%1%").arg(percent));
    }
}

QTEST_MAIN(TestNumberFields)
#include "tst_number_fields.moc"
