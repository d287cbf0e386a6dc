// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/label_names.h"

#include "core/base/number_text.h"

#include <algorithm>
#include <cmath>

namespace numeral {

bool LabelNames::add(std::string_view name)
{
    auto place = m_places.find(name);
    if (place == m_places.end()) {
        if (m_names.size() == maximumClasses) {
            return false;
        }
        place = m_places.emplace(name, static_cast<Label>(m_names.size())).first;
        m_names.emplace_back(name);
    }
    m_labels.push_back(place->second);
    return true;
}

void LabelNames::moveTo(ImagePart& part) const
{
    std::vector<Label> numbers;
    numbers.reserve(m_names.size());
    for (const std::string& name : m_names) {
        const auto number = parseReal(name);
        if (!number || *number < 0 || *number >= outlierLabel || std::floor(*number) != *number) {
            part.labels = m_labels;
            part.names = m_names;
            return;
        }
        numbers.push_back(static_cast<Label>(*number));
    }
    part.names.clear();
    part.labels.resize(m_labels.size());
    std::transform(m_labels.begin(), m_labels.end(), part.labels.begin(),
        [&numbers](Label label) { return numbers[label]; });
}

} // namespace numeral
