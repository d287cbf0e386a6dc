// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/group_mailbox.h"

#include <utility>

namespace numeral::ui {

void GroupMailbox::setKept(
    std::vector<GroupId> groups, std::function<std::optional<RunId>(std::size_t)> idOf)
{
    m_idOf = std::move(idOf);
    m_mail.put([&](GroupMail& mail) { mail.groups = std::move(groups); });
}

void GroupMailbox::runStarted(std::size_t run)
{
    m_mail.put([&](GroupMail& mail) {
        mail.begun.emplace_back(run, m_idOf ? m_idOf(run) : std::nullopt);
    });
}

void GroupMailbox::epochFinished(std::size_t run, const EpochFigures& figures)
{
    m_mail.put([&](GroupMail& mail) { mail.epochs.emplace_back(run, figures); });
}

void GroupMailbox::runEnded(std::size_t run, const Result<TrainingResult>& result)
{
    m_mail.put([&](GroupMail& mail) { mail.ended.emplace_back(run, result); });
}

void GroupMailbox::notKept(const Error& fault)
{
    m_mail.put([&](GroupMail& mail) { mail.historyFault = fault; });
}

void GroupMailbox::done()
{
    m_mail.put([&](GroupMail& mail) { mail.isDone = true; });
}

} // namespace numeral::ui
