// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/training_config.h"

#include <QObject>

class QFormLayout;
class QLabel;

namespace numeral::ui {

class BlocksEditor;
class HiddenLayersEditor;
class SettingFields;

/// Form rows for the network: its kind, its layers, and how large that makes it. Blocks are shown
/// for convolutional networks only.
class NetworkRows final : public QObject {
    Q_OBJECT

public:
    NetworkRows(QFormLayout& form, SettingFields& fields, QObject* parent);

    /// Adds the row that tells the network's size.
    void addSize();

    void read(TrainingConfig& config) const;
    void show(const TrainingConfig& config);
    void showKind(NetworkKind kind);
    void showSize(const Architecture& network);
    void setEditable(bool editable);

Q_SIGNALS:
    void changed();

private:
    QFormLayout& m_form;
    BlocksEditor* m_blocks;
    HiddenLayersEditor* m_hiddenLayers;
    QLabel* m_size;
};

} // namespace numeral::ui
