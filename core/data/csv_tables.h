// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/data_places.h"

namespace numeral {

/// Finds CSV tables of images, plain or gzipped; those of one folder whose names differ only in
/// words such as train and test are one data set. Sample submissions are passed over. Surest are
/// those with a table called train. See readCsvImages.
std::vector<DataPlace> findCsvTables(const std::shared_ptr<const FileTree>& tree);

} // namespace numeral
