// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

#include "vision/models/model_folder.hpp"

namespace verikiosk::kioskctl {

enum class ModelStanding : std::uint8_t {
    absent,  ///< not in the folder's manifest: what it adds is not there
    right,   ///< there, with the digest that this program knows
    wrong,   ///< in the manifest, but its file is missing or has other bytes
};

struct ModelState {
    const vision::KnownModel* model = nullptr;
    ModelStanding standing = ModelStanding::absent;
    std::uintmax_t bytes = 0;  ///< of its file; 0 where there is none
    std::string why;           ///< what is wrong with it
};

/// Every optional model that this program knows. An empty folder has none of them. Errors as
/// ModelFolder::open has them.
[[nodiscard]] Result<std::vector<ModelState>> look_at_models(const std::filesystem::path& folder);

struct ModelsOptions {
    std::filesystem::path folder;  ///< empty: none is named
    bool json = false;
};

/// kioskctl models list: what each adds, licence, origin, size, whether it is there and right. Exit code 0; 3
/// where the folder can't be read.
[[nodiscard]] int run_models_list(const ModelsOptions& options, std::ostream& out, std::ostream& problems);

/// kioskctl models check: a line for each that is there. Exit code 0 where those are right, 1 where something
/// is wrong, 3 where no folder is named or it can't be read.
[[nodiscard]] int run_models_check(const ModelsOptions& options, std::ostream& out, std::ostream& problems);

}  // namespace verikiosk::kioskctl
