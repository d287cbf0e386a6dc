// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/mlp_spec.h"

#include <QTest>

#include <limits>

using namespace numeral;

Q_DECLARE_METATYPE(numeral::MlpSpec)

class MlpSpecTest : public QObject {
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
};

void MlpSpecTest::countsParameters_data()
{
    QTest::addColumn<MlpSpec>("spec");
    QTest::addColumn<std::size_t>("count");

    QTest::newRow("tutorial") << MlpSpec{784, {50, 50}, 10} << std::size_t{42310};
    QTest::newRow("no hidden layer") << MlpSpec{784, {}, 10} << std::size_t{7850};
    QTest::newRow("smallest") << MlpSpec{1, {}, 1} << std::size_t{2};
    QTest::newRow("eight layers") << MlpSpec{2, {1, 1, 1, 1, 1, 1, 1, 1}, 3}
                                  << std::size_t{3 + 7 * 2 + 6};
}

void MlpSpecTest::countsParameters()
{
    QFETCH(const MlpSpec, spec);
    QFETCH(const std::size_t, count);
    QCOMPARE(spec.parameterCount(), count);
    QVERIFY(spec.validate());
    QCOMPARE(spec.layers().size(), spec.hidden.size() + 1);
    QCOMPARE(spec.layers().back().biasOffset + spec.outputs, count);
}

void MlpSpecTest::layersLieOneBehindTheOther()
{
    const std::vector<LayerShape> layers = MlpSpec{784, {50, 30}, 10}.layers();
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

void MlpSpecTest::withoutHiddenLayersOneLayerRemains()
{
    const std::vector<LayerShape> layers = MlpSpec{784, {}, 10}.layers();
    QCOMPARE(layers.size(), std::size_t{1});
    QCOMPARE(layers[0].inputs, std::size_t{784});
    QCOMPARE(layers[0].outputs, std::size_t{10});
    QCOMPARE(layers[0].biasOffset, std::size_t{7840});
}

void MlpSpecTest::hugeNetworksAreRefused_data()
{
    constexpr std::size_t most = std::numeric_limits<std::size_t>::max();
    constexpr std::size_t half = std::size_t{1} << 32U;
    QTest::addColumn<MlpSpec>("spec");
    QTest::addColumn<bool>("saturates");

    QTest::newRow("product wraps to 0") << MlpSpec{half, {half}, 1} << true;
    QTest::newRow("bias wraps") << MlpSpec{most, {}, 1} << true;
    QTest::newRow("sum wraps") << MlpSpec{most / 2, {1, most / 2}, 1} << true;
    QTest::newRow("everything") << MlpSpec{most, {most, most}, most} << true;
    QTest::newRow("one too many") << MlpSpec{MlpSpec::maximumParameters, {}, 1} << false;
}

void MlpSpecTest::hugeNetworksAreRefused()
{
    QFETCH(const MlpSpec, spec);
    QFETCH(const bool, saturates);
    QCOMPARE(spec.parameterCount() == std::numeric_limits<std::size_t>::max(), saturates);
    const Result<void> valid = spec.validate();
    QVERIFY(!valid);
    QCOMPARE(valid.error().code, ErrorCode::InvalidSetting);
    QVERIFY(valid.error().detail.find("268435456 parameters") != std::string::npos);
}

void MlpSpecTest::largestNetworkIsAccepted()
{
    const MlpSpec spec{MlpSpec::maximumParameters - 1, {}, 1};
    QCOMPARE(spec.parameterCount(), MlpSpec::maximumParameters);
    QVERIFY(spec.validate());
}

void MlpSpecTest::emptyLayersAreRefused_data()
{
    QTest::addColumn<MlpSpec>("spec");
    QTest::newRow("inputs") << MlpSpec{0, {50}, 10};
    QTest::newRow("hidden") << MlpSpec{784, {50, 0}, 10};
    QTest::newRow("outputs") << MlpSpec{784, {}, 0};
}

void MlpSpecTest::emptyLayersAreRefused()
{
    QFETCH(const MlpSpec, spec);
    const Result<void> valid = spec.validate();
    QVERIFY(!valid);
    QVERIFY(valid.error().detail.find("no units") != std::string::npos);
}

void MlpSpecTest::comparesAllSizes()
{
    const MlpSpec spec;
    QVERIFY(spec == (MlpSpec{784, {50, 50}, 10}));
    QVERIFY(spec != (MlpSpec{783, {50, 50}, 10}));
    QVERIFY(spec != (MlpSpec{784, {50}, 10}));
    QVERIFY(spec != (MlpSpec{784, {50, 51}, 10}));
    QVERIFY(spec != (MlpSpec{784, {50, 50}, 11}));
}

QTEST_GUILESS_MAIN(MlpSpecTest)
#include "tst_mlp_spec.moc"
