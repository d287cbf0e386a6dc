// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/data/dataset_parts.h"

#include <filesystem>
#include <vector>

namespace numeral {

/// Reads NPZ files, NumPy's archives of arrays, that make one data set. Arrays are known by their
/// names or, if these say nothing ("arr_0"), by their file's and then by their shapes: as Keras has
/// them (x_train, y_train, x_test, y_test), images and labels, X and y, train_images, kmnist-test-
/// labels and the like. Validation images are training images here, where there are test images,
/// too; else they are the test images. Images: N×rows×columns, that with one, three or four
/// channels first or last, or N×pixels of square images; numbers as PixelValues says. Labels: N or
/// N×1 numbers or texts, or N×classes of which one is 1. `parts` has the name and place. Errors:
/// FileUnreadable, FileMalformed; the sentence names the file and the fault.
Result<DatasetParts> readNpzImages(
    const std::vector<std::filesystem::path>& files, DatasetParts parts);

} // namespace numeral
