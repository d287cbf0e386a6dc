// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evaluation/mistakes.h"
#include "ui/base/job_tracker.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QComboBox;
class QLabel;
class QMenu;
class QStackedWidget;
class QTableWidget;

namespace numeral::ui {

class ConfusionView;
class Gallery;
class ImageDetail;
class ImageEditor;
class ReliabilityView;

/// What a network makes of the data set's images: confusion matrix, scores of each class,
/// calibration, and a gallery of the images that are chosen there, which can be edited. Computes
/// nothing while it is hidden.
class MistakesPanel final : public QWidget {
    Q_OBJECT

public:
    explicit MistakesPanel(QWidget* parent = nullptr);

    /// Sets the network that reads and where it is from.
    void setModel(const Model& model, const QString& origin);
    /// Sets the images, as they are in their files, and the edits of them.
    void setDataset(const std::shared_ptr<const Dataset>& asInFiles, const DataEdits& edits);
    /// Enables what trains.
    void setMayTrain(bool mayTrain);

    /// Menu of the networks to compare this one with, to be filled when it is about to be shown.
    QMenu& comparisonMenu() const { return *m_comparison; }

    /// What is shown; null until it is computed.
    const Mistakes& data() const { return m_data; }
    /// The images in the gallery.
    const std::vector<Prediction>& gallery() const;

    QSize sizeHint() const override { return {760, 300}; }

Q_SIGNALS:
    /// What is shown has been computed anew.
    void updated();
    /// An image, as the network sees it, is to be put on the canvas.
    void imageWanted(const numeral::Mistakes& data, std::uint32_t image);
    /// The user has edited the data set.
    void edited(const numeral::DataEdits& edits);
    /// Networks are to be trained with and without the edits of training images.
    void trainAgainWanted();
    /// Networks are to be trained with and without these training images, by their numbers.
    void trainWithoutWanted(const std::vector<std::uint32_t>& numbers);

protected:
    void showEvent(QShowEvent* event) override;

private:
    QWidget* makeMatrix();
    QWidget* makeScores();
    void connectGallery();
    void computeSoon();
    void compute();
    void take(const Result<Mistakes>& computed);
    void showCounts();
    void showScores();
    void showDetail();

    std::optional<Model> m_model;
    QString m_origin;
    std::shared_ptr<const Dataset> m_dataset;
    Mistakes m_data;
    QStackedWidget* m_pages;
    QLabel* m_note; ///< why nothing is shown
    QLabel* m_network; ///< names it
    QComboBox* m_set;
    QComboBox* m_numbers;
    QMenu* m_comparison;
    ConfusionView* m_matrix;
    QTableWidget* m_scores;
    ReliabilityView* m_reliability;
    ImageEditor* m_editor;
    Gallery* m_gallery;
    ImageDetail* m_detail;
    QTimer m_delay;
    JobTracker m_job{nullptr, QThread::LowPriority};
    bool m_isCurrent = false;
};

} // namespace numeral::ui
