// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/transfer.h"

#include <string>

namespace numeral {

/// Says what libcurl's error (a CURLcode) means, as a predicate to follow a mirror's name. `status`
/// is the server's answer, such as 404.
std::string transferFault(int code, long status, std::chrono::seconds patience);

} // namespace numeral
