// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/exchange/example_model.h"

#include <algorithm>
#include <cstring>

namespace numeral::test {

Model exampleModel()
{
    Model model;
    model.weights = initialWeights(Perceptron{12, {5, 3}, 4}, 7);
    model.image = {3, 4};
    model.classes = {"T-shirt/top", "\"quoted\"", "grün", "back\\slash\n"};
    model.preprocessing = Preprocessing::Fit;
    model.provenance = {R"({"epochs":100})", R"({"name":"mnist"})", R"({"test_accuracy":0.97})",
        R"({"training_loss":[0.5,0.25]})"};
    return model;
}

Model digitModel()
{
    Model model;
    model.weights = initialWeights(Perceptron{784, {50, 50}, 10}, 1);
    model.classes = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};
    model.provenance = {R"({"batch_size":100,"epochs":100,"hidden":[50,50],"seed":1})",
        R"({"name":"mnist"})", R"({"test_accuracy":0.9725,"test_loss":0.0931})", {}};
    return model;
}

Model convolutionalModel()
{
    Model model = exampleModel();
    model.weights = initialWeights(
        ConvolutionalNetwork{{6, 8}, {{3, 3, 2}, {2, 5, 1}}, {7}, 4, Activation::Gelu}, 3);
    model.image = {6, 8};
    return model;
}

bool equal(const Model& a, const Model& b)
{
    const std::vector<float>& first = a.weights->values();
    const std::vector<float>& second = b.weights->values();
    return a.weights->architecture() == b.weights->architecture() && first.size() == second.size()
        && std::memcmp(first.data(), second.data(), first.size() * sizeof(float)) == 0
        && a.image == b.image && a.look == b.look && a.classes == b.classes
        && a.preprocessing == b.preprocessing
        && a.provenance.configuration == b.provenance.configuration
        && a.provenance.data == b.provenance.data && a.provenance.result == b.provenance.result
        && a.provenance.curves == b.provenance.curves;
}

QByteArray bytesFrom(Writer writer, const Model& model)
{
    MemorySink sink;
    return writer(model, sink) ? sink.bytes : QByteArray();
}

std::string_view view(const QByteArray& bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

Result<void> MemorySink::write(std::string_view piece)
{
    const auto size = static_cast<qsizetype>(piece.size());
    bytes.append(piece.data(), size);
    largestPiece = std::max(largestPiece, size);
    return {};
}

FullSink::FullSink(qsizetype capacity)
    : m_free(capacity)
{
}

Result<void> FullSink::write(std::string_view bytes)
{
    m_free -= static_cast<qsizetype>(bytes.size());
    if (m_free < 0) {
        return failure(ErrorCode::FileNotWritten, reason);
    }
    return {};
}

std::vector<qsizetype> cutPoints(qsizetype size)
{
    return {0, 1, 8, 100, size / 4, size / 2, size / 4 * 3, size - 1};
}

} // namespace numeral::test
