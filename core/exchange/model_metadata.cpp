// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/model_metadata.h"

#include "core/base/counted.h"
#include "core/exchange/architecture_json.h"
#include "core/exchange/quoted.h"
#include "core/exchange/strict_json.h"
#include "core/model/activation_name.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <utility>

namespace numeral {

namespace {

using Json = nlohmann::json;

constexpr std::string_view formatName = "numeral";
constexpr std::string_view formatVersion = "1";
constexpr std::string_view versionWithLook = "2";
constexpr std::string_view versionWithBlocks = "3"; ///< and maybe a look
constexpr std::string_view versionWithFilters = "4"; ///< and maybe all of that

std::string_view versionOf(const Model& model)
{
    return !model.filters.empty()                               ? versionWithFilters
        : model.weights->architecture().perceptron() == nullptr ? versionWithBlocks
        : model.look.isPlain()                                  ? formatVersion
                                                                : versionWithLook;
}

constexpr std::array preprocessingNames{
    std::pair{Preprocessing::Mnist, std::string_view("mnist")},
    std::pair{Preprocessing::Fit, std::string_view("fit")},
};

tl::unexpected<Error> malformed(std::string reason)
{
    return failure(ErrorCode::FileMalformed, std::move(reason));
}

/// The entry's text, or nullptr.
const std::string* find(const Metadata& metadata, const char* key)
{
    const auto entry = metadata.find(key);
    return entry == metadata.end() ? nullptr : &entry->second;
}

std::string textOr(const Metadata& metadata, const char* key, std::string_view otherwise)
{
    const std::string* text = find(metadata, key);
    return text == nullptr ? std::string(otherwise) : *text;
}

/// The entry parsed as JSON; null if there is none or it isn't JSON.
Json jsonEntry(const Metadata& metadata, const char* key)
{
    const std::string* text = find(metadata, key);
    return text == nullptr ? Json() : parseStrictJson(*text).value_or(Json());
}

bool isMarked(const Metadata& metadata)
{
    return textOr(metadata, "format", "") == formatName;
}

bool isPreprocessingName(std::string_view text)
{
    return std::any_of(preprocessingNames.begin(), preprocessingNames.end(),
        [text](const auto& entry) { return entry.second == text; });
}

Result<void> checkArchitecture(const Metadata& metadata, const Architecture& network)
{
    const std::string* architecture = find(metadata, "architecture");
    if (architecture != nullptr
        && parseStrictJson(*architecture) != parseStrictJson(architectureText(network))) {
        return malformed("its architecture does not agree with its tensors");
    }
    return {};
}

Result<ImageShape> readImage(const Metadata& metadata, std::size_t inputs)
{
    const std::string* text = find(metadata, "image");
    if (text == nullptr) {
        const auto side = static_cast<std::size_t>(std::lround(std::sqrt(inputs)));
        return side * side == inputs ? ImageShape{side, side} : ImageShape{1, inputs};
    }
    const Json image = parseStrictJson(*text).value_or(Json());
    const Json rows = image.is_object() ? image.value("rows", Json()) : Json();
    const Json columns = image.is_object() ? image.value("columns", Json()) : Json();
    if (!rows.is_number_unsigned() || !columns.is_number_unsigned()) {
        return malformed("its image size is not a number of rows and columns");
    }
    const ImageShape shape{rows.get<std::size_t>(), columns.get<std::size_t>()};
    const bool fits
        = shape.rows != 0 && inputs % shape.rows == 0 && inputs / shape.rows == shape.columns;
    if (!fits) {
        return malformed(
            "its image size does not agree with its network's " + counted(inputs, "input"));
    }
    return shape;
}

std::vector<std::string> numberedClasses(std::size_t count)
{
    std::vector<std::string> names;
    names.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        names.push_back(std::to_string(i));
    }
    return names;
}

Result<std::vector<std::string>> readClasses(const Metadata& metadata, std::size_t outputs)
{
    const std::string* text = find(metadata, "classes");
    if (text == nullptr) {
        return numberedClasses(outputs);
    }
    const Json list = parseStrictJson(*text).value_or(Json());
    if (!list.is_array()) {
        return malformed("its classes are not a list of names");
    }
    std::vector<std::string> names;
    for (const Json& name : list) {
        if (!name.is_string()) {
            return malformed("its classes are not a list of names");
        }
        names.push_back(name.get<std::string>());
    }
    if (names.size() != outputs) {
        return malformed("it names " + counted(names.size(), "class", "classes")
            + ", but its network " + "tells " + std::to_string(outputs) + " apart");
    }
    return names;
}

Result<Preprocessing> readPreprocessing(const Metadata& metadata)
{
    const std::string* text = find(metadata, "preprocessing");
    if (text == nullptr) {
        return Preprocessing::Mnist;
    }
    for (const auto& [preprocessing, name] : preprocessingNames) {
        if (name == *text) {
            return preprocessing;
        }
    }
    return malformed("its preprocessing, " + quoted(*text) + ", is not one that Numeral knows");
}

/// What the classes are where a file doesn't say: only networks that read handwriting prepared it
/// as MNIST's.
ClassKind impliedKind(const std::vector<std::string>& classes, Preprocessing preprocessing)
{
    return preprocessing == Preprocessing::Mnist ? kindOf(classes) : ClassKind::Things;
}

Result<ClassKind> readKind(const Metadata& metadata, ClassKind implied)
{
    const std::string* text = find(metadata, "class_kind");
    if (text == nullptr) {
        return implied;
    }
    if (const std::optional<ClassKind> kind = findClassKind(*text)) {
        return *kind;
    }
    return malformed("its kind of classes, " + quoted(*text) + ", is not one that Numeral knows");
}

Result<std::vector<ImageFilter>> readFilters(const Metadata& metadata)
{
    const std::string* text = find(metadata, "filters");
    if (text == nullptr) {
        return std::vector<ImageFilter>();
    }
    Result<std::vector<ImageFilter>> filters = parseFilters(*text);
    return filters ? filters
                   : malformed("its filters, " + quoted(*text) + ", are not such as Numeral knows");
}

Result<ImageLook> readLook(const Metadata& metadata, const ImageShape& shape)
{
    const std::string* text = find(metadata, "look");
    if (text == nullptr) {
        return ImageLook();
    }
    const Json json = parseStrictJson(*text).value_or(Json());
    const auto field
        = [&json](const char* key) { return json.is_object() ? json.value(key, Json()) : Json(); };
    const auto isGrey = [](const Json& value) {
        return value.is_number_unsigned() && value.get<std::uint64_t>() <= 255;
    };
    const Json paper = field("paper");
    const Json ink = field("ink");
    const Json transposed = field("transposed");
    if (!isGrey(paper) || !isGrey(ink) || paper == ink || !transposed.is_boolean()
        || (transposed.get<bool>() && shape.rows != shape.columns)) {
        return malformed("the look of its images is not one of paper and ink");
    }
    return ImageLook{paper.get<std::uint8_t>(), ink.get<std::uint8_t>(), transposed.get<bool>()};
}

Result<Calibration> readCalibration(const Metadata& metadata)
{
    const std::string* text = find(metadata, "calibration");
    if (text == nullptr) {
        return Calibration();
    }
    const Json json = parseStrictJson(*text).value_or(Json());
    const Json minLogit = json.is_object() ? json.value("least_logit", Json()) : Json();
    const Json temperature = json.is_object() ? json.value("temperature", Json()) : Json();
    if (!minLogit.is_number() || !temperature.is_number() || temperature.get<double>() <= 0) {
        return malformed("its calibration is not a temperature and a least logit");
    }
    return Calibration{temperature.get<double>(), minLogit.get<double>()};
}

} // namespace

