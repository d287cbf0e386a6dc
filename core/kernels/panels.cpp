// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/panels.h"

#include <algorithm>

namespace numeral::kernels {

namespace {

/// Visits a layer's weights in square tiles, so that each cache line is used fully while it is
/// cached: visit(index in the weights, index in the panels).
template <typename Visit>
void inSquares(std::size_t inputs, std::size_t outputs, Visit visit)
{
    for (std::size_t top = 0; top < outputs; top += panelWidth) {
        const std::size_t bottom = std::min(top + panelWidth, outputs);
        for (std::size_t left = 0; left < inputs; left += panelWidth) {
            const std::size_t right = std::min(left + panelWidth, inputs);
            for (std::size_t in = left; in < right; ++in) {
                for (std::size_t out = top; out < bottom; ++out) {
                    visit(out * inputs + in, top * inputs + in * panelWidth + out - top);
                }
            }
        }
    }
}

} // namespace

void toPanels(const float* weights, std::size_t inputs, std::size_t outputs, float* panels)
{
    inSquares(inputs, outputs,
        [=](std::size_t weight, std::size_t place) { panels[place] = weights[weight]; });
}

void fromPanels(const float* panels, std::size_t inputs, std::size_t outputs, float* weights)
{
    inSquares(inputs, outputs,
        [=](std::size_t weight, std::size_t place) { weights[weight] = panels[place]; });
}

void fromPanelRows(const float* panels, std::size_t rows, std::size_t columns, float* matrix)
{
    for (std::size_t row = 0; row < rows; ++row) {
        for (std::size_t column = 0; column < columns; ++column) {
            matrix[row * columns + column]
                = panels[(column / panelWidth * rows + row) * panelWidth + column % panelWidth];
        }
    }
}

} // namespace numeral::kernels
