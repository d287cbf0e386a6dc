// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/augmented_dataset.h"

#include "core/data/class_names.h"
#include "core/data/dataset_files.h"
#include "core/data/idx.h"
#include "core/data/ordered_blocks.h"
#include "core/data/output_folder.h"

#include <algorithm>
#include <limits>
#include <new>
#include <system_error>
#include <vector>

namespace numeral {

namespace {

using Report = std::function<bool(const AugmentedDatasetProgress&)>;

constexpr std::size_t blockSize = std::size_t{1} << 20U;
constexpr std::uint64_t headers = 48; ///< total size of the four headers in bytes

std::string_view asText(std::span<const std::uint8_t> bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::vector<std::uint8_t> bytesOf(std::span<const Label> labels)
{
    std::vector<std::uint8_t> bytes(labels.size());
    std::transform(labels.begin(), labels.end(), bytes.begin(),
        [](Label label) { return static_cast<std::uint8_t>(label); });
    return bytes;
}

/// State of one `writeAugmented` run.
class Writer {
public:
    Writer(const Dataset& dataset, const AugmentedDatasetOptions& options, OutputFolder& folder,
        const Report& shouldContinue)
        : m_dataset(dataset)
        , m_images(dataset.training)
        , m_options(options)
        , m_folder(folder)
        , m_shouldContinue(shouldContinue)
    {
    }

    Result<bool> write()
    {
        if (const Result<void> enough = m_folder.checkFreeSpace(bytes()); !enough) {
            return tl::unexpected(enough.error());
        }
        for (const auto part :
            {&Writer::writeTestImages, &Writer::writeTestLabels, &Writer::writeLabels,
                &Writer::writeClasses, &Writer::writeImages, &Writer::finish}) {
            Result<bool> done = (this->*part)();
            if (!done || !*done) {
                return done;
            }
        }
        return true;
    }

private:
    std::size_t pixels() const { return m_images.shape().pixels(); }
    std::uint64_t count() const { return m_images.size() * m_options.copies; }

    std::uint64_t bytes() const
    {
        return (count() + m_dataset.test.size()) * (pixels() + 1) + headers;
    }

    Result<bool> writeFile(const char* name, const std::string& header,
        std::span<const std::uint8_t> body, std::uint64_t times)
    {
        const Result<platform::AtomicFile*> file = m_folder.add(name);
        if (!file) {
            return tl::unexpected(file.error());
        }
        Result<void> written = (*file)->write(header);
        for (std::uint64_t i = 0; i < times; ++i) {
            for (auto rest = body; !rest.empty() && written;) {
                if (!m_shouldContinue({false, 0})) {
                    return false;
                }
                const auto piece = rest.first(std::min(rest.size(), blockSize));
                written = (*file)->write(asText(piece));
                rest = rest.subspan(piece.size());
            }
        }
        return written.map([] { return true; });
    }

    Result<bool> writeTestImages()
    {
        const LabelledImages& test = m_dataset.test;
        return writeFile(testImagesName,
            idxImagesHeader(static_cast<std::uint32_t>(test.size()), test.shape()), test.pixels(),
            1);
    }

    Result<bool> writeTestLabels()
    {
        const LabelledImages& test = m_dataset.test;
        return writeFile(testLabelsName, idxLabelsHeader(static_cast<std::uint32_t>(test.size())),
            bytesOf(test.labels()), 1);
    }

    Result<bool> writeLabels()
    {
        return writeFile(trainingLabelsName, idxLabelsHeader(static_cast<std::uint32_t>(count())),
            bytesOf(m_images.labels()), m_options.copies);
    }

    /// Labels are their own names where no file says otherwise.
    Result<bool> writeClasses()
    {
        return m_dataset.classes == numberNames(m_dataset.classes.size())
            ? Result<bool>(true)
            : writeFile(classNamesName, classNamesText(m_dataset.classes), {}, 0);
    }

    Result<bool> writeImages()
    {
        const Result<platform::AtomicFile*> file = m_folder.add(trainingImagesName);
        if (!file) {
            return tl::unexpected(file.error());
        }
        const std::string header
            = idxImagesHeader(static_cast<std::uint32_t>(count()), m_images.shape());
        if (const Result<void> written = (*file)->write(header); !written) {
            return tl::unexpected(written.error());
        }
        const std::size_t imagesABlock = std::max<std::size_t>(blockSize / pixels(), 1);
        const std::uint64_t blocks = (count() + imagesABlock - 1) / imagesABlock;
        std::uint64_t done = 0;
        const auto consume = [&](std::span<const std::uint8_t> block) -> Result<bool> {
            if (const Result<void> written = (*file)->write(asText(block)); !written) {
                return tl::unexpected(written.error());
            }
            done += block.size() / pixels();
            return m_shouldContinue({false, done});
        };
        Result<bool> written = makeBlocksInOrder(
            blocks, imagesABlock * pixels(), m_options.threads,
            [&] { return newProducer(imagesABlock); }, consume);
        if (!written || !*written) {
            return written;
        }
        return (*file)->verify([this](std::uint64_t read) {
            return m_shouldContinue({true, read / pixels()});
        });
    }

    Result<bool> finish()
    {
        if (const Result<void> intact = checkIntact(m_dataset); !intact) {
            return tl::unexpected(intact.error());
        }
        return m_folder.commit().map([] { return true; });
    }

    /// Returns a function that makes one block of consecutive images: first those of the training
    /// file, then deformed copies of all of them, pass after pass.
    BlockProducer newProducer(std::size_t imagesABlock) const
    {
        Deformer deformer(m_images.shape(), m_options.limits, m_options.seed, m_images.look());
        return [this, imagesABlock, deformer](
                   std::uint64_t block, std::span<std::uint8_t> buffer) mutable {
            const std::uint64_t first = block * imagesABlock;
            const std::uint64_t last = std::min<std::uint64_t>(first + imagesABlock, count());
            for (std::uint64_t i = first; i < last; ++i) {
                const auto output = buffer.subspan((i - first) * pixels(), pixels());
                const auto image = m_images.image(i % m_images.size());
                if (i < m_images.size()) {
                    std::copy(image.begin(), image.end(), output.begin());
                } else {
                    deformer.deform(image, i, output);
                }
            }
            return static_cast<std::size_t>(last - first) * pixels();
        };
    }

    const Dataset& m_dataset;
    const LabelledImages& m_images;
    const AugmentedDatasetOptions& m_options;
    OutputFolder& m_folder;
    const Report& m_shouldContinue;
};

Result<void> validate(const Dataset& dataset, const AugmentedDatasetOptions& options)
{
    constexpr std::size_t maxClasses = 256; // a label is a byte
    if (dataset.classes.size() > maxClasses) {
        return failure(ErrorCode::InvalidSetting,
            "“" + dataset.name + "” has " + std::to_string(dataset.classes.size())
                + " classes, and IDX files of labels can tell at most " + std::to_string(maxClasses)
                + " apart.");
    }
    if (const std::uint64_t limit = maxCopies(dataset);
        options.copies < 1 || options.copies > limit) {
        return failure(ErrorCode::InvalidSetting,
            "The copies of “" + dataset.name + "” must lie between 1 and " + std::to_string(limit)
                + "; " + std::to_string(options.copies) + " do not.");
    }
    return options.limits.validate();
}

} // namespace

std::uint64_t maxCopies(const Dataset& dataset)
{
    constexpr std::uint64_t maxImages = std::numeric_limits<std::uint32_t>::max();
    return maxImages / std::max<std::uint64_t>(dataset.training.size(), 1);
}

Result<bool> writeAugmented(const Dataset& dataset, const AugmentedDatasetOptions& options,
    const std::filesystem::path& folder, const Report& shouldContinue)
try {
    if (const Result<void> valid = validate(dataset, options); !valid) {
        return tl::unexpected(valid.error());
    }
    const auto output = OutputFolder::create(folder);
    if (!output) {
        return tl::unexpected(output.error());
    }
    return Writer(dataset, options, **output, shouldContinue).write();
} catch (const std::bad_alloc&) {
    return failure(ErrorCode::FileNotWritten,
        "Cannot write “" + folder.string() + "”: there is not enough memory.");
} catch (const std::system_error& error) {
    return failure(ErrorCode::FileNotWritten,
        "Cannot write “" + folder.string() + "”: there can be no more threads ("
            + error.code().message() + ").");
}

} // namespace numeral
