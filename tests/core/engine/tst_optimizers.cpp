// SPDX-License-Identifier: GPL-3.0-or-later
//
// Compares two steps of each optimizer with its definition, weight by weight.
#include "random_images.h"

#include "core/engine/engine_table.h"

#include <QTest>

#include <cmath>

using namespace numeral;

Q_DECLARE_METATYPE(numeral::OptimizerOptions)

namespace {

/// An optimizer's state for one weight.
struct Memory {
    double first = 0;
    double second = 0;
    int steps = 0;
};

/// The step according to the definition, which is the one in PyTorch's documentation.
double stepOf(const OptimizerOptions& optimizer, double gradient, Memory& memory)
{
    const double rate = optimizer.learningRate;
    ++memory.steps;
    switch (optimizer.kind) {
    case OptimizerKind::Adam:
    case OptimizerKind::AdamW: {
        memory.first = optimizer.beta1 * memory.first + (1 - optimizer.beta1) * gradient;
        memory.second
            = optimizer.beta2 * memory.second + (1 - optimizer.beta2) * gradient * gradient;
        const double mean = memory.first / (1 - std::pow(optimizer.beta1, memory.steps));
        const double square = memory.second / (1 - std::pow(optimizer.beta2, memory.steps));
        return rate * mean / (std::sqrt(square) + optimizer.epsilon);
    }
    case OptimizerKind::Sgd:
        memory.first = optimizer.momentum * memory.first + gradient;
        return rate
            * (optimizer.nesterov ? gradient + optimizer.momentum * memory.first : memory.first);
    case OptimizerKind::RmsProp:
        memory.second
            = optimizer.alpha * memory.second + (1 - optimizer.alpha) * gradient * gradient;
        memory.first = optimizer.momentum * memory.first
            + gradient / (std::sqrt(memory.second) + optimizer.epsilon);
        return rate * memory.first;
    case OptimizerKind::Adagrad:
        if (memory.steps == 1) {
            memory.second = optimizer.initialAccumulator;
        }
        memory.second += gradient * gradient;
        return rate * gradient / (std::sqrt(memory.second) + optimizer.epsilon);
    }
    return 0;
}

/// The gradient, as the step of plain SGD with a learning rate of 1.
std::vector<double> gradientAt(const Weights& weights, const Batch& batch)
{
    EngineOptions options;
    options.optimizer.kind = OptimizerKind::Sgd;
    options.optimizer.learningRate = 1;
    const auto engine = (*findEngine("torch")->load())(weights, options).value();
    engine->train(batch).value();
    const WeightsSnapshot after = engine->weights().value();
    std::vector<double> gradient(weights.values().size());
    for (std::size_t i = 0; i < gradient.size(); ++i) {
        gradient[i]
            = static_cast<double>(weights.values()[i]) - static_cast<double>(after->values()[i]);
    }
    return gradient;
}

} // namespace

class TestOptimizers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void stepsAreTheDefinitions_data();
    void stepsAreTheDefinitions();
    void weightsDecayAndBiasesDoNot_data();
    void weightsDecayAndBiasesDoNot();
};

void TestOptimizers::stepsAreTheDefinitions_data()
{
    QTest::addColumn<OptimizerOptions>("optimizer");
    const auto row = [](const char* name, OptimizerKind kind, auto&& set) {
        OptimizerOptions optimizer;
        optimizer.kind = kind;
        optimizer.learningRate = 0.01;
        optimizer.epsilon = 1e-3;
        set(optimizer);
        QTest::newRow(name) << optimizer;
    };
    using Options = OptimizerOptions;
    row("Adam", OptimizerKind::Adam, [](Options&) {});
    row("Adam, other β", OptimizerKind::Adam, [](Options& options) {
        options.beta1 = 0.5;
        options.beta2 = 0.9;
    });
    row("AdamW", OptimizerKind::AdamW, [](Options&) {});
    row("SGD", OptimizerKind::Sgd, [](Options&) {});
    row("SGD, momentum", OptimizerKind::Sgd, [](Options& options) { options.momentum = 0.9; });
    row("SGD, Nesterov", OptimizerKind::Sgd, [](Options& options) {
        options.momentum = 0.9;
        options.nesterov = true;
    });
    row("RMSprop", OptimizerKind::RmsProp, [](Options& options) { options.alpha = 0.9; });
    row("RMSprop, momentum", OptimizerKind::RmsProp,
        [](Options& options) { options.momentum = 0.5; });
    row("Adagrad", OptimizerKind::Adagrad, [](Options&) {});
    row("Adagrad, accumulator", OptimizerKind::Adagrad,
        [](Options& options) { options.initialAccumulator = 0.1; });
}

