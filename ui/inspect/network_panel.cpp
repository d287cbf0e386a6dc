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
constexpr std::size_t maxParameters = 8'000'000;

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
    if (!m_input || m_input->weights->architecture().parameterCount() > maxParameters) {
        m_attribution->clear();
        for (LayerView* layer : m_layers) {
            layer->setActivations({});
        }
        Q_EMIT explained({});
        return;
    }
    Explanation explanation
        = explain(*m_input->weights, m_input->image, m_input->label, m_input->paper);
    m_attribution->show(m_input->image, explanation.attribution);
    makeLayers(explanation.activations.size());
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        m_layers[i]->setActivations(std::move(explanation.activations[i]));
    }
    Q_EMIT explained(explanation.attribution);
}

void NetworkPanel::makeLayers(std::size_t count)
{
    while (m_layers.size() > count) {
        delete m_layers.back();
        m_layers.pop_back();
    }
    while (m_layers.size() < count) {
        auto* layer
            = new LayerView(tr("Hidden layer %1").arg(locale().toString(m_layers.size() + 1)));
        m_layout->addWidget(layer, 3);
        m_layers.push_back(layer);
    }
}

} // namespace numeral::ui
