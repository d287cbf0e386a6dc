// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/writer_table.h"

#include "app/cli/printable.h"

#include <cstdio>

namespace numeral::cli {

namespace {

std::string nameOf(const WriterScore& score)
{
    return score.writer.empty() ? "(unknown)" : printable(score.writer);
}

} // namespace

void printWriters(const std::vector<WriterScore>& scores, const std::vector<std::string>& classes)
{
    if (scores.empty()) {
        return;
    }
    std::printf("Writers, hardest to read first:\n");
    for (const WriterScore& score : scores) {
        const Confusion& confusion = score.confusion;
        std::string line = "  ";
        line.append(nameOf(score)).append(": ").append(std::to_string(confusion.right()));
        line.append(" of ").append(std::to_string(confusion.images())).append(" right");
        if (const auto hardest = confusion.hardest()) {
            line.append(", hardest ").append(printable(classes[hardest->truth]));
            line.append(" (").append(std::to_string(hardest->wrong)).append(" of ");
            line.append(std::to_string(hardest->images)).append(" misread)");
        }
        std::printf("%s%s\n", line.c_str(), score.isTested ? ", set aside for testing" : "");
    }
}

nlohmann::ordered_json writersJson(
    const std::vector<WriterScore>& scores, const std::vector<std::string>& classes)
{
    auto writers = nlohmann::ordered_json::array();
    for (const WriterScore& score : scores) {
        nlohmann::ordered_json writer{{"writer", score.writer},
            {"images", score.confusion.images()}, {"right", score.confusion.right()},
            {"tested", score.isTested}};
        if (const auto hardest = score.confusion.hardest()) {
            writer["hardest"] = classes[hardest->truth];
        }
        writers.push_back(std::move(writer));
    }
    return writers;
}

} // namespace numeral::cli
