// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/grey_image.h"

#include <QWidget>

#include <optional>
#include <vector>

namespace numeral::ui {

/// Shows the pixels that the network sees, enlarged and each of them sharp, and what they have done
/// for the answer where that is known; a faint frame while there are none.
class DigitPreview : public QWidget {
    Q_OBJECT

public:
    explicit DigitPreview(QWidget* parent = nullptr);

    const std::optional<GreyImage>& image() const { return m_image; }
    void setImage(std::optional<GreyImage> image);

    /// What each pixel of the image has done for the answer, until the next image; see heatMap.
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
