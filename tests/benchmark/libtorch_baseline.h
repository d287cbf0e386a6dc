// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workload.h"

#include <filesystem>
#include <memory>

namespace bench {

/// Trains as LibTorch's documentation shows: with a Sequential, autograd and optim::Adam.
class LibtorchRun {
public:
    explicit LibtorchRun(const Workload& workload);
    LibtorchRun(const LibtorchRun&) = delete;
    LibtorchRun& operator=(const LibtorchRun&) = delete;
    ~LibtorchRun();

    /// Seconds for the workload's batches, taken from one tensor with the whole data set.
    double trainFromTensor(const TrainingData& data, int threads);

    /// The same through data::datasets::MNIST and a DataLoader.
    double trainFromLoader(const std::filesystem::path& mnistFolder, int threads);

    /// Seconds to classify one image with the modules.
    double recogniseOne(const TrainingData& data);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace bench
