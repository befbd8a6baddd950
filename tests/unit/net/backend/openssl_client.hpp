// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

/// A TLS client that sends exactly what a story says, right or wrong.
namespace verikiosk::tests {

struct ClientFiles {
    std::filesystem::path ca;
    std::filesystem::path certificate;  ///< empty: shows none
    std::filesystem::path key;
};

class RawClient {
  public:
    /// Connects to loopback; ok() says whether the handshake came through. Waits are bounded by ten seconds.
    RawClient(std::uint16_t port, const ClientFiles& files);
    ~RawClient();
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;

    [[nodiscard]] bool ok() const;
    /// False when the server no longer listens.
    bool send(const std::string& text);
    /// What comes until the server closes or goes silent.
    [[nodiscard]] std::string read_to_the_end();
    /// One answer with Content-Length.
    [[nodiscard]] std::string read_answer();

  private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace verikiosk::tests
