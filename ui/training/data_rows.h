// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"
#include "core/training/training_config.h"

#include <QObject>

namespace numeral::ui {

class AugmentationPreview;
class ClassesField;
class FiltersEditor;
class FormSection;
class SettingFields;

/// Rows of a form's section for what is used of the data set, and how images are filtered, with a
/// preview.
class DataRows final : public QObject {
    Q_OBJECT

public:
    DataRows(FormSection& section, SettingFields& fields, QObject* parent);

    void read(TrainingConfig& config) const;
    void show(const TrainingConfig& config);
    void setDataset(const Dataset& dataset);
    void setEditable(bool editable);

    /// Shows the preview, and a note beside the section's title.
    void showState(const TrainingConfig& config);

Q_SIGNALS:
    void changed();

private:
    FormSection& m_section;
    ClassesField* m_classes;
    FiltersEditor* m_filters;
    AugmentationPreview* m_preview;
};

} // namespace numeral::ui
