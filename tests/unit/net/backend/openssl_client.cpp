// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/net/backend/openssl_client.hpp"

#include <arpa/inet.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <csignal>

namespace verikiosk::tests {

struct RawClient::Inside {
    SSL_CTX* context = SSL_CTX_new(TLS_client_method());
    SSL* ssl = nullptr;
    int socket = -1;
    bool ok = false;

    std::string read_some() {
        std::array<char, 4096> buffer{};
        const int size = SSL_read(ssl, buffer.data(), static_cast<int>(buffer.size()));
        return size > 0 ? std::string(buffer.data(), static_cast<std::size_t>(size)) : std::string();
    }
};

RawClient::RawClient(std::uint16_t port, const ClientFiles& files) : inside_(std::make_unique<Inside>()) {
    Inside& in = *inside_;
    // OpenSSL writes with write(2): a server that has closed would end the whole test program.
    std::signal(SIGPIPE, SIG_IGN);
    SSL_CTX_load_verify_file(in.context, files.ca.c_str());
    SSL_CTX_set_verify(in.context, SSL_VERIFY_PEER, nullptr);
    if (!files.certificate.empty()) {
        SSL_CTX_use_certificate_file(in.context, files.certificate.c_str(), SSL_FILETYPE_PEM);
        SSL_CTX_use_PrivateKey_file(in.context, files.key.c_str(), SSL_FILETYPE_PEM);
    }
    in.socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const timeval patience{10, 0};
    ::setsockopt(in.socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(in.socket, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(in.socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) return;
    in.ssl = SSL_new(in.context);
    SSL_set_fd(in.ssl, in.socket);
    in.ok = SSL_connect(in.ssl) == 1;
}

RawClient::~RawClient() {
    SSL_free(inside_->ssl);
    SSL_CTX_free(inside_->context);
    ::close(inside_->socket);
}

bool RawClient::ok() const {
    return inside_->ok;
}

bool RawClient::send(const std::string& text) {
    return inside_->ok && SSL_write(inside_->ssl, text.data(), static_cast<int>(text.size())) > 0;
}

std::string RawClient::read_to_the_end() {
    std::string all;
    if (!inside_->ok) return all;
    for (std::string part = inside_->read_some(); !part.empty(); part = inside_->read_some())
        all += part;
    return all;
}

std::string RawClient::read_answer() {
    std::string all;
    if (!inside_->ok) return all;
    for (;;) {
        const std::size_t header = all.find("\r\n\r\n");
        const std::size_t length = all.find("Content-Length: ");
        if (header != std::string::npos && length < header &&
            all.size() >= header + 4 + std::stoul(all.substr(length + 16))) {
            return all;
        }
        const std::string part = inside_->read_some();
        if (part.empty()) return all;
        all += part;
    }
}

}  // namespace verikiosk::tests
