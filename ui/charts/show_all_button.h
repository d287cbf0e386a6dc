// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolButton>

namespace numeral::ui {

/// A button in a plot's lower right corner that shows all data again. Hidden at first.
class ShowAllButton final : public QToolButton {
    Q_OBJECT

public:
    ShowAllButton(QAction& action, QWidget& plot);

    /// To be called when the plot's size has changed.
    void place();
};

} // namespace numeral::ui
