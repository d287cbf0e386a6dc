// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QWidget>

#include <vector>

class QGridLayout;
class QSpinBox;

namespace numeral::ui {

/// How many hidden layers there are, and the width of each.
class HiddenLayersEditor final : public QWidget {
    Q_OBJECT

public:
    explicit HiddenLayersEditor(QWidget* parent = nullptr);

    std::vector<int> widths() const;
    void setWidths(const std::vector<int>& widths);

Q_SIGNALS:
    void changed();

private:
    void showLayers(int count);

    QSpinBox* m_count;
    QList<QSpinBox*> m_widths; ///< all that there can be; the first `count` are shown
    QWidget* m_widthsRow;
};

} // namespace numeral::ui
