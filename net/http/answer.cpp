// SPDX-License-Identifier: Apache-2.0
#include "net/http/answer.hpp"

#include "net/http/problem.hpp"

namespace verikiosk::net::http {
namespace {

constexpr std::size_t longest_shown = 300;

Errc code_of(unsigned status) {
    switch (status) {
        case 400:
        case 422:
            return Errc::invalid;
        case 401:
        case 403:
            return Errc::refused;
        case 404:
            return Errc::not_found;
        case 409:
            return Errc::conflict;
        case 410:
            return Errc::expired;
        case 413:
            return Errc::too_large;
        case 429:
            return Errc::unavailable;
        default:
            return status >= 500 && status <= 599 ? Errc::unavailable : Errc::corrupt;
    }
}

/// At most so many bytes, cut between characters.
std::string shortened(std::string text) {
    if (text.size() <= longest_shown) return text;
    std::size_t end = longest_shown;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U)
        --end;
    return text.substr(0, end) + "...";
}

std::string told_by(const Reply& reply) {
    std::string bare = "the backend answered with status " + std::to_string(reply.status);
    if (reply.content_type != "application/problem+json") return bare;
    const auto problem = parse_problem(reply.body);
    if (!problem || (problem->title.empty() && problem->detail.empty())) return bare;
    std::string told = problem->title;
    if (!told.empty() && !problem->detail.empty()) told += ": ";
    return shortened(told + problem->detail);
}

}  // namespace

Result<Bytes> body_of(Reply reply, std::string_view content_type) {
    if (reply.status != 200 && reply.status != 201) return fail(code_of(reply.status), told_by(reply));
    if (reply.content_type != content_type) {
        return fail(Errc::corrupt, "the answer is '" + shortened(reply.content_type) + "', expected '" +
                                       std::string(content_type) + "': is this the backend?");
    }
    return std::move(reply.body);
}

}  // namespace verikiosk::net::http
