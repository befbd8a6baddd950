// SPDX-License-Identifier: Apache-2.0
#include <utility>  // Boost 1.74's coroutines use std::exchange without it

#include "net/backend/beast_server.hpp"
#include "net/backend/openssl_handles.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/http/vector_body.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>

#include <csignal>
#include <limits>
#include <thread>

namespace verikiosk::backend {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using asio::ip::tcp;
using boost::system::error_code;
using Stream = beast::ssl_stream<beast::tcp_stream>;
using Body = http::vector_body<std::uint8_t>;
using Parser = http::request_parser<Body>;

constexpr std::uint32_t max_header_bytes = 8'192;
constexpr std::size_t buffer_bytes = 16'384;
constexpr std::size_t max_drained_bytes = 4'000'000;

std::string_view view(beast::string_view text) {
    return {text.data(), text.size()};
}

auto into(error_code& error) {
    return asio::redirect_error(asio::use_awaitable, error);
}

/// The number of connections, and its share of each of them.
class Slot {
  public:
    explicit Slot(std::size_t& count) : count_(count) { ++count_; }
    Slot(const Slot&) = delete;
    Slot& operator=(const Slot&) = delete;
    ~Slot() { --count_; }

  private:
    std::size_t& count_;
};

std::string client_name(Stream& stream) {
    const openssl::Cert certificate(SSL_get1_peer_certificate(stream.native_handle()));
    return certificate ? openssl::common_name_of(certificate.get()) : std::string();
}

Answer too_large() {
    return problem(413, "too-large", "The body is too large", "See the limits of the protocol.");
}

/// What to answer when a request could not be read; none when there is nobody left to hear it.
std::optional<Answer> answer_to(const error_code& error) {
    if (error == http::error::body_limit) return too_large();
    if (error == http::error::header_limit) {
        return problem(431, "header-too-large", "The header is too large", "At most 8 KiB.");
    }
    const bool garbage = error.category() == make_error_code(http::error::bad_method).category();
    if (!garbage || error == http::error::end_of_stream || error == http::error::partial_message) {
        return std::nullopt;
    }
    return problem(400, "malformed", "This is not a request", error.message());
}

class BeastServer : public Server {
  public:
    BeastServer(ServerOptions options, Service service)
        : options_(std::move(options)), service_(std::move(service)) {}
    ~BeastServer() override { halt(); }

    Result<void> prepare_tls(const PkiFiles& pki);
    Result<void> bind();

    std::uint16_t port() const override { return port_; }
    void run() override;
    void start() override {
        thread_ = std::thread([this] { run(); });
    }
    void stop() override { halt(); }

  private:
    void halt() {
        io_.stop();
        if (thread_.joinable() && thread_.get_id() != std::this_thread::get_id()) thread_.join();
    }
    void log(LogLevel level, const std::string& line) const {
        if (options_.log) options_.log(level, line);
    }
    asio::awaitable<void> accept_all();
    asio::awaitable<void> serve(tcp::socket socket);
    asio::awaitable<bool> exchange(Stream& stream, beast::flat_buffer& buffer, const std::string& kiosk);
    asio::awaitable<bool> write(Stream& stream, Answer answer, bool keep_alive);
    asio::awaitable<void> drain(Stream& stream);
    Answer answer(const Parser& parser, const std::string& kiosk);

