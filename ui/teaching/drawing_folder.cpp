// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/teaching/drawing_folder.h"

#include "core/platform/atomic_file.h"
#include "core/platform/paths.h"

#include <QDateTime>
#include <QUuid>

#include <algorithm>
#include <atomic>
#include <functional>

namespace numeral::ui {

namespace {

constexpr const char* extension = ".ndjson";

Result<StoredDrawing> readDrawing(const std::filesystem::path& file)
{
    Result<std::vector<InkRecord>> records = readInkFile(file);
    if (!records) {
        return tl::unexpected(records.error());
    }
    if (records->size() != 1 || !records->front().label || !records->front().pixels) {
        return failure(
            ErrorCode::FileMalformed, "“" + file.string() + "” isn't one drawing with a label.");
    }
    return StoredDrawing{file.filename().string(), std::move(records->front())};
}

/// Returns the drawings' files, newest first. A missing folder counts as empty.
Result<std::vector<std::filesystem::path>> filesOf(const std::filesystem::path& folder)
{
    std::vector<std::filesystem::path> files;
    std::error_code error;
    std::filesystem::directory_iterator entry(folder, error);
    for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
        if (entry->path().extension() == extension) {
            files.push_back(entry->path());
        }
    }
    if (error && error != std::errc::no_such_file_or_directory) {
        return failure(ErrorCode::FileUnreadable,
            "Cannot read the folder “" + folder.string() + "”: " + error.message() + ".");
    }
    std::sort(files.begin(), files.end(), std::greater<>());
    return files;
}

} // namespace

std::filesystem::path drawingFolder()
{
    return platform::dataHome() / "digits"; // as it was called when all were
}

std::string newDrawingName()
{
    static std::atomic<int> number = 0; // orders names made in the same millisecond
    const QString time
        = QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyy-MM-dd-HHmmss-zzz"));
    const QString unique = QUuid::createUuid().toString(QUuid::WithoutBraces).left(8);
    return QStringLiteral("%1-%2-%3")
               .arg(time)
               .arg(++number, 6, 10, QLatin1Char('0'))
               .arg(unique)
               .toStdString()
        + extension;
}

DrawingFolder readDrawings(const std::filesystem::path& folder)
{
    DrawingFolder content;
    const auto files = filesOf(folder);
    if (!files) {
        content.fault = files.error();
        return content;
    }
    for (const std::filesystem::path& file : *files) {
        Result<StoredDrawing> drawing = readDrawing(file);
        if (drawing) {
            content.drawings.push_back(std::move(*drawing));
        } else if (!content.fault) {
            content.fault = drawing.error();
        }
    }
    return content;
}

Result<void> writeDrawing(const std::filesystem::path& folder, const StoredDrawing& drawing)
{
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) {
        return failure(ErrorCode::FileNotWritten,
            "Cannot make the folder “" + folder.string() + "”: " + error.message() + ".");
    }
    const auto file = platform::AtomicFile::create(folder / drawing.file);
    if (!file) {
        return tl::unexpected(file.error());
    }
    Result<void> written = (*file)->write(inkLine(drawing.record));
    return written ? (*file)->commit() : written;
}

Result<void> removeDrawing(const std::filesystem::path& folder, const std::string& file)
{
    std::error_code error;
    std::filesystem::remove(folder / file, error);
    if (error) {
        return failure(ErrorCode::FileNotWritten,
            "Cannot delete “" + (folder / file).string() + "”: " + error.message() + ".");
    }
    return {};
}

} // namespace numeral::ui
