// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evaluation/picture_readings.h"
#include "ui/base/job_tracker.h"

#include <QObject>
#include <QTimer>

#include <filesystem>
#include <memory>
#include <vector>

namespace numeral::ui {

/// Pictures that were found; never changed.
using PictureFiles = std::shared_ptr<const std::vector<PictureFile>>;

/// Reads pictures beside the window, with a model that nobody changes meanwhile: a network in
/// training goes on learning, this one stays as it was at the start. Readings arrive at most 30
/// times a second, in order, however fast they are made.
class PictureReadingJob final : public QObject {
    Q_OBJECT

public:
    explicit PictureReadingJob(QObject* parent = nullptr);

    /// Reads the pictures at these places: see findPictures. Supersedes what is being read.
    void start(const Model& model, const std::vector<std::filesystem::path>& places);

    /// Delivers what is read so far and ends; neither `finished` nor `failed` follows.
    void cancel();

    /// Whether `finished` or `failed` is still to come.
    bool isActive() const { return m_job.latest() != nullptr; }

Q_SIGNALS:
    /// The pictures, in natural order; their readings follow.
    void found(const numeral::ui::PictureFiles& pictures);
    void arrived(const std::vector<numeral::PictureReading>& readings);
    void finished();
    void failed(const numeral::Error& error);

private:
    struct Mailbox;

    void deliver();

    std::shared_ptr<Mailbox> m_mailbox; ///< of the latest start
    QTimer m_poll;
    JobTracker m_job;
};

} // namespace numeral::ui
