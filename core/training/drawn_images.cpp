// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/drawn_images.h"

#include "core/base/between.h"
#include "core/ink/pen_habits.h"
#include "core/ink/pen_renderer.h"
#include "core/ink/redrawing.h"
#include "core/ink/skeleton.h"
#include "core/ink/strangers.h"
#include "core/recognition/digit_normaliser.h"
#include "core/training/in_parts.h"

#include <algorithm>
#include <atomic>
#include <cmath>

namespace numeral {

namespace {

std::size_t shareOf(double share, std::size_t images)
{
    constexpr std::size_t most = 200'000; // take a minute or so to draw, and 160 MB
    return std::min(
        static_cast<std::size_t>(std::llround(share * static_cast<double>(images))), most);
}

/// Of twenty strangers one is a dot, four are like letters, five are some, and ten are scribbles.
PenDrawing drawStranger(SmallRandom& random)
{
    const std::uint64_t kind = random.below(20);
    return kind == 0 ? PenDrawing{{{0, 0}}}
        : kind <= 4  ? drawGlyph(random)
        : kind <= 9  ? drawLetter(random)
                     : drawScribble(random);
}

/// As a share of the drawing's size.
double penFor(bool isStranger, SmallRandom& random)
{
    constexpr double thin = 0.06;
    constexpr double wide = 0.12;
    constexpr double broadest = 0.7; // fills the drawing
    const bool isBroad = isStranger && random.below(3) == 0;
    return isBroad ? std::exp(between(std::log(wide), std::log(broadest), random))
                   : between(thin, wide, random);
}

/// Draws all of them, each from its own random numbers.
class Drawer {
public:
    Drawer(const TrainingConfig& config, const Dataset& dataset, const Indices& training)
        : m_dataset(dataset)
        , m_training(training)
        , m_seed(static_cast<std::uint64_t>(config.seed))
        , m_digits(shareOf(config.penDrawings, training.size()))
        , m_count(drawnCount(config, training.size()))
        , m_pixels(m_count * dataset.training.shape().pixels())
        , m_labels(m_count, Batch::stranger)
    {
    }

    std::optional<LabelledImages> draw(std::size_t threads, const std::function<bool()>& goOn)
    {
        std::atomic<bool> stopped = false;
        inParts(m_count, std::min(threads, std::max<std::size_t>(m_count, 1)),
            [&](std::size_t /*part*/, std::size_t first, std::size_t last) {
                for (std::size_t i = first; i < last && !stopped; ++i) {
                    if (!goOn()) {
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
        const ImageShape& shape = m_dataset.training.shape();
        SmallRandom random(m_seed, RandomStream::PenImages, number);
        PenDrawing drawing;
        if (number < m_digits) {
            const std::uint32_t image = m_training[random.below(m_training.size())];
            m_labels[number] = m_dataset.training.labels()[image];
            drawing = skeletonStrokes(m_dataset.training.image(image), shape);
            addHabits(drawing, m_dataset.classes[m_labels[number]], random);
        } else {
            drawing = drawStranger(random);
            addHabits(drawing, {}, random);
        }
        const double pen = penFor(number >= m_digits, random);
        RedrawingLimits limits;
        limits.aspect = 0.5; // more than most people's: what is learnt ought to be the wider
        const auto prepared
            = normaliseDigit(renderPen(redraw(drawing, limits, random), pen), shape);
        if (prepared) {
            std::copy(prepared->pixels.begin(), prepared->pixels.end(),
                m_pixels.begin() + static_cast<std::ptrdiff_t>(number * shape.pixels()));
        }
    }

    const Dataset& m_dataset;
    const Indices& m_training;
    std::uint64_t m_seed;
    std::size_t m_digits;
    std::size_t m_count;
    std::vector<std::uint8_t> m_pixels;
    std::vector<std::uint8_t> m_labels;
};

} // namespace

std::size_t drawnCount(const TrainingConfig& config, std::size_t trainingImages)
{
    return shareOf(config.penDrawings, trainingImages) + shareOf(config.strangers, trainingImages);
}

Result<std::optional<LabelledImages>> drawnImages(const TrainingConfig& config,
    const Dataset& dataset, const Indices& training, std::size_t threads,
    const std::function<bool()>& goOn)
{
    constexpr std::size_t largestSide = 64;
    if (config.penDrawings == 0 && config.strangers == 0) {
        return LabelledImages();
    }
    const ImageShape& shape = dataset.training.shape();
    if (dataset.preprocessing != Preprocessing::Mnist || dataset.classes.size() > Batch::stranger
        || std::max(shape.rows, shape.columns) > largestSide) {
        return failure(ErrorCode::InvalidSetting,
            "Pen drawings and strangers are for digits such as MNIST's; “" + dataset.name
                + "” has other images. Set both to 0.");
    }
    return Drawer(config, dataset, training).draw(threads, goOn);
}

} // namespace numeral
