// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"
#include "core/evaluation/confusion.h"

#include <string>
#include <vector>

namespace numeral {

/// How a network reads what one person wrote.
struct WriterScore {
    std::string writer; ///< empty: who is unknown
    bool isTested; ///< set aside for testing, so that the network of this data hasn't learnt it
    Confusion confusion;
};

/// Scores a network for each writer of the data set's images, hardest to read first; none if it
/// isn't known who wrote them. The data set must be as the network sees it: see `datasetFor`.
std::vector<WriterScore> writerScores(const Model& model, const Dataset& dataset);

} // namespace numeral
