// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QList>
#include <QtEndian>

#include <utility>

namespace numeral::test {

/// Builds a SafeTensors file by hand: header length, header, data.
inline QByteArray safeTensorsFile(const QByteArray& header, const QByteArray& data)
{
    QByteArray length(8, '\0');
    qToLittleEndian(static_cast<quint64>(header.size()), length.data());
    return length + header + data;
}

/// Builds a file as Numeral does: completes the header's metadata with the right checksum.
inline QByteArray withChecksum(QJsonObject header, const QByteArray& data)
{
    const auto textOf = [](const QJsonObject& json) {
        return QJsonDocument(json).toJson(QJsonDocument::Compact);
    };
    const QString key = QStringLiteral("__metadata__");
    const QByteArray hash
        = QCryptographicHash::hash(textOf(header) + data, QCryptographicHash::Sha256).toHex();
    QJsonObject metadata = header.value(key).toObject();
    metadata.insert(QStringLiteral("sha256"), QString::fromLatin1(hash));
    header.insert(key, metadata);
    return safeTensorsFile(textOf(header), data);
}

inline QByteArray floats(const QList<float>& values)
{
    QByteArray bytes(values.size() * 4, '\0');
    for (qsizetype i = 0; i < values.size(); ++i) {
        qToLittleEndian(values[i], bytes.data() + i * 4);
    }
    return bytes;
}

/// A tensor to put into a file.
struct TestTensor {
    QString name;
    QList<int> shape;
    QByteArray bytes;
    QString type = QStringLiteral("F32");
};

/// The header of a file of these tensors, in this order.
inline QJsonObject headerOf(const QList<TestTensor>& tensors)
{
    QJsonObject header;
    qsizetype end = 0;
    for (const TestTensor& tensor : tensors) {
        const qsizetype begin = std::exchange(end, end + tensor.bytes.size());
        QJsonArray shape;
        for (const int extent : tensor.shape) {
            shape.append(extent);
        }
        header.insert(tensor.name,
            QJsonObject{{QStringLiteral("dtype"), tensor.type}, {QStringLiteral("shape"), shape},
                {QStringLiteral("data_offsets"), QJsonArray{begin, end}}});
    }
    return header;
}

inline QByteArray dataOf(const QList<TestTensor>& tensors)
{
    QByteArray data;
    for (const TestTensor& tensor : tensors) {
        data += tensor.bytes;
    }
    return data;
}

inline QByteArray safeTensorsFile(const QList<TestTensor>& tensors)
{
    const QByteArray header = QJsonDocument(headerOf(tensors)).toJson(QJsonDocument::Compact);
    return safeTensorsFile(header, dataOf(tensors));
}

} // namespace numeral::test
