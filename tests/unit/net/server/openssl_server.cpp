// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/net/server/openssl_server.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <thread>

#include "tests/support/check.hpp"

namespace verikiosk::tests {
namespace {

constexpr int longest_wait_seconds = 20;

struct FreeContext {
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};
struct FreeSsl {
    void operator()(SSL* ssl) const { SSL_free(ssl); }
};
using Context = std::unique_ptr<SSL_CTX, FreeContext>;

int listen_on_loopback(std::uint16_t& port) {
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    CHECK(::bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    socklen_t size = sizeof address;
    CHECK(::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    port = ntohs(address.sin_port);
    return fd;
}

template <class Use>
void with_pem(const std::string& pem, Use use) {
    BIO* bio = BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()));
    use(bio);
    BIO_free(bio);
}

Context make_context(const ServerSettings& settings) {
    Context context(SSL_CTX_new(TLS_server_method()));
    with_pem(settings.identity.certificate, [&](BIO* bio) {
        X509* certificate = PEM_read_bio_X509(bio, nullptr, nullptr, nullptr);
        SSL_CTX_use_certificate(context.get(), certificate);
        X509_free(certificate);
    });
    with_pem(settings.identity.key, [&](BIO* bio) {
        EVP_PKEY* key = PEM_read_bio_PrivateKey(bio, nullptr, nullptr, nullptr);
        SSL_CTX_use_PrivateKey(context.get(), key);
        EVP_PKEY_free(key);
    });
    with_pem(settings.client_authority.certificate, [&](BIO* bio) {
        X509* authority = PEM_read_bio_X509(bio, nullptr, nullptr, nullptr);
        X509_STORE_add_cert(SSL_CTX_get_cert_store(context.get()), authority);
        X509_free(authority);
    });
    SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
    if (!settings.offers_usable_suites) {
        SSL_CTX_set_cipher_list(context.get(), "ECDHE-RSA-AES128-SHA");
        SSL_CTX_set_ciphersuites(context.get(), "TLS_AES_128_CCM_8_SHA256");
    }
    return context;
}

class TcpOrTls final : public Connection {
  public:
    TcpOrTls(int fd, SSL_CTX* context) : fd_(fd) {
        const timeval limit{.tv_sec = longest_wait_seconds, .tv_usec = 0};
        (void)setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
        (void)setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
        if (context == nullptr) return;
        ssl_.reset(SSL_new(context));
        SSL_set_fd(ssl_.get(), fd);
    }
    ~TcpOrTls() override {
        if (fd_ >= 0) ::close(fd_);
        ERR_clear_error();
    }
    TcpOrTls(const TcpOrTls&) = delete;
    TcpOrTls& operator=(const TcpOrTls&) = delete;

    bool accept() {
        if (!ssl_ || SSL_accept(ssl_.get()) == 1) return true;
        wait_until_gone();  // lets the alert arrive before the connection goes
        return false;
    }

    std::string read_header() override {
        while (got_.find("\r\n\r\n") == std::string::npos) {
            if (!read_more()) return {};
        }
        return got_.substr(0, got_.find("\r\n\r\n") + 4);
    }

    std::string read_request() override {
        const std::string header = read_header();
        if (header.empty()) return {};
        std::size_t body = 0;
        const std::size_t length = header.find("Content-Length: ");
        if (length != std::string::npos) body = std::strtoul(header.c_str() + length + 16, nullptr, 10);
        while (got_.size() < header.size() + body) {
            if (!read_more()) return {};
        }
        return std::exchange(got_, {});
    }

    void send(const std::string& text) override {
        std::size_t at = 0;
        while (at < text.size()) {
            const int size = static_cast<int>(text.size() - at);
            const auto sent = ssl_ ? SSL_write(ssl_.get(), text.data() + at, size)
                                   : static_cast<int>(::send(fd_, text.data() + at, text.size() - at, 0));
            if (sent <= 0) return;
            at += static_cast<std::size_t>(sent);
        }
    }

    void close_properly() override {
        if (ssl_) SSL_shutdown(ssl_.get());
    }

    void reset() override {
        const linger now{.l_onoff = 1, .l_linger = 0};
        (void)setsockopt(fd_, SOL_SOCKET, SO_LINGER, &now, sizeof now);
        ::close(std::exchange(fd_, -1));
    }

    void wait_until_gone() override {
        std::array<char, 4096> ignored{};
        while (::recv(fd_, ignored.data(), ignored.size(), 0) > 0) {
        }
    }

    [[nodiscard]] int fd() const { return fd_; }

  private:
    bool read_more() {
        std::array<char, 16'384> buffer{};
        const auto size = ssl_ ? SSL_read(ssl_.get(), buffer.data(), static_cast<int>(buffer.size()))
                               : static_cast<int>(::recv(fd_, buffer.data(), buffer.size(), 0));
        if (size <= 0) return false;
        got_.append(buffer.data(), static_cast<std::size_t>(size));
        return true;
    }

    int fd_;
    std::unique_ptr<SSL, FreeSsl> ssl_;
    std::string got_;
};

}  // namespace

struct Server::Inside {
    Context context;
    Behaviour behaviour;
    std::uint16_t port = 0;
    int listener = -1;
    std::atomic<bool> over = false;
    std::thread thread;

    void serve() {
        for (;;) {
            const int fd = ::accept(listener, nullptr, nullptr);
            if (fd < 0 || over) {
                if (fd >= 0) ::close(fd);
                return;
            }
            TcpOrTls connection(fd, context.get());
            if (connection.accept()) behaviour(connection);
        }
    }
};

Server::Server(const ServerSettings& settings, Behaviour behaviour) : inside_(std::make_unique<Inside>()) {
    (void)std::signal(SIGPIPE, SIG_IGN);  // OpenSSL writes without MSG_NOSIGNAL
    if (settings.speaks_tls) inside_->context = make_context(settings);
    inside_->behaviour = std::move(behaviour);
    inside_->listener = listen_on_loopback(inside_->port);
    CHECK(::listen(inside_->listener, 8) == 0);
    inside_->thread = std::thread([inside = inside_.get()] { inside->serve(); });
}

Server::~Server() {
    inside_->over = true;
    ::shutdown(inside_->listener, SHUT_RDWR);
    inside_->thread.join();
    ::close(inside_->listener);
}

std::uint16_t Server::port() const {
    return inside_->port;
}

std::uint16_t silent_port() {
    std::uint16_t port = 0;
    ::close(listen_on_loopback(port));
    return port;
}

}  // namespace verikiosk::tests
