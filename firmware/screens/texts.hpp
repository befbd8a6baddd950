// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "firmware/domain/error.hpp"

namespace verikiosk::screens {

/// Marks an English sentence as a gettext message. Everything a visitor reads is written inside one of
/// these, so that a test can go through the sources and ask the catalogues for each.
[[nodiscard]] constexpr const char* msg(const char* id) {
    return id;
}

/// What visitors read, in one language. English is the source; other languages come from
/// <folder>/<language>/LC_MESSAGES/verikiosk.mo. Needs no locale of the operating system.
/// Immutable after opening, so any thread may read it.
class Texts {
  public:
    /// `language` is "en", "ar", ... A language without a catalogue is not_found, with the path sought.
    [[nodiscard]] static Result<Texts> open(const std::filesystem::path& catalogue_folder,
                                            std::string_view language);
    Texts(Texts&&) noexcept;
    Texts& operator=(Texts&&) noexcept;
    Texts(const Texts&) = delete;
    Texts& operator=(const Texts&) = delete;
    ~Texts();

    /// The sentence in this language; the English one where the catalogue lacks it.
    [[nodiscard]] std::string operator()(const char* msgid) const;
    /// The same with "{1}" replaced by `value`, which keeps its own writing direction.
    [[nodiscard]] std::string with(const char* msgid, std::string_view value) const;

    [[nodiscard]] const std::string& language() const;
    [[nodiscard]] bool right_to_left() const;

  private:
    struct Catalogue;
    explicit Texts(std::unique_ptr<Catalogue> catalogue);
    std::unique_ptr<Catalogue> catalogue_;
};

}  // namespace verikiosk::screens
