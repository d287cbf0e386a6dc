// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/training_team.h"

#include "core/base/sha256.h"

#include <algorithm>
#include <array>
#include <string>
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
    const std::string own = hash.hex();
    std::string first = own;
    if (Result<void> shared = m_workers->broadcast(first.data(), first.size()); !shared) {
        return shared;
    }
    const Result<bool> same = all(first == own);
    if (!same) {
        return tl::unexpected(same.error());
    }
    return *same ? Result<void>()
                 : failure(ErrorCode::InvalidSetting,
                     "The processes that train together were started with different settings or "
                     "images.");
}

Result<WeightsSnapshot> TrainingTeam::weightsOfFirst(WeightsSnapshot own) const
{
    if (!m_workers) {
        return own;
    }
    std::vector<float> values = own->values();
    if (const Result<void> sent = m_workers->broadcast(
            reinterpret_cast<char*>(values.data()), values.size() * sizeof(float));
        !sent) {
        return tl::unexpected(sent.error());
    }
    return std::make_shared<const Weights>(own->architecture(), std::move(values));
}

Result<bool> TrainingTeam::goesOn(std::size_t step, bool here) const
{
    constexpr std::size_t stepsBetweenQuestions = 8; // a message takes as long as a small step
    if (!m_workers) {
        return here;
    }
    return step % stepsBetweenQuestions == 0 ? all(here) : Result<bool>(true);
}

Result<bool> TrainingTeam::all(bool here) const
{
    float others = here ? 0 : 1;
    const Result<void> summed = m_workers->allReduce(&others, 1);
    return summed ? Result<bool>(others == 0) : tl::unexpected(summed.error());
}

Result<std::optional<Score>> TrainingTeam::score(const Indices& which,
    const std::function<Result<std::optional<Score>>(const Indices& part)>& scorePart) const
{
    if (!m_workers) {
        return scorePart(which);
    }
    const BatchShare part = share();
    const auto startOf = [&](std::size_t rank) {
        return which.begin() + static_cast<std::ptrdiff_t>(which.size() * rank / part.size);
    };
    auto scored = scorePart(Indices(startOf(part.rank), startOf(part.rank + 1)));
    if (!scored) {
        return scored;
    }
    const Score here = scored->value_or(Score());
    const auto images = static_cast<double>(here.images);
    std::array<float, 4> sums{*scored ? 0.0F : 1.0F, static_cast<float>(here.loss * images),
        static_cast<float>(here.accuracy * images), static_cast<float>(images)};
    if (const Result<void> summed = m_workers->allReduce(sums.data(), sums.size()); !summed) {
        return tl::unexpected(summed.error());
    }
    const auto [stopped, loss, correct, all] = sums;
    if (stopped > 0) {
        return std::nullopt;
    }
    const double count = std::max(static_cast<double>(all), 1.0);
    return Score{static_cast<std::size_t>(all), static_cast<double>(loss) / count,
        static_cast<double>(correct) / count};
}

} // namespace numeral
