// SPDX-License-Identifier: Apache-2.0
// What systemd hears, on a real socket in systemd's place.
#include "drivers/watchdog/watchdog.hpp"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <cstring>

#include "tests/support/temporary_folder.hpp"

using namespace verikiosk;
using drivers::make_systemd_watchdog;

GROUP("watchdog");

namespace {

constexpr TimePoint start = TimePoint(std::chrono::seconds(100));

/// systemd's end: a datagram socket named in NOTIFY_SOCKET while the story lasts.
class Listener {
  public:
    explicit Listener(const char* limit_us = nullptr) : fd_(socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0)) {
        const std::string path = (folder_ / "notify").string();
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        CHECK(path.size() < sizeof address.sun_path);
        std::memcpy(address.sun_path, path.c_str(), path.size());
        CHECK(fd_ >= 0);
        CHECK_EQUAL(bind(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
        setenv("NOTIFY_SOCKET", path.c_str(), 1);
        unsetenv("WATCHDOG_PID");
        unsetenv("WATCHDOG_USEC");
        if (limit_us != nullptr) setenv("WATCHDOG_USEC", limit_us, 1);
    }
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;
    ~Listener() {
        close(fd_);
        unsetenv("NOTIFY_SOCKET");
        unsetenv("WATCHDOG_USEC");
    }

    /// The next message; empty when there is none.
    [[nodiscard]] std::string heard() const {
        std::array<char, 256> buffer{};
        const ssize_t size = recv(fd_, buffer.data(), buffer.size(), 0);
        return size < 0 ? std::string() : std::string(buffer.data(), static_cast<std::size_t>(size));
    }

  private:
    tests::TemporaryFolder folder_;
    int fd_;
};

int feeds_heard(const Listener& systemd) {
    int count = 0;
    while (systemd.heard() == "WATCHDOG=1")
        ++count;
    return count;
}

}  // namespace

STORY(ready_is_said_once) {
    const Listener systemd;
    const auto watchdog = make_systemd_watchdog();
    CHECK_EQUAL(systemd.heard(), "");
    watchdog->ready();
    watchdog->ready();
    CHECK_EQUAL(systemd.heard(), "READY=1");
    CHECK_EQUAL(systemd.heard(), "");
}

STORY(a_loop_that_turns_often_feeds_every_few_seconds) {
    const Listener systemd;
    const auto watchdog = make_systemd_watchdog();
    for (int round = 0; round <= 500; ++round)
        watchdog->feed(start + round * 20ms);
    CHECK_EQUAL(feeds_heard(systemd), 6);
}

STORY(a_short_limit_is_fed_four_times_in_its_time) {
    const Listener systemd("2000000");
    const auto watchdog = make_systemd_watchdog();
    for (int round = 0; round < 100; ++round)
        watchdog->feed(start + round * 20ms);
    CHECK_EQUAL(feeds_heard(systemd), 4);
}

STORY(how_it_goes_is_one_line_whatever_is_in_it) {
    const Listener systemd;
    make_systemd_watchdog()->status("out of service:\nREADY=1");
    CHECK_EQUAL(systemd.heard(), "STATUS=out of service: READY=1");
    CHECK_EQUAL(systemd.heard(), "");
}

STORY(stopping_is_said) {
    const Listener systemd;
    make_systemd_watchdog()->stopping();
    CHECK_EQUAL(systemd.heard(), "STOPPING=1");
}

STORY(where_nobody_listens_nothing_happens) {
    const Listener systemd;
    unsetenv("NOTIFY_SOCKET");
    const auto watchdog = make_systemd_watchdog();
    watchdog->ready();
    watchdog->feed(start);
    watchdog->status("fine");
    watchdog->stopping();
    CHECK_EQUAL(systemd.heard(), "");
}

STORY(a_listener_that_is_gone_is_no_trouble) {
    std::unique_ptr<drivers::Watchdog> watchdog;
    {
        const Listener systemd;
        watchdog = make_systemd_watchdog();
    }
    watchdog->ready();
    watchdog->feed(start);
}
