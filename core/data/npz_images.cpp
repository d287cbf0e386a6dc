// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/npz_images.h"

#include "core/base/counted.h"
#include "core/base/number_text.h"
#include "core/data/idx.h"
#include "core/data/label_names.h"
#include "core/data/name_words.h"
#include "core/data/npy_array.h"
#include "core/data/pixel_values.h"
#include "core/data/zip_tree.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <new>
#include <optional>

namespace numeral {

namespace {

/// How an array's dimensions are those of images.
struct ImageLayout {
    ImageShape shape;
    std::size_t channels = 1;
    bool areChannelsLast = true;
};

bool isChannelCount(std::size_t extent)
{
    return extent == 1 || extent == 3 || extent == 4;
}

std::optional<ImageLayout> layoutOf(const std::vector<std::size_t>& extents)
{
    if (extents.size() == 4 && isChannelCount(extents[3])) {
        return ImageLayout{{extents[1], extents[2]}, extents[3], true};
    }
    if (extents.size() == 4 && isChannelCount(extents[1])) {
        return ImageLayout{{extents[2], extents[3]}, extents[1], false};
    }
    if (extents.size() == 3) {
        return ImageLayout{{extents[1], extents[2]}};
    }
    if (extents.size() == 2) {
        const auto side
            = static_cast<std::size_t>(std::lround(std::sqrt(static_cast<double>(extents[1]))));
        if (side > 1 && side * side == extents[1]) {
            return ImageLayout{{side, side}};
        }
    }
    return std::nullopt;
}

/// Images' pixels as grey, by the weights of ITU-R BT.601 if they have colours; a fourth channel,
/// opacity, is passed over. Error: what is wrong, to follow the array's name.
tl::expected<Bytes, std::string> greyPixels(NpyArray& array, const ImageLayout& layout)
{
    const bool areBytes = array.kind == 'u' && array.itemSize == 1;
    if (areBytes && layout.channels == 1) {
        return Bytes(std::move(array.values));
    }
    const std::size_t size = layout.shape.pixels();
    const std::size_t images = array.count() / (size * layout.channels);
    const std::size_t pixelStep = layout.areChannelsLast ? layout.channels : 1;
    const std::size_t channelStep = layout.areChannelsLast ? 1 : size;
    PixelValues pixels;
    pixels.reserve(images * size);
    for (std::size_t image = 0; image < images; ++image) {
        for (std::size_t i = 0; i < size; ++i) {
            const std::size_t first = image * size * layout.channels + i * pixelStep;
            if (layout.channels == 1) {
                pixels.add(array.number(first));
                continue;
            }
            const double grey = 0.299 * array.number(first)
                + 0.587 * array.number(first + channelStep)
                + 0.114 * array.number(first + 2 * channelStep);
            pixels.add(areBytes ? std::round(grey) : grey);
        }
    }
    auto bytes = pixels.take();
    return bytes ? tl::expected<Bytes, std::string>(Bytes(std::move(*bytes)))
                 : tl::unexpected(bytes.error());
}

/// The labels' classes: N or N×1 values, or N×classes of which one is 1. Error: as above.
tl::expected<void, std::string> readLabels(const NpyArray& array, ImagePart& part)
{
    const std::size_t count = array.shape.empty() ? 0 : array.shape.front();
    const std::size_t columns = count > 0 ? array.count() / count : 0;
    LabelNames names;
    for (std::size_t i = 0; i < count; ++i) {
        std::string name;
        if (array.isText()) {
            name = array.text(i * columns);
        } else if (columns == 1) {
            name = shortText(array.number(i));
        } else {
            std::size_t ones = 0;
            for (std::size_t column = 0; column < columns; ++column) {
                const double value = array.number(i * columns + column);
                if (value == 1) {
                    ++ones;
                    name = std::to_string(column);
                } else if (value != 0) {
                    ones = columns;
                }
            }
            if (ones != 1) {
                return tl::unexpected("has " + std::to_string(columns)
                    + " numbers for each image, of which one should be 1 and the others 0");
            }
        }
        if (!names.add(name)) {
            return tl::unexpected(
                "has more than " + std::to_string(maximumClasses) + " classes, which are too many");
        }
    }
    names.moveTo(part);
    return {};
}

class NpzReader {
public:
    explicit NpzReader(DatasetParts parts)
        : m_parts(std::move(parts))
    {
    }

    Result<DatasetParts> read(const std::vector<std::filesystem::path>& files)
    {
        for (const std::filesystem::path& file : files) {
            if (const Result<void> added = addFile(file); !added) {
                return tl::unexpected(added.error());
            }
        }
        for (const DataPart part : {DataPart::Training, DataPart::Validation, DataPart::Test}) {
            const ImagePart& images = m_found[static_cast<std::size_t>(part)];
            if (!images.labels.empty() && images.labels.size() != images.size()) {
                return malformed("has " + counted(images.size(), "image") + ", but "
                    + counted(images.labels.size(), "label"));
            }
        }
        return divided();
    }

private:
    tl::unexpected<Error> malformed(const std::string& fault) const
    {
        return failure(ErrorCode::FileMalformed, "“" + m_parts.place + "” " + fault + ".");
    }

