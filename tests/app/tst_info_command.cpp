// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tests `info` and `train --like`, which show and use what a model says about its training.
#include "../support/isolated_home.h"
#include "cli_process.h"

#include "core/exchange/formats.h"
#include "core/exchange/safetensors.h"
#include "core/training/training_config.h"
#include "tests/core/exchange/safetensors_file.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace numeral;

class TestInfoCommand : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void tellsHowAModelWasTrained();
    void tellsTheSameInJson();
    void describesTheBuiltInModel();
    void namesThatSettingsAreTheDefaults();
    void tellsWhatImagesLookLike();
    void saysThatAnotherProgramWroteAFile();
    void refusesADamagedFile();
    void namesFromAFileCannotDriveTheTerminal();
    void likeRepeatsTheRun();
    void explicitOptionsCountMore();
    void likeTakesOlderModels();
    void likeNeedsSettings_data();
    void likeNeedsSettings();
    void likeExcludesAPreset();
    void filesSayWhatTheyAre();

private:
    QString file(const QString& name) const { return m_folder.filePath(name); }
    QString write(const QString& name, const QByteArray& content) const;
    QString write(const QString& name, const Model& model) const;

    QTemporaryDir m_folder;
    QString m_model;
};

QString TestInfoCommand::write(const QString& name, const QByteArray& content) const
{
    QFile written(file(name));
    if (!written.open(QIODevice::WriteOnly) || written.write(content) != content.size()) {
        qFatal("the test's own file can't be written");
    }
    return written.fileName();
}

QString TestInfoCommand::write(const QString& name, const Model& model) const
{
    if (!exportModel(model, modelFormat(), file(name).toStdString())) {
        qFatal("the test's own file can't be written");
    }
    return file(name);
}

namespace {

QByteArray fileOfAnotherProgram()
{
    return test::safeTensorsFile(
        {{QStringLiteral("fc.weight"), {2, 4}, test::floats(QList<float>(8, 0.5F))}});
}

Model smallModel()
{
    Model model;
    model.weights = initialWeights(Perceptron{4, {3}, 2}, 1);
    model.image = {2, 2};
    model.classes = {"yes", "no"};
    model.preprocessing = Preprocessing::Fit;
    return model;
}

} // namespace

void TestInfoCommand::initTestCase()
{
    m_model = file(QStringLiteral("trained.safetensors"));
    const ProcessResult result
        = run(words("train --hidden 20 --epochs 3 --patience 1 --batch-size 200 --schedule cosine "
                    "--activation tanh --seed 7 --output")
            << m_model);
    QVERIFY2(result.exitCode == 0, result.errors.constData());
}

void TestInfoCommand::tellsHowAModelWasTrained()
{
    const ProcessResult result = run(words("info") << m_model);
    QCOMPARE(result.exitCode, 0);
    QVERIFY2(result.errors.isEmpty(), result.errors.constData());
    const Result<Model> model = readSafeTensors(m_model.toStdString());
    const QJsonObject outcome
        = QJsonDocument::fromJson(QByteArray::fromStdString(model->provenance.result)).object();
    const QString accuracy
        = QString::number(100 * outcome[QLatin1String("test_accuracy")].toDouble(), 'f', 2);
    const QString epochs = QStringLiteral("%1 of at most 3, weights of epoch %2")
                               .arg(outcome[QLatin1String("epochs")].toInt())
                               .arg(outcome[QLatin1String("best_epoch")].toInt());
    const QString expected = QStringLiteral(
        "File           %1\n"
        "Checksum       correct\n"
        "Network        784–20–10, tanh, 15910 parameters\n"
        "Classes        0, 1, 2, 3, 4, 5, 6, 7, 8, 9\n"
        "Input          28×28 pixels, boxed, scaled and centred like MNIST's digits\n"
        "Data           MNIST\n"
        "Test accuracy  %2%\n"
        "Epochs         %3\n"
        "Engine         Native\n"
        "Seed           7\n"
        "Settings       as by default, but for\n"
        "  batch size: 200\n"
        "  number of epochs: 3\n"
        "  patience: 1\n"
        "  learning-rate schedule: Cosine\n")
                                 .arg(m_model, accuracy, epochs);
    QCOMPARE(QString::fromUtf8(result.output), expected);
    QCOMPARE(run(words("info --model") << m_model).output, result.output);
}

