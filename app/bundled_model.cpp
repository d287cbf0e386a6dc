// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bundled_model.h"

#include "core/exchange/safetensors.h"

#include <QResource>

namespace numeral {

Result<Model> bundledModel(Bundled which)
{
    const bool areDigits = which == Bundled::Digits;
    const QResource file(areDigits ? QStringLiteral(":/weights/mnist.safetensors")
                                   : QStringLiteral(":/weights/letters.safetensors"));
    if (!file.isValid()) {
        return failure(ErrorCode::FileUnreadable, "The built-in weights are missing.");
    }
    const QByteArray bytes = file.uncompressedData(); // no copy: stored raw, they hardly compress
    return parseSafeTensors({bytes.constData(), static_cast<std::size_t>(bytes.size())},
        areDigits ? "the built-in weights" : "the built-in weights for letters");
}

} // namespace numeral
