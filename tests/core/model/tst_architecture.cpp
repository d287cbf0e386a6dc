// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/architecture.h"

#include <QTest>

#include <limits>

using namespace numeral;

Q_DECLARE_METATYPE(numeral::Architecture)

class ArchitectureTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsParameters_data();
    void countsParameters();
    void layersLieOneBehindTheOther();
    void withoutHiddenLayersOneLayerRemains();
    void hugeNetworksAreRefused_data();
    void hugeNetworksAreRefused();
    void largestNetworkIsAccepted();
    void emptyLayersAreRefused_data();
    void emptyLayersAreRefused();
    void comparesAllSizes();
    void convolutionsComeFirst();
    void convolutionsAreCounted();
    void impossibleBlocksAreRefused_data();
    void impossibleBlocksAreRefused();
    void sizesAreTold();
};

void ArchitectureTest::countsParameters_data()
{
    QTest::addColumn<Architecture>("network");
    QTest::addColumn<std::size_t>("count");

    QTest::newRow("tutorial") << Architecture(Perceptron{784, {50, 50}, 10}) << std::size_t{42310};
    QTest::newRow("no hidden layer") << Architecture(Perceptron{784, {}, 10}) << std::size_t{7850};
    QTest::newRow("smallest") << Architecture(Perceptron{1, {}, 1}) << std::size_t{2};
    QTest::newRow("eight layers") << Architecture(Perceptron{2, {1, 1, 1, 1, 1, 1, 1, 1}, 3})
                                  << std::size_t{3 + 7 * 2 + 6};
}

void ArchitectureTest::countsParameters()
{
    QFETCH(const Architecture, network);
    QFETCH(const std::size_t, count);
    QCOMPARE(network.parameterCount(), count);
    QVERIFY(network.validate());
    QCOMPARE(network.layers().size(), network.hidden().size() + 1);
    QCOMPARE(network.layers().back().biasOffset + network.outputs(), count);
}

void ArchitectureTest::layersLieOneBehindTheOther()
{
    const std::vector<LayerShape> layers = Architecture(Perceptron{784, {50, 30}, 10}).layers();
    QCOMPARE(layers.size(), std::size_t{3});

    QCOMPARE(layers[0].inputs, std::size_t{784});
    QCOMPARE(layers[0].outputs, std::size_t{50});
    QCOMPARE(layers[0].weightOffset, std::size_t{0});
    QCOMPARE(layers[0].biasOffset, std::size_t{39200});

    QCOMPARE(layers[1].inputs, std::size_t{50});
    QCOMPARE(layers[1].outputs, std::size_t{30});
    QCOMPARE(layers[1].weightOffset, std::size_t{39250});
    QCOMPARE(layers[1].biasOffset, std::size_t{40750});

    QCOMPARE(layers[2].inputs, std::size_t{30});
    QCOMPARE(layers[2].outputs, std::size_t{10});
    QCOMPARE(layers[2].weightOffset, std::size_t{40780});
    QCOMPARE(layers[2].biasOffset, std::size_t{41080});
}

void ArchitectureTest::withoutHiddenLayersOneLayerRemains()
{
    const std::vector<LayerShape> layers = Architecture(Perceptron{784, {}, 10}).layers();
    QCOMPARE(layers.size(), std::size_t{1});
    QCOMPARE(layers[0].inputs, std::size_t{784});
    QCOMPARE(layers[0].outputs, std::size_t{10});
    QCOMPARE(layers[0].biasOffset, std::size_t{7840});
}

void ArchitectureTest::hugeNetworksAreRefused_data()
{
    constexpr std::size_t most = std::numeric_limits<std::size_t>::max();
    constexpr std::size_t half = std::size_t{1} << 32U;
    QTest::addColumn<Architecture>("network");
    QTest::addColumn<bool>("saturates");

    QTest::newRow("product wraps to 0") << Architecture(Perceptron{half, {half}, 1}) << true;
    QTest::newRow("bias wraps") << Architecture(Perceptron{most, {}, 1}) << true;
    QTest::newRow("sum wraps") << Architecture(Perceptron{most / 2, {1, most / 2}, 1}) << true;
    QTest::newRow("everything") << Architecture(Perceptron{most, {most, most}, most}) << true;
    QTest::newRow("one too many") << Architecture(Perceptron{Architecture::maximumParameters, {},
        1}) << false;
}

void ArchitectureTest::hugeNetworksAreRefused()
{
    QFETCH(const Architecture, network);
    QFETCH(const bool, saturates);
    QCOMPARE(network.parameterCount() == std::numeric_limits<std::size_t>::max(), saturates);
    const Result<void> valid = network.validate();
    QVERIFY(!valid);
    QCOMPARE(valid.error().code, ErrorCode::InvalidSetting);
    QVERIFY(valid.error().detail.find("268435456 parameters") != std::string::npos);
}

void ArchitectureTest::largestNetworkIsAccepted()
{
    const Architecture network(Perceptron{Architecture::maximumParameters - 1, {}, 1});
    QCOMPARE(network.parameterCount(), Architecture::maximumParameters);
    QVERIFY(network.validate());
}

