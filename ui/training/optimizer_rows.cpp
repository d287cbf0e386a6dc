// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/optimizer_rows.h"

#include "ui/training/setting_fields.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QDoubleSpinBox>
#include <QFormLayout>

namespace numeral::ui {

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("numeral::ui::OptimizerRows", text);
}

} // namespace

OptimizerRows::OptimizerRows(QFormLayout& form, SettingFields& fields)
    : m_form(form)
{
    using C = TrainingConfig;
    fields.add(form, translated("Optimizer"), C::optimizerSetting,
        [](C& config) -> OptimizerKind& { return config.optimizer; });
    m_rows = {
        {fields.add(form, translated("Momentum"), C::momentumSetting,
             [](C& config) -> double& { return config.momentum; }, {0.1, 0, {}}),
            C::momentumSetting.text.key},
        {fields.add(form, translated("Nesterov"), C::nesterovSetting,
             [](C& config) -> bool& { return config.nesterov; }),
            C::nesterovSetting.text.key},
        {fields.add(form, QStringLiteral("β₁"), C::beta1Setting,
             [](C& config) -> double& { return config.beta1; }, {0.01, 0, {}}),
            C::beta1Setting.text.key},
        {fields.add(form, QStringLiteral("β₂"), C::beta2Setting,
             [](C& config) -> double& { return config.beta2; }, {0.001, 0, {}}),
            C::beta2Setting.text.key},
        {fields.add(form, QStringLiteral("α"), C::alphaSetting,
             [](C& config) -> double& { return config.alpha; }, {0.01, 0, {}}),
            C::alphaSetting.text.key},
        {fields.add(form, QStringLiteral("ε"), C::epsilonSetting,
             [](C& config) -> double& { return config.epsilon; }, {0, 0, {}}),
            C::epsilonSetting.text.key},
        {fields.add(form, translated("Accumulator"), C::initialAccumulatorSetting,
             [](C& config) -> double& { return config.initialAccumulator; }, {0.1, 0, {}}),
            C::initialAccumulatorSetting.text.key},
    };
}

void OptimizerRows::showFor(OptimizerKind kind)
{
    for (const Row& row : m_rows) {
        m_form.setRowVisible(row.field, usesSetting(kind, row.key));
    }
}

} // namespace numeral::ui
