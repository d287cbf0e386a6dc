// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"

#include <QObject>

class QMenu;

namespace numeral::ui {

/// What a model is, in a line: test accuracy, hidden layers and data set, as far as it tells.
QString summaryOf(const Model& model);

/// The submenu of the models that were trained or opened last, with their summaries. Files that no
/// longer exist are left out.
class RecentModels final : public QObject {
    Q_OBJECT

public:
    explicit RecentModels(QWidget& window);

    QMenu& menu() const { return *m_menu; }

Q_SIGNALS:
    void chosen(const QString& file);

private:
    void fill();

    QMenu* m_menu;
};

} // namespace numeral::ui
