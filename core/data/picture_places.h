// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/data_places.h"

namespace numeral {

/// Finds folders with a folder of pictures for each class; see PictureClasses.
std::vector<DataPlace> findPicturePlaces(const std::shared_ptr<const FileTree>& tree);

} // namespace numeral
