// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evaluation/mistakes.h"
#include "ui/base/job_tracker.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace numeral::ui {

class AttributionView;

/// One image of the gallery: its label, the answer, which pixels speak for it, and the training
/// images that are nearest to it.
class ImageDetail final : public QWidget {
    Q_OBJECT

public:
    explicit ImageDetail(QWidget* parent = nullptr);

    void showImage(const Mistakes& mistakes, const Prediction& image);
    void clear();

Q_SIGNALS:
    /// The image is to be put on the canvas.
    void canvasWanted();

private:
    struct Explanation {
        std::vector<float> attribution;
        std::vector<std::size_t> nearest; ///< training images
    };

    void explain(const Mistakes& mistakes, const Prediction& image, const Explanation& explanation);

    QLabel* m_text;
    AttributionView* m_attribution;
    QLabel* m_nearest;
    QPushButton* m_toCanvas;
    JobTracker m_job;
};

} // namespace numeral::ui