void TestInfoCommand::tellsTheSameInJson()
{
    const ProcessResult result = run(words("info --json") << m_model);
    QCOMPARE(result.exitCode, 0);
    QCOMPARE(result.output.count('\n'), 1);
    const QJsonObject line = result.lines().value(0);
    const auto value = [&line](const char* key) { return line[QLatin1String(key)]; };
    QCOMPARE(value("file").toString(), m_model);
    QCOMPARE(value("checksum").toString(), QStringLiteral("correct"));
    QCOMPARE(value("architecture").toObject(),
        (QJsonObject{{QStringLiteral("inputs"), 784}, {QStringLiteral("hidden"), QJsonArray{20}},
            {QStringLiteral("outputs"), 10}}));
    QCOMPARE(value("activation").toString(), QStringLiteral("tanh"));
    QCOMPARE(value("parameters").toInt(), 15910);
    QCOMPARE(value("classes").toArray().size(), 10);
    QCOMPARE(value("preprocessing").toString(), QStringLiteral("mnist"));
    QCOMPARE(value("data")[QLatin1String("name")].toString(), QStringLiteral("MNIST"));
    QVERIFY(value("test_accuracy").toDouble() > 0.8);
    QVERIFY(value("best_epoch").toInt() >= 1);
    QCOMPARE(value("engine").toString(), QStringLiteral("native"));
    QCOMPARE(value("seed").toInt(), 7);
    QCOMPARE(value("configuration")[QLatin1String("dropout")].toDouble(-1), 0.0);
    QCOMPARE(value("changed_settings").toObject().keys(),
        (QStringList{QStringLiteral("activation"), QStringLiteral("batch_size"),
            QStringLiteral("engine"), QStringLiteral("epochs"), QStringLiteral("hidden_layers"),
            QStringLiteral("patience"), QStringLiteral("schedule"), QStringLiteral("seed")}));
}

void TestInfoCommand::describesTheBuiltInModel()
{
    const QByteArray output = run(words("info")).output;
    QVERIFY2(
        output.startsWith("File           built in\nChecksum       correct\n"), output.constData());
    QVERIFY2(output.contains("784–512–512–10, ReLU, 669706 parameters"), output.constData());
    QVERIFY2(output.contains("Test accuracy  99.53%"), output.constData());
    QVERIFY2(output.contains("share of outliers: 0.8"), output.constData());
    const QJsonObject line = run(words("info --json")).lines().value(0);
    QVERIFY(line[QLatin1String("file")].isNull());
    QCOMPARE(line[QLatin1String("changed_settings")][QLatin1String("outliers")].toDouble(), 0.8);
}

void TestInfoCommand::namesThatSettingsAreTheDefaults()
{
    Model model = smallModel();
    model.provenance.configuration = toJson(TrainingConfig());
    const QByteArray output
        = run(words("info") << write(QStringLiteral("defaults.safetensors"), model)).output;
    QVERIFY2(output.contains("Settings       all as by default\n"), output.constData());
    QVERIFY2(output.contains("Classes        yes, no\n"), output.constData());
    QVERIFY2(output.contains("2×2 pixels, scaled to fill the image\n"), output.constData());
    QVERIFY2(!output.contains("Test accuracy"), output.constData());
}

void TestInfoCommand::tellsWhatImagesLookLike()
{
    Model model = smallModel();
    model.look = {200, 30, true};
    const QString dark = write(QStringLiteral("dark.safetensors"), model);
    const QByteArray output = run(words("info") << dark).output;
    QVERIFY2(output.contains("Look           ink 30 on paper 200, rows and columns swapped\n"),
        output.constData());
    const QJsonObject line = run(words("info --json") << dark).lines().value(0);
    QCOMPARE(line[QLatin1String("look")].toObject(),
        (QJsonObject{{QStringLiteral("paper"), 200}, {QStringLiteral("ink"), 30},
            {QStringLiteral("transposed"), true}}));
}

