// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace numeral {

/// Returns the names of the classes of EMNIST's parts (Cohen et al. 2017, "EMNIST: an extension of
/// MNIST to handwritten letters") in the order of their labels, for a data set that is called after
/// its files ("emnist-letters"); nothing for any other. In "balanced" and "bymerge" the fifteen
/// small letters that look like their capitals share a class with them.
std::vector<std::string> emnistClasses(std::string_view datasetName);

} // namespace numeral
