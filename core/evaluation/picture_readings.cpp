// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/picture_readings.h"

#include "core/base/csv_text.h"
#include "core/base/readable_file.h"
#include "core/reading/reader.h"

#include <array>
#include <atomic>
#include <charconv>
#include <limits>
#include <mutex>
#include <new>
#include <optional>
#include <system_error>
#include <thread>

namespace numeral {

namespace {

/// Lightness of a picture. Errors: FileUnreadable, FileMalformed.
Result<GreyImage> opened(const PictureFile& picture, const PictureDecoder& decode)
try {
    const Result<std::vector<std::uint8_t>> bytes = readPictureFile(picture);
    return bytes ? decode(*bytes, picture.path, std::numeric_limits<std::size_t>::max())
                 : tl::unexpected(bytes.error());
} catch (const std::bad_alloc&) {
    return unreadable(picture.path, "there is not enough memory");
}

PictureReading readingOf(const PictureFile& picture, const PictureDecoder& decode, Reader& reader)
{
    PictureReading reading;
    reading.file = picture.name;
    const Result<GreyImage> lightness = opened(picture, decode);
    if (!lightness) {
        reading.fault = lightness.error().detail;
        return reading;
    }
    reader.read(*lightness);
    reading.text = reader.text();
    reading.probability = reader.digits().empty() ? 0 : reader.jointProbability();
    reading.isSure = reader.isSure();
    return reading;
}

class Readings {
public:
    Readings(const Model& model, const std::vector<PictureFile>& pictures,
        const PictureDecoder& decode, const PictureReadingSink& sink)
        : m_model(model)
        , m_pictures(pictures)
        , m_decode(decode)
        , m_sink(sink)
        , m_waiting(pictures.size())
    {
    }

    bool run()
    {
        const std::size_t cores = std::max(std::thread::hardware_concurrency(), 1U);
        std::vector<std::jthread> helpers;
        try {
            for (std::size_t i = 1; i < std::min(cores, m_pictures.size()); ++i) {
                helpers.emplace_back([this] { work(); });
            }
        } catch (const std::system_error&) { // the system allows no more threads
        }
        work();
        helpers.clear(); // joins them
        return !m_isStopped;
    }

private:
    void work()
    {
        Reader reader; // each thread's own
        reader.setModel(m_model);
        for (std::size_t i = m_next++; i < m_pictures.size() && !m_isStopped; i = m_next++) {
            hand(i, readingOf(m_pictures[i], m_decode, reader));
        }
    }

    /// Hands on what is ready, in order: one that takes long keeps back those after it.
    void hand(std::size_t index, PictureReading reading)
    {
        const std::lock_guard lock(m_mutex);
        m_waiting[index] = std::move(reading);
        for (; m_handed < m_waiting.size() && m_waiting[m_handed] && !m_isStopped; ++m_handed) {
            m_isStopped = !m_sink(*std::exchange(m_waiting[m_handed], std::nullopt));
        }
    }

    const Model& m_model;
    const std::vector<PictureFile>& m_pictures;
    const PictureDecoder& m_decode;
    const PictureReadingSink& m_sink;
    std::atomic<std::size_t> m_next = 0;
    std::atomic<bool> m_isStopped = false;
    std::mutex m_mutex; ///< of what follows, and of the calls of the sink
    std::vector<std::optional<PictureReading>> m_waiting;
    std::size_t m_handed = 0;
};

} // namespace

bool readPictures(const Model& model, const std::vector<PictureFile>& pictures,
    const PictureDecoder& decode, const PictureReadingSink& sink)
{
    return Readings(model, pictures, decode, sink).run();
}

std::string probabilityText(const PictureReading& reading)
{
    if (reading.text.empty()) {
        return {};
    }
    constexpr int decimals = 6;
    std::array<char, 16> digits{}; // "0.123456"
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(),
        reading.probability, std::chars_format::fixed, decimals)
                         .ptr;
    return {digits.data(), end};
}

std::string readingsHeader(char separator)
{
    return csvLine({"file", "reading", "probability", "sure"}, separator);
}

std::string readingLine(const PictureReading& reading, char separator)
{
    return csvLine(
        {reading.file, reading.text, probabilityText(reading), reading.isSure ? "yes" : "no"},
        separator);
}

} // namespace numeral
