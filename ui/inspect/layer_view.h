// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QWidget>

#include <vector>

namespace numeral::ui {

/// Shows a layer's units as small squares, and its feature maps as small images, coloured by their
/// activation: blue above 0, orange below.
class LayerView final : public QWidget {
    Q_OBJECT

public:
    explicit LayerView(QWidget* parent = nullptr);

    void setTitle(const QString& title);

    /// Shows the activations of a layer's feature maps, one after another, each with that many rows
    /// and columns; 1 × 1 for units. Empty to show nothing.
    void setActivations(std::vector<float> activations, QSize map = {1, 1});
    const std::vector<float>& activations() const { return m_activations; }

    QSize sizeHint() const override { return {180, 130}; }
    QSize minimumSizeHint() const override { return {60, 60}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int maps() const;
    QImage imageOf(int map, float strongest) const;

    QString m_title;
    std::vector<float> m_activations;
    QSize m_map{1, 1}; ///< of each map, in values
};

} // namespace numeral::ui
