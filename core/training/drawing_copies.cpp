// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/drawing_copies.h"

#include "core/base/uniform.h"
#include "core/ink/ink_renderer.h"
#include "core/ink/outliers.h"
#include "core/ink/redrawing.h"

namespace numeral {

namespace {

// Pen widths, as fractions of the drawing's size.
constexpr double thinPen = 0.06;
constexpr double widePen = 0.14;

/// Collects images of MNIST's size.
class Images {
public:
    void add(const std::optional<GreyImage>& image, Label label)
    {
        if (image) {
            m_pixels.insert(m_pixels.end(), image->pixels.begin(), image->pixels.end());
            m_labels.push_back(label);
        }
    }

    LabelledImages take() { return {ImageShape(), std::move(m_pixels), std::move(m_labels)}; }

private:
    std::vector<std::uint8_t> m_pixels;
    std::vector<Label> m_labels;
};

std::optional<GreyImage> redrawn(const Ink& ink, SmallRandom& random)
{
    RedrawingLimits limits;
    limits.aspect = 0.4;
    return prepareInk(redraw(ink, withRandomPen(limits, random), random), ImageShape(),
        Preprocessing::Mnist, uniform(thinPen, widePen, random));
}

} // namespace

LabelledImages redrawnCopies(const std::vector<InkRecord>& drawings,
    const std::vector<std::string>& classes, std::size_t copies, std::uint64_t seed)
{
    Images images;
    std::uint64_t stream = 0;
    for (const InkRecord& drawing : drawings) {
        const auto label = drawing.label ? classOf(classes, *drawing.label) : std::nullopt;
        for (std::size_t i = 0; label && i < copies; ++i) {
            SmallRandom random(seed, RandomStream::Redrawing, ++stream);
            images.add(isBlank(drawing.ink)
                    ? prepareRecord(drawing, ImageShape(), Preprocessing::Mnist)
                    : redrawn(drawing.ink, random),
                static_cast<Label>(*label));
        }
    }
    return images.take();
}

LabelledImages scribbles(std::size_t count, std::uint64_t seed)
{
    Images images;
    for (std::size_t i = 0; i < count; ++i) {
        SmallRandom random(seed, RandomStream::PenImages, i);
        images.add(redrawn(drawScribble(random), random), outlierLabel);
    }
    return images.take();
}

LabelledImages together(const LabelledImages& first, const LabelledImages& second)
{
    std::vector<std::uint8_t> pixels(first.pixels().begin(), first.pixels().end());
    std::vector<Label> labels(first.labels().begin(), first.labels().end());
    pixels.insert(pixels.end(), second.pixels().begin(), second.pixels().end());
    labels.insert(labels.end(), second.labels().begin(), second.labels().end());
    return {first.shape(), std::move(pixels), std::move(labels), first.look()};
}

} // namespace numeral
