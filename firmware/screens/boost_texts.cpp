// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <boost/locale.hpp>
#include <boost/version.hpp>
#include <exception>
#include <utility>

#include "firmware/screens/texts.hpp"

namespace verikiosk::screens {
namespace {

constexpr std::array<std::string_view, 4> right_to_left_languages = {"ar", "fa", "he", "ur"};

/// A language tag names a folder, so it must not be a way out of it.
bool is_language(std::string_view tag) {
    return tag.size() >= 2 && tag.size() <= 12 && std::ranges::all_of(tag, [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
           });
}

std::locale catalogue_locale(const std::filesystem::path& folder, const std::string& language) {
    // The "std" backend reads gettext catalogues without the operating system's locales and without
    // loading ICU's data.
    auto backends = boost::locale::localization_backend_manager::global();
    backends.select("std");
    boost::locale::generator generator(backends);
#if BOOST_VERSION >= 108100  // its constants were renamed
    generator.categories(boost::locale::category_t::message);
    generator.characters(boost::locale::char_facet_t::char_f);
#else
    generator.categories(boost::locale::message_facet);
    generator.characters(boost::locale::char_facet);
#endif
    generator.add_messages_path(folder.string());
    generator.add_messages_domain("verikiosk");
    return generator(language + ".UTF-8");
}

}  // namespace

struct Texts::Catalogue {
    std::string language;
    bool right_to_left = false;
    std::locale locale;
};

Texts::Texts(std::unique_ptr<Catalogue> catalogue) : catalogue_(std::move(catalogue)) {}
Texts::Texts(Texts&&) noexcept = default;
Texts& Texts::operator=(Texts&&) noexcept = default;
Texts::~Texts() = default;

Result<Texts> Texts::open(const std::filesystem::path& catalogue_folder, std::string_view language) {
    if (!is_language(language)) {
        return fail(Errc::invalid,
                    "'" + std::string(language) + "' is not a language: write it as \"en\" or \"ar\"");
    }
    auto catalogue = std::make_unique<Catalogue>();
    catalogue->language = language;
    catalogue->right_to_left =
        std::ranges::find(right_to_left_languages, language.substr(0, 2)) != right_to_left_languages.end();
    try {
        const auto file = catalogue_folder / catalogue->language / "LC_MESSAGES" / "verikiosk.mo";
        if (language != "en" && !std::filesystem::exists(file)) {
            return fail(Errc::not_found, "no texts in language '" + catalogue->language + "': sought " +
                                             file.string() +
                                             "; choose an installed language or build its catalogue");
        }
        catalogue->locale = catalogue_locale(catalogue_folder, catalogue->language);
    } catch (const std::exception& error) {
        return fail(Errc::internal,
                    "texts in language '" + catalogue->language + "' can't be read: " + error.what());
    }
    return Texts(std::move(catalogue));
}

std::string Texts::operator()(const char* msgid) const {
    return boost::locale::translate(msgid).str(catalogue_->locale);
}

std::string Texts::with(const char* msgid, std::string_view value) const {
    // First-strong isolate and its end (UAX #9): a Latin name inside an Arabic sentence keeps its order.
    std::string text = (*this)(msgid);
    if (const auto at = text.find("{1}"); at != std::string::npos) {
        text.replace(at, 3, "\u2068" + std::string(value) + "\u2069");
    }
    return text;
}

const std::string& Texts::language() const {
    return catalogue_->language;
}

bool Texts::right_to_left() const {
    return catalogue_->right_to_left;
}

}  // namespace verikiosk::screens
