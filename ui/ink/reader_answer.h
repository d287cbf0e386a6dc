// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/reading/reader.h"
#include "ui/ink/answer_view.h"

namespace numeral::ui {

/// The answer to one digit. For a doubtful one the two most probable classes, only one if the
/// second is improbable, or that it is none of the classes.
Answer answerTo(const ReadDigit& digit, const Reader& reader);

/// The answer to all digits, of which there is at least one.
Answer answerOf(const Reader& reader);

} // namespace numeral::ui
