// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/retraining.h"

#include "core/data/edited_dataset.h"
#include "core/training/run_setup.h"
#include "ui/base/activity.h"
#include "ui/data/data_panel.h"
#include "ui/mistakes/mistakes_panel.h"
#include "ui/mistakes/two_networks_view.h"
#include "ui/runs/runs_text.h"
#include "ui/training/group_session.h"
#include "ui/training/training_form.h"
#include "ui/training/training_panel.h"
#include "ui/window/message_bar.h"

#include <QLocale>
#include <QStackedWidget>

#include <algorithm>
#include <utility>

namespace numeral::ui {

namespace {

constexpr std::size_t moreSeeds = 10;

std::vector<std::uint32_t> numbersOf(const ImageEdits& edits)
{
    std::vector<std::uint32_t> numbers;
    for (const auto& [number, label] : edits) {
        numbers.push_back(number);
    }
    return numbers;
}

} // namespace

Retraining::Retraining(const RetrainingParts& parts, QObject* parent)
    : QObject(parent)
    , m_parts(parts)
{
    connect(&parts.mistakes, &MistakesPanel::trainAgainWanted, this, &Retraining::trainAgain);
    connect(&parts.mistakes, &MistakesPanel::trainWithoutWanted, this, &Retraining::trainWithout);
    connect(&parts.view, &TwoNetworksView::offerAccepted, this, &Retraining::trainMore);
    connect(&parts.session, &GroupSession::finished, this, &Retraining::showOutcome);
    parts.activity.govern(Activity::Operation::Train, parts.mistakes,
        [&panel = parts.mistakes](bool may) { panel.setMayTrain(may); });
    parts.activity.govern(Activity::Operation::Train, parts.view,
        [&view = parts.view](bool may) { view.setOfferEnabled(may); });
}

void Retraining::trainAgain()
{
    const DataEdits& edits = m_parts.data.dataset()->edits;
    start(tr("Before and after: %1").arg(QString::fromStdString(summaryOf({edits.training, {}}))),
        {tr("the network before"), tr("the network after")}, {ImageEdits(), edits.training},
        numbersOf(edits.training));
}

void Retraining::trainWithout(const std::vector<std::uint32_t>& numbers)
{
    const ImageEdits& with = m_parts.data.dataset()->edits.training;
    ImageEdits without = with;
    for (const std::uint32_t number : numbers) {
        without[number] = std::nullopt;
    }
    start(tr("As if it had never seen %Ln of the training image(s)", nullptr,
              static_cast<int>(numbers.size())),
        {tr("the network with them"), tr("the network without them")}, {with, without}, numbers);
}

/// Both are tested on the same images: those of the data set with the edits that it has.
void Retraining::start(const QString& title, const std::array<QString, 2>& names,
    const std::array<ImageEdits, 2>& training, std::vector<std::uint32_t> inQuestion)
{
    if (!m_parts.training.form().commit()) {
        return;
    }
    Trial trial{title, names, {}, m_parts.data.asInFiles(), std::move(inQuestion),
        m_parts.training.form().config()};
    for (std::size_t i = 0; i < training.size(); ++i) {
        const Result<Dataset> edited
            = withEdits(*trial.asInFiles, {training[i], m_parts.data.dataset()->edits.test});
        if (!edited) {
            m_parts.messages.showError(edited.error());
            return;
        }
        trial.datasets[i] = std::make_shared<const Dataset>(*edited);
    }
    m_trial = std::move(trial);
    train(1);
}

/// Trains both from so many seeds, the next ones.
void Retraining::train(std::size_t seeds)
{
    const std::size_t done = m_trial->scores[0].bySeed.size();
    std::vector<TrainingConfig> configs = withSeeds(m_trial->config, done + seeds);
    configs.erase(configs.begin(), configs.begin() + static_cast<std::ptrdiff_t>(done));
    std::vector<GroupPart> parts;
    for (std::size_t i = 0; i < m_trial->datasets.size(); ++i) {
        parts.push_back({(m_trial->title + QStringLiteral(": ") + m_trial->names[i]).toStdString(),
            m_trial->groups[i], configs, m_trial->datasets[i]});
    }
    m_isTraining = true;
    m_parts.session.start(std::move(parts), static_cast<int>(usableCores()));
}

void Retraining::trainMore()
{
    if (isShown() && m_parts.activity.may(Activity::Operation::Train)) {
        train(moreSeeds);
    }
}

bool Retraining::isShown() const
{
    return m_trial && m_trial->shown == m_parts.view.shownCount();
}

void Retraining::showOutcome()
{
    if (!std::exchange(m_isTraining, false)) {
        return;
    }
    const bool isFirst = m_trial->scores[0].bySeed.empty();
    for (std::size_t i = 0; i < m_trial->groups.size(); ++i) {
        m_trial->groups[i] = m_parts.session.parts()[i].id;
    }
    for (const GroupSession::Run& run : m_parts.session.runs()) {
        if (const std::optional<double> accuracy = run.testAccuracy()) {
            m_trial->scores[run.part].bySeed[run.config.seed] = *accuracy;
        }
    }
    if (isFirst) {
        showPair();
    } else {
        showSeeds();
    }
}

void Retraining::showPair()
{
    NetworkPair pair{{}, m_trial->asInFiles, m_trial->datasets[0]->edits, m_trial->inQuestion};
    for (const GroupSession::Run& run : m_parts.session.runs()) {
        if (m_trial->scores[run.part].bySeed.empty()) {
            if (run.result && !*run.result) {
                m_parts.messages.showError(run.result->error());
            } else {
                m_parts.messages.showNotice(
                    tr("There is nothing to compare: one of the two networks was not trained to "
                       "its end, or there are no test images."));
            }
            m_trial.reset();
            return;
        }
        pair.models[run.part]
            = trainedModel(*m_trial->datasets[run.part], run.config, run.result->value());
    }
    m_parts.view.show(m_trial->title, m_trial->names, pair);
    m_trial->shown = m_parts.view.shownCount();
    m_parts.view.setRemarks({},
        tr("Both were trained with the form’s settings, from seed %1 and in the same order; from "
           "another seed the difference may be another.")
            .arg(m_trial->config.seed));
    m_parts.view.setOffer(tr("Train %Ln More Seed(s) of Each", nullptr, moreSeeds));
    m_parts.pages.setCurrentWidget(&m_parts.view);
}

void Retraining::showSeeds()
{
    const Result<GroupComparison> comparison
        = compareGroups(m_trial->scores[0], m_trial->scores[1]);
    if (!comparison) {
        m_parts.messages.showError(comparison.error());
        return;
    }
    if (!isShown()) {
        return; // the user looks at others meanwhile
    }
    const QLocale locale;
    const auto& [first, second] = m_trial->names;
    const QString verdict
        = tr("From %Ln seed(s) of each: %1.", nullptr, static_cast<int>(comparison->pairs.pairs))
              .arg(verdictText(locale, comparison->pairs, first, second));
    m_parts.view.setRemarks(
        verdict + QLatin1Char(' ') + tr("From seed %1:").arg(m_trial->config.seed), {});
}

} // namespace numeral::ui
