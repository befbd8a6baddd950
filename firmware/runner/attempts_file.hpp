// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "firmware/domain/error.hpp"

namespace verikiosk::runner {

/// The number of failed attempts in a row, alone on a line: nothing of who made them, nor when.
/// The main thread's.

/// 0 where nothing was kept yet. corrupt: something is there that was not written by write_attempts().
[[nodiscard]] Result<int> read_attempts(const std::filesystem::path& file);

/// Outlives a power cut. full, or refused when the file can't be written.
[[nodiscard]] Result<void> write_attempts(const std::filesystem::path& file, int count);

}  // namespace verikiosk::runner
