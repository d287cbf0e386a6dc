// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "core/data/catalogue.h"
#include "core/ink/redrawing.h"
#include "core/ink/skeleton.h"
#include "core/platform/atomic_file.h"
#include "ui/ink/ink_file.h"

#include <cstdio>
#include <numeric>

namespace numeral::cli {

namespace {

ui::Ink asInk(const PenDrawing& drawing)
{
    ui::Ink ink;
    for (const PenStroke& pen : drawing) {
        ui::Stroke stroke;
        for (const PenPoint& point : pen) {
            stroke.append({point.x, point.y});
        }
        ink.strokes.append(std::move(stroke));
    }
    return ink;
}

/// Test images in a random order, again and again where more are wanted than there are.
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

} // namespace

Result<void> runInk(const InkArguments& arguments)
{
    const Result<Dataset> dataset = loadDataset(arguments.data);
    if (!dataset) {
        return tl::unexpected(dataset.error());
    }
    const auto file = platform::AtomicFile::create(arguments.output);
    if (!file) {
        return tl::unexpected(file.error());
    }
    const LabelledImages& images = dataset->test;
    RandomImages order(images.size(), arguments.seed);
    for (std::uint64_t i = 1; i <= arguments.count; ++i) {
        const std::size_t image = order.next();
        SmallRandom random(arguments.seed, RandomStream::Redrawing, i);
        const PenDrawing drawing = skeletonStrokes(images.image(image), images.shape());
        ui::InkRecord record{asInk(redraw(drawing, {}, random)), std::to_string(image),
            static_cast<int>(images.labels()[image])};
        if (Result<void> written = (*file)->write(ui::inkLine(record)); !written) {
            return written;
        }
    }
    if (const Result<void> intact = checkIntact(*dataset); !intact) {
        return tl::unexpected(intact.error());
    }
    if (Result<void> committed = (*file)->commit(); !committed) {
        return committed;
    }
    std::printf("%llu drawings after %s's test images are in %s\n",
        static_cast<unsigned long long>(arguments.count), dataset->name.c_str(),
        arguments.output.c_str());
    return {};
}

} // namespace numeral::cli