    Result<DatasetParts> divided()
    {
        auto& [training, validation, test] = m_found;
        if (training.size() + validation.size() + test.size() == 0) {
            return malformed("has no arrays of images: x_train, y_train, x_test and y_test were "
                             "looked for, images and labels, or X and y; found were "
                + m_names);
        }
        if (test.size() == 0) {
            test = std::move(validation);
            validation = {};
        }
        Result<ImagePart> all = joined(std::move(training), std::move(validation), m_parts.place);
        if (!all) {
            return tl::unexpected(all.error());
        }
        m_parts.training = std::move(*all);
        m_parts.test = std::move(test);
        return std::move(m_parts);
    }

    Result<void> addFile(const std::filesystem::path& file)
    {
        const auto tree = openZipTree(file);
        if (!tree) {
            return tl::unexpected(tree.error());
        }
        for (std::size_t i = 0; i < (*tree)->files().size(); ++i) {
            constexpr std::uint64_t never = std::numeric_limits<std::uint64_t>::max();
            const auto source = (*tree)->open(i, never);
            if (!source) {
                return tl::unexpected(source.error());
            }
            const std::filesystem::path name = (*tree)->pathOf(i);
            m_names += (m_names.empty() ? "" : ", ") + name.stem().string();
            if (const Result<void> added = addArray(**source, name); !added) {
                return added;
            }
        }
        return {};
    }

    /// Takes an array whose name says what it is; others, of class names, say, are passed over.
    Result<void> addArray(ByteSource& source, const std::filesystem::path& name)
    {
        NameWords words = wordsOf(name.stem().string());
        const NameWords ofFile = wordsOf(name.parent_path().stem().string());
        const bool isUnnamed = words.rest == "arr-0" || words.rest.starts_with("arr-");
        words.kind = words.kind || !isUnnamed ? words.kind : ofFile.kind;
        words.part = words.part ? words.part : ofFile.part;
        if (!words.kind && !isUnnamed) {
            return {};
        }
        Result<NpyArray> array = readNpy(source, name);
        if (!array) {
            return tl::unexpected(array.error());
        }
        const bool areImages
            = words.kind ? *words.kind == DataKind::Images : layoutOf(array->shape).has_value();
        const DataPart part = words.part.value_or(
            words.kind || !isTaken(areImages) ? DataPart::Training : DataPart::Test);
        m_parts.checksums[name.parent_path().filename().string() + "/" + name.filename().string()]
            = array->checksum;
        return take(*array, m_found[static_cast<std::size_t>(part)], areImages, name);
    }

    bool isTaken(bool byImages) const
    {
        const ImagePart& training = m_found.front();
        return byImages ? training.size() > 0 : !training.labels.empty();
    }

    static Result<void> take(
        NpyArray& array, ImagePart& part, bool areImages, const std::filesystem::path& name)
    {
        const auto wrong = [&name](const std::string& fault) {
            return failure(ErrorCode::FileMalformed, "“" + name.string() + "” " + fault + ".");
        };
        if (!areImages) {
            const auto read = readLabels(array, part);
            return read ? Result<void>() : wrong(read.error());
        }
        const std::optional<ImageLayout> layout = layoutOf(array.shape);
        if (!layout || array.isText() || layout->shape.rows > maximumImageSide
            || layout->shape.columns > maximumImageSide || array.count() == 0) {
            return wrong("is not an array of images: its shape is " + shapeText(array.shape));
        }
        part.shape = layout->shape;
        auto pixels = greyPixels(array, *layout);
        if (!pixels) {
            return wrong(pixels.error());
        }
        part.pixels = std::move(*pixels);
        return {};
    }

    static std::string shapeText(const std::vector<std::size_t>& extents)
    {
        std::string text;
        for (const std::size_t extent : extents) {
            text += (text.empty() ? "" : "×") + std::to_string(extent);
        }
        return text.empty() ? "that of one number" : text;
    }

    DatasetParts m_parts;
    std::array<ImagePart, 3> m_found; ///< by DataPart
    std::string m_names; ///< of all arrays
};

} // namespace

Result<DatasetParts> readNpzImages(
    const std::vector<std::filesystem::path>& files, DatasetParts parts)
{
    const std::string place = parts.place;
    try {
        return NpzReader(std::move(parts)).read(files);
    } catch (const std::bad_alloc&) {
        return failure(
            ErrorCode::FileUnreadable, "There is not enough memory for “" + place + "”.");
    }
}

} // namespace numeral
