// SPDX-License-Identifier: Apache-2.0
#include <signal.h>
#include <sys/wait.h>
#include <turbojpeg.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>
#include <vector>

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

/// verification-backend without a data folder.
Outcome run_alone(const std::string& arguments) {
    const std::string line = std::string(VERIFICATION_BACKEND) + " " + arguments + " 2>&1";
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

Outcome run(const Folder& folder, const std::string& arguments) {
    return run_alone("--data '" + (folder.path() / "data").string() + "' " + arguments);
}

void write_bytes(const std::string& file, const Bytes& bytes) {
    std::ofstream(file, std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

/// 64x64 pixels of one gray: nobody is on it.
Bytes gray_jpeg() {
    const std::vector<unsigned char> pixels(std::size_t{64} * 64, 128);
    void* codec = tjInitCompress();
    unsigned char* out = nullptr;
    unsigned long size = 0;
    CHECK_EQUAL(tjCompress2(codec, pixels.data(), 64, 0, 64, TJPF_GRAY, &out, &size, TJSAMP_GRAY, 90, 0), 0);
    Bytes jpeg(out, out + size);
    tjFree(out);
    tjDestroy(codec);
    return jpeg;
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

STORY(a_match_that_cannot_be_made_says_why_and_what_to_do) {
    const Folder folder;
    const std::string good = (folder.path() / "good.jpg").string();
    write_bytes(good, gray_jpeg());
    const std::string bad = (folder.path() / "bad.jpg").string();
    write_bytes(bad, {'G', 'I', 'F', '8'});
    CHECK_EQUAL(run_alone("match " + good).code, 2);
    CHECK_EQUAL(run_alone("account show A1001").code, 2);  // everything else needs its data
    const Outcome none = run_alone("match " + good + " /no/such.jpg");
    CHECK_EQUAL(none.code, 3);
    CHECK_CONTAINS(none.out, "/no/such.jpg can't be read");
    const Outcome broken = run_alone("match " + bad + " " + good);
    CHECK_EQUAL(broken.code, 3);
    CHECK_CONTAINS(broken.out, "bad.jpg: this is neither a JPEG nor a PNG");
    const Outcome no_model = run_alone("match --models '' " + good + " " + good);
    CHECK_EQUAL(no_model.code, 3);
    CHECK_CONTAINS(no_model.out, "./kiosk models");
    const Outcome no_folder = run_alone("match --models /no/such " + good + " " + good);
    CHECK_EQUAL(no_folder.code, 3);
    CHECK_CONTAINS(no_folder.out, "/no/such");
}

STORY(photos_without_a_face_decide_nothing) {
    const char* models = std::getenv("VERIKIOSK_MODELS");
    const char* source = std::getenv("VERIKIOSK_SOURCE");
    const auto named = models != nullptr
                           ? std::filesystem::path(models)
                           : std::filesystem::path(source != nullptr ? source : ".") / "../shared/models";
    if (!std::filesystem::exists(named / "MANIFEST.tsv"))
        skip_story("no models: VERIKIOSK_MODELS names their folder");
    const Folder folder;
    const std::string photo = (folder.path() / "gray.jpg").string();
    write_bytes(photo, gray_jpeg());
    const std::string ask = "match --models " + named.string() + " " + photo + " " + photo;
    const Outcome words = run_alone(ask);
    CHECK_EQUAL(words.code, 1);
    CHECK_CONTAINS(words.out, "undecided");
    CHECK_CONTAINS(words.out, "no face is found in it");
    const Outcome json = run_alone(ask + " --json");
    CHECK_EQUAL(json.code, 1);
    CHECK_CONTAINS(json.out, R"({"decision":"undecided","cosine":null,"reasons":[{"file":")");
    CHECK_CONTAINS(json.out, R"("reason":"no_face"})");
}

STORY(a_profile_photo_is_stored_changed_and_taken_away_and_never_printed) {
    const Folder folder;
    const std::string photo = (folder.path() / "ada.jpg").string();
    write_bytes(photo, gray_jpeg());
    const Outcome made = run(folder, "account create --name Ada --json --photo " + photo);
    CHECK_EQUAL(made.code, 0);
    CHECK_CONTAINS(made.out, R"("photo":true)");
    CHECK(made.out.size() < 1000);
    CHECK_CONTAINS(run(folder, "account update A1001 --no-photo").out, "none");
    CHECK_CONTAINS(run(folder, "account update A1001 --photo " + photo).out, "stored");
    CHECK_EQUAL(run(folder, "account update A1001").code, 2);
    CHECK_EQUAL(run(folder, "account update A9999 --photo " + photo).code, 3);

    Bytes cut = gray_jpeg();
    cut.resize(cut.size() / 2);
    write_bytes(photo, cut);
    const Outcome broken = run(folder, "account create --name Bo --photo " + photo);
    CHECK_EQUAL(broken.code, 3);
    CHECK_CONTAINS(broken.out, "ada.jpg");
    CHECK_EQUAL(run(folder, "account show A1002").code, 3);  // nobody was made by halves
}

STORY(every_command_has_help) {
    const Folder folder;
    for (const char* command :
         {"", "serve", "account", "account create", "account show", "account hold", "account code",
          "account update", "match", "account reopen", "account try", "session", "session show", "kiosk",
          "kiosk register", "kiosk revoke", "kiosk tampering", "pki"}) {
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
