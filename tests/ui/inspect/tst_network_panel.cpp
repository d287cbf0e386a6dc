// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/attribution_view.h"
#include "ui/inspect/layer_view.h"
#include "ui/inspect/network_panel.h"

#include <QImage>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace numeral;
using namespace numeral::ui;

namespace {

/// Two pixels, a unit for each, two classes: each pixel counts for one class, against the other.
ReadInput input(std::uint8_t first, std::uint8_t second, std::size_t label)
{
    ReadInput read;
    read.image = GreyImage(1, 2);
    read.image.pixels = {first, second};
    read.weights = std::make_shared<const Weights>(
        Perceptron{2, {2}, 2}, std::vector<float>{1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0});
    read.label = label;
    return read;
}

} // namespace

class TestNetworkPanel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pixelsAreColouredByWhatTheyHaveDone();
    void unitsLightUp();
    void featureMapsLightUp();
    void layersFollowTheNetwork();
    void nothingDrawnIsNothingShown();
    void whatIsHiddenIsShownLater();
    void largeNetworksAreExplainedInTheBackground();
    void hugeNetworksAreLeftOut();

private:
    static QList<LayerView*> layersOf(const NetworkPanel& panel)
    {
        return panel.findChildren<LayerView*>();
    }
};

void TestNetworkPanel::pixelsAreColouredByWhatTheyHaveDone()
{
    NetworkPanel panel;
    const QSignalSpy explained(&panel, &NetworkPanel::explained);
    const auto attribution
        = [&explained] { return explained.back().front().value<std::vector<float>>(); };
    panel.resize(600, 150);
    panel.show();
    panel.setInput(input(255, 128, 0));
    const std::vector<float> first = attribution();
    QVERIFY(first[0] > 0);
    QVERIFY(first[1] < -0.3F * first[0] && first[1] > -0.7F * first[0]);
    auto* why = panel.findChild<AttributionView*>();
    const QImage shown = why->grab().toImage();
    panel.setInput(input(255, 128, 1)); // the other class: opposite signs
    QVERIFY(attribution()[0] < 0 && attribution()[1] > 0);
    QVERIFY(why->grab().toImage() != shown);
    panel.hide(); // hidden: no attribution any more
    QVERIFY(attribution().empty());
}

void TestNetworkPanel::unitsLightUp()
{
    NetworkPanel panel;
    panel.resize(600, 150);
    panel.show();
    panel.setInput(input(255, 0, 0));
    const LayerView* layer = layersOf(panel).value(0);
    QVERIFY(layer != nullptr);
    QCOMPARE(layer->activations(), (std::vector<float>{1, 0}));
    QVERIFY(layer->accessibleDescription().contains(QLatin1String("1 of 2")));
    const QImage lit = const_cast<LayerView*>(layer)->grab().toImage();
    panel.setInput(input(0, 255, 1));
    QVERIFY(const_cast<LayerView*>(layer)->grab().toImage() != lit);
}

/// A convolution is shown as the small images that its channels make of the digit.
void TestNetworkPanel::featureMapsLightUp()
{
    // Two channels of the image: as it is, and nothing.
    const ConvolutionalNetwork network{{1, 2}, {{2, 1, 1}}, {}, 2};
    ReadInput read = input(255, 51, 0);
    read.weights = std::make_shared<const Weights>(
        network, std::vector<float>{1, -1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    NetworkPanel panel;
    panel.resize(600, 150);
    panel.show();
    panel.setInput(read);
    LayerView* layer = layersOf(panel).value(0);
    QVERIFY(layer != nullptr);
    QCOMPARE(layer->accessibleName(), QStringLiteral("Convolution 1"));
    QCOMPARE(layer->activations(), (std::vector<float>{1, 0.2F, 0, 0}));
    QVERIFY(layer->accessibleDescription().contains(QLatin1String("1 of 2")));
    const QImage shown = layer->grab().toImage();
    read.image.pixels = {51, 255};
    panel.setInput(read);
    QVERIFY(layer->grab().toImage() != shown);

    panel.setInput(input(255, 0, 0));
    QCOMPARE(layersOf(panel).value(0)->accessibleName(), QStringLiteral("Hidden layer 1"));
}

void TestNetworkPanel::layersFollowTheNetwork()
{
    NetworkPanel panel;
    panel.show();
    panel.setInput(input(255, 0, 0));
    QCOMPARE(layersOf(panel).size(), 1);
    ReadInput deep = input(255, 0, 0);
    deep.weights = initialWeights(Perceptron{2, {3, 4, 5}, 2}, 1);
    panel.setInput(deep);
    QCOMPARE(layersOf(panel).size(), 3);
    QCOMPARE(layersOf(panel)[2]->activations().size(), std::size_t(5));
    deep.weights = initialWeights(Perceptron{2, {}, 2}, 1);
    panel.setInput(deep);
    QCOMPARE(layersOf(panel).size(), 0);
}

void TestNetworkPanel::nothingDrawnIsNothingShown()
{
    NetworkPanel panel;
    panel.show();
    panel.setInput(input(255, 0, 0));
    const QSignalSpy explained(&panel, &NetworkPanel::explained);
    panel.setInput(std::nullopt);
    QVERIFY(layersOf(panel).value(0)->activations().empty());
    QVERIFY(explained.back().front().value<std::vector<float>>().empty());
}

void TestNetworkPanel::whatIsHiddenIsShownLater()
{
    NetworkPanel panel;
    panel.setInput(input(255, 0, 0));
    QCOMPARE(layersOf(panel).size(), 0); // nothing is computed while hidden
    panel.show();
    QCOMPARE(layersOf(panel).size(), 1);
}

/// Their layers are shown at once, the attribution when it is computed.
void TestNetworkPanel::largeNetworksAreExplainedInTheBackground()
{
    NetworkPanel panel;
    panel.show();
    ReadInput large = input(255, 0, 0);
    large.weights = initialWeights(Perceptron{2, {3000, 3000}, 2}, 1);
    QSignalSpy explained(&panel, &NetworkPanel::explained);
    const auto attribution
        = [&explained] { return explained.back().front().value<std::vector<float>>(); };
    panel.setInput(large);
    QCOMPARE(layersOf(panel).size(), 2);
    QCOMPARE(layersOf(panel)[0]->activations().size(), std::size_t{3000});
    QVERIFY(attribution().empty());
    QTRY_VERIFY(!attribution().empty());
    QVERIFY(attribution()[0] != 0);

    panel.setInput(large);
    QVERIFY(attribution().empty()); // the one before is stale
    panel.setInput(std::nullopt); // before it could be computed
    panel.setInput(input(0, 255, 1));
    const qsizetype count = explained.size();
    panel.hide();
    QCOMPARE(explained.size(), count + 1);
    QVERIFY(attribution().empty());
}

void TestNetworkPanel::hugeNetworksAreLeftOut()
{
    NetworkPanel panel;
    panel.show();
    ReadInput huge = input(255, 0, 0);
    huge.image = GreyImage(28, 28);
    huge.weights
        = initialWeights(ConvolutionalNetwork{{28, 28}, {{128, 5, 1}, {128, 3, 1}}, {}, 2}, 1);
    const QSignalSpy explained(&panel, &NetworkPanel::explained);
    panel.setInput(huge);
    QVERIFY(explained.back().front().value<std::vector<float>>().empty());
    QCOMPARE(layersOf(panel).size(), 0);
}

QTEST_MAIN(TestNetworkPanel)
#include "tst_network_panel.moc"
