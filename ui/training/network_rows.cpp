// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/network_rows.h"

#include "ui/training/blocks_editor.h"
#include "ui/training/form_row.h"
#include "ui/training/hidden_layers_editor.h"
#include "ui/training/setting_fields.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLocale>
#include <QSpinBox>

namespace numeral::ui {

NetworkRows::NetworkRows(QFormLayout& form, SettingFields& fields, QObject* parent)
    : QObject(parent)
    , m_form(form)
    , m_blocks(new BlocksEditor)
    , m_hiddenLayers(new HiddenLayersEditor)
    , m_size(new QLabel)
{
    fields.add(form, tr("Networ&k"), TrainingConfig::networkSetting,
        [](TrainingConfig& config) -> NetworkKind& { return config.kind; });
    addFormRow(form, tr("Blocks"), &m_blocks->count(), &m_blocks->count());
    form.addRow(m_blocks);
    addFormRow(form, tr("Hidden la&yers"), m_hiddenLayers, m_hiddenLayers->focusProxy());
    connect(m_blocks, &BlocksEditor::changed, this, &NetworkRows::changed);
    connect(m_hiddenLayers, &HiddenLayersEditor::changed, this, &NetworkRows::changed);
    m_size->setObjectName(QStringLiteral("networkSize"));
    m_size->setWordWrap(true);
    m_size->setToolTip(tr("Parameters are the weights and biases that training adjusts. "
                          "Multiply-adds are what one image costs to read."));
}

void NetworkRows::addSize()
{
    m_form.addRow(m_size);
}

void NetworkRows::read(TrainingConfig& config) const
{
    config.blocks = m_blocks->blocks();
    config.hiddenLayers = m_hiddenLayers->widths();
}

void NetworkRows::show(const TrainingConfig& config)
{
    m_blocks->setBlocks(config.blocks);
    m_hiddenLayers->setWidths(config.hiddenLayers);
}

void NetworkRows::showKind(NetworkKind kind)
{
    const bool hasBlocks = usesSetting(kind, TrainingConfig::blocksText.key);
    m_form.setRowVisible(&m_blocks->count(), hasBlocks);
    m_form.setRowVisible(m_blocks, hasBlocks);
}

void NetworkRows::showSize(const Architecture& network)
{
    if (const Result<void> valid = network.validate(); !valid) {
        m_size->setText(QString::fromStdString(valid.error().detail));
        return;
    }
    m_size->setText(tr("%1: %Ln parameter(s), %2 multiply-adds", nullptr,
        static_cast<int>(network.parameterCount()))
                        .arg(QString::fromStdString(network.sizesText()),
                            QLocale().toString(static_cast<qulonglong>(network.multiplyAdds()))));
}

void NetworkRows::setEditable(bool editable)
{
    m_blocks->count().setEnabled(editable);
    m_blocks->setEnabled(editable);
    m_hiddenLayers->setEnabled(editable);
}

} // namespace numeral::ui
