// SPDX-License-Identifier: Apache-2.0
// Boost 1.74's Beast uses std::exchange without including <utility>.
#include <utility>

#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include <algorithm>
#include <optional>

#include "net/http/exchange.hpp"

namespace verikiosk::net::http {
namespace {

namespace beast = boost::beast;
namespace asio = boost::asio;
using beast::error_code;

/// Our stream as Beast wants one: a SyncStream (its overloads that throw are there for the concept alone).
/// The stream's own error is kept, since an error_code can't carry it.
class BeastStream {
  public:
    explicit BeastStream(tls::Stream& stream) : stream_(stream) {}

    template <class Buffers>
    std::size_t read_some(const Buffers& buffers, error_code& code) {
        for (auto at = asio::buffer_sequence_begin(buffers); at != asio::buffer_sequence_end(buffers); ++at) {
            const asio::mutable_buffer buffer(*at);
            if (buffer.size() == 0) continue;
            const auto read = stream_.read_some({static_cast<std::uint8_t*>(buffer.data()), buffer.size()});
            if (read && *read == 0) {
                code = asio::error::eof;
                return 0;
            }
            return keep(read, code);
        }
        code = {};
        return 0;
    }

    template <class Buffers>
    std::size_t write_some(const Buffers& buffers, error_code& code) {
        for (auto at = asio::buffer_sequence_begin(buffers); at != asio::buffer_sequence_end(buffers); ++at) {
            const asio::const_buffer buffer(*at);
            if (buffer.size() == 0) continue;
            return keep(stream_.write_some({static_cast<const std::uint8_t*>(buffer.data()), buffer.size()}),
                        code);
        }
        code = {};
        return 0;
    }

    template <class Buffers>
    std::size_t read_some(const Buffers& buffers) {
        error_code code;
        const std::size_t size = read_some(buffers, code);
        if (code) throw beast::system_error(code);
        return size;
    }

    template <class Buffers>
    std::size_t write_some(const Buffers& buffers) {
        error_code code;
        const std::size_t size = write_some(buffers, code);
        if (code) throw beast::system_error(code);
        return size;
    }

    [[nodiscard]] const std::optional<Error>& error() const { return error_; }
    void forget_error() { error_.reset(); }

  private:
    std::size_t keep(const Result<std::size_t>& result, error_code& code) {
        code = {};
        if (result) return *result;
        error_ = result.error();
        code = asio::error::fault;
        return 0;
    }

    tls::Stream& stream_;
    std::optional<Error> error_;
};

Error explain(const error_code& code, const BeastStream& stream) {
    using beast::http::error;
    if (stream.error() && stream.error()->code == Errc::unavailable) {
        return stream.error()->in("the answer did not arrive whole");
    }
    if (stream.error()) return *stream.error();
    if (code == error::body_limit || code == error::header_limit || code == error::buffer_overflow) {
        return {Errc::too_large,
                "the answer is larger than any that the backend gives: is this the backend?"};
    }
    if (code == error::end_of_stream) {
        return {Errc::unavailable, "the backend closed the connection without an answer"};
    }
    if (code == error::partial_message || code == asio::error::eof) {
        return {Errc::unavailable, "the backend closed the connection in the middle of its answer"};
    }
    return {Errc::corrupt, "the answer is garbage, not HTTP (" + code.message() + "): is this the backend?"};
}

beast::http::verb verb_of(Method method) {
    switch (method) {
        case Method::get:
            return beast::http::verb::get;
        case Method::post:
            return beast::http::verb::post;
        case Method::put:
            return beast::http::verb::put;
    }
    return beast::http::verb::unknown;
}

error_code send(BeastStream& stream, const Request& wanted) {
    using Body = beast::http::span_body<const std::uint8_t>;
    beast::http::request<Body> request{verb_of(wanted.method), wanted.path, 11};
    request.set(beast::http::field::host, wanted.host);
    request.set(beast::http::field::user_agent, "verikiosk");
    request.set(beast::http::field::connection, "close");
    request.set(beast::http::field::accept, "application/cbor, application/cose, application/problem+json");
    if (!wanted.content_type.empty()) {
        request.set(beast::http::field::content_type,
                    beast::string_view(wanted.content_type.data(), wanted.content_type.size()));
    }
    request.body() = beast::span<const std::uint8_t>(wanted.body.data(), wanted.body.size());
    request.prepare_payload();
    error_code code;
    beast::http::write(stream, request, code);
    return code;
}

std::string media_type(beast::string_view header) {
    std::string type(header.substr(0, header.find(';')));
    while (!type.empty() && (type.back() == ' ' || type.back() == '\t'))
        type.pop_back();
    std::ranges::transform(type, type.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return type;
}

Result<Reply> exchange_or_throw(tls::Stream& raw, const Request& wanted) {
    BeastStream stream(raw);
    const error_code sent = send(stream, wanted);
    const std::optional<Error> send_error = stream.error();
    // A backend that refuses early answers and closes before it has read everything: look for its answer.
    if (sent && (!send_error || send_error->code != Errc::unavailable)) return fail(explain(sent, stream));
    stream.forget_error();
    beast::flat_static_buffer<max_reply_header + 4096> buffer;
    beast::http::response_parser<beast::http::vector_body<std::uint8_t>> parser;
    parser.header_limit(max_reply_header);
    parser.body_limit(max_reply_body);
    error_code received;
    // Beast reserves what Content-Length claims before it compares it with the limit.
    beast::http::read_header(stream, buffer, parser, received);
    if (!received && parser.content_length().value_or(0) > max_reply_body) {
        received = beast::http::error::body_limit;
    }
    if (!received) beast::http::read(stream, buffer, parser, received);
    if (received) return sent ? fail(*send_error) : fail(explain(received, stream));
    auto message = parser.release();
    return Reply{.status = message.result_int(),
                 .content_type = media_type(message[beast::http::field::content_type]),
                 .body = std::move(message.body())};
}

}  // namespace

Result<Reply> exchange(tls::Stream& stream, const Request& request) {
    try {
        auto reply = exchange_or_throw(stream, request);
        stream.close();
        return reply;
    } catch (const std::exception& error) {
        return fail(Errc::internal, std::string("HTTP: ") + error.what());
    }
}

}  // namespace verikiosk::net::http
