// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/setting.h"
#include "core/data/deformation.h"
#include "core/engine/engine_choice.h"
#include "core/model/model.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace numeral {

/// How the learning rate changes in the course of a run.
enum class Schedule { Constant, Cosine, OneCycle };

/// What decides which epoch is the best one, and when training stops early.
enum class StoppingMetric { Loss, Accuracy };

/// What a training run is told. A plain value that validates itself and prints and parses as JSON;
/// form, terminal, presets and model metadata all go through here. A setting is two lines below,
/// one in `forEachSetting` and a row of the form.
struct TrainingConfig {
    static constexpr SettingText hiddenLayersText{"hidden_layers", "hidden layers",
        "The units of each layer between the pixels and the answer."};
    static constexpr Setting<int> hiddenLayerCounts{
        {"", "number of hidden layers",
            "How many layers of units stand between the pixels and the answer; with none the "
            "network is linear."},
        0, 8, 2};
    static constexpr Setting<int> hiddenWidths{
        {"", "hidden width", "Each unit looks at everything in the layer before it."}, 1, 4096, 50};
    static constexpr Choice<Activation, 3> activations{
        {"activation", "activation",
            "What each hidden unit makes of its sum: ReLU cuts off below 0, GELU does so smoothly, "
            "tanh bends both ways."},
        {{{Activation::Relu, "relu", "ReLU"}, {Activation::Gelu, "gelu", "GELU"},
            {Activation::Tanh, "tanh", "tanh"}}}};
    static constexpr Setting<int> batchSizes{
        {"batch_size", "batch size",
            "How many images the network looks at before its weights take one step."},
        1, 8192, 100};
    static constexpr Setting<int> epochCounts{
        {"epochs", "number of epochs",
            "How many times at most the network sees every training image."},
        1, 10'000, 100};
    static constexpr Setting<int> patiences{
        {"patience", "patience",
            "Training stops early when validation has not got better for this many epochs; 0 is "
            "never."},
        0, 1000, 2};
    static constexpr Choice<StoppingMetric, 2> stoppingMetrics{
        {"stopping_metric", "stopping metric",
            "What has to get better: the validation loss, or the validation accuracy. The best "
            "epoch's weights are kept."},
        {{{StoppingMetric::Loss, "loss", "Loss"},
            {StoppingMetric::Accuracy, "accuracy", "Accuracy"}}}};
    static constexpr Setting<double> learningRates{
        {"learning_rate", "learning rate",
            "How far one step of Adam goes: a small rate learns slowly, a large one may learn "
            "nothing."},
        1e-6, 1.0, 0.001};
    static constexpr Choice<Schedule, 3> schedules{
        {"schedule", "learning-rate schedule",
            "How the rate changes: it stays; falls to nothing over all epochs like a cosine; or "
            "rises for the first 30% of them and then falls (one cycle)."},
        {{{Schedule::Constant, "constant", "Constant"}, {Schedule::Cosine, "cosine", "Cosine"},
            {Schedule::OneCycle, "one_cycle", "One cycle"}}}};
    static constexpr Setting<double> dropouts{
        {"dropout", "dropout",
            "The share of hidden units that is left out at random in each step, so that none "
            "relies on another."},
        0.0, 0.9, 0.0};
    static constexpr Setting<double> weightDecays{
        {"weight_decay", "weight decay",
            "How much each step shrinks all weights, times the learning rate (AdamW's λ); small "
            "weights generalise better."},
        0.0, 10.0, 0.0};
    static constexpr Setting<double> labelSmoothings{
        {"label_smoothing", "label smoothing",
            "The share of each target that all classes get alike, so that the network doesn't "
            "become too sure."},
        0.0, 0.9, 0.0};
    static constexpr Setting<double> weightAveragings{
        {"weight_averaging", "weight averaging",
            "The decay of a moving average of the weights over the steps (EMA), which is what is "
            "then used; 0.999 is usual, 0 is off."},
        0.0, 0.99999, 0.0};
    static constexpr Setting<double> penDrawingShares{
        {"pen_drawings", "share of pen drawings",
            "How many digits drawn by a pen after training images are learnt beside these, for "
            "each of them; some have bars, slashes and feet."},
        0.0, 1.0, 0.0};
    static constexpr Setting<double> outlierShares{
        {"outliers", "share of outliers",
            "Scribbles per training image, so that the network learns to doubt what is no digit."},
        0.0, 1.0, 0.0};
    static constexpr Setting<double> validationShares{
        {"validation_share", "validation share",
            "The part of the training images that is set aside to check what was learnt."},
        0.0, 0.5, 0.1};
    static constexpr Setting<std::int64_t> seeds{
        {"seed", "seed", "Where all chance starts from: the same seed gives the same run again."},
        0, 2'147'483'647, 1};

    static constexpr Choice<EngineChoice, 3> engines{
        {"engine", "engine",
            "What computes: Numeral's own engine, the fastest for perceptrons, or LibTorch, which "
            "can do everything. Automatic takes the fastest that can do what is asked."},
        {{{EngineChoice::Auto, "auto", "Automatic"}, {EngineChoice::Native, "native", "Native"},
            {EngineChoice::Torch, "torch", "LibTorch"}}}};

    std::vector<int> hiddenLayers = std::vector<int>(
        hiddenLayerCounts.standard, hiddenWidths.standard); ///< units, first layer first
    Activation activation = Activation::Relu;
    int batchSize = batchSizes.standard; ///< images a step
    int epochs = epochCounts.standard; ///< at most so many
    int patience = patiences.standard; ///< epochs without anything better; 0 = off
    StoppingMetric stoppingMetric = StoppingMetric::Loss;
    double learningRate = learningRates.standard; ///< Adam's step size, the schedule's highest
    Schedule schedule = Schedule::Constant;
    double dropout = dropouts.standard; ///< probability
    double weightDecay = weightDecays.standard; ///< AdamW's λ
    double labelSmoothing = labelSmoothings.standard; ///< share
    double weightAveraging = weightAveragings.standard; ///< decay a step; 0 = off
    DeformationLimits deformation = DeformationLimits::none(); ///< of each image in each epoch anew
    double penDrawings = penDrawingShares.standard; ///< for each training image; of digits only
    double outliers = outlierShares.standard; ///< for each training image; with digits only
    double validationShare = validationShares.standard; ///< of the training file, 0–0.5
    std::int64_t seed = seeds.standard; ///< of all chance
    EngineChoice engine = EngineChoice::Auto;

    friend bool operator==(const TrainingConfig&, const TrainingConfig&) = default;

    /// Error: InvalidSetting; the sentence names the setting, its value and its range.
    Result<void> validate() const;

    /// The network that this configuration trains on images of that shape.
    MlpSpec network(const ImageShape& image, std::size_t classes) const;
};

/// Calls visit(setting, value) for each setting, `config` const or not; the hidden layers' setting
/// is only a SettingText.
template <typename Config, typename Visitor>
void forEachSetting(Config& config, const Visitor& visit)
{
    visit(TrainingConfig::hiddenLayersText, config.hiddenLayers);
    visit(TrainingConfig::activations, config.activation);
    visit(TrainingConfig::batchSizes, config.batchSize);
    visit(TrainingConfig::epochCounts, config.epochs);
    visit(TrainingConfig::patiences, config.patience);
    visit(TrainingConfig::stoppingMetrics, config.stoppingMetric);
    visit(TrainingConfig::learningRates, config.learningRate);
    visit(TrainingConfig::schedules, config.schedule);
    visit(TrainingConfig::dropouts, config.dropout);
    visit(TrainingConfig::weightDecays, config.weightDecay);
    visit(TrainingConfig::labelSmoothings, config.labelSmoothing);
    visit(TrainingConfig::weightAveragings, config.weightAveraging);
    forEachLimit(config.deformation, visit);
    visit(TrainingConfig::penDrawingShares, config.penDrawings);
    visit(TrainingConfig::outlierShares, config.outliers);
    visit(TrainingConfig::validationShares, config.validationShare);
    visit(TrainingConfig::seeds, config.seed);
    visit(TrainingConfig::engines, config.engine);
}

/// The configuration as a JSON object, keys in snake_case.
std::string toJson(const TrainingConfig& config);

/// Parses what `toJson` prints; a missing key keeps its default.
/// Error: InvalidSetting for text that is no such object, an unknown key, a wrong type or a value
/// outside its range.
Result<TrainingConfig> parseTrainingConfig(const std::string& json);

} // namespace numeral
