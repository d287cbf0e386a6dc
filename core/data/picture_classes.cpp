// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/picture_classes.h"

#include "core/base/counted.h"
#include "core/base/natural_order.h"
#include "core/base/sha256.h"
#include "core/data/picture_cache.h"
#include "core/data/picture_files.h"
#include "core/data/picture_fitting.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <map>
#include <thread>

namespace numeral {

namespace {

/// What a folder called "train", "test_images" or the like holds; nullopt for any other.
std::optional<DataPart> partNamedBy(std::string_view folder)
{
    const NameWords words = wordsOf(folder);
    return words.rest.empty() ? words.part : std::nullopt;
}

struct NaturalLess {
    bool operator()(const std::string& a, const std::string& b) const { return naturalLess(a, b); }
};

/// A folder's pictures by class.
using ByClass = std::map<std::string, std::vector<std::pair<std::size_t, DataPart>>, NaturalLess>;

PictureClasses classesOf(
    const std::shared_ptr<const FileTree>& tree, const std::string& base, const ByClass& byClass)
{
    PictureClasses found{tree, base, {}, {}};
    for (const auto& [name, pictures] : byClass) {
        for (const auto& [file, part] : pictures) {
            found.pictures.push_back({file, static_cast<Label>(found.classes.size()), part});
        }
        found.classes.push_back(name);
    }
    std::sort(found.pictures.begin(), found.pictures.end(),
        [](const auto& a, const auto& b) { return a.file < b.file; });
    return found;
}

/// A picture as it becomes an image of the data set.
struct Decoded {
    GreyImage image; ///< empty if it could not be read
    bool isFitted = false; ///< it had another size and is scaled
    std::string checksum; ///< of the file
    std::string fault; ///< a sentence if it could not be read
};

class Decoding {
public:
    Decoding(const PictureClasses& found, const DataTools& tools)
        : m_found(found)
        , m_tools(tools)
        , m_decoded(found.pictures.size())
    {
    }

    /// Decodes all pictures on all cores. Returns false if that was cancelled.
    bool run()
    {
        const unsigned int threads = std::max(std::thread::hardware_concurrency(), 1U);
        std::vector<std::jthread> helpers;
        try {
            for (unsigned int i = 1; i < threads; ++i) {
                helpers.emplace_back([this] { work([](std::size_t) { return true; }); });
            }
        } catch (const std::system_error&) { // the system allows no more threads
        }
        const auto count = static_cast<double>(m_decoded.size());
        work([this, count](
                 std::size_t done) { return m_tools.goOn(static_cast<double>(done) / count); });
        helpers.clear(); // joins them
        return !m_isCancelled && !m_isOutOfMemory && m_tools.goOn(1);
    }

    bool isOutOfMemory() const { return m_isOutOfMemory; }
    std::vector<Decoded>& decoded() { return m_decoded; }

private:
    template <typename GoOn>
    void work(const GoOn& goOn)
    try {
        for (std::size_t i = m_next++; i < m_decoded.size(); i = m_next++) {
            if (m_isCancelled || !goOn(i)) {
                m_isCancelled = true;
                return;
            }
            m_decoded[i] = decode(m_found.pictures[i].file);
        }
    } catch (const std::bad_alloc&) {
        m_isOutOfMemory = true;
        m_isCancelled = true;
    }

    Decoded decode(std::size_t file) const
    {
        constexpr std::uint64_t mostBytes = std::uint64_t{512} << 20U;
        constexpr std::size_t mostSide = 512; // far more than what is kept
        Decoded decoded;
        const auto bytes = m_found.tree->read(file, mostBytes);
        if (!bytes) {
            decoded.fault = bytes.error().detail;
            return decoded;
        }
        Result<GreyImage> image = m_tools.decode(*bytes, m_found.tree->pathOf(file), mostSide);
        if (!image) {
            decoded.fault = image.error().detail;
            return decoded;
        }
        const std::size_t side = m_tools.pictureSide;
        decoded.isFitted = side != 0 || std::max(image->rows, image->columns) > mostKeptSide;
        const ImageShape shape = side != 0 ? ImageShape{side, side} : ImageShape();
        decoded.image = decoded.isFitted ? fittedTo(shape, *image) : std::move(*image);
        Sha256 sha256;
        sha256.add({reinterpret_cast<const char*>(bytes->data()), bytes->size()});
        decoded.checksum = sha256.hex();
        return decoded;
    }

