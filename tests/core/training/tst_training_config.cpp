// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/presets.h"
#include "core/training/training_config.h"

#include <QTest>

#include <limits>

using namespace numeral;

class TestTrainingConfig : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void defaultsAreTheTutorial();
    void rangesAreChecked_data();
    void rangesAreChecked();
    void jsonRoundTrip();
    void missingKeysKeepTheirDefaults();
    void badJsonIsRefused_data();
    void badJsonIsRefused();
    void networkFollowsTheData();
    void presetsAreValid();
};

void TestTrainingConfig::defaultsAreTheTutorial()
{
    const TrainingConfig config;
    QCOMPARE(config.batchSize, 100);
    QCOMPARE(config.hiddenLayers, (std::vector<int>{50, 50}));
    QCOMPARE(config.epochs, 100);
    QCOMPARE(config.patience, 2);
    QCOMPARE(config.learningRate, 0.001);
    QCOMPARE(config.validationShare, 0.1);
    QVERIFY(config.validate());
    QCOMPARE(trainingPresets().front().id, std::string_view("tutorial"));
    QCOMPARE(trainingPresets().front().config, config);
}

void TestTrainingConfig::rangesAreChecked_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("named"); // the setting's name in the error; empty if valid
    const auto row = [](const char* key, const char* value, const char* named) {
        QTest::addRow("%s %s", key, value)
            << QString::fromLatin1(key) << QString::fromLatin1(value) << QString::fromLatin1(named);
    };
    row("batch_size", "0", "batch size");
    row("batch_size", "1", "");
    row("batch_size", "8192", "");
    row("batch_size", "8193", "batch size");
    row("batch_size", "9999999999", "batch size");
    row("network", "\"conv\"", "");
    row("network", "\"transformer\"", "network");
    row("blocks", R"([{"channels":512,"kernel":15,"pooling":4}])", "");
    row("blocks", "[]", "1 to 8 blocks");
    row("blocks", "3", "blocks");
    row("blocks", "[3]", "blocks");
    row("blocks", R"([{"channels":1,"kernel":3}])", "blocks");
    row("blocks", R"([{"channels":1,"kernel":3,"pooling":2,"stride":1}])", "blocks");
    row("blocks", R"([{"channels":0,"kernel":3,"pooling":2}])", "number of channels");
    row("blocks", R"([{"channels":513,"kernel":3,"pooling":2}])", "number of channels");
    row("blocks", R"([{"channels":1,"kernel":4,"pooling":2}])", "odd");
    row("blocks", R"([{"channels":1,"kernel":17,"pooling":2}])", "kernel size");
    row("blocks", R"([{"channels":1,"kernel":-3,"pooling":2}])", "kernel size");
    row("blocks", R"([{"channels":1,"kernel":3,"pooling":5}])", "pooling");
    row("blocks", R"([{"channels":1,"kernel":3,"pooling":9999999999}])", "pooling");
    row("hidden_layers", "[]", "");
    row("hidden_layers", "[1,4096,1,1,1,1,1,1]", "");
    row("hidden_layers", "[1,1,1,1,1,1,1,1,1]", "hidden layers");
    row("hidden_layers", "[0]", "hidden width");
    row("hidden_layers", "[50,4097]", "hidden width");
    row("epochs", "0", "epochs");
    row("epochs", "10000", "");
    row("epochs", "10001", "epochs");
    row("patience", "0", "");
    row("patience", "-1", "patience");
    row("patience", "1001", "patience");
    row("learning_rate", "0.000001", "");
    row("learning_rate", "1", "");
    row("learning_rate", "1.001", "learning rate");
    row("learning_rate", "0", "learning rate");
    row("validation_share", "0", "");
    row("validation_share", "0.5", "");
    row("validation_share", "0.51", "validation share");
    row("validation_share", "-0.1", "validation share");
    row("activation", "\"gelu\"", "");
    row("activation", "\"sigmoid\"", "activation");
    row("schedule", "\"one_cycle\"", "");
    row("schedule", "\"warm\"", "schedule");
    row("stopping_metric", "\"accuracy\"", "");
    row("stopping_metric", "1", "stopping_metric");
    row("dropout", "0.9", "");
    row("dropout", "0.91", "dropout");
    row("weight_decay", "10", "");
    row("weight_decay", "-0.1", "weight decay");
    row("label_smoothing", "0.9", "");
    row("label_smoothing", "1", "label smoothing");
    row("weight_averaging", "0.99999", "");
    row("weight_averaging", "1", "weight averaging");
    row("rotation", "180", "");
    row("rotation", "181", "rotation");
    row("elastic_smoothness", "0", "elastic smoothness");
    row("stroke_thickness", "1.5", "stroke thickness");
    row("pen_drawings", "1", "");
    row("pen_drawings", "1.1", "share of pen drawings");
    row("outliers", "-0.1", "share of outliers");
    row("seed", "0", "");
    row("seed", "-1", "seed");
    row("seed", "2147483648", "seed");
}

void TestTrainingConfig::rangesAreChecked()
{
    QFETCH(QString, key);
    QFETCH(QString, value);
    QFETCH(QString, named);
    const std::string json = QStringLiteral("{\"%1\":%2}").arg(key, value).toStdString();
    const Result<TrainingConfig> config = parseTrainingConfig(json);
    QCOMPARE(config.has_value(), named.isEmpty());
    if (!config) {
        QCOMPARE(config.error().code, ErrorCode::InvalidSetting);
        const QString sentence = QString::fromStdString(config.error().detail);
        QVERIFY2(sentence.contains(named), qPrintable(sentence));
    }
}

