// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QWidget>

#include <vector>

class QGridLayout;
class QSpinBox;

namespace numeral::ui {

/// Editor for the number of hidden layers and the width of each.
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
    QList<QSpinBox*> m_widths; ///< one for every possible layer; the first `count` are shown
    QWidget* m_widthsRow;
};

} // namespace numeral::ui
