// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"
#include "ui/ink/reader_switch.h"

#include <QObject>
#include <QString>

#include <optional>

namespace numeral::ui {

/// Holds the two networks that can read drawings, and which of them does: the built-in one, and the
/// user's, which was trained or opened last. During a run, the run's newest weights stand in for
/// the user's; if it fails or ends before it has learnt anything, what was there before returns.
class ModelStore final : public QObject {
    Q_OBJECT

public:
    /// The user's network, and who reads. A value.
    struct State {
        std::optional<Model> own;
        QString origin; ///< of the user's network
        Reading reading = Reading::BuiltIn;
    };

    /// `bundled` reads digits, `letters` is the one to read letters with.
    ModelStore(Model bundled, Model letters, QObject* parent = nullptr);

    /// The model that reads drawings now.
    const Model& model() const { return modelOf(m_state.reading); }

    /// Which of the two that is.
    Reading reading() const { return m_state.reading; }

    /// The user's model, or the one in training; null if there is none.
    const Model* own() const;
    const Model& bundled() const { return m_bundled; }
    const Model& letters() const { return m_letters; }
    /// Whether the user's network is the built-in one of letters.
    bool hasLetters() const
    {
        return !m_inTraining && m_state.own && m_state.own->weights == m_letters.weights;
    }
    bool isInTraining() const { return m_inTraining.has_value(); }

    /// The model to save and export now: the one that reads, but during a run its best model so far
    /// in place of the newest weights, as soon as there is one.
    const Model& modelToSave() const;

    /// Describes where `model` comes from, for the user.
    QString origin() const;

    /// Makes it the user's network, which reads from now on.
    void use(const Model& model, const QString& origin);

    /// Lets that network read; without a network of the user's it is the built-in one.
    void choose(Reading reading);

    /// What restore() brings back.
    const State& state() const { return m_state; }
    void restore(const State& state);

    /// Called from a run's start to its end, with the network in training and its newest weights.
    void beginTraining(const Model& untrained);
    void setTrainingWeights(const WeightsSnapshot& weights);
    void setBestInTraining(const Model& best);
    void abandonTraining();

Q_SIGNALS:
    /// One of the two networks is another, or the other one reads.
    void modelChanged();
    /// New weights of the network in training.
    void weightsChanged(const numeral::WeightsSnapshot& weights);

private:
    const Model& modelOf(Reading reading) const;
    void endTraining();

    Model m_bundled;
    Model m_letters;
    State m_state;
    Reading m_readingBefore = Reading::BuiltIn; ///< before the run
    std::optional<Model> m_inTraining;
    std::optional<Model> m_bestInTraining;
};

} // namespace numeral::ui
