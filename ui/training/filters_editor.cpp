// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/filters_editor.h"

#include "ui/appearance/wheel.h"
#include "ui/training/form_row.h"
#include "ui/training/number_box.h"

#include <QComboBox>
#include <QGridLayout>

namespace numeral::ui {

FiltersEditor::FiltersEditor(QWidget* parent)
    : QWidget(parent)
{
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    for (std::size_t i = 0; i < mostFilters; ++i) {
        m_rows.push_back(addRow(i));
        grid->addWidget(m_rows.back().kind, static_cast<int>(i), 0);
        grid->addWidget(m_rows.back().amount, static_cast<int>(i), 1);
    }
    showRows();
}

FiltersEditor::Row FiltersEditor::addRow(std::size_t index)
{
    const QString number = locale().toString(index + 1);
    const Row row{new QComboBox, new RealNumberBox};
    row.kind->setObjectName(QStringLiteral("filter%1").arg(index + 1));
    row.kind->setAccessibleName(tr("Filter %1").arg(number));
    row.kind->addItem(tr("none"));
    for (const FilterInfo& filter : filterTable()) {
        row.kind->addItem(translatedSetting(filter.title));
        row.kind->setItemData(
            row.kind->count() - 1, translatedSetting(filter.explanation), Qt::ToolTipRole);
    }
    row.amount->setObjectName(QStringLiteral("filterAmount%1").arg(index + 1));
    row.amount->setAccessibleName(tr("Amount of filter %1").arg(number));
    ignoreWheelWithoutFocus(*row.kind);
    ignoreWheelWithoutFocus(*row.amount);
    connect(row.kind, &QComboBox::currentIndexChanged, this,
        [this, index](int choice) { choose(index, choice); });
    connect(row.amount, &QDoubleSpinBox::valueChanged, this, [this, index](double amount) {
        if (!m_isShowing) {
            m_filters[index].amount = amount;
            Q_EMIT changed();
        }
    });
    return row;
}

/// The first choice is none.
void FiltersEditor::choose(std::size_t index, int choice)
{
    if (m_isShowing) {
        return;
    }
    if (choice == 0) {
        m_filters.erase(m_filters.begin() + static_cast<std::ptrdiff_t>(index));
    } else {
        m_filters.resize(std::max(m_filters.size(), index + 1));
        const FilterInfo& info = filterTable()[static_cast<std::size_t>(choice) - 1];
        m_filters[index] = {info.kind, info.usual};
    }
    showRows();
    Q_EMIT changed();
}

void FiltersEditor::setFilters(const std::vector<ImageFilter>& filters)
{
    m_filters = filters;
    showRows();
}

void FiltersEditor::showRows()
{
    m_isShowing = true;
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const Row& row = m_rows[i];
        const bool isUsed = i < m_filters.size();
        row.kind->setVisible(i <= m_filters.size());
        row.amount->setVisible(isUsed);
        row.kind->setCurrentIndex(0);
        if (isUsed) {
            const FilterInfo& info = infoOf(m_filters[i].kind);
            row.kind->setCurrentIndex(static_cast<int>(&info - filterTable().data()) + 1);
            row.amount->setRange(info.minimum, info.maximum);
            row.amount->setSingleStep(info.maximum > 100 ? 10 : 0.1);
            row.amount->setValue(m_filters[i].amount);
            row.amount->setToolTip(translatedSetting(info.explanation));
        }
        row.kind->setToolTip(isUsed ? row.amount->toolTip() : tr("Add a filter."));
    }
    m_isShowing = false;
}

} // namespace numeral::ui
