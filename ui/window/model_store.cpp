// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/model_store.h"

#include <utility>

namespace numeral::ui {

ModelStore::ModelStore(Model bundled, QObject* parent)
    : QObject(parent)
    , m_bundled(std::move(bundled))
    , m_model(m_bundled)
    , m_origin(tr("the built-in network"))
{
}

QString ModelStore::origin() const
{
    return m_inTraining ? tr("the network that is being trained") : m_origin;
}

void ModelStore::use(const Model& model, const QString& origin)
{
    m_inTraining.reset();
    m_bestInTraining.reset();
    m_model = model;
    m_origin = origin;
    Q_EMIT modelChanged();
}

void ModelStore::useBundled()
{
    use(m_bundled, tr("the built-in network"));
}

void ModelStore::beginTraining(const Model& untrained)
{
    m_inTraining = untrained;
    m_inTraining->provenance.result.clear(); // it may be saved before the run has a result
    Q_EMIT modelChanged();
}

void ModelStore::setTrainingWeights(const WeightsSnapshot& weights)
{
    if (m_inTraining) {
        m_inTraining->weights = weights;
        Q_EMIT weightsChanged(weights);
    }
}

void ModelStore::setBestInTraining(const Model& best)
{
    if (m_inTraining) {
        m_bestInTraining = best;
    }
}

void ModelStore::abandonTraining()
{
    if (m_inTraining) {
        m_inTraining.reset();
        m_bestInTraining.reset();
        Q_EMIT modelChanged();
    }
}

} // namespace numeral::ui
