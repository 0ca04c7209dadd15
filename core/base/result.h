#pragma once

#include <expected>

#include "core/base/error.h"

namespace portolan {

/// A value or the Error that kept it from being made.
template <typename T>
using Result = std::expected<T, Error>;

/// Shorthand for `return fail(code, stage, detail, hint);`.
inline std::unexpected<Error> fail(ErrorCode code, Stage stage, QString detail, QString hint = {}) {
  return std::unexpected(Error{code, stage, std::move(detail), std::move(hint)});
}

}  // namespace portolan
