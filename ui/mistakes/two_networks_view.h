// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evaluation/network_pair.h"
#include "ui/base/job_tracker.h"

#include <QWidget>

#include <array>

class QComboBox;
class QLabel;
class QListView;
class QPushButton;

namespace numeral::ui {

class AttributionView;
class ConfusionView;
class PairGalleryModel;

/// Compares two networks image by image: their confusion matrices side by side, and the images
/// that only one of them reads right.
class TwoNetworksView final : public QWidget {
    Q_OBJECT

public:
    explicit TwoNetworksView(QWidget* parent = nullptr);

    /// Reads the test images with both, beside the window, and shows what comes of it.
    /// The names are as in a sentence: "the built-in network".
    void show(const QString& title, const std::array<QString, 2>& names, const NetworkPair& pair);

    /// How many comparisons have been shown by now: the number of the current one.
    int shownCount() const { return m_shownCount; }

    /// Sets what is said before and after what is told of the two.
    void setRemarks(const QString& before, const QString& after);
    /// Offers something to do about the two, by a button; empty for nothing.
    void setOffer(const QString& text);
    void setOfferEnabled(bool isEnabled);

    /// What is shown; null until it is computed.
    const Readings& readings() const { return m_readings; }
    /// The images in the gallery.
    const std::vector<AnswerPair>& gallery() const;

    QSize sizeHint() const override { return {760, 300}; }

Q_SIGNALS:
    void backRequested();
    void offerAccepted();
    /// What is shown has been computed anew.
    void updated();
    /// An image, as the first network sees it, is to be put on the canvas.
    void imageWanted(const numeral::Mistakes& data, std::uint32_t image);

private:
    enum class Kind { Disagreement, OnlyFirst, OnlySecond, BothWrong };

    QWidget* makeTop();
    QWidget* makeGallery();
    QWidget* makeDetail();
    void take(const Result<Readings>& readings);
    void fillKinds();
    void showGallery();
    void showDetail();
    void showText();

    std::array<QString, 2> m_named;
    std::size_t m_inQuestion = 0; ///< training images
    Readings m_readings;
    int m_shownCount = 0;
    std::array<QString, 2> m_remarks;
    QLabel* m_title;
    QLabel* m_text;
    QPushButton* m_offer;
    std::array<QLabel*, 2> m_names;
    std::array<ConfusionView*, 2> m_matrices;
    QComboBox* m_kind;
    QListView* m_list;
    PairGalleryModel* m_gallery;
    QLabel* m_detail;
    std::array<AttributionView*, 2> m_attributions;
    QPushButton* m_toCanvas;
    JobTracker m_job{nullptr, QThread::LowPriority};
    JobTracker m_explaining;
};

} // namespace numeral::ui
