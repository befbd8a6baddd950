// SPDX-License-Identifier: Apache-2.0
#include <fstream>
#include <functional>
#include <limits>
#include <optional>
#include <set>
#include <sstream>
#include <string_view>

#include <toml++/toml.h>

#include "firmware/config/settings.hpp"

namespace verikiosk::config {
namespace {

/// Reads keys of one file, remembers which were asked for and keeps the first error.
class Reader {
  public:
    Reader(const toml::table& root, std::filesystem::path file) : root_(root), file_(std::move(file)) {}

    void text(std::string_view table, std::string_view key, std::string& value, bool required = false) {
        const toml::node* node = find(table, key, required, "a text in quotes");
        if (node == nullptr) return;
        const auto found = node->value_exact<std::string>();
        if (!found || (required && found->empty())) return wrong(*node, table, key, "a text in quotes");
        value = *found;
    }

    void path(std::string_view table, std::string_view key, std::filesystem::path& value) {
        std::string found;
        text(table, key, found, true);
        if (!found.empty()) value = file_.parent_path() / found;
    }

    void flag(std::string_view table, std::string_view key, bool& value) {
        const toml::node* node = find(table, key, false, "true or false");
        if (node == nullptr) return;
        const auto found = node->value_exact<bool>();
        if (!found) return wrong(*node, table, key, "true or false");
        value = *found;
    }

    template <class Number>
    void number(std::string_view table, std::string_view key, Number& value, double low, double high) {
        std::ostringstream expected;
        expected << "a number from " << low << " to " << high;
        const toml::node* node = find(table, key, false, expected.str());
        if (node == nullptr) return;
        const bool whole = std::numeric_limits<Number>::is_integer;
        const bool fits = node->is_integer() || (!whole && node->is_floating_point());
        const auto found = node->value<double>();
        if (!fits || !found || *found < low || *found > high) {
            return wrong(*node, table, key, expected.str());
        }
        value = static_cast<Number>(*found);
    }

    void seconds(std::string_view table, std::string_view key, Duration& value, int low, int high) {
        int whole = static_cast<int>(std::chrono::duration_cast<std::chrono::seconds>(value).count());
        number(table, key, whole, low, high);
        value = std::chrono::seconds(whole);
    }

    /// Everything in the file that nobody asked for.
    void refuse_unknown() {
        for (const auto& [table, node] : root_) {
            const toml::table* keys = node.as_table();
            if (keys == nullptr) {
                return refuse(node, "unknown key '" + std::string(table.str()) + "': expected a [table]");
            }
            for (const auto& [key, value] : *keys) {
                const std::string name = std::string(table.str()) + "." + std::string(key.str());
                if (!asked_.contains(name)) {
                    return refuse(value, "unknown key '" + name + "'; known here: " + known(table.str()));
                }
            }
            if (known(table.str()).empty()) {
                return refuse(node, "unknown table [" + std::string(table.str()) + "]");
            }
        }
    }

    /// What is wrong in the file comes before what is missing from it: a misspelt key is both.
    [[nodiscard]] const std::optional<Error>& error() const { return error_ ? error_ : missing_; }

  private:
    const toml::node* find(std::string_view table, std::string_view key, bool required,
                           const std::string& expected) {
        asked_.insert(std::string(table) + "." + std::string(key));
        const toml::table* keys = root_[table].as_table();
        const toml::node* node = keys == nullptr ? nullptr : keys->get(key);
        if (node == nullptr && required && !missing_) {
            missing_ =
                Error{Errc::invalid, file_.string() + ": '" + std::string(key) + "' is missing from [" +
                                         std::string(table) + "]: expected " + expected};
        }
        return node;
    }

    void wrong(const toml::node& node, std::string_view table, std::string_view key,
               const std::string& expected) {
        refuse(node, std::string(table) + "." + std::string(key) + ": expected " + expected);
    }

    void refuse(const toml::node& node, const std::string& what) {
        if (error_) return;
        error_ = Error{Errc::invalid,
                       file_.string() + ":" + std::to_string(node.source().begin.line) + ": " + what};
    }

    [[nodiscard]] std::string known(std::string_view table) const {
        std::string names;
        const std::string prefix = std::string(table) + ".";
        for (const std::string& name : asked_) {
            if (!name.starts_with(prefix)) continue;
            names += (names.empty() ? "" : ", ") + name.substr(prefix.size());
        }
        return names;
    }

    const toml::table& root_;
    std::filesystem::path file_;
    std::set<std::string> asked_;
    std::optional<Error> error_;
    std::optional<Error> missing_;
};

Settings read(Reader& reader) {
    Settings settings;
    reader.text("kiosk", "ueid", settings.kiosk.ueid, true);
    reader.text("kiosk", "hw_model", settings.kiosk.hw_model);
    reader.text("kiosk", "language", settings.kiosk.language);
    reader.path("kiosk", "data", settings.kiosk.data);
    reader.text("backend", "host", settings.backend.host, true);
    reader.number("backend", "port", settings.backend.port, 1, 65535);
    reader.text("backend", "connect_to", settings.backend.connect_to);
    reader.path("backend", "ca", settings.backend.ca);
    reader.path("backend", "signer", settings.backend.signer);
    reader.path("backend", "client_certificate", settings.backend.client_certificate);
    reader.path("backend", "client_key", settings.backend.client_key);
    reader.seconds("backend", "time_limit_s", settings.backend.time_limit, 1, 60);
    reader.path("evidence", "key", settings.evidence.key);
    reader.path("evidence", "certificate", settings.evidence.certificate);
    reader.text("camera", "id", settings.camera.id);
    reader.number("camera", "width", settings.camera.width, 320, 3840);
    reader.number("camera", "height", settings.camera.height, 240, 2160);
    reader.number("camera", "frames_per_second", settings.camera.frames_per_second, 5, 120);
    reader.number("display", "width", settings.display.width, 480, 3840);
    reader.number("display", "height", settings.display.height, 480, 3840);
    reader.flag("display", "fullscreen", settings.display.fullscreen);
    reader.seconds("session", "idle_s", settings.session.idle, 10, 600);
    reader.seconds("session", "result_s", settings.session.result, 5, 120);
    return settings;
}

}  // namespace

Result<Settings> parse_settings(std::string_view text, const std::filesystem::path& file) try {
    const toml::table parsed = toml::parse(text, file.string());
    Reader reader(parsed, file);
    const Settings settings = read(reader);
    reader.refuse_unknown();
    if (reader.error()) return fail(*reader.error());
    return settings;
} catch (const toml::parse_error& error) {
    return fail(Errc::invalid, file.string() + ":" + std::to_string(error.source().begin.line) +
                                   ": not TOML: " + std::string(error.description()));
}

Result<Settings> load_settings(const std::filesystem::path& file) {
    std::ifstream in(file);
    if (!in) {
        return fail(Errc::not_found, "the settings file " + file.string() +
                                         " can't be read: check that it is there and readable");
    }
    std::ostringstream text;
    text << in.rdbuf();
    return parse_settings(text.str(), file);
}

}  // namespace verikiosk::config
