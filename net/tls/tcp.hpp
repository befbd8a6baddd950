// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/tls/resolver.hpp"
#include "net/tls/tls.hpp"

namespace verikiosk::net::tls {

/// A file descriptor, closed at the end.
class Socket {
  public:
    Socket() = default;
    explicit Socket(int fd) : fd_(fd) {}
    ~Socket();
    Socket(Socket&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    Socket& operator=(Socket&& other) noexcept;
    Socket(const Socket&) = delete;
    Socket& operator=(const Socket&) = delete;
    [[nodiscard]] int fd() const { return fd_; }

  private:
    int fd_ = -1;
};

/// Waits until poll() reports one of `events` (POLLIN, POLLOUT) or an error condition; false when the
/// deadline came first.
[[nodiscard]] bool wait_for(int fd, short events, Deadline deadline);

/// Connects to the first address that accepts, as a non-blocking socket. Where several are left to try, one
/// gets at most half of the time that remains. unavailable, timeout.
[[nodiscard]] Result<Socket> connect_tcp(const std::vector<Address>& addresses, const std::string& who,
                                         Deadline deadline);

}  // namespace verikiosk::net::tls
