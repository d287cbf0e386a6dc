// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evaluation/confusion.h"
#include "core/ink/ink_file.h"
#include "core/model/model.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace numeral {

// An exam for a hand: somebody is asked for each class several times in random order, and networks
// read what was written.

/// Returns each of the names `times` times in random order; the same one twice in a row only where
/// nothing else is left. Without repetition the order would be known after the first round.
std::vector<std::string> examQuestions(
    const std::vector<std::string>& names, std::size_t times, std::uint64_t seed);

/// How a network reads an exam.
struct ExamResult {
    /// Truths and answers are indices into `classes`.
    Confusion confusion;
    std::vector<std::string> classes; ///< the network's

    /// A drawing that is taken for something else.
    struct Misread {
        std::size_t drawing; ///< its index
        std::size_t truth;
        std::size_t answer;
    };
    std::vector<Misread> misread;
    std::size_t unknown; ///< drawings of classes that the network doesn't know, or without ink
};

/// Lets a network read labelled drawings, each as one character.
ExamResult examine(const Model& model, const std::vector<InkRecord>& drawings);

/// Returns where an exam's drawings are kept: a file named after the writer, who may have no name,
/// in the folder, with a number if there is one already. Characters that a file's name can't have
/// become "_".
std::filesystem::path examFile(const std::filesystem::path& folder, const std::string& writer);

} // namespace numeral
