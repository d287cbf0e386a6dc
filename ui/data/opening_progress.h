// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

#include <functional>

class QProgressBar;

namespace numeral::ui {

/// How far the opening of a large data set has come, with a button that cancels it. Hidden while
/// nothing is opened, and until it turns out to take a while.
class OpeningProgress final : public QWidget {
    Q_OBJECT

public:
    /// `share` returns how much is done, 0 to 1, as long as it is asked.
    explicit OpeningProgress(std::function<double()> share, QWidget* parent = nullptr);

    void start();
    void stop();

Q_SIGNALS:
    void cancelled();

private:
    void showShare();

    std::function<double()> m_share;
    QProgressBar* m_bar;
    QTimer m_timer;
};

} // namespace numeral::ui
