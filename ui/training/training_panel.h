// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"
#include "core/training/training_config.h"

#include <QWidget>

#include <memory>
#include <optional>

class QAction;
class QLabel;

namespace numeral {
struct RunEstimate;
}

namespace numeral::ui {

class RunEstimator;
class TrainingForm;
class TrainingJob;
class TrainingSession;

/// The training form, an estimate of the run time, and buttons to train, pause and stop. Menus
/// share its actions. A group of runs is trained elsewhere, and paused and stopped here as well.
class TrainingPanel final : public QWidget {
    Q_OBJECT

public:
    TrainingPanel(TrainingSession& session, TrainingJob& group, QWidget* parent = nullptr);

    TrainingForm& form() const { return *m_form; }
    QList<QAction*> runActions() const { return {m_train, m_pause, m_stop}; }
    QAction& trainAction() const { return *m_train; }
    QAction& pauseAction() const { return *m_pause; }
    QAction& stopAction() const { return *m_stop; }

    /// Sets the data set of the next run; training is disabled without one.
    void setDataset(const std::shared_ptr<const Dataset>& dataset);

    const std::shared_ptr<const Dataset>& dataset() const { return m_dataset; }
    /// How long a run with these settings takes, if that is known by now.
    std::optional<double> usualSeconds() const { return m_usualSeconds; }

    /// Allows or forbids to measure how long a run would take; a measurement under way ends.
    void setEstimating(bool may);

private:
    void addActions();
    QWidget* makeButtons();
    QWidget* makePauseButton();
    void train();
    void pauseOrResume();
    void showState();
    void estimate();
    void showEngine();
    void showEstimate(const RunEstimate& estimate);
    QString totalText(const RunEstimate& estimate, const TrainingConfig& config) const;

    /// What is paused and stopped.
    TrainingJob& job() const;

    TrainingSession& m_session;
    TrainingJob& m_group;
    TrainingForm* m_form;
    RunEstimator* m_estimator;
    QLabel* m_engine; ///< which engine trains and why, if it is not the native one
    QLabel* m_estimate;
    std::shared_ptr<const Dataset> m_dataset;
    bool m_mayEstimate = false;
    std::optional<double> m_usualSeconds;
    QAction* m_train;
    QAction* m_pause;
    QAction* m_stop;
};

} // namespace numeral::ui
