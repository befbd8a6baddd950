// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <iosfwd>

namespace verikiosk::kioskctl {

/// kioskctl site check FILE: every fault, a line each, or that the file is right. Exit code 0, or 1 where
/// something is wrong in it.
[[nodiscard]] int run_site_check(const std::filesystem::path& file, std::ostream& out,
                                 std::ostream& problems);

/// kioskctl site install FILE FOLDER: the same, then FOLDER/site. Nothing is written when anything is wrong.
/// Exit code 3 where it could not be written.
[[nodiscard]] int run_site_install(const std::filesystem::path& file, const std::filesystem::path& folder,
                                   std::ostream& out, std::ostream& problems);

}  // namespace verikiosk::kioskctl
