// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <stdlib.h>  // NOLINT(modernize-deprecated-headers): mkostemp is only in this one
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

#include "firmware/kioskctl/checks.hpp"
#include "net/outbox/outbox.hpp"

namespace verikiosk::kioskctl {
namespace {

namespace fs = std::filesystem;
constexpr std::uintmax_t megabyte = 1024 * 1024;
using Block = std::array<std::uint8_t, 65536>;

/// A file that goes again, whatever happens.
struct Trial {
    std::string name;
    int file;
    explicit Trial(const fs::path& folder)
        : name((folder / ".selftest-XXXXXX").string()), file(mkostemp(name.data(), O_CLOEXEC)) {}
    Trial(const Trial&) = delete;
    Trial& operator=(const Trial&) = delete;
    ~Trial() {
        if (file < 0) return;
        close(file);
        unlink(name.c_str());
    }
};

/// What went wrong, in the system's words; empty when what was written came back.
std::string write_and_read_back(const fs::path& folder) {
    const Trial trial(folder);
    const auto why = [] { return std::generic_category().message(errno); };
    if (trial.file < 0) return "no file can be made: " + why();
    Block written{};
    for (std::size_t i = 0; i < written.size(); ++i)
        written[i] = static_cast<std::uint8_t>(i * 2654435761U >> 13U);
    if (pwrite(trial.file, written.data(), written.size(), 0) != static_cast<ssize_t>(written.size())) {
        return "a file can't be written: " + why();
    }
    if (fsync(trial.file) != 0) return "the disk does not take what is written: " + why();
    // From the disk and not from memory, where the system follows the advice.
    posix_fadvise(trial.file, 0, 0, POSIX_FADV_DONTNEED);
    Block read{};
    if (pread(trial.file, read.data(), read.size(), 0) != static_cast<ssize_t>(read.size())) {
        return "a file can't be read back: " + why();
    }
    return read == written ? "" : "what was written comes back changed";
}

Finding failed(std::string what, std::string what_to_do) {
    return {"storage", Verdict::fail, std::move(what), std::move(what_to_do)};
}

}  // namespace

Finding check_storage(const config::Settings::Kiosk& kiosk) {
    const fs::path& data = kiosk.data;
    if (data.empty()) return failed("the settings name no data folder", "correct the settings first");
    std::error_code error;
    if (!fs::is_directory(data, error)) {
        return failed("there is no folder " + data.string(),
                      "check that the card's data partition is mounted; if not, flash the card again");
    }
    // Space first: a full disk also fails the trial, with less to say.
    const auto space = fs::space(data, error);
    if (error) return failed(data.string() + ": " + error.message(), "flash the card again");
    const auto free_mb = space.available / megabyte;
    if (free_mb < static_cast<std::uintmax_t>(kiosk.min_free_mb)) {
        return failed(data.string() + " has " + std::to_string(free_mb) + " MiB free and needs " +
                          std::to_string(kiosk.min_free_mb),
                      "bring the backend back, so that waiting evidence goes, or use a larger card");
    }
    if (const std::string why = write_and_read_back(data); !why.empty()) {
        return failed(
            data.string() + ": " + why,
            "run this as the kiosk's user or root; if it stays so the card is worn out: use another");
    }
    std::string what = std::to_string(free_mb) + " MiB free, written and read back";
    const fs::path outbox = data / "outbox.db";
    // Opening would make it, and the kiosk makes its own.
    if (!fs::exists(outbox, error)) return {"storage", Verdict::pass, what + ", no outbox yet", {}};
    const auto opened = net::open_outbox(outbox);
    const auto waiting = opened ? (*opened)->waiting() : fail(opened.error());
    if (!waiting) {
        return failed(waiting.error().what, "keep the card for whoever can read it, and use another");
    }
    what += ", " + (*waiting == 0 ? "nothing" : std::to_string(*waiting)) + " waits in the outbox";
    return {"storage", Verdict::pass, what, {}};
}

}  // namespace verikiosk::kioskctl
