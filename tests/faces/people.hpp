// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

/// Photos of known people and the optional models, from the folders that VERIKIOSK_FACES and VERIKIOSK_MODELS
/// name (otherwise ../shared/faces and ../shared/models beside the source tree). A story skips where one is
/// absent, and fails there when CI=true.
namespace verikiosk::tests {

struct PersonPhoto {
    std::filesystem::path file;
    std::string person;
    std::string source;  ///< the collection it is from, without its version
};

/// Live people by name: those that MANIFEST.tsv is sure of, alone on their picture.
[[nodiscard]] std::vector<PersonPhoto> photos_of_people();
/// Likewise their videos.
[[nodiscard]] std::vector<PersonPhoto> clips_of_people();
/// Photos of prints and of screens that show people.
[[nodiscard]] std::vector<PersonPhoto> photos_of_pictures();

[[nodiscard]] std::filesystem::path models_folder();
[[nodiscard]] bool models_are_there();

/// How often, of how many, and the 95 % confidence interval of the rate (Clopper and Pearson, 1934).
struct Rate {
    int count = 0;
    int of = 0;
    [[nodiscard]] double low() const;
    [[nodiscard]] double high() const;
    /// "3 of 95 (0.7-9.0 %)"; of none "0 of 285 (under 1.1 %)", the one-sided bound of the rule of three.
    [[nodiscard]] std::string shown() const;
};

}  // namespace verikiosk::tests
