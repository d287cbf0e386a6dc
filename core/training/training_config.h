// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/model.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace numeral {

/// The smallest and largest allowed value of a setting, and the one it starts with.
template <typename T>
struct Setting {
    T minimum;
    T maximum;
    T standard;

    constexpr bool contains(T value) const { return value >= minimum && value <= maximum; }
};

/// What a training run is told. A plain value that validates itself and prints and parses as JSON;
/// form, terminal, presets and model metadata all go through here.
struct TrainingConfig {
    static constexpr Setting<int> batchSizes{1, 8192, 100};
    static constexpr Setting<int> hiddenWidths{1, 4096, 50};
    static constexpr Setting<int> hiddenLayerCounts{0, 8, 2};
    static constexpr Setting<int> epochCounts{1, 10'000, 100};
    static constexpr Setting<int> patiences{0, 1000, 2};
    static constexpr Setting<double> learningRates{1e-6, 1.0, 0.001};
    static constexpr Setting<double> validationShares{0.0, 0.5, 0.1};
    static constexpr Setting<std::int64_t> seeds{0, 2'147'483'647, 1};

    int batchSize = batchSizes.standard; ///< images a step
    std::vector<int> hiddenLayers = std::vector<int>(
        hiddenLayerCounts.standard, hiddenWidths.standard); ///< units, first layer first
    int epochs = epochCounts.standard; ///< at most so many
    int patience = patiences.standard; ///< epochs without a better validation loss; 0 = off
    double learningRate = learningRates.standard; ///< Adam's step size
    double validationShare = validationShares.standard; ///< of the training file, 0–0.5
    std::int64_t seed = seeds.standard; ///< of split, initial weights and shuffles

    friend bool operator==(const TrainingConfig&, const TrainingConfig&) = default;

    /// Error: InvalidSetting; the sentence names the setting, its value and its range.
    Result<void> validate() const;

    /// The network that this configuration trains on images of that shape.
    MlpSpec network(const ImageShape& image, std::size_t classes) const;
};

/// The configuration as a JSON object, keys in snake_case.
std::string toJson(const TrainingConfig& config);

/// Parses what `toJson` prints; a missing key keeps its default.
/// Error: InvalidSetting for text that is no such object, an unknown key, a wrong type or a value
/// outside its range.
Result<TrainingConfig> parseTrainingConfig(const std::string& json);

/// A configuration under a name, for the form's list.
struct TrainingPreset {
    std::string_view id; ///< "tutorial"; the form has a title and a reason for each
    TrainingConfig config;
};

/// 'tutorial' (the defaults), 'linear' (no hidden layer) and 'wide'.
const std::vector<TrainingPreset>& trainingPresets();

} // namespace numeral
