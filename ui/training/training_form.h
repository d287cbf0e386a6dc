// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/training_config.h"

#include <QWidget>

#include <memory>
#include <string>
#include <utility>
#include <vector>

class QComboBox;
class QFormLayout;
class QLabel;

namespace numeral {
struct Dataset;
struct TrainingPreset;
} // namespace numeral

namespace numeral::ui {

class AugmentationPreview;
class DataRows;
class DeviceList;
class FormSection;
class NetworkRows;
class OptimizerRows;
class RefusalNote;
class SeedField;
class SettingFields;

/// Form with every setting of a training run. Each field is limited to its setting's range.
class TrainingForm final : public QWidget {
    Q_OBJECT

public:
    /// `accelerators`: LibTorch's names of the devices beside the processor.
    explicit TrainingForm(
        const std::vector<std::string>& accelerators = {}, QWidget* parent = nullptr);
    ~TrainingForm() override;

    TrainingConfig config() const;
    void setConfig(const TrainingConfig& config);

    /// Takes what is being typed. Returns false, and leads back to the field, if something was
    /// refused that the user may not have noticed.
    bool commit();

    /// Sets the data set, which the parameter count depends on and the augmentation preview shows.
    void setDataset(const std::shared_ptr<const Dataset>& dataset);

    /// Enables or disables editing; disabled while a run uses the settings.
    void setEditable(bool editable);

    /// Shows which engine will run, why, and how long it took to load.
    void showEngine();

    /// Returns what is shown of the engine, or nothing if it is the native one.
    QString engineNote() const;

Q_SIGNALS:
    void configChanged();

private:
    void addPresets();
    void addBasics();
    FormSection* addSection(const char* name, const QString& title);
    void addLearning();
    void addRegularisation();
    void addDeformation();
    void choosePreset(const TrainingPreset& preset);
    const TrainingPreset* shownPreset() const;
    void fieldChanged();
    void changed();
    void showPreset();
    void showNotes();
    void showNetwork();
    void showDrawings();
    Architecture network() const;

    QFormLayout* m_layout;
    SettingFields* m_fields;
    QComboBox* m_presets;
    NetworkRows* m_network;
    DataRows* m_data;
    SeedField* m_seed;
    DeviceList* m_device;
    FormSection* m_learning;
    std::vector<std::pair<QWidget*, const char*>>
        m_ofPerceptrons; ///< fields that only these use, and the settings' keys
    std::unique_ptr<OptimizerRows> m_optimizer;
    FormSection* m_regularisation;
    FormSection* m_augmentation;
    AugmentationPreview* m_preview;
    QWidget* m_penDrawings = nullptr;
    QWidget* m_outliers = nullptr;
    QLabel* m_noDrawings; ///< why these two have no use
    QLabel* m_engine;
    bool m_isEngineNative = true;
    RefusalNote* m_refusal;
    std::shared_ptr<const Dataset> m_dataset;
    bool m_loading = false; ///< setConfig() is changing several fields as one
};

} // namespace numeral::ui
