// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <string_view>

#include "firmware/config/schema.hpp"
#include "firmware/config/site.hpp"

namespace verikiosk::config {
namespace {

constexpr std::size_t largest_file = std::size_t{64} * 1024;

// What camera hangs at a place is seen there.
constexpr std::array<std::string_view, 3> single_keys = {"kiosk.ueid", "kiosk.language",
                                                         "camera.field_of_view"};
constexpr std::array<std::string_view, 4> whole_tables = {"backend.", "evidence.", "network.", "enrolment."};

struct Kind {
    const char* key;
    const char* name;
    bool is_private;
    const std::filesystem::path& (*path)(const Settings&);
};
using Path = const std::filesystem::path&;
constexpr std::array<Kind, 6> kinds = {
    Kind{"backend.ca", "ca.crt", false, [](const Settings& s) -> Path { return s.backend.ca; }},
    Kind{"backend.signer", "signer.crt", false, [](const Settings& s) -> Path { return s.backend.signer; }},
    Kind{"backend.client_certificate", "client.crt", false,
         [](const Settings& s) -> Path { return s.backend.client_certificate; }},
    Kind{"backend.client_key", "client.key", true,
         [](const Settings& s) -> Path { return s.backend.client_key; }},
    Kind{"evidence.key", "evidence.key", true, [](const Settings& s) -> Path { return s.evidence.key; }},
    Kind{"evidence.certificate", "evidence.crt", false,
         [](const Settings& s) -> Path { return s.evidence.certificate; }},
};

bool may_set(const std::string& key) {
    return std::ranges::find(single_keys, key) != single_keys.end() ||
           std::ranges::any_of(whole_tables,
                               [&key](std::string_view table) { return key.starts_with(table); });
}

/// "[backend] host", as in the file.
std::string in_words(std::string_view key) {
    const std::size_t dot = key.find('.');
    return "[" + std::string(key.substr(0, dot)) + "] " + std::string(key.substr(dot + 1));
}

void check_keys(const Gathered& gathered, const Settings& settings, std::vector<Fault>& faults) {
    for (const auto& [key, place] : gathered.given) {
        if (may_set(key)) continue;
        faults.push_back({place, key + ": a site file may not set this; it is the board's"});
    }
    for (const char* key : {"kiosk.ueid", "backend.host"}) {
        if (gathered.given.contains(key)) continue;
        faults.push_back({gathered.place_of(key),
                          std::string(key) + ": it is missing; write " + in_words(key) + " = \"...\""});
    }
    if (std::ranges::find(languages, settings.kiosk.language) == languages.end()) {
        std::string known;
        for (const std::string_view language : languages)
            known += (known.empty() ? "\"" : ", \"") + std::string(language) + "\"";
        faults.push_back({gathered.place_of("kiosk.language"),
                          "kiosk.language: the screens do not speak it; expected one of " + known});
    }
}

/// All six credentials, or a token and the CA alone.
void check_which(const Gathered& gathered, std::vector<Fault>& faults) {
    const auto given = [&gathered](const Kind& kind) { return gathered.given.contains(kind.key); };
    const bool token = gathered.given.contains("enrolment.token");
    const auto count = std::ranges::count_if(kinds, given);
    if (token && count == 1 && given(kinds.front())) return;
    for (const Kind& kind : kinds) {
        if (given(kind)) continue;
        const char* why = token && count <= 1 ? ": it is missing; the enrolment needs it to know the backend"
                          : token
                              ? ": it is missing; with an enrolment token give backend.ca alone, or all six "
                                "credentials"
                              : ": it is missing; give all six credentials, or an enrolment token";
        faults.push_back({gathered.place_of(kind.key), kind.key + std::string(why)});
        if (token && count <= 1) return;  // the others come with the enrolment
    }
}

/// Why this text is no PEM of its kind; empty when it is.
std::string wrong_pem(std::string_view pem, bool is_private) {
    const std::size_t begin = pem.find("-----BEGIN ");
    if (begin == std::string_view::npos) return "it is not PEM: no line begins with -----BEGIN";
    // openssl writes the parameters of a curve before the key itself.
    const auto has = [pem](std::string_view label) {
        const std::string first = "-----BEGIN " + std::string(label) + "-----\n";
        const std::string last = "\n-----END " + std::string(label) + "-----";
        const std::size_t at = pem.find(first);
        return at != std::string_view::npos && pem.find(last, at) != std::string_view::npos;
    };
    const bool certificate = has("CERTIFICATE");
    const bool key = has("PRIVATE KEY") || has("EC PRIVATE KEY");
    if (pem.find("ENCRYPTED") != std::string_view::npos) {
        return "it is locked with a passphrase, which nobody can type when a kiosk starts: give it without";
    }
    if (is_private && key) return "";
    if (!is_private && certificate) {
        return pem.find("PRIVATE KEY") == std::string_view::npos
                   ? ""
                   : "a private key is in it: give the certificate alone";
    }
    if (is_private && certificate) return "it is a certificate; expected its private key";
    if (!is_private && key) return "it is a private key; expected a certificate";
    return is_private ? "it has no whole private key (-----BEGIN PRIVATE KEY----- to its END)"
                      : "it has no whole certificate (-----BEGIN CERTIFICATE----- to its END)";
}

/// Windows ends lines with two characters; a kiosk's files end them with one.
std::string with_unix_lines(std::string text) {
    std::erase(text, '\r');
    return text;
}

void read_credentials(const Gathered& gathered, Site& site, std::vector<Fault>& faults) {
    for (const Kind& kind : kinds) {
        const std::filesystem::path& path = kind.path(site.settings);
        if (path.empty()) continue;
        const auto refuse = [&](const std::string& why) {
            faults.push_back({gathered.place_of(kind.key), kind.key + std::string(": ") + why});
        };
        std::error_code ignored;
        if (std::filesystem::exists(path, ignored) && !std::filesystem::is_regular_file(path, ignored)) {
            refuse(path.string() + " is not a file");
            continue;
        }
        auto text = read_file(path, largest_file);
        if (!text) {
            refuse(text.error().what);
            continue;
        }
        Credential credential{kind.key, kind.name, kind.is_private, with_unix_lines(std::move(*text))};
        if (const std::string why = wrong_pem(credential.pem, kind.is_private); !why.empty()) {
            refuse(path.string() + ": " + why);
            continue;
        }
        site.credentials.push_back(std::move(credential));
    }
}

}  // namespace

SiteChecked check_site(const std::filesystem::path& file) {
    SiteChecked checked;
    auto text = read_file(file, largest_file);
    if (!text) {
        checked.faults.push_back({{file, 0}, "the site file " + text.error().what});
        return checked;
    }
    const Source source{file, std::move(*text)};
    Gathered gathered = gather({&source, 1}, checked.site.settings);
    checked.faults = std::move(gathered.faults);
    // Of a file that is not even TOML there is nothing else to say.
    const bool toml = !gathered.given.empty() || checked.faults.empty();
    if (toml) {
        check_keys(gathered, checked.site.settings, checked.faults);
        check_which(gathered, checked.faults);
        read_credentials(gathered, checked.site, checked.faults);
    }
    std::ranges::stable_sort(checked.faults, {}, [](const Fault& fault) { return fault.place.line; });
    for (const auto& [key, place] : gathered.given)
        checked.site.given.push_back(key);
    if (!checked.faults.empty()) checked.site = {};
    return checked;
}

}  // namespace verikiosk::config
