// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/image_filter.h"

#include <QWidget>

#include <vector>

class QComboBox;
class QDoubleSpinBox;

namespace numeral::ui {

/// Editor for a chain of filters: a row for each, and one more to add another. Choosing none in a
/// row takes its filter away.
class FiltersEditor final : public QWidget {
    Q_OBJECT

public:
    explicit FiltersEditor(QWidget* parent = nullptr);

    const std::vector<ImageFilter>& filters() const { return m_filters; }
    void setFilters(const std::vector<ImageFilter>& filters);

Q_SIGNALS:
    void changed();

private:
    struct Row {
        QComboBox* kind;
        QDoubleSpinBox* amount;
    };

    Row addRow(std::size_t index);
    void choose(std::size_t index, int choice);
    void showRows();

    std::vector<ImageFilter> m_filters;
    std::vector<Row> m_rows; ///< one for every possible filter
    bool m_isShowing = false; ///< the rows follow m_filters, not the other way round
};

} // namespace numeral::ui
