// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/dataset.h"
#include "core/training/presets.h"
#include "ui/base/english.h"
#include "ui/data/augmentation_preview.h"
#include "ui/training/training_form.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QImage>
#include <QLabel>
#include <QLocale>
#include <QSet>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>
#include <QWidget>

using namespace numeral;
using namespace numeral::ui;

class TestTrainingForm : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }
    void startsWithTheTutorial();
    void whatIsTypedIsWhatIsTrained();
    void parametersOfAnotherOptimizerDoNotCount();
    void parameterCountFollowsTheNetwork();
    void parameterCountFollowsTheData();
    void aConvolutionalNetworkIsEdited();
    void anotherKindOfNetworkBeginsWithItsPreset();
    void aPresetFillsTheFormAndKeepsTheSeed();
    void editingLeavesThePreset();
    void theDiceDrawANewSeed();
    void thePreviewFollowsTheDeformation();
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

/// The field, after unfolding all sections of the form.
template <typename Field>
Field& shown(TrainingForm& form, const char* name)
{
    for (const char* section : {"learningSection", "regularisationSection", "deformationSection"}) {
        auto* header = form.findChild<QToolButton*>(QLatin1String(section));
        if (!header->isChecked()) {
            QTest::mouseClick(header, Qt::LeftButton);
        }
    }
    return *form.findChild<Field*>(QLatin1String(name));
}

void typeNumber(TrainingForm& form, const char* name, const char* number)
{
    type(shown<QDoubleSpinBox>(form, name), QLatin1String(number));
}

void choose(TrainingForm& form, const char* name, const char* option)
{
    auto& list = shown<QComboBox>(form, name);
    QTest::keyClicks(&list, QLatin1String(option)); // typing selects the item
    QCOMPARE(list.currentText(), QLatin1String(option));
}

/// Without typing: letters typed in quick succession are one search.
void setText(TrainingForm& form, const char* name, const char* option)
{
    shown<QComboBox>(form, name).setCurrentText(QString::fromUtf8(option));
}

/// Some images of one stroke each.
std::shared_ptr<const Dataset> strokes()
{
    std::vector<std::uint8_t> pixels(20 * 784);
    for (std::size_t image = 0; image < 20; ++image) {
        for (std::size_t row = 5; row < 23; ++row) {
            std::fill_n(pixels.begin() + static_cast<std::ptrdiff_t>(image * 784 + row * 28 + 12),
                3, std::uint8_t{255});
        }
    }
    Dataset dataset;
    dataset.training = LabelledImages({28, 28}, pixels, std::vector<Label>(20));
    dataset.classes.resize(10);
    return std::make_shared<const Dataset>(dataset);
}

std::shared_ptr<const Dataset> emptyDataset(const ImageShape& shape, std::size_t classes)
{
    Dataset dataset;
    dataset.training = LabelledImages(shape, std::vector<std::uint8_t>(), std::vector<Label>());
    dataset.classes.resize(classes);
    return std::make_shared<const Dataset>(dataset);
}

QString parameterText(const TrainingForm& form)
{
    return form.findChild<QLabel*>(QStringLiteral("networkSize"))->text();
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
    choose(form, "activation", "GELU");
    choose(form, "schedule", "One cycle");
    choose(form, "stoppingMetric", "Accuracy");
    choose(form, "initializer", "He normal");
    choose(form, "initialSmoothing", "Off");
    choose(form, "inputCentring", "Off");
    choose(form, "engine", "LibTorch");
    typeNumber(form, "beta1", "0.8");
    typeNumber(form, "beta2", "0.99");
    typeNumber(form, "epsilon", "0.0001");
    typeNumber(form, "weightAveraging", "0.999");
    typeNumber(form, "dropout", "0.25");
    typeNumber(form, "weightDecay", "0.01");
    typeNumber(form, "labelSmoothing", "0.1");
    typeNumber(form, "rotation", "12");
    typeNumber(form, "scaling", "15");
    typeNumber(form, "shear", "5");
    typeNumber(form, "shift", "1.5");
    typeNumber(form, "elasticStrength", "30");
    typeNumber(form, "elasticSmoothness", "5");
    typeNumber(form, "strokeThickness", "0.3");
    typeNumber(form, "penDrawings", "20");
    typeNumber(form, "outliers", "10");
    const TrainingConfig config = form.config();
    QCOMPARE(config.batchSize, 256);
    QCOMPARE(config.epochs, 7);
    QCOMPARE(config.patience, 5);
    QCOMPARE(config.hiddenLayers, (std::vector<int>{120, 50, 30}));
    QCOMPARE(config.learningRate, 0.01);
    QCOMPARE(config.validationShare, 0.25);
    QCOMPARE(config.seed, 42);
    QCOMPARE(config.activation, Activation::Gelu);
    QCOMPARE(config.schedule, Schedule::OneCycle);
    QCOMPARE(config.stoppingMetric, StoppingMetric::Accuracy);
    QCOMPARE(config.initializer, Initializer::HeNormal);
    QVERIFY(!config.initialSmoothing && !config.inputCentring);
    QCOMPARE(config.engine, EngineChoice::Torch);
    QCOMPARE(config.beta1, 0.8);
    QCOMPARE(config.beta2, 0.99);
    QCOMPARE(config.epsilon, 0.0001);
    QCOMPARE(config.weightAveraging, 0.999);
    QCOMPARE(config.dropout, 0.25);
    QCOMPARE(config.weightDecay, 0.01);
    QCOMPARE(config.labelSmoothing, 0.1);
    QCOMPARE(config.augmentation, (AugmentationLimits{12, 0.15, 5, 1.5, 30, 5, 0.3}));
    QCOMPARE(config.penDrawings, 0.2);
    QCOMPARE(config.outliers, 0.1);
    QVERIFY(changed.count() >= 9);

    setText(form, "optimizer", "SGD");
    typeNumber(form, "momentum", "0.9");
    choose(form, "nesterov", "On");
    QCOMPARE(form.config().momentum, 0.9);
    QVERIFY(form.config().nesterov);
    setText(form, "optimizer", "RMSprop");
    typeNumber(form, "alpha", "0.95");
    QCOMPARE(form.config().alpha, 0.95);
    setText(form, "optimizer", "Adagrad");
    typeNumber(form, "initialAccumulator", "0.1");
    QCOMPARE(form.config().initialAccumulator, 0.1);
}

