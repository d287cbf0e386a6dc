// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/layer_tensors.h"

#include "core/base/natural_order.h"
#include "core/exchange/float_values.h"
#include "core/exchange/quoted.h"
#include "core/model/architecture.h"

#include <algorithm>
#include <limits>
#include <string_view>
#include <utility>

namespace numeral {

namespace {

using Tensors = std::map<std::string, TensorEntry>;
using Layers = std::vector<LayerTensors>;

tl::unexpected<Error> malformed(std::string reason)
{
    return failure(ErrorCode::FileMalformed, std::move(reason));
}

/// The parts of a tensor's name: "net.0" and "weight".
struct NameParts {
    std::string_view layer;
    std::string_view role;
};

NameParts partsOf(std::string_view name)
{
    constexpr std::string_view outputOfOperation = ":0"; // of TensorFlow's variables
    if (name.ends_with(outputOfOperation)) {
        name.remove_suffix(outputOfOperation.size());
    }
    const std::size_t separator = name.find_last_of("./");
    if (separator == std::string_view::npos) {
        return {{}, name};
    }
    return {name.substr(0, separator), name.substr(separator + 1)};
}

/// "“a”", "“a” and “b”", or "“a”, “b” and 3 others".
std::string listed(const std::vector<std::string>& names)
{
    constexpr std::size_t shown = 2;
    std::string list = quoted(names.front());
    if (names.size() == shown) {
        return list + " and " + quoted(names.back());
    }
    if (names.size() > shown) {
        const std::size_t others = names.size() - shown;
        list += ", " + quoted(names[1]) + " and " + std::to_string(others)
            + (others == 1 ? " other" : " others");
    }
    return list;
}

constexpr const char* expectedNames = "expected are pairs such as “fc1.weight” and “fc1.bias”";

/// Reports the tensors that are neither weight nor bias of a layer.
tl::unexpected<Error> unknownTensors(const std::vector<std::string>& names)
{
    return malformed((names.size() == 1 ? "its tensor " : "its tensors ") + listed(names)
        + (names.size() == 1 ? " belongs to no layer; " : " belong to no layer; ") + expectedNames);
}

/// Checks that a tensor can be a layer's weight (2 dimensions) or bias (1) within Architecture's
/// limits, and has the number of bytes that its shape requires.
Result<void> checkTensor(const std::string& name, const TensorEntry& entry, std::size_t dimensions)
{
    const std::string tensor = "its tensor " + quoted(name);
    constexpr std::size_t ofConvolution = 4;
    if (dimensions == 2 && entry.shape.size() == ofConvolution) {
        return malformed(tensor
            + " is of a convolution, and only of its own files does Numeral know how it continues");
    }
    if (entry.shape.size() != dimensions) {
        return malformed(tensor + " has " + std::to_string(entry.shape.size())
            + (entry.shape.size() == 1 ? " dimension, not " : " dimensions, not ")
            + std::to_string(dimensions) + " as in a fully connected layer");
    }
    const std::optional<std::size_t> valueSize = floatSize(entry.type);
    if (!valueSize) {
        return malformed(
            tensor + " is of type " + quoted(entry.type) + ", not F32, F16, BF16 or F64");
    }
    std::size_t size = *valueSize;
    for (const std::size_t extent : entry.shape) {
        // Two such extents and the size of a double multiply to at most 2^59.
        if (extent == 0 || extent > Architecture::maximumParameters) {
            return malformed(tensor + " has an impossible shape");
        }
        size *= extent;
    }
    if (entry.end - entry.begin != size) {
        return malformed("the bytes of " + tensor + " do not match its shape");
    }
    return {};
}

/// Returns the layers in the natural order of their names, each with its usual orientation.
Result<Layers> pairTensors(const Tensors& tensors)
{
    std::map<std::string_view, LayerTensors> layers; // by name
    std::vector<std::string> unknown;
    for (const auto& [name, entry] : tensors) {
        const auto [layer, role] = partsOf(name);
        if (role == "weight" || role == "kernel") {
            LayerTensors& found = layers[layer];
            if (!found.weightName.empty()) {
                return malformed("its tensors " + quoted(found.weightName) + " and " + quoted(name)
                    + " are weights of the same layer");
            }
            found.weightName = name;
            found.weight = entry;
            found.transposed = role == "kernel";
        }
    }
    for (const auto& [name, entry] : tensors) {
        const auto [layer, role] = partsOf(name);
        const auto found = layers.find(layer);
        if (role == "bias" && found != layers.end() && !found->second.bias) {
            found->second.biasName = name;
            found->second.bias = entry;
        } else if (role != "weight" && role != "kernel") {
            unknown.push_back(name);
        }
    }
    if (!unknown.empty()) {
        return unknownTensors(unknown);
    }
    if (layers.empty()) {
        return malformed(std::string("it has no tensors; ") + expectedNames);
    }
    Layers ordered;
    for (auto& [name, layer] : layers) {
        ordered.push_back(std::move(layer));
    }
    std::sort(ordered.begin(), ordered.end(), [](const LayerTensors& a, const LayerTensors& b) {
        return naturalLess(partsOf(a.weightName).layer, partsOf(b.weightName).layer);
    });
    return ordered;
}

Result<void> checkTensors(const Layers& layers)
{
    for (const LayerTensors& layer : layers) {
        Result<void> checked = checkTensor(layer.weightName, layer.weight, 2);
        if (checked && layer.bias) {
            checked = checkTensor(layer.biasName, *layer.bias, 1);
        }
        if (!checked) {
            return checked;
        }
    }
    return {};
}

bool biasFits(const LayerTensors& layer)
{
    return !layer.bias || layer.bias->shape.front() == layer.outputs();
}

bool biasesFit(const Layers& layers)
{
    return std::all_of(layers.begin(), layers.end(), biasFits);
}

void transposeAll(Layers& layers)
{
    for (LayerTensors& layer : layers) {
        layer.transposed = !layer.transposed;
    }
}

/// Returns the indexes of all layers in an order in which each one's outputs are the next one's
/// inputs; nothing if there is none. Of several orders it is the lexicographically smallest:
/// Hierholzer's algorithm for a path that takes every edge of a graph once. Layers are its edges,
/// from a node of their inputs' number to one of their outputs' number.
std::vector<std::size_t> chainOf(const Layers& layers)
{
    struct Node {
        std::vector<std::size_t> leaving; ///< layers with this many inputs, in ascending order
        std::size_t taken = 0; ///< how many of them
        std::size_t arriving = 0; ///< number of layers with this many outputs
    };
    std::map<std::size_t, Node> nodes; // by width
    for (std::size_t i = 0; i < layers.size(); ++i) {
        nodes[layers[i].inputs()].leaving.push_back(i);
        ++nodes[layers[i].outputs()].arriving;
    }
    std::size_t start = layers.front().inputs();
    for (const auto& [width, node] : nodes) {
        start = node.leaving.size() > node.arriving ? width : start;
    }

    constexpr std::size_t none = std::numeric_limits<std::size_t>::max();
    std::vector<std::pair<std::size_t, std::size_t>> path{
        {start, none}}; // widths and layers to them
    std::vector<std::size_t> backwards;
    while (!path.empty()) {
        const auto [width, arrivedBy] = path.back();
        Node& node = nodes[width];
        if (node.taken < node.leaving.size()) {
            const std::size_t layer = node.leaving[node.taken++];
            path.emplace_back(layers[layer].outputs(), layer);
            continue;
        }
        path.pop_back();
        if (arrivedBy != none) {
            backwards.push_back(arrivedBy);
        }
    }
    std::reverse(backwards.begin(), backwards.end());
    bool isChain = backwards.size() == layers.size();
    for (std::size_t i = 1; isChain && i < backwards.size(); ++i) {
        isChain = layers[backwards[i - 1]].outputs() == layers[backwards[i]].inputs();
    }
    return isChain ? backwards : std::vector<std::size_t>();
}

std::string shapeOf(const LayerTensors& layer)
{
    return std::to_string(layer.weight.shape[0]) + "×" + std::to_string(layer.weight.shape[1]);
}

/// Says why no order fits, with the first bias that doesn't fit, or the first layer that doesn't
/// follow the one before.
tl::unexpected<Error> notFitting(const Layers& layers)
{
    const std::string reason = "its layers do not fit together: ";
    const auto misfit = std::find_if_not(layers.begin(), layers.end(), biasFits);
    if (misfit != layers.end()) {
        return malformed(reason + quoted(misfit->weightName) + " is " + shapeOf(*misfit) + ", but "
            + quoted(misfit->biasName) + " has " + std::to_string(misfit->bias->shape.front())
            + (misfit->bias->shape.front() == 1 ? " value" : " values"));
    }
    const auto next = std::adjacent_find(layers.begin(), layers.end(),
        [](const auto& a, const auto& b) { return a.outputs() != b.inputs(); });
    return malformed(reason + quoted(next->weightName) + " is " + shapeOf(*next) + ", and "
        + quoted((next + 1)->weightName) + " is " + shapeOf(*(next + 1)));
}

} // namespace

Result<std::vector<LayerTensors>> findLayers(const Tensors& tensors)
{
    Result<Layers> layers = pairTensors(tensors);
    if (!layers) {
        return layers;
    }
    if (Result<void> checked = checkTensors(*layers); !checked) {
        return tl::unexpected(std::move(checked.error()));
    }
    if (!biasesFit(*layers)) {
        transposeAll(*layers);
        if (!biasesFit(*layers)) {
            transposeAll(*layers);
            return notFitting(*layers);
        }
    }
    const std::vector<std::size_t> chain = chainOf(*layers);
    if (chain.empty()) {
        return notFitting(*layers);
    }
    Layers ordered;
    for (const std::size_t index : chain) {
        ordered.push_back(std::move((*layers)[index]));
    }
    return ordered;
}

} // namespace numeral