void ArchitectureTest::emptyLayersAreRefused_data()
{
    QTest::addColumn<Architecture>("network");
    QTest::newRow("inputs") << Architecture(Perceptron{0, {50}, 10});
    QTest::newRow("hidden") << Architecture(Perceptron{784, {50, 0}, 10});
    QTest::newRow("outputs") << Architecture(Perceptron{784, {}, 0});
}

void ArchitectureTest::emptyLayersAreRefused()
{
    QFETCH(const Architecture, network);
    const Result<void> valid = network.validate();
    QVERIFY(!valid);
    QVERIFY(valid.error().detail.find("no units") != std::string::npos);
}

void ArchitectureTest::comparesAllSizes()
{
    const Architecture network;
    QVERIFY(network == Architecture(Perceptron{784, {50, 50}, 10}));
    QVERIFY(network != Architecture(Perceptron{783, {50, 50}, 10}));
    QVERIFY(network != Architecture(Perceptron{784, {50}, 10}));
    QVERIFY(network != Architecture(Perceptron{784, {50, 51}, 10}));
    QVERIFY(network != Architecture(Perceptron{784, {50, 50}, 11}));
}

void ArchitectureTest::convolutionsComeFirst()
{
    const std::vector<LayerShape> layers = Architecture(ConvolutionalNetwork()).layers();
    QCOMPARE(layers.size(), std::size_t{4});
    QCOMPARE(layers[1].name, std::string("blocks.1"));
    QCOMPARE(layers[1].inputs, std::size_t{16 * 5 * 5});
    QCOMPARE(layers[1].outputs, std::size_t{32});
    QVERIFY(layers[1].convolution.has_value());
    QCOMPARE(layers[1].convolution->input.rows, std::size_t{14});
    QCOMPARE(layers[1].convolution->output.columns, std::size_t{7});
    QCOMPARE(layers[1].weightOffset, std::size_t{16 * 25 + 16});
    QCOMPARE(layers[2].name, std::string("layers.0"));
    QCOMPARE(layers[2].inputs, std::size_t{32 * 7 * 7});
    QVERIFY(!layers[2].convolution);
    QCOMPARE(layers[3].name, std::string("layers.1"));
}

/// The counts of PyTorch for the same modules.
void ArchitectureTest::convolutionsAreCounted()
{
    const Architecture network{ConvolutionalNetwork()};
    QVERIFY(network.validate());
    QCOMPARE(network.parameterCount(), std::size_t{215'370});
    QCOMPARE(network.multiplyAdds(),
        std::size_t{784 * 25 * 16 + 196 * 400 * 32 + 1568 * 128 + 128 * 10});
    QCOMPARE(network.inputs(), std::size_t{784});
    // What pooling leaves over is dropped: 28, 9, 3.
    const Architecture uneven(ConvolutionalNetwork{{28, 28}, {{8, 3, 3}, {4, 1, 3}}, {}, 10});
    QCOMPARE(uneven.layers().back().inputs, std::size_t{4 * 3 * 3});
}

void ArchitectureTest::impossibleBlocksAreRefused_data()
{
    QTest::addColumn<std::size_t>("channels");
    QTest::addColumn<std::size_t>("kernel");
    QTest::addColumn<std::size_t>("pooling");
    QTest::addColumn<QString>("word");
    const auto row = [](const char* name, std::size_t channels, std::size_t kernel,
                         std::size_t pooling, const char* word) {
        QTest::newRow(name) << channels << kernel << pooling << QString::fromLatin1(word);
    };
    row("no channels", 0, 5, 2, "no units");
    row("even kernel", 8, 4, 2, "odd");
    row("no kernel", 8, 0, 2, "odd");
    row("no pooling", 8, 5, 0, "Pooling");
    row("pooling leaves nothing", 8, 5, 29, "Pooling of 29 pixels leaves nothing");
    row("too much memory", 100'000'000, 5, 2, "too much memory");
}

void ArchitectureTest::impossibleBlocksAreRefused()
{
    QFETCH(const std::size_t, channels);
    QFETCH(const std::size_t, kernel);
    QFETCH(const std::size_t, pooling);
    QFETCH(const QString, word);
    const Architecture network(ConvolutionalNetwork{{28, 28}, {{channels, kernel, pooling}}, {}});
    const Result<void> valid = network.validate();
    QVERIFY(!valid);
    QVERIFY2(
        QString::fromStdString(valid.error().detail).contains(word), valid.error().detail.c_str());
}

void ArchitectureTest::sizesAreTold()
{
    QCOMPARE(Architecture().sizesText(), std::string("784–50–50–10"));
    QCOMPARE(Architecture(Perceptron{784, {}, 10}).sizesText(), std::string("784–10"));
    QCOMPARE(
        Architecture(ConvolutionalNetwork()).sizesText(), std::string("28×28–16×5–32×5–128–10"));
}

QTEST_GUILESS_MAIN(ArchitectureTest)
#include "tst_architecture.moc"
