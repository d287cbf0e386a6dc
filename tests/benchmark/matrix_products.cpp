// SPDX-License-Identifier: GPL-3.0-or-later
#include "matrix_products.h"

#include <cblas.h>
#include <dnnl.h>
#include <omp.h>

#include <algorithm>
#include <limits>
#include <thread>

namespace bench {

namespace {

/// left · right, row-major, either of them transposed.
struct Product {
    bool transposeLeft = false;
    bool transposeRight = false;
    int rows = 0;
    int columns = 0;
    int depth = 0;
    const float* left = nullptr;
    const float* right = nullptr;
    float* result = nullptr;
    bool byOneDnn = false;

    void multiply() const
    {
        const int leftStride = transposeLeft ? rows : depth;
        const int rightStride = transposeRight ? depth : columns;
        if (byOneDnn) {
            dnnl_sgemm(transposeLeft ? 'T' : 'N', transposeRight ? 'T' : 'N', rows, columns, depth,
                1, left, leftStride, right, rightStride, 0, result, columns);
        } else {
            cblas_sgemm(CblasRowMajor, transposeLeft ? CblasTrans : CblasNoTrans,
                transposeRight ? CblasTrans : CblasNoTrans, rows, columns, depth, 1, left,
                leftStride, right, rightStride, 0, result, columns);
        }
    }

    double seconds()
    {
        constexpr int tries = 5;
        const double flops = 2.0 * rows * columns * depth;
        const int times = std::max(3, static_cast<int>(2e8 / flops));
        double best = std::numeric_limits<double>::max();
        for (int i = 0; i < tries; ++i) {
            const double start = now();
            for (int k = 0; k < times; ++k) {
                multiply();
            }
            best = std::min(best, (now() - start) / times);
        }
        return best;
    }

    void chooseTheFaster()
    {
        byOneDnn = false;
        const double openBlas = seconds();
        byOneDnn = true;
        byOneDnn = seconds() < openBlas;
    }
};

using Matrix = std::vector<float>;

} // namespace

struct MatrixProducts::Products {
    std::vector<Matrix> activations;
    std::vector<Matrix> deltas;
    std::vector<Matrix> weights;
    std::vector<Matrix> gradients;
    std::vector<Product> products;

    Products(const Workload& workload, bool learning)
    {
        const auto layers = workload.spec.layers();
        const std::size_t rows = workload.batchSize;
        activations.emplace_back(rows * workload.spec.inputs, 0.5F);
        for (const numeral::LayerShape& layer : layers) {
            activations.emplace_back(rows * layer.outputs);
            deltas.emplace_back(rows * layer.outputs, 0.1F);
            weights.emplace_back(layer.inputs * layer.outputs, 0.01F);
            gradients.emplace_back(layer.inputs * layer.outputs);
        }
        const int batch = static_cast<int>(rows);
        for (std::size_t i = 0; i < layers.size(); ++i) {
            products.push_back({false, true, batch, static_cast<int>(layers[i].outputs),
                static_cast<int>(layers[i].inputs), activations[i].data(), weights[i].data(),
                activations[i + 1].data(), false});
        }
        for (std::size_t i = learning ? layers.size() : 0; i-- > 0;) {
            const int inputs = static_cast<int>(layers[i].inputs);
            const int outputs = static_cast<int>(layers[i].outputs);
            products.push_back({true, false, outputs, inputs, batch, deltas[i].data(),
                activations[i].data(), gradients[i].data(), false});
            if (i > 0) {
                products.push_back({false, false, batch, inputs, outputs, deltas[i].data(),
                    weights[i].data(), deltas[i - 1].data(), false});
            }
        }
    }

    void run(std::size_t batches) const
    {
        omp_set_num_threads(1); // OpenMP keeps this setting per thread
        for (std::size_t i = 0; i < batches; ++i) {
            for (const Product& product : products) {
                product.multiply();
            }
        }
    }
};

MatrixProducts::MatrixProducts(const Workload& workload, bool learning)
    : m_first(std::make_unique<Products>(workload, learning))
    , m_second(std::make_unique<Products>(workload, learning))
    , m_batches(workload.batches)
{
    setBlasThreads(1);
    omp_set_num_threads(1);
    for (std::size_t i = 0; i < m_first->products.size(); ++i) {
        m_first->products[i].chooseTheFaster();
        m_second->products[i].byOneDnn = m_first->products[i].byOneDnn;
    }
}

MatrixProducts::~MatrixProducts() = default;

double MatrixProducts::run()
{
    setBlasThreads(1);
    const int before = omp_get_max_threads();
    const double start = now();
    m_first->run(m_batches);
    const double seconds = now() - start;
    omp_set_num_threads(before);
    return seconds;
}

double MatrixProducts::runTwice()
{
    setBlasThreads(1);
    const double start = now();
    std::thread second([this] { m_second->run(m_batches); });
    std::thread first([this] { m_first->run(m_batches); });
    first.join();
    second.join();
    return now() - start;
}

void setBlasThreads(int threads)
{
    openblas_set_num_threads(threads);
}

} // namespace bench