std::string_view preprocessingName(Preprocessing preprocessing)
{
    const auto* const found = std::find_if(preprocessingNames.begin(), preprocessingNames.end(),
        [preprocessing](const auto& entry) { return entry.first == preprocessing; });
    return found->second;
}

Metadata metadataOf(const Model& model)
{
    Metadata metadata{
        {"format", std::string(formatName)},
        {"version", std::string(versionOf(model))},
        {"activation", std::string(activationName(model.weights->architecture().activation()))},
        {"architecture", architectureText(model.weights->architecture())},
        {"classes", canonicalText(model.classes)},
        {"image", canonicalText({{"rows", model.image.rows}, {"columns", model.image.columns}})},
        {"preprocessing", std::string(preprocessingName(model.preprocessing))},
    };
    if (!model.look.isPlain()) {
        metadata["look"] = canonicalText({{"paper", model.look.paper}, {"ink", model.look.ink},
            {"transposed", model.look.transposed}});
    }
    if (model.kind != impliedKind(model.classes, model.preprocessing)) {
        metadata["class_kind"] = std::string(classKindName(model.kind));
    }
    if (!model.filters.empty()) {
        metadata["filters"] = toText(model.filters);
    }
    if (model.calibration.minLogit) {
        metadata["calibration"] = canonicalText({{"least_logit", *model.calibration.minLogit},
            {"temperature", model.calibration.temperature}});
    }
    const auto addKnown = [&metadata](const char* key, const std::string& text) {
        if (!text.empty()) {
            metadata[key] = text;
        }
    };
    addKnown("configuration", model.provenance.configuration);
    addKnown("data", model.provenance.data);
    addKnown("result", model.provenance.result);
    addKnown("curves", model.provenance.curves);
    return metadata;
}

