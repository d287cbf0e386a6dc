// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

namespace numeral::ui {

/// Shows a layer's units as small squares, coloured by their activation: blue above 0, orange
/// below.
class LayerView final : public QWidget {
    Q_OBJECT

public:
    explicit LayerView(const QString& title, QWidget* parent = nullptr);

    /// One activation per unit; empty to show nothing.
    void setActivations(std::vector<float> activations);
    const std::vector<float>& activations() const { return m_activations; }

    QSize sizeHint() const override { return {180, 130}; }
    QSize minimumSizeHint() const override { return {60, 60}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_title;
    std::vector<float> m_activations;
};

} // namespace numeral::ui
