// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/run_record.h"

#include "core/base/json_text.h"

#include <array>
#include <cstdint>
#include <limits>
#include <string_view>
#include <utility>

namespace numeral {

namespace {

using Json = nlohmann::json;

constexpr std::array reasons{StopReason::EarlyStopping, StopReason::Epochs, StopReason::Stopped,
    StopReason::Pruned, StopReason::Diverged, StopReason::Unfinished};

Json entry(const Json& object, const char* key)
{
    return object.is_object() ? object.value(key, Json()) : Json();
}

std::optional<double> share(const Json& value)
{
    const bool isShare = value.is_number() && value.get<double>() >= 0 && value.get<double>() <= 1;
    return isShare ? std::optional(value.get<double>()) : std::nullopt;
}

/// A whole number from 0 to the most epochs that a run may have; 0 if it is none.
int epochNumber(const Json& value)
{
    const bool isNumber = value.is_number_unsigned()
        && value.get<std::uint64_t>()
            <= static_cast<unsigned>(TrainingConfig::epochsSetting.maximum);
    return isNumber ? value.get<int>() : 0;
}

std::optional<StopReason> reasonOf(const Json& value)
{
    for (const StopReason reason : reasons) {
        if (value == reasonName(reason)) {
            return reason;
        }
    }
    return std::nullopt;
}

/// The list's number at that place, if it is one.
std::optional<double> numberAt(const Json& list, std::size_t place)
{
    const bool isThere = list.is_array() && place < list.size() && list[place].is_number();
    return isThere ? std::optional(list[place].get<double>()) : std::nullopt;
}

/// As far as the lists of the training figures go.
std::vector<EpochFigures> figuresOf(const Json& curves, int bestEpoch)
{
    const Json loss = entry(curves, "training_loss");
    const Json accuracy = entry(curves, "training_accuracy");
    const Json validationLoss = entry(curves, "validation_loss");
    const Json validationAccuracy = entry(curves, "validation_accuracy");
    std::vector<EpochFigures> figures;
    while (figures.size() < static_cast<std::size_t>(TrainingConfig::epochsSetting.maximum)) {
        const std::size_t place = figures.size();
        const std::optional<double> trainingLoss = numberAt(loss, place);
        const std::optional<double> trainingAccuracy = numberAt(accuracy, place);
        if (!trainingLoss || !trainingAccuracy) {
            break;
        }
        EpochFigures epoch;
        epoch.epoch = static_cast<int>(place) + 1;
        epoch.trainingLoss = *trainingLoss;
        epoch.trainingAccuracy = *trainingAccuracy;
        epoch.validationLoss = numberAt(validationLoss, place);
        epoch.validationAccuracy = numberAt(validationAccuracy, place);
        epoch.best = epoch.epoch == bestEpoch;
        figures.push_back(epoch);
    }
    return figures;
}

} // namespace

std::string toJson(std::span<const EpochFigures> epochs)
{
    const auto list = [epochs](const auto& figureOf) {
        Json values = Json::array();
        for (const EpochFigures& epoch : epochs) {
            const std::optional<double> value = figureOf(epoch);
            values.push_back(value ? Json(*value) : Json());
        }
        return values;
    };
    using Figure = std::optional<double>;
    return jsonText(nlohmann::ordered_json{
        {"training_loss", list([](const EpochFigures& e) { return Figure(e.trainingLoss); })},
        {"training_accuracy",
            list([](const EpochFigures& e) { return Figure(e.trainingAccuracy); })},
        {"validation_loss", list([](const EpochFigures& e) { return e.validationLoss; })},
        {"validation_accuracy", list([](const EpochFigures& e) { return e.validationAccuracy; })},
    });
}

std::optional<RunRecord> runRecordOf(const Model& model)
{
    const Json result = parseJson(model.provenance.result);
    const std::optional<StopReason> reason = reasonOf(entry(result, "reason"));
    Result<TrainingConfig> config = parseTrainingConfig(model.provenance.configuration);
    if (!reason || !config) {
        return std::nullopt;
    }
    RunRecord record;
    record.config = std::move(*config);
    if (const Json name = entry(parseJson(model.provenance.data), "name"); name.is_string()) {
        record.datasetName = name.get<std::string>();
    }
    record.result.reason = *reason;
    record.result.epochs = epochNumber(entry(result, "epochs"));
    record.result.bestEpoch = epochNumber(entry(result, "best_epoch"));
    record.result.figures = figuresOf(parseJson(model.provenance.curves), record.result.bestEpoch);
    if (const std::optional<double> accuracy = share(entry(result, "test_accuracy"))) {
        const Json images = entry(result, "test_images");
        const Json loss = entry(result, "test_loss"); // null if it wasn't finite
        record.isTested = true;
        record.result.test.images = images.is_number_unsigned() ? images.get<std::size_t>() : 0;
        record.result.test.loss
            = loss.is_number() ? loss.get<double>() : std::numeric_limits<double>::infinity();
        record.result.test.accuracy = *accuracy;
    }
    return record;
}

std::optional<double> recordedTestAccuracy(const Model& model)
{
    return share(entry(parseJson(model.provenance.result), "test_accuracy"));
}

} // namespace numeral
