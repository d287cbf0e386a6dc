// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/grey_image.h"

#include <QWidget>

#include <optional>
#include <vector>

namespace numeral::ui {

/// Shows the network's input pixels, enlarged without smoothing, and coloured by their attribution
/// to the answer if that is known; an empty, faint frame if there is no input.
class DigitPreview : public QWidget {
    Q_OBJECT

public:
    explicit DigitPreview(QWidget* parent = nullptr);

    const std::optional<GreyImage>& image() const { return m_image; }
    void setImage(std::optional<GreyImage> image);

    /// Each pixel's attribution to the answer, cleared by the next image; see heatMap.
    const std::vector<float>& attribution() const { return m_attribution; }
    void setAttribution(const std::vector<float>& attribution);

    QSize sizeHint() const override { return {114, 114}; }
    QSize minimumSizeHint() const override { return {58, 58}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::optional<GreyImage> m_image;
    std::vector<float> m_attribution;
};

} // namespace numeral::ui
