// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/data_argument.h"
#include "core/base/counted.h"
#include "core/data/catalogue.h"
#include "core/data/edited_dataset.h"
#include "core/data/emnist_classes.h"
#include "core/ink/habits.h"
#include "core/ink/handwriting_variants.h"
#include "core/ink/ink_file.h"
#include "core/ink/letters.h"
#include "core/ink/outliers.h"
#include "core/ink/plain_digits.h"
#include "core/ink/redrawing.h"
#include "core/ink/skeleton.h"
#include "core/platform/atomic_file.h"

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <functional>
#include <iterator>
#include <map>
#include <numeric>

namespace numeral::cli {

namespace {

/// Indices of the test images in random order, shuffled anew whenever all have been used.
class RandomImages {
public:
    RandomImages(std::size_t count, std::uint64_t seed)
        : m_random(seed, RandomStream::Redrawing, 0)
        , m_order(count)
        , m_next(count)
    {
        std::iota(m_order.begin(), m_order.end(), std::size_t{0});
    }

    std::size_t next()
    {
        if (m_next == m_order.size()) {
            shuffle(m_random, m_order);
            m_next = 0;
        }
        return m_order[m_next++];
    }

private:
    SmallRandom m_random;
    std::vector<std::size_t> m_order;
    std::size_t m_next;
};

using RecordMaker = std::function<InkRecord(SmallRandom&)>;

Result<void> writeRecords(
    const InkArguments& arguments, platform::AtomicFile& file, const RecordMaker& makeRecord)
{
    for (std::uint64_t i = 1; i <= arguments.count; ++i) {
        SmallRandom random(arguments.seed, RandomStream::Redrawing, i);
        if (Result<void> written = file.write(inkLine(makeRecord(random))); !written) {
            return written;
        }
    }
    return {};
}

Result<void> writeOutliers(const InkArguments& arguments, platform::AtomicFile& file)
{
    const auto draw = *arguments.outliers == "letters" ? &drawLetterUnlikeDigits
        : *arguments.outliers == "signs"               ? &drawSign
                                                       : &drawScribble;
    return writeRecords(arguments, file, [draw](SmallRandom& random) {
        return InkRecord{redraw(draw(random), {}, random), {}, {}, {}};
    });
}

/// The record's id is the habit's name. The proportions vary more widely than those that a network
/// learns from, so that it is not tested with the same drawings again.
Result<void> writeHabits(const InkArguments& arguments, platform::AtomicFile& file)
{
    constexpr double spread = 1.25;
    std::vector<Habit> chosen;
    std::ranges::copy_if(habits(), std::back_inserter(chosen), [&](const Habit& habit) {
        return *arguments.habit == "all" || *arguments.habit == habit.name;
    });
    return writeRecords(arguments, file, [&chosen](SmallRandom& random) {
        const Habit& habit = chosen[random.below(chosen.size())];
        Hand hand(random, spread);
        const Ink drawing = habit.draw(hand);
        const RedrawingLimits pen = withRandomPen({}, random);
        return InkRecord{redraw(drawing, pen, random), '"' + std::string(habit.name) + '"',
            std::to_string(habit.digit), {}};
    });
}

/// Draws digits: after training images of a data set, by habits, and as they are taught.
class WrittenDigits {
public:
    explicit WrittenDigits(Dataset dataset)
    {
        dataset = withoutLeftOut(dataset);
        m_images = inLook(dataset.training, {});
        for (std::size_t i = 0; i < m_images.size(); ++i) {
            m_byClass[dataset.classes[m_images.labels()[i]]].push_back(i);
        }
    }

    bool has(const std::string& name) const { return m_byClass.contains(name); }

    Ink draw(const std::string& name, SmallRandom& random) const
    {
        const int digit = name[0] - '0';
        const std::uint64_t form = random.below(10);
        if (form < 2) {
            return drawPlainDigit(digit, random);
        }
        if (form < 5) {
            return drawHabit(digit, random);
        }
        const std::vector<std::size_t>& images = m_byClass.at(name);
        Ink drawing = skeletonStrokes(
            m_images.image(images[random.below(images.size())]), m_images.shape());
        addHandwritingVariants(drawing, name, random);
        return drawing;
    }

private:
    LabelledImages m_images;
    std::map<std::string, std::vector<std::size_t>> m_byClass;
};

/// Draws a letter of a class, in any case if there is one class for both.
Ink drawLetterOf(
    const std::string& name, const std::vector<std::string>& classes, SmallRandom& random)
{
    const auto letter = static_cast<unsigned char>(name[0]);
    const auto small = static_cast<char>(std::tolower(letter));
    const int otherCase = std::isupper(letter) != 0 ? small : std::toupper(letter);
    const std::string other(1, static_cast<char>(otherCase));
    const bool hasOther = std::find(classes.begin(), classes.end(), other) != classes.end();
    return hasOther ? drawLetter(name[0], random) : drawLetterInAnyCase(small, random);
}

/// Draws letters, and after the data set's training images digits, of the classes of EMNIST's part
/// of that name. The letters of a class for both cases are mostly capitals, as people write them
/// into boxes.
Result<void> writeClasses(const InkArguments& arguments, platform::AtomicFile& file)
{
    const std::vector<std::string> classes = emnistClasses("emnist-" + *arguments.classes);
    std::optional<WrittenDigits> digits;
    if (std::any_of(classes.begin(), classes.end(), isDigitName)) {
        Result<Dataset> dataset = openData(arguments.data, false);
        if (!dataset) {
            return tl::unexpected(dataset.error());
        }
        digits.emplace(std::move(*dataset));
        for (const std::string& name : classes) {
            if (isDigitName(name) && !digits->has(name)) {
                return failure(ErrorCode::DataMissing,
                    "The data set of --from-data has no training image of a " + name + ".");
            }
        }
    }
    return writeRecords(arguments, file, [&](SmallRandom& random) {
        const std::string& name = classes[random.below(classes.size())];
        const RedrawingLimits pen = withRandomPen({}, random);
        const Ink drawing
            = isDigitName(name) ? digits->draw(name, random) : drawLetterOf(name, classes, random);
        return InkRecord{redraw(drawing, pen, random), {}, name, {}};
    });
}

Result<void> writeDigits(const InkArguments& arguments, platform::AtomicFile& file)
{
    const Result<Dataset> dataset = openData(arguments.data, false);
    if (!dataset) {
        return tl::unexpected(dataset.error());
    }
    const LabelledImages images = inLook(dataset->test, {});
    RandomImages order(images.size(), arguments.seed);
    Result<void> written = writeRecords(arguments, file, [&](SmallRandom& random) {
        const std::size_t image = order.next();
        const Ink drawing = skeletonStrokes(images.image(image), images.shape());
        return InkRecord{redraw(drawing, {}, random), std::to_string(image),
            dataset->classes[images.labels()[image]], {}};
    });
    return written ? checkIntact(*dataset) : written;
}

} // namespace

Result<void> runInk(const InkArguments& arguments)
{
    const auto file = platform::AtomicFile::create(arguments.output);
    if (!file) {
        return tl::unexpected(file.error());
    }
    Result<void> written = arguments.classes ? writeClasses(arguments, **file)
        : arguments.outliers                 ? writeOutliers(arguments, **file)
        : arguments.habit                    ? writeHabits(arguments, **file)
                                             : writeDigits(arguments, **file);
    if (written) {
        written = (*file)->commit();
    }
    if (!written) {
        return written;
    }
    std::printf(
        "%s in %s\n", counted(arguments.count, "drawing").c_str(), arguments.output.c_str());
    return {};
}

} // namespace numeral::cli
