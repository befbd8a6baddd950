// SPDX-License-Identifier: Apache-2.0
#include <mbedtls/ctr_drbg.h>
#include <mbedtls/entropy.h>
#include <mbedtls/net_sockets.h>
#include <mbedtls/ssl.h>
#include <mbedtls/version.h>
#include <mbedtls/x509_crt.h>
#include <poll.h>
#include <sys/socket.h>
#if MBEDTLS_VERSION_NUMBER >= 0x03000000
#include <psa/crypto.h>
#endif

#include <cerrno>

#include "net/cose/held.hpp"
#include "net/tls/mbedtls_failure.hpp"
#include "net/tls/tcp.hpp"
#include "net/tls/tls.hpp"

namespace verikiosk::net::tls {
namespace {

using Certificate = Held<mbedtls_x509_crt, mbedtls_x509_crt_init, mbedtls_x509_crt_free>;
using PrivateKey = Held<mbedtls_pk_context, mbedtls_pk_init, mbedtls_pk_free>;
using Entropy = Held<mbedtls_entropy_context, mbedtls_entropy_init, mbedtls_entropy_free>;
using Random = Held<mbedtls_ctr_drbg_context, mbedtls_ctr_drbg_init, mbedtls_ctr_drbg_free>;
using Config = Held<mbedtls_ssl_config, mbedtls_ssl_config_init, mbedtls_ssl_config_free>;
using Ssl = Held<mbedtls_ssl_context, mbedtls_ssl_init, mbedtls_ssl_free>;

int send_bytes(void* socket, const unsigned char* from, std::size_t size) {
    const ssize_t sent = ::send(static_cast<Socket*>(socket)->fd(), from, size, MSG_NOSIGNAL);
    if (sent >= 0) return static_cast<int>(sent);
    if (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR) return MBEDTLS_ERR_SSL_WANT_WRITE;
    return MBEDTLS_ERR_NET_CONN_RESET;
}

int receive_bytes(void* socket, unsigned char* into, std::size_t size) {
    const ssize_t received = ::recv(static_cast<Socket*>(socket)->fd(), into, size, 0);
    if (received >= 0) return static_cast<int>(received);
    if (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR) return MBEDTLS_ERR_SSL_WANT_READ;
    return MBEDTLS_ERR_NET_CONN_RESET;
}

/// Called for each certificate of the server's chain; leaves Mbed TLS's judgement as it is.
int note_certificate(void* peer, mbedtls_x509_crt* /*certificate*/, int /*depth*/, std::uint32_t* /*flags*/) {
    static_cast<Peer*>(peer)->showed_certificate = true;
    return 0;
}

/// A word about our own certificate, for when the other side refuses it.
std::string state_of(const mbedtls_x509_crt& certificate) {
    if (mbedtls_x509_time_is_past(&certificate.valid_to) != 0) {
        const mbedtls_x509_time& end = certificate.valid_to;
        return " (it expired in " + std::to_string(end.year) + '-' + std::to_string(end.mon) + ')';
    }
    if (mbedtls_x509_time_is_future(&certificate.valid_from) != 0) {
        return " (by this kiosk's clock it is not valid yet)";
    }
    return {};
}

class MbedtlsStream final : public Stream {
  public:
    MbedtlsStream(Socket socket, std::string who, std::string own_certificate, Deadline deadline)
        : socket_(std::move(socket)),
          peer_{.who = std::move(who), .own_certificate = std::move(own_certificate)},
          deadline_(deadline) {}

    Result<void> handshake(const mbedtls_ssl_config& config, const std::string& host) {
        if (const int status = mbedtls_ssl_setup(ssl_.get(), &config); status != 0) {
            return fail(Errc::internal, "TLS can't be set up: " + words_for(status));
        }
        if (const int status = mbedtls_ssl_set_hostname(ssl_.get(), host.c_str()); status != 0) {
            return fail(Errc::invalid, "'" + host + "' can't be a server's name: " + words_for(status));
        }
        mbedtls_ssl_set_verify(ssl_.get(), note_certificate, &peer_);
        mbedtls_ssl_set_bio(ssl_.get(), &socket_, send_bytes, receive_bytes, nullptr);
        const auto done =
            bounded("in the TLS handshake", [this] { return mbedtls_ssl_handshake(ssl_.get()); });
        if (!done) return fail(done.error());
        return {};
    }

