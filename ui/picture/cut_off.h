// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace numeral::ui {

/// Whether a PNG, JPEG, BMP or GIF file ends before its picture does, as after an interrupted
/// download. The decoders of the last three would fill in the rest without a word.
bool isCutOff(const QByteArray& bytes, const QByteArray& format);

} // namespace numeral::ui
