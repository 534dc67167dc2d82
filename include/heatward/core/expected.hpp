#pragma once

#include <tl/expected.hpp>

#include "heatward/core/error.hpp"

namespace heatward {

/// A value, or the Error that says why there is none. For bad data that the
/// caller can handle; a broken environment throws instead.
template <class T, class E = Error>
using expected = tl::expected<T, E>;

/// Wraps an error message for returning from a function that gives expected<T>.
inline tl::unexpected<Error> fail(std::string message)
{
    return tl::unexpected<Error>(Error{std::move(message)});
}

}  // namespace heatward
