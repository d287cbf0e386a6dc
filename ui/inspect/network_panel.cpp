// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/network_panel.h"

#include "core/reading/explanation.h"
#include "ui/inspect/attribution_view.h"
#include "ui/inspect/layer_view.h"

#include <QHBoxLayout>
#include <QLocale>

namespace numeral::ui {

namespace {

/// Explaining larger networks would make drawing lag.
constexpr std::size_t maxMultiplyAdds = 8'000'000;

} // namespace

NetworkPanel::NetworkPanel(QWidget* parent)
    : QWidget(parent)
    , m_layout(new QHBoxLayout(this))
    , m_attribution(new AttributionView)
{
    m_layout->setContentsMargins(8, 4, 8, 4);
    m_layout->setSpacing(12);
    m_layout->addWidget(m_attribution, 2);
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
    if (!m_input || m_input->weights->architecture().multiplyAdds() > maxMultiplyAdds) {
        clear();
        return;
    }
    Explanation explanation = explain(predictor(), m_input->image, m_input->label, m_input->paper);
    m_attribution->show(m_input->image, explanation.attribution);
    showLayers(std::move(explanation.activations));
    Q_EMIT explained(explanation.attribution);
}

void NetworkPanel::clear()
{
    m_attribution->clear();
    for (LayerView* layer : m_layers) {
        layer->setActivations({});
    }
    Q_EMIT explained({});
}

/// Packing the weights takes longer than using them, so they are kept packed.
const Predictor& NetworkPanel::predictor()
{
    if (m_predicting != m_input->weights) {
        m_predicting = m_input->weights;
        m_predictor.emplace(*m_predicting);
    }
    return *m_predictor;
}

void NetworkPanel::showLayers(std::vector<std::vector<float>> activations)
{
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
