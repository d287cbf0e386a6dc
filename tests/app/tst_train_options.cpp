// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tests the options of `train` and what it prints.
#include "../support/isolated_home.h"
#include "cli_process.h"

#include "core/exchange/safetensors.h"
#include "core/training/presets.h"

#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace numeral;

class TestTrainOptions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QVERIFY(m_folder.isValid()); }
    void everySettingIsAnOption();
    void whatIsGivenCountsMoreThanThePreset();
    void whatTheOptimizerLacksIsRefused();
    void theTimeIsToldFirst();
    void otherActivationsAreReadAlike();
    void outliersNeedDigits();
    void presetsFitDataWithoutDigits();
    void convolutionalNetworksAreTrainedAlike();
    void unknownNamesAreErrorsOfUsage_data();
    void unknownNamesAreErrorsOfUsage();

private:
    QString file(const char* name) const { return m_folder.filePath(QLatin1String(name)); }

    QTemporaryDir m_folder;
};

void TestTrainOptions::everySettingIsAnOption()
{
    const QByteArray help = run(words("train --help")).output;
    const TrainingConfig config;
    forEachSetting(config, [&help](const auto& setting, const auto&) {
        QByteArray key;
        if constexpr (std::is_same_v<std::decay_t<decltype(setting)>, SettingText>) {
            key = setting.key;
        } else {
            key = setting.text.key;
        }
        key.replace("hidden_layers", "hidden");
        QVERIFY2(help.contains("--" + key.replace('_', '-')), key.constData());
    });
}

void TestTrainOptions::whatIsGivenCountsMoreThanThePreset()
{
    const ProcessResult result
        = run(words("train --epochs 1 --hidden 20 --preset accurate --dropout 0.1 "
                    "--validation-share 0.5 --batch-size 500 --json --output")
            << file("preset.safetensors"));
    QCOMPARE(result.exitCode, 0);
    const QJsonObject start = result.lines().value(0);
    QCOMPARE(start[QLatin1String("schedule")].toString(), QStringLiteral("one_cycle"));
    QCOMPARE(start[QLatin1String("epochs")].toInt(), 1);
    QCOMPARE(start[QLatin1String("batch_size")].toInt(), 500);
    QCOMPARE(start[QLatin1String("dropout")].toDouble(), 0.1);
    QCOMPARE(start[QLatin1String("elastic_strength")].toDouble(),
        findPreset("accurate")->config.augmentation.elasticStrength);
    const Result<Model> model = readSafeTensors(file("preset.safetensors").toStdString());
    QVERIFY(model);
    TrainingConfig expected = findPreset("accurate")->config;
    expected.epochs = 1;
    expected.hiddenLayers = {20};
    expected.dropout = 0.1;
    expected.validationShare = 0.5;
    expected.batchSize = 500;
    expected.engine = EngineChoice::Native; // which trained, not "auto"
    QCOMPARE(parseTrainingConfig(model->provenance.configuration).value(), expected);
}

void TestTrainOptions::whatTheOptimizerLacksIsRefused()
{
    const ProcessResult refused = run(words("train --momentum 0.9"));
    QCOMPARE(refused.exitCode, 2);
    QVERIFY2(refused.errors.contains("Adam has no momentum"), refused.errors.constData());
    // Textbook's ε means nothing to SGD, but it wasn't asked for.
    const ProcessResult taken
        = run(words("train --preset textbook --optimizer sgd --momentum 0.9 --learning-rate 0.1 "
                    "--hidden none --epochs 1 --json --output")
            << file("sgd.safetensors"));
    QCOMPARE(taken.exitCode, 0);
    const QJsonObject start = taken.lines().value(0);
    QCOMPARE(start[QLatin1String("engine")].toString(), QStringLiteral("torch"));
    QCOMPARE(start[QLatin1String("momentum")].toDouble(), 0.9);
    QCOMPARE(start[QLatin1String("threads")].toInt(), 1); // the network is small
}

void TestTrainOptions::theTimeIsToldFirst()
{
    const ProcessResult result
        = run(words("train --hidden none --epochs 1 --patience 0 --rotation 5 --output")
            << file("time.safetensors"));
    QCOMPARE(result.exitCode, 0);
    const QByteArrayList lines = result.output.split('\n');
    QCOMPARE(lines.value(0), "Engine: Native, the fastest for this network.");
    const QByteArray first = lines.value(1);
    QVERIFY2(first.startsWith("About") && first.contains("1 epoch of"), first.constData());
    QVERIFY2(first.contains("training") && first.contains("augmentation"), first.constData());
    // The Wilson score interval of the accuracy.
    const QRegularExpression pattern(
        QStringLiteral("Test accuracy ([0-9.]+)% \\(95% interval ([0-9.]+) to ([0-9.]+)%\\)"));
    const auto match = pattern.match(QString::fromUtf8(result.output));
    QVERIFY2(match.hasMatch(), result.output.constData());
    const double accuracy = match.captured(1).toDouble();
    const double low = match.captured(2).toDouble();
    const double high = match.captured(3).toDouble();
    QVERIFY(low < accuracy && accuracy < high && high - low > 0.5 && high - low < 2.5);
}

