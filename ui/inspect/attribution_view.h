// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/grey_image.h"

#include <QWidget>

#include <optional>
#include <vector>

namespace numeral::ui {

/// Shows the network's input pixels, coloured by their attribution to the answer: blue for it,
/// orange against it.
class AttributionView final : public QWidget {
    Q_OBJECT

public:
    explicit AttributionView(QWidget* parent = nullptr);

    /// `attribution` has one value per pixel.
    void show(const GreyImage& image, const std::vector<float>& attribution);
    void clear();

    QSize sizeHint() const override { return {130, 130}; }
    QSize minimumSizeHint() const override { return {60, 60}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::optional<GreyImage> m_image;
    std::vector<float> m_attribution;
};

} // namespace numeral::ui
