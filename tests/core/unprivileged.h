// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <unistd.h>

namespace numeral::test {

/// Drops root's privileges, which override file permissions, during its lifetime.
class Unprivileged {
public:
    Unprivileged()
    {
        constexpr uid_t nobody = 65'534;
        m_changed = ::geteuid() == 0 && ::seteuid(nobody) == 0;
    }
    Unprivileged(const Unprivileged&) = delete;
    Unprivileged& operator=(const Unprivileged&) = delete;
    ~Unprivileged()
    {
        if (m_changed) {
            static_cast<void>(::seteuid(0));
        }
    }

    /// Whether file permissions apply now.
    bool effective() const { return ::geteuid() != 0; }

private:
    bool m_changed = false;
};

} // namespace numeral::test
