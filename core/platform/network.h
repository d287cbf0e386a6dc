// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

namespace numeral::platform {

/// Returns the numeric address, "192.168.1.7" or "fe80::…", of the network interface by which this
/// machine reaches the host; nullopt if the name is unknown or there is no way to it. Sends nothing
/// to the host itself; the name may be looked up in the network.
std::optional<std::string> addressTowards(const std::string& host);

/// Whether a numeric address means this machine itself, whoever uses it: 127.0.0.0/8 or ::1.
bool isLoopback(const std::string& address);

} // namespace numeral::platform
