// SPDX-License-Identifier: Apache-2.0
#include "firmware/kioskctl/picture_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace verikiosk::kioskctl {

Result<PictureFile> PictureFile::create(const std::filesystem::path& path) {
    const int got = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (got >= 0) return PictureFile(got);
    if (errno == EEXIST) return fail(Errc::conflict, path.string() + " is there already: name another file");
    return fail(Errc::refused, path.string() + " can't be made: " + std::generic_category().message(errno));
}

PictureFile::PictureFile(PictureFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), size_(other.size_) {}

PictureFile::~PictureFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

Result<void> PictureFile::append(ByteView bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) {
            return fail(Errc::full,
                        "the picture can't be written: " + std::generic_category().message(errno));
        }
        bytes = bytes.subspan(static_cast<std::size_t>(written));
        size_ += static_cast<std::uint64_t>(written);
    }
    return {};
}

}  // namespace verikiosk::kioskctl
