// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"
#include "core/history/group_comparison.h"

#include <QObject>

#include <array>
#include <memory>
#include <optional>
#include <vector>

class QStackedWidget;

namespace numeral::ui {

class Activity;
class DataPanel;
class GroupSession;
class MessageBar;
class MistakesPanel;
class TrainingPanel;
class TwoNetworksView;

/// What is trained on, where that is chosen, and where the outcome is shown.
struct RetrainingParts {
    MistakesPanel& mistakes;
    TwoNetworksView& view;
    QStackedWidget& pages; ///< holds both
    DataPanel& data;
    TrainingPanel& training;
    GroupSession& session;
    Activity& activity;
    MessageBar& messages;
};

/// Trains a network with some training images and one without them, or with their labels edited,
/// from the same seed and in the same order, and compares the two. More seeds tell whether a
/// difference is one of the images.
class Retraining final : public QObject {
    Q_OBJECT

public:
    explicit Retraining(const RetrainingParts& parts, QObject* parent = nullptr);

private:
    /// Two networks that differ in their training images only, and what is known of more seeds.
    struct Trial {
        QString title;
        std::array<QString, 2> names;
        std::array<std::shared_ptr<const Dataset>, 2> datasets;
        std::shared_ptr<const Dataset> asInFiles;
        std::vector<std::uint32_t> inQuestion; ///< training images, by their numbers
        TrainingConfig config;
        std::array<std::optional<GroupId>, 2> groups = {};
        std::array<GroupScores, 2> scores = {};
        int shown = 0; ///< which of the view's comparisons it is
    };

    void trainAgain();
    void trainWithout(const std::vector<std::uint32_t>& numbers);
    void start(const QString& title, const std::array<QString, 2>& names,
        const std::array<ImageEdits, 2>& training, std::vector<std::uint32_t> inQuestion);
    void train(std::size_t seeds);
    void trainMore();
    bool isShown() const;
    void showOutcome();
    void showPair();
    void showSeeds();

    RetrainingParts m_parts;
    std::optional<Trial> m_trial;
    bool m_isTraining = false;
};

} // namespace numeral::ui
