// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"

#include <QObject>
#include <QString>

#include <optional>

namespace numeral::ui {

/// Holds the model that reads drawings. During a run, the run's newest weights replace it; if the
/// run fails or ends before it has learnt anything, the previous model returns.
class ModelStore final : public QObject {
    Q_OBJECT

public:
    explicit ModelStore(Model bundled, QObject* parent = nullptr);

    /// The model that reads drawings now.
    const Model& model() const { return m_inTraining ? *m_inTraining : m_model; }

    /// The model to save and export now: during a run its best model so far, or the newest weights
    /// before there is one.
    const Model& modelToSave() const { return m_bestInTraining ? *m_bestInTraining : model(); }

    /// Describes where `model` comes from, for the user.
    QString origin() const;

    void use(const Model& model, const QString& origin);
    void useBundled();

    /// Called from a run's start to its end, with the network in training and its newest weights.
    void beginTraining(const Model& untrained);
    void setTrainingWeights(const WeightsSnapshot& weights);
    void setBestInTraining(const Model& best);
    void abandonTraining();

Q_SIGNALS:
    void modelChanged();
    void weightsChanged(const numeral::WeightsSnapshot& weights);

private:
    Model m_bundled;
    Model m_model;
    QString m_origin;
    std::optional<Model> m_inTraining;
    std::optional<Model> m_bestInTraining;
};

} // namespace numeral::ui
