// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace numeral::platform {

/// Returns the accelerators that this machine seems to have, as LibTorch names them: "cuda:0",
/// "cuda:1", "mps". Whether LibTorch can use them is known only when it is loaded.
std::vector<std::string> accelerators();

} // namespace numeral::platform
