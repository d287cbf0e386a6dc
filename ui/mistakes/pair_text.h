// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evaluation/network_pair.h"

#include <QString>

#include <array>

class QLocale;

namespace numeral::ui {

// User-visible texts about two networks.

/// "Of 10,000 test images, the network before reads 97.10% right and the network after 97.35%. …".
/// `names` are as in a sentence; so many training images are in question.
QString readingsText(const QLocale& locale, const std::array<QString, 2>& names,
    const PairReadings& readings, std::size_t inQuestion);

/// "Image 12, a 3: read as 5 with 62%, and as 3 with 98%."
QString pairText(const PairReadings& readings, const AnswerPair& pair);

} // namespace numeral::ui
