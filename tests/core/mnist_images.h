// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/grey_image.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <vector>

namespace numeral::tests {

/// The first `count` of MNIST's training images; none if MNIST is not installed. Parses the file by
/// hand, so that tests of ink and reading don't depend on core/data.
inline std::vector<GreyImage> mnistImages(std::size_t count)
{
    const char* dataHome = std::getenv("XDG_DATA_HOME");
    const char* home = std::getenv("HOME");
    const std::filesystem::path folder = dataHome != nullptr && *dataHome != '\0'
        ? std::filesystem::path(dataHome)
        : std::filesystem::path(home != nullptr ? home : "") / ".local" / "share";
    std::ifstream file(folder / "numeral" / "mnist" / "train-images-idx3-ubyte", std::ios::binary);
    constexpr std::streamoff headerSize = 16;
    file.seekg(headerSize);

    std::vector<GreyImage> images;
    std::vector<char> bytes(std::size_t{28} * 28);
    while (images.size() < count
        && file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()))) {
        GreyImage image(28, 28);
        std::transform(bytes.begin(), bytes.end(), image.pixels.begin(),
            [](char byte) { return static_cast<std::uint8_t>(byte); });
        images.push_back(std::move(image));
    }
    return images;
}

} // namespace numeral::tests
