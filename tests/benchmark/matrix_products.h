// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workload.h"

#include <memory>

namespace bench {

/// The reference time F: only the matrix products (GEMM) of a batch, with the same shapes and in
/// the same order, each computed by the faster of OpenBLAS and oneDNN, on one thread.
class MatrixProducts {
public:
    /// `learning`: forward and backward pass; otherwise the forward pass only.
    MatrixProducts(const Workload& workload, bool learning);
    MatrixProducts(const MatrixProducts&) = delete;
    MatrixProducts& operator=(const MatrixProducts&) = delete;
    ~MatrixProducts();

    /// Seconds for the workload's batches.
    double run();

    /// Seconds for two threads that each do the same at once, on matrices of their own.
    double runTwice();

private:
    struct Products;
    std::unique_ptr<Products> m_first;
    std::unique_ptr<Products> m_second;
    std::size_t m_batches;
};

/// Sets OpenBLAS's number of threads.
void setBlasThreads(int threads);

} // namespace bench
