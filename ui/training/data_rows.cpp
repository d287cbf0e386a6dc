// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/data_rows.h"

#include "ui/data/augmentation_preview.h"
#include "ui/training/classes_field.h"
#include "ui/training/filters_editor.h"
#include "ui/training/form_row.h"
#include "ui/training/form_section.h"
#include "ui/training/run_text.h"
#include "ui/training/setting_fields.h"

#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QSpinBox>

namespace numeral::ui {

DataRows::DataRows(FormSection& section, SettingFields& fields, QObject* parent)
    : QObject(parent)
    , m_section(section)
    , m_classes(new ClassesField)
    , m_filters(new FiltersEditor)
    , m_preview(new AugmentationPreview)
{
    using C = TrainingConfig;
    QFormLayout& rows = section.rows();
    m_classes->setObjectName(objectNameFor(C::classesUsedText));
    m_classes->setToolTip(explanationOf(C::classesUsedText));
    addFormRow(rows, tr("Classes"), m_classes, m_classes);
    QSpinBox* images = fields.add(rows, tr("Images"), C::trainingImagesSetting,
        [](C& config) -> int& { return config.trainingImages; });
    images->setSpecialValueText(tr("all"));
    images->setSingleStep(100);
    fields.add(rows, tr("Wrong labels"), C::labelNoiseSetting,
        [](C& config) -> double& { return config.labelNoise; }, {1, 2, QStringLiteral("%")});
    fields
        .add(rows, tr("Imbalance"), C::imbalanceSetting,
            [](C& config) -> double& { return config.imbalance; }, {1, 0, tr(" : 1")})
        ->setSpecialValueText(tr("off"));
    m_filters->setToolTip(explanationOf(C::filtersText));
    addFormRow(rows, tr("Filters"), m_filters, m_filters);
    m_preview->setObjectName(QStringLiteral("filterPreview"));
    m_preview->setToolTip(tr("Nine training images, filtered."));
    section.addWide(m_preview);
    connect(m_classes, &ClassesField::changed, this, &DataRows::changed);
    connect(m_filters, &FiltersEditor::changed, this, &DataRows::changed);
}

void DataRows::read(TrainingConfig& config) const
{
    config.classesUsed = m_classes->used();
    config.filters = m_filters->filters();
}

void DataRows::show(const TrainingConfig& config)
{
    m_classes->setUsed(config.classesUsed);
    m_filters->setFilters(config.filters);
}

void DataRows::setDataset(const Dataset& dataset)
{
    m_preview->setImages(dataset.training);
    m_classes->setClasses(dataset.classes);
}

void DataRows::setEditable(bool editable)
{
    m_classes->setEnabled(editable);
    m_filters->setEnabled(editable);
}

void DataRows::showState(const TrainingConfig& config)
{
    m_preview->setFilters(config.filters);
    m_preview->setVisible(!config.filters.empty());
    m_section.setNote(dataText(config).isEmpty() ? tr("all") : tr("changed"));
}

} // namespace numeral::ui
