// SPDX-License-Identifier: Apache-2.0
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <thread>

#include "tests/support/check.hpp"
#include "tests/unit/net/identity/openssl_identity.hpp"

/// verification-backend as people start it.
namespace verikiosk::tests {
namespace {

GROUP("backend_program");

using namespace std::chrono_literals;

struct Outcome {
    int code = -1;
    std::string out;
};

Outcome run(const Folder& folder, const std::string& arguments) {
    const std::string line = std::string(VERIFICATION_BACKEND) + " --data '" +
                             (folder.path() / "data").string() + "' " + arguments + " 2>&1";
    FILE* pipe = ::popen(line.c_str(), "r");
    CHECK(pipe != nullptr);
    Outcome outcome;
    std::array<char, 512> part{};
    while (std::fgets(part.data(), part.size(), pipe) != nullptr)
        outcome.out += part.data();
    const int status = ::pclose(pipe);
    outcome.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return outcome;
}

STORY(an_account_is_made_shown_held_and_given_a_code) {
    const Folder folder;
    const Outcome made = run(folder, "account create --name 'Ada Example' --proposals 2 --json");
    CHECK_EQUAL(made.code, 0);
    CHECK_CONTAINS(made.out, R"("id":"A1001")");
    CHECK_CONTAINS(made.out, R"("hold":"until_verified")");
    CHECK_CONTAINS(run(folder, "account hold A1001 failed").out, "0 active, 2 withdrawn");
    const Outcome code = run(folder, "account code A1001");
    CHECK_EQUAL(code.code, 0);
    CHECK_EQUAL(code.out.find(' '), std::size_t{4});
    CHECK_CONTAINS(run(folder, "account show A1001 --json").out, R"("withdrawn_proposals":2)");
}

STORY(exit_codes_tell_refused_from_wrong_use_from_could_not) {
    const Folder folder;
    CHECK_EQUAL(run(folder, "account create --name Ada").code, 0);
    CHECK_EQUAL(run(folder, "account try A1001 withdraw_earnings").code, 0);
    const Outcome refused = run(folder, "account try A1001 submit_proposals");
    CHECK_EQUAL(refused.code, 1);
    CHECK_CONTAINS(refused.out, "until_verified");
    CHECK_EQUAL(run(folder, "account hold A1001 sometimes").code, 2);
    CHECK_EQUAL(run(folder, "account").code, 2);
    CHECK_EQUAL(run(folder, "nonsense").code, 2);
    CHECK_EQUAL(run(folder, "account show A9999").code, 3);
    CHECK_EQUAL(run(folder, "session show 1234").code, 3);
    CHECK_EQUAL(run(folder, "serve").code, 3);
}

STORY(every_command_has_help) {
    const Folder folder;
    for (const char* command : {"", "serve", "account", "account create", "account show", "account hold",
                                "account code", "account reopen", "account try", "session", "session show",
                                "kiosk", "kiosk register", "kiosk revoke", "kiosk tampering", "pki"}) {
        const Outcome help = run(folder, std::string(command) + " --help");
        CHECK_EQUAL(help.code, 0);
        CHECK_CONTAINS(help.out, "Usage");
    }
}

STORY(a_server_says_when_it_is_ready_and_stops_cleanly_on_sigterm) {
    const Folder folder;
    const std::filesystem::path ready = folder.path() / "ready";
    const std::string data = (folder.path() / "data").string();
    const pid_t child = ::fork();
    if (child == 0) {
        std::freopen("/dev/null", "w", stdout);
        std::freopen("/dev/null", "w", stderr);
        ::execl(VERIFICATION_BACKEND, "verification-backend", "serve", "--development", "--data",
                data.c_str(), "--port", "0", "--ready-file", ready.c_str(), nullptr);
        ::_exit(127);
    }
    CHECK(child > 0);
    bool there = false;
    for (int i = 0; i < 1000 && !there; ++i) {
        there = std::filesystem::exists(ready);
        if (!there) std::this_thread::sleep_for(10ms);
    }
    ::kill(child, there ? SIGTERM : SIGKILL);
    int status = 0;
    CHECK_EQUAL(::waitpid(child, &status, 0), child);
    CHECK(there);
    CHECK(WIFEXITED(status));
    CHECK_EQUAL(WEXITSTATUS(status), 0);
}

}  // namespace
}  // namespace verikiosk::tests
