// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kernels/kernels.h"

#include <new>
#include <vector>

namespace numeral::kernels {

/// An allocator that aligns to kernels::alignment bytes.
template <typename T>
struct AlignedAllocator {
    using value_type = T;

    AlignedAllocator() = default;
    template <typename U>
    AlignedAllocator(const AlignedAllocator<U>& /*other*/)
    {
    }

    T* allocate(std::size_t count)
    {
        return static_cast<T*>(::operator new(count * sizeof(T), std::align_val_t(alignment)));
    }
    void deallocate(T* memory, std::size_t /*count*/)
    {
        ::operator delete(memory, std::align_val_t(alignment));
    }

    friend bool operator==(const AlignedAllocator&, const AlignedAllocator&) { return true; }
    friend bool operator!=(const AlignedAllocator&, const AlignedAllocator&) { return false; }
};

using AlignedFloats = std::vector<float, AlignedAllocator<float>>;

/// Packs a layer's weights, outputs × inputs in row-major order, into panels of inputs × outputs.
/// Leaves the padding unchanged.
void toPanels(const float* weights, std::size_t inputs, std::size_t outputs, float* panels);

/// The inverse of `toPanels`.
void fromPanels(const float* panels, std::size_t inputs, std::size_t outputs, float* weights);

/// Copies a rows × columns matrix from panels to row-major order.
void fromPanelRows(const float* panels, std::size_t rows, std::size_t columns, float* matrix);

} // namespace numeral::kernels
