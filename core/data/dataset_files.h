// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <array>
#include <filesystem>
#include <string>
#include <vector>

namespace numeral {

/// The names of a data set's four IDX files: those of MNIST, which the other data sets have
/// adopted.
inline constexpr const char* trainingImagesName = "train-images-idx3-ubyte";
inline constexpr const char* trainingLabelsName = "train-labels-idx1-ubyte";
inline constexpr const char* testImagesName = "t10k-images-idx3-ubyte";
inline constexpr const char* testLabelsName = "t10k-labels-idx1-ubyte";
inline constexpr std::array canonicalNames{
    trainingImagesName, trainingLabelsName, testImagesName, testLabelsName};

/// Where the four files of a data set are.
struct DatasetFiles {
    std::string name; ///< what the files' names begin with ("emnist-digits"), or the folder's name
    std::filesystem::path folder; ///< the files are in it, or in folders within
    std::string prefix; ///< what their names begin with, in lower case; often nothing
    std::array<std::filesystem::path, 4> files; ///< in the order of `canonicalNames`
};

/// Finds the complete data sets that `path` may mean: the one in that folder; or else all in up to
/// three levels of folders within, nearer ones first; or, for a folder and a prefix
/// ("DIR/emnist-digits"), that one. Files are known by their names: MNIST's own, EMNIST's
/// (emnist-digits-train-images-idx3-ubyte), QMNIST's (qmnist-train-labels-idx2-int), those with
/// dots as Kaggle has them (train-images.idx3-ubyte, also as a file in a folder of that name), in
/// any case, plain or gzipped; the plain file is preferred.
std::vector<DatasetFiles> datasetsAt(const std::filesystem::path& path);

/// Returns the one data set that `path` means.
/// Errors: FileUnreadable if there is none, DataMissing if it is incomplete or there are several;
/// the sentence says what was looked for and what was found.
Result<DatasetFiles> datasetFilesAt(const std::filesystem::path& path);

} // namespace numeral
