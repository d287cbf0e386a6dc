// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bundled_model.h"

#include "core/exchange/safetensors.h"

#include <QResource>

namespace numeral {

Result<Model> bundledModel()
{
    const QResource file(QStringLiteral(":/weights/mnist.safetensors"));
    if (!file.isValid()) {
        return failure(ErrorCode::FileUnreadable, "The built-in weights are missing.");
    }
    const QByteArray bytes = file.uncompressedData(); // no copy: stored raw, they hardly compress
    return parseSafeTensors(
        {bytes.constData(), static_cast<std::size_t>(bytes.size())}, "the built-in weights");
}

} // namespace numeral