/// Tests every engine that supports the optimizer.
void TestOptimizers::stepsAreTheDefinitions()
{
    QFETCH(OptimizerOptions, optimizer);
    const RandomImages images(40, 60, 10, 5);
    const Batch batch = images.batch(0, 40);
    const WeightsSnapshot initial = initialWeights(makeSpec(60, {20}, 10), 3);
    EngineOptions options;
    options.optimizer = optimizer;
    int engines = 0;
    for (const EngineInfo& info : engineTable()) {
        if (!info.supports(initial->architecture(), options)) {
            continue;
        }
        ++engines;
        const auto engine = (*info.load())(*initial, options).value();
        std::vector<Memory> memories(initial->values().size());
        WeightsSnapshot before = initial;
        for (int step = 0; step < 2; ++step) {
            const std::vector<double> gradient = gradientAt(*before, batch);
            QVERIFY(engine->train(batch));
            const WeightsSnapshot after = engine->weights().value();
            double largest = 0;
            double worst = 0;
            for (std::size_t i = 0; i < memories.size(); ++i) {
                const double expected = stepOf(optimizer, gradient[i], memories[i]);
                const double taken = static_cast<double>(before->values()[i])
                    - static_cast<double>(after->values()[i]);
                largest = std::max(largest, std::abs(expected));
                worst = std::max(worst, std::abs(expected - taken));
            }
            QVERIFY2(worst < 2e-3 * largest,
                qPrintable(QStringLiteral("%1 of %2").arg(worst).arg(largest)));
            before = after;
        }
    }
    QVERIFY(engines >= 1);
}

void TestOptimizers::weightsDecayAndBiasesDoNot_data()
{
    QTest::addColumn<OptimizerKind>("kind");
    QTest::newRow("AdamW, apart from the gradient") << OptimizerKind::AdamW;
    QTest::newRow("SGD, as a part of it") << OptimizerKind::Sgd;
}

void TestOptimizers::weightsDecayAndBiasesDoNot()
{
    QFETCH(OptimizerKind, kind);
    const RandomImages images(40, 60, 10, 5);
    const Batch batch = images.batch(0, 40);
    const Perceptron spec = makeSpec(60, {20}, 10);
    std::vector<float> values = initialWeights(spec, 3)->values();
    for (const LayerShape& layer : spec.layers()) {
        std::fill_n(
            values.begin() + static_cast<std::ptrdiff_t>(layer.biasOffset), layer.outputs, 0.5F);
    }
    const Weights initial(spec, values);
    const auto after = [&](double weightDecay) {
        EngineOptions options;
        options.optimizer.kind = kind;
        options.optimizer.learningRate = 0.1;
        options.optimizer.weightDecay = weightDecay;
        const auto engine = (*findEngine("torch")->load())(initial, options).value();
        engine->train(batch).value();
        return engine->weights().value()->values();
    };
    const std::vector<float> plain = after(0);
    const std::vector<float> decayed = after(0.2);
    for (const LayerShape& layer : spec.layers()) {
        for (std::size_t i = layer.weightOffset; i < layer.biasOffset; ++i) {
            // Both subtract learning rate × λ × weight in the first step.
            QVERIFY(std::abs(plain[i] - decayed[i] - 0.1F * 0.2F * values[i]) < 1e-5F);
        }
        for (std::size_t i = 0; i < layer.outputs; ++i) {
            QCOMPARE(decayed[layer.biasOffset + i], plain[layer.biasOffset + i]);
        }
    }
}

QTEST_GUILESS_MAIN(TestOptimizers)
#include "tst_optimizers.moc"
