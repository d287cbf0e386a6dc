// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/ablation.h"

#include <QAction>

class QMainWindow;

namespace numeral::ui {

class Activity;
class GroupSession;
class MessageBar;
class RunsView;
class TrainingPanel;

/// What the action works with.
struct AblationParts {
    QMainWindow& window;
    Activity& activity;
    TrainingPanel& training;
    GroupSession& session;
    RunsView& view;
    MessageBar& messages;
};

/// Ablation study: trains networks with the form's settings, and without each that isn't plain, and
/// shows what each brings.
class AblationAction final : public QAction {
    Q_OBJECT

public:
    explicit AblationAction(const AblationParts& parts);

private:
    void ask();
    void start(int seeds, int jobs);
    void showResult();

    AblationParts m_parts;
    std::vector<Ablation> m_ablations; ///< that are being trained
    bool m_isTraining = false;
};

} // namespace numeral::ui
