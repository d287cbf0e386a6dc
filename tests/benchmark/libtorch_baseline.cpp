// SPDX-License-Identifier: GPL-3.0-or-later
#include "libtorch_baseline.h"

#include "matrix_products.h"

#include <torch/torch.h>

namespace bench {

namespace {

torch::nn::Sequential makeModules(const numeral::Perceptron& spec)
{
    torch::nn::Sequential modules;
    auto inputs = static_cast<std::int64_t>(spec.inputs);
    for (const std::size_t units : spec.hidden) {
        modules->push_back(torch::nn::Linear(inputs, static_cast<std::int64_t>(units)));
        modules->push_back(torch::nn::ReLU());
        inputs = static_cast<std::int64_t>(units);
    }
    modules->push_back(torch::nn::Linear(inputs, static_cast<std::int64_t>(spec.outputs)));
    return modules;
}

void setThreads(int threads)
{
    torch::set_num_threads(threads);
    setBlasThreads(threads);
}

} // namespace

struct LibtorchRun::State {
    Workload workload;
    torch::nn::Sequential modules;
    torch::optim::Adam adam;
    torch::Tensor images; ///< images × pixels, 0–1
    torch::Tensor labels;

    explicit State(const Workload& given)
        : workload(given)
        , modules(makeModules(given.spec))
        , adam(modules->parameters(), torch::optim::AdamOptions(1e-3))
    {
    }

    void take(const TrainingData& data)
    {
        if (images.defined()) {
            return;
        }
        const auto pixels = data.images.pixels();
        images = torch::empty({static_cast<std::int64_t>(data.images.size()),
            static_cast<std::int64_t>(data.images.shape().pixels())});
        std::transform(pixels.begin(), pixels.end(), images.data_ptr<float>(),
            [](std::uint8_t pixel) { return static_cast<float>(pixel) / 255.0F; });
        labels = torch::empty(images.size(0), torch::kLong);
        std::copy(data.images.labels().begin(), data.images.labels().end(),
            labels.data_ptr<std::int64_t>());
    }

    void step(const torch::Tensor& inputs, const torch::Tensor& targets)
    {
        adam.zero_grad();
        const torch::Tensor loss
            = torch::nn::functional::cross_entropy(modules->forward(inputs), targets);
        loss.backward();
        adam.step();
    }
};

LibtorchRun::LibtorchRun(const Workload& workload)
    : m_state(std::make_unique<State>(workload))
{
}

LibtorchRun::~LibtorchRun() = default;

double LibtorchRun::trainFromTensor(const TrainingData& data, int threads)
{
    setThreads(threads);
    m_state->take(data);
    const auto size = static_cast<std::int64_t>(m_state->workload.batchSize);
    const double start = now();
    const torch::Tensor order = torch::randperm(m_state->images.size(0));
    for (std::int64_t i = 0; i < static_cast<std::int64_t>(m_state->workload.batches); ++i) {
        const torch::Tensor which = order.slice(0, i * size, (i + 1) * size);
        m_state->step(
            m_state->images.index_select(0, which), m_state->labels.index_select(0, which));
    }
    return now() - start;
}

double LibtorchRun::trainFromLoader(const std::filesystem::path& mnistFolder, int threads)
{
    setThreads(threads);
    auto set = torch::data::datasets::MNIST(mnistFolder.string())
                   .map(torch::data::transforms::Stack<>());
    const auto loader = torch::data::make_data_loader(std::move(set),
        torch::data::samplers::RandomSampler(static_cast<std::int64_t>(trainingImages)),
        torch::data::DataLoaderOptions().batch_size(m_state->workload.batchSize));
    const double start = now();
    std::size_t done = 0;
    for (const auto& batch : *loader) {
        m_state->step(batch.data.flatten(1), batch.target);
        if (++done == m_state->workload.batches) {
            break;
        }
    }
    return now() - start;
}

double LibtorchRun::recogniseOne(const TrainingData& data)
{
    constexpr std::int64_t times = 2'000;
    setThreads(1);
    m_state->take(data);
    const torch::NoGradGuard noGrad;
    const double start = now();
    for (std::int64_t i = 0; i < times; ++i) {
        torch::softmax(m_state->modules->forward(m_state->images.slice(0, i, i + 1)), 1);
    }
    return (now() - start) / static_cast<double>(times);
}

} // namespace bench
