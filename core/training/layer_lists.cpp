// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/layer_lists.h"

#include <charconv>

namespace numeral {

namespace {

/// Parses whole numbers with a separator between them, at least one.
std::optional<std::vector<int>> parseNumbers(std::string_view text, char separator)
{
    std::vector<int> numbers;
    const char* position = text.data();
    const char* const end = text.data() + text.size();
    while (true) {
        int number = 0;
        const auto [next, error] = std::from_chars(position, end, number);
        if (error != std::errc()) {
            return std::nullopt;
        }
        numbers.push_back(number);
        if (next == end) {
            return numbers;
        }
        if (*next != separator) {
            return std::nullopt;
        }
        position = next + 1;
    }
}

std::optional<ConvolutionBlock> parseBlock(std::string_view text)
{
    const std::optional<std::vector<int>> numbers = parseNumbers(text, 'x');
    if (!numbers || numbers->size() < 2 || numbers->size() > 3) {
        return std::nullopt;
    }
    ConvolutionBlock block;
    const auto sizeAt = [&](std::size_t index) -> std::optional<std::size_t> {
        return (*numbers)[index] < 0 ? std::nullopt
                                     : std::optional(static_cast<std::size_t>((*numbers)[index]));
    };
    const auto channels = sizeAt(0);
    const auto kernel = sizeAt(1);
    const auto pooling = numbers->size() == 3 ? sizeAt(2) : block.pooling;
    if (!channels || !kernel || !pooling) {
        return std::nullopt;
    }
    return ConvolutionBlock{*channels, *kernel, *pooling};
}

} // namespace

std::optional<std::vector<int>> parseWidths(std::string_view text)
{
    return text.empty() || text == "none" ? std::vector<int>() : parseNumbers(text, ',');
}

std::optional<std::vector<ConvolutionBlock>> parseBlocks(std::string_view text)
{
    std::vector<ConvolutionBlock> blocks;
    while (true) {
        const std::size_t comma = text.find(',');
        const std::optional<ConvolutionBlock> block = parseBlock(text.substr(0, comma));
        if (!block) {
            return std::nullopt;
        }
        blocks.push_back(*block);
        if (comma == std::string_view::npos) {
            return blocks;
        }
        text.remove_prefix(comma + 1);
    }
}

} // namespace numeral
