// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <tl/expected.hpp>

#include <string>
#include <utility>

namespace numeral {

/// Category of an error; it determines the heading of the window's message.
enum class ErrorCode {
    InvalidSetting, ///< a setting or argument outside its range
    FileUnreadable, ///< missing, not a regular file, or access denied
    FileMalformed, ///< readable, but violates its file format
    FileNotWritten, ///< nothing changed on disk
    DataMissing, ///< a data set that is not installed
    ModelMismatch, ///< the model does not match the data
    EngineUnavailable, ///< the training engine cannot be loaded
    EnginesDisagree, ///< the engines give different results
    EngineFailed, ///< the training engine failed, for example out of memory
};

/// An error code and one sentence that names the object and says what is wrong with it.
struct Error {
    ErrorCode code;
    std::string detail;
};

/// A value or an `Error`. No exception crosses core's boundary.
template <typename T>
using Result = tl::expected<T, Error>;

/// Shorthand for returning an error from a function that returns a Result.
inline tl::unexpected<Error> failure(ErrorCode code, std::string detail)
{
    return tl::unexpected<Error>(Error{code, std::move(detail)});
}

} // namespace numeral
