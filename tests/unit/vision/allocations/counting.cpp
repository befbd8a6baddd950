// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/vision/allocations/counting.hpp"

#include <dlfcn.h>
#include <execinfo.h>
#include <unistd.h>

#include <array>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <new>
#include <optional>
#include <sstream>
#include <vector>

#include "tests/support/check.hpp"

namespace verikiosk::tests {
namespace {

constexpr int most_frames = 24;
constexpr std::size_t most_requests = 20'000;

struct Request {
    std::array<void*, most_frames> callers{};
    int count = 0;
};

/// Kept apart from the counting, which must not allocate itself.
struct Book {
    std::unique_ptr<std::array<Request, most_requests>> requests;
    std::size_t used = 0;
    bool open = false;
    std::map<void*, std::optional<std::string>> known;
};
// NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables): operator new has no other way to find
// it
thread_local Book book;

void note() {
    if (!book.open || book.used == most_requests) return;
    book.open = false;
    Request& request = (*book.requests)[book.used++];
    request.count = backtrace(request.callers.data(), most_frames);
    book.open = true;
}

/// One function of a call, inlined ones too.
struct Place {
    std::string function;
    std::string file;  ///< with its line
};

struct ClosePipe {
    void operator()(FILE* pipe) const noexcept { pclose(pipe); }
};

/// The functions that an address of this program lies in, innermost first, by its line table.
std::vector<Place> places_of(const void* caller, const Dl_info& info) {
    // A return address is behind its call.
    const auto offset =
        reinterpret_cast<std::uintptr_t>(caller) - reinterpret_cast<std::uintptr_t>(info.dli_fbase) - 1;
    std::ostringstream command;
    command << "addr2line --exe=/proc/" << getpid() << "/exe --functions --inlines --demangle 0x" << std::hex
            << offset;
    const std::unique_ptr<FILE, ClosePipe> lines(popen(command.str().c_str(), "r"));
    CHECK(lines != nullptr);
    const auto next = [&lines]() -> std::optional<std::string> {
        std::array<char, 4096> line{};
        if (std::fgets(line.data(), line.size(), lines.get()) == nullptr) return std::nullopt;
        std::string text(line.data());
        if (text.ends_with('\n')) text.pop_back();
        return text;
    };
    std::vector<Place> places;
    while (const auto function = next())
        places.push_back({*function, next().value_or("")});
    CHECK(!places.empty());
    return places;
}

bool holds(const std::string& text, const char* part) {
    return text.find(part) != std::string::npos;
}

std::string words_for(const Place& place) {
    return place.function.substr(0, 100) + " (" + std::filesystem::path(place.file).filename().string() + ")";
}

/// Who asked, if this caller says so: "ours: function (file:line)" or "theirs: ...".
std::optional<std::string> asker(const void* caller) {
    Dl_info info{};
    if (dladdr(caller, &info) == 0) return std::nullopt;
    const std::string library = info.dli_fname;
    if (holds(library, "libopencv") || holds(library, "libdlib")) {
        return "theirs: " + std::filesystem::path(library).filename().string();
    }
    if (holds(library, ".so")) return std::nullopt;  // the standard library's, a sanitizer's
    const auto places = places_of(caller, info);
    for (const Place& place : places) {
        if (holds(place.file, "/c++/") || holds(place.file, "/counting.cpp")) continue;
        const bool theirs = holds(place.file, "/dlib/") || holds(place.file, "/opencv2/");
        return (theirs ? "theirs: " : "ours: ") + words_for(place);
    }
    // All inlined, and the line table has forgotten what came between the standard library and the function.
    const Place& outermost = places.back();
    if (!outermost.function.starts_with("verikiosk::vision::")) return std::nullopt;
    return "ours: " + words_for(outermost);
}

/// The same address means the same caller, and looking one up takes a while.
std::string asker(const Request& request, std::map<void*, std::optional<std::string>>& known) {
    for (int i = 0; i < request.count; ++i) {
        void* caller = request.callers.at(static_cast<std::size_t>(i));
        if (!known.contains(caller)) known[caller] = asker(caller);
        if (known[caller]) return *known[caller];
    }
    return "ours: nobody that is known";
}

void* granted(std::size_t size, std::size_t alignment) {
    note();
    void* memory = alignment > alignof(std::max_align_t)
                       ? std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment)
                       : std::malloc(size == 0 ? 1 : size);
    if (memory == nullptr) throw std::bad_alloc();
    return memory;
}

/// Kept out of line: GCC takes std::free() inlined behind a call of operator new for a mismatch.
[[gnu::noinline]] void released(void* memory) noexcept {
    std::free(memory);
}

}  // namespace

void count_allocations() {
    if (!book.requests) book.requests = std::make_unique<std::array<Request, most_requests>>();
    std::array<void*, 2> first{};
    (void)backtrace(first.data(), 2);  // its first call loads a library
    book.used = 0;
    book.open = true;
}

Allocations counted_allocations() {
    book.open = false;
    Allocations allocations;
    for (std::size_t i = 0; i < book.used; ++i) {
        const std::string who = asker((*book.requests)[i], book.known);
        ++allocations.by_caller[who];
        if (who.starts_with("ours")) ++allocations.ours;
        if (who.starts_with("theirs")) ++allocations.theirs;
    }
    return allocations;
}

}  // namespace verikiosk::tests

void* operator new(std::size_t size) {
    return verikiosk::tests::granted(size, 0);
}
void* operator new[](std::size_t size) {
    return verikiosk::tests::granted(size, 0);
}
void* operator new(std::size_t size, std::align_val_t alignment) {
    return verikiosk::tests::granted(size, static_cast<std::size_t>(alignment));
}
void* operator new[](std::size_t size, std::align_val_t alignment) {
    return verikiosk::tests::granted(size, static_cast<std::size_t>(alignment));
}
void operator delete(void* memory) noexcept {
    verikiosk::tests::released(memory);
}
void operator delete[](void* memory) noexcept {
    verikiosk::tests::released(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    verikiosk::tests::released(memory);
}
void operator delete[](void* memory, std::size_t) noexcept {
    verikiosk::tests::released(memory);
}
void operator delete(void* memory, std::align_val_t) noexcept {
    verikiosk::tests::released(memory);
}
void operator delete[](void* memory, std::align_val_t) noexcept {
    verikiosk::tests::released(memory);
}
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept {
    verikiosk::tests::released(memory);
}
void operator delete[](void* memory, std::size_t, std::align_val_t) noexcept {
    verikiosk::tests::released(memory);
}
