// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace numeral::platform {

/// Has the threads of LibTorch's pool sleep while they wait for work, unless the user's environment
/// says otherwise. As they come they spin, and take the core from whoever has work to do: two
/// threads were three times slower than one. Call it before any thread is started.
void letWaitingThreadsSleep();

} // namespace numeral::platform
