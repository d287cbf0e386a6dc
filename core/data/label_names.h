// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/image_part.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace numeral {

/// Collects labels as they are written, and finds the classes that they name.
class LabelNames {
public:
    /// Returns false if the label would be of one class more than `maximumClasses`.
    bool add(std::string_view name);

    /// Gives the images these labels: numbers if all are whole numbers that a Label can hold, also
    /// written as 5.0; else names.
    void moveTo(ImagePart& part) const;

private:
    std::map<std::string, Label, std::less<>> m_places;
    std::vector<std::string> m_names; ///< in the order of their first appearance
    std::vector<Label> m_labels; ///< indices into m_names
};

} // namespace numeral
