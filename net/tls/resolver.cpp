// SPDX-License-Identifier: Apache-2.0
#include "net/tls/resolver.hpp"

#include <netdb.h>

#include <algorithm>
#include <cstring>

namespace verikiosk::net::tls {
namespace {

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

timespec remaining(Deadline deadline) {
    using namespace std::chrono;
    const auto left = std::max(nanoseconds(0), nanoseconds(deadline - steady_clock::now()));
    const auto whole = duration_cast<seconds>(left);
    return {.tv_sec = static_cast<time_t>(whole.count()),
            .tv_nsec = static_cast<long>((left - whole).count())};
}

}  // namespace

struct Resolver::Lookup {
    std::string name;
    std::string service;
    addrinfo hints{};
    gaicb request{};

    Lookup(const std::string& wanted, std::uint16_t port, int flags)
        : name(wanted), service(std::to_string(port)) {
        hints.ai_socktype = SOCK_STREAM;
        hints.ai_flags = flags | AI_NUMERICSERV;
        request.ar_name = name.c_str();
        request.ar_service = service.c_str();
        request.ar_request = &hints;
    }
    ~Lookup() {
        if (request.ar_result != nullptr) freeaddrinfo(request.ar_result);
    }
    Lookup(const Lookup&) = delete;
    Lookup& operator=(const Lookup&) = delete;

    [[nodiscard]] bool running() { return gai_error(&request) == EAI_INPROGRESS; }
    /// Whether it ended in time.
    bool wait(const timespec* limit) {
        const gaicb* list[] = {&request};
        while (running()) {
            if (gai_suspend(list, 1, limit) == EAI_AGAIN) return false;
        }
        return true;
    }
};

Resolver::Resolver() = default;

Resolver::~Resolver() {
    if (pending_ && pending_->running() && gai_cancel(&pending_->request) != EAI_CANCELED) {
        pending_->wait(nullptr);
    }
}

Result<std::vector<Address>> Resolver::resolve(const std::string& name, std::uint16_t port,
                                               Deadline deadline) {
    Lookup numeric(name, port, AI_NUMERICHOST);
    if (getaddrinfo(name.c_str(), numeric.service.c_str(), &numeric.hints, &numeric.request.ar_result) == 0) {
        return addresses_of(numeric.request.ar_result);
    }
    const auto late = [&name] {
        return fail(Errc::timeout, "looking up '" + name +
                                       "' took too long: the name server does not answer; check the network");
    };
    timespec limit = remaining(deadline);
    if (pending_ && !pending_->wait(&limit)) return late();
    pending_ = std::make_unique<Lookup>(name, port, AI_ADDRCONFIG);
    gaicb* list[] = {&pending_->request};
    limit = remaining(deadline);
    if (const int status = getaddrinfo_a(GAI_NOWAIT, list, 1, nullptr); status != 0) {
        pending_.reset();
        return fail(Errc::unavailable, "can't look up '" + name + "': " + gai_strerror(status));
    }
    if (!pending_->wait(&limit)) return late();
    const std::unique_ptr<Lookup> done = std::move(pending_);
    if (const int status = gai_error(&done->request); status != 0) {
        return fail(Errc::unavailable, "the name '" + name + "' can't be resolved (" + gai_strerror(status) +
                                           "): check the network and the name in the configuration");
    }
    return addresses_of(done->request.ar_result);
}

}  // namespace verikiosk::net::tls
