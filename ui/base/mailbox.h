// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <mutex>
#include <utility>

namespace numeral::ui {

/// Passes what other threads report to the GUI thread, which takes everything at once. `wake` is
/// called on the reporting thread, and only when the mailbox stops being empty, so at most one
/// event is pending however fast reports come.
template <typename Mail>
class Mailbox {
public:
    explicit Mailbox(std::function<void()> wake)
        : m_wake(std::move(wake))
    {
    }

    /// Calls `put(Mail&)`, which adds a report. Thread-safe.
    template <typename Put>
    void put(Put put)
    {
        bool first = false;
        {
            const std::lock_guard lock(m_mutex);
            put(m_mail);
            first = std::exchange(m_empty, false);
        }
        if (first) {
            m_wake();
        }
    }

    /// What has been reported since the last call.
    Mail take()
    {
        const std::lock_guard lock(m_mutex);
        m_empty = true;
        return std::exchange(m_mail, {});
    }

private:
    std::function<void()> m_wake;
    std::mutex m_mutex;
    Mail m_mail;
    bool m_empty = true;
};

} // namespace numeral::ui
