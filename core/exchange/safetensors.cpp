// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/safetensors.h"

#include "core/base/file_content.h"
#include "core/base/readable_file.h"
#include "core/exchange/float_values.h"
#include "core/exchange/layer_tensors.h"
#include "core/exchange/model_metadata.h"
#include "core/exchange/named_tensors.h"
#include "core/exchange/safetensors_header.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <fstream>
#include <new>

namespace numeral {

namespace {

using Json = nlohmann::json;

constexpr const char* floatType = "F32";
constexpr std::string_view unusable = "cannot be used";

/// 1.2 GiB: the most parameters that a network may have, and room for the header.
constexpr std::uintmax_t maximumFileSize = (std::uintmax_t{12} << 30U) / 10;

tl::unexpected<Error> malformed(std::string reason)
{
    return failure(ErrorCode::FileMalformed, std::move(reason));
}

/// Prefixes the reason with the file's name and a verdict.
Error sentence(std::string_view name, std::string_view verdict, const Error& error)
{
    return {error.code,
        "“" + std::string(name) + "” " + std::string(verdict) + ": " + error.detail + "."};
}

Json headerOf(const Model& model)
{
    Json header;
    std::size_t offset = 0;
    for (const NamedTensor& tensor : namedTensors(*model.weights)) {
        const std::size_t end = offset + tensor.values.size_bytes();
        header[tensor.name]
            = {{"dtype", floatType}, {"shape", tensor.shape}, {"data_offsets", {offset, end}}};
        offset = end;
    }
    header[metadataKey] = metadataOf(model);
    return header;
}

/// Appends a layer's weight and bias as Weights has them.
void appendLayer(const LayerTensors& layer, std::string_view data, std::vector<float>& values)
{
    const auto append = [data](const TensorEntry& entry, std::vector<float>& to) {
        appendFloats(entry.type, data.substr(entry.begin, entry.end - entry.begin), to);
    };
    const std::size_t inputs = layer.inputs();
    const std::size_t outputs = layer.outputs();
    if (layer.transposed) {
        std::vector<float> weight; // inputs × outputs
        append(layer.weight, weight);
        for (std::size_t output = 0; output < outputs; ++output) {
            for (std::size_t input = 0; input < inputs; ++input) {
                values.push_back(weight[input * outputs + output]);
            }
        }
    } else {
        append(layer.weight, values);
    }
    if (layer.bias) {
        append(*layer.bias, values);
    } else {
        values.insert(values.end(), outputs, 0.0F);
    }
}

Result<WeightsSnapshot> finiteWeights(Architecture network, std::vector<float> values)
{
    if (!std::all_of(
            values.begin(), values.end(), [](float value) { return std::isfinite(value); })) {
        return malformed("one of its weights is not a finite number");
    }
    return std::make_shared<const Weights>(std::move(network), std::move(values));
}

/// Reads the tensors that Numeral writes for a network, with their names and shapes.
Result<WeightsSnapshot> readNamed(const SafeTensorsFile& file, const Architecture& network)
{
    std::vector<float> values;
    const std::vector<TensorShape> tensors = tensorShapes(network.layers());
    for (const TensorShape& tensor : tensors) {
        const auto found = file.tensors.find(tensor.name);
        if (file.tensors.size() != tensors.size() || found == file.tensors.end()
            || found->second.type != floatType || found->second.shape != tensor.shape) {
            return malformed("its architecture does not agree with its tensors");
        }
        const TensorEntry& entry = found->second;
        const std::size_t bytes = entry.end - entry.begin;
        if (bytes != sizeof(float) * tensor.size()) {
            return malformed("the bytes of its tensors do not match their shapes");
        }
        appendFloats(entry.type, file.data.substr(entry.begin, bytes), values);
    }
    return finiteWeights(network, std::move(values));
}

Result<WeightsSnapshot> readWeights(const SafeTensorsFile& file, const Metadata& metadata)
{
    const Result<std::optional<Architecture>> named = architectureFromMetadata(metadata);
    if (!named) {
        return tl::unexpected(named.error());
    }
    if (*named) {
        return readNamed(file, **named);
    }
    const Result<std::vector<LayerTensors>> layers = findLayers(file.tensors);
    if (!layers) {
        return tl::unexpected(layers.error());
    }
    const Result<Activation> activation = activationFromMetadata(metadata);
    if (!activation) {
        return tl::unexpected(activation.error());
    }
    Perceptron perceptron{layers->front().inputs(), {}, layers->back().outputs(), *activation};
    for (std::size_t i = 1; i < layers->size(); ++i) {
        perceptron.hidden.push_back((*layers)[i].inputs());
    }
    Architecture network(std::move(perceptron));
    if (!network.validate()) {
        return malformed("its network has more than "
            + std::to_string(Architecture::maximumParameters) + " parameters");
    }
    std::vector<float> values;
    values.reserve(network.parameterCount());
    for (const LayerTensors& layer : *layers) {
        appendLayer(layer, file.data, values);
    }
    return finiteWeights(std::move(network), std::move(values));
}

/// Returns what the metadata tell about the model: nothing in files of other programs, where the
/// same keys may mean anything. Error: FileMalformed for a file of ours that has been changed.
Result<Metadata> trustedMetadata(const SafeTensorsFile& file, std::string_view name)
{
    const auto checksum = file.metadata.find(checksumKey);
    const bool matches = checksum != file.metadata.end()
        && checksum->second == safeTensorsChecksum(file.guardedHeader, file.data);
    if (!matches && !isNumeralFile(file.metadata)) {
        return Metadata();
    }
    if (const Result<void> checked = checkVersion(file.metadata); !checked) {
        return tl::unexpected(sentence(name, unusable, checked.error()));
    }
    if (!matches) {
        return malformed(
            "“" + std::string(name) + "” is damaged: its contents do not match its checksum.");
    }
    return file.metadata;
}

Result<StoredModel> parse(std::string_view bytes, std::string_view name)
{
    const Result<SafeTensorsFile> file = parseSafeTensorsFile(bytes);
    if (!file) {
        const auto other = otherContent(bytes, "a SafeTensors file", "SafeTensors");
        return other ? malformed("“" + std::string(name) + "” " + *other + ".")
                     : tl::unexpected(sentence(name, "is not a SafeTensors file", file.error()));
    }
    const Result<Metadata> metadata = trustedMetadata(*file, name);
    if (!metadata) {
        return tl::unexpected(metadata.error());
    }
    Result<WeightsSnapshot> weights = readWeights(*file, *metadata);
    if (!weights) {
        return tl::unexpected(sentence(name, unusable, weights.error()));
    }
    Result<Model> model = modelFromMetadata(std::move(*weights), *metadata);
    if (!model) {
        return tl::unexpected(sentence(name, unusable, model.error()));
    }
    return StoredModel{std::move(*model), !metadata->empty()};
}

Result<StoredModel> readFile(const std::filesystem::path& file)
{
    const Result<std::uint64_t> size = regularFileSize(file);
    if (!size) {
        return tl::unexpected(size.error());
    }
    if (*size > maximumFileSize) {
        return unreadable(file, "it is larger than any network that Numeral can use");
    }
    errno = 0;
    std::ifstream stream(file, std::ios::binary);
    if (!stream) {
        return unreadable(file, errno);
    }
    std::string bytes(static_cast<std::size_t>(*size), '\0');
    if (!stream.read(bytes.data(), static_cast<std::streamsize>(*size))) {
        return unreadable(file, "it ends early");
    }
    return parse(bytes, file.string());
}

Model modelOf(StoredModel&& stored)
{
    return std::move(stored.model);
}

} // namespace

Result<void> writeSafeTensors(const Model& model, ByteSink& sink)
{
    Json header = headerOf(model);
    const std::string_view data = bytesOf(model.weights->values());
    header[metadataKey][checksumKey] = safeTensorsChecksum(guardedHeader(header), data);
    if (Result<void> written = sink.write(safeTensorsPreamble(header)); !written) {
        return written;
    }
    return sink.write(data);
}

Result<StoredModel> parseStoredModel(std::string_view bytes, std::string_view name)
try {
    return parse(bytes, name);
} catch (const std::bad_alloc&) {
    return unreadable(name, "there is not enough memory");
}

Result<StoredModel> readStoredModel(const std::filesystem::path& file)
try {
    return readFile(file);
} catch (const std::bad_alloc&) {
    return unreadable(file, "there is not enough memory");
}

Result<Model> parseSafeTensors(std::string_view bytes, std::string_view name)
{
    return parseStoredModel(bytes, name).map(modelOf);
}

Result<Model> readSafeTensors(const std::filesystem::path& file)
{
    return readStoredModel(file).map(modelOf);
}

} // namespace numeral
