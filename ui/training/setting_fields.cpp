// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/setting_fields.h"

#include "ui/training/form_row.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLocale>
#include <QSpinBox>

#include <utility>

namespace numeral::ui {

namespace {

/// Omits trailing zeros.
class ShortNumberBox final : public QDoubleSpinBox {
public:
    QString textFromValue(double value) const override
    {
        QString text = locale().toString(value, 'f', decimals());
        while (text.endsWith(locale().zeroDigit())) {
            text.chop(1);
        }
        return text.endsWith(locale().decimalPoint()) ? text + locale().zeroDigit() : text;
    }
};

} // namespace

SettingFields::SettingFields(QObject* parent)
    : QObject(parent)
{
}

QSpinBox* SettingFields::add(
    QFormLayout& form, const QString& label, const Setting<int>& setting, Field<int> field)
{
    auto* number = new QSpinBox;
    number->setObjectName(objectNameFor(setting.text));
    number->setRange(setting.minimum, setting.maximum);
    number->setGroupSeparatorShown(true);
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
    auto* number = new ShortNumberBox;
    number->setObjectName(objectNameFor(setting.text));
    number->setDecimals(format.decimals);
    number->setRange(format.factor * setting.minimum, format.factor * setting.maximum);
    number->setSuffix(format.suffix);
    number->setToolTip(explanationOf(setting.text));
    if (format.step > 0) {
        number->setSingleStep(format.step);
    } else {
        number->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    }
    connect(number, &QDoubleSpinBox::valueChanged, this, &SettingFields::changed);
    addFormRow(form, label, number, number);
    const double factor = format.factor;
    m_bindings.push_back({number,
        [number, field, factor](
            TrainingConfig& config) { field(config) = number->value() / factor; },
        [number, field, factor](
            TrainingConfig config) { number->setValue(field(config) * factor); }});
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
    for (const Binding& binding : m_bindings) {
        binding.widget->setEnabled(editable);
    }
}

} // namespace numeral::ui
