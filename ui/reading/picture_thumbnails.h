// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/job_tracker.h"
#include "ui/reading/picture_reading_job.h"

#include <QCache>
#include <QImage>
#include <QObject>

#include <deque>

namespace numeral::ui {

/// Small images of pictures, loaded beside the window when they are asked for. The latest that were
/// asked for come first, and those that have scrolled by are left out.
class PictureThumbnails final : public QObject {
    Q_OBJECT

public:
    /// Length of a thumbnail's sides, in device-independent pixels.
    static constexpr int side = 40;

    explicit PictureThumbnails(QObject* parent = nullptr);

    /// Forgets all, and takes them from these pictures from now on.
    void setPictures(const PictureFiles& pictures);

    /// Returns a square image; an empty one until `loaded`, and for what can't be read.
    QImage at(int picture);

Q_SIGNALS:
    void loaded(int picture);

private:
    void loadNext();

    PictureFiles m_pictures;
    QImage m_empty;
    QCache<int, QImage> m_images;
    std::deque<int> m_wanted; ///< the latest last
    JobTracker m_job;
};

} // namespace numeral::ui
