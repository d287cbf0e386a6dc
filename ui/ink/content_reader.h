// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/reading/reader.h"
#include "ui/base/job_tracker.h"
#include "ui/ink/canvas_content.h"

#include <QObject>

namespace numeral::ui {

/// Reads the canvas's content with one network: drawings and small pictures at once, photos in the
/// background, since these take longer than a frame.
class ContentReader final : public QObject {
    Q_OBJECT

public:
    explicit ContentReader(QObject* parent = nullptr);

    /// Sets the network; the caller reads again.
    void setModel(const Model& model) { m_reader.setModel(model); }

    /// Sets other weights of the same network and reads again with them. Returns false, and changes
    /// nothing, if they are for another image size or number of classes.
    bool setWeights(const WeightsSnapshot& weights);

    void read(const CanvasContent& content);

    /// What is read; without digits while a photo is being read.
    const Reader& reader() const { return m_reader; }

    /// Whether a photo is being read; `answered` follows.
    bool isReading() const { return m_job.latest() != nullptr; }

Q_SIGNALS:
    /// There are other digits, or other answers to the same digits.
    void answered();

private:
    void readInBackground(const GreyImage& picture);

    Reader m_reader;
    CanvasContent m_content;
    JobTracker m_job;
};

} // namespace numeral::ui
