// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"
#include "core/platform/atomic_file.h"

#include <QByteArray>

#include <vector>

namespace numeral::test {

using Writer = Result<void> (*)(const Model& model, ByteSink& sink);

/// A model in which no field has its default: 12 inputs (3×4 pixels), 5 and 3 hidden units,
/// 4 classes with names that need care in JSON.
Model exampleModel();

/// A model as training yields it: MNIST's sizes, all fields set.
Model digitModel();

/// Equal in every field and every bit of the weights.
bool equal(const Model& a, const Model& b);

/// The bytes that a writer makes of a model; empty where it fails.
QByteArray bytesFrom(Writer writer, const Model& model);

std::string_view view(const QByteArray& bytes);

/// Keeps what is written.
class MemorySink final : public ByteSink {
public:
    Result<void> write(std::string_view bytes) override;

    QByteArray bytes;
    qsizetype largestPiece = 0;
};

/// A disk that is full after so many bytes.
class FullSink final : public ByteSink {
public:
    explicit FullSink(qsizetype capacity);
    Result<void> write(std::string_view bytes) override;

    static constexpr const char* reason = "There is no space left.";

private:
    qsizetype m_free;
};

/// Cut points at which a writer's disk is full, up to the last byte of a file of this size.
std::vector<qsizetype> cutPoints(qsizetype size);

} // namespace numeral::test
