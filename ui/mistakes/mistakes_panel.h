// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/job_tracker.h"
#include "ui/mistakes/mistakes_data.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QComboBox;
class QLabel;
class QListView;
class QStackedWidget;
class QTableWidget;

namespace numeral::ui {

class ConfusionView;
class GalleryModel;
class ImageDetail;
class ReliabilityView;

/// What a network makes of the data set's images: confusion matrix, scores of each class,
/// calibration, and a gallery of the images that are chosen there. Computes nothing while it is
/// hidden.
class MistakesPanel final : public QWidget {
    Q_OBJECT

public:
    explicit MistakesPanel(QWidget* parent = nullptr);

    /// Sets the network that reads and where it is from, and the images; null if there are none.
    void setModel(const Model& model, const QString& origin);
    void setDataset(const std::shared_ptr<const Dataset>& dataset);

    /// What is shown; null until it is computed.
    const Mistakes& data() const { return m_data; }
    /// The images in the gallery.
    const std::vector<Prediction>& gallery() const;

    QSize sizeHint() const override { return {760, 300}; }

Q_SIGNALS:
    /// What is shown has been computed anew.
    void updated();
    /// An image, as the network sees it, is to be put on the canvas.
    void imageWanted(const numeral::ui::Mistakes& data, std::uint32_t image);

protected:
    void showEvent(QShowEvent* event) override;

private:
    /// Which images the gallery shows, beside what is chosen in `m_data`.
    struct Choice {
        std::optional<std::size_t> truth = {};
        std::optional<std::size_t> answer = {};
        std::optional<std::size_t> band = {}; ///< of confidence
    };

    QWidget* makeMatrix();
    QWidget* makeScores();
    QWidget* makeGallery();
    void computeSoon();
    void compute();
    void take(const Result<Mistakes>& computed);
    void showScores();
    void choose(const Choice& choice);
    void showGallery();
    void showDetail();

    std::optional<Model> m_model;
    QString m_origin;
    std::shared_ptr<const Dataset> m_dataset;
    Mistakes m_data;
    Choice m_choice;
    QStackedWidget* m_pages;
    QLabel* m_note; ///< why nothing is shown
    QLabel* m_network; ///< names it
    QComboBox* m_set;
    QComboBox* m_numbers;
    ConfusionView* m_matrix;
    QTableWidget* m_scores;
    ReliabilityView* m_reliability;
    QComboBox* m_kind;
    QLabel* m_heading;
    QListView* m_images;
    GalleryModel* m_gallery;
    ImageDetail* m_detail;
    QTimer m_delay;
    JobTracker m_job{nullptr, QThread::LowPriority};
    bool m_isCurrent = false;
};

} // namespace numeral::ui
