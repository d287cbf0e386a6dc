// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/worker_group.h"
#include "core/model/weights.h"
#include "core/training/score.h"
#include "core/training/training_batches.h"

#include <functional>
#include <memory>
#include <optional>
#include <string_view>

namespace numeral {

/// What the processes of a run decide together; for a process that trains alone, its own decisions.
/// Errors of all functions: EngineFailed if another process has ended.
class TrainingTeam {
public:
    /// `workers` is null for a process that trains alone.
    explicit TrainingTeam(std::shared_ptr<WorkerGroup> workers);

    bool isFirst() const { return !m_workers || m_workers->rank() == 0; }
    BatchShare share() const;

    /// Checks that all processes have the same text. Error: InvalidSetting.
    Result<void> checkSame(std::string_view text) const;

    /// Returns the first process's weights. Those that other machines drew from the same seed may
    /// differ in the last bit.
    Result<WeightsSnapshot> weightsOfFirst(WeightsSnapshot own) const;

    /// Whether to perform the step, of 0 …, of which `here` is this process's opinion. The
    /// processes ask each other now and then, and then one's no holds for all.
    Result<bool> goesOn(std::size_t step, bool here) const;

    /// Scores the images, each process its part of them. `scorePart` returns nothing if it was
    /// stopped, and so does this if one was.
    Result<std::optional<Score>> score(const Indices& which,
        const std::function<Result<std::optional<Score>>(const Indices& part)>& scorePart) const;

private:
    /// Whether it is so in all processes.
    Result<bool> all(bool here) const;

    std::shared_ptr<WorkerGroup> m_workers;
};

} // namespace numeral
