// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "firmware/domain/error.hpp"

/// Files of one line that must outlive a power cut.
namespace verikiosk::drivers {

/// What is in it; nothing where there is none.
[[nodiscard]] std::string read_small_file(const std::filesystem::path& file);

/// Puts `text` in the place of what was in `file`: written beside it, synced, renamed, and the folder synced.
/// A power cut leaves the old text or the new one. One caller at a time. `what` names it in an error ("the
/// boot count"): full, or refused when the file can't be written.
[[nodiscard]] Result<void> replace_small_file(const std::filesystem::path& file, std::string_view text,
                                              std::string_view what);

}  // namespace verikiosk::drivers
