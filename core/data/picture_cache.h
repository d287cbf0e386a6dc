// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset_parts.h"

#include <filesystem>
#include <optional>
#include <string>

namespace numeral {

/// Keeps what was made of folders of pictures, so that they are decoded once. A damaged or missing
/// file costs time and nothing else.
class PictureCache {
public:
    /// `folder` need not exist. `place` tells data sets apart, and `state` what their files' state
    /// was: of each place one state is kept, and of all places the latest twenty.
    PictureCache(std::filesystem::path folder, const std::string& place, const std::string& state);

    /// Adds to `parts` what `write` was given; returns nullopt if there is nothing or it's damaged.
    std::optional<DatasetParts> read(DatasetParts parts) const;

    void write(const DatasetParts& parts) const;

private:
    std::filesystem::path entry() const { return m_folder / (m_place + "-" + m_state); }
    void makeRoom() const;

    std::filesystem::path m_folder;
    std::string m_place; ///< hexadecimal
    std::string m_state;
};

} // namespace numeral
