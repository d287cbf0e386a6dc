// SPDX-License-Identifier: GPL-3.0-or-later
#include "convolutions.h"

#include "figures.h"
#include "programs.h"

#include "core/model/predictor.h"
#include "core/training/presets.h"

#include <limits>
#include <numeric>
#include <regex>
#include <stdexcept>
#include <vector>

namespace bench {

namespace {

numeral::WeightsSnapshot leNetWeights(const TrainingData& data)
{
    constexpr std::size_t digits = 10;
    return numeral::initialWeights(
        numeral::findPreset("lenet")->config.network(data.images.shape(), digits), 1);
}

} // namespace

double leNetEpoch(const TrainingData& data, int threads, const numeral::EngineFactory& torch)
{
    constexpr std::size_t warmUp = 5;
    constexpr std::size_t timed = 60;
    const auto batchSize = static_cast<std::size_t>(numeral::findPreset("lenet")->config.batchSize);
    numeral::EngineOptions options;
    options.threads = threads;
    const auto engine = torch(*leNetWeights(data), options);
    if (!engine) {
        throw std::runtime_error(engine.error().detail);
    }
    std::vector<std::uint32_t> order(trainingImages);
    std::iota(order.begin(), order.end(), 0U);
    double start = 0;
    for (std::size_t i = 0; i < warmUp + timed; ++i) {
        if (i == warmUp) {
            start = now();
        }
        const numeral::Batch batch{data.images.pixels().data(), data.images.labels().data(),
            order.data() + i * batchSize, batchSize};
        if (const auto trained = (*engine)->train(batch); !trained) {
            throw std::runtime_error(trained.error().detail);
        }
    }
    return (now() - start) * trainingImages / static_cast<double>(timed * batchSize);
}

double epochInProcesses(const std::string& program, int processes)
{
    // The first process alone prints.
    const std::string script = R"(rank=1
        while [ "$rank" -lt "$WORLD_SIZE" ]; do
            RANK=$rank "$0" "$@" & rank=$((rank + 1))
        done
        RANK=0 "$0" "$@"; wait)";
    const Finished finished = runProgram(
        {"sh", "-c", script, program, "train", "--preset", "convolutional", "--epochs", "1",
            "--threads", "1", "--json", "--output", "/tmp/numeral-bench.safetensors"},
        {"WORLD_SIZE=" + std::to_string(processes), "MASTER_ADDR=127.0.0.1", "MASTER_PORT=29400"});
    std::smatch seconds;
    const bool isFound = std::regex_search(
        finished.output, seconds, std::regex("\"event\":\"epoch\".*\"seconds\":([0-9.]+)"));
    return isFound ? std::stod(seconds[1]) : std::numeric_limits<double>::quiet_NaN();
}

double leNetImage(const TrainingData& data)
{
    constexpr std::uint32_t images = 300;
    const numeral::Predictor predictor(*leNetWeights(data));
    std::vector<double> times;
    for (std::uint32_t i = 0; i < images; ++i) {
        const double start = now();
        const auto logits
            = predictor.logits({data.images.pixels().data(), data.images.labels().data(), {&i, 1}});
        times.push_back(logits.empty() ? 0 : now() - start);
    }
    return median(times);
}

} // namespace bench
