// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bundled_model.h"

#include "core/exchange/safetensors.h"

#include <QFile>

namespace numeral {

Result<Model> bundledModel()
{
    QFile file(QStringLiteral(":/weights/mnist.safetensors"));
    if (!file.open(QIODevice::ReadOnly)) {
        return failure(ErrorCode::FileUnreadable, "The bundled weights are missing.");
    }
    return parseSafeTensors(file.readAll().toStdString(), "the bundled weights");
}

} // namespace numeral