bool isNumeralFile(const Metadata& metadata)
{
    constexpr std::ptrdiff_t most = 3;
    constexpr std::size_t sha256Length = 64;
    const Json architecture = jsonEntry(metadata, "architecture");
    const Json image = jsonEntry(metadata, "image");
    const std::array traces{
        architecture.contains("inputs") || architecture.contains("outputs"),
        image.contains("rows") || image.contains("columns"),
        jsonEntry(metadata, "classes").is_array(),
        isPreprocessingName(textOr(metadata, "preprocessing", "")),
        textOr(metadata, "sha256", "").size() == sha256Length,
    };
    return isMarked(metadata) || std::count(traces.begin(), traces.end(), true) >= most;
}

Result<void> checkVersion(const Metadata& metadata)
{
    const std::string version = textOr(metadata, "version", "");
    if (isMarked(metadata) && version != formatVersion && version != versionWithLook
        && version != versionWithBlocks && version != versionWithFilters) {
        return malformed("it was written by a later version of Numeral");
    }
    return {};
}

Result<Activation> activationFromMetadata(const Metadata& metadata)
{
    const std::string name = textOr(metadata, "activation", activationName(Activation::Relu));
    if (const std::optional<Activation> activation = findActivation(name)) {
        return *activation;
    }
    return malformed("its activation, " + quoted(name) + ", is not one that Numeral knows");
}

Result<std::optional<Architecture>> architectureFromMetadata(const Metadata& metadata)
{
    const Json architecture = jsonEntry(metadata, "architecture");
    const Json inputs = architecture.is_object() ? architecture.value("inputs", Json()) : Json();
    const std::string text = textOr(metadata, "architecture", "");
    if (!inputs.is_number_unsigned() || !isNeededForTensors(text)) {
        return std::nullopt;
    }
    const Result<Activation> activation = activationFromMetadata(metadata);
    if (!activation) {
        return tl::unexpected(activation.error());
    }
    const Result<ImageShape> image = readImage(metadata, inputs.get<std::size_t>());
    if (!image) {
        return tl::unexpected(image.error());
    }
    return architectureFrom(text, *image, *activation);
}

Result<Model> modelFromMetadata(WeightsSnapshot weights, const Metadata& metadata)
{
    const Architecture& network = weights->architecture();
    if (Result<void> checked = checkArchitecture(metadata, network); !checked) {
        return tl::unexpected(std::move(checked.error()));
    }
    Result<ImageShape> image = readImage(metadata, network.inputs());
    if (!image) {
        return tl::unexpected(std::move(image.error()));
    }
    Result<std::vector<std::string>> classes = readClasses(metadata, network.outputs());
    if (!classes) {
        return tl::unexpected(std::move(classes.error()));
    }
    Result<Preprocessing> preprocessing = readPreprocessing(metadata);
    if (!preprocessing) {
        return tl::unexpected(std::move(preprocessing.error()));
    }
    const Result<ClassKind> kind = readKind(metadata, impliedKind(*classes, *preprocessing));
    if (!kind) {
        return tl::unexpected(kind.error());
    }
    Result<std::vector<ImageFilter>> filters = readFilters(metadata);
    if (!filters) {
        return tl::unexpected(filters.error());
    }
    const Result<ImageLook> look = readLook(metadata, *image);
    if (!look) {
        return tl::unexpected(look.error());
    }
    Provenance provenance{textOr(metadata, "configuration", ""), textOr(metadata, "data", ""),
        textOr(metadata, "result", ""), textOr(metadata, "curves", "")};
    Result<Calibration> calibration = readCalibration(metadata);
    if (!calibration) {
        return tl::unexpected(std::move(calibration.error()));
    }
    return Model{std::move(weights), *image, *look, std::move(*classes), *preprocessing, *kind,
        std::move(*filters), *calibration, std::move(provenance)};
}

} // namespace numeral