    Result<std::size_t> read_some(std::span<std::uint8_t> into) override {
        return bounded("waiting for the answer", [&] {
            const int status = mbedtls_ssl_read(ssl_.get(), into.data(), into.size());
            if (status == 0) return MBEDTLS_ERR_SSL_CONN_EOF;
            return status == MBEDTLS_ERR_SSL_PEER_CLOSE_NOTIFY ? 0 : status;
        });
    }

    Result<std::size_t> write_some(ByteView from) override {
        if (from.empty()) return std::size_t{0};
        return bounded("sending", [&] { return mbedtls_ssl_write(ssl_.get(), from.data(), from.size()); });
    }

    void close() override { (void)mbedtls_ssl_close_notify(ssl_.get()); }

  private:
    /// Repeats what Mbed TLS wants repeated, waiting for the socket in between, until the deadline.
    template <class Step>
    Result<std::size_t> bounded(const char* doing, Step step) {
        for (;;) {
            const int status = step();
            if (status >= 0) return static_cast<std::size_t>(status);
            bool again = status == MBEDTLS_ERR_SSL_WANT_READ || status == MBEDTLS_ERR_SSL_WANT_WRITE;
            bool wait = again;
#ifdef MBEDTLS_ERR_SSL_RECEIVED_NEW_SESSION_TICKET
            if (status == MBEDTLS_ERR_SSL_RECEIVED_NEW_SESSION_TICKET) again = true;
#endif
            if (!again) return fail(explain(status, *ssl_.get(), peer_));
            const short events = status == MBEDTLS_ERR_SSL_WANT_WRITE ? POLLOUT : POLLIN;
            if (wait ? !wait_for(socket_.fd(), events, deadline_)
                     : std::chrono::steady_clock::now() >= deadline_) {
                return fail(Errc::timeout, peer_.who + " took too long " + doing);
            }
        }
    }

    Socket socket_;
    Peer peer_;
    Deadline deadline_;
    Ssl ssl_;
};

class MbedtlsClient final : public Client {
  public:
    Result<void> load(const Files& files) {
        if (auto read = parse(ca_, files.ca, "CA"); !read) return read;
        if (auto read = parse(certificate_, files.certificate, "client"); !read) return read;
        constexpr std::string_view purpose = "verikiosk tls";
        int status =
            mbedtls_ctr_drbg_seed(random_.get(), mbedtls_entropy_func, entropy_.get(),
                                  reinterpret_cast<const unsigned char*>(purpose.data()), purpose.size());
        if (status != 0) return fail(Errc::internal, "no randomness for TLS: " + words_for(status));
        if (auto read = parse_key(files.key); !read) return read;
        status = mbedtls_ssl_config_defaults(config_.get(), MBEDTLS_SSL_IS_CLIENT,
                                             MBEDTLS_SSL_TRANSPORT_STREAM, MBEDTLS_SSL_PRESET_DEFAULT);
        if (status == 0) {
            status = mbedtls_ssl_conf_own_cert(config_.get(), certificate_.get(), key_.get());
        }
        if (status != 0) return fail(Errc::internal, "TLS can't be set up: " + words_for(status));
        mbedtls_ssl_conf_ca_chain(config_.get(), ca_.get(), nullptr);
        mbedtls_ssl_conf_authmode(config_.get(), MBEDTLS_SSL_VERIFY_REQUIRED);
        mbedtls_ssl_conf_cert_profile(config_.get(), &mbedtls_x509_crt_profile_suiteb);
        mbedtls_ssl_conf_rng(config_.get(), mbedtls_ctr_drbg_random, random_.get());
        return set_version();
    }

