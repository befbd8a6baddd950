// SPDX-License-Identifier: Apache-2.0
#include "firmware/config/staged_folder.hpp"

#include <fcntl.h>
#include <stdio.h>   // NOLINT(modernize-deprecated-headers): renameat2 is only in this one
#include <stdlib.h>  // NOLINT(modernize-deprecated-headers): so is mkdtemp
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace verikiosk::config {
namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> failed(const fs::path& what, int error) {
    const Errc code = error == ENOSPC || error == EDQUOT ? Errc::full
                      : error == ENOENT                  ? Errc::not_found
                                                         : Errc::unavailable;
    return fail(code, what.string() + " can't be written: " + std::generic_category().message(error));
}

Result<void> write_all(int file, std::string_view content, const fs::path& path) {
    while (!content.empty()) {
        const ssize_t written = ::write(file, content.data(), content.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return failed(path, errno);
        content.remove_prefix(static_cast<std::size_t>(written));
    }
    if (fsync(file) != 0) return failed(path, errno);
    return {};
}

/// A folder's own entries are on the disk only after this.
Result<void> sync_folder(const fs::path& path) {
    const int folder = open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0) return failed(path, errno);
    const int synced = fsync(folder);
    const int error = errno;
    close(folder);
    if (synced != 0 && error != EINVAL) return failed(path, error);  // EINVAL: this file system can't
    return {};
}

}  // namespace

StagedFolder::StagedFolder(fs::path staged, fs::path place)
    : staged_(std::move(staged)), place_(std::move(place)) {}
StagedFolder::StagedFolder(StagedFolder&& other) noexcept
    : staged_(std::exchange(other.staged_, {})), place_(std::move(other.place_)) {}
StagedFolder::~StagedFolder() {
    std::error_code ignored;
    if (!staged_.empty()) fs::remove_all(staged_, ignored);
}

Result<StagedFolder> StagedFolder::beside(const fs::path& place) {
    std::string name = (place.parent_path() / ("." + place.filename().string() + "-XXXXXX")).string();
    if (mkdtemp(name.data()) == nullptr) return failed(place, errno);
    StagedFolder staged(name, place);
    if (chmod(name.c_str(), 0755) != 0) return failed(name, errno);
    return staged;
}

Result<void> StagedFolder::write(const fs::path& name, std::string_view content, mode_t mode) {
    const fs::path path = staged_ / name;
    std::error_code error;
    fs::create_directories(path.parent_path(), error);
    if (error) return failed(path, error.value());
    // Nobody else may read a key even for the moment in which it is written.
    const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (file < 0) return failed(path, errno);
    auto written = write_all(file, content, path);
    if (written && fchmod(file, mode) != 0) written = failed(path, errno);
    close(file);
    if (!written) return written;
    return sync_folder(path.parent_path());
}

Result<void> StagedFolder::take_place() {
    if (auto synced = sync_folder(staged_); !synced) return synced;
    // RENAME_EXCHANGE leaves no moment without a folder. What it leaves behind is the old one.
    const bool exchanged =
        renameat2(AT_FDCWD, staged_.c_str(), AT_FDCWD, place_.c_str(), RENAME_EXCHANGE) == 0;
    if (!exchanged) {
        const int error = errno;
        if (error != ENOENT && error != EINVAL && error != ENOSYS) return failed(place_, error);
        if (error != ENOENT) {
            // A file system without the exchange: the old one steps aside.
            const fs::path aside = staged_.string() + ".old";
            if (rename(place_.c_str(), aside.c_str()) != 0) return failed(place_, errno);
            if (rename(staged_.c_str(), place_.c_str()) != 0) {
                const int second = errno;
                rename(aside.c_str(), place_.c_str());
                return failed(place_, second);
            }
            staged_ = aside;
        } else {
            if (rename(staged_.c_str(), place_.c_str()) != 0) return failed(place_, errno);
            staged_.clear();
        }
    }
    return sync_folder(place_.parent_path());
}

}  // namespace verikiosk::config
