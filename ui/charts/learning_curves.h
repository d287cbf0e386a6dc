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

/// A run's loss above its accuracy, over one axis of epochs: a point an epoch for training and
/// validation, and a fine line of the batches. The axes follow the data until the user zooms
/// (wheel; over a value axis, that axis) or moves them (drag); a double click follows again. A
/// read-out under the cursor tells an epoch's figures. All on the window's thread; additions are
/// cheap and painted some 30 times a second at most.
class LearningCurves : public QWidget {
    Q_OBJECT

public:
    explicit LearningCurves(QWidget* parent = nullptr);
    ~LearningCurves() override;

    /// What stands in the charts' place until the first run is begun.
    void setInvitation(const QString& sentence);

    /// Begins a run of at most so many epochs, with empty charts.
    void clear(int maximumEpochs);
    /// Appends to the fine lines; positions never decrease.
    void addBatches(std::span<const BatchFigures> batches);
    /// Appends a point; the epochs come in order. Where the figures are the best so far, marks
    /// them.
    void addEpoch(const EpochFigures& figures);
    /// Marks an epoch that was added as the best, in place of any other.
    void markBest(int epoch);
    /// Marks where the run ended, and why in a word or two.
    void markEnd(int epoch, const QString& label);

    /// What the read-out says where the cursor is at that position: the nearest epoch's figures,
    /// some lines. Empty outside the charts and before the first epoch.
    QString readOutAt(const QPoint& position) const;

    ValueRange visibleEpochs() const;
    ValueRange visibleLoss() const;
    ValueRange visibleAccuracy() const; ///< in percent
    /// Where the charts show a loss or an accuracy (a share, 0–1), in the widget's pixels.
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
