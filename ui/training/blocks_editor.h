// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/convolutional_network.h"

#include <QWidget>

#include <vector>

class QComboBox;
class QGridLayout;
class QSpinBox;

namespace numeral::ui {

/// Table of the channels, the kernel and the pooling of each block of a convolutional network. The
/// field for their number is apart, so that it can stand in another row.
class BlocksEditor final : public QWidget {
    Q_OBJECT

public:
    explicit BlocksEditor(QWidget* parent = nullptr);

    QSpinBox& count() const { return *m_count; }

    std::vector<ConvolutionBlock> blocks() const;
    void setBlocks(const std::vector<ConvolutionBlock>& blocks);

Q_SIGNALS:
    void changed();

private:
    struct Row {
        QSpinBox* channels;
        QComboBox* kernel;
        QComboBox* pooling;
    };

    Row addRow(QGridLayout& grid, int index);
    void showRows();

    QSpinBox* m_count; ///< owned by the row that it is put into
    std::vector<Row> m_rows; ///< one for every possible block; the first `m_count` are shown
};

} // namespace numeral::ui
