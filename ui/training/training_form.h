// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/training_config.h"

#include <QWidget>

#include <memory>

class QComboBox;
class QFormLayout;
class QLabel;

namespace numeral {
struct Dataset;
}

namespace numeral::ui {

class DeformationPreview;
class FormSection;
class HiddenLayersEditor;
class OptimizerRows;
class SeedField;
class SettingFields;

/// Every setting of a training run. It can't hold a value outside a setting's range.
class TrainingForm final : public QWidget {
    Q_OBJECT

public:
    explicit TrainingForm(QWidget* parent = nullptr);
    ~TrainingForm() override;

    TrainingConfig config() const;
    void setConfig(const TrainingConfig& config);

    /// What is learnt from: for the parameter count, and to show how images are deformed.
    void setDataset(const std::shared_ptr<const Dataset>& dataset);

    /// The settings can't be edited while a run uses them.
    void setEditable(bool editable);

    /// Which engine will run, why, and how long loading it took.
    void showEngine();

Q_SIGNALS:
    void configChanged();

private:
    void addPresets();
    void addBasics();
    FormSection* addSection(const char* name, const QString& title);
    void addLearning();
    void addRegularisation();
    void addDeformation();
    void changed();
    void showPreset();
    void showNotes();
    void showParameterCount();
    MlpSpec network() const;

    QFormLayout* m_layout;
    SettingFields* m_fields;
    QComboBox* m_presets;
    HiddenLayersEditor* m_hiddenLayers;
    SeedField* m_seed;
    FormSection* m_learning;
    std::unique_ptr<OptimizerRows> m_optimizer;
    FormSection* m_regularisation;
    FormSection* m_deformation;
    DeformationPreview* m_preview;
    QLabel* m_parameterCount;
    QLabel* m_engine;
    std::shared_ptr<const Dataset> m_dataset;
    bool m_loading = false; ///< while several fields change as one
};

} // namespace numeral::ui
