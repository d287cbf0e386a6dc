// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/picture_decoder.h"
#include "core/data/picture_files.h"
#include "core/model/model.h"

#include <functional>
#include <string>
#include <vector>

namespace numeral {

/// What a network reads in one picture, as a row of a table.
struct PictureReading {
    std::string file; ///< the picture's name
    /// The classes' names in reading order, "?" for what is none of them; empty if nothing is
    /// written or the picture can't be read.
    std::string text;
    double probability = 0; ///< that all of `text` is right: the product, 0–1
    bool isSure = false; ///< see Reader::isSure
    std::string fault; ///< a sentence if the picture can't be read
};

/// Receives the readings in the order of the pictures, one at a time, on any thread. Returns false
/// to stop.
using PictureReadingSink = std::function<bool(PictureReading reading)>;

/// Reads pictures with a model on all cores, each as Reader reads it. One that can't be read gets a
/// fault and keeps none of the others from it. `decode` gives lightness, of the size that reads
/// best. Returns false if `sink` did.
bool readPictures(const Model& model, const std::vector<PictureFile>& pictures,
    const PictureDecoder& decode, const PictureReadingSink& sink);

/// The table's first line, "file,reading,probability,sure", and the line of a reading: the
/// probability with six decimals, empty like the reading where there is none; "yes" or "no". For
/// `separator` see csvLine.
std::string readingsHeader(char separator = ',');
std::string readingLine(const PictureReading& reading, char separator = ',');

/// A reading's probability as in its line.
std::string probabilityText(const PictureReading& reading);

} // namespace numeral
