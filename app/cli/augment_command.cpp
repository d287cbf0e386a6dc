// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/data_argument.h"
#include "app/cli/json_line.h"
#include "app/cli/progress_bar.h"
#include "core/base/counted.h"
#include "core/data/augmented_dataset.h"
#include "core/data/catalogue.h"
#include "core/data/edited_dataset.h"
#include "core/platform/interrupt.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <thread>

namespace numeral::cli {

namespace {

using Clock = std::chrono::steady_clock;

int processors()
{
    constexpr unsigned int maxThreads = 256;
    return static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 1U, maxThreads));
}

/// Reports progress: a bar on a terminal, or a line of JSON per percent.
class AugmentReport {
public:
    AugmentReport(const Dataset& dataset, const AugmentedDatasetOptions& options, bool json)
        : m_json(json)
        , m_imagesACopy(dataset.training.size())
        , m_images(m_imagesACopy * options.copies)
    {
        if (m_json) {
            printJsonLine({{"event", "start"}, {"data", dataset.name}, {"images", m_imagesACopy},
                {"copies", options.copies}, {"seed", options.seed}, {"threads", options.threads}});
        } else {
            std::printf("Making %s of %s’s %s, seed %llu\n",
                counted(options.copies, "copy", "copies").c_str(), dataset.name.c_str(),
                counted(m_imagesACopy, "training image").c_str(),
                static_cast<unsigned long long>(options.seed));
            std::fflush(stdout);
        }
    }

    void show(const AugmentedDatasetProgress& progress)
    {
        if (m_json) {
            // The last percent is reported once the files are in place.
            const std::uint64_t percent = 100 * progress.images / m_images;
            if (!progress.readingBack && percent > m_percent && percent < 100) {
                m_percent = percent;
                printJsonLine(
                    {{"event", "progress"}, {"images", progress.images}, {"seconds", seconds()}});
            }
        } else if (m_bar.due()) {
            const double share
                = static_cast<double>(progress.images) / static_cast<double>(m_images);
            char text[96];
            std::snprintf(text, sizeof text, " %s image %llu of %llu",
                progress.readingBack ? "checking" : "writing",
                static_cast<unsigned long long>(progress.images),
                static_cast<unsigned long long>(m_images));
            m_bar.draw(std::min(share, 1.0), text);
        }
    }

    void finish(const std::filesystem::path& folder)
    {
        if (m_json) {
            printJsonLine({{"event", "done"}, {"images", m_images}, {"seconds", seconds()}});
            return;
        }
        m_bar.erase();
        std::printf("%s, %.1f s\nThe data set is in %s\n",
            counted(m_images, "training image").c_str(), seconds(), folder.c_str());
    }

private:
    double seconds() const { return std::chrono::duration<double>(Clock::now() - m_start).count(); }

    bool m_json;
    std::size_t m_imagesACopy;
    std::uint64_t m_images;
    std::uint64_t m_percent = 0; ///< last one reported
    ProgressBar m_bar;
    Clock::time_point m_start = Clock::now();
};

} // namespace

Result<void> runAugment(const AugmentArguments& arguments)
{
    std::atomic<bool> stopped = false;
    const platform::InterruptWatcher watcher([&stopped] { stopped = true; });

    const Result<Dataset> opened = openData(arguments.data, arguments.json);
    if (!opened) {
        return tl::unexpected(opened.error());
    }
    const Dataset dataset = withoutLeftOut(*opened);
    AugmentedDatasetOptions options;
    options.copies = arguments.copies;
    options.seed = arguments.seed;
    options.threads = arguments.threads.value_or(processors());

    std::optional<AugmentReport> report;
    const Result<bool> written = writeAugmented(
        dataset, options, arguments.output, [&](const AugmentedDatasetProgress& progress) {
            if (!report) {
                report.emplace(dataset, options, arguments.json);
            }
            report->show(progress);
            return !stopped;
        });
    if (written && *written) {
        report->finish(arguments.output);
        return {};
    }
    report.reset();
    if (!written) {
        return tl::unexpected(written.error());
    }
    return failure(ErrorCode::FileNotWritten, "Stopped on request, so nothing was written.");
}

} // namespace numeral::cli
