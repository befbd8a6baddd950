// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <source_location>
#include <sstream>
#include <string>
#include <string_view>

#include "firmware/domain/error.hpp"

/// Stories, run by CMocka. A failed CMocka assert jumps past destructors; a failed check of ours throws, and
/// the harness tells CMocka. A test file names its group once and then tells stories:
///
///     GROUP("oval");
///     STORY(a_face_too_small_is_asked_to_come_nearer) { CHECK_EQUAL(fit(...), Reason::too_far); }
namespace verikiosk::tests {

struct CheckFailed {
    std::string what;
};
struct Skipped {
    std::string why;
};

using Body = void (*)();
struct Registration {
    Registration(const char* group, const char* name, Body body);
};

[[noreturn]] void check_failed(std::string_view what, const std::source_location& where);

/// Ends the story as skipped; a failure where CI=true, since a skipped test proves nothing there.
[[noreturn]] void skip_story(const std::string& why);

template <class T>
[[nodiscard]] std::string shown(const T& value) {
    if constexpr (requires(std::ostream & out) { out << value; }) {
        std::ostringstream text;
        text << std::boolalpha << value;
        return text.str();
    } else if constexpr (std::is_enum_v<T>) {
        return std::to_string(static_cast<long long>(value));
    } else {
        return "(a value that can't be printed)";
    }
}

template <class A, class B>
void check_equal(const A& actual, const B& expected, std::string_view text,
                 const std::source_location& where) {
    if (actual == expected) return;
    check_failed(std::string(text) + ": got " + shown(actual) + ", expected " + shown(expected), where);
}

/// The value of a result that must be there.
template <class T>
[[nodiscard]] T must(Result<T> result, const std::source_location& where = std::source_location::current()) {
    if (!result) check_failed("unexpected error: " + result.error().what, where);
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}

}  // namespace verikiosk::tests

#define GROUP(name) static constexpr const char* verikiosk_test_group = name
#define STORY(name)                                                                                          \
    static void name();                                                                                      \
    static const ::verikiosk::tests::Registration registration_of_##name{verikiosk_test_group, #name, name}; \
    static void name()
#define CHECK(condition)                                                                                 \
    do {                                                                                                 \
        if (!(condition)) ::verikiosk::tests::check_failed(#condition, std::source_location::current()); \
    } while (false)
#define CHECK_EQUAL(actual, expected)                                               \
    ::verikiosk::tests::check_equal((actual), (expected), #actual " == " #expected, \
                                    std::source_location::current())
#define CHECK_CONTAINS(text, part)                                                                         \
    do {                                                                                                   \
        const std::string verikiosk_text(text);                                                            \
        if (verikiosk_text.find(part) == std::string::npos)                                                \
            ::verikiosk::tests::check_failed("'" + verikiosk_text + "' does not contain '" + (part) + "'", \
                                             std::source_location::current());                             \
    } while (false)
