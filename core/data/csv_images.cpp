// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/csv_images.h"

#include "core/base/counted.h"
#include "core/base/number_text.h"
#include "core/data/csv_columns.h"
#include "core/data/idx.h"
#include "core/data/label_names.h"
#include "core/data/pixel_values.h"
#include "core/data/text_lines.h"

#include <algorithm>
#include <charconv>
#include <new>

namespace numeral {

namespace {

/// Reads the number that a whole field is. Most are a few digits.
std::optional<double> numberIn(std::string_view field)
{
    int whole = 0;
    const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), whole);
    if (error == std::errc() && end == field.data() + field.size()) {
        return whole;
    }
    return parseReal(field);
}

bool isBlank(std::string_view line)
{
    return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

class CsvReader {
public:
    CsvReader(ByteSource& source, std::filesystem::path name, const ReadProgress& progress)
        : m_name(std::move(name))
        , m_lines(source, m_name)
        , m_progress(progress)
    {
    }

    Result<ReadImages> read()
    {
        std::uint64_t bytes = 0;
        for (;;) {
            const auto line = m_lines.next();
            if (!line) {
                return tl::unexpected(line.error());
            }
            if (!*line) {
                return finished();
            }
            if (!isBlank(**line)) {
                const Result<void> added = m_columns.count == 0 ? begin(**line) : add(**line);
                if (!added) {
                    return tl::unexpected(added.error());
                }
            }
            bytes += (*line)->size() + 1;
            constexpr std::size_t often = 100; // lines
            if (m_progress && m_lines.number() % often == 0 && !m_progress(bytes)) {
                return failure(ErrorCode::FileUnreadable, "Reading was cancelled.");
            }
        }
    }

private:
    tl::unexpected<Error> malformed(const std::string& fault) const
    {
        return failure(ErrorCode::FileMalformed, "“" + m_name.string() + "” " + fault + ".");
    }

    tl::unexpected<Error> wrongLine(const std::string& fault) const
    {
        return malformed("is damaged: line " + std::to_string(m_lines.number()) + " " + fault);
    }

    Result<void> begin(std::string_view line)
    {
        m_separator = csvSeparator(line);
        splitCsvLine(line, m_separator, m_fields);
        const auto columns = csvColumns(m_fields);
        if (!columns) {
            return malformed(columns.error());
        }
        m_columns = *columns;
        const ImageShape& shape = m_columns.shape;
        if (std::max(shape.rows, shape.columns) > maximumImageSide) {
            return malformed("has images of " + std::to_string(shape.rows) + "×"
                + std::to_string(shape.columns) + " pixels, but sides of 1 to "
                + std::to_string(maximumImageSide) + " are allowed");
        }
        return m_columns.hasHeader ? Result<void>() : add(line);
    }

    Result<void> add(std::string_view line)
    {
        splitCsvLine(line, m_separator, m_fields);
        if (m_fields.size() != m_columns.count) {
            return wrongLine("has " + counted(m_fields.size(), "field") + " where "
                + std::to_string(m_columns.count) + " are expected");
        }
        for (const std::size_t column : m_columns.pixels) {
            const std::optional<double> value = numberIn(m_fields[column]);
            if (!value) {
                constexpr std::size_t shown = 20;
                return wrongLine("has “" + std::string(m_fields[column].substr(0, shown))
                    + "” where a pixel is expected");
            }
            m_pixels.add(*value);
        }
        ++m_images;
        if (m_columns.label && !m_labels.add(m_fields[*m_columns.label])) {
            return wrongLine("has one class more than the " + std::to_string(maximumClasses)
                + " that are possible");
        }
        return {};
    }

    Result<ReadImages> finished()
    {
        if (m_images == 0) {
            return malformed("contains no images");
        }
        auto pixels = m_pixels.take();
        if (!pixels) {
            return malformed(pixels.error());
        }
        ReadImages images;
        images.part.shape = m_columns.shape;
        images.part.pixels = Bytes(std::move(*pixels));
        images.checksum = m_lines.checksum();
        if (m_columns.label) {
            m_labels.moveTo(images.part);
        }
        return images;
    }

    std::filesystem::path m_name;
    TextLines m_lines;
    const ReadProgress& m_progress;
    char m_separator = ',';
    CsvColumns m_columns;
    CsvFields m_fields;
    std::size_t m_images = 0;
    PixelValues m_pixels;
    LabelNames m_labels;
};

} // namespace

Result<ReadImages> readCsvImages(
    ByteSource& source, const std::filesystem::path& name, const ReadProgress& progress)
try {
    return CsvReader(source, name, progress).read();
} catch (const std::bad_alloc&) {
    return failure(
        ErrorCode::FileUnreadable, "There is not enough memory for “" + name.string() + "”.");
}

} // namespace numeral
