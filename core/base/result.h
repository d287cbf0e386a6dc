// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <tl/expected.hpp>

#include <string>
#include <utility>

namespace numeral {

/// What kind of thing went wrong; the window chooses its heading by it.
enum class ErrorCode {
    InvalidSetting, ///< a setting or argument outside its range
    FileUnreadable, ///< absent, not a file, or not permitted
    FileMalformed, ///< readable, but not what its format demands
    FileNotWritten, ///< nothing was changed on disk
    DataMissing, ///< a data set that is not installed
    ModelMismatch, ///< a model and data that do not fit together
    EngineUnavailable, ///< the training engine cannot be loaded
    EngineFailed, ///< the training engine gave up, out of memory for one
};

/// An error is a code and one sentence that names the thing and says what is wrong with it.
struct Error {
    ErrorCode code;
    std::string detail;
};

/// A value, or the reason why there is none. Nothing in core throws across its boundary.
template <typename T>
using Result = tl::expected<T, Error>;

/// Shorthand for returning an error from a function that yields a Result.
inline tl::unexpected<Error> failure(ErrorCode code, std::string detail)
{
    return tl::unexpected<Error>(Error{code, std::move(detail)});
}

} // namespace numeral
