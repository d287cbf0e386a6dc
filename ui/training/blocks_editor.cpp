// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/blocks_editor.h"

#include "core/training/training_config.h"
#include "ui/appearance/wheel.h"
#include "ui/training/form_row.h"
#include "ui/training/number_box.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>

namespace numeral::ui {

namespace {

/// A list of the sizes from `first` to `last`, shown as squares; the item's data is the size.
QComboBox* squareList(int first, int last, int step)
{
    auto* list = new QComboBox;
    for (int side = first; side <= last; side += step) {
        list->addItem(QStringLiteral("%1×%1").arg(side), side);
    }
    constexpr int letters = 3;
    list->setIconSize({}); // the size hint has room for an icon
    list->setMinimumContentsLength(letters);
    list->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    return list;
}

std::size_t sizeOf(const QComboBox& list)
{
    return static_cast<std::size_t>(list.currentData().toInt());
}

void setSize(QComboBox& list, std::size_t size)
{
    list.setCurrentIndex(list.findData(static_cast<int>(size)));
}

} // namespace

BlocksEditor::BlocksEditor(QWidget* parent)
    : QWidget(parent)
    , m_count(new WholeNumberBox)
{
    const auto& counts = TrainingConfig::blockCountSetting;
    m_count->setObjectName(QStringLiteral("blockCount"));
    m_count->setRange(counts.minimum, counts.maximum);
    m_count->setToolTip(explanationOf(counts.text));
    m_count->setAccessibleName(tr("Number of blocks"));

    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    int column = 0;
    for (const QString& title : {tr("Channels"), tr("Kernel"), tr("Pooling")}) {
        grid->setColumnStretch(column, 1);
        grid->addWidget(new QLabel(title), 0, column++);
    }
    for (int i = 0; i < counts.maximum; ++i) {
        m_rows.push_back(addRow(*grid, i));
    }

    connect(m_count, &QSpinBox::valueChanged, this, [this] {
        showRows();
        Q_EMIT changed();
    });
    setBlocks(TrainingConfig().blocks);
}

BlocksEditor::Row BlocksEditor::addRow(QGridLayout& grid, int index)
{
    using C = TrainingConfig;
    const Row row{new WholeNumberBox,
        squareList(C::kernelSetting.minimum, C::kernelSetting.maximum, 2),
        squareList(C::poolingSetting.minimum, C::poolingSetting.maximum, 1)};
    row.channels->setRange(C::channelsSetting.minimum, C::channelsSetting.maximum);
    row.channels->setValue(C::channelsSetting.defaultValue);
    row.pooling->setItemText(0, tr("none"));
    setSize(*row.kernel, static_cast<std::size_t>(C::kernelSetting.defaultValue));
    setSize(*row.pooling, static_cast<std::size_t>(C::poolingSetting.defaultValue));
    connect(row.channels, &QSpinBox::valueChanged, this, &BlocksEditor::changed);
    connect(row.kernel, &QComboBox::currentIndexChanged, this, &BlocksEditor::changed);
    connect(row.pooling, &QComboBox::currentIndexChanged, this, &BlocksEditor::changed);

    const QString number = locale().toString(index + 1);
    const auto place = [&](QWidget* field, int column, const SettingText& text,
                           const QString& objectName, const QString& name) {
        field->setObjectName(objectName + QString::number(index + 1));
        field->setAccessibleName(name.arg(number));
        field->setToolTip(explanationOf(text));
        ignoreWheelWithoutFocus(*field);
        grid.addWidget(field, index + 1, column);
    };
    place(row.channels, 0, C::channelsSetting.text, QStringLiteral("channels"),
        tr("Channels of block %1"));
    place(row.kernel, 1, C::kernelSetting.text, QStringLiteral("kernel"), tr("Kernel of block %1"));
    place(row.pooling, 2, C::poolingSetting.text, QStringLiteral("pooling"),
        tr("Pooling of block %1"));
    return row;
}

std::vector<ConvolutionBlock> BlocksEditor::blocks() const
{
    std::vector<ConvolutionBlock> blocks;
    for (int i = 0; i < m_count->value(); ++i) {
        const Row& row = m_rows[static_cast<std::size_t>(i)];
        blocks.push_back({static_cast<std::size_t>(row.channels->value()), sizeOf(*row.kernel),
            sizeOf(*row.pooling)});
    }
    return blocks;
}

void BlocksEditor::setBlocks(const std::vector<ConvolutionBlock>& blocks)
{
    for (std::size_t i = 0; i < blocks.size() && i < m_rows.size(); ++i) {
        m_rows[i].channels->setValue(static_cast<int>(blocks[i].channels));
        setSize(*m_rows[i].kernel, blocks[i].kernel);
        setSize(*m_rows[i].pooling, blocks[i].pooling);
    }
    m_count->setValue(static_cast<int>(blocks.size()));
    showRows();
}

void BlocksEditor::showRows()
{
    int index = 0;
    for (const Row& row : m_rows) {
        const bool isShown = index++ < m_count->value();
        row.channels->setVisible(isShown);
        row.kernel->setVisible(isShown);
        row.pooling->setVisible(isShown);
    }
}

} // namespace numeral::ui
