// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/setting.h"
#include "core/data/augmentation.h"
#include "core/engine/engine_choice.h"
#include "core/engine/optimizer.h"
#include "core/model/model.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace numeral {

/// How the learning rate changes during a run.
enum class Schedule { Constant, Cosine, OneCycle };

/// Selects the best epoch and triggers early stopping.
enum class StoppingMetric { Loss, Accuracy };

/// Hyperparameters of a training run. A plain value that validates itself and converts to and from
/// JSON; the form, the command line, the presets and the model metadata all use it. Adding a
/// setting takes two declarations here, a line in `forEachSetting` and a row of the form.
struct TrainingConfig {
    static constexpr Choice<NetworkKind, 2> networkSetting{
        {"network", "network",
            "A perceptron weighs every pixel by itself. A convolutional network slides small "
            "kernels over the image, so that it finds a stroke wherever it is: more accurate, and "
            "slower to train."},
        {{{NetworkKind::Perceptron, "perceptron", "Perceptron"},
            {NetworkKind::Convolutional, "conv", "Convolutional"}}}};
    static constexpr SettingText blocksText{"blocks", "blocks",
        "Of a convolutional network: the channels and the kernel's side of each convolution, in "
        "pixels. The maximum of each square of pixels is kept (pooling)."};
    static constexpr Setting<int> blockCountSetting{
        {"", "number of blocks",
            "How many convolutions, each with its pooling, stand before the hidden layers."},
        1, 8, 2};
    static constexpr Setting<int> channelsSetting{
        {"", "number of channels", "How many kernels the block has; each makes a feature map."}, 1,
        512, 16};
    static constexpr Setting<int> kernelSetting{
        {"", "kernel size", "The kernel's side in pixels, an odd number."}, 1, 15, 5};
    static constexpr Setting<int> poolingSetting{
        {"", "pooling",
            "The side of the squares of pixels of which the largest value is kept; 1 is none."},
        1, 4, 2};
    static constexpr SettingText hiddenLayersText{"hidden_layers", "hidden layers",
        "The units of each fully connected layer before the answer."};
    static constexpr Setting<int> hiddenLayerCountSetting{
        {"", "number of hidden layers",
            "How many fully connected layers stand before the answer; a perceptron with none is "
            "linear."},
        0, 8, 2};
    static constexpr Setting<int> hiddenWidthSetting{
        {"", "hidden width", "Each unit is connected to the whole layer before it."}, 1, 4096, 50};
    static constexpr Choice<Activation, 3> activationSetting{
        {"activation", "activation",
            "Function applied to each hidden unit's sum: ReLU is 0 below 0, GELU a smooth version "
            "of "
            "it, tanh saturates at -1 and 1."},
        {{{Activation::Relu, "relu", "ReLU"}, {Activation::Gelu, "gelu", "GELU"},
            {Activation::Tanh, "tanh", "tanh"}}}};
    static constexpr Setting<int> batchSizeSetting{
        {"batch_size", "batch size", "Images per training step."}, 1, 8192, 100};
    static constexpr Setting<int> epochsSetting{
        {"epochs", "number of epochs",
            "How many times at most the network sees every training image."},
        1, 10'000, 100};
    static constexpr Setting<int> patienceSetting{
        {"patience", "patience",
            "Training stops early when validation has not improved for this many epochs; 0 is "
            "never."},
        0, 1000, 2};
    static constexpr Choice<StoppingMetric, 2> stoppingMetricSetting{
        {"stopping_metric", "stopping metric",
            "What has to improve: the validation loss or the validation accuracy. The best "
            "epoch's weights are kept."},
        {{{StoppingMetric::Loss, "loss", "Loss"},
            {StoppingMetric::Accuracy, "accuracy", "Accuracy"}}}};
    static constexpr Setting<double> learningRateSetting{
        {"learning_rate", "learning rate",
            "Step size. Too small learns slowly; too large may not learn at all."},
        1e-6, 1.0, 0.001};
    static constexpr Choice<OptimizerKind, 5> optimizerSetting{
        {"optimizer", "optimizer",
            "How gradients become steps. AdamW is Adam with weight decay kept apart from the "
            "gradient. Typical learning rates: 0.001 for Adam, AdamW and RMSprop, 0.01 for "
            "Adagrad, 0.1 for SGD, with a momentum of 0.9."},
        {{{OptimizerKind::Adam, "adam", "Adam"}, {OptimizerKind::AdamW, "adamw", "AdamW"},
            {OptimizerKind::Sgd, "sgd", "SGD"}, {OptimizerKind::RmsProp, "rmsprop", "RMSprop"},
            {OptimizerKind::Adagrad, "adagrad", "Adagrad"}}}};
    static constexpr Setting<double> momentumSetting{
        {"momentum", "momentum",
            "The share of the last step that the next one keeps. Of SGD and RMSprop; 0.9 is "
            "typical."},
        0.0, 0.9999, 0.0};
    static constexpr Choice<bool, 2> nesterovSetting{
        {"nesterov", "Nesterov momentum",
            "SGD's gradient is taken where the momentum leads to. Needs momentum."},
        {{{false, "off", "Off"}, {true, "on", "On"}}}};
    static constexpr Setting<double> beta1Setting{
        {"beta1", "β1", "Adam's decay of the gradient's moving average; 0.9 is typical."}, 0.0,
        0.99999, 0.9};
    static constexpr Setting<double> beta2Setting{
        {"beta2", "β2", "Adam's decay of the squared gradient's moving average; 0.999 is typical."},
        0.0, 0.999999, 0.999};
    static constexpr Setting<double> epsilonSetting{
        {"epsilon", "ε",
            "Added to the divisor of each step: 1e-8 in PyTorch, 1e-7 in Keras. 0.003 keeps the "
            "weights of rarely inked pixels, whose gradients are tiny, from learning noise."},
        1e-12, 1.0, 3e-3};
    static constexpr Setting<double> alphaSetting{
        {"alpha", "α",
            "RMSprop's decay of the squared gradient's moving average; 0.99 is typical."},
        0.0, 0.99999, 0.99};
    static constexpr Setting<double> initialAccumulatorSetting{
        {"initial_accumulator", "initial accumulator",
            "Adagrad's sum of squared gradients before the first step: 0 in PyTorch, 0.1 in "
            "Keras."},
        0.0, 1000.0, 0.0};
    static constexpr Choice<Initializer, 4> initializerSetting{
        {"initializer", "initializer",
            "How the first weights are drawn: Glorot's variance is 2 / (inputs + outputs) of a "
            "layer, He's 2 / inputs."},
        {{{Initializer::GlorotNormal, "glorot_normal", "Glorot normal"},
            {Initializer::GlorotUniform, "glorot_uniform", "Glorot uniform"},
            {Initializer::HeNormal, "he_normal", "He normal"},
            {Initializer::HeUniform, "he_uniform", "He uniform"}}}};
    static constexpr Choice<bool, 2> initialSmoothingSetting{
        {"initial_smoothing", "smoothing of the first weights",
            "Each first weight of a pixel becomes the mean of those around it, and half as large: "
            "neighbouring pixels tell nearly the same."},
        {{{true, "on", "On"}, {false, "off", "Off"}}}};
    static constexpr Choice<bool, 2> inputCentringSetting{
        {"input_centring", "input centring",
            "Subtracts each pixel's mean over all training images. The trained weights include it: "
            "they are for pixels without centring."},
        {{{true, "on", "On"}, {false, "off", "Off"}}}};
    static constexpr Choice<Schedule, 3> scheduleSetting{
        {"schedule", "learning-rate schedule",
            "How the learning rate changes: constant; decreasing to 0 over all epochs (cosine); or "
            "increasing for the first 30% and decreasing after that (one cycle)."},
        {{{Schedule::Constant, "constant", "Constant"}, {Schedule::Cosine, "cosine", "Cosine"},
            {Schedule::OneCycle, "one_cycle", "One cycle"}}}};
    static constexpr Setting<double> dropoutSetting{
        {"dropout", "dropout",
            "The share of hidden units that is left out at random in each step, so that none "
            "relies on another."},
        0.0, 0.9, 0.0};
    static constexpr Setting<double> weightDecaySetting{
        {"weight_decay", "weight decay",
            "How much each step shrinks the weights: with AdamW times the learning rate (its λ), "
            "with others as a part of the gradient (L2). Small weights generalise better."},
        0.0, 10.0, 0.0};
    static constexpr Setting<double> labelSmoothingSetting{
        {"label_smoothing", "label smoothing",
            "The share of each target that is spread evenly over all classes, so that the network "
            "doesn't become overconfident."},
        0.0, 0.9, 0.0};
    static constexpr Setting<double> weightAveragingSetting{
        {"weight_averaging", "weight averaging",
            "Uses a moving average (EMA) of the weights instead of the latest ones. 0.999 is "
            "typical; 0 turns it off."},
        0.0, 0.99999, 0.0};
    static constexpr Setting<double> penDrawingsSetting{
        {"pen_drawings", "share of pen drawings",
            "Pen-drawn copies per training image: some with bars, slashes or feet."},
        0.0, 1.0, 0.0};
    static constexpr Setting<double> outliersSetting{
        {"outliers", "share of outliers",
            "Scribbles per training image, so that the network learns to doubt what is no digit."},
        0.0, 1.0, 0.0};
    static constexpr Setting<double> validationShareSetting{
        {"validation_share", "validation share",
            "The part of the training images that is set aside to check what was learnt."},
        0.0, 0.5, 0.1};
    static constexpr SettingText classesUsedText{
        "classes_used", "classes used", "Only images of these classes are trained on and tested."};
    static constexpr Setting<int> trainingImagesSetting{
        {"training_images", "number of training images",
            "At most so many training images are used, drawn at random; 0 is all. Shows what a "
            "network learns from few."},
        0, 100'000'000, 0};
    static constexpr Setting<double> labelNoiseSetting{
        {"label_noise", "label noise",
            "The share of training images whose label is wrong on purpose: another class at "
            "random. Validation and test images keep theirs."},
        0.0, 1.0, 0.0};
    static constexpr Setting<double> imbalanceSetting{
        {"imbalance", "imbalance",
            "How many times as many training images the first class has as the last; those between "
            "decrease evenly. 1 leaves all."},
        1.0, 1000.0, 1.0};
    static constexpr SettingText filtersText{"filters", "filters",
        "Prepares each image, one filter after the other, in training and whenever the network "
        "reads."};
    static constexpr Setting<std::int64_t> seedSetting{
        {"seed", "seed",
            "Starting point of all randomness; the same seed repeats the same run exactly."},
        0, 2'147'483'647, 1};

    static constexpr Choice<EngineChoice, 3> engineSetting{
        {"engine", "engine",
            "Numeral's own engine, the fastest for perceptrons, or LibTorch, which supports all "
            "settings. Automatic takes the fastest engine that supports these settings."},
        {{{EngineChoice::Auto, "auto", "Automatic"}, {EngineChoice::Native, "native", "Native"},
            {EngineChoice::Torch, "torch", "LibTorch"}}}};
    static constexpr SettingText deviceText{"device", "device",
        "Where LibTorch computes: the processor (cpu), a GPU of NVIDIA (cuda, or cuda:1 for the "
        "second) or of Apple (mps), or automatically the fastest of these (auto)."};

    NetworkKind kind = NetworkKind::Perceptron;
    std::vector<ConvolutionBlock> blocks
        = ConvolutionalNetwork().blocks; ///< of a convolutional network
    std::vector<int> hiddenLayers = std::vector<int>(hiddenLayerCountSetting.defaultValue,
        hiddenWidthSetting.defaultValue); ///< units, first layer first
    Activation activation = Activation::Relu;
    int batchSize = batchSizeSetting.defaultValue; ///< images per step
    int epochs = epochsSetting.defaultValue; ///< the maximum
    int patience = patienceSetting.defaultValue; ///< epochs without improvement; 0 = off
    StoppingMetric stoppingMetric = StoppingMetric::Loss;
    OptimizerKind optimizer = OptimizerKind::Adam;
    double learningRate = learningRateSetting.defaultValue; ///< the schedule's peak
    double momentum = momentumSetting.defaultValue;
    bool nesterov = false;
    double beta1 = beta1Setting.defaultValue;
    double beta2 = beta2Setting.defaultValue;
    double epsilon = epsilonSetting.defaultValue;
    double alpha = alphaSetting.defaultValue;
    double initialAccumulator = initialAccumulatorSetting.defaultValue;
    Initializer initializer = Initializer::GlorotNormal;
    bool initialSmoothing = true;
    bool inputCentring = true;
    Schedule schedule = Schedule::Constant;
    double dropout = dropoutSetting.defaultValue; ///< probability
    double weightDecay = weightDecaySetting.defaultValue; ///< λ
    double labelSmoothing = labelSmoothingSetting.defaultValue; ///< fraction
    double weightAveraging = weightAveragingSetting.defaultValue; ///< decay per step; 0 = off
    AugmentationLimits augmentation = AugmentationLimits::none(); ///< anew per image and epoch
    double penDrawings = penDrawingsSetting.defaultValue; ///< per training image; digits only
    double outliers = outliersSetting.defaultValue; ///< per training image; with digits only
    /// Fraction of the training file, 0–0.5.
    double validationShare = validationShareSetting.defaultValue;
    std::vector<std::string> classesUsed; ///< names; none for all
    int trainingImages = trainingImagesSetting.defaultValue; ///< at most; 0 = all
    double labelNoise = labelNoiseSetting.defaultValue; ///< fraction
    double imbalance = imbalanceSetting.defaultValue; ///< ratio, ≥ 1
    std::vector<ImageFilter> filters; ///< in the order in which they are applied
    std::int64_t seed = seedSetting.defaultValue; ///< of all random numbers
    EngineChoice engine = EngineChoice::Auto;
    std::string device = "auto";

    friend bool operator==(const TrainingConfig&, const TrainingConfig&) = default;

    /// Error: InvalidSetting; the sentence names the setting, its value and its range.
    Result<void> validate() const;

    /// Returns the network to train on images of that shape.
    Architecture network(const ImageShape& image, std::size_t classes) const;
};

/// Calls visit(setting, value) for each setting, for const and non-const `config`; lists and the
/// device have only a SettingText.
template <typename Config, typename Visitor>
void forEachSetting(Config& config, const Visitor& visit)
{
    visit(TrainingConfig::networkSetting, config.kind);
    visit(TrainingConfig::blocksText, config.blocks);
    visit(TrainingConfig::hiddenLayersText, config.hiddenLayers);
    visit(TrainingConfig::activationSetting, config.activation);
    visit(TrainingConfig::batchSizeSetting, config.batchSize);
    visit(TrainingConfig::epochsSetting, config.epochs);
    visit(TrainingConfig::patienceSetting, config.patience);
    visit(TrainingConfig::stoppingMetricSetting, config.stoppingMetric);
    visit(TrainingConfig::optimizerSetting, config.optimizer);
    visit(TrainingConfig::learningRateSetting, config.learningRate);
    visit(TrainingConfig::momentumSetting, config.momentum);
    visit(TrainingConfig::nesterovSetting, config.nesterov);
    visit(TrainingConfig::beta1Setting, config.beta1);
    visit(TrainingConfig::beta2Setting, config.beta2);
    visit(TrainingConfig::epsilonSetting, config.epsilon);
    visit(TrainingConfig::alphaSetting, config.alpha);
    visit(TrainingConfig::initialAccumulatorSetting, config.initialAccumulator);
    visit(TrainingConfig::initializerSetting, config.initializer);
    visit(TrainingConfig::initialSmoothingSetting, config.initialSmoothing);
    visit(TrainingConfig::inputCentringSetting, config.inputCentring);
    visit(TrainingConfig::scheduleSetting, config.schedule);
    visit(TrainingConfig::dropoutSetting, config.dropout);
    visit(TrainingConfig::weightDecaySetting, config.weightDecay);
    visit(TrainingConfig::labelSmoothingSetting, config.labelSmoothing);
    visit(TrainingConfig::weightAveragingSetting, config.weightAveraging);
    forEachLimit(config.augmentation, visit);
    visit(TrainingConfig::penDrawingsSetting, config.penDrawings);
    visit(TrainingConfig::outliersSetting, config.outliers);
    visit(TrainingConfig::validationShareSetting, config.validationShare);
    visit(TrainingConfig::classesUsedText, config.classesUsed);
    visit(TrainingConfig::trainingImagesSetting, config.trainingImages);
    visit(TrainingConfig::labelNoiseSetting, config.labelNoise);
    visit(TrainingConfig::imbalanceSetting, config.imbalance);
    visit(TrainingConfig::filtersText, config.filters);
    visit(TrainingConfig::seedSetting, config.seed);
    visit(TrainingConfig::engineSetting, config.engine);
    visit(TrainingConfig::deviceText, config.device);
}

/// Whether an optimizer uses the setting with that key; true for all settings but hyperparameters
/// of other optimizers.
bool usesSetting(OptimizerKind optimizer, std::string_view key);

/// Whether a kind of network uses the setting with that key: perceptrons have no blocks, and the
/// inputs of convolutions are neither centred nor their first weights smoothed.
bool usesSetting(NetworkKind kind, std::string_view key);

/// Returns "perceptron" or "convolutional network".
std::string_view nounOf(NetworkKind kind);

/// Resets the settings that the optimizer or the network does not use to their defaults, so that
/// equal runs have equal configurations.
TrainingConfig withoutUnusedSettings(TrainingConfig config);

/// Returns the configuration as a JSON object, with keys in snake_case.
std::string toJson(const TrainingConfig& config);

/// Parses what `toJson` prints; missing keys keep their defaults. Error: InvalidSetting for text
/// that is no such object, an unknown key, a wrong type or a value outside its range.
Result<TrainingConfig> parseTrainingConfig(const std::string& json);

} // namespace numeral
