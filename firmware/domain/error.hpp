// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>

namespace verikiosk {

/// What kind of thing went wrong. Callers branch on this; people read `what`.
enum class Errc : std::uint8_t {
    invalid,      ///< input that can never be accepted (a malformed record, a wrong argument)
    not_found,    ///< a file, device, account or code that is not there
    unavailable,  ///< not now: device unplugged, server down; worth trying again later
    timeout,      ///< a bounded wait ran out
    refused,      ///< the other side understood and said no
    corrupt,      ///< stored or received bytes that do not verify
    too_large,    ///< over a stated limit
    full,         ///< no space left
    conflict,     ///< already there, with other content
    expired,      ///< a code, certificate or deadline in the past
    ended,        ///< a recording or stream has no more
    unsupported,  ///< understood, but not something this build or device can do
    internal,     ///< a library failed in a way we did not expect
};

/// An error is a value. `what` says what happened, why, and what to do; it holds nothing personal.
struct Error {
    Errc code = Errc::internal;
    std::string what;

    /// The same error seen from one level up: "context: what".
    [[nodiscard]] Error in(std::string_view context) const {
        return Error{code, std::string(context) + ": " + what};
    }
    bool operator==(const Error&) const = default;
};

template <class T>
using Result = tl::expected<T, Error>;

[[nodiscard]] inline tl::unexpected<Error> fail(Errc code, std::string what) {
    return tl::unexpected<Error>(Error{code, std::move(what)});
}

/// Passes an error up with context added.
[[nodiscard]] inline tl::unexpected<Error> fail(const Error& error, std::string_view context) {
    return tl::unexpected<Error>(error.in(context));
}

[[nodiscard]] inline tl::unexpected<Error> fail(Error error) {
    return tl::unexpected<Error>(std::move(error));
}

}  // namespace verikiosk
