// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/data/data_places.h"
#include "core/data/file_tree.h"

#include <array>
#include <filesystem>
#include <memory>
#include <optional>
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

/// Finds data sets of four IDX files, or of two: without test images. Files are known by their
/// names: MNIST's own, EMNIST's (emnist-digits-train-images-idx3-ubyte), QMNIST's (qmnist-train-
/// labels-idx2-int), those with dots as Kaggle has them (train-images.idx3-ubyte, also as a file in
/// a folder of that name), in any case, plain or gzipped; the plain file is preferred. A file of
/// class names beside those of MNIST's names (see class_names.h) names the classes.
std::vector<DataPlace> findIdxFiles(const std::shared_ptr<const FileTree>& tree);

/// Says which files are missing from the data set that is nearest to complete; nothing if there is
/// no such file at all.
std::string missingIdxFile(const FileTree& tree);

/// Whether all four files are in the folder, or within.
bool hasIdxFiles(const std::filesystem::path& folder);

} // namespace numeral
