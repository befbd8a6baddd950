// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>

#include "firmware/domain/bytes.hpp"
#include "firmware/domain/error.hpp"
#include "firmware/domain/time.hpp"

namespace verikiosk::net::tls {

using Deadline = std::chrono::steady_clock::time_point;

/// One TLS connection. Every call returns by the deadline that the connection was made with. One thread.
class Stream {
  public:
    virtual ~Stream() = default;
    /// How many bytes were read, at least one; 0 when the other side said that it is done (close_notify).
    /// unavailable: reset, or cut without that word; timeout; refused: it sent an alert; corrupt: no TLS.
    [[nodiscard]] virtual Result<std::size_t> read_some(std::span<std::uint8_t> into) = 0;
    /// How many bytes were taken, at least one for non-empty input.
    [[nodiscard]] virtual Result<std::size_t> write_some(ByteView from) = 0;
    /// Says that nothing more will be written; does not wait.
    virtual void close() = 0;
};

struct Target {
    std::string host;  ///< the name that the server's certificate must be for
    std::uint16_t port = 0;
    std::string connect_to;  ///< where to connect instead of resolving `host`; empty: resolve
};

/// Makes mutually authenticated TLS connections: TLS 1.3 with Mbed TLS 3, and with 2.28 TLS 1.2 with
/// ECDHE-ECDSA and AEAD only. One thread.
///
/// Errors of connect(), each with its own sentence. unavailable: the name does not resolve, nobody listens,
/// no route, reset. timeout. refused: the server's certificate is not by the CA, for another name, expired or
/// not yet valid, or the server refuses ours. corrupt: what answers does not speak TLS.
class Client {
  public:
    virtual ~Client() = default;
    [[nodiscard]] virtual Result<std::unique_ptr<Stream>> connect(const Target& target,
                                                                  Deadline deadline) = 0;
};

struct Files {
    std::filesystem::path ca;  ///< PEM, one or more
    std::filesystem::path certificate;
    std::filesystem::path key;
};
/// not_found, invalid: a file that is missing, unreadable, or a key that is not the certificate's.
[[nodiscard]] Result<std::unique_ptr<Client>> make_client(const Files& files);

/// The first certificate of a PEM file, as DER.
[[nodiscard]] Result<Bytes> read_certificate(const std::filesystem::path& pem);

struct Validity {
    WallTime from;
    WallTime until;
};
/// When the first certificate of a PEM file is valid; the clock is not asked. Errors: read_certificate's.
[[nodiscard]] Result<Validity> read_validity(const std::filesystem::path& pem);

}  // namespace verikiosk::net::tls