    const PictureClasses& m_found;
    const DataTools& m_tools;
    std::vector<Decoded> m_decoded;
    std::atomic<std::size_t> m_next = 0;
    std::atomic<bool> m_isCancelled = false;
    std::atomic<bool> m_isOutOfMemory = false;
};

/// The size that all pictures have, if they can keep it or were scaled to it; else 28×28.
ImageShape commonShape(const std::vector<Decoded>& decoded)
{
    const Decoded* first = nullptr;
    for (const Decoded& picture : decoded) {
        if (picture.image.pixels.empty()) {
            continue;
        }
        first = first == nullptr ? &picture : first;
        if (picture.isFitted != first->isFitted || picture.image.rows != first->image.rows
            || picture.image.columns != first->image.columns) {
            return {};
        }
    }
    return first != nullptr ? ImageShape{first->image.rows, first->image.columns} : ImageShape();
}

std::string checksumOf(const PictureClasses& found, const std::vector<Decoded>& decoded)
{
    Sha256 sha256;
    for (std::size_t i = 0; i < decoded.size(); ++i) {
        sha256.add(found.tree->files()[found.pictures[i].file]);
        sha256.add(std::string_view("\0", 1));
        sha256.add(decoded[i].checksum + "\n");
    }
    return sha256.hex();
}

/// Puts the images into the parts. Error: FileMalformed if nearly none could be read.
Result<void> sort(const PictureClasses& found, std::vector<Decoded>& decoded, DatasetParts& parts)
{
    const auto isBroken = [](const Decoded& picture) { return !picture.fault.empty(); };
    const auto broken
        = static_cast<std::size_t>(std::count_if(decoded.begin(), decoded.end(), isBroken));
    const auto first = std::find_if(decoded.begin(), decoded.end(), isBroken);
    constexpr std::size_t fewestOf = 10;
    if ((decoded.size() - broken) * fewestOf < decoded.size()) {
        return failure(ErrorCode::FileMalformed,
            "Of " + counted(decoded.size(), "picture") + " in “" + parts.place + "” only "
                + std::to_string(decoded.size() - broken) + " can be read. " + first->fault);
    }
    if (broken > 0) {
        parts.remarks.push_back(counted(broken, "picture") + " of " + std::to_string(decoded.size())
            + (broken == 1 ? " was" : " were") + " left out, since " + (broken == 1 ? "it" : "they")
            + " can't be read. " + first->fault);
    }
    const bool isTested = std::any_of(found.pictures.begin(), found.pictures.end(),
        [](const auto& picture) { return picture.part == DataPart::Test; });
    const ImageShape shape = commonShape(decoded);
    std::array<std::vector<std::uint8_t>, 2> pixels;
    std::array<ImagePart*, 2> images{&parts.training, &parts.test};
    for (std::size_t i = 0; i < decoded.size(); ++i) {
        GreyImage image = std::move(decoded[i].image);
        if (image.pixels.empty()) {
            continue;
        }
        if (image.rows != shape.rows || image.columns != shape.columns) {
            image = fittedTo(shape, image);
        }
        const DataPart part = found.pictures[i].part;
        const bool isTest = part == DataPart::Test || (part == DataPart::Validation && !isTested);
        std::vector<std::uint8_t>& to = pixels[isTest ? 1 : 0];
        to.insert(to.end(), image.pixels.begin(), image.pixels.end());
        images[isTest ? 1 : 0]->labels.push_back(found.pictures[i].label);
    }
    if (pixels[0].empty()) { // pictures for testing alone are pictures all the same
        std::swap(pixels[0], pixels[1]);
        std::swap(parts.training.labels, parts.test.labels);
    }
    for (std::size_t i = 0; i < images.size(); ++i) {
        images[i]->shape = shape;
        images[i]->names = found.classes;
        images[i]->pixels = Bytes(std::move(pixels[i]));
    }
    return {};
}

/// The pictures by the folder that their classes' folders are in.
std::map<std::string, ByClass, NaturalLess> picturesByBase(const FileTree& tree)
{
    std::map<std::string, ByClass, NaturalLess> byBase;
    const std::vector<std::string>& files = tree.files();
    for (std::size_t i = 0; i < files.size(); ++i) {
        const std::string_view folder = parentOf(files[i]);
        if (folder.empty() || !isPictureName(files[i]) || partNamedBy(lastPart(folder))) {
            continue;
        }
        std::string_view base = parentOf(folder);
        const std::optional<DataPart> part = partNamedBy(lastPart(base));
        while (part && partNamedBy(lastPart(base)) == part) { // some archives have train/train
            base = parentOf(base);
        }
        byBase[std::string(base)][std::string(lastPart(folder))].emplace_back(
            i, part.value_or(DataPart::Training));
    }
    return byBase;
}

} // namespace

std::string missingPictureClass(const FileTree& tree)
{
    for (const auto& [base, byClass] : picturesByBase(tree)) {
        if (byClass.size() == 1) {
            return "“" + (tree.root() / base).string() + "” has pictures of one class, “"
                + byClass.begin()->first
                + "”; at least two are needed, each in a folder of its own.";
        }
    }
    return {};
}

std::vector<PictureClasses> findPictureClasses(const std::shared_ptr<const FileTree>& tree)
{
    std::vector<PictureClasses> sets;
    for (const auto& [base, byClass] : picturesByBase(*tree)) {
        if (byClass.size() > 1) {
            sets.push_back(classesOf(tree, base, byClass));
        }
    }
    return sets;
}

Result<DatasetParts> readPictureClasses(const PictureClasses& found, DatasetParts parts,
    const DataTools& tools, const std::filesystem::path& cache)
{
    if (found.classes.size() > maximumClasses) {
        return failure(ErrorCode::FileMalformed,
            "“" + parts.place + "” has " + counted(found.classes.size(), "class", "classes")
                + ", more than the " + std::to_string(maximumClasses) + " that are possible.");
    }
    std::string state = std::to_string(tools.pictureSide) + '\n';
    for (const PictureClasses::Picture& picture : found.pictures) {
        state += found.tree->files()[picture.file] + ' ' + found.tree->stamp(picture.file) + '\n';
    }
    const PictureCache kept(cache, parts.place, state);
    if (std::optional<DatasetParts> known = kept.read(parts)) {
        return std::move(*known);
    }
    Decoding decoding(found, tools);
    if (!decoding.run()) {
        return decoding.isOutOfMemory() ? failure(ErrorCode::FileUnreadable,
                   "There is not enough memory for “" + parts.place + "”.")
                                        : openingCancelled();
    }
    parts.checksums["pictures"] = checksumOf(found, decoding.decoded());
    if (const Result<void> sorted = sort(found, decoding.decoded(), parts); !sorted) {
        return tl::unexpected(sorted.error());
    }
    kept.write(parts);
    return parts;
}

} // namespace numeral