    ServerOptions options_;
    Service service_;
    std::size_t connections_ = 0;
    std::uint16_t port_ = 0;
    asio::ssl::context tls_{asio::ssl::context::tls_server};
    asio::io_context io_{1};  // its end destroys the coroutines, which use what stands above
    tcp::acceptor acceptor_{io_};
    asio::signal_set signals_{io_};
    std::thread thread_;
};

Result<void> BeastServer::prepare_tls(const PkiFiles& pki) {
    SSL_CTX* context = tls_.native_handle();
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_options(context, SSL_OP_NO_TICKET | SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
    // No resumption: each connection shows its certificate anew.
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    // For TLS 1.2: forward secrecy and AEAD only.
    SSL_CTX_set_cipher_list(context,
                            "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:"
                            "ECDHE-ECDSA-CHACHA20-POLY1305");
    error_code error;
    tls_.set_verify_mode(asio::ssl::verify_peer | asio::ssl::verify_fail_if_no_peer_cert, error);
    const auto load = [&error](const std::filesystem::path& file, auto&& what) -> Result<void> {
        what();
        if (error) return fail(Errc::invalid, file.string() + " can't be used: " + error.message());
        return {};
    };
    auto loaded = load(pki.ca, [&] { tls_.load_verify_file(pki.ca.string(), error); });
    if (loaded)
        loaded = load(pki.server, [&] { tls_.use_certificate_chain_file(pki.server.string(), error); });
    if (loaded) {
        loaded = load(pki.server_key, [&] {
            tls_.use_private_key_file(pki.server_key.string(), asio::ssl::context::pem, error);
        });
    }
    return loaded;
}

Result<void> BeastServer::bind() {
    error_code error;
    const auto address = asio::ip::make_address(options_.address, error);
    if (error) return fail(Errc::invalid, "'" + options_.address + "' is not an IP address to listen on");
    const tcp::endpoint endpoint(address, options_.port);
    acceptor_.open(endpoint.protocol(), error);
    if (!error) acceptor_.set_option(asio::socket_base::reuse_address(true), error);
    if (!error) acceptor_.bind(endpoint, error);
    if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
    if (error) {
        return fail(Errc::unavailable, "can't listen on " + options_.address + " port " +
                                           std::to_string(options_.port) + ": " + error.message() +
                                           "; choose another with --port, or 0 for any free one");
    }
    port_ = acceptor_.local_endpoint(error).port();
    // From here on, not only from run(): whoever sees the port may say stop.
    if (options_.stop_on_signals) {
        signals_.add(SIGTERM);
        signals_.add(SIGINT);
        signals_.async_wait([this](const error_code& stopped, int) {
            if (!stopped) io_.stop();
        });
    }
    return {};
}

void BeastServer::run() {
    asio::co_spawn(io_, accept_all(), asio::detached);
    io_.run();
    error_code ignored;
    acceptor_.close(ignored);  // whoever comes now is told at once instead of waiting in the queue
}

asio::awaitable<void> BeastServer::accept_all() {
    asio::steady_timer pause(io_);
    for (;;) {
        error_code error;
        tcp::socket socket = co_await acceptor_.async_accept(into(error));
        if (error) {
            // Out of file descriptors, most likely: trying again at once would only burn a processor.
            log(LogLevel::warning, "accepting a connection failed: " + error.message());
            pause.expires_after(std::chrono::milliseconds(100));
            co_await pause.async_wait(into(error));
        } else if (connections_ >= options_.max_connections) {
            log(LogLevel::warning, "too many connections: one was closed");
        } else {
            asio::co_spawn(io_, serve(std::move(socket)), asio::detached);
        }
    }
}

asio::awaitable<void> BeastServer::serve(tcp::socket socket) {
    const Slot slot(connections_);
    Stream stream(std::move(socket), tls_);
    error_code error;
    beast::get_lowest_layer(stream).expires_after(options_.time_limit);
    co_await stream.async_handshake(asio::ssl::stream_base::server, into(error));
    if (error) {
        log(LogLevel::warning, "a TLS handshake failed: " + error.message());
        co_return;
    }
    const std::string kiosk = client_name(stream);
    beast::flat_buffer buffer(buffer_bytes);
    while (co_await exchange(stream, buffer, kiosk)) {
    }
    beast::get_lowest_layer(stream).expires_after(options_.time_limit);
    co_await stream.async_shutdown(into(error));
}

/// One request and its answer; whether another may follow on this connection.
asio::awaitable<bool> BeastServer::exchange(Stream& stream, beast::flat_buffer& buffer,
                                            const std::string& kiosk) {
    Parser parser;
    parser.header_limit(max_header_bytes);
    // The limit is known only when the route is. (1.74 takes boost::none for a limit of nothing.)
    parser.body_limit(std::numeric_limits<std::uint64_t>::max());
    error_code error;
    beast::get_lowest_layer(stream).expires_after(options_.time_limit);
    co_await http::async_read_header(stream, buffer, parser, into(error));
    if (!error) {
        const auto& head = parser.get();
        const std::size_t limit = body_limit(view(head.method_string()), view(head.target()));
        const auto length = parser.content_length();
        parser.body_limit(limit);
        if (length && *length > limit) error = http::error::body_limit;
    }
    if (!error && !parser.is_done()) {
        beast::get_lowest_layer(stream).expires_after(options_.time_limit);
        co_await http::async_read(stream, buffer, parser, into(error));
    }
    if (error) {
        auto refusal = answer_to(error);
        if (refusal) log(LogLevel::warning, kiosk + " -> " + std::to_string(refusal->status));
        if (refusal && co_await write(stream, std::move(*refusal), false)) co_await drain(stream);
        co_return false;
    }
    const bool keep_alive = parser.get().keep_alive();
    co_return co_await write(stream, answer(parser, kiosk), keep_alive) && keep_alive;
}

Answer BeastServer::answer(const Parser& parser, const std::string& kiosk) {
    const auto& request = parser.get();
    const Call call{view(request.method_string()), view(request.target()),
                    view(request[http::field::content_type]), request.body(), kiosk};
    const WallTime now = options_.clock
                             ? options_.clock()
                             : std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    Answer answer = service_.handle(call, now);
    log(LogLevel::info, kiosk + " " + std::string(call.method) + " -> " + std::to_string(answer.status));
    return answer;
}

asio::awaitable<bool> BeastServer::write(Stream& stream, Answer answer, bool keep_alive) {
    http::response<Body> response(http::int_to_status(answer.status), 11);
    response.set(http::field::server, "verification-backend");
    response.set(http::field::content_type, answer.content_type);
    response.set(http::field::cache_control, "no-store");
    response.keep_alive(keep_alive);
    response.body() = std::move(answer.body);
    response.prepare_payload();
    error_code error;
    beast::get_lowest_layer(stream).expires_after(options_.time_limit);
    co_await http::async_write(stream, response, into(error));
    co_return !error;
}

/// Whoever is still sending would be reset before reading the refusal: let them finish, within bounds.
asio::awaitable<void> BeastServer::drain(Stream& stream) {
    std::array<char, 16'384> scratch{};
    error_code error;
    beast::get_lowest_layer(stream).expires_after(std::chrono::seconds(2));
    for (std::size_t drained = 0; !error && drained < max_drained_bytes;) {
        drained += co_await stream.async_read_some(asio::buffer(scratch), into(error));
    }
}

}  // namespace

Result<std::unique_ptr<Server>> listen(ServerOptions options, const PkiFiles& pki, Service service) {
    auto server = std::make_unique<BeastServer>(std::move(options), std::move(service));
    if (const auto ready = server->prepare_tls(pki); !ready) return fail(ready.error());
    if (const auto bound = server->bind(); !bound) return fail(bound.error());
    return server;
}

}  // namespace verikiosk::backend
