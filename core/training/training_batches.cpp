// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/training_batches.h"

#include "core/training/in_parts.h"

#include <algorithm>

namespace numeral {

namespace {

constexpr std::size_t bytesAtOnce = std::size_t{2} << 20U;

} // namespace

TrainingBatches::TrainingBatches(const TrainingConfig& config, const LabelledImages& images,
    Indices indices, const LabelledImages& drawn, std::size_t threads, BatchShare share,
    Indices leftOut)
    : m_images(images)
    , m_drawn(drawn)
    , m_limits(config.augmentation)
    , m_batchSize(static_cast<std::size_t>(config.batchSize))
    , m_threads(threads)
    , m_share(share)
    , m_random(static_cast<std::uint64_t>(config.seed), RandomStream::Shuffle, 0)
    , m_leftOut(std::move(leftOut))
    , m_order(std::move(indices))
{
    for (std::size_t i = 0; i < m_drawn.size(); ++i) {
        m_order.push_back(static_cast<std::uint32_t>(m_images.size() + i));
    }
    if (!m_leftOut.empty()) {
        m_withLeftOut = m_order;
        divideOrder();
    }
    m_ends.clear(); // no epoch has begun
    m_position = m_order.size();
    if ((m_limits.isIdentity() && m_drawn.size() == 0) || m_order.empty()) {
        return;
    }
    const std::size_t batchBytes = m_batchSize * images.shape().pixels();
    m_atOnce = std::min(
        m_batchSize * std::max<std::size_t>(bytesAtOnce / batchBytes, 1), m_order.size());
    m_threads = std::min(m_threads, m_atOnce);
    for (std::size_t i = 0; i < m_threads; ++i) {
        m_deformers.emplace_back(
            images.shape(), m_limits, static_cast<std::uint64_t>(config.seed), images.look());
    }
    m_pixels.resize(m_atOnce * images.shape().pixels());
    m_labels.resize(m_atOnce);
    m_places = allIndices(m_atOnce);
}

void TrainingBatches::startEpoch(int epoch)
{
    m_epoch = epoch;
    m_next = 0;
    m_position = 0;
    m_last = 0;
    shuffle(m_random, m_leftOut.empty() ? m_order : m_withLeftOut);
    divideOrder();
}

/// Finds out where the batches end, and what the order is without what is left out.
void TrainingBatches::divideOrder()
{
    m_ends.clear();
    if (m_leftOut.empty()) {
        for (std::size_t batch = 1; batch <= batches(); ++batch) {
            m_ends.push_back(std::min(batch * m_batchSize, m_order.size()));
        }
        return;
    }
    m_order.clear();
    for (std::size_t i = 0; i < m_withLeftOut.size(); ++i) {
        if (!std::ranges::binary_search(m_leftOut, m_withLeftOut[i])) {
            m_order.push_back(m_withLeftOut[i]);
        }
        const bool isEnd = (i + 1) % m_batchSize == 0 || i + 1 == m_withLeftOut.size();
        if (isEnd && m_order.size() > (m_ends.empty() ? 0 : m_ends.back())) {
            m_ends.push_back(m_order.size());
        }
    }
}

Batch TrainingBatches::next()
{
    const std::size_t position = m_position;
    m_position = m_ends[m_next++];
    const std::size_t size = m_position - position;
    if (m_deformers.empty()) {
        return shareOf(makeBatch(m_images, m_order, position, size));
    }
    if (position == m_last) {
        m_first = position;
        fillBuffer();
    }
    return shareOf({m_pixels.data(), m_labels.data(), m_places.data() + (position - m_first), size,
        m_last - m_position});
}

Batch TrainingBatches::shareOf(Batch batch) const
{
    if (m_share.size > 1) {
        batch.wholeSize = batch.size;
        batch.firstRow = batch.size * m_share.rank / m_share.size;
        const std::size_t last = batch.size * (m_share.rank + 1) / m_share.size;
        batch.indices += batch.firstRow;
        batch.size = last - batch.firstRow;
        batch.prefetchCount = 0;
    }
    return batch;
}

/// Whether the image at a position of the order is in this process's share of its batch.
bool TrainingBatches::isMine(std::size_t position) const
{
    const auto end = std::ranges::upper_bound(m_ends, position);
    const std::size_t first = end == m_ends.begin() ? 0 : *(end - 1);
    const std::size_t size = *end - first;
    const std::size_t row = position - first;
    return row >= size * m_share.rank / m_share.size
        && row < size * (m_share.rank + 1) / m_share.size;
}

void TrainingBatches::fillBuffer()
{
    const std::size_t pixels = m_images.shape().pixels();
    // Whole batches: m_position is where the first one ends.
    m_last = *(std::ranges::upper_bound(m_ends, m_first + m_atOnce) - 1);
    const std::size_t count = m_last - m_first;
    inParts(count, std::min(m_threads, count),
        [&](std::size_t part, std::size_t first, std::size_t last) {
            for (std::size_t i = first; i < last; ++i) {
                if (!isMine(m_first + i)) {
                    continue;
                }
                const std::uint32_t image = m_order[m_first + i];
                const bool isDrawn = image >= m_images.size();
                const LabelledImages& set = isDrawn ? m_drawn : m_images;
                const std::size_t place = isDrawn ? image - m_images.size() : image;
                m_deformers[part].deform(set.image(place),
                    augmentationStream(static_cast<std::uint32_t>(m_epoch), image),
                    std::span(m_pixels).subspan(i * pixels, pixels));
                m_labels[i] = set.labels()[place];
            }
        });
}

} // namespace numeral
