// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/json_line.h"

#include "core/base/json_text.h"

#include <cstdio>

namespace numeral::cli {

void printJsonLine(const nlohmann::ordered_json& object)
{
    std::printf("%s\n", jsonText(object).c_str());
    std::fflush(stdout);
}

} // namespace numeral::cli
