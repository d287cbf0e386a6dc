// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"
#include "core/training/training_config.h"

#include <QWidget>

#include <memory>

class QAction;
class QLabel;

namespace numeral {
struct RunEstimate;
}

namespace numeral::ui {

class RunEstimator;
class TrainingForm;
class TrainingSession;

/// The settings and what one can do with them: train, pause, stop. Its actions are for menus too.
class TrainingPanel final : public QWidget {
    Q_OBJECT

public:
    explicit TrainingPanel(TrainingSession& session, QWidget* parent = nullptr);

    TrainingForm& form() const { return *m_form; }
    QList<QAction*> runActions() const { return {m_train, m_pause, m_stop}; }
    QAction& trainAction() const { return *m_train; }
    QAction& pauseAction() const { return *m_pause; }
    QAction& stopAction() const { return *m_stop; }

    /// What the next run learns from; without data there is nothing to train.
    void setDataset(const std::shared_ptr<const Dataset>& dataset);

    /// Whether it may be measured how long a run would take.
    void setEstimating(bool may);

private:
    void addActions();
    QWidget* makeButtons();
    QWidget* makePauseButton();
    void train();
    void pauseOrResume();
    void showState();
    void estimate();
    void showEstimate(const RunEstimate& estimate);

    TrainingSession& m_session;
    TrainingForm* m_form;
    RunEstimator* m_estimator;
    QLabel* m_estimate;
    std::shared_ptr<const Dataset> m_dataset;
    bool m_mayEstimate = false;
    QAction* m_train;
    QAction* m_pause;
    QAction* m_stop;
};

} // namespace numeral::ui