void TestTrainOptions::otherActivationsAreReadAlike()
{
    for (const char* activation : {"gelu", "tanh"}) {
        const QString model = file(activation);
        const ProcessResult training = run(words("train --epochs 1 --json --activation")
            << QLatin1String(activation) << QStringLiteral("--output") << model);
        QCOMPARE(training.exitCode, 0);
        const QJsonObject done = training.lines().last();
        QVERIFY(done[QLatin1String("test_accuracy")].toDouble() > 0.8);
        const QJsonObject evaluation
            = run(words("evaluate --json --model") << model).lines().value(0);
        QCOMPARE(evaluation[QLatin1String("test_accuracy")], done[QLatin1String("test_accuracy")]);
    }
}

void TestTrainOptions::outliersNeedDigits()
{
    const ProcessResult result = run(
        words("train --data fashion-mnist --outliers 0.1 --output") << file("none.safetensors"));
    QCOMPARE(result.exitCode, 1);
    QVERIFY(isOneSentence(result.errors));
    QVERIFY2(result.errors.contains("Fashion-MNIST"), result.errors.constData());
}

void TestTrainOptions::presetsFitDataWithoutDigits()
{
    const QString model = file("clothes.safetensors");
    const ProcessResult result
        = run(words("train --data fashion-mnist --preset accurate --hidden 16 --epochs 1 --output")
            << model);
    QCOMPARE(result.exitCode, 0);
    QVERIFY2(result.output.contains("Pen drawings and outliers are left out"),
        result.output.constData());
    const TrainingConfig config
        = parseTrainingConfig(readSafeTensors(model.toStdString())->provenance.configuration)
              .value();
    QCOMPARE(config.penDrawings, 0.0);
    QCOMPARE(config.outliers, 0.0);
    QVERIFY(!config.augmentation.isIdentity()); // the rest stays
}

/// A convolutional network is trained, described, evaluated and exported by the same commands.
void TestTrainOptions::convolutionalNetworksAreTrainedAlike()
{
    const QString model = file("conv.safetensors");
    const ProcessResult result = run(words("train --network conv --blocks 4x3x3,3x3 --hidden 12 "
                                           "--epochs 1 --batch-size 500 --learning-rate 0.01 "
                                           "--json --output")
        << model);
    QVERIFY2(result.exitCode == 0, result.errors.constData());
    QCOMPARE(result.lines().value(0).value(QStringLiteral("parameters")).toInt(),
        4 * 10 + 3 * 37 + 12 * (3 * 16 + 1) + 10 * 13);
    const Result<Model> trained = readSafeTensors(model.toStdString());
    QVERIFY(trained);
    QVERIFY(trained->weights->architecture()
        == (ConvolutionalNetwork{{28, 28}, {{4, 3, 3}, {3, 3, 2}}, {12}, 10}));

    const QByteArray described = run(words("info") << model).output;
    QVERIFY2(
        described.contains("28×28–4×3–3×3–12–10, ReLU, 869 parameters"), described.constData());
    QVERIFY2(described.contains(
                 "4 channels of 3×3 pixels, pooled by 3; 3 channels of 3×3 pixels, pooled by 2"),
        described.constData());
    const double accuracy = result.lines().last().value(QStringLiteral("test_accuracy")).toDouble();
    QVERIFY2(accuracy > 0.8, qPrintable(QString::number(accuracy)));
    const ProcessResult evaluated = run(words("evaluate --json --model") << model);
    QCOMPARE(
        evaluated.lines().value(0).value(QStringLiteral("test_accuracy")).toDouble(), accuracy);
    const QString table = file("conv.csv");
    QCOMPARE(
        run(words("export --format csv --model") << model << words("--output") << table).exitCode,
        0);
}

void TestTrainOptions::unknownNamesAreErrorsOfUsage_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QString>("mentions");
    const auto row = [](const char* arguments, const char* mentions) {
        QTest::newRow(arguments) << QString::fromLatin1(arguments) << QString::fromLatin1(mentions);
    };
    row("train --preset magic", "tutorial, textbook, quick, accurate, champion");
    row("train --activation sigmoid", "relu, gelu, tanh");
    row("train --schedule warm", "constant, cosine, one_cycle");
    row("train --optimizer lion", "adam, adamw, sgd, rmsprop, adagrad");
    row("train --initializer zeros", "glorot_normal, glorot_uniform, he_normal, he_uniform");
    row("train --dropout 1", "dropout");
    row("train --outliers 2", "outliers");
    row("train --stroke-thickness 2", "--stroke-thickness");
    row("train --network transformer", "perceptron, conv");
    row("train --blocks 16x5", "A perceptron has no blocks.");
    row("train --network conv --blocks 16", "not a list of blocks such as 16x5,32x5");
    row("train --network conv --blocks 16x5,", "not a list of blocks");
    row("train --network conv --blocks 16x5x2x2", "not a list of blocks");
    row("train --network conv --blocks -16x5", "not a list of blocks");
    row("train --network conv --blocks 16x4", "odd");
    row("train --network conv --input-centring off",
        "A convolutional network has no input centring");
}

void TestTrainOptions::unknownNamesAreErrorsOfUsage()
{
    QFETCH(QString, arguments);
    QFETCH(QString, mentions);
    const ProcessResult result = run(arguments.split(QLatin1Char(' ')));
    QCOMPARE(result.exitCode, 2);
    QVERIFY2(result.errors.contains(mentions.toUtf8()), result.errors.constData());
    QCOMPARE(result.errors.count('\n'), 1);
}

int main(int argc, char* argv[])
{
    const IsolatedHome home;
    QCoreApplication application(argc, argv);
    TestTrainOptions test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_train_options.moc"