/// They are neither shown nor recorded, so a preset is still that preset.
void TestTrainingForm::parametersOfAnotherOptimizerDoNotCount()
{
    TrainingForm form;
    form.show();
    const auto* presets = form.findChild<QComboBox*>(QStringLiteral("presets"));
    QVERIFY(presets != nullptr);
    const QString tutorial = presets->currentText();
    setText(form, "optimizer", "SGD");
    typeNumber(form, "momentum", "0.9");
    QVERIFY(presets->currentText() != tutorial);
    setText(form, "optimizer", "Adam");
    QCOMPARE(form.config().momentum, 0.0);
    QCOMPARE(presets->currentText(), tutorial);
    setText(form, "optimizer", "SGD");
    QCOMPARE(form.config().momentum, 0.9); // as it was left
}

void TestTrainingForm::parameterCountFollowsTheNetwork()
{
    const EnglishPlurals plurals;
    TrainingForm form;
    QVERIFY2(
        parameterText(form).endsWith(QLatin1String(": 42,310 parameters, 42,200 multiply-adds")),
        qPrintable(parameterText(form)));
    spinBox(form, "hiddenLayerCount").setValue(0);
    QVERIFY2(parameterText(form).endsWith(QLatin1String(": 7,850 parameters, 7,840 multiply-adds")),
        qPrintable(parameterText(form)));
}

void TestTrainingForm::parameterCountFollowsTheData()
{
    TrainingForm form;
    form.setLocale(QLocale::c());
    spinBox(form, "hiddenLayerCount").setValue(0);
    form.setDataset(emptyDataset({4, 5}, 3));
    QVERIFY2(parameterText(form).contains(QLatin1String("63")), qPrintable(parameterText(form)));
    form.setDataset(emptyDataset({4096, 4096}, 10));
    spinBox(form, "hiddenLayerCount").setValue(1);
    spinBox(form, "hiddenWidth1").setValue(4096);
    QVERIFY2(parameterText(form).contains(QLatin1String("fewer")), qPrintable(parameterText(form)));
}

/// Blocks are edited as hidden layers are, and shown for convolutional networks only.
void TestTrainingForm::aConvolutionalNetworkIsEdited()
{
    const EnglishPlurals plurals;
    TrainingForm form;
    form.show();
    auto* blocks = &spinBox(form, "blockCount");
    QVERIFY(!blocks->isVisible());
    auto* centring = form.findChild<QComboBox*>(QStringLiteral("inputCentring"));
    form.findChild<QToolButton*>(QStringLiteral("learningSection"))->click();
    QVERIFY(centring->isVisible());

    auto* kind = form.findChild<QComboBox*>(QStringLiteral("network"));
    kind->setFocus();
    QTest::keyClick(kind, Qt::Key_Down);
    QCOMPARE(kind->currentText(), QStringLiteral("Convolutional"));
    QVERIFY(blocks->isVisible());
    QVERIFY(!centring->isVisible());
    spinBox(form, "hiddenLayerCount").setValue(1);
    type(spinBox(form, "hiddenWidth1"), QStringLiteral("128"));
    QCOMPARE(parameterText(form),
        QStringLiteral("28×28–16×5–32×5–128–10: 215,370 parameters, 3,024,384 multiply-adds"));

    QVERIFY(!spinBox(form, "channels3").isVisible());
    type(*blocks, QStringLiteral("3"));
    QVERIFY(spinBox(form, "channels3").isVisible());
    type(spinBox(form, "channels3"), QStringLiteral("20"));
    setText(form, "kernel3", "3×3");
    setText(form, "pooling3", "none");
    QCOMPARE(
        form.config().blocks, (std::vector<ConvolutionBlock>{{16, 5, 2}, {32, 5, 2}, {20, 3, 1}}));
    setText(form, "pooling2", "4×4");
    setText(form, "pooling3", "4×4");
    QVERIFY2(parameterText(form).contains(QLatin1String("leaves nothing")),
        qPrintable(parameterText(form)));

    setText(form, "network", "Perceptron");
    QVERIFY(!blocks->isVisible());
    QVERIFY(centring->isVisible());
    QCOMPARE(form.config().blocks, TrainingConfig().blocks); // as it does not count
}

