// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/small_random.h"
#include "core/data/dataset.h"
#include "core/data/deformation.h"
#include "core/training/image_passes.h"
#include "core/training/training_config.h"

#include <vector>

namespace numeral {

/// The images that are trained on, batch by batch, epoch after epoch: in a new order each time, and
/// deformed anew each time where the configuration says so. What an image becomes depends on the
/// seed, the epoch and its place in the set, so neither the batch size nor the threads change it.
///
/// Some megabytes of images are deformed at a time, on all threads, and then trained on, also on
/// all threads: to deform while others train would only take cores from each other.
class TrainingBatches {
public:
    /// The images at `indices`, and all that are drawn. Borrows all but the indices. `threads` ≥ 1
    /// are the most that deform images.
    TrainingBatches(const TrainingConfig& config, const LabelledImages& images, Indices indices,
        const LabelledImages& drawn, std::size_t threads);

    std::size_t images() const { return m_order.size(); }
    std::size_t batches() const { return (images() + m_batchSize - 1) / m_batchSize; }

    /// Begins an epoch, counted from 1, with another order than the last.
    void startEpoch(int epoch);

    /// Images of the epoch that batches were made of so far.
    std::size_t done() const { return m_position; }

    /// Whether the epoch has a batch left.
    bool hasNext() const { return m_position < m_order.size(); }

    /// The next batch; it is valid until the next call.
    Batch next();

private:
    void deformSome();

    const LabelledImages& m_images;
    const LabelledImages& m_drawn;
    const DeformationLimits m_limits;
    std::size_t m_batchSize;
    std::size_t m_threads;
    SmallRandom m_random;
    Indices m_order;
    int m_epoch = 0;
    std::size_t m_position = 0; ///< in the order

    // Those that are deformed, from `m_first` of the order on.
    std::vector<Deformer> m_deformers; ///< one a thread; none where nothing is deformed
    std::size_t m_first = 0;
    std::size_t m_atOnce = 0; ///< whole batches
    std::vector<std::uint8_t> m_pixels;
    std::vector<std::uint8_t> m_labels;
    Indices m_places; ///< 0, 1, 2 …
};

} // namespace numeral
