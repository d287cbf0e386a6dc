// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/device_list.h"

#include "core/training/training_config.h"
#include "ui/training/form_row.h"

namespace numeral::ui {

namespace {

constexpr int devicesWithoutAccelerators = 2; // automatic and the processor

} // namespace

DeviceList::DeviceList(const std::vector<std::string>& accelerators, QWidget* parent)
    : QComboBox(parent)
{
    setObjectName(objectNameFor(TrainingConfig::deviceText));
    setToolTip(explanationOf(TrainingConfig::deviceText));
    addItem(tr("Automatic"), QStringLiteral("auto"));
    addItem(tr("Processor"), QStringLiteral("cpu"));
    for (const std::string& name : accelerators) {
        addItem(QString::fromStdString(name).toUpper(), QString::fromStdString(name));
    }
}

std::string DeviceList::device() const
{
    return currentData().toString().toStdString();
}

void DeviceList::setDevice(const std::string& device)
{
    const QString name = QString::fromStdString(device);
    if (findData(name) < 0) {
        addItem(name.toUpper(), name);
    }
    setCurrentIndex(findData(name));
}

bool DeviceList::hasChoice() const
{
    return count() > devicesWithoutAccelerators;
}

} // namespace numeral::ui
