// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace numeral {

/// The names of a data set's four IDX files: those of MNIST, which the other data sets have
/// adopted.
inline constexpr const char* trainingImagesName = "train-images-idx3-ubyte";
inline constexpr const char* trainingLabelsName = "train-labels-idx1-ubyte";
inline constexpr const char* testImagesName = "t10k-images-idx3-ubyte";
inline constexpr const char* testLabelsName = "t10k-labels-idx1-ubyte";

} // namespace numeral