/// Tutorial's 100 epochs would take a convolutional network half an hour. What the user has set
/// stays.
void TestTrainingForm::anotherKindOfNetworkBeginsWithItsPreset()
{
    TrainingForm form;
    spinBox(form, "seed").setValue(77);
    const auto* presets = form.findChild<QComboBox*>(QStringLiteral("presets"));
    setText(form, "network", "Convolutional");
    QCOMPARE(presets->currentText(), QStringLiteral("LeNet"));
    QCOMPARE(form.config().epochs, findPreset("lenet")->config.epochs);
    QCOMPARE(form.config().seed, 77);
    setText(form, "network", "Perceptron");
    QCOMPARE(presets->currentText(), QStringLiteral("Tutorial"));

    spinBox(form, "epochs").setValue(20);
    setText(form, "network", "Convolutional");
    QCOMPARE(presets->currentText(), QStringLiteral("Custom"));
    QCOMPARE(form.config().epochs, 20);

    form.setConfig(findPreset("convolutional")->config); // as a model file's
    QCOMPARE(presets->currentText(), QStringLiteral("Convolutional"));
}

void TestTrainingForm::aPresetFillsTheFormAndKeepsTheSeed()
{
    TrainingForm form;
    form.show();
    spinBox(form, "seed").setValue(77);
    auto* presets = form.findChild<QComboBox*>(QStringLiteral("presets"));
    QCOMPARE(presets->currentText(), QStringLiteral("Tutorial")); // presets don't set the seed
    presets->setFocus();
    QTest::keyClick(presets, Qt::Key_Down);
    QCOMPARE(presets->currentText(), QStringLiteral("Textbook"));
    QTest::keyClick(presets, Qt::Key_Down);
    QCOMPARE(presets->currentText(), QStringLiteral("Quick"));
    QTest::keyClick(presets, Qt::Key_Down);
    QCOMPARE(presets->currentText(), QStringLiteral("Accurate"));
    QCOMPARE(form.config(), [] {
        TrainingConfig accurate = findPreset("accurate")->config;
        accurate.seed = 77;
        return accurate;
    }());
    QCOMPARE(form.config().seed, 77);
}

void TestTrainingForm::editingLeavesThePreset()
{
    TrainingForm form;
    auto* presets = form.findChild<QComboBox*>(QStringLiteral("presets"));
    spinBox(form, "batchSize").setValue(101);
    QCOMPARE(presets->currentText(), QStringLiteral("Custom"));
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

void TestTrainingForm::thePreviewFollowsTheDeformation()
{
    TrainingForm form;
    form.setDataset(strokes());
    form.show();
    auto& preview = shown<AugmentationPreview>(form, "deformationPreview");
    const auto picture = [&preview] { return preview.grab().toImage(); };
    const QImage plain = picture();
    QTest::mouseClick(&preview, Qt::LeftButton);
    QCOMPARE(picture(), plain); // nothing is deformed yet
    shown<QDoubleSpinBox>(form, "rotation").setValue(20);
    const QImage turned = picture();
    QVERIFY(turned != plain);
    QTest::mouseClick(&preview, Qt::LeftButton);
    QVERIFY(picture() != turned); // other samples
    shown<QDoubleSpinBox>(form, "rotation").setValue(0);
    QCOMPARE(picture(), plain);
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
    config.weightAveraging = 0.99999;
    config.weightDecay = 10;
    config.augmentation = {180, 1, 60, 4096, 1000, 64, 1};
    TrainingForm form;
    form.setConfig(config);
    QCOMPARE(form.config(), config);
    config.kind = NetworkKind::Convolutional;
    config.blocks = {{1, 1, 1}, {512, 15, 4}, {3, 7, 3}, {4, 9, 2}, {5, 11, 1}, {6, 13, 1},
        {7, 3, 1}, {8, 5, 1}};
    form.setConfig(config);
    QCOMPARE(form.config(), config);
}

QTEST_MAIN(TestTrainingForm)
#include "tst_training_form.moc"
