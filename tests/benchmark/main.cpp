// SPDX-License-Identifier: GPL-3.0-or-later
//
// Compares the engine with other libraries and with its bare matrix products, all in one run. Each
// round takes every measurement once, so that other load on the machine affects all of them alike.
// The results are medians of the rounds' ratios.
#include "convolutions.h"
#include "engine_run.h"
#include "figures.h"
#include "libtorch_baseline.h"
#include "machine.h"
#include "many_runs.h"
#include "matrix_products.h"
#include "programs.h"
#include "targets.h"

#include "core/data/catalogue.h"
#include "core/engine/engine_table.h"
#include "core/platform/paths.h"
#include "core/platform/terminal.h"
#include "core/reading/classifier.h"
#include "core/training/run_estimate.h"

#include <CLI/CLI.hpp>
#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <limits>
#include <thread>

namespace {

using namespace bench;

/// The value of a measurement that isn't possible here.
constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

std::string besideThis(const char* program)
{
    return (numeral::platform::executable().parent_path() / program).string();
}

std::filesystem::path mnistFolder()
{
    return numeral::findCatalogueEntry("mnist")->download->folder;
}

/// Calls `make` on first use only, so never if the measurement is filtered out.
template <typename Make>
auto lazily(Make make)
{
    using Made = decltype(make());
    return [ make = std::move(make), made = std::make_shared<Made>() ]() -> auto&
    {
        if (!*made) {
            *made = make();
        }
        return **made;
    };
}

/// All measurements of a round, in order; in seconds unless the name says otherwise.
class Measures {
public:
    Measures(
        numeral::Dataset mnist, numeral::EngineFactory engine, numeral::EngineFactory torchEngine)
        : m_mnist(std::move(mnist))
        , m_engine(std::move(engine))
        , m_torchEngine(std::move(torchEngine))
        , m_sparse(mnistPart(m_mnist))
        , m_dense(withNoise(m_mnist))
    {
        for (const Workload& workload : grid()) {
            addOwn(workload, m_sparse, workload.name());
            addProducts(workload);
        }
        const Workload& defaults = grid().front();
        addOwn(defaults, m_dense, defaults.name() + " dense");
        addBusy(defaults);
        addLibtorch(defaults);
        addOneImage(defaults);
        addValidation(defaults);
        addDeforming();
        addPeers();
        addConvolutions();
        addManyRuns();
        addPrograms();
        addWindow();
        addMachine();
    }

    void runRound(Figures& figures, int round)
    {
        m_figures = &figures;
        m_round = round;
        benchmark::RunSpecifiedBenchmarks(&m_silent);
    }

private:
    class Silent final : public benchmark::BenchmarkReporter {
    public:
        bool ReportContext(const Context& /*context*/) override { return true; }
        void ReportRuns(const std::vector<Run>& runs) override
        {
            for (const Run& run : runs) {
                if (!m_onTerminal) {
                    continue;
                }
                std::fprintf(stderr, "\r\033[K%s", run.run_name.function_name.c_str());
            }
        }

    private:
        bool m_onTerminal = numeral::platform::standardErrorIsTerminal();
    };

    /// Registers a measurement that is taken once per round, in the first `rounds` rounds.
    void add(const std::string& name, std::function<double()> measure, int rounds = 1 << 20)
    {
        benchmark::RegisterBenchmark(name.c_str(),
            [this, name, measure = std::move(measure), rounds](benchmark::State& state) {
                while (state.KeepRunning()) {
                    if (m_round < rounds) {
                        const double value = measure();
                        if (!std::isnan(value)) {
                            m_figures->add(name, value);
                        }
                        state.SetIterationTime(value);
                    }
                }
            })
            ->UseManualTime()
            ->Iterations(1);
    }

    /// Seconds for an epoch with warm caches: the second of two, since other measurements have
    /// evicted its data from the caches.
    template <typename Epoch>
    static double inARun(Epoch epoch)
    {
        epoch();
        return epoch();
    }

