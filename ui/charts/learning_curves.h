// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/training_observer.h"
#include "ui/charts/value_range.h"

#include <QTimer>
#include <QWidget>

#include <memory>
#include <span>
#include <vector>

class QCPLegend;
class QCustomPlot;
class QLabel;
class QStackedLayout;

namespace numeral::ui {

class EpochAxis;
class MetricChart;
class ReadOut;

/// Charts of a run's loss and, below it, its accuracy, over a shared epoch axis: a point per epoch
/// for training and validation, and a fine line for the batches. The axes follow the data until the
/// user zooms (wheel; over a value axis, that axis) or drags them; a double click follows the data
/// again. A read-out beside the cursor shows an epoch's figures. To be used on the GUI thread only;
/// additions are cheap and painted at most some 30 times a second.
class LearningCurves : public QWidget {
    Q_OBJECT

public:
    explicit LearningCurves(QWidget* parent = nullptr);
    ~LearningCurves() override;

    /// Sets the text shown in place of the charts until the first run begins.
    void setInvitation(const QString& sentence);

    /// Empties the charts for a run of at most so many epochs.
    void clear(int maximumEpochs);

    /// Whether there is no epoch to show.
    bool isEmpty() const { return m_epochs.empty(); }
    /// Appends to the fine lines; positions must not decrease.
    void addBatches(std::span<const BatchFigures> batches);
    /// Appends a point; epochs must come in order. Marks the epoch if it is the best so far.
    void addEpoch(const EpochFigures& figures);
    /// Marks an epoch that was added as the best, in place of any other.
    void markBest(int epoch);
    /// Marks the epoch at which the run ended, with the reason in a word or two.
    void markEnd(int epoch, const QString& label);

    /// Returns the read-out's text for a cursor at that position: the nearest epoch's figures, in
    /// some lines. Empty outside the charts and before the first epoch.
    QString readOutAt(const QPoint& position) const;

    ValueRange visibleEpochs() const;
    ValueRange visibleLoss() const;
    ValueRange visibleAccuracy() const; ///< in percent
    /// Position of a loss or an accuracy (a share, 0–1) in the charts, in the widget's pixels.
    QPoint lossPosition(double epoch, double loss) const;
    QPoint accuracyPosition(double epoch, double share) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void connectPlot();
    void applyPalette();
    void applyFont();
    void applyLocale();

    void refreshSoon();
    void refresh();
    void followAgain();

    void showReadOut(const QPoint& position);
    void hideReadOut();
    const EpochFigures* epochAt(const QPoint& position) const;
    QString describe(const EpochFigures& figures) const;

    QStackedLayout* m_pages;
    QLabel* m_invitation;
    QCustomPlot* m_plot;
    QCPLegend* m_legend = nullptr;
    ReadOut* m_readOut;
    std::unique_ptr<MetricChart> m_loss;
    std::unique_ptr<MetricChart> m_accuracy;
    std::unique_ptr<EpochAxis> m_epochAxis;
    QTimer m_refresh;

    std::vector<EpochFigures> m_epochs;
    int m_bestEpoch = 0; ///< 0 = none yet
};

} // namespace numeral::ui
