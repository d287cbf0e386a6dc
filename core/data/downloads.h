// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/download.h"

#include <memory>

namespace numeral {

// What the data sets of the catalogue are downloaded from: see core/fetch.

std::shared_ptr<const Download> mnistDownload();
std::shared_ptr<const Download> fashionMnistDownload();
std::shared_ptr<const Download> kmnistDownload();
std::shared_ptr<const Download> qmnistDownload();
std::shared_ptr<const Download> emnistDownload();

} // namespace numeral
