// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace numeral {

/// Turns a text into a part of a file name that is valid on all common file systems: in small
/// letters, with a hyphen for white space and whatever is forbidden somewhere, without dots at its
/// ends, in UTF-8 (with U+FFFD for what isn't), and at most 60 bytes long. Empty if nothing is
/// left.
std::string fileNamePart(std::string_view text);

/// The hidden layers as a part of a file name: "-50-50", "-16x5-32x5-128", "-linear" without any.
std::string layersName(const Architecture& architecture);

/// Proposes a name for a model's file, without extension: its data set, the widths of its hidden
/// layers and its test accuracy in percent, as far as they are known. "mnist-50-50-97.16"; without
/// hidden layers "mnist-linear-92.41"; "model-50-50" without data set and accuracy;
/// "mnist-my-digits-512-512-99.57" if the user's digits were learnt, too.
std::string modelName(const Model& model);

/// Returns FOLDER/NAME.EXTENSION for number 1, else FOLDER/NAME-NUMBER.EXTENSION.
std::filesystem::path numberedFile(const std::filesystem::path& folder, const std::string& name,
    std::string_view extension, int number);

/// Returns the first of these that doesn't exist. Another program may create it meanwhile.
std::filesystem::path unusedFile(
    const std::filesystem::path& folder, const std::string& name, std::string_view extension);

} // namespace numeral
