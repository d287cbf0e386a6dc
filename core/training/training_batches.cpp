// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/training_batches.h"

#include <algorithm>
#include <thread>

namespace numeral {

namespace {

constexpr std::size_t bytesAtOnce = std::size_t{2} << 20U;

/// Calls function(part, first, last) for equal parts of 0 … count − 1, each on a thread of its own;
/// a part whose thread can't be had, and the last one, on this.
template <typename Function>
void inParts(std::size_t count, std::size_t parts, const Function& function)
{
    std::vector<std::jthread> threads;
    threads.reserve(parts);
    for (std::size_t part = 0; part < parts; ++part) {
        const auto work = [&function, part, first = part * count / parts,
                              last = (part + 1) * count / parts] { function(part, first, last); };
        if (part + 1 == parts) {
            work();
            return;
        }
        try {
            threads.emplace_back(work);
        } catch (const std::system_error&) {
            work();
        }
    }
}

} // namespace

TrainingBatches::TrainingBatches(const TrainingConfig& config, const LabelledImages& images,
    Indices indices, std::size_t threads)
    : m_images(images)
    , m_limits(config.deformation)
    , m_batchSize(static_cast<std::size_t>(config.batchSize))
    , m_threads(threads)
    , m_random(static_cast<std::uint64_t>(config.seed), RandomStream::Shuffle, 0)
    , m_order(std::move(indices))
    , m_position(m_order.size())
{
    if (m_limits.leaveAsIs() || m_order.empty()) {
        return;
    }
    for (std::size_t i = 0; i < m_threads; ++i) {
        m_deformers.emplace_back(images.shape(), m_limits, static_cast<std::uint64_t>(config.seed));
    }
    const std::size_t batchBytes = m_batchSize * images.shape().pixels();
    m_atOnce = std::min(
        m_batchSize * std::max<std::size_t>(bytesAtOnce / batchBytes, 1), m_order.size());
    m_pixels.resize(m_atOnce * images.shape().pixels());
    m_labels.resize(m_atOnce);
    m_places = allIndices(m_atOnce);
}

void TrainingBatches::startEpoch(int epoch)
{
    m_epoch = epoch;
    m_position = 0;
    shuffle(m_random, m_order);
}

Batch TrainingBatches::next()
{
    const std::size_t position = m_position;
    m_position = std::min(m_position + m_batchSize, m_order.size());
    if (m_deformers.empty()) {
        return makeBatch(m_images, m_order, position, m_batchSize);
    }
    if (position == 0 || position == m_first + m_atOnce) {
        m_first = position;
        deformSome();
    }
    const std::size_t made = std::min(m_atOnce, m_order.size() - m_first);
    const std::size_t place = position - m_first;
    const std::size_t size = m_position - position;
    return {m_pixels.data(), m_labels.data(), m_places.data() + place, size, made - place - size};
}

void TrainingBatches::deformSome()
{
    const std::size_t pixels = m_images.shape().pixels();
    const std::size_t count = std::min(m_atOnce, m_order.size() - m_first);
    inParts(count, std::min(m_threads, count),
        [&](std::size_t part, std::size_t first, std::size_t last) {
            for (std::size_t i = first; i < last; ++i) {
                const std::uint32_t image = m_order[m_first + i];
                m_deformers[part].deform(m_images.image(image),
                    deformationStream(static_cast<std::uint32_t>(m_epoch), image),
                    std::span(m_pixels).subspan(i * pixels, pixels));
                m_labels[i] = m_images.labels()[image];
            }
        });
}

} // namespace numeral
