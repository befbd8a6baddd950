// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "tests/unit/net/identity/openssl_identity.hpp"

namespace verikiosk::tests {

/// One accepted connection, in the hands of a story that wants to behave badly. Waits are bounded.
class Connection {
  public:
    virtual ~Connection() = default;
    /// A request whole, its body as Content-Length says; empty when the client left.
    virtual std::string read_request() = 0;
    /// Only up to the empty line.
    virtual std::string read_header() = 0;
    virtual void send(const std::string& text) = 0;
    virtual void close_properly() = 0;   ///< close_notify
    virtual void reset() = 0;            ///< RST
    virtual void wait_until_gone() = 0;  ///< reads and forgets until the client leaves
};

struct ServerSettings {
    Identity identity;
    Identity client_authority;
    bool speaks_tls = true;
    bool offers_usable_suites = true;
};

/// A TLS server on loopback that does with each connection what a story says. One connection at a time, in
/// one thread, until it is destroyed.
class Server {
  public:
    using Behaviour = std::function<void(Connection&)>;
    Server(const ServerSettings& settings, Behaviour behaviour);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;
    [[nodiscard]] std::uint16_t port() const;

  private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

/// A port on loopback where nobody listens.
[[nodiscard]] std::uint16_t silent_port();

}  // namespace verikiosk::tests
