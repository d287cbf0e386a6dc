// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/model_store.h"

#include <utility>

namespace numeral::ui {

ModelStore::ModelStore(Model bundled, Model letters, QObject* parent)
    : QObject(parent)
    , m_bundled(std::move(bundled))
    , m_letters(std::move(letters))
{
}

const Model* ModelStore::own() const
{
    if (m_inTraining) {
        return &*m_inTraining;
    }
    return m_state.own ? &*m_state.own : nullptr;
}

const Model& ModelStore::modelOf(Reading reading) const
{
    const Model* mine = own();
    return reading == Reading::Own && mine != nullptr ? *mine : m_bundled;
}

const Model& ModelStore::modelToSave() const
{
    return m_state.reading == Reading::Own && m_bestInTraining ? *m_bestInTraining : model();
}

QString ModelStore::origin() const
{
    if (m_state.reading == Reading::BuiltIn) {
        return tr("the built-in network");
    }
    return m_inTraining ? tr("the network that is being trained") : m_state.origin;
}

void ModelStore::use(const Model& model, const QString& origin)
{
    restore({model, origin, Reading::Own});
}

void ModelStore::restore(const State& state)
{
    endTraining();
    m_state = state;
    Q_EMIT modelChanged();
}

void ModelStore::choose(Reading reading)
{
    const Reading possible = own() != nullptr ? reading : Reading::BuiltIn;
    if (possible != m_state.reading) {
        m_state.reading = possible;
        Q_EMIT modelChanged();
    }
}

void ModelStore::beginTraining(const Model& untrained)
{
    m_inTraining = untrained;
    m_inTraining->provenance.result.clear(); // it may be saved before the run has a result
    m_readingBefore = std::exchange(m_state.reading, Reading::Own);
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
        endTraining();
        m_state.reading = m_readingBefore;
        Q_EMIT modelChanged();
    }
}

void ModelStore::endTraining()
{
    m_inTraining.reset();
    m_bestInTraining.reset();
}

} // namespace numeral::ui