void TestInfoCommand::saysThatAnotherProgramWroteAFile()
{
    const QString other = write(QStringLiteral("other.safetensors"), fileOfAnotherProgram());
    const ProcessResult result = run(words("info") << other);
    QCOMPARE(result.exitCode, 0);
    QVERIFY2(result.output.contains("none: another program wrote it"), result.output.constData());
    QVERIFY2(
        result.output.contains("4–2, no hidden layer, 10 parameters"), result.output.constData());
    QVERIFY2(!result.output.contains("Settings"), result.output.constData());
    const QJsonObject line = run(words("info --json") << other).lines().value(0);
    QCOMPARE(line[QLatin1String("checksum")].toString(), QStringLiteral("none"));
    for (const char* key :
        {"data", "test_accuracy", "engine", "seed", "configuration", "changed_settings"}) {
        QVERIFY2(line.contains(QLatin1String(key)) && line[QLatin1String(key)].isNull(), key);
    }
}

void TestInfoCommand::refusesADamagedFile()
{
    QFile model(m_model);
    QVERIFY(model.open(QIODevice::ReadOnly));
    QByteArray bytes = model.readAll();
    bytes.back() = static_cast<char>(bytes.back() ^ 1);
    for (const QStringList& arguments : {words("info"), words("info --json")}) {
        const ProcessResult result
            = run(arguments + QStringList{write(QStringLiteral("damaged.safetensors"), bytes)});
        QCOMPARE(result.exitCode, 1);
        QVERIFY(result.output.isEmpty());
        QVERIFY2(isOneSentence(result.errors), result.errors.constData());
        QVERIFY2(result.errors.contains("do not match its checksum"), result.errors.constData());
    }
}

void TestInfoCommand::namesFromAFileCannotDriveTheTerminal()
{
    Model model = smallModel();
    model.classes = {"\x1B[2J", "b\n"};
    model.provenance.data = R"({"name":"\u001b]0;x\u0007"})";
    const QByteArray output
        = run(words("info") << write(QStringLiteral("escape.safetensors"), model)).output;
    QVERIFY2(output.contains("Classes         [2J, b \n"), output.constData());
    QVERIFY(!output.contains('\x1B') && !output.contains('\x07'));
}

void TestInfoCommand::likeRepeatsTheRun()
{
    const QString again = file(QStringLiteral("again.safetensors"));
    const ProcessResult result
        = run(words("train --like") << m_model << QStringLiteral("--output") << again);
    QVERIFY2(result.exitCode == 0, result.errors.constData());
    QFile one(m_model);
    QFile other(again);
    QVERIFY(one.open(QIODevice::ReadOnly) && other.open(QIODevice::ReadOnly));
    QVERIFY(one.readAll() == other.readAll()); // the same settings, so the same bits
}

void TestInfoCommand::explicitOptionsCountMore()
{
    // Wherever they stand.
    const QString changed = file(QStringLiteral("changed.safetensors"));
    const ProcessResult result = run(words("train --epochs 1 --hidden none --like")
        << m_model << words("--seed 8 --json --output") << changed);
    QVERIFY2(result.exitCode == 0, result.errors.constData());
    const Result<Model> like = readSafeTensors(m_model.toStdString());
    const Result<Model> model = readSafeTensors(changed.toStdString());
    TrainingConfig expected = parseTrainingConfig(like->provenance.configuration).value();
    QCOMPARE(expected.batchSize, 200);
    expected.epochs = 1;
    expected.hiddenLayers = {};
    expected.seed = 8;
    QCOMPARE(parseTrainingConfig(model->provenance.configuration).value(), expected);
}

