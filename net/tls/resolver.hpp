// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/socket.h>

#include <memory>
#include <vector>

#include "net/tls/tls.hpp"

namespace verikiosk::net::tls {

struct Address {
    sockaddr_storage storage{};
    socklen_t size = 0;
};

/// Looks names up within a deadline, which getaddrinfo() alone does not offer: with an unreachable name
/// server it blocks for as long as resolv.conf says. A look-up that outlives its deadline can't be cancelled;
/// it is kept here until it ends, and there is never more than one. The destructor waits for it.
class Resolver {
  public:
    Resolver();
    ~Resolver();
    Resolver(const Resolver&) = delete;
    Resolver& operator=(const Resolver&) = delete;

    /// At least one address, numeric names without asking anybody. unavailable, timeout.
    [[nodiscard]] Result<std::vector<Address>> resolve(const std::string& name, std::uint16_t port,
                                                       Deadline deadline);

  private:
    class Lookup;
    std::unique_ptr<Lookup> pending_;
};

}  // namespace verikiosk::net::tls
