// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"
#include "core/data/image_part.h"
#include "core/ink/ink_file.h"

#include <optional>
#include <string>
#include <vector>

namespace numeral {

/// Returns the index of the class of that name. Where no class is called exactly so, a Latin letter
/// also means the other case: EMNIST's letters have one class for both.
std::optional<std::size_t> classOf(
    const std::vector<std::string>& classes, const std::string& name);

/// Whether each of the names means one of the classes, or any of them does: see classOf.
bool knowsAll(const std::vector<std::string>& classes, const std::vector<std::string>& names);
bool knowsAny(const std::vector<std::string>& classes, const std::vector<std::string>& names);

/// Converts the labelled drawings to images prepared as a network's input, before its look and
/// filters. Left out are those of other classes, without a label, without ink, and photos of
/// another size.
LabelledImages preparedDrawings(const std::vector<InkRecord>& drawings, const ImageShape& shape,
    Preprocessing preprocessing, const std::vector<std::string>& classes);

/// Returns the labelled drawings as 28×28 images prepared as MNIST's, and who drew them if that is
/// known of any.
ImagePart partOf(const std::vector<InkRecord>& drawings);

/// Makes a data set of 28×28 images of the labelled drawings. Its classes are their labels in
/// natural order, or the ten digits if all are digits. One in seven is a test image, as in MNIST.
Dataset drawingsDataset(const std::vector<InkRecord>& drawings, const std::string& name);

} // namespace numeral
