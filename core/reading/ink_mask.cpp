// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/reading/ink_mask.h"

namespace numeral {

std::vector<ConnectedComponent> connectedComponents(InkMask mask)
{
    std::vector<ConnectedComponent> components;
    for (std::size_t start = 0; start < mask.pixels.size(); ++start) {
        if (mask.pixels[start] == 0) {
            continue;
        }
        ConnectedComponent component{{}, {static_cast<std::uint32_t>(start)}};
        mask.pixels[start] = 0;
        for (std::size_t i = 0; i < component.pixels.size(); ++i) {
            const std::size_t row = component.pixels[i] / mask.columns;
            const std::size_t column = component.pixels[i] % mask.columns;
            const auto x = static_cast<int>(column);
            const auto y = static_cast<int>(row);
            component.box.include({x, y, x + 1, y + 1});
            for (std::size_t r = row - std::min<std::size_t>(row, 1);
                 r < std::min(row + 2, mask.rows); ++r) {
                for (std::size_t c = column - std::min<std::size_t>(column, 1);
                     c < std::min(column + 2, mask.columns); ++c) {
                    const std::size_t pixel = r * mask.columns + c;
                    if (mask.pixels[pixel] != 0) {
                        mask.pixels[pixel] = 0;
                        component.pixels.push_back(static_cast<std::uint32_t>(pixel));
                    }
                }
            }
        }
        components.push_back(std::move(component));
    }
    return components;
}

void merge(ConnectedComponent& into, const ConnectedComponent& from)
{
    into.pixels.insert(into.pixels.end(), from.pixels.begin(), from.pixels.end());
    into.box.include(from.box);
}

} // namespace numeral
