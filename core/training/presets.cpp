// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/presets.h"

#include <algorithm>

namespace numeral {

namespace {

TrainingConfig linear()
{
    TrainingConfig config;
    config.hiddenLayers = {};
    config.patience = 3;
    return config;
}

TrainingConfig wide()
{
    TrainingConfig config;
    config.hiddenLayers = {512, 256};
    config.patience = 3;
    return config;
}

/// Keras's defaults, without Numeral's additions.
TrainingConfig textbook()
{
    TrainingConfig config;
    config.initializer = Initializer::GlorotUniform;
    config.epsilon = 1e-7;
    config.initialSmoothing = false;
    config.inputCentring = false;
    return config;
}

TrainingConfig quick()
{
    TrainingConfig config;
    config.hiddenLayers = {128, 64};
    config.epochs = 6;
    config.patience = 0;
    config.learningRate = 0.005;
    config.schedule = Schedule::OneCycle;
    return config;
}

/// The settings that Accurate and Champion share.
TrainingConfig generalising()
{
    TrainingConfig config;
    config.patience = 0;
    config.batchSize = 200;
    config.learningRate = 0.006;
    config.schedule = Schedule::OneCycle;
    config.stoppingMetric = StoppingMetric::Accuracy;
    config.weightAveraging = 0.999;
    config.augmentation = {8, 0.1, 8, 1, 26, 4, 0};
    config.penDrawings = 0.6;
    config.outliers = 0.4;
    return config;
}

TrainingConfig accurate()
{
    TrainingConfig config = generalising();
    config.hiddenLayers = {512, 512};
    config.epochs = 50;
    return config;
}

TrainingConfig champion()
{
    TrainingConfig config = generalising();
    config.hiddenLayers = {1024, 1024};
    config.epochs = 200;
    config.penDrawings = 0.2; // it aims at the test images more than at people's drawings
    config.outliers = 0.3;
    return config;
}

/// The settings that LeNet and Convolutional share. Every weight of a kernel sees ink everywhere,
/// so that ε need not keep some from learning noise.
TrainingConfig convolving()
{
    TrainingConfig config;
    config.kind = NetworkKind::Convolutional;
    config.patience = 0;
    config.epsilon = 1e-7;
    config.schedule = Schedule::OneCycle;
    config.stoppingMetric = StoppingMetric::Accuracy;
    return config;
}

TrainingConfig leNet()
{
    TrainingConfig config = convolving();
    config.blocks = {{16, 5, 2}, {32, 5, 2}};
    config.hiddenLayers = std::vector{128};
    config.epochs = 8;
    config.learningRate = 0.004;
    config.augmentation = {8, 0.08, 6, 1, 0, 4, 0};
    return config;
}

/// Pooling by 3 leaves the second convolution a ninth of the pixels.
TrainingConfig sprint()
{
    TrainingConfig config = convolving();
    config.blocks = {{16, 5, 3}, {32, 3, 2}};
    config.hiddenLayers = std::vector{64};
    config.batchSize = 200;
    config.epochs = 5;
    config.learningRate = 0.01;
    config.weightAveraging = 0.99;
    return config;
}

TrainingConfig mile()
{
    TrainingConfig config = convolving();
    config.blocks = {{16, 5, 3}, {32, 3, 1}, {64, 3, 2}};
    config.hiddenLayers = std::vector{128};
    config.epochs = 12;
    config.learningRate = 0.005;
    config.weightAveraging = 0.99;
    config.augmentation = {8, 0.08, 6, 1, 0, 4, 0};
    return config;
}

TrainingConfig convolutional()
{
    TrainingConfig config = convolving();
    config.blocks = {{32, 5, 3}, {64, 3, 1}, {128, 3, 2}};
    config.hiddenLayers = std::vector{128};
    config.batchSize = 200; // several processes exchange gradients half as often
    config.epochs = 50;
    config.learningRate = 0.005;
    config.dropout = 0.3;
    config.weightAveraging = 0.999;
    config.augmentation = {8, 0.1, 8, 1, 26, 4, 0};
    return config;
}

} // namespace

const std::vector<TrainingPreset>& trainingPresets()
{
    static const std::vector<TrainingPreset> presets{
        {"tutorial", "Tutorial",
            "The network of the well-known tutorials: small, done in seconds. Beside Textbook it "
            "has "
            "smoothed first weights, centred inputs and a larger ε: 97.3% on MNIST in place of "
            "97.1%.",
            {}},
        {"textbook", "Textbook",
            "The Keras tutorial to the letter: Glorot uniform weights, Adam with ε 1e-7, and "
            "inputs "
            "as they are. The network of Tutorial without what Tutorial adds.",
            textbook()},
        {"quick", "Quick",
            "A learning rate that rises and falls once (one cycle) gets twice as many units to 98% "
            "before a second has passed.",
            quick()},
        {"accurate", "Accurate",
            "A larger network that sees every digit deformed anew in each epoch, digits drawn by a "
            "pen, and scribbles that are none: above 99% in minutes, and it reads what you draw.",
            accurate()},
        {"champion", "Champion",
            "The best that a network of this kind does here: larger still, and more epochs. For "
            "when you have about 20 minutes.",
            champion()},
        {"linear", "Linear", "No hidden layer at all: shows what the hidden layers are good for.",
            linear()},
        {"wide", "Wide",
            "More units than Tutorial and nothing else: shows what width alone is good for.",
            wide()},
        {"lenet", "LeNet",
            "A small convolutional network, as the first that banks read cheques with: it finds a "
            "stroke wherever it is. Above 99.2% in a minute or two.",
            leNet()},
        {"sprint", "Sprint",
            "The shortest way to 99% of the validation images here: a small convolutional network, "
            "about ten seconds.",
            sprint()},
        {"mile", "Mile",
            "The shortest way to 99.5% of the validation images here: three convolutions, of which "
            "the first leaves the others a ninth of the pixels. A minute and a half.",
            mile()},
        {"convolutional", "Convolutional",
            "A larger convolutional network that sees every digit deformed anew in each epoch: "
            "above 99.6%, for when you have half an hour.",
            convolutional()},
    };
    return presets;
}

const TrainingPreset* findPreset(std::string_view id)
{
    const std::vector<TrainingPreset>& presets = trainingPresets();
    const auto found = std::find_if(presets.begin(), presets.end(),
        [id](const TrainingPreset& preset) { return preset.id == id; });
    return found == presets.end() ? nullptr : &*found;
}

} // namespace numeral
