// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/look_correction.h"
#include "core/data/picture_decoder.h"

namespace numeral {

/// What opening a data set takes from outside core/data.
struct DataTools {
    PictureDecoder decode; ///< without it, folders of pictures can't be opened
    std::vector<ImageReader> readers; ///< without any, images are not turned upright

    /// Is told now and then, on the calling thread, which share of a slow file or folder is read, 0
    /// to 1. Returns false if the data set is no longer wanted. Without it, reading goes on.
    std::function<bool(double share)> shouldContinue;

    /// Whether images without any labels are opened, too, for prediction: as `unlabelled` ones of a
    /// data set without classes.
    bool mayBeUnlabelled = false;

    std::size_t pictureSide = 0; ///< size that pictures are scaled to; 0 for what they fit best

    bool goOn(double share) const { return !shouldContinue || shouldContinue(share); }
};

/// The error of an opening that `shouldContinue` has ended.
inline tl::unexpected<Error> openingCancelled()
{
    return failure(ErrorCode::FileUnreadable, "Opening the data set was cancelled.");
}

} // namespace numeral
