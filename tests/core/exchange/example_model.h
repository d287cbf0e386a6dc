// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"
#include "core/platform/atomic_file.h"

#include <QByteArray>

#include <vector>

namespace numeral::test {

using Writer = Result<void> (*)(const Model& model, ByteSink& sink);

/// A model with other than default sizes, preprocessing and provenance: 12 inputs (3×4 pixels), 5
/// and 3 hidden units, 4 classes with names that need care in JSON.
Model exampleModel();

/// A model as training yields it: MNIST's sizes, with classes and provenance.
Model digitModel();
Model convolutionalModel(); ///< of images of 6×8 pixels

/// Whether architecture, image, classes, preprocessing and provenance are equal, and the weights
/// bit by bit.
bool equal(const Model& a, const Model& b);

/// The bytes that a writer produces for a model; empty if it fails.
QByteArray bytesFrom(Writer writer, const Model& model);

std::string_view view(const QByteArray& bytes);

/// Keeps everything that is written.
class MemorySink final : public ByteSink {
public:
    Result<void> write(std::string_view bytes) override;

    QByteArray bytes;
    qsizetype largestPiece = 0;
};

/// Simulates a disk that is full after `capacity` bytes.
class FullSink final : public ByteSink {
public:
    explicit FullSink(qsizetype capacity);
    Result<void> write(std::string_view bytes) override;

    static constexpr const char* reason = "There is no space left.";

private:
    qsizetype m_free;
};

/// Disk capacities too small for a file of this size: from 0 to size − 1 bytes.
std::vector<qsizetype> cutPoints(qsizetype size);

} // namespace numeral::test
