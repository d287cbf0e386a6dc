// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QtEndian>

namespace numeral::test {

/// Builds a SafeTensors file by hand: header length, header, data.
inline QByteArray safeTensorsFile(const QByteArray& header, const QByteArray& data)
{
    QByteArray length(8, '\0');
    qToLittleEndian(static_cast<quint64>(header.size()), length.data());
    return length + header + data;
}

inline QByteArray floats(const QList<float>& values)
{
    QByteArray bytes(values.size() * 4, '\0');
    for (qsizetype i = 0; i < values.size(); ++i) {
        qToLittleEndian(values[i], bytes.data() + i * 4);
    }
    return bytes;
}

} // namespace numeral::test
