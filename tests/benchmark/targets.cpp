// SPDX-License-Identifier: GPL-3.0-or-later
#include "targets.h"

#include "workload.h"

#include <algorithm>

namespace bench {

std::vector<Row> results(const Figures& figures)
{
    std::vector<Row> rows;
    const auto ratio = [&](const std::string& what, const std::string& a, const std::string& b,
                           std::optional<double> atMost, std::optional<double> atLeast = {}) {
        const auto ratios = figures.ratios(a, b);
        if (!ratios.empty()) {
            rows.push_back({what, median(ratios), atMost, atLeast, ""});
        }
    };
    const auto value = [&](const std::string& name, double atMost, const std::string& unit) {
        if (figures.has(name)) {
            rows.push_back({name, figures.medianOf(name), atMost, {}, unit});
        }
    };
    // The speed-up by two threads, relative to that of two independent products in parallel.
    const auto gain = [&](const std::string& name, std::optional<double> atLeast) {
        const auto ours = figures.ratios("ours 1, " + name, "ours 2, " + name);
        const auto sideBySide = figures.ratios("F twice, " + name, "F, " + name);
        std::vector<double> shares;
        for (std::size_t i = 0; i < std::min(ours.size(), sideBySide.size()); ++i) {
            shares.push_back(ours[i] * sideBySide[i] / 2);
        }
        if (!shares.empty()) {
            rows.push_back({name + ", gain of two threads / of two products side by side",
                median(shares), {}, atLeast, ""});
        }
    };

    const std::string defaults = grid().front().name();
    struct Target {
        double one;
        std::optional<double> two;
        double gain;
    };
    const std::vector<Target> targets{{0.8, 0.45, 0.7}, {1.1, {}, 0}, {0.8, {}, 0}, {1.1, {}, 0},
        {1.1, {}, 0.85}, {1.1, {}, 0.85}, {1.1, {}, 0}};
    for (std::size_t i = 0; i < grid().size(); ++i) {
        const std::string name = grid()[i].name();
        ratio(name + ", one thread / F", "ours 1, " + name, "F, " + name, targets[i].one);
        ratio(name + ", two threads / F", "ours 2, " + name, "F, " + name, targets[i].two);
        gain(name, targets[i].gain > 0 ? std::optional(targets[i].gain) : std::nullopt);
    }
    ratio(defaults + " dense, one thread / F", "ours 1, " + defaults + " dense", "F, " + defaults,
        1.2);
    ratio(defaults + " dense, two threads / F", "ours 2, " + defaults + " dense", "F, " + defaults,
        0.65);
    ratio("two threads on a busy machine / one thread on an idle one",
        "ours 2 on a busy machine, " + defaults, "ours 1, " + defaults, 1.3);

    const std::string best = figures.has("LibTorch 1 thread, " + defaults)
            && figures.has("LibTorch by default, " + defaults)
            && figures.medianOf("LibTorch 1 thread, " + defaults)
                < figures.medianOf("LibTorch by default, " + defaults)
        ? "LibTorch 1 thread, "
        : "LibTorch by default, ";
    const std::string ours = figures.has("ours 2, " + defaults)
            && figures.medianOf("ours 2, " + defaults) < figures.medianOf("ours 1, " + defaults)
        ? "ours 2, " + defaults
        : "ours 1, " + defaults;
    ratio("LibTorch at its best / ours", best + defaults, ours, {}, 8);
    ratio("LibTorch by default / ours", "LibTorch by default, " + defaults, ours, {}, 20);
    ratio("LibTorch with DataLoader / ours", "LibTorch DataLoader, " + defaults, ours, {}, 10);
    ratio("PyTorch, one thread / ours", "PyTorch, 1 thread", ours, {}, 10);
    ratio("our LibTorch engine / PyTorch, one thread", "our LibTorch engine, 1 thread",
        "PyTorch, 1 thread", 1);
    ratio("our LibTorch engine / PyTorch, by default", "our LibTorch engine by default",
        "PyTorch by default", 1);
    ratio("our LibTorch engine by default / on one thread", "our LibTorch engine by default",
        "our LibTorch engine, 1 thread", 1.1);
    ratio("LeNet: our LibTorch engine / PyTorch, one thread",
        "LeNet, our LibTorch engine, 1 thread", "LeNet, PyTorch, 1 thread", 1);
    ratio("LeNet: our LibTorch engine / PyTorch, by default",
        "LeNet, our LibTorch engine by default", "LeNet, PyTorch by default", 1);
    ratio("LeNet: our LibTorch engine by default / on one thread",
        "LeNet, our LibTorch engine by default", "LeNet, our LibTorch engine, 1 thread", 1.1);
    value("LeNet, one image", 0.001, " s");
    ratio("Convolutional: one process / two, of one thread each", "Convolutional, processes: 1",
        "Convolutional, processes: 2", {}, 1.6);
    ratio("scikit-learn / ours", "scikit-learn", ours, {}, 8);
    ratio("one image: LibTorch / ours", "LibTorch, one image", "ours, one image", {}, 10);
    ratio("validation of 6,000 images / its products", "ours, validation", "F, validation", 1.3);
    ratio("256,256 with images deformed / as they are", "256,256, deformed", "256,256, as they are",
        2);
    for (const std::string where : {"on the display", "offscreen"}) {
        ratio("first paint " + where + " / an empty window's", "first paint " + where + ", numeral",
            "first paint " + where + ", numeral-bench-empty-window", 3);
    }
    value("a hundred default runs", 60, " s");
    value("a default run's cost beside its epochs", 0.1, " s");
    value("10,000 kept runs, opened and listed", 0.3, " s");
    value("memory of a default run (MB)", 100, " MB");
    ratio("a default run, start to exit / a program that only loads LibTorch",
        "a default run, start to exit", "LibTorch loaded, start to exit", {});
    ratio("multiply-adds of our products / the most the core can do",
        "machine, multiply-adds a nanosecond in our products",
        "machine, multiply-adds a nanosecond", {});
    value("window, 99% of events (ms)", 16, " ms");
    value("window, latest event (ms)", 50, " ms");
    value("window, stroke to bars (ms)", 8, " ms");
    ratio("curves of 10,000 epochs and a million batches / of 10 epochs",
        "window, curves of 10,000 epochs (ms)", "window, curves of 10 epochs (ms)", 1.5);
    return rows;
}

} // namespace bench
