// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/formats.h"

#include "core/exchange/csv.h"
#include "core/exchange/npz.h"
#include "core/exchange/safetensors.h"

#include <algorithm>
#include <array>
#include <new>

namespace numeral {

namespace {

constexpr std::array formats{
    ExportFormat{"safetensors", "SafeTensors", "safetensors",
        "Opens again in Numeral, and in PyTorch and other programs that read SafeTensors.",
        &writeSafeTensors, &readSafeTensors},
    ExportFormat{"npz", "NumPy archive", "npz",
        "One array for each weight and bias, for numpy.load in Python.", &writeNpz, nullptr},
    ExportFormat{"csv", "CSV table", "csv",
        "One line for each parameter, for spreadsheets and statistics programs.", &writeCsv,
        nullptr},
};

} // namespace

std::span<const ExportFormat> exportFormats()
{
    return formats;
}

const ExportFormat& modelFormat()
{
    static_assert(formats.front().read != nullptr);
    return formats.front();
}

const ExportFormat* findExportFormat(std::string_view name)
{
    const auto* const found = std::find_if(formats.begin(), formats.end(),
        [name](const ExportFormat& format) { return format.name == name; });
    return found == formats.end() ? nullptr : found;
}

Result<Model> readModel(const std::filesystem::path& file)
{
    const std::string extension = file.extension().string(); // with the dot
    const auto* const found
        = std::find_if(formats.begin(), formats.end(), [&extension](const ExportFormat& format) {
              return format.read != nullptr && !extension.empty()
                  && std::string_view(extension).substr(1) == format.extension;
          });
    return (found == formats.end() ? modelFormat() : *found).read(file);
}

Result<void> exportModel(
    const Model& model, const ExportFormat& format, const std::filesystem::path& file)
try {
    auto output = platform::AtomicFile::create(file);
    if (!output) {
        return tl::unexpected(output.error());
    }
    if (Result<void> written = format.write(model, **output); !written) {
        return written;
    }
    return (*output)->commit();
} catch (const std::bad_alloc&) {
    return failure(ErrorCode::FileNotWritten,
        "Cannot write “" + file.string() + "”: there is not enough memory.");
}

} // namespace numeral
