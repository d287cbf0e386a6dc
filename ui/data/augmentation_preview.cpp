// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/augmentation_preview.h"

#include "ui/base/accessible.h"
#include "ui/data/sample_image.h"

#include <QKeyEvent>
#include <QPainter>

#include <algorithm>

namespace numeral::ui {

namespace {

constexpr int across = 3;
constexpr int samples = across * across;
constexpr int gap = 3;
constexpr int minCell = 40;
constexpr int maxCell = 84;

/// Deforming larger images would block the window for too long.
constexpr std::size_t maxPixels = std::size_t{512} * 512;

int sideFor(int cell)
{
    return across * (cell + gap) - gap;
}

} // namespace

AugmentationPreview::AugmentationPreview(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("deformationPreview"));
    setToolTip(tr("Nine training images after augmentation. Click for others."));
    setAccessibleButton(*this, [this] { deformAnew(); });
    setAccessibleName(tr("Augmented training images"));
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void AugmentationPreview::setImages(const LabelledImages& images)
{
    m_images = images;
    m_isCurrent = false;
    update();
}

void AugmentationPreview::setFilters(const std::vector<ImageFilter>& filters)
{
    if (filters != m_filters) {
        m_filters = filters;
        m_isCurrent = false;
        update();
    }
}

void AugmentationPreview::setAugmentation(const AugmentationLimits& limits, std::uint64_t seed)
{
    m_limits = limits;
    m_seed = seed;
    m_isCurrent = false;
    update();
}

QSize AugmentationPreview::sizeHint() const
{
    return {sideFor(minCell), sideFor(cellSize())};
}

int AugmentationPreview::cellSize() const
{
    return std::clamp((width() + gap) / across - gap, minCell, maxCell);
}

/// A form layout doesn't ask its rows for heightForWidth(), so set the height here.
void AugmentationPreview::resizeEvent(QResizeEvent* /*event*/)
{
    setFixedHeight(sideFor(cellSize()));
}

/// Called lazily, when painting.
void AugmentationPreview::deform()
{
    m_isCurrent = true;
    m_deformed.clear();
    const ImageShape& shape = m_images.shape();
    if (m_images.size() == 0 || shape.pixels() > maxPixels) {
        return;
    }
    Deformer deformer(shape, m_limits, m_seed);
    std::vector<std::uint8_t> pixels(shape.pixels());
    std::vector<std::uint8_t> filtered;
    for (std::size_t i = 0; i < samples; ++i) {
        const std::size_t image = i * m_images.size() / samples;
        const auto stored = m_images.image(image);
        filtered.assign(stored.begin(), stored.end());
        applyFilters(m_filters, shape, filtered);
        deformer.deform(filtered, augmentationStream(m_draw, image), pixels);
        m_deformed.append(sampleImage(pixels, shape));
    }
}

void AugmentationPreview::paintEvent(QPaintEvent* /*event*/)
{
    if (!m_isCurrent) {
        deform();
    }
    QPainter painter(this);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    if (m_deformed.isEmpty()) {
        painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap,
            m_images.size() == 0 ? tr("No data set is loaded.")
                                 : tr("These images are too large for a preview."));
        return;
    }
    const int cell = cellSize();
    const int left = (width() - sideFor(cell)) / 2;
    for (int i = 0; i < samples; ++i) {
        const QRect place(left + i % across * (cell + gap), i / across * (cell + gap), cell, cell);
        drawSample(painter, place, m_deformed[i]);
    }
    if (hasFocus()) {
        painter.setPen(palette().color(QPalette::Highlight));
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void AugmentationPreview::mousePressEvent(QMouseEvent* /*event*/)
{
    deformAnew();
}

void AugmentationPreview::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Space) {
        deformAnew();
    } else {
        QWidget::keyPressEvent(event);
    }
}

void AugmentationPreview::deformAnew()
{
    ++m_draw;
    m_isCurrent = false;
    update();
}

} // namespace numeral::ui
