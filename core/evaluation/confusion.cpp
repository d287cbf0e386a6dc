// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/confusion.h"

#include <cassert>
#include <numeric>

namespace numeral {

Confusion::Confusion(std::size_t classes)
    : m_classes(classes)
    , m_counts(classes * classes)
{
}

Confusion::Confusion(
    std::size_t classes, std::span<const Label> truths, std::span<const Label> answers)
    : Confusion(classes)
{
    assert(truths.size() == answers.size());
    for (std::size_t i = 0; i < truths.size(); ++i) {
        add(truths[i], answers[i]);
    }
}

void Confusion::add(Label truth, Label answer, std::size_t count)
{
    assert(truth < m_classes && answer < m_classes);
    m_counts[truth * m_classes + answer] += count;
}

std::size_t Confusion::images() const
{
    return std::accumulate(m_counts.begin(), m_counts.end(), std::size_t{0});
}

std::size_t Confusion::right() const
{
    std::size_t sum = 0;
    for (std::size_t i = 0; i < m_classes; ++i) {
        sum += count(i, i);
    }
    return sum;
}

std::size_t Confusion::imagesOf(std::size_t truth) const
{
    const auto row = m_counts.begin() + static_cast<std::ptrdiff_t>(truth * m_classes);
    return std::accumulate(row, row + static_cast<std::ptrdiff_t>(m_classes), std::size_t{0});
}

double Confusion::accuracy() const
{
    const std::size_t all = images();
    return all == 0 ? 0 : static_cast<double>(right()) / static_cast<double>(all);
}

std::optional<Confusion::Misread> Confusion::hardest() const
{
    std::optional<Misread> worst;
    for (std::size_t truth = 0; truth < m_classes; ++truth) {
        const std::size_t all = imagesOf(truth);
        const std::size_t wrong = all - count(truth, truth);
        if (wrong == 0) {
            continue;
        }
        // Shares are compared as products, which are exact.
        const std::size_t mine = worst ? wrong * worst->images : 1;
        const std::size_t most = worst ? worst->wrong * all : 0;
        if (mine > most || (mine == most && wrong > worst->wrong)) {
            worst = Misread{truth, all, wrong};
        }
    }
    return worst;
}

} // namespace numeral
