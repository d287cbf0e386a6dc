// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/compare_models.h"

#include "app/bundled_model.h"
#include "app/cli/data_argument.h"
#include "app/cli/json_line.h"
#include "app/cli/model_argument.h"
#include "core/base/counted.h"
#include "core/base/csv_text.h"
#include "core/data/edits_file.h"
#include "core/evaluation/network_pair.h"
#include "core/evaluation/statistics.h"
#include "core/platform/whole_file.h"

#include <cstdio>

namespace numeral::cli {

namespace {

Result<Model> modelOf(const std::string& name)
{
    std::error_code error;
    return name == "built-in" && !std::filesystem::is_regular_file(name, error) ? openModel({})
                                                                                : openModel(name);
}

std::string decimal(double number, int digits)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.*f", digits, number);
    return text;
}

std::string disagreementsOf(const PairReadings& readings)
{
    const MistakesData& first = *readings.networks[0];
    const MistakesData& second = *readings.networks[1];
    std::string table
        = csvLine({"image", "truth", "answer_a", "probability_a", "answer_b", "probability_b"});
    for (const AnswerPair& pair : readings.pairs) {
        if (areDifferent(readings, pair)) {
            table += csvLine({std::to_string(first.numberOf(pair.first.image) + 1),
                first.classes()[pair.first.truth], first.classes()[pair.first.answer],
                decimal(static_cast<double>(pair.first.confidence), 6),
                second.classes()[pair.second.answer],
                decimal(static_cast<double>(pair.second.confidence), 6)});
        }
    }
    return table;
}

struct Counts {
    std::size_t images;
    std::size_t onlyFirst;
    std::size_t onlySecond;
    std::size_t bothWrong;
    std::size_t disagreeing;
    double probability;
};

Counts countsOf(const PairReadings& readings)
{
    const auto kinds = countKinds(readings.pairs);
    const auto count = [&kinds](PairKind kind) { return kinds[static_cast<std::size_t>(kind)]; };
    std::size_t disagreeing = 0;
    for (const AnswerPair& pair : readings.pairs) {
        disagreeing += areDifferent(readings, pair) ? 1 : 0;
    }
    const std::size_t onlyFirst = count(PairKind::OnlyFirstRight);
    const std::size_t onlySecond = count(PairKind::OnlySecondRight);
    return {readings.pairs.size(), onlyFirst, onlySecond, count(PairKind::BothWrong), disagreeing,
        mcnemarProbability(onlyFirst, onlySecond)};
}

void print(const Counts& counts)
{
    const auto share = [&counts](std::size_t wrong) {
        return 100.0 * static_cast<double>(counts.images - wrong)
            / static_cast<double>(counts.images);
    };
    std::printf("Of %s, A reads %.2f%% right and B %.2f%%; they disagree on %zu\n",
        counted(counts.images, "test image").c_str(), share(counts.bothWrong + counts.onlySecond),
        share(counts.bothWrong + counts.onlyFirst), counts.disagreeing);
    std::printf("Only A is right on %zu, only B on %zu, neither on %zu: %s (McNemar's test: p = "
                "%.2g)\n",
        counts.onlyFirst, counts.onlySecond, counts.bothWrong,
        counts.probability < PairedComparison::errorRate ? "more than chance explains"
                                                         : "that may be chance",
        counts.probability);
}

} // namespace

Result<void> compareModels(const CompareArguments& arguments)
{
    DataRequest request = arguments.data;
    request.isAsInFiles = true; // the edits are made in reading
    NetworkPair pair;
    for (std::size_t i = 0; i < pair.models.size(); ++i) {
        Result<Model> model = modelOf(i == 0 ? arguments.first : arguments.second);
        if (!model) {
            return tl::unexpected(model.error());
        }
        pair.models[i] = std::move(*model);
    }
    request.provenance = pair.models[0].provenance.data;
    const Result<Dataset> asInFiles = openData(request, arguments.json);
    const Result<DataEdits> edits = !asInFiles ? tl::unexpected(asInFiles.error())
        : arguments.data.isAsInFiles           ? Result<DataEdits>()
                                               : keptEdits(*asInFiles);
    if (!edits) {
        return tl::unexpected(edits.error());
    }
    pair.asInFiles = std::make_shared<const Dataset>(*asInFiles);
    pair.edits = *edits;
    const Result<Readings> readings = readingsOf(pair, [] { return true; });
    if (!readings) {
        return tl::unexpected(readings.error());
    }
    const Counts counts = countsOf(**readings);
    if (arguments.json) {
        printJsonLine(
            {{"event", "models"}, {"images", counts.images}, {"only_a_right", counts.onlyFirst},
                {"only_b_right", counts.onlySecond}, {"both_wrong", counts.bothWrong},
                {"disagreements", counts.disagreeing}, {"p", counts.probability}});
    } else {
        print(counts);
    }
    return arguments.table ? platform::writeWholeFile(*arguments.table, disagreementsOf(**readings))
                           : Result<void>();
}

} // namespace numeral::cli
