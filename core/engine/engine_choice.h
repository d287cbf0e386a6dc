// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace numeral {

/// The training engine to use; Auto is the first one in the engine table that supports the run.
enum class EngineChoice { Auto, Native, Torch };

} // namespace numeral
