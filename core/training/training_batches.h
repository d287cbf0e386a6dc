// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/small_random.h"
#include "core/data/augmentation.h"
#include "core/data/dataset.h"
#include "core/training/image_passes.h"
#include "core/training/training_config.h"

#include <vector>

namespace numeral {

/// Which part of every batch this process trains on: of `size` equal parts number `rank`.
struct BatchShare {
    std::size_t rank = 0;
    std::size_t size = 1;
};

/// Yields the training images in mini-batches, shuffled anew for each epoch and, if configured,
/// augmented anew. An image's deformation depends on the seed, the epoch and its place in the set,
/// so neither the batch size nor the number of threads changes it.
///
/// A few megabytes of images are deformed at a time, on all threads, and then trained on, also on
/// all threads: doing both at once would only compete for cores.
class TrainingBatches {
public:
    /// Uses the images at `indices` and all of `drawn`. Borrows both sets. `threads` ≥ 1 limits the
    /// threads that deform images. With a share, `next` returns that part of each batch, which may
    /// be empty, and all else counts whole batches.
    TrainingBatches(const TrainingConfig& config, const LabelledImages& images, Indices indices,
        const LabelledImages& drawn, std::size_t threads, BatchShare share = {});

    std::size_t images() const { return m_order.size(); }
    std::size_t batches() const { return (images() + m_batchSize - 1) / m_batchSize; }

    /// Starts an epoch, counted from 1, in a new order.
    void startEpoch(int epoch);

    /// Number of the epoch's images that batches were made of so far.
    std::size_t done() const { return m_position; }

    /// Whether the epoch has a batch left.
    bool hasNext() const { return m_position < m_order.size(); }

    /// Returns the next batch, which is valid until the next call.
    Batch next();

private:
    void fillBuffer();
    Batch shareOf(Batch batch) const;
    bool isMine(std::size_t position) const;

    const LabelledImages& m_images;
    const LabelledImages& m_drawn;
    const AugmentationLimits m_limits;
    std::size_t m_batchSize;
    std::size_t m_threads;
    BatchShare m_share;
    SmallRandom m_random;
    Indices m_order;
    int m_epoch = 0;
    std::size_t m_position = 0; ///< in the order

    // Buffer of deformed images, from `m_first` of the order on.
    std::vector<Deformer> m_deformers; ///< one per thread; none if the images are used as stored
    std::size_t m_first = 0;
    std::size_t m_atOnce = 0; ///< images per buffer: whole batches
    std::vector<std::uint8_t> m_pixels;
    std::vector<Label> m_labels;
    Indices m_places; ///< 0, 1, 2 …
};

} // namespace numeral
