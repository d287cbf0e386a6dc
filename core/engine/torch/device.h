// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <torch/cuda.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <string>

namespace numeral {

/// Returns LibTorch's device of that name: "cpu", "cuda", "cuda:1", "mps", or "auto" for the
/// fastest that there is. Of several GPUs, "auto" and "cuda" take the one of that number, so that
/// each process of a machine has its own. Error: EngineUnavailable if this machine or this build of
/// LibTorch doesn't have it.
inline Result<torch::Device> deviceFor(const std::string& name, int localRank)
{
    const auto cudaDevices
        = torch::cuda::is_available() ? static_cast<int>(torch::cuda::device_count()) : 0;
    if (cudaDevices > 0 && (name == "auto" || name == "cuda")) {
        return torch::Device(
            torch::kCUDA, static_cast<torch::DeviceIndex>(localRank % cudaDevices));
    }
    if (name == "auto") {
        return torch::Device(at::hasMPS() ? torch::kMPS : torch::kCPU);
    }
    const torch::Device device(name);
    const bool isThere = device.is_cpu() || (device.is_mps() && at::hasMPS())
        || (device.is_cuda() && (device.has_index() ? int{device.index()} : 0) < cudaDevices);
    if (!isThere) {
        return failure(ErrorCode::EngineUnavailable,
            "LibTorch finds no device “" + name
                + "” on this machine; choose “cpu”, or “auto” for the fastest that there is.");
    }
    return device;
}

} // namespace numeral
