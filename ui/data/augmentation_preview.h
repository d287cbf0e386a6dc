// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/augmentation.h"
#include "core/data/dataset.h"

#include <QImage>
#include <QList>
#include <QWidget>

namespace numeral::ui {

/// Nine training images, filtered and deformed at random, as the next run would see them
/// (augmentation). A click deforms them anew.
class AugmentationPreview final : public QWidget {
    Q_OBJECT

public:
    explicit AugmentationPreview(QWidget* parent = nullptr);

    void setImages(const LabelledImages& images);
    void setFilters(const std::vector<ImageFilter>& filters);
    void setAugmentation(const AugmentationLimits& limits, std::uint64_t seed);

    QSize sizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    int cellSize() const;
    void deformAnew();
    void deform();

    LabelledImages m_images;
    std::vector<ImageFilter> m_filters;
    AugmentationLimits m_limits = AugmentationLimits::none();
    std::uint64_t m_seed = 1;
    std::uint32_t m_draw = 1; ///< stands in for the epoch; each click increments it
    bool m_isCurrent = false;
    QList<QImage> m_deformed;
};

} // namespace numeral::ui