    /// A run of the native engine, warmed up by training once.
    auto lazyRun(const Workload& workload, const TrainingData& data, int threads)
    {
        return lazily([this, workload, &data, threads] {
            auto run = std::make_unique<EngineRun>(workload, data, threads, m_engine);
            run->train();
            return run;
        });
    }

    void addOwn(const Workload& workload, const TrainingData& data, const std::string& name)
    {
        for (const int threads : {1, 2}) {
            const auto run = lazyRun(workload, data, threads);
            add("ours " + std::to_string(threads) + ", " + name, [run, workload] {
                return workload.toEpoch(inARun([&] { return run().train(); }));
            });
        }
    }

    void addProducts(const Workload& workload)
    {
        const auto products
            = lazily([workload] { return std::make_unique<MatrixProducts>(workload, true); });
        add("F, " + workload.name(), [=] { return workload.toEpoch(products().run()); });
        add("F twice, " + workload.name(), [=] { return workload.toEpoch(products().runTwice()); });
    }

    void addBusy(const Workload& workload)
    {
        const auto run = lazyRun(workload, m_sparse, 2);
        add("ours 2 on a busy machine, " + workload.name(), [run, workload] {
            EngineRun& ours = run();
            const BusyProgram busy;
            ours.train(); // an epoch to adapt the threading strategy
            return workload.toEpoch((ours.train() + ours.train() + ours.train()) / 3);
        });
    }

    void addLibtorch(const Workload& workload)
    {
        const int cores = static_cast<int>(std::thread::hardware_concurrency());
        const auto folder = mnistFolder();
        const auto run = lazily([workload] { return std::make_unique<LibtorchRun>(workload); });
        const std::string name = ", " + workload.name();
        add("LibTorch 1 thread" + name,
            [this, run] { return inARun([&] { return run().trainFromTensor(m_sparse, 1); }); });
        add("LibTorch by default" + name, [this, run, cores] {
            return inARun([&] { return run().trainFromTensor(m_sparse, cores); });
        });
        add("LibTorch DataLoader" + name,
            [=] { return inARun([&] { return run().trainFromLoader(folder, 1); }); });
        for (const int threads : {1, cores}) {
            const auto engine = lazily([this, workload, threads] {
                return std::make_unique<EngineRun>(workload, m_sparse, threads, m_torchEngine);
            });
            add(threads == 1 ? "our LibTorch engine, 1 thread" : "our LibTorch engine by default",
                [engine] { return inARun([&] { return engine().train(); }); });
        }
    }

    void addOneImage(const Workload& workload)
    {
        const auto classifier = std::make_shared<numeral::Classifier>(
            *numeral::initialWeights(workload.spec, m_sparse.images.shape(), 1));
        add("ours, one image", [this, classifier] {
            constexpr std::size_t times = 20'000;
            std::vector<numeral::GreyImage> images;
            for (std::size_t i = 0; i < 100; ++i) {
                const auto pixels = m_sparse.images.image(i);
                images.emplace_back(28, 28);
                std::copy(pixels.begin(), pixels.end(), images.back().pixels.begin());
            }
            const double start = now();
            for (std::size_t i = 0; i < times; ++i) {
                benchmark::DoNotOptimize(classifier->classify(images[i % images.size()]));
            }
            return (now() - start) / times;
        });
        const auto baseline
            = lazily([workload] { return std::make_unique<LibtorchRun>(workload); });
        add("LibTorch, one image", [this, baseline] { return baseline().recogniseOne(m_sparse); });
    }

    void addValidation(Workload workload)
    {
        const auto run = lazyRun(workload, m_sparse, 1);
        add("ours, validation", [run] { return run().validate(); });
        workload.batchSize = 1000;
        workload.batches = 6;
        const auto products
            = lazily([workload] { return std::make_unique<MatrixProducts>(workload, false); });
        add("F, validation", [products] { return products().run(); });
    }

