// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/data/arrangement.h"
#include "core/data/labelled_images.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace numeral {

struct Dataset;

/// What images look like, as far as it can be told from them.
struct FoundLook {
    ImageLook look;
    bool arePaperAndInkKnown = false; ///< else `look` has the measured levels of border and extreme
    bool isOrientationKnown = false;
    Arrangement arrangement = Arrangement::Unknown;
};

/// What is done to each image of a data set, in this order.
struct LookCorrections {
    bool stretch = false; ///< map paper and ink to 0 and 255, whichever is the lighter one
    bool invert = false; ///< replace each grey by 255 minus it
    bool transpose = false; ///< swap rows and columns
    bool centre = false; ///< centre and scale the ink as MNIST's: see arrangedLikeMnist
    std::size_t side = 0; ///< scale the images to a square of this many pixels; 0 for don't

    bool any() const { return stretch || invert || transpose || centre || side != 0; }
    friend bool operator==(const LookCorrections&, const LookCorrections&) = default;
};

inline constexpr std::size_t mostSide = 256; ///< that images can be scaled to

/// What the user wants done; what is not set follows from what the images look like.
struct LookChoices {
    std::optional<bool> stretch;
    std::optional<bool> invert;
    std::optional<bool> transpose;
    std::optional<bool> centre;
    std::optional<std::size_t> side; ///< pixels, up to mostSide; 0 for as in the files

    friend bool operator==(const LookChoices&, const LookChoices&) = default;
};

/// A network that reads plain images, to find out what others look like.
struct ImageReader {
    std::vector<std::string> classes; ///< that it knows, such as 0 to 9

    /// Returns the share of images that it reads as their labels say, 0 to 1. Labels are indices
    /// into its classes.
    std::function<double(const LabelledImages& images)> accuracy;
};

/// Finds out what images look like. Paper is what borders the images, if their borders are even;
/// ink is the extreme farthest from it. The images are upright or transposed, whichever is read
/// clearly better by that of the readers that knows the classes of most of them. Looks at some
/// thousand images at most.
FoundLook findLook(const LabelledImages& images, const std::vector<std::string>& classes,
    const std::vector<ImageReader>& readers);

/// Returns the share of the images, of classes that it knows, that this reader reads as they are
/// labelled; nullopt if there are too few, or it can't be told what they look like.
std::optional<double> shareReadRight(
    const Dataset& dataset, const std::vector<ImageReader>& readers);

/// Returns the images scaled to another size; see fittedTo. Throws std::bad_alloc.
LabelledImages scaledTo(const ImageShape& shape, const LabelledImages& images);

/// Returns what makes images of that look plain.
LookCorrections neededCorrections(const FoundLook& found);

/// Applies the needed or chosen corrections to the data set's images, in memory, and records them.
/// The resulting look is the one found and corrected; where none could be found, the user's choice
/// is trusted to make it plain. Errors: InvalidSetting if images that are not square are to be
/// transposed, FileUnreadable if there is not enough memory.
Result<Dataset> withCorrectedLook(
    const Dataset& dataset, const FoundLook& found, const LookChoices& choices);

/// Returns one of the data set's training images as it is in its file, or scaled: the first of each
/// class. Others are returned as they are now.
GreyImage asInFile(const Dataset& dataset, std::size_t index);

/// Returns the images with another look. Throws std::bad_alloc.
LabelledImages inLook(const LabelledImages& images, const ImageLook& look);

/// Returns the data set as a network sees it whose input has that look. Error: FileUnreadable if
/// there is not enough memory, or the images can no longer be read.
Result<Dataset> inLook(const Dataset& dataset, const ImageLook& look);

} // namespace numeral
