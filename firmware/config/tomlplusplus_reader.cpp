// SPDX-License-Identifier: Apache-2.0
#include "firmware/config/reader.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <set>
#include <sstream>

namespace verikiosk::config {

struct Reader::Tree {
    toml::table root;
    std::filesystem::path file;
    Gathered& gathered;
    std::set<std::string> asked;

    [[nodiscard]] Place place(const toml::node& node) const { return {file, node.source().begin.line}; }

    void refuse(const toml::node& node, const std::string& what) const {
        gathered.faults.push_back({place(node), what});
    }

    void wrong(const toml::node& node, const std::string& name, const std::string& expected) const {
        refuse(node, name + ": expected " + expected);
    }

    const toml::node* find(const std::string& name, std::string_view table, std::string_view key) {
        asked.insert(name);
        const toml::table* keys = root[table].as_table();
        const toml::node* node = keys == nullptr ? nullptr : keys->get(key);
        if (node != nullptr) gathered.given[name] = place(*node);
        return node;
    }

    void require(const std::string& name, const std::string& expected) const {
        const bool known =
            std::ranges::any_of(gathered.required, [&name](const auto& each) { return each.first == name; });
        if (!known) gathered.required.emplace_back(name, expected);
    }

    /// Whether the file has it, as it should be.
    bool text(std::string_view table, std::string_view key, std::string& value, const TextRule& rule,
              bool required) {
        const std::string name = std::string(table) + "." + std::string(key);
        if (required) require(name, rule.expected);
        const toml::node* node = find(name, table, key);
        if (node == nullptr) return false;
        const auto found = node->value_exact<std::string>();
        const bool good =
            found && !(required && found->empty()) && (rule.valid == nullptr || rule.valid(*found));
        if (good)
            value = *found;
        else
            wrong(*node, name, rule.expected);
        return good;
    }

    template <class Number>
    void number(std::string_view table, std::string_view key, Number& value, int low, int high) {
        const std::string name = std::string(table) + "." + std::string(key);
        const toml::node* node = find(name, table, key);
        if (node == nullptr) return;
        const bool whole = std::numeric_limits<Number>::is_integer;
        const bool fits = node->is_integer() || (!whole && node->is_floating_point());
        const auto found = node->value<double>();
        // Written so that a NaN is refused as well.
        const bool within = found && *found >= low && *found <= high;
        if (!fits || !within) {
            std::ostringstream expected;
            expected << "a number from " << low << " to " << high;
            return wrong(*node, name, expected.str());
        }
        value = static_cast<Number>(*found);
    }

    [[nodiscard]] std::string known(std::string_view table) const {
        std::string names;
        const std::string prefix = std::string(table) + ".";
        for (const std::string& name : asked) {
            if (!name.starts_with(prefix)) continue;
            names += (names.empty() ? "" : ", ") + name.substr(prefix.size());
        }
        return names;
    }

    void refuse_unknown(std::string_view table, const toml::table& keys) const {
        for (const auto& [key, value] : keys) {
            const std::string name = std::string(table) + "." + std::string(key.str());
            if (!asked.contains(name)) {
                refuse(value, "unknown key '" + name + "'; known here: " + known(table));
            }
        }
    }
};

namespace {

// A path is a text to whoever reads it; its own words when it is missing would only repeat the key.
constexpr TextRule any_text{};

std::string name_of(std::string_view table, std::string_view key) {
    return std::string(table) + "." + std::string(key);
}

}  // namespace

Reader::Reader(std::string_view text, const std::filesystem::path& file, Gathered& gathered)
    : tree_(new Tree{{}, file, gathered, {}}) {
    gathered.files.push_back(file);
    try {
        tree_->root = toml::parse(text, file.string());
    } catch (const toml::parse_error& error) {
        gathered.faults.push_back(
            {{file, error.source().begin.line}, "not TOML: " + std::string(error.description())});
    }
}
Reader::~Reader() = default;

void Reader::text(std::string_view table, std::string_view key, std::string& value, const TextRule& rule) {
    tree_->text(table, key, value, rule, false);
}

void Reader::required_text(std::string_view table, std::string_view key, std::string& value,
                           const TextRule& rule) {
    tree_->text(table, key, value, rule, true);
}

void Reader::path(std::string_view table, std::string_view key, std::filesystem::path& value) {
    std::string found;
    if (tree_->text(table, key, found, any_text, true)) value = tree_->file.parent_path() / found;
}

void Reader::optional_path(std::string_view table, std::string_view key, std::filesystem::path& value) {
    std::string found;
    if (!tree_->text(table, key, found, any_text, false)) return;
    value = found.empty() ? std::filesystem::path() : tree_->file.parent_path() / found;
}

void Reader::texts(std::string_view table, std::string_view key, std::vector<std::string>& value,
                   const TextRule& rule) {
    const std::string name = name_of(table, key);
    const toml::node* node = tree_->find(name, table, key);
    if (node == nullptr) return;
    const std::string expected = std::string("a list of ") + rule.expected + ", such as [\"...\"]";
    const toml::array* list = node->as_array();
    if (list == nullptr) return tree_->wrong(*node, name, expected);
    std::vector<std::string> all;
    for (const toml::node& each : *list) {
        const auto found = each.value_exact<std::string>();
        if (!found || !rule.valid(*found)) return tree_->wrong(each, name, expected);
        all.push_back(*found);
    }
    value = std::move(all);
}

void Reader::flag(std::string_view table, std::string_view key, bool& value) {
    const std::string name = name_of(table, key);
    const toml::node* node = tree_->find(name, table, key);
    if (node == nullptr) return;
    const auto found = node->value_exact<bool>();
    if (!found) return tree_->wrong(*node, name, "true or false");
    value = *found;
}

void Reader::number(std::string_view table, std::string_view key, int& value, int low, int high) {
    tree_->number(table, key, value, low, high);
}
void Reader::number(std::string_view table, std::string_view key, std::uint16_t& value, int low, int high) {
    tree_->number(table, key, value, low, high);
}
void Reader::number(std::string_view table, std::string_view key, double& value, int low, int high) {
    tree_->number(table, key, value, low, high);
}

void Reader::seconds(std::string_view table, std::string_view key, Duration& value, int low, int high) {
    int whole = static_cast<int>(std::chrono::duration_cast<std::chrono::seconds>(value).count());
    tree_->number(table, key, whole, low, high);
    value = std::chrono::seconds(whole);
}

void Reader::refuse_unknown() {
    for (const auto& [table, node] : tree_->root) {
        const std::string name(table.str());
        if (const toml::table* keys = node.as_table(); keys == nullptr) {
            tree_->refuse(node, "unknown key '" + name + "': expected a [table]");
        } else if (tree_->known(name).empty()) {
            tree_->refuse(node, "unknown table [" + name + "]");
        } else {
            tree_->refuse_unknown(name, *keys);
        }
    }
}

}  // namespace verikiosk::config
