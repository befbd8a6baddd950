// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string_view>

#include "firmware/domain/error.hpp"

/// Inside this room.
namespace verikiosk::config {

/// A folder that is made beside its final place, and takes it in one step when it is complete. Until then,
/// and when anything fails, what was there stays as it was. One thread.
class StagedFolder {
  public:
    /// `place` need not exist; its parent must. not_found, full, unavailable.
    [[nodiscard]] static Result<StagedFolder> beside(const std::filesystem::path& place);
    StagedFolder(StagedFolder&& other) noexcept;
    StagedFolder(const StagedFolder&) = delete;
    StagedFolder& operator=(const StagedFolder&) = delete;
    StagedFolder& operator=(StagedFolder&&) = delete;
    ~StagedFolder();  ///< removes what has not taken its place

    /// Writes a new file, with the folders on the way to it (0755), and waits until the disk has it.
    [[nodiscard]] Result<void> write(const std::filesystem::path& name, std::string_view content,
                                     mode_t mode);
    [[nodiscard]] Result<void> take_place();

  private:
    StagedFolder(std::filesystem::path staged, std::filesystem::path place);
    std::filesystem::path staged_;  ///< empty: nothing to remove
    std::filesystem::path place_;
};

}  // namespace verikiosk::config
