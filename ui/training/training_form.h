// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/training_config.h"

#include <QWidget>

class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QSpinBox;

namespace numeral::ui {

class HiddenLayersEditor;

/// Every setting of a training run. It can't hold a value outside a setting's range.
class TrainingForm final : public QWidget {
    Q_OBJECT

public:
    explicit TrainingForm(QWidget* parent = nullptr);

    TrainingConfig config() const;
    void setConfig(const TrainingConfig& config);

    /// The data's side of the network, for the parameter count.
    void setData(const ImageShape& image, std::size_t classes);

    /// The settings can't be edited while a run uses them.
    void setEditable(bool editable);

Q_SIGNALS:
    void configChanged();

private:
    void addRow(const QString& label, QWidget* row, QWidget* widget);
    QSpinBox* addNumber(const QString& objectName, const QString& label, const Setting<int>& range,
        const QString& toolTip);
    void addPresets();
    void addLearningRate();
    void addValidationShare();
    void addSeed();
    void changed();
    void showPreset();
    void showParameterCount();

    QFormLayout* m_layout;
    QComboBox* m_presets;
    HiddenLayersEditor* m_hiddenLayers;
    QSpinBox* m_batchSize;
    QSpinBox* m_epochs;
    QSpinBox* m_patience;
    QDoubleSpinBox* m_learningRate;
    QDoubleSpinBox* m_validationShare;
    QSpinBox* m_seed;
    QLabel* m_parameterCount;
    ImageShape m_image;
    std::size_t m_classes = 10;
    bool m_loading = false; ///< while several fields change as one
};

} // namespace numeral::ui
