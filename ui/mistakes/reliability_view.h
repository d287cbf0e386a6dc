// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evaluation/predictions.h"

#include <QWidget>

namespace numeral::ui {

/// Reliability diagram: of each band of confidence, the share of right answers as a bar; where the
/// bars end at the diagonal, the network knows how sure it may be. A click chooses a band.
class ReliabilityView final : public QWidget {
    Q_OBJECT

public:
    explicit ReliabilityView(QWidget* parent = nullptr);

    void setBands(const std::array<ConfidenceBand, 10>& bands);

    QSize sizeHint() const override { return {190, 150}; }
    QSize minimumSizeHint() const override { return {120, 90}; }

Q_SIGNALS:
    void bandChosen(std::size_t band);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    QRect plot() const;
    QString textOf(std::size_t band) const;
    QString summary() const;

    std::array<ConfidenceBand, 10> m_bands{};
};

} // namespace numeral::ui