    Result<std::unique_ptr<Stream>> connect(const Target& target, Deadline deadline) override {
        const std::string who = target.host + ':' + std::to_string(target.port);
        const std::string& place = target.connect_to.empty() ? target.host : target.connect_to;
        const auto addresses = resolver_.resolve(place, target.port, deadline);
        if (!addresses) return fail(addresses.error());
        auto socket = connect_tcp(*addresses, who, deadline);
        if (!socket) return fail(socket.error());
        auto stream =
            std::make_unique<MbedtlsStream>(std::move(*socket), who, state_of(*certificate_.get()), deadline);
        if (auto done = stream->handshake(*config_.get(), target.host); !done) return fail(done.error());
        return std::unique_ptr<Stream>(std::move(stream));
    }

  private:
    static Result<void> parse(Certificate& into, const std::filesystem::path& file, const char* which) {
        std::error_code ignored;
        if (!std::filesystem::exists(file, ignored)) {
            return fail(Errc::not_found,
                        "there is no " + std::string(which) + " certificate file " + file.string());
        }
        const int status = mbedtls_x509_crt_parse_file(into.get(), file.c_str());
        if (status == 0) return {};
        return fail(Errc::invalid, "can't read the " + std::string(which) + " certificate " + file.string() +
                                       ": " + words_for(status));
    }

    Result<void> parse_key(const std::filesystem::path& file) {
#if MBEDTLS_VERSION_NUMBER >= 0x03000000
        const int status = mbedtls_pk_parse_keyfile(key_.get(), file.c_str(), nullptr,
                                                    mbedtls_ctr_drbg_random, random_.get());
#else
        const int status = mbedtls_pk_parse_keyfile(key_.get(), file.c_str(), nullptr);
#endif
        if (status != 0) {
            return fail(Errc::invalid,
                        "can't read the client key " + file.string() + ": " + words_for(status));
        }
#if MBEDTLS_VERSION_NUMBER >= 0x03000000
        const bool pair =
            mbedtls_pk_check_pair(&certificate_->pk, key_.get(), mbedtls_ctr_drbg_random, random_.get()) == 0;
#else
        const bool pair = mbedtls_pk_check_pair(&certificate_->pk, key_.get()) == 0;
#endif
        if (!pair) {
            return fail(Errc::invalid, "the client key " + file.string() + " is not the certificate's");
        }
        return {};
    }

    /// 3.x speaks TLS 1.3, whose suites are all AEAD with ephemeral keys. 2.28 has 1.2 at most: there the
    /// suites are listed.
    Result<void> set_version() {
#if MBEDTLS_VERSION_NUMBER >= 0x03000000
        if (psa_crypto_init() != PSA_SUCCESS) return fail(Errc::internal, "PSA can't be started for TLS 1.3");
        mbedtls_ssl_conf_min_tls_version(config_.get(), MBEDTLS_SSL_VERSION_TLS1_3);
#else
        static constexpr int suites[] = {MBEDTLS_TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
                                         MBEDTLS_TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
                                         MBEDTLS_TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, 0};
        mbedtls_ssl_conf_ciphersuites(config_.get(), suites);
        mbedtls_ssl_conf_min_version(config_.get(), MBEDTLS_SSL_MAJOR_VERSION_3, MBEDTLS_SSL_MINOR_VERSION_3);
#endif
        return {};
    }

    Certificate ca_;
    Certificate certificate_;
    PrivateKey key_;
    Entropy entropy_;
    Random random_;
    Config config_;
    Resolver resolver_;
};

}  // namespace

Result<std::unique_ptr<Client>> make_client(const Files& files) {
    auto client = std::make_unique<MbedtlsClient>();
    if (auto loaded = client->load(files); !loaded) return fail(loaded.error(), "TLS");
    return std::unique_ptr<Client>(std::move(client));
}

}  // namespace verikiosk::net::tls