    /// An epoch with all images deformed, and one without deformation.
    void addDeforming()
    {
        const auto epoch = [this](const numeral::AugmentationLimits& limits) {
            numeral::TrainingConfig config;
            config.hiddenLayers = {256, 256};
            config.augmentation = limits;
            const auto estimate = numeral::estimateRun(
                config, m_mnist, std::nullopt, m_engine, [] { return true; });
            return estimate && *estimate ? (*estimate)->epoch() : nothing;
        };
        add("256,256, deformed", [epoch] { return epoch(numeral::AugmentationLimits()); });
        add("256,256, as they are", [epoch] { return epoch(numeral::AugmentationLimits::none()); });
    }

    /// Other libraries in processes of their own, if installed.
    static double pyTorch(const std::string& program, const std::string& threads)
    {
        const auto seconds = numbersFrom({"/usr/bin/python3",
            std::string(NUMERAL_PEERS "/").append(program), mnistFolder().string(), threads});
        return seconds.empty() ? nothing : seconds.front();
    }

    void addConvolutions()
    {
        add("LeNet, one image", [this] { return leNetImage(m_sparse); });
        const int cores = static_cast<int>(std::thread::hardware_concurrency());
        for (const int threads : {1, cores}) {
            const std::string name = threads == 1 ? ", 1 thread" : " by default";
            add(
                "LeNet, our LibTorch engine" + name,
                [this, threads] { return leNetEpoch(m_sparse, threads, m_torchEngine); }, 3);
            add(
                "LeNet, PyTorch" + name,
                [threads] { return pyTorch("pytorch_convolutions.py", std::to_string(threads)); },
                3);
        }
        for (const int processes : {1, 2}) {
            add(
                "Convolutional, processes: " + std::to_string(processes),
                [processes] { return epochInProcesses(besideThis("numeral-cli"), processes); }, 1);
        }
    }

    void addPeers()
    {
        const auto folder = mnistFolder().string();
        add(
            "PyTorch, 1 thread", [] { return pyTorch("pytorch_epoch.py", "1"); }, 3);
        const std::string cores = std::to_string(std::thread::hardware_concurrency());
        add(
            "PyTorch by default", [cores] { return pyTorch("pytorch_epoch.py", cores); }, 3);
        add(
            "scikit-learn",
            [folder] {
                const std::string program = NUMERAL_PEERS "/sklearn_epoch.py";
                const auto seconds = numbersFrom({"/usr/bin/python3", program, folder});
                return seconds.empty() ? nothing : seconds.front();
            },
            3);
    }

    void addManyRuns()
    {
        const auto hundred
            = lazily([this] { return std::make_unique<Hundred>(trainHundred(m_mnist)); });
        add(
            "a hundred default runs", [hundred] { return hundred().seconds; }, 1);
        add(
            "a default run's cost beside its epochs", [hundred] { return hundred().costOfOne; }, 1);
        add(
            "10,000 kept runs, opened and listed", [] { return listTenThousand(); }, 1);
    }

    static Finished defaultRun()
    {
        return runProgram(
            {besideThis("numeral-cli"), "train", "--output", "/tmp/numeral-bench.safetensors"},
            {"NUMERAL_HISTORY=/tmp/numeral-bench.sqlite"});
    }

    void addPrograms()
    {
        add(
            "memory of a default run (MB)", [] { return defaultRun().peakMegabytes; }, 1);
        add("a default run, start to exit", [] { return defaultRun().seconds; });
        add("LibTorch loaded, start to exit",
            [] { return runProgram({besideThis("numeral-bench-linked-only")}).seconds; });
        addFirstPaint("first paint offscreen, ", {"QT_QPA_PLATFORM=offscreen"});
        const bool display
            = std::getenv("DISPLAY") != nullptr || std::getenv("WAYLAND_DISPLAY") != nullptr;
        if (display && std::getenv("QT_QPA_PLATFORM") == nullptr) {
            addFirstPaint("first paint on the display, ", {});
        }
    }

