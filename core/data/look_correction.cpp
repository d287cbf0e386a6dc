// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/look_correction.h"

#include "core/data/dataset.h"
#include "core/data/drawings.h"
#include "core/data/picture_fitting.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <new>
#include <numeric>

namespace numeral {

namespace {

constexpr std::size_t sampledImages = 2000;
constexpr std::size_t readImages = 300; ///< of which the network's accuracy is known to 5 points
constexpr std::size_t fewestRead = 30;

/// How many pixels have each grey.
using Greys = std::array<std::uint64_t, 256>;

std::uint64_t count(const Greys& greys, int first, int last)
{
    return std::accumulate(greys.begin() + first, greys.begin() + last + 1, std::uint64_t{0});
}

/// The darkest grey that at least `share` of the pixels don't exceed.
int quantile(const Greys& greys, double share)
{
    const double wanted = share * static_cast<double>(count(greys, 0, 255));
    int grey = 0;
    for (std::uint64_t sum = greys[0]; grey < 255 && static_cast<double>(sum) < wanted;) {
        sum += greys[static_cast<std::size_t>(++grey)];
    }
    return grey;
}

/// Indices of at most `most` images, evenly spread over the set.
std::vector<std::size_t> spread(std::size_t images, std::size_t most)
{
    const std::size_t taken = std::min(images, most);
    std::vector<std::size_t> indices(taken);
    for (std::size_t i = 0; i < taken; ++i) {
        indices[i] = i * images / taken;
    }
    return indices;
}

struct GreyCounts {
    Greys border{}; ///< of the outermost rows and columns
    Greys all{};
};

GreyCounts countGreys(const LabelledImages& images)
{
    GreyCounts counts;
    const ImageShape& shape = images.shape();
    for (const std::size_t index : spread(images.size(), sampledImages)) {
        const auto image = images.image(index);
        for (std::size_t i = 0; i < image.size(); ++i) {
            const std::size_t row = i / shape.columns;
            const std::size_t column = i % shape.columns;
            const bool isBorder
                = row == 0 || row + 1 == shape.rows || column == 0 || column + 1 == shape.columns;
            ++counts.all[image[i]];
            counts.border[image[i]] += isBorder ? 1 : 0;
        }
    }
    return counts;
}

/// Levels of paper and ink this near to those of plain or inverted images count as these.
constexpr int nearPaper = 12;
constexpr int nearInk = 55;

void findPaperAndInk(const LabelledImages& images, FoundLook& found)
{
    constexpr double extreme = 0.002; // of the pixels may be outliers
    constexpr double evenShare = 0.7; // of the border, for it to be paper
    constexpr int evenness = 6; // of the range of greys: how far even paper's greys lie apart
    const GreyCounts counts = countGreys(images);
    const int darkest = quantile(counts.all, extreme);
    const int lightest = quantile(counts.all, 1 - extreme);
    const int paper = quantile(counts.border, 0.5);
    const int range = lightest - darkest;
    if (range == 0) {
        return;
    }
    const int tolerance = range / evenness;
    const auto even = static_cast<double>(
        count(counts.border, std::max(paper - tolerance, 0), std::min(paper + tolerance, 255)));
    found.arePaperAndInkKnown
        = even >= evenShare * static_cast<double>(count(counts.border, 0, 255));
    int ink = lightest - paper >= paper - darkest ? lightest : darkest;
    int known = paper;
    if (known <= nearPaper && ink >= 255 - nearInk) {
        known = 0;
        ink = 255;
    } else if (known >= 255 - nearPaper && ink <= nearInk) {
        known = 255;
        ink = 0;
    }
    found.look.paper = static_cast<std::uint8_t>(known);
    found.look.ink = static_cast<std::uint8_t>(ink);
}

/// Some of the images whose classes the reader knows, with its labels.
LabelledImages someKnown(const LabelledImages& images, const std::vector<std::string>& classes,
    const ImageReader& reader)
{
    std::vector<std::optional<std::size_t>> labelOf;
    labelOf.reserve(classes.size());
    for (const std::string& name : classes) {
        labelOf.push_back(classOf(reader.classes, name));
    }
    std::vector<std::size_t> known;
    for (std::size_t i = 0; i < images.size(); ++i) {
        if (labelOf[images.labels()[i]]) {
            known.push_back(i);
        }
    }
    std::vector<std::uint8_t> pixels;
    std::vector<Label> labels;
    for (const std::size_t place : spread(known.size(), readImages)) {
        const auto image = images.image(known[place]);
        pixels.insert(pixels.end(), image.begin(), image.end());
        labels.push_back(static_cast<Label>(*labelOf[images.labels()[known[place]]]));
    }
    return {images.shape(), std::move(pixels), std::move(labels), images.look()};
}

/// A reader, and the images that it is to read.
struct ReaderWithImages {
    const ImageReader& reader;
    LabelledImages images;
};

/// The reader that knows the most of the images, if these are enough.
std::optional<ReaderWithImages> readerFor(const LabelledImages& images,
    const std::vector<std::string>& classes, const std::vector<ImageReader>& readers)
{
    const auto knownBy = [&images, &classes](const ImageReader& reader) {
        std::vector<bool> isKnown;
        for (const std::string& name : classes) {
            isKnown.push_back(classOf(reader.classes, name).has_value());
        }
        const auto labels = images.labels();
        return std::count_if(
            labels.begin(), labels.end(), [&isKnown](Label label) { return isKnown[label]; });
    };
    if (classes.empty()) {
        return std::nullopt;
    }
    const auto best = std::max_element(readers.begin(), readers.end(),
        [&knownBy](const auto& a, const auto& b) { return knownBy(a) < knownBy(b); });
    if (best == readers.end()) {
        return std::nullopt;
    }
    LabelledImages known = someKnown(images, classes, *best);
    return known.size() >= fewestRead ? std::optional(ReaderWithImages{*best, std::move(known)})
                                      : std::nullopt;
}

/// Some images, evenly spread over the set.
LabelledImages someOf(const LabelledImages& images)
{
    std::vector<std::uint8_t> pixels;
    std::vector<Label> labels;
    for (const std::size_t index : spread(images.size(), sampledImages)) {
        const auto image = images.image(index);
        pixels.insert(pixels.end(), image.begin(), image.end());
        labels.push_back(images.labels()[index]);
    }
    return {images.shape(), std::move(pixels), std::move(labels), images.look()};
}

LabelledImages converted(const LabelledImages& images, const ImageLook& from, const ImageLook& to)
{
    const LookConversion conversion(from, to);
    const std::size_t size = images.shape().pixels();
    std::vector<std::uint8_t> pixels(images.pixels().size());
    for (std::size_t i = 0; i < images.size(); ++i) {
        conversion.convert(
            images.image(i), images.shape(), std::span(pixels).subspan(i * size, size));
    }
    return {images.shape(), Bytes(std::move(pixels)), images.sharedLabels(), to};
}

void findOrientation(const LabelledImages& images, const std::vector<std::string>& classes,
    const std::vector<ImageReader>& readers, FoundLook& found)
{
    constexpr double readable = 0.55;
    constexpr double clearlyBetter = 0.3;
    const std::optional<ReaderWithImages> known = readerFor(images, classes, readers);
    if (!known || images.shape().rows != images.shape().columns) {
        return;
    }
    ImageLook upright = found.arePaperAndInkKnown ? found.look : ImageLook();
    ImageLook transposed = upright;
    transposed.transposed = true;
    const auto accuracy = [&known](const ImageLook& look) {
        return known->reader.accuracy(converted(known->images, look, {}));
    };
    const double asTheyAre = accuracy(upright);
    const double other = accuracy(transposed);
    if (std::max(asTheyAre, other) >= readable && std::abs(asTheyAre - other) >= clearlyBetter) {
        found.look.transposed = other > asTheyAre;
        found.isOrientationKnown = true;
    }
}

tl::unexpected<Error> notEnoughMemory(const Dataset& dataset)
{
    return failure(ErrorCode::FileUnreadable,
        "There is not enough memory to convert the images of “" + dataset.name + "”.");
}

/// Replaces all the data set's images by what `change` makes of them.
template <typename Change>
void changeImages(Dataset& dataset, const Change& change)
{
    for (LabelledImages* images : {&dataset.training, &dataset.test, &dataset.unlabelled}) {
        if (images->size() > 0) {
            *images = change(LabelledImages(*images));
        }
    }
}

/// The data set with its images converted from one look to another, taken to look like `result`
/// then.
Result<Dataset> convertedDataset(
    const Dataset& dataset, const ImageLook& from, const ImageLook& to, const ImageLook& result)
try {
    Dataset other = dataset;
    changeImages(other, [&](const LabelledImages& images) {
        return (from == to ? images : converted(images, from, to)).takenAs(result);
    });
    if (const Result<void> intact = checkIntact(dataset); !intact) {
        return tl::unexpected(intact.error());
    }
    return other;
} catch (const std::bad_alloc&) {
    return notEnoughMemory(dataset);
}

} // namespace

FoundLook findLook(const LabelledImages& images, const std::vector<std::string>& classes,
    const std::vector<ImageReader>& readers)
{
    FoundLook found;
    findPaperAndInk(images, found);
    findOrientation(images, classes, readers, found);
    if (found.arePaperAndInkKnown) {
        ImageLook upright = found.look;
        upright.transposed = false; // which changes no measure
        found.arrangement = findArrangement(converted(someOf(images), upright, {}));
    }
    return found;
}

std::optional<double> shareReadRight(
    const Dataset& dataset, const std::vector<ImageReader>& readers)
{
    const std::optional<ReaderWithImages> known = dataset.found.arePaperAndInkKnown
        ? readerFor(dataset.training, dataset.classes, readers)
        : std::nullopt;
    return known
        ? std::optional(known->reader.accuracy(converted(known->images, known->images.look(), {})))
        : std::nullopt;
}

LabelledImages scaledTo(const ImageShape& shape, const LabelledImages& images)
{
    if (images.shape() == shape) {
        return images;
    }
    std::vector<std::uint8_t> pixels;
    pixels.reserve(images.size() * shape.pixels());
    GreyImage image(images.shape().rows, images.shape().columns);
    for (std::size_t i = 0; i < images.size(); ++i) {
        std::copy(images.image(i).begin(), images.image(i).end(), image.pixels.begin());
        const GreyImage scaled = fittedTo(shape, image);
        pixels.insert(pixels.end(), scaled.pixels.begin(), scaled.pixels.end());
    }
    return {shape, Bytes(std::move(pixels)), images.sharedLabels(), images.look()};
}

LookCorrections neededCorrections(const FoundLook& found)
{
    LookCorrections needed;
    if (found.arePaperAndInkKnown) {
        needed.stretch = !found.look.hasFullContrast();
        needed.invert = found.look.isInverted();
    }
    needed.transpose = found.isOrientationKnown && found.look.transposed;
    needed.centre = found.arrangement == Arrangement::Varied;
    return needed;
}

namespace {

GreyImage imageAt(const LabelledImages& images, std::size_t index)
{
    GreyImage image(images.shape().rows, images.shape().columns);
    std::copy(images.image(index).begin(), images.image(index).end(), image.pixels.begin());
    return image;
}

/// The first image of each class, by its index.
std::map<std::size_t, GreyImage> firstOfEachClass(const Dataset& dataset)
{
    std::map<std::size_t, GreyImage> first;
    std::vector<bool> isFound(dataset.classes.size());
    const auto labels = dataset.training.labels();
    for (std::size_t i = 0; i < labels.size() && first.size() < isFound.size(); ++i) {
        if (labels[i] < isFound.size() && !isFound[labels[i]]) {
            isFound[labels[i]] = true;
            first.emplace(i, imageAt(dataset.training, i));
        }
    }
    return first;
}

/// Centres and scales the ink of images of that look.
LabelledImages centred(const LabelledImages& images, const ImageLook& look)
{
    const LabelledImages arranged = arrangedLikeMnist(converted(images, look, {}));
    return converted(arranged, {}, look).takenAs(images.look());
}

/// What images of a found look look like after the corrections.
ImageLook lookAfter(const ImageLook& found, const LookCorrections& done)
{
    ImageLook look = found;
    if (done.stretch) {
        look.paper = found.isInverted() ? 255 : 0;
        look.ink = static_cast<std::uint8_t>(255 - look.paper);
    }
    if (done.invert) {
        look.paper = static_cast<std::uint8_t>(255 - look.paper);
        look.ink = static_cast<std::uint8_t>(255 - look.ink);
    }
    look.transposed = found.transposed != done.transpose;
    return look;
}

} // namespace

GreyImage asInFile(const Dataset& dataset, std::size_t index)
{
    const auto original = dataset.originals.find(index);
    return original != dataset.originals.end() ? original->second
                                               : imageAt(dataset.training, index);
}

Result<Dataset> withCorrectedLook(
    const Dataset& dataset, const FoundLook& found, const LookChoices& choices)
try {
    const LookCorrections needed = neededCorrections(found);
    const LookCorrections done{choices.stretch.value_or(needed.stretch),
        choices.invert.value_or(needed.invert), choices.transpose.value_or(needed.transpose),
        choices.centre.value_or(needed.centre), choices.side.value_or(0)};
    Dataset scaled = dataset;
    if (done.side != 0) {
        if (done.side > mostSide) {
            return failure(ErrorCode::InvalidSetting,
                "Images can be scaled to 1×1 to " + std::to_string(mostSide) + "×"
                    + std::to_string(mostSide) + " pixels.");
        }
        changeImages(scaled, [&done](const LabelledImages& images) {
            return scaledTo({done.side, done.side}, images);
        });
    }
    const ImageShape& shape
        = (scaled.training.size() == 0 ? scaled.unlabelled : scaled.training).shape();
    if (done.transpose && shape.rows != shape.columns) {
        return failure(ErrorCode::InvalidSetting,
            "Only square images can be transposed; those of “" + dataset.name + "” have "
                + std::to_string(shape.columns) + "×" + std::to_string(shape.rows) + " pixels.");
    }
    const ImageLook to = lookAfter(found.look, done);
    ImageLook result;
    if (found.arePaperAndInkKnown) {
        result.paper = to.paper;
        result.ink = to.ink;
    }
    result.transposed = found.isOrientationKnown && to.transposed;
    Result<Dataset> corrected = convertedDataset(scaled, found.look, to, result);
    if (corrected) {
        if (done.centre) {
            changeImages(
                *corrected, [&to](const LabelledImages& images) { return centred(images, to); });
        }
        corrected->found = found;
        corrected->corrections = done;
        corrected->originals = firstOfEachClass(scaled);
        if (done.centre || found.arrangement == Arrangement::LikeMnist) {
            corrected->preprocessing = Preprocessing::Mnist;
        } else if (found.arrangement == Arrangement::FillsImage) {
            corrected->preprocessing = Preprocessing::Fit;
        }
    }
    return corrected;
} catch (const std::bad_alloc&) {
    return notEnoughMemory(dataset);
}

LabelledImages inLook(const LabelledImages& images, const ImageLook& look)
{
    return images.look() == look ? images : converted(images, images.look(), look);
}

Result<Dataset> inLook(const Dataset& dataset, const ImageLook& look)
{
    const ImageLook& now
        = (dataset.training.size() == 0 ? dataset.unlabelled : dataset.training).look();
    return now == look ? dataset : convertedDataset(dataset, now, look, look);
}

} // namespace numeral
