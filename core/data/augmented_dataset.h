// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/data/augmentation.h"
#include "core/data/dataset.h"

#include <filesystem>
#include <functional>

namespace numeral {

/// How a data set is enlarged with deformed copies of its training images.
struct AugmentedDatasetOptions {
    std::uint64_t copies = 2; ///< of each training image; 1 to `maxCopies`
    AugmentationLimits limits;
    std::uint64_t seed = 1;
    int threads = 1; ///< 1–256; the files are the same with any number
};

struct AugmentedDatasetProgress {
    bool readingBack; ///< the images are written and are now read back from the disk
    std::uint64_t images; ///< finished so far, out of training images × copies
};

/// Returns the largest number of copies that IDX's 32-bit image count allows.
std::uint64_t maxCopies(const Dataset& dataset);

/// Writes the four files of a data set with `copies` times as many training images to `folder`:
/// first the training images of `dataset` unchanged, then all of them again and again, with new
/// random deformations each time. The test images are copied unchanged. The first n copies do not
/// depend on how many follow. Only a few megabytes of images are buffered, however large the files
/// are.
///
/// `folder` must be empty or not exist; its parent must exist. Unless the function returns true, it
/// leaves nothing behind. Each file is complete and synced before it appears under its name, the
/// training images last: if the program or the system crashes in between, `loadFolder` reports
/// these as missing.
///
/// `shouldContinue` is called several times a second on the calling thread. Returns false if
/// `shouldContinue` did. Errors: InvalidSetting, FileNotWritten (too little free disk space is
/// detected in advance), FileUnreadable if the images can no longer be read.
Result<bool> writeAugmented(const Dataset& dataset, const AugmentedDatasetOptions& options,
    const std::filesystem::path& folder,
    const std::function<bool(const AugmentedDatasetProgress&)>& shouldContinue);

} // namespace numeral
