// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/network_panel.h"

#include "core/reading/explanation.h"
#include "ui/inspect/attribution_view.h"
#include "ui/inspect/layer_view.h"

#include <QHBoxLayout>
#include <QLocale>

namespace numeral::ui {

namespace {

// Larger networks would make drawing lag: their attributions take 50 times as long as their layers.
constexpr std::size_t maxAtOnce = 8'000'000; // multiply-adds
constexpr std::size_t maxMultiplyAdds = 100'000'000;
constexpr int restBefore = 100; // ms

} // namespace

NetworkPanel::NetworkPanel(QWidget* parent)
    : QWidget(parent)
    , m_layout(new QHBoxLayout(this))
    , m_attribution(new AttributionView)
{
    m_layout->setContentsMargins(8, 4, 8, 4);
    m_layout->setSpacing(12);
    m_layout->addWidget(m_attribution, 2);
    m_rest.setSingleShot(true);
    m_rest.setInterval(restBefore);
    connect(&m_rest, &QTimer::timeout, this, &NetworkPanel::startAttribution);
}

void NetworkPanel::setInput(const std::optional<ReadInput>& input)
{
    m_input = input;
    m_isCurrent = false;
    if (isVisible()) {
        explainInput();
    }
}

void NetworkPanel::hideEvent(QHideEvent* event)
{
    m_isCurrent = false;
    m_rest.stop();
    m_job.cancel();
    Q_EMIT explained({});
    QWidget::hideEvent(event);
}

void NetworkPanel::showEvent(QShowEvent* event)
{
    if (!m_isCurrent) {
        explainInput();
    }
    QWidget::showEvent(event);
}

void NetworkPanel::explainInput()
{
    m_isCurrent = true;
    m_rest.stop();
    m_job.cancel();
    const std::size_t cost = m_input ? m_input->weights->architecture().multiplyAdds() : 0;
    if (!m_input || cost > maxMultiplyAdds) {
        clear();
        return;
    }
    packWeights();
    showLayers();
    if (cost > maxAtOnce) {
        m_attribution->clear();
        Q_EMIT explained({});
        m_rest.start();
        return;
    }
    showAttribution(attributionOf(*m_predictor, m_input->image, m_input->label, m_input->paper));
}

void NetworkPanel::clear()
{
    m_attribution->clear();
    for (LayerView* layer : m_layers) {
        layer->setActivations({});
    }
    Q_EMIT explained({});
}

/// Packing takes longer than predicting, so the weights are kept packed.
void NetworkPanel::packWeights()
{
    if (m_predicting != m_input->weights) {
        m_predicting = m_input->weights;
        m_predictor = std::make_shared<const Predictor>(*m_predicting);
    }
}

void NetworkPanel::startAttribution()
{
    m_job.startLatest(
        [input = *m_input, predictor = m_predictor](JobControl&) {
            return attributionOf(*predictor, input.image, input.label, input.paper);
        },
        [this](const std::vector<float>& attribution) { showAttribution(attribution); });
}

void NetworkPanel::showAttribution(const std::vector<float>& attribution)
{
    m_attribution->show(m_input->image, attribution);
    Q_EMIT explained(attribution);
}

void NetworkPanel::showLayers()
{
    std::vector<std::vector<float>> activations = activationsOf(*m_predictor, m_input->image);
    while (m_layers.size() > activations.size()) {
        delete m_layers.back();
        m_layers.pop_back();
    }
    while (m_layers.size() < activations.size()) {
        m_layers.push_back(new LayerView);
        m_layout->addWidget(m_layers.back(), 3);
    }
    std::size_t convolutions = 0;
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        const auto& convolution = m_predicting->layers()[i].convolution;
        convolutions += convolution ? 1 : 0;
        m_layers[i]->setTitle(convolution
                ? tr("Convolution %1").arg(locale().toString(i + 1))
                : tr("Hidden layer %1").arg(locale().toString(i + 1 - convolutions)));
        const QSize map = convolution ? QSize(static_cast<int>(convolution->output.columns),
                              static_cast<int>(convolution->output.rows))
                                      : QSize(1, 1);
        m_layers[i]->setActivations(std::move(activations[i]), map);
    }
}

} // namespace numeral::ui
