// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"

#include <QObject>
#include <QString>

#include <optional>

namespace numeral::ui {

/// The model that reads drawings and that is saved and exported. While a run goes on, its newest
/// weights stand in for it; where the run fails, the model is what it was.
class ModelStore final : public QObject {
    Q_OBJECT

public:
    explicit ModelStore(Model bundled, QObject* parent = nullptr);

    /// What reads drawings now.
    const Model& model() const { return m_inTraining ? *m_inTraining : m_model; }

    /// Where `model` comes from, for the user.
    QString origin() const;

    void use(const Model& model, const QString& origin);
    void useBundled();

    /// From a run's start to its end: the network in training, and its newest weights.
    void beginTraining(const Model& untrained);
    void setTrainingWeights(const WeightsSnapshot& weights);
    void abandonTraining();

Q_SIGNALS:
    void modelChanged();
    void weightsChanged(const numeral::WeightsSnapshot& weights);

private:
    Model m_bundled;
    Model m_model;
    QString m_origin;
    std::optional<Model> m_inTraining;
};

} // namespace numeral::ui
