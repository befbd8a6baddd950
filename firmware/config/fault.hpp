// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

namespace verikiosk::config {

/// A place in a settings file, for whoever has to correct it.
struct Place {
    std::filesystem::path file;
    unsigned line = 0;  ///< from 1; 0: the file as a whole
};

/// One thing that is wrong in a settings file.
struct Fault {
    Place place;
    std::string what;  ///< field and reason: "backend.port: expected a number from 1 to 65535"

    /// "file:line: field: reason"
    [[nodiscard]] std::string sentence() const;
};

}  // namespace verikiosk::config
