// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/model_argument.h"
#include "core/exchange/formats.h"

#include <cstdio>

namespace numeral::cli {

Result<void> runExport(const ExportArguments& arguments)
{
    const ExportFormat* format = findExportFormat(arguments.format);
    if (format == nullptr) {
        return failure(
            ErrorCode::InvalidSetting, "Unknown export format “" + arguments.format + "”.");
    }
    const Result<Model> model = openModel(arguments.model);
    if (!model) {
        return tl::unexpected(model.error());
    }
    if (Result<void> exported = exportModel(*model, *format, arguments.output); !exported) {
        return exported;
    }
    std::printf("Written: %s\n", arguments.output.c_str());
    return {};
}

} // namespace numeral::cli
