// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/curves_picture.h"
#include "ui/charts/run_figures.h"
#include "ui/charts/value_range.h"

#include <QTimer>
#include <QWidget>

#include <memory>
#include <span>

class QAction;
class QCustomPlot;
class QLabel;
class QStackedLayout;

namespace numeral::ui {

class CurvesPlot;
class EpochCursor;
class ShowAllButton;

/// Charts of a run's loss and, below it, its accuracy, over a shared epoch axis: a point per epoch
/// for training and validation, and a fine line for the batches. The axes follow the data until the
/// user zooms (wheel; over a value axis, that axis) or drags them; then a button appears that, like
/// a double click, follows the data again. Beside the mouse, or by arrow keys, an epoch's figures
/// are read out, also to screen readers. To be used on the GUI thread only; additions are cheap and
/// painted at most some 30 times a second.
class LearningCurves : public QWidget {
    Q_OBJECT

public:
    explicit LearningCurves(QWidget* parent = nullptr);
    ~LearningCurves() override;

    /// Sets the text shown in place of the charts until the first run begins.
    void setInvitation(const QString& sentence);
    /// Sets the text shown below the charts; empty for none.
    void setNote(const QString& sentence);

    /// Empties the charts for a run of at most so many epochs.
    void clear(int maximumEpochs);

    /// Whether there is no epoch to show.
    bool isEmpty() const { return m_run.epochs.empty(); }

    /// Appends to the fine lines; positions must not decrease.
    void addBatches(std::span<const BatchFigures> batches);
    /// Appends a point; epochs must come in order. Marks the epoch if it is the best so far.
    void addEpoch(const EpochFigures& figures);
    /// Marks an epoch that was added as the best, in place of any other.
    void markBest(int epoch);
    /// Marks the epoch at which the run ended, with the reason in a word or two.
    void markEnd(int epoch, const QString& label);

    const RunFigures& run() const { return m_run; }
    /// The charts as they are shown, to be saved or copied; with the note, if there is one.
    CurvesPicture picture(const QString& headline, const QString& detail);

    /// Shows all data and follows them. Its user enables it.
    QAction* showAllAction() const { return m_showAll; }
    /// Checked while the loss has a logarithmic axis.
    QAction* logarithmicAction() const { return m_logarithmic; }
    /// Whether the user has zoomed in or moved an axis.
    bool isZoomed() const { return m_isZoomed; }

    /// Returns the read-out's text for a cursor at that position: the nearest epoch's figures, in
    /// some lines. Empty outside the charts and before the first epoch.
    QString readOutAt(const QPoint& position) const;
    /// What is read out now; empty if nothing is.
    QString readOut() const;

    ValueRange visibleEpochs() const;
    ValueRange visibleLoss() const;
    ValueRange visibleAccuracy() const; ///< in percent
    /// Position of a loss or an accuracy (a share, 0–1) in the charts, in the widget's pixels.
    QPoint lossPosition(double epoch, double loss) const;
    QPoint accuracyPosition(double epoch, double share) const;
    /// The area that the legend needs, in the widget's pixels.
    QRect legendArea() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return false; } // its texts are in the charts' place

Q_SIGNALS:
    /// There are the first figures of an epoch, or there are none any more.
    void hasEpochsChanged();
    void isZoomedChanged();
    /// The user has pressed the key for copying.
    void copyRequested();

protected:
    bool event(QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void connectActions();
    void addPages();
    void connectPlot();
    void applyPalette();
    void applyFont();
    void applyLocale();

    void refreshSoon();
    void refresh();
    void followAgain();
    void arrange();
    void tellReadOut();

    RunFigures m_run;
    QStackedLayout* m_pages;
    QLabel* m_invitation;
    QCustomPlot* m_plot;
    QLabel* m_note;
    QAction* m_showAll;
    ShowAllButton* m_showAllButton;
    QAction* m_logarithmic;
    std::unique_ptr<CurvesPlot> m_curves;
    std::unique_ptr<EpochCursor> m_cursor;
    QTimer m_refresh;
    bool m_isZoomed = false;
};

} // namespace numeral::ui
