// SPDX-License-Identifier: Apache-2.0
#include <csetjmp>
#include <cstdarg>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <vector>

#include "tests/support/check.hpp"

extern "C" {
#include <cmocka.h>
}

namespace verikiosk::tests {
namespace {

struct Story {
    const char* group;
    const char* name;
    Body body;
};

std::vector<Story>& stories() {
    static std::vector<Story> all;
    return all;
}

bool in_ci() {
    const char* ci = std::getenv("CI");
    return ci != nullptr && std::strcmp(ci, "true") == 0;
}

/// Runs a story; what it throws has been destroyed before CMocka jumps.
void trampoline(void** state) {
    const auto* story = static_cast<const Story*>(*state);
    bool failed = false;
    bool skipped = false;
    try {
        story->body();
    } catch (const CheckFailed& check) {
        std::fprintf(stderr, "%s\n", check.what.c_str());
        failed = true;
    } catch (const Skipped& reason) {
        std::fprintf(stderr, "%s: skipped: %s\n", story->name, reason.why.c_str());
        skipped = !in_ci();
        failed = in_ci();
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s threw: %s\n", story->name, error.what());
        failed = true;
    }
    if (failed) _fail(story->name, 0);
    if (skipped) _skip(story->name, 0);
}

}  // namespace

Registration::Registration(const char* group, const char* name, Body body) {
    stories().push_back({group, name, body});
}

void check_failed(std::string_view what, const std::source_location& where) {
    std::ostringstream text;
    text << where.file_name() << ':' << where.line() << ": " << what;
    throw CheckFailed{text.str()};
}

void skip_story(const std::string& why) {
    throw Skipped{why};
}

}  // namespace verikiosk::tests

int main(int argc, char** argv) {
    using namespace verikiosk::tests;
    if (argc != 2) {
        std::fprintf(stderr, "usage: %s GROUP\n", argv[0]);
        return 2;
    }
    std::vector<CMUnitTest> tests;
    for (Story& story : stories()) {
        if (std::strcmp(story.group, argv[1]) == 0) {
            tests.push_back({story.name, trampoline, nullptr, nullptr, &story});
        }
    }
    if (tests.empty()) {
        std::fprintf(stderr, "no stories in group '%s'\n", argv[1]);
        return 2;
    }
    return _cmocka_run_group_tests(argv[1], tests.data(), tests.size(), nullptr, nullptr) == 0 ? 0 : 1;
}
