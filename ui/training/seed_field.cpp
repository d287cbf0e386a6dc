// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/seed_field.h"

#include "core/training/training_config.h"
#include "ui/appearance/icons.h"
#include "ui/training/form_row.h"
#include "ui/training/number_box.h"

#include <QHBoxLayout>
#include <QRandomGenerator>
#include <QSpinBox>
#include <QToolButton>

namespace numeral::ui {

SeedField::SeedField(QWidget* parent)
    : QWidget(parent)
    , m_seed(new WholeNumberBox)
{
    const auto& range = TrainingConfig::seedSetting;
    m_seed->setObjectName(objectNameFor(range.text));
    m_seed->setRange(static_cast<int>(range.minimum), static_cast<int>(range.maximum));
    m_seed->setToolTip(explanationOf(range.text));
    connect(m_seed, &QSpinBox::valueChanged, this, &SeedField::changed);
    setFocusProxy(m_seed);

    auto* randomise = new QToolButton;
    randomise->setObjectName(QStringLiteral("randomiseSeed"));
    randomise->setIcon(themedIcon(QStringLiteral("dice")));
    randomise->setToolTip(tr("Draw a new seed."));
    randomise->setAccessibleName(tr("Draw a new seed"));
    connect(randomise, &QToolButton::clicked, this, [this] {
        constexpr int drawnSeeds = 1'000'000; // short enough to share
        m_seed->setValue(QRandomGenerator::global()->bounded(1, drawnSeeds));
    });

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_seed, 1);
    layout->addWidget(randomise);
}

std::int64_t SeedField::seed() const
{
    return m_seed->value();
}

void SeedField::setSeed(std::int64_t seed)
{
    m_seed->setValue(static_cast<int>(seed));
}

} // namespace numeral::ui
