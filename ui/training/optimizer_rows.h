// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/training_config.h"

#include <vector>

class QFormLayout;
class QWidget;

namespace numeral::ui {

class SettingFields;

/// Form rows for the optimizer and its parameters. Only the parameters of the chosen optimizer are
/// shown.
class OptimizerRows {
public:
    OptimizerRows(QFormLayout& form, SettingFields& fields);

    void showFor(OptimizerKind kind);

private:
    struct Row {
        QWidget* field;
        const char* key; ///< of the setting
    };

    QFormLayout& m_form;
    std::vector<Row> m_rows;
};

} // namespace numeral::ui
