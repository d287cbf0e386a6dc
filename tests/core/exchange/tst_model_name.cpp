// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/model_folder.h"
#include "core/exchange/model_name.h"
#include "core/exchange/safetensors.h"
#include "tests/core/exchange/example_model.h"
#include "tests/support/isolated_home.h"

#include <QTest>

#include <clocale>

using namespace numeral;
using namespace numeral::test;

class ModelNameTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesSayWhatAModelIs_data();
    void namesSayWhatAModelIs();
    void theLocaleDoesNotMatter();
    void partsAreSafe_data();
    void partsAreSafe();
    void unusedNamesAreCounted();
    void savedModelsKeepOutOfEachOthersWay();
    void aRunsFileIsNamedAfterItsData();
};

void ModelNameTest::namesSayWhatAModelIs_data()
{
    QTest::addColumn<QList<int>>("hidden");
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QByteArray>("result");
    QTest::addColumn<QString>("name");
    const QByteArray mnist = R"({"name":"MNIST"})";
    const QByteArray tested = R"({"test_accuracy":0.9716})";
    QTest::newRow("a run") << QList<int>{50, 50} << mnist << tested
                           << QStringLiteral("mnist-50-50-97.16");
    QTest::newRow("rounded") << QList<int>{512} << mnist
                             << QByteArray(R"({"test_accuracy":0.99586})")
                             << QStringLiteral("mnist-512-99.59");
    QTest::newRow("all correct") << QList<int>{512} << mnist << QByteArray(R"({"test_accuracy":1})")
                                 << QStringLiteral("mnist-512-100.00");
    QTest::newRow("linear") << QList<int>{} << mnist << QByteArray(R"({"test_accuracy":0.92})")
                            << QStringLiteral("mnist-linear-92.00");
    QTest::newRow("other data") << QList<int>{8} << QByteArray(R"({"name":"Fashion-MNIST"})")
                                << tested << QStringLiteral("fashion-mnist-8-97.16");
    QTest::newRow("a folder") << QList<int>{8} << QByteArray(R"({"name":"Meine Ziffern: 2/3"})")
                              << tested << QStringLiteral("meine-ziffern-2-3-8-97.16");
    QTest::newRow("taught") << QList<int>{50} << mnist
                            << QByteArray(R"({"own_images":12,"test_accuracy":0.97})")
                            << QStringLiteral("mnist-my-digits-50-97.00");
    QTest::newRow("not tested yet")
        << QList<int>{50} << mnist << QByteArray(R"({"reason":"stopped"})")
        << QStringLiteral("mnist-50");
    QTest::newRow("another program's")
        << QList<int>{100, 20} << QByteArray() << QByteArray() << QStringLiteral("model-100-20");
    QTest::newRow("nonsense") << QList<int>{3} << QByteArray("[1]")
                              << QByteArray(R"({"test_accuracy":"high"})")
                              << QStringLiteral("model-3");
    QTest::newRow("an impossible accuracy")
        << QList<int>{3} << QByteArray(R"({"name":"…/"})")
        << QByteArray(R"({"test_accuracy":97.1})") << QStringLiteral("…-3");
    QTest::newRow("many layers") << QList<int>(9, 4) << mnist << tested
                                 << QStringLiteral("mnist-9-layers-97.16");
}

void ModelNameTest::namesSayWhatAModelIs()
{
    QFETCH(const QList<int>, hidden);
    QFETCH(const QByteArray, data);
    QFETCH(const QByteArray, result);
    QFETCH(const QString, name);
    Perceptron spec{4, {}, 2};
    spec.hidden.assign(hidden.begin(), hidden.end());
    Model model;
    model.weights = initialWeights(spec, 1);
    model.provenance = {{}, data.toStdString(), result.toStdString(), {}};
    QCOMPARE(QString::fromStdString(modelName(model)), name);
}

