// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/setting_fields.h"

#include "ui/training/form_row.h"
#include "ui/training/number_box.h"

#include <QComboBox>
#include <QFormLayout>

#include <utility>

namespace numeral::ui {

SettingFields::SettingFields(QObject* parent)
    : QObject(parent)
{
}

QSpinBox* SettingFields::add(
    QFormLayout& form, const QString& label, const Setting<int>& setting, Field<int> field)
{
    auto* number = new WholeNumberBox;
    number->setObjectName(objectNameFor(setting.text));
    number->setRange(setting.minimum, setting.maximum);
    number->setToolTip(explanationOf(setting.text));
    connect(number, &QSpinBox::valueChanged, this, &SettingFields::changed);
    addFormRow(form, label, number, number);
    m_bindings.push_back(
        {number, [number, field](TrainingConfig& config) { field(config) = number->value(); },
            [number, field](TrainingConfig config) { number->setValue(field(config)); }});
    return number;
}

QDoubleSpinBox* SettingFields::add(QFormLayout& form, const QString& label,
    const Setting<double>& setting, Field<double> field, const NumberFormat& format)
{
    auto* number = new RealNumberBox;
    number->setObjectName(objectNameFor(setting.text));
    const int shift = format.shift;
    number->setRange(
        shiftDecimalPoint(setting.minimum, shift), shiftDecimalPoint(setting.maximum, shift));
    number->setSuffix(format.suffix);
    number->setToolTip(explanationOf(setting.text));
    if (format.step > 0) {
        number->setSingleStep(format.step);
    } else {
        number->setSteps(NumberSteps::Decades);
    }
    connect(number, &QDoubleSpinBox::valueChanged, this, &SettingFields::changed);
    addFormRow(form, label, number, number);
    m_bindings.push_back({number,
        [number, field, shift](
            TrainingConfig& config) { field(config) = shiftDecimalPoint(number->value(), -shift); },
        [number, field, shift](
            TrainingConfig config) { number->setValue(shiftDecimalPoint(field(config), shift)); }});
    return number;
}

QComboBox* SettingFields::addChoice(QFormLayout& form, const QString& label,
    const SettingText& text, const QStringList& names, std::function<int(TrainingConfig)> index,
    std::function<void(TrainingConfig&, int)> setIndex)
{
    auto* list = new QComboBox;
    list->setObjectName(objectNameFor(text));
    list->setToolTip(explanationOf(text));
    for (const QString& name : names) {
        list->addItem(translatedSetting(name.toUtf8().constData()));
    }
    connect(list, &QComboBox::currentIndexChanged, this, &SettingFields::changed);
    addFormRow(form, label, list, list);
    m_bindings.push_back({list,
        [list, setIndex = std::move(setIndex)](
            TrainingConfig& config) { setIndex(config, list->currentIndex()); },
        [list, index = std::move(index)](
            const TrainingConfig& config) { list->setCurrentIndex(index(config)); }});
    return list;
}

void SettingFields::read(TrainingConfig& config) const
{
    for (const Binding& binding : m_bindings) {
        binding.read(config);
    }
}

void SettingFields::show(const TrainingConfig& config)
{
    for (const Binding& binding : m_bindings) {
        binding.show(config);
    }
}

void SettingFields::setEditable(bool editable)
{
    m_isEditable = editable;
    enableFields();
}

void SettingFields::setUsable(const QWidget* field, bool usable)
{
    for (Binding& binding : m_bindings) {
        if (binding.widget == field) {
            binding.isUsable = usable;
        }
    }
    enableFields();
}

void SettingFields::enableFields()
{
    for (const Binding& binding : m_bindings) {
        binding.widget->setEnabled(m_isEditable && binding.isUsable);
    }
}

} // namespace numeral::ui
