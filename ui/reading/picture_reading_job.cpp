// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reading/picture_reading_job.h"

#include "core/base/natural_order.h"
#include "ui/picture/image_file.h"

#include <algorithm>
#include <chrono>
#include <mutex>
#include <utility>

namespace numeral::ui {

namespace {

constexpr std::chrono::milliseconds pollInterval{33};

/// The pictures at these places, in natural order.
Result<PictureFiles> filesAt(const std::vector<std::filesystem::path>& places)
{
    Result<std::vector<PictureFile>> pictures = findPictures(places);
    if (!pictures) {
        return tl::unexpected(pictures.error());
    }
    if (places.size() > 1) { // file dialogs give them in any order
        std::stable_sort(pictures->begin(), pictures->end(),
            [](const auto& a, const auto& b) { return naturalLess(a.name, b.name); });
    }
    return std::make_shared<const std::vector<PictureFile>>(std::move(*pictures));
}

} // namespace

/// What the job hands to the window.
struct PictureReadingJob::Mailbox {
    std::mutex mutex;
    PictureFiles found; ///< until it is delivered
    std::vector<PictureReading> readings;
};

PictureReadingJob::PictureReadingJob(QObject* parent)
    : QObject(parent)
{
    m_poll.setInterval(pollInterval);
    connect(&m_poll, &QTimer::timeout, this, &PictureReadingJob::deliver);
}

void PictureReadingJob::start(const Model& model, const std::vector<std::filesystem::path>& places)
{
    m_mailbox = std::make_shared<Mailbox>();
    m_job.startLatest(
        [model, places, mailbox = m_mailbox](JobControl& control) -> Result<void> {
            const Result<PictureFiles> pictures = filesAt(places);
            if (!pictures) {
                return tl::unexpected(pictures.error());
            }
            {
                const std::lock_guard lock(mailbox->mutex);
                mailbox->found = *pictures;
            }
            readPictures(model, **pictures, decodeLightness, [&](PictureReading reading) {
                const std::lock_guard lock(mailbox->mutex);
                mailbox->readings.push_back(std::move(reading));
                return !control.isCancelled;
            });
            return {};
        },
        [this](const Result<void>& read) {
            m_poll.stop();
            deliver();
            if (read) {
                Q_EMIT finished();
            } else {
                Q_EMIT failed(read.error());
            }
        });
    m_poll.start();
}

void PictureReadingJob::cancel()
{
    if (isActive()) {
        m_poll.stop();
        m_job.cancel();
        deliver();
    }
}

void PictureReadingJob::deliver()
{
    PictureFiles pictures;
    std::vector<PictureReading> readings;
    {
        const std::lock_guard lock(m_mailbox->mutex);
        pictures = std::exchange(m_mailbox->found, nullptr);
        readings.swap(m_mailbox->readings);
    }
    if (pictures) {
        Q_EMIT found(pictures);
    }
    if (!readings.empty()) {
        Q_EMIT arrived(readings);
    }
}

} // namespace numeral::ui
