// SPDX-License-Identifier: GPL-3.0-or-later
//
// A library that resets the handler of SIGBUS when it is loaded.

#include <csignal>

namespace {

[[gnu::constructor]] void resetSigbus()
{
    std::signal(SIGBUS, SIG_DFL);
}

} // namespace

extern "C" __attribute__((visibility("default"))) int
numeral_sigbus_resetter() // NOLINT(readability-identifier-naming)
{
    return 1;
}