    void addFirstPaint(const std::string& name, std::vector<std::string> environment)
    {
        environment.insert(environment.end(),
            {"QT_PLUGIN_PATH=" NUMERAL_BENCH_PLUGINS,
                "QT_QPA_GENERIC_PLUGINS=numeral-first-paint"});
        for (const char* const program : {"numeral", "numeral-bench-empty-window"}) {
            add(
                name + program,
                [program, environment] {
                    const Finished finished = runProgram({besideThis(program)}, environment);
                    return finished.exitCode == 0 ? finished.seconds : nothing; // 0: it was painted
                },
                10);
        }
    }

    /// One run of another program, in the first round, measures all five.
    void addWindow()
    {
        const std::array names{"window, 99% of events (ms)", "window, latest event (ms)",
            "window, stroke to bars (ms)", "window, curves of 10 epochs (ms)",
            "window, curves of 10,000 epochs (ms)"};
        for (std::size_t i = 0; i < names.size(); ++i) {
            add(
                names[i],
                [this, i] {
                    if (i == 0) {
                        m_window = numbersFrom({besideThis("numeral-bench-window")});
                    }
                    return i < m_window.size() ? m_window[i] : nothing;
                },
                1);
        }
    }

    void addMachine()
    {
        if (std::thread::hardware_concurrency() > 1) {
            add("machine, to another core and back (ns)", [] { return roundTripSeconds() * 1e9; });
            add("machine, write of a line that another core read (ns)",
                [] { return sharedCacheLineSeconds() * 1e9; });
        }
        add("machine, multiply-adds a nanosecond", [] { return peakFmaRate() / 1e9; });
        add("machine, multiply-adds a nanosecond in our products",
            [] { return engineFmaRate() / 1e9; });
    }

    numeral::Dataset m_mnist;
    numeral::EngineFactory m_engine;
    numeral::EngineFactory m_torchEngine;
    TrainingData m_sparse;
    TrainingData m_dense;
    Silent m_silent;
    std::vector<double> m_window;
    Figures* m_figures = nullptr;
    int m_round = 0;
};

template <typename T>
T orThrow(numeral::Result<T> result)
{
    if (!result) {
        throw std::runtime_error(result.error().detail);
    }
    return std::move(*result);
}

} // namespace

int main(int argc, char* argv[])
try {
    CLI::App app("Measures the engine beside its rivals and beside its own matrix products.");
    int rounds = 9;
    bool json = false;
    std::string filter = ".";
    app.add_option("--rounds", rounds, "How often each measure is taken (9)")
        ->check(CLI::Range(1, 1000));
    app.add_option("--only", filter, "Measures whose names match a regular expression");
    app.add_flag("--json", json, "Prints JSON");
    CLI11_PARSE(app, argc, argv);

    numeral::Dataset mnist = orThrow(numeral::loadDataset("mnist"));
    const numeral::EngineFactory engine = orThrow(numeral::findEngine("native")->load());
    const numeral::EngineFactory torchEngine = orThrow(numeral::findEngine("torch")->load());
    int benchmarkArguments = 2;
    std::string filterArgument = "--benchmark_filter=" + filter;
    std::array<char*, 3> arguments{argv[0], filterArgument.data(), nullptr};
    benchmark::Initialize(&benchmarkArguments, arguments.data());

    Measures measures(std::move(mnist), engine, torchEngine);
    Figures figures;
    for (int round = 0; round < rounds; ++round) {
        measures.runRound(figures, round);
    }
    if (numeral::platform::standardErrorIsTerminal()) {
        std::fprintf(stderr, "\r\033[K");
    }
    const std::vector<Row> rows = results(figures);
    std::puts(json ? asJson(rows, figures).c_str()
                   : (asTable(rows) + "\nSeconds an epoch, where nothing else is said:\n\n"
                       + asTable(figures))
                         .c_str());
    if (!json) {
        std::puts("Times to accuracy, over 20 seeds: packaging/bench accuracy");
    }
    return 0;
} catch (const std::exception& error) {
    std::fprintf(stderr, "numeral-bench: %s\n", error.what());
    return 1;
}
