// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/drawn_images.h"

#include "core/base/uniform.h"
#include "core/data/edited_dataset.h"
#include "core/ink/habits.h"
#include "core/ink/handwriting_variants.h"
#include "core/ink/ink_renderer.h"
#include "core/ink/outliers.h"
#include "core/ink/plain_digits.h"
#include "core/ink/redrawing.h"
#include "core/ink/skeleton.h"
#include "core/training/class_likeness.h"
#include "core/training/in_parts.h"

#include <algorithm>
#include <atomic>
#include <cmath>

namespace numeral {

namespace {

std::size_t imageCount(double perImage, std::size_t images)
{
    constexpr std::size_t maxImages = 200'000; // takes about a minute to draw, and 160 MB
    return std::min(
        static_cast<std::size_t>(std::llround(perImage * static_cast<double>(images))), maxImages);
}

using OutlierKind = Ink (*)(SmallRandom&);

Ink drawDot(SmallRandom& /*random*/)
{
    return {{{0, 0}}};
}

/// Of twenty outliers for digits, one is a dot, one a dash, four are glyphs, six are letters, two
/// are signs, and six are scribbles. For other classes, which may be letters or signs or look like
/// them, four in five are scribbles.
OutlierKind randomKind(ClassKind classes, SmallRandom& random)
{
    if (classes != ClassKind::Digits) {
        const std::uint64_t kind = random.below(10);
        return kind == 0 ? &drawDot : kind == 1 ? &drawDash : &drawScribble;
    }
    const std::uint64_t kind = random.below(20);
    return kind == 0 ? &drawDot
        : kind == 1  ? &drawDash
        : kind <= 5  ? &drawGlyph
        : kind <= 11 ? &drawLetterUnlikeDigits
        : kind <= 13 ? &drawSign
                     : &drawScribble;
}

double logUniform(double low, double high, SmallRandom& random)
{
    return std::exp(uniform(std::log(low), std::log(high), random));
}

// Pen widths, as fractions of the drawing's size.
constexpr double thinPen = 0.06;
constexpr double widePen = 0.12;

/// Draws all images, each with its own random stream.
class Drawer {
public:
    /// Of `training`, the images that aren't left out are drawn from. One is.
    Drawer(const TrainingConfig& config, const Dataset& dataset, const Indices& training)
        : m_dataset(dataset)
        , m_training(training)
        , m_seed(static_cast<std::uint64_t>(config.seed))
        , m_digits(imageCount(config.penDrawings, training.size()))
        , m_count(drawnCount(config, training.size()))
        , m_pixels(m_count * dataset.training.shape().pixels())
        , m_labels(m_count, outlierLabel)
    {
        if (m_count > m_digits) {
            m_likeness.emplace(dataset.training, notLeftOut(dataset, training));
        }
    }

    std::optional<LabelledImages> draw(
        std::size_t threads, const std::function<bool()>& shouldContinue)
    {
        std::atomic<bool> stopped = false;
        inParts(m_count, std::min(threads, std::max<std::size_t>(m_count, 1)),
            [&](std::size_t /*part*/, std::size_t first, std::size_t last) {
                for (std::size_t i = first; i < last && !stopped; ++i) {
                    if (!shouldContinue()) {
                        stopped = true;
                        return;
                    }
                    drawOne(i);
                }
            });
        if (stopped) {
            return std::nullopt;
        }
        return LabelledImages(m_dataset.training.shape(), std::move(m_pixels), std::move(m_labels));
    }

private:
    void drawOne(std::size_t number)
    {
        SmallRandom random(m_seed, RandomStream::PenImages, number);
        const auto drawn
            = number < m_digits ? drawDigit(m_labels[number], random) : drawOutlier(random);
        if (drawn) {
            std::copy(drawn->pixels.begin(), drawn->pixels.end(),
                m_pixels.begin() + static_cast<std::ptrdiff_t>(number * drawn->pixels.size()));
        }
    }

    std::optional<GreyImage> prepared(const Ink& drawing, double pen, SmallRandom& random) const
    {
        RedrawingLimits limits;
        limits.aspect = 0.5; // more than most people's, so that the network learns a wider range
        limits = withRandomPen(limits, random);
        return prepareInk(
            redraw(drawing, limits, random), m_dataset.training.shape(), Preprocessing::Mnist, pen);
    }

