// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/form_row.h"

#include "ui/appearance/wheel.h"

#include <QCoreApplication>
#include <QFormLayout>
#include <QLabel>

namespace numeral::ui {

void addFormRow(QFormLayout& form, const QString& label, QWidget* row, QWidget* widget)
{
    auto* text = new QLabel(label);
    text->setBuddy(widget);
    text->setToolTip(widget->toolTip());
    if (row != widget && widget->accessibleName().isEmpty()) { // Qt looks for labels beside it only
        widget->setAccessibleName(QString(label).remove(QLatin1Char('&')));
    }
    form.addRow(text, row);
    ignoreWheelWithoutFocus(*widget);
}

QString explanationOf(const SettingText& text)
{
    return translatedSetting(text.explanation);
}

QString translatedSetting(const char* text)
{
    return QCoreApplication::translate("numeral::TrainingConfig", text);
}

QString objectNameFor(const SettingText& text)
{
    QString name;
    for (const QString& word : QString::fromLatin1(text.key).split(QLatin1Char('_'))) {
        name += name.isEmpty() ? word : word.left(1).toUpper() + word.mid(1);
    }
    return name;
}

} // namespace numeral::ui