void TestTrainingConfig::jsonRoundTrip()
{
    TrainingConfig config;
    config.batchSize = 33;
    config.hiddenLayers = {7, 800, 9};
    config.kind = NetworkKind::Convolutional;
    config.blocks = {{7, 3, 1}, {9, 5, 4}};
    config.epochs = 12;
    config.patience = 0;
    config.learningRate = 0.000123;
    config.validationShare = 0.29;
    config.activation = Activation::Tanh;
    config.stoppingMetric = StoppingMetric::Accuracy;
    config.schedule = Schedule::OneCycle;
    config.dropout = 0.25;
    config.weightDecay = 0.01;
    config.labelSmoothing = 0.1;
    config.weightAveraging = 0.999;
    config.augmentation = {1, 0.2, 3, 4, 5, 6, 0.7};
    config.penDrawings = 0.5;
    config.outliers = 0.25;
    config.seed = 2147483647;
    config.optimizer = OptimizerKind::Sgd;
    config.momentum = 0.9;
    config.nesterov = true;
    config.beta1 = 0.8;
    config.beta2 = 0.99;
    config.epsilon = 1e-7;
    config.alpha = 0.9;
    config.initialAccumulator = 0.1;
    config.initializer = Initializer::HeUniform;
    config.initialSmoothing = false;
    config.inputCentring = false;
    config.engine = EngineChoice::Torch;
    const Result<TrainingConfig> parsed = parseTrainingConfig(toJson(config));
    QVERIFY(parsed);
    QCOMPARE(*parsed, config);

    // In older models weight decay means AdamW, and outliers have another key.
    const auto older = parseTrainingConfig("{\"weight_decay\":0.1,\"strangers\":0.4}");
    QVERIFY(older);
    QCOMPARE(older->optimizer, OptimizerKind::AdamW);
    QCOMPARE(older->outliers, 0.4);
    QVERIFY(!parseTrainingConfig("{\"optimizer\":\"sgd\",\"nesterov\":\"on\"}"));

    TrainingConfig notANumber;
    notANumber.learningRate = std::numeric_limits<double>::quiet_NaN();
    QVERIFY(!notANumber.validate());
}

void TestTrainingConfig::missingKeysKeepTheirDefaults()
{
    const Result<TrainingConfig> parsed = parseTrainingConfig(R"({"epochs":3})");
    QVERIFY(parsed);
    QCOMPARE(parsed->epochs, 3);
    QCOMPARE(parsed->batchSize, 100);
    QCOMPARE(parsed->hiddenLayers, (std::vector<int>{50, 50}));
}

void TestTrainingConfig::badJsonIsRefused_data()
{
    QTest::addColumn<QString>("json");
    QTest::newRow("nothing") << QString();
    QTest::newRow("not JSON") << QStringLiteral("batch_size=3");
    QTest::newRow("a list") << QStringLiteral("[1,2]");
    QTest::newRow("cut off") << QStringLiteral("{\"epochs\":3");
    QTest::newRow("unknown key") << QStringLiteral("{\"batchsize\":3}");
    QTest::newRow("text for a number") << QStringLiteral("{\"epochs\":\"3\"}");
    QTest::newRow("a broken number") << QStringLiteral("{\"epochs\":3.5}");
    QTest::newRow("a number for a list") << QStringLiteral("{\"hidden_layers\":50}");
    QTest::newRow("text in a list") << QStringLiteral("{\"hidden_layers\":[50,\"x\"]}");
    QTest::newRow("text for a rate") << QStringLiteral("{\"learning_rate\":\"fast\"}");
}

void TestTrainingConfig::badJsonIsRefused()
{
    QFETCH(QString, json);
    const Result<TrainingConfig> config = parseTrainingConfig(json.toStdString());
    QVERIFY(!config);
    QCOMPARE(config.error().code, ErrorCode::InvalidSetting);
}

void TestTrainingConfig::networkFollowsTheData()
{
    TrainingConfig config;
    config.hiddenLayers = {5};
    const Architecture network = config.network({3, 4}, 7);
    QCOMPARE(network.inputs(), std::size_t(12));
    QCOMPARE(network.hidden(), (std::vector<std::size_t>{5}));
    QCOMPARE(network.outputs(), std::size_t(7));
    QCOMPARE(network.parameterCount(), std::size_t(12 * 5 + 5 + 5 * 7 + 7));
    QCOMPARE(network.activation(), Activation::Relu);
    config.activation = Activation::Gelu;
    QCOMPARE(config.network({3, 4}, 7).activation(), Activation::Gelu);
}

void TestTrainingConfig::presetsAreValid()
{
    for (const TrainingPreset& preset : trainingPresets()) {
        QVERIFY2(preset.config.validate(), preset.id.data());
        QVERIFY2(std::string_view(preset.reason).ends_with('.'), preset.id.data());
        QCOMPARE(findPreset(preset.id), &preset);
    }
    QVERIFY(findPreset("accurate") != nullptr && findPreset("champion") != nullptr);
    QCOMPARE(findPreset("magic"), nullptr);
}

QTEST_GUILESS_MAIN(TestTrainingConfig)
#include "tst_training_config.moc"
