// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/safetensors.h"

#include "core/base/readable_file.h"
#include "core/exchange/model_metadata.h"
#include "core/exchange/named_tensors.h"
#include "core/exchange/quoted.h"
#include "core/exchange/safetensors_header.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <fstream>
#include <new>

namespace numeral {

namespace {

using Json = nlohmann::json;

constexpr const char* floatType = "F32";

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

/// Returns a tensor, after checking that it exists and has `dimensions` dimensions, each possible
/// in a network within MlpSpec's limits, and the number of bytes that its shape requires.
Result<TensorEntry> findTensor(
    const SafeTensorsFile& file, const std::string& name, std::size_t dimensions)
{
    const auto found = file.tensors.find(name);
    if (found == file.tensors.end()) {
        return malformed("it has no tensor " + quoted(name));
    }
    const TensorEntry& entry = found->second;
    if (entry.type != floatType) {
        return malformed(
            "its tensor " + quoted(name) + " is of type " + quoted(entry.type) + ", not F32");
    }
    if (entry.shape.size() != dimensions) {
        return malformed("its tensor " + quoted(name) + " has " + std::to_string(entry.shape.size())
            + " dimensions, not " + std::to_string(dimensions));
    }
    std::size_t size = sizeof(float);
    for (const std::size_t extent : entry.shape) {
        // Two such extents and the size of a float multiply to at most 2^58.
        if (extent == 0 || extent > MlpSpec::maximumParameters) {
            return malformed("its tensor " + quoted(name) + " has an impossible shape");
        }
        size *= extent;
    }
    if (entry.end - entry.begin != size) {
        return malformed("the bytes of its tensor " + quoted(name) + " do not match its shape");
    }
    return entry;
}

/// The tensors of layer 0, 1 and so on: weight, bias, weight, bias …
Result<std::vector<TensorEntry>> findLayers(const SafeTensorsFile& file)
{
    std::vector<TensorEntry> found;
    do {
        const std::size_t layer = found.size() / 2;
        Result<TensorEntry> weight = findTensor(file, weightName(layer), 2);
        if (!weight) {
            return tl::unexpected(std::move(weight.error()));
        }
        Result<TensorEntry> bias = findTensor(file, biasName(layer), 1);
        if (!bias) {
            return tl::unexpected(std::move(bias.error()));
        }
        if (weight->shape[0] != bias->shape[0]
            || (layer > 0 && weight->shape[1] != found.back().shape[0])) {
            return malformed("its layers do not fit together at " + quoted(weightName(layer)));
        }
        found.push_back(std::move(*weight));
        found.push_back(std::move(*bias));
    } while (file.tensors.count(weightName(found.size() / 2)) != 0
        || file.tensors.count(biasName(found.size() / 2)) != 0);
    return found;
}

Result<void> rejectUnknownTensors(const SafeTensorsFile& file, std::size_t layers)
{
    std::vector<std::string> expected;
    for (std::size_t i = 0; i < layers; ++i) {
        expected.push_back(weightName(i));
        expected.push_back(biasName(i));
    }
    std::sort(expected.begin(), expected.end());
    for (const auto& [name, entry] : file.tensors) {
        if (!std::binary_search(expected.begin(), expected.end(), name)) {
            return malformed("its tensor " + quoted(name) + " belongs to no layer");
        }
    }
    return {};
}

Result<WeightsSnapshot> readWeights(const SafeTensorsFile& file)
{
    Result<std::vector<TensorEntry>> tensors = findLayers(file);
    if (!tensors) {
        return tl::unexpected(std::move(tensors.error()));
    }
    if (Result<void> checked = rejectUnknownTensors(file, tensors->size() / 2); !checked) {
        return tl::unexpected(std::move(checked.error()));
    }

    const Result<Activation> activation = activationFromMetadata(file.metadata);
    if (!activation) {
        return tl::unexpected(activation.error());
    }
    MlpSpec spec{tensors->front().shape[1], {}, tensors->back().shape[0], *activation};
    for (std::size_t i = 1; i + 2 < tensors->size(); i += 2) {
        spec.hidden.push_back((*tensors)[i].shape[0]);
    }
    if (!spec.validate()) {
        return malformed("its network has more than " + std::to_string(MlpSpec::maximumParameters)
            + " parameters");
    }

    std::vector<float> values(spec.parameterCount());
    std::size_t filled = 0;
    for (const TensorEntry& entry : *tensors) {
        const std::size_t size = entry.end - entry.begin;
        std::memcpy(values.data() + filled, file.data.data() + entry.begin, size);
        filled += size / sizeof(float);
    }
    if (!std::all_of(
            values.begin(), values.end(), [](float value) { return std::isfinite(value); })) {
        return malformed("one of its weights is not a finite number");
    }
    return std::make_shared<const Weights>(std::move(spec), std::move(values));
}

/// Whether the checksum matches. Only files of other programs may lack one.
bool isIntact(const SafeTensorsFile& file)
{
    const auto checksum = file.metadata.find(checksumKey);
    if (checksum == file.metadata.end()) {
        return !isNumeralFile(file.metadata);
    }
    return checksum->second == safeTensorsChecksum(file.guardedHeader, file.data);
}

Result<Model> parse(std::string_view bytes, std::string_view name)
{
    constexpr std::string_view unusable = "cannot be used";
    const Result<SafeTensorsFile> file = parseSafeTensorsFile(bytes);
    if (!file) {
        return tl::unexpected(sentence(name, "is not a SafeTensors file", file.error()));
    }
    if (const Result<void> checked = checkVersion(file->metadata); !checked) {
        return tl::unexpected(sentence(name, unusable, checked.error()));
    }
    if (!isIntact(*file)) {
        return malformed(
            "“" + std::string(name) + "” is damaged: its contents do not match its checksum.");
    }
    Result<WeightsSnapshot> weights = readWeights(*file);
    if (!weights) {
        return tl::unexpected(sentence(name, unusable, weights.error()));
    }
    Result<Model> model = modelFromMetadata(std::move(*weights), file->metadata);
    if (!model) {
        return tl::unexpected(sentence(name, unusable, model.error()));
    }
    return model;
}

Result<Model> readFile(const std::filesystem::path& file)
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

Result<Model> parseSafeTensors(std::string_view bytes, std::string_view name)
try {
    return parse(bytes, name);
} catch (const std::bad_alloc&) {
    return unreadable(name, "there is not enough memory");
}

Result<Model> readSafeTensors(const std::filesystem::path& file)
try {
    return readFile(file);
} catch (const std::bad_alloc&) {
    return unreadable(file, "there is not enough memory");
}

} // namespace numeral
