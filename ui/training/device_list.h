// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>

#include <string>
#include <vector>

namespace numeral::ui {

/// List of the devices on which LibTorch may compute.
class DeviceList final : public QComboBox {
    Q_OBJECT

public:
    /// `accelerators`: LibTorch's names of what there is beside the processor.
    explicit DeviceList(const std::vector<std::string>& accelerators, QWidget* parent = nullptr);

    std::string device() const;

    /// Adds the device if it isn't in the list, as settings of another machine may name.
    void setDevice(const std::string& device);

    /// Whether there is anything to choose.
    bool hasChoice() const;
};

} // namespace numeral::ui
