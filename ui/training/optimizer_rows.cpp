// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/optimizer_rows.h"

#include "ui/training/setting_fields.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QDoubleSpinBox>
#include <QFormLayout>

#include <algorithm>

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
    using Kind = OptimizerKind;
    const std::vector<Kind> adams{Kind::Adam, Kind::AdamW};
    fields.add(form, translated("Optimizer"), C::optimizerSetting,
        [](C& config) -> Kind& { return config.optimizer; });
    m_rows = {
        {fields.add(form, translated("Momentum"), C::momentumSetting,
             [](C& config) -> double& { return config.momentum; }, {4, 0.1, 1, {}}),
            {Kind::Sgd, Kind::RmsProp}},
        {fields.add(form, translated("Nesterov"), C::nesterovSetting,
             [](C& config) -> bool& { return config.nesterov; }),
            {Kind::Sgd}},
        {fields.add(form, QStringLiteral("β₁"), C::beta1Setting,
             [](C& config) -> double& { return config.beta1; }, {5, 0.01, 1, {}}),
            adams},
        {fields.add(form, QStringLiteral("β₂"), C::beta2Setting,
             [](C& config) -> double& { return config.beta2; }, {6, 0.001, 1, {}}),
            adams},
        {fields.add(form, QStringLiteral("α"), C::alphaSetting,
             [](C& config) -> double& { return config.alpha; }, {5, 0.01, 1, {}}),
            {Kind::RmsProp}},
        {fields.add(form, QStringLiteral("ε"), C::epsilonSetting,
             [](C& config) -> double& { return config.epsilon; }, {12, 0, 1, {}}),
            {Kind::Adam, Kind::AdamW, Kind::RmsProp, Kind::Adagrad}},
        {fields.add(form, translated("Accumulator"), C::initialAccumulatorSetting,
             [](C& config) -> double& { return config.initialAccumulator; }, {4, 0.1, 1, {}}),
            {Kind::Adagrad}},
    };
}

void OptimizerRows::showFor(OptimizerKind kind)
{
    for (const Row& row : m_rows) {
        const bool has = std::find(row.kinds.begin(), row.kinds.end(), kind) != row.kinds.end();
        m_form.setRowVisible(row.field, has);
    }
}

} // namespace numeral::ui
