// SPDX-License-Identifier: Apache-2.0
#include "net/tls/tcp.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace verikiosk::net::tls {
namespace {

using Clock = std::chrono::steady_clock;

tl::unexpected<Error> unreachable(int error, const std::string& who) {
    if (error == ECONNREFUSED) {
        return fail(Errc::unavailable, "nobody listens at " + who +
                                           " (connection refused): is the backend running, and is the port "
                                           "the right one?");
    }
    return fail(Errc::unavailable,
                "can't reach " + who + " (" + std::strerror(error) + "): check the network");
}

Result<Socket> connect_one(const Address& address, const std::string& who, Deadline deadline) {
    Socket socket(::socket(address.storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (socket.fd() < 0) return unreachable(errno, who);
    const int on = 1;
    (void)setsockopt(socket.fd(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (::connect(socket.fd(), reinterpret_cast<const sockaddr*>(&address.storage), address.size) == 0) {
        return socket;
    }
    if (errno != EINPROGRESS) return unreachable(errno, who);
    if (!wait_for(socket.fd(), POLLOUT, deadline)) {
        return fail(Errc::timeout, who + " did not accept a connection in time: check the network");
    }
    int error = 0;
    socklen_t size = sizeof error;
    (void)getsockopt(socket.fd(), SOL_SOCKET, SO_ERROR, &error, &size);
    if (error != 0) return unreachable(error, who);
    return socket;
}

}  // namespace

Socket::~Socket() {
    if (fd_ >= 0) (void)::close(fd_);
}

Socket& Socket::operator=(Socket&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
}

bool wait_for(int fd, short events, Deadline deadline) {
    using std::chrono::milliseconds;
    for (;;) {
        const auto left = std::chrono::ceil<milliseconds>(deadline - Clock::now());
        if (left <= milliseconds(0)) return false;
        pollfd wanted{.fd = fd, .events = events, .revents = 0};
        const int ready = ::poll(&wanted, 1, static_cast<int>(std::min(left, milliseconds(60'000)).count()));
        if (ready > 0) return true;
        if (ready < 0 && errno != EINTR) return true;  // the next read or write will say what is wrong
    }
}

Result<Socket> connect_tcp(const std::vector<Address>& addresses, const std::string& who, Deadline deadline) {
    Result<Socket> socket = fail(Errc::unavailable, who + " has no address");
    for (std::size_t i = 0; i < addresses.size(); ++i) {
        const bool last = i + 1 == addresses.size();
        const Deadline limit = last ? deadline : Clock::now() + (deadline - Clock::now()) / 2;
        socket = connect_one(addresses[i], who, limit);
        if (socket) return socket;
    }
    return socket;
}

}  // namespace verikiosk::net::tls
