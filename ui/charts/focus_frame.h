// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace numeral::ui {

/// A frame in the accent colour that appears around a widget, over its children, while it has the
/// focus.
class FocusFrame final : public QWidget {
    Q_OBJECT

public:
    explicit FocusFrame(QWidget& framed);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
};

} // namespace numeral::ui