void TestInfoCommand::likeTakesOlderModels()
{
    // Without what would take its time.
    const ProcessResult result = run(
        words("train --like " NUMERAL_SOURCES "/resources/weights/mnist.safetensors --hidden none "
              "--epochs 1 --pen-drawings 0 --outliers 0 --rotation 0 "
              "--elastic-strength 0 --json --output")
        << file(QStringLiteral("older.safetensors")));
    QVERIFY2(result.exitCode == 0, result.errors.constData());
    const QJsonObject start = result.lines().value(0);
    QCOMPARE(start[QLatin1String("batch_size")].toInt(), 200);
    QCOMPARE(start[QLatin1String("schedule")].toString(), QStringLiteral("one_cycle"));
    QCOMPARE(start[QLatin1String("shear")].toDouble(), 8.0);
    QCOMPARE(start[QLatin1String("elastic_strength")].toDouble(-1), 0.0);
}

void TestInfoCommand::likeNeedsSettings_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<QByteArray>("mentions");
    Model later = smallModel();
    later.provenance.configuration = R"({"epochs":3,"warp":9})";
    QTest::newRow("another program's")
        << write(QStringLiteral("other.safetensors"), fileOfAnotherProgram())
        << QByteArray("does not say with which settings it was trained, and its architecture alone "
                      "is not enough");
    QTest::newRow("without them") << write(QStringLiteral("bare.safetensors"), smallModel())
                                  << QByteArray("does not say with which settings");
    QTest::newRow("of a later version")
        << write(QStringLiteral("later.safetensors"), later) << QByteArray("has no setting “warp”");
    QTest::newRow("no model") << write(QStringLiteral("page.safetensors"), "<html></html>")
                              << QByteArray("an HTML page");
    QTest::newRow("no file") << QStringLiteral("/nowhere") << QByteArray("No such file");
}

void TestInfoCommand::likeNeedsSettings()
{
    QFETCH(const QString, model);
    QFETCH(const QByteArray, mentions);
    const ProcessResult result = run(words("train --like") << model);
    QCOMPARE(result.exitCode, 1);
    QVERIFY2(isOneSentence(result.errors), result.errors.constData());
    QVERIFY2(result.errors.contains(mentions), result.errors.constData());
    QVERIFY2(result.errors.contains(model.toUtf8()), result.errors.constData());
}

void TestInfoCommand::likeExcludesAPreset()
{
    for (const QString& model : {m_model, QStringLiteral("/nowhere")}) {
        const ProcessResult result
            = run(words("train --like") << model << words("--preset accurate"));
        QCOMPARE(result.exitCode, 2);
        QVERIFY2(isOneSentence(result.errors), result.errors.constData());
        QVERIFY2(result.errors.contains("--like excludes --preset"), result.errors.constData());
    }
}

/// Without --output, the name has data set, widths and accuracy, and a counter if need be.
void TestInfoCommand::filesSayWhatTheyAre()
{
    QStringList names;
    for (int i = 0; i < 2; ++i) {
        const ProcessResult result = run(words("train --hidden 12,8 --epochs 1 --json"));
        QVERIFY2(result.exitCode == 0, result.errors.constData());
        const QJsonObject done = result.lines().constLast();
        const QFileInfo written(done[QLatin1String("file")].toString());
        QVERIFY(written.exists());
        const QString accuracy
            = QString::number(100 * done[QLatin1String("test_accuracy")].toDouble(), 'f', 2);
        QCOMPARE(written.fileName(),
            QStringLiteral("mnist-12-8-%1%2.safetensors")
                .arg(accuracy, i == 0 ? QString() : QStringLiteral("-2")));
        names.append(written.filePath());
    }
    // Nothing is left of the provisional names.
    QCOMPARE(QDir(QFileInfo(names[0]).path()).entryList(QDir::Files).size(), 2);
    const ProcessResult said = run(words("train --hidden none --epochs 1"));
    QVERIFY2(said.output.contains("/mnist-linear-"), said.output.constData());
}

int main(int argc, char* argv[])
{
    const IsolatedHome home;
    QCoreApplication application(argc, argv);
    TestInfoCommand test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_info_command.moc"
