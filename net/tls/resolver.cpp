// SPDX-License-Identifier: Apache-2.0
#include "net/tls/resolver.hpp"

#include <netdb.h>

#include <condition_variable>
#include <cstring>
#include <mutex>
#include <thread>

namespace verikiosk::net::tls {
namespace {

struct FreeAddresses {
    void operator()(addrinfo* list) const { freeaddrinfo(list); }
};
using AddressList = std::unique_ptr<addrinfo, FreeAddresses>;

/// What getaddrinfo() answers; `status` is its own.
int look_up(const std::string& name, std::uint16_t port, int flags, AddressList& found) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = flags | AI_NUMERICSERV;
    addrinfo* list = nullptr;
    const int status = getaddrinfo(name.c_str(), std::to_string(port).c_str(), &hints, &list);
    found.reset(list);
    return status;
}

std::vector<Address> addresses_of(const addrinfo* list) {
    std::vector<Address> addresses;
    for (const addrinfo* entry = list; entry != nullptr; entry = entry->ai_next) {
        Address address;
        if (entry->ai_addrlen > sizeof address.storage) continue;
        std::memcpy(&address.storage, entry->ai_addr, entry->ai_addrlen);
        address.size = entry->ai_addrlen;
        addresses.push_back(address);
    }
    return addresses;
}

}  // namespace

/// A look-up in a thread of its own, which is what getaddrinfo_a() does too, but in one that sanitizers see.
class Resolver::Lookup {
  public:
    Lookup(std::string name, std::uint16_t port)
        : thread_([this, asked = std::move(name), port] { run(asked, port); }) {}
    ~Lookup() { thread_.join(); }
    Lookup(const Lookup&) = delete;
    Lookup& operator=(const Lookup&) = delete;

    /// Whether it ended in time; then the answer may be read.
    [[nodiscard]] bool wait(Deadline deadline) {
        std::unique_lock lock(mutex_);
        return ended_.wait_until(lock, deadline, [this] { return done_; });
    }
    [[nodiscard]] int status() const { return status_; }
    [[nodiscard]] const addrinfo* found() const { return found_.get(); }

  private:
    void run(const std::string& name, std::uint16_t port) {
        AddressList found;
        const int status = look_up(name, port, 0, found);
        const std::lock_guard lock(mutex_);
        status_ = status;
        found_ = std::move(found);
        done_ = true;
        ended_.notify_all();
    }

    std::mutex mutex_;
    std::condition_variable ended_;
    bool done_ = false;
    int status_ = 0;
    AddressList found_;
    std::thread thread_;  ///< last: it uses the others
};

Resolver::Resolver() = default;
Resolver::~Resolver() = default;

Result<std::vector<Address>> Resolver::resolve(const std::string& name, std::uint16_t port,
                                               Deadline deadline) {
    AddressList numeric;
    if (look_up(name, port, AI_NUMERICHOST, numeric) == 0) return addresses_of(numeric.get());
    const auto late = [&name] {
        return fail(Errc::timeout, "looking up '" + name +
                                       "' took too long: the name server does not answer; check the network");
    };
    if (pending_ && !pending_->wait(deadline)) return late();
    pending_ = std::make_unique<Lookup>(name, port);
    if (!pending_->wait(deadline)) return late();
    const std::unique_ptr<Lookup> done = std::move(pending_);
    if (done->status() != 0) {
        return fail(Errc::unavailable, "the name '" + name + "' can't be resolved (" +
                                           gai_strerror(done->status()) +
                                           "): check the network and the name in the configuration");
    }
    return addresses_of(done->found());
}

}  // namespace verikiosk::net::tls
