// SPDX-License-Identifier: GPL-3.0-or-later
#include "workload.h"

#include "core/base/random.h"
#include "core/platform/large_pages.h"

#include <algorithm>
#include <chrono>

namespace bench {

namespace {

std::vector<float> meansOf(const numeral::LabelledImages& images)
{
    std::vector<double> sums(images.shape().pixels());
    for (std::size_t i = 0; i < images.size(); ++i) {
        const auto image = images.image(i);
        std::transform(sums.begin(), sums.end(), image.begin(), sums.begin(),
            [](double sum, std::uint8_t pixel) { return sum + pixel; });
    }
    std::vector<float> means(sums.size());
    std::transform(sums.begin(), sums.end(), means.begin(), [&](double sum) {
        return static_cast<float>(sum / 255.0 / static_cast<double>(images.size()));
    });
    return means;
}

TrainingData partOf(const numeral::Dataset& mnist, std::uint8_t noise)
{
    const auto whole = mnist.training.pixels();
    const std::size_t size = trainingImages * mnist.training.shape().pixels();
    std::vector<std::uint8_t> pixels;
    pixels.reserve(size);
    numeral::platform::preferLargePages(pixels.data(), size); // as when a file is read
    pixels.assign(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
    if (noise > 0) {
        numeral::Random random(1, numeral::RandomStream::Shuffle);
        for (std::uint8_t& pixel : pixels) {
            pixel = std::max(pixel, static_cast<std::uint8_t>(1 + random.below(noise)));
        }
    }
    const auto labels = mnist.training.labels();
    TrainingData data{numeral::LabelledImages(mnist.training.shape(), std::move(pixels),
                          {labels.begin(), labels.begin() + trainingImages}),
        {}};
    data.means = meansOf(data.images);
    return data;
}

} // namespace

TrainingData mnistPart(const numeral::Dataset& mnist)
{
    return partOf(mnist, 0);
}

TrainingData withNoise(const numeral::Dataset& mnist)
{
    return partOf(mnist, 60);
}

Workload::Workload(std::vector<std::size_t> hidden, std::size_t batch)
    : batchSize(batch)
{
    constexpr double timedFlops = 1.2e10;
    constexpr std::size_t fewest = 4;
    spec.hidden = std::move(hidden);
    const auto wanted = static_cast<std::size_t>(timedFlops / productsFlops());
    batches = std::clamp(wanted, fewest, trainingImages / batchSize);
}

std::string Workload::name() const
{
    std::string text;
    for (const std::size_t units : spec.hidden) {
        if (!text.empty()) {
            text += ',';
        }
        text += std::to_string(units);
    }
    return text + " batch " + std::to_string(batchSize);
}

double Workload::productsFlops() const
{
    double products = 0;
    const auto layers = spec.layers();
    for (std::size_t i = 0; i < layers.size(); ++i) {
        // Forward product and weight gradient in every layer; δ in all but the first.
        products += static_cast<double>(layers[i].inputs * layers[i].outputs) * (i == 0 ? 2 : 3);
    }
    return 2 * products * static_cast<double>(batchSize);
}

double Workload::toEpoch(double seconds) const
{
    return seconds * static_cast<double>(trainingImages) / static_cast<double>(batches * batchSize);
}

const std::vector<Workload>& grid()
{
    static const std::vector<Workload> all{
        {{50, 50}, 100},
        {{50, 50}, 32},
        {{50, 50}, 512},
        {{128, 128}, 100},
        {{512, 512}, 100},
        {{2048, 2048}, 100},
        {{256, 256, 256, 256, 256, 256}, 100},
    };
    return all;
}

double now()
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

} // namespace bench