    /// Redraws the digit of a training image; two in ten are drawn as they are taught instead, and
    /// three by a habit that few of the training images show.
    std::optional<GreyImage> drawDigit(Label& label, SmallRandom& random) const
    {
        constexpr double minMarkerWidth = 0.04;
        constexpr double maxMarkerWidth = 0.2;
        constexpr double maxBarWidth = 0.4;
        std::uint32_t image = m_training[random.below(m_training.size())];
        while (std::ranges::binary_search(m_dataset.leftOut, image)) { // others stay as they are
            image = m_training[random.below(m_training.size())];
        }
        label = m_dataset.training.labels()[image];
        const std::string& name = m_dataset.classes[label];
        const std::uint64_t form = random.below(10);
        const bool isOne = name == "1"; // which stays one, however thick it is
        if (form < 2) {
            const double maxWidth = isOne ? maxBarWidth : maxMarkerWidth;
            return prepared(drawPlainDigit(name[0] - '0', random),
                logUniform(minMarkerWidth, maxWidth, random), random);
        }
        if (form < 5) {
            const Ink drawing = drawHabit(name[0] - '0', random);
            return prepared(
                drawing, uniform(thinPen, isOne ? maxMarkerWidth : widePen, random), random);
        }
        Ink drawing = skeletonStrokes(m_dataset.training.image(image), m_dataset.training.shape());
        addHandwritingVariants(drawing, name, random);
        return prepared(drawing, uniform(thinPen, widePen, random), random);
    }

    /// Draws again whatever looks like a class: training on it as an outlier would unlearn the
    /// class. A dot is no digit, however much it looks like a bold 0.
    std::optional<GreyImage> drawOutlier(SmallRandom& random) const
    {
        constexpr int maxTries = 100;
        const OutlierKind kind = randomKind(m_dataset.kind, random);
        for (int i = 0; kind != &drawDot && i < maxTries; ++i) {
            Ink drawing = kind(random);
            addHandwritingVariants(drawing, {}, random);
            auto drawn = prepared(drawing, outlierPen(random), random);
            if (drawn && !m_likeness->isLikeClass(drawn->pixels)) {
                return drawn;
            }
        }
        return prepared(drawDot(random), outlierPen(random), random);
    }

    static double outlierPen(SmallRandom& random)
    {
        constexpr double broadest = 0.7; // fills the drawing
        return random.below(3) == 0 ? logUniform(widePen, broadest, random)
                                    : uniform(thinPen, widePen, random);
    }

    const Dataset& m_dataset;
    const Indices& m_training;
    std::optional<ClassLikeness> m_likeness; ///< only if outliers are drawn
    std::uint64_t m_seed;
    std::size_t m_digits;
    std::size_t m_count;
    std::vector<std::uint8_t> m_pixels;
    std::vector<Label> m_labels;
};

} // namespace

std::size_t drawnCount(const TrainingConfig& config, std::size_t trainingImages)
{
    return imageCount(config.penDrawings, trainingImages)
        + imageCount(config.outliers, trainingImages);
}

bool canDrawDigits(const Dataset& dataset)
{
    return dataset.kind == ClassKind::Digits && canDrawOutliers(dataset);
}

bool canDrawOutliers(const Dataset& dataset)
{
    constexpr std::size_t maxSide = 64;
    const ImageShape& shape = dataset.training.shape();
    return dataset.preprocessing == Preprocessing::Mnist
        && std::max(shape.rows, shape.columns) <= maxSide;
}

Result<std::optional<LabelledImages>> drawnImages(const TrainingConfig& config,
    const Dataset& dataset, const Indices& training, std::size_t threads,
    const std::function<bool()>& shouldContinue)
{
    if (config.penDrawings == 0 && config.outliers == 0) {
        return LabelledImages();
    }
    if (config.penDrawings > 0 && !canDrawDigits(dataset)) {
        return failure(ErrorCode::InvalidSetting,
            "Pen drawings are for digits such as MNIST's; “" + dataset.name
                + "” has other images. Set their share to 0.");
    }
    if (!canDrawOutliers(dataset)) {
        return failure(ErrorCode::InvalidSetting,
            "Outliers are for drawings such as MNIST's digits; “" + dataset.name
                + "” has other images. Set their share to 0.");
    }
    const Result<Dataset> plain = inLook(dataset, {});
    if (!plain) {
        return tl::unexpected(plain.error());
    }
    auto drawn = Drawer(config, *plain, training).draw(threads, shouldContinue);
    return drawn ? inLook(*drawn, dataset.training.look()) : std::optional<LabelledImages>();
}

} // namespace numeral
