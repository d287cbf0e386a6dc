// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"
#include "core/data/idx.h"

#include <QDir>
#include <QFile>
#include <QTest>

namespace numeral::test {

inline void writeBytes(
    const QString& name, const std::string& header, std::span<const std::uint8_t> bytes)
{
    QFile file(name);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(header.data(), static_cast<qint64>(header.size()));
    file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<qint64>(bytes.size()));
}

/// Writes a data set's images, with another look, into a folder as four IDX files whose names begin
/// with `prefix`.
inline void writeIdxDataset(const Dataset& dataset, const QString& folder,
    const ImageLook& look = {}, const QString& prefix = {})
{
    QVERIFY(QDir().mkpath(folder));
    for (const auto& [images, part] :
        {std::pair{&dataset.training, "train"}, std::pair{&dataset.test, "t10k"}}) {
        const LabelledImages other = inLook(*images, look);
        const auto count = static_cast<std::uint32_t>(other.size());
        const QString start = folder + QLatin1Char('/') + prefix + QLatin1String(part);
        writeBytes(start + QStringLiteral("-images-idx3-ubyte"),
            idxImagesHeader(count, other.shape()), other.pixels());
        std::vector<std::uint8_t> labels;
        for (const Label label : other.labels()) {
            labels.push_back(static_cast<std::uint8_t>(label));
        }
        writeBytes(start + QStringLiteral("-labels-idx1-ubyte"), idxLabelsHeader(count), labels);
    }
}

inline LabelledImages firstImages(const LabelledImages& images, std::size_t count)
{
    const auto pixels = images.pixels().first(count * images.shape().pixels());
    const auto labels = images.labels().first(count);
    return {images.shape(), std::vector<std::uint8_t>(pixels.begin(), pixels.end()),
        std::vector<Label>(labels.begin(), labels.end())};
}

} // namespace numeral::test
