// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace numeral {

/// Which engine trains: the first of the table that can do what is asked, or this one.
enum class EngineChoice { Auto, Native, Torch };

} // namespace numeral
