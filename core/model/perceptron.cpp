// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/perceptron.h"

#include "core/model/layer_sequence.h"

namespace numeral {

std::vector<LayerShape> Perceptron::layers() const
{
    std::vector<LayerShape> shapes;
    appendDenseLayers(inputs, hidden, outputs, shapes);
    placeParameters(shapes);
    return shapes;
}

bool operator==(const Perceptron& a, const Perceptron& b)
{
    return a.inputs == b.inputs && a.hidden == b.hidden && a.outputs == b.outputs
        && a.activation == b.activation;
}

} // namespace numeral
