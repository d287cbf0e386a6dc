// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace numeral::ui {

/// Whether a JPEG, BMP or GIF file ends before its picture does, as after a download that broke
/// off. Their decoders fill up the rest and say nothing; those of the other formats refuse it.
bool isCutOff(const QByteArray& bytes, const QByteArray& format);

} // namespace numeral::ui
