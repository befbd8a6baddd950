// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>

#include "firmware/domain/error.hpp"

namespace verikiosk::drivers {

/// Which boot of this machine the boot clock counts from: time on that clock means nothing without it, and
/// evidence names both. It stands beside the clock for that reason.
struct BootCount {
    std::uint64_t count = 1;  ///< 1 for the first boot that was counted
    bool began_anew = false;  ///< what stood in the file could not be read: what was counted before is lost
};

/// Counts this boot in `file` ("BOOT_ID COUNT"), once however often it is asked: the kernel's id of the boot
/// tells. Whole or not at all: a power cut leaves the old line or the new one. One caller at a time.
/// full, or refused when the file can't be written; unavailable when the kernel names no boot.
[[nodiscard]] Result<BootCount> count_boot(
    const std::filesystem::path& file,
    const std::filesystem::path& kernel_boot_id = "/proc/sys/kernel/random/boot_id");

}  // namespace verikiosk::drivers
