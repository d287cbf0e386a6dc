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
    ///
    /// Images in `leftOut`, ascending, leave gaps: all others come in the batches in which they
    /// would be without it. A batch of which nothing is left is passed over.
    TrainingBatches(const TrainingConfig& config, const LabelledImages& images, Indices indices,
        const LabelledImages& drawn, std::size_t threads, BatchShare share = {},
        Indices leftOut = {});

    std::size_t images() const { return m_order.size(); }
    /// The most batches that an epoch has.
    std::size_t batches() const { return batchesOf(m_leftOut.empty() ? m_order : m_withLeftOut); }

    /// Starts an epoch, counted from 1, in a new order.
    void startEpoch(int epoch);

    /// Number of the epoch's images that batches were made of so far.
    std::size_t done() const { return m_position; }

    /// Whether the epoch has a batch left.
    bool hasNext() const { return m_next < m_ends.size(); }

    /// Returns the next batch, which is valid until the next call.
    Batch next();

private:
    std::size_t batchesOf(const Indices& order) const
    {
        return (order.size() + m_batchSize - 1) / m_batchSize;
    }
    void divideOrder();
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
    Indices m_leftOut;
    Indices m_withLeftOut; ///< the order with what is left out, if anything is
    Indices m_order;
    std::vector<std::size_t> m_ends; ///< of the batches, as positions in the order
    int m_epoch = 0;
    std::size_t m_next = 0; ///< the next batch
    std::size_t m_position = 0; ///< where it begins

    // Buffer of deformed images, from `m_first` of the order on.
    std::vector<Deformer> m_deformers; ///< one per thread; none if the images are used as stored
    std::size_t m_first = 0;
    std::size_t m_last = 0; ///< where it ends
    std::size_t m_atOnce = 0; ///< images per buffer at most: whole batches
    std::vector<std::uint8_t> m_pixels;
    std::vector<Label> m_labels;
    Indices m_places; ///< 0, 1, 2 …
};

} // namespace numeral
