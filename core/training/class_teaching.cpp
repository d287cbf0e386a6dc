// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/class_teaching.h"

#include "core/data/drawings.h"
#include "core/data/edited_dataset.h"
#include "core/data/seen_dataset.h"
#include "core/training/trainer.h"

namespace numeral {

Result<std::optional<ClassTaught>> teachClass(const Model& start, const Dataset& writers,
    const Dataset& rehearsal, const EngineSource& engines, const ProgressCallback& progress)
{
    const Result<Dataset> named
        = withClasses(start.classes, withoutLeftOut(writers), NameMatch::CaseApart);
    if (!named) {
        return tl::unexpected(named.error());
    }
    if (!knowsAny(start.classes, writers.classes) || named->training.size() == 0) {
        return failure(ErrorCode::ModelMismatch,
            "“" + writers.name + "” has no drawing of a class that the network knows.");
    }
    const Result<EngineFactory> engine = engineForNetwork(start.weights->architecture(), engines);
    const Result<Dataset> seen = datasetFor(start, writers);
    if (!engine || !seen) {
        return tl::unexpected(engine ? seen.error() : engine.error());
    }
    const auto taught
        = fineTune(start, start.weights, named->training, rehearsal, *engine, progress);
    if (!taught || !*taught) {
        return taught ? Result<std::optional<ClassTaught>>(std::nullopt)
                      : tl::unexpected(taught.error());
    }
    ClassTaught result{**taught, {}, {}};
    if (seen->test.size() > 0) {
        const Result<Score> before = evaluate(start, seen->test, *engine);
        const Result<Score> after = evaluate(result.lesson.model, seen->test, *engine);
        if (!before || !after) {
            return tl::unexpected(before ? after.error() : before.error());
        }
        result.before = *before;
        result.after = *after;
    }
    return result;
}

} // namespace numeral
