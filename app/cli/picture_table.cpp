// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/picture_table.h"

#include "app/cli/progress_bar.h"
#include "core/base/counted.h"
#include "core/evaluation/picture_readings.h"
#include "core/platform/atomic_file.h"
#include "core/platform/interrupt.h"
#include "ui/picture/image_file.h"

#include <atomic>
#include <cstdio>
#include <memory>

namespace numeral::cli {

namespace {

/// Passes each line on at once, so that whoever reads a pipe needn't wait.
class StandardOutput final : public ByteSink {
public:
    Result<void> write(std::string_view bytes) override
    {
        std::fwrite(bytes.data(), 1, bytes.size(), stdout);
        return std::fflush(stdout) == 0
            ? Result<void>()
            : failure(ErrorCode::FileNotWritten, "Standard output can't be written.");
    }
};

/// Writes the rows, and counts them.
class TableWriter {
public:
    TableWriter(ByteSink& output, std::size_t pictures)
        : m_output(output)
        , m_pictures(pictures)
        , m_outcome(output.write(readingsHeader()))
    {
    }

    /// Returns whether to go on.
    bool add(const PictureReading& reading)
    {
        if (!reading.fault.empty()) {
            ++m_failures;
            m_bar.erase();
            std::fprintf(stderr, "numeral-cli: %s\n", reading.fault.c_str());
        }
        ++m_rows;
        m_sure += reading.isSure ? 1 : 0;
        if (m_outcome) {
            m_outcome = m_output.write(readingLine(reading));
        }
        if (m_bar.due()) {
            m_bar.draw(static_cast<double>(m_rows) / static_cast<double>(m_pictures),
                " picture " + std::to_string(m_rows) + " of " + std::to_string(m_pictures));
        }
        return m_outcome.has_value();
    }

    const Result<void>& outcome() const { return m_outcome; }
    std::size_t failures() const { return m_failures; }
    std::size_t sure() const { return m_sure; }
    void finish() const { m_bar.erase(); }

private:
    ByteSink& m_output;
    std::size_t m_pictures;
    Result<void> m_outcome;
    ProgressBar m_bar;
    std::size_t m_rows = 0;
    std::size_t m_failures = 0;
    std::size_t m_sure = 0;
};

} // namespace

Result<void> writePictureTable(
    const Model& model, const std::vector<PictureFile>& pictures, const std::filesystem::path& file)
{
    std::atomic<bool> isStopped = false;
    const platform::InterruptWatcher watcher([&isStopped] { isStopped = true; });
    const bool isPrinted = file == "-";
    StandardOutput printed;
    std::unique_ptr<platform::AtomicFile> kept;
    if (!isPrinted) {
        auto created = platform::AtomicFile::create(file); // before the pictures take their time
        if (!created) {
            return tl::unexpected(created.error());
        }
        kept = std::move(*created);
    }
    TableWriter table(isPrinted ? static_cast<ByteSink&>(printed) : *kept, pictures.size());
    const bool isComplete = readPictures(model, pictures, ui::decodeLightness,
        [&](const PictureReading& reading) { return table.add(reading) && !isStopped; });
    table.finish();
    if (!table.outcome()) {
        return table.outcome();
    }
    if (!isComplete) {
        return failure(ErrorCode::FileNotWritten,
            isPrinted ? "Stopped on request, so the table is not complete."
                      : "Stopped on request, so nothing was written.");
    }
    if (kept) {
        if (Result<void> committed = kept->commit(); !committed) {
            return committed;
        }
        std::printf("%s, sure of %zu\nThe table is in %s\n",
            counted(pictures.size(), "picture").c_str(), table.sure(), file.c_str());
    }
    return afterFailures(table.failures(), pictures.size());
}

Result<void> afterFailures(std::size_t failures, std::size_t pictures)
{
    return failures == 0 ? Result<void>()
                         : failure(ErrorCode::FileUnreadable,
                             std::to_string(failures) + " of " + counted(pictures, "picture")
                                 + " could not be read.");
}

} // namespace numeral::cli
