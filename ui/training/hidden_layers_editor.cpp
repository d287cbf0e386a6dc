// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/hidden_layers_editor.h"

#include "core/training/training_config.h"
#include "ui/appearance/wheel.h"
#include "ui/training/form_row.h"
#include "ui/training/number_box.h"

#include <QGridLayout>
#include <QSpinBox>
#include <QVBoxLayout>

namespace numeral::ui {

namespace {

constexpr int widthsInARow = 2;

} // namespace

HiddenLayersEditor::HiddenLayersEditor(QWidget* parent)
    : QWidget(parent)
    , m_count(new WholeNumberBox)
    , m_widthsRow(new QWidget)
{
    const auto& counts = TrainingConfig::hiddenLayerCountSetting;
    m_count->setObjectName(QStringLiteral("hiddenLayerCount"));
    m_count->setRange(counts.minimum, counts.maximum);
    m_count->setToolTip(explanationOf(counts.text));
    m_count->setAccessibleName(tr("Number of hidden layers"));

    auto* grid = new QGridLayout(m_widthsRow);
    grid->setContentsMargins(0, 0, 0, 0);
    const auto& widths = TrainingConfig::hiddenWidthSetting;
    for (int i = 0; i < counts.maximum; ++i) {
        auto* width = new WholeNumberBox;
        width->setObjectName(QStringLiteral("hiddenWidth%1").arg(i + 1));
        width->setRange(widths.minimum, widths.maximum);
        width->setValue(widths.defaultValue);
        width->setToolTip(
            tr("Units of hidden layer %1; each is connected to the whole layer before it.")
                .arg(i + 1));
        width->setAccessibleName(tr("Units of hidden layer %1").arg(i + 1));
        ignoreWheelWithoutFocus(*width);
        connect(width, &QSpinBox::valueChanged, this, &HiddenLayersEditor::changed);
        grid->addWidget(width, i / widthsInARow, i % widthsInARow);
        m_widths.append(width);
    }

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_count);
    layout->addWidget(m_widthsRow);
    connect(m_count, &QSpinBox::valueChanged, this, [this](int count) {
        showLayers(count);
        Q_EMIT changed();
    });
    m_count->setValue(counts.defaultValue);
    showLayers(counts.defaultValue);
    setFocusProxy(m_count);
}

std::vector<int> HiddenLayersEditor::widths() const
{
    std::vector<int> widths;
    widths.reserve(static_cast<std::size_t>(m_count->value()));
    for (int i = 0; i < m_count->value(); ++i) {
        widths.push_back(m_widths[i]->value());
    }
    return widths;
}

void HiddenLayersEditor::setWidths(const std::vector<int>& widths)
{
    for (int i = 0; i < static_cast<int>(widths.size()) && i < m_widths.size(); ++i) {
        m_widths[i]->setValue(widths[static_cast<std::size_t>(i)]);
    }
    m_count->setValue(static_cast<int>(widths.size()));
}

void HiddenLayersEditor::showLayers(int count)
{
    for (int i = 0; i < m_widths.size(); ++i) {
        m_widths[i]->setVisible(i < count);
    }
    m_widthsRow->setVisible(count > 0);
}

} // namespace numeral::ui