void ModelNameTest::theLocaleDoesNotMatter()
{
    const std::string before = std::setlocale(LC_ALL, nullptr);
    for (const char* locale : {"de_DE.UTF-8", "fr_FR.UTF-8", "C"}) {
        std::setlocale(LC_ALL, locale); // stays as it is if the system lacks it
        QCOMPARE(modelName(digitModel()), std::string("mnist-50-50-97.25"));
    }
    std::setlocale(LC_ALL, before.c_str());
}

void ModelNameTest::partsAreSafe_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("part");
    QTest::newRow("plain") << QByteArray("letters_2.v1") << QByteArray("letters_2.v1");
    QTest::newRow("path") << QByteArray("../../etc/passwd") << QByteArray("etc-passwd");
    QTest::newRow("hidden") << QByteArray(".config.") << QByteArray("config");
    QTest::newRow("what Windows forbids")
        << QByteArray("a<b>c:d\"e\\f|g?h*i") << QByteArray("a-b-c-d-e-f-g-h-i");
    QTest::newRow("control characters") << QByteArray("a\nb\x1B[31m") << QByteArray("a-b-[31m");
    QTest::newRow("other letters") << QByteArray("Größe Ж 数") << QByteArray("größe-Ж-数");
    QTest::newRow("no UTF-8") << QByteArray("caf\xE9") << QByteArray("caf\xEF\xBF\xBD");
    QTest::newRow("nothing") << QByteArray() << QByteArray();
    QTest::newRow("nothing left") << QByteArray("/ .") << QByteArray();
    QTest::newRow("long") << QByteArray(300, 'x') << QByteArray(60, 'x');
    QTest::newRow("cut between characters")
        << QByteArray("x") + QByteArray("ö").repeated(100) << "x" + QByteArray("ö").repeated(29);
}

void ModelNameTest::partsAreSafe()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, part);
    QCOMPARE(QByteArray::fromStdString(fileNamePart(text.toStdString())), part);
}

void ModelNameTest::unusedNamesAreCounted()
{
    const QTemporaryDir folder;
    const std::filesystem::path path = folder.path().toStdString();
    const auto next = [&path] { return unusedFile(path, "mnist-8-90.00", "npz"); };
    const auto create = [](const std::filesystem::path& file) {
        QFile created(QString::fromStdString(file.string()));
        return created.open(QIODevice::WriteOnly);
    };
    QCOMPARE(next(), path / "mnist-8-90.00.npz");
    QVERIFY(create(next()));
    QCOMPARE(next(), path / "mnist-8-90.00-2.npz");
    std::filesystem::create_symlink("nowhere", next()); // saving would follow it
    QCOMPARE(next(), path / "mnist-8-90.00-3.npz");
    QCOMPARE(
        unusedFile("/nowhere/at all", "a", "csv"), std::filesystem::path("/nowhere/at all/a.csv"));
}

void ModelNameTest::savedModelsKeepOutOfEachOthersWay()
{
    for (const char* name : {"mnist-50-50-97.25.safetensors", "mnist-50-50-97.25-2.safetensors",
             "mnist-50-50-97.25-3.safetensors"}) {
        const auto file = saveInModelFolder(digitModel());
        QVERIFY2(file, file ? "" : file.error().detail.c_str());
        QCOMPARE(*file, modelFolder() / name);
        QVERIFY(equal(*readSafeTensors(*file), digitModel()));
    }
    QCOMPARE(IsolatedHome::models().size(), 3);
}

void ModelNameTest::aRunsFileIsNamedAfterItsData()
{
    const auto first = reserveRunFile("My Digits/2");
    const auto second = reserveRunFile("My Digits/2");
    QVERIFY(first && second && *first != *second);
    QCOMPARE(first->parent_path(), modelFolder());
    QVERIFY(first->filename().string().starts_with("my-digits-2-20"));
    QVERIFY(reserveRunFile("/")->filename().string().starts_with("model-20"));
    releaseModelFile(*first);
    QVERIFY(!std::filesystem::exists(*first) && std::filesystem::exists(*second));
}

int main(int argc, char* argv[])
{
    const IsolatedHome home;
    QCoreApplication application(argc, argv);
    ModelNameTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_model_name.moc"
