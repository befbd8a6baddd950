// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>

#include "firmware/domain/bytes.hpp"
#include "firmware/domain/error.hpp"

namespace verikiosk::kioskctl {

/// A file for pictures of people: new, and for its owner alone (0600).
class PictureFile {
  public:
    /// conflict: there is one already. Other errors are the system's.
    [[nodiscard]] static Result<PictureFile> create(const std::filesystem::path& path);
    PictureFile(PictureFile&& other) noexcept;
    PictureFile& operator=(PictureFile&&) = delete;
    ~PictureFile();

    [[nodiscard]] Result<void> append(ByteView bytes);
    [[nodiscard]] std::uint64_t size() const { return size_; }

  private:
    explicit PictureFile(int descriptor) : descriptor_(descriptor) {}
    int descriptor_;
    std::uint64_t size_ = 0;
};

}  // namespace verikiosk::kioskctl
