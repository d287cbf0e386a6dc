// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace numeral::ui {

/// Whether a PNG, JPEG, BMP or GIF file is truncated, as after an interrupted download; false for
/// other formats. The decoders of the last three silently fill in the missing part.
bool isTruncated(const QByteArray& bytes, const QByteArray& format);

} // namespace numeral::ui
