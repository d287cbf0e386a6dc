// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/data_places.h"

namespace numeral {

/// Finds NPZ files; those of one folder whose names differ only in words such as train, test,
/// images and labels are one data set. See readNpzImages.
std::vector<DataPlace> findNpzArchives(const std::shared_ptr<const FileTree>& tree);

} // namespace numeral
