// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/data/dataset.h"
#include "core/data/deformation.h"

#include <filesystem>
#include <functional>

namespace numeral {

/// How a data set is made larger.
struct Augmentation {
    std::uint64_t copies = 2; ///< of each training image; 1 to `mostCopies`
    DeformationLimits limits;
    std::uint64_t seed = 1;
    int threads = 1; ///< 1–256; the files are the same with any number
};

struct AugmentationProgress {
    bool readingBack; ///< the images are written, and are now read back from the disk
    std::uint64_t images; ///< done so far, of training images × copies
};

/// As many copies as an IDX file's 32-bit count of images allows.
std::uint64_t mostCopies(const Dataset& dataset);

/// Writes a folder with the four files of a data set whose training images are `copies` times as
/// many: first those of `dataset` as they are, then all of them again and again, deformed each time
/// anew. The test images are those of `dataset`. The first n copies are the same however many
/// follow. Memory for some megabytes of images is taken, however large the files are.
///
/// `folder` doesn't exist yet, though its parent does, or it is empty. Where the function gives no
/// true, it leaves nothing behind. All four files are whole and on the disk before they appear,
/// the training images as the last: where the program or the system dies in between, loadFolder
/// says that they are missing.
///
/// `goOn` is asked some times a second, on the calling thread. False where it said so. Errors:
/// InvalidSetting, FileNotWritten (also where the disk has not enough room, beforehand),
/// FileUnreadable where the images can't be read any more.
Result<bool> writeAugmented(const Dataset& dataset, const Augmentation& augmentation,
    const std::filesystem::path& folder,
    const std::function<bool(const AugmentationProgress&)>& goOn);

} // namespace numeral
