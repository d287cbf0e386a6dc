// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/history/run_history.h"
#include "core/training/run_group.h"
#include "ui/base/mailbox.h"

#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace numeral::ui {

/// What a group's runs, which are known by their index, have reported since the last take(). Of one
/// run, they are in the order of the members.
struct GroupMail {
    std::vector<GroupId> groups; ///< under which the history keeps the parts, once that is known
    /// With the number by which the history knows the run, if it does.
    std::vector<std::pair<std::size_t, std::optional<RunId>>> begun;
    std::vector<std::pair<std::size_t, EpochFigures>> epochs;
    std::vector<std::pair<std::size_t, Result<TrainingResult>>> ended;
    std::optional<Error> historyFault; ///< why runs aren't kept
    bool isDone = false; ///< the last report
};

/// Passes what a group's runs report from the training threads to the GUI thread. `wake` is called
/// when the mailbox stops being empty, as by a TrainingMailbox.
class GroupMailbox final : public GroupObserver {
public:
    explicit GroupMailbox(std::function<void()> wake)
        : m_mail(std::move(wake))
    {
    }

    /// Says that the parts are kept under these groups; `idOf` tells a run's number. It must
    /// outlive the training.
    void setKept(
        std::vector<GroupId> groups, std::function<std::optional<RunId>(std::size_t)> idOf);
    void runStarted(std::size_t run) override;
    void epochFinished(std::size_t run, const EpochFigures& figures) override;
    void runEnded(std::size_t run, const Result<TrainingResult>& result) override;
    void notKept(const Error& fault);
    void done();

    GroupMail take() { return m_mail.take(); }

private:
    Mailbox<GroupMail> m_mail;
    std::function<std::optional<RunId>(std::size_t)> m_idOf;
};

} // namespace numeral::ui
