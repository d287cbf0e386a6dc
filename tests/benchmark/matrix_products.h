// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workload.h"

#include <memory>

namespace bench {

/// The floor F: nothing but the matrix products of a batch, of the same shapes and in the same
/// order, each by whichever of OpenBLAS and oneDNN is faster at it, on one thread.
class MatrixProducts {
public:
    /// `learning` is a whole step; without it only the forward pass.
    MatrixProducts(const Workload& workload, bool learning);
    MatrixProducts(const MatrixProducts&) = delete;
    MatrixProducts& operator=(const MatrixProducts&) = delete;
    ~MatrixProducts();

    /// Seconds for the workload's batches.
    double run();

    /// The same by two threads at once, each on matrices of its own.
    double runTwice();

private:
    struct Products;
    std::unique_ptr<Products> m_first;
    std::unique_ptr<Products> m_second;
    std::size_t m_batches;
};

/// Sets how many threads OpenBLAS uses for a product.
void setBlasThreads(int threads);

} // namespace bench
