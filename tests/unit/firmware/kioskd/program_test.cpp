// SPDX-License-Identifier: Apache-2.0
// kioskd as systemd starts it, without a screen (SDL's dummy driver) and with a socket in systemd's place.
#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <thread>

#include "tests/support/temporary_folder.hpp"

using namespace verikiosk;
using namespace std::chrono_literals;

GROUP("kioskd_program");

namespace {

using Clock = std::chrono::steady_clock;

/// A running kioskd and what it says.
class Program {
  public:
    explicit Program(const std::string& settings) : fd_(socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0)) {
        write_settings(settings);
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        const std::string path = (folder_ / "notify").string();
        CHECK(fd_ >= 0 && path.size() < sizeof address.sun_path);
        std::memcpy(address.sun_path, path.c_str(), path.size());
        CHECK_EQUAL(bind(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    }
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;
    ~Program() {
        if (child_ > 0) {
            kill(child_, SIGKILL);
            waitpid(child_, nullptr, 0);
        }
        close(fd_);
    }

    void write_settings(const std::string& settings) { tests::write_file(folder_ / "kiosk.toml", settings); }

    void start(const char* video, const char* more = nullptr) {
        const std::string settings = (folder_ / "kiosk.toml").string();
        const std::string notify = (folder_ / "notify").string();
        const std::string log = (folder_ / "log").string();
        child_ = fork();
        CHECK(child_ >= 0);
        if (child_ > 0) return;
        const int out = open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
        dup2(out, STDERR_FILENO);
        struct stat stream {};
        fstat(out, &stream);
        // As systemd names the journal's end of stderr.
        setenv("JOURNAL_STREAM",
               (std::to_string(stream.st_dev) + ":" + std::to_string(stream.st_ino)).c_str(), 1);
        setenv("NOTIFY_SOCKET", notify.c_str(), 1);
        setenv("SDL_VIDEODRIVER", video, 1);
        setenv("RUNTIME_DIRECTORY", folder_.path().c_str(), 1);
        execl(KIOSKD, "kioskd", "--config", settings.c_str(), more, nullptr);
        _exit(127);
    }

    /// Waits for a message that holds `part`; what came before it is dropped.
    std::string hear(const std::string& part) const {
        const auto limit = Clock::now() + 60s;
        while (Clock::now() < limit) {
            std::array<char, 1024> buffer{};
            const ssize_t size = recv(fd_, buffer.data(), buffer.size(), 0);
            const std::string message(buffer.data(), size < 0 ? 0 : static_cast<std::size_t>(size));
            if (message.find(part) != std::string::npos) return message;
            if (size < 0) std::this_thread::sleep_for(10ms);
        }
        tests::check_failed("never heard: " + part, std::source_location::current());
    }

    void terminate() const { CHECK_EQUAL(kill(child_, SIGTERM), 0); }

    /// The exit code; a minute at most.
    int ended() {
        const auto limit = Clock::now() + 60s;
        while (Clock::now() < limit) {
            int status = 0;
            if (waitpid(child_, &status, WNOHANG) == child_) {
                child_ = -1;
                return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
            }
            std::this_thread::sleep_for(10ms);
        }
        tests::check_failed("it does not end", std::source_location::current());
    }

    [[nodiscard]] std::filesystem::path status_file() const { return folder_ / "status.toml"; }
    [[nodiscard]] std::string log() const { return tests::read_whole(folder_ / "log"); }

  private:
    tests::TemporaryFolder folder_;
    int fd_;
    pid_t child_ = -1;
};

std::string settings_with_port(const std::string& port) {
    std::string text =
        "[kiosk]\nueid = \"kiosk-test\"\ndata = \"data\"\n[backend]\nhost = \"backend.test\"\n";
    text += "port = " + port + "\n";
    for (const char* key : {"ca", "signer", "client_certificate", "client_key"})
        text += std::string(key) + " = \"nowhere.pem\"\n";
    return text + "[evidence]\nkey = \"nowhere.key\"\ncertificate = \"nowhere.crt\"\n";
}

}  // namespace

STORY(wrong_settings_are_said_on_the_screen_and_a_later_try_reads_them_again) {
    Program kioskd(settings_with_port("\"https\""));
    kioskd.start("dummy");
    CHECK_CONTAINS(kioskd.hear("STATUS="), "kiosk.toml:6: backend.port: expected a number");
    CHECK_EQUAL(kioskd.hear("READY"), "READY=1");
    (void)kioskd.hear("WATCHDOG=1");
    kioskd.write_settings(settings_with_port("8443"));
    CHECK_CONTAINS(kioskd.hear("STATUS="), "nowhere.key: No such file or directory. Put");
    (void)kioskd.hear("WATCHDOG=1");
    const auto asked = Clock::now();
    kioskd.terminate();
    CHECK_EQUAL(kioskd.ended(), 0);
    CHECK(Clock::now() - asked < 3s);
    CHECK_EQUAL(kioskd.hear("STOPPING"), "STOPPING=1");
}

STORY(what_it_does_stands_in_a_file_for_as_long_as_it_runs) {
    Program kioskd(settings_with_port("8443"));
    kioskd.start("dummy");
    (void)kioskd.hear("STATUS=out of service");
    (void)kioskd.hear("WATCHDOG=1");
    const std::string status = tests::read_whole(kioskd.status_file());
    CHECK_CONTAINS(status, "service = 'out_of_service'");
    CHECK_CONTAINS(status, "nowhere.key");
    kioskd.terminate();
    CHECK_EQUAL(kioskd.ended(), 0);
    CHECK(!std::filesystem::exists(kioskd.status_file()));
}

STORY(the_journal_gets_priorities_and_neither_time_nor_colour) {
    Program kioskd(settings_with_port("0"));
    kioskd.start("dummy");
    (void)kioskd.hear("READY");
    kioskd.terminate();
    CHECK_EQUAL(kioskd.ended(), 0);
    CHECK(kioskd.log().starts_with("<3>out of service: /"));
    CHECK(kioskd.log().find('\x1b') == std::string::npos);
}

STORY(without_a_screen_it_ends_and_says_what_to_do) {
    Program kioskd(settings_with_port("0"));
    kioskd.start("no-such-driver");
    CHECK_EQUAL(kioskd.ended(), 3);
    CHECK(kioskd.log().starts_with("<3>no screen: "));
    CHECK_CONTAINS(kioskd.log(), "plug the display in");
}

STORY(settings_can_be_checked_without_a_screen) {
    Program wrong(settings_with_port("0"));
    wrong.start("no-such-driver", "--check");
    CHECK_EQUAL(wrong.ended(), 3);
    CHECK_CONTAINS(wrong.log(), "backend.port");
    Program right(settings_with_port("8443"));
    right.start("no-such-driver", "--check");
    CHECK_EQUAL(right.ended(), 0);
    CHECK_CONTAINS(right.log(), "<6>");
}
