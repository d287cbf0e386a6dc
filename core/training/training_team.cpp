// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/training_team.h"

#include "core/base/sha256.h"

#include <array>
#include <cstring>
#include <utility>

namespace numeral {

TrainingTeam::TrainingTeam(std::shared_ptr<WorkerGroup> workers)
    : m_workers(std::move(workers))
{
}

BatchShare TrainingTeam::share() const
{
    return m_workers ? BatchShare{static_cast<std::size_t>(m_workers->rank()),
               static_cast<std::size_t>(m_workers->size())}
                     : BatchShare();
}

Result<void> TrainingTeam::checkSame(std::string_view text) const
{
    if (!m_workers) {
        return {};
    }
    Sha256 hash;
    hash.add(text);
    const std::string digest = hash.hex();
    std::array<double, 64> digits{};
    std::copy(digest.begin(), digest.end(), digits.begin());
    const std::array<double, 64> own = digits;
    if (Result<void> shared = m_workers->share(digits.data(), digits.size()); !shared) {
        return shared;
    }
    const Result<bool> same = all(digits == own);
    if (!same) {
        return tl::unexpected(same.error());
    }
    return *same ? Result<void>()
                 : failure(ErrorCode::InvalidSetting,
                     "The processes that train together were started with different settings or "
                     "images.");
}

Result<bool> TrainingTeam::all(bool here) const
{
    if (!m_workers) {
        return here;
    }
    float others = here ? 0 : 1;
    const Result<void> summed = m_workers->sum(&others, 1);
    return summed ? Result<bool>(others == 0) : tl::unexpected(summed.error());
}

Result<std::optional<Score>> TrainingTeam::scoreOnFirst(
    const std::function<Result<std::optional<Score>>()>& score) const
{
    if (!m_workers) {
        return score();
    }
    std::array<double, 4> values{};
    if (isFirst()) {
        const Result<std::optional<Score>> scored = score();
        if (!scored) {
            return scored;
        }
        if (*scored) {
            const Score& known = **scored;
            values = {1, known.loss, known.accuracy, static_cast<double>(known.images)};
        }
    }
    if (const Result<void> shared = m_workers->share(values.data(), values.size()); !shared) {
        return tl::unexpected(shared.error());
    }
    if (values[0] == 0) {
        return std::nullopt;
    }
    return Score{static_cast<std::size_t>(values[3]), values[1], values[2]};
}

} // namespace numeral
