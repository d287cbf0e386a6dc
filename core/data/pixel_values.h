// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <tl/expected.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace numeral {

/// Collects pixels whose scale shows only once all are known, and makes bytes of them: from 0 to
/// 255, from 0 to 1, from −1 to 1, or whole numbers up to 65535. If less than one in a thousand is
/// above 255, that one is wrong rather than the others dark.
class PixelValues {
public:
    void reserve(std::size_t count) { m_bytes.reserve(count); }
    void add(double value);

    /// Returns the bytes and keeps nothing. Error, if the values have none of the scales: what is
    /// wrong, to follow the file's name.
    tl::expected<std::vector<std::uint8_t>, std::string> take();

private:
    std::vector<std::uint8_t> m_bytes; ///< all values, as long as they are bytes
    std::vector<float> m_others; ///< else all values are here
    std::size_t m_beyondBytes = 0; ///< number of values above 255
    bool m_areWhole = true;
    bool m_areFinite = true;
    double m_least = std::numeric_limits<double>::infinity();
    double m_most = -std::numeric_limits<double>::infinity();
};

} // namespace numeral
