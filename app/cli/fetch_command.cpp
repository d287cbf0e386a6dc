// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/json_line.h"
#include "app/cli/progress_bar.h"
#include "core/fetch/fetch.h"
#include "core/platform/interrupt.h"

#include <algorithm>
#include <atomic>
#include <cstdio>

namespace numeral::cli {

namespace {

constexpr double megabyte = 1e6;

std::string megabytes(std::uint64_t bytes)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.1f MB", static_cast<double>(bytes) / megabyte);
    return text;
}

std::string licenceOf(const Download& download)
{
    return download.licence.empty() ? "no licence named" : std::string(download.licence);
}

std::string stateOf(const CatalogueEntry& entry)
{
    if (isThere(entry)) {
        return "is there";
    }
    const std::uint64_t bytes = fetchedBytes(*entry.download);
    return bytes == 0 ? "" : megabytes(bytes) + " of it are there";
}

nlohmann::ordered_json toJson(const CatalogueEntry& entry)
{
    const Download& download = *entry.download;
    return {{"event", "dataset"}, {"id", entry.id}, {"title", entry.title},
        {"description", entry.description}, {"classes", entry.classes.size()},
        {"bytes", download.size()}, {"fetched", fetchedBytes(download)},
        {"licence", download.licence.empty() ? nlohmann::ordered_json() : download.licence},
        {"home", download.homePage}, {"folder", download.folder.string()},
        {"there", isThere(entry)}};
}

void list(bool json)
{
    for (const CatalogueEntry& entry : catalogue()) {
        if (json) {
            printJsonLine(toJson(entry));
            continue;
        }
        std::printf("%-15s  %9s  %-16s  %s\n%17s%s\n", std::string(entry.id).c_str(),
            megabytes(entry.download->size()).c_str(), licenceOf(*entry.download).c_str(),
            stateOf(entry).c_str(), "", std::string(entry.description).c_str());
    }
    if (!json) {
        std::printf("EMNIST's sets come together, in one file.\n");
    }
}

/// Says what will be downloaded, and how far that is: a bar on a terminal, or a line of JSON per
/// percent.
class FetchReporter {
public:
    FetchReporter(const CatalogueEntry& entry, bool json)
        : m_entry(entry)
        , m_json(json)
    {
    }

    void sayWhat(const FetchSettings& settings) const
    {
        const Download& download = *m_entry.download;
        if (m_json) {
            printJsonLine(toJson(m_entry));
            return;
        }
        std::string hosts;
        for (const std::string& mirror : mirrorsOf(download, settings)) {
            if (const std::string host = hostOf(mirror); hosts.find(host) == std::string::npos) {
                hosts.append(hosts.empty() ? "" : ", ").append(host);
            }
        }
        std::printf("%s: %s, %s (%s)\n", std::string(download.title).c_str(),
            megabytes(download.size()).c_str(), licenceOf(download).c_str(),
            std::string(download.homePage).c_str());
        if (!hosts.empty()) {
            std::printf("From %s; the SHA-256 is checked.\n", hosts.c_str());
        }
        std::fflush(stdout);
    }

    void show(const FetchProgress& progress)
    {
        const double share = static_cast<double>(progress.bytes)
            / static_cast<double>(std::max<std::uint64_t>(progress.total, 1));
        if (m_json) {
            const int percent = static_cast<int>(100 * share);
            if (progress.stage == FetchStage::Downloading && percent > m_percent) {
                m_percent = percent;
                printJsonLine({{"event", "progress"}, {"bytes", progress.bytes},
                    {"mirror", progress.mirror}});
            }
        } else if (m_bar.due()) {
            m_bar.draw(std::min(share, 1.0), label(progress));
        }
    }

    void finish(const FetchReport& report)
    {
        if (m_json) {
            printJsonLine({{"event", "done"}, {"passed_over", report.passedOver},
                {"folder", m_entry.download->folder.string()}});
            return;
        }
        m_bar.erase();
        for (const std::string& sentence : report.passedOver) {
            std::fprintf(stderr, "%s\n", sentence.c_str());
        }
        std::printf("%s is in %s\n", std::string(m_entry.download->title).c_str(),
            m_entry.download->folder.c_str());
    }

private:
    static std::string label(const FetchProgress& progress)
    {
        switch (progress.stage) {
        case FetchStage::Waiting:
            return " waiting for another program that fetches it";
        case FetchStage::Checking:
            return " checking";
        case FetchStage::Downloading:
            break;
        }
        return ' ' + megabytes(progress.bytes) + " of " + megabytes(progress.total) + ", "
            + hostOf(progress.mirror);
    }

    const CatalogueEntry& m_entry;
    bool m_json;
    int m_percent = -1; ///< last one reported
    ProgressBar m_bar;
};

} // namespace

Result<void> runFetch(const FetchArguments& arguments)
{
    if (arguments.name.empty()) {
        list(arguments.json);
        return {};
    }
    std::atomic<bool> stopped = false;
    const platform::InterruptWatcher watcher([&stopped] { stopped = true; });

    const CatalogueEntry& entry = *findCatalogueEntry(arguments.name);
    const FetchSettings settings = fetchSettings();
    std::optional<FetchReporter> reporter(std::in_place, entry, arguments.json);
    if (!arguments.from && fetchedBytes(*entry.download) < entry.download->size()) {
        reporter->sayWhat(settings);
    }
    const auto callback = [&](const FetchProgress& progress) {
        reporter->show(progress);
        return !stopped;
    };
    const Result<FetchReport> report = arguments.from
        ? fetchFromFolder(*entry.download, *arguments.from, callback)
        : fetch(*entry.download, settings, callback);
    if (report && report->isComplete) {
        reporter->finish(*report);
        return {};
    }
    reporter.reset();
    if (!report) {
        return tl::unexpected(report.error());
    }
    return failure(ErrorCode::FileNotWritten,
        "Stopped on request; what has arrived is kept, and the same command goes on from there.");
}

} // namespace numeral::cli
