// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "firmware/config/fault.hpp"
#include "firmware/domain/time.hpp"

/// Inside this room: keys of one TOML file, by type.
namespace verikiosk::config {

/// What reading one or several files brings to light besides the values.
struct Gathered {
    std::vector<std::filesystem::path> files;
    std::map<std::string, Place> given;                         ///< "backend.port" -> the place that counts
    std::vector<std::pair<std::string, std::string>> required;  ///< key, and what it should be
    std::vector<Fault> faults;

    /// Where a key was given; the first file as a whole where it was not.
    [[nodiscard]] Place place_of(const std::string& key) const;
};

/// What a text must be.
struct TextRule {
    bool (*valid)(std::string_view) = nullptr;  ///< none: any text
    const char* expected = "a text in quotes";
};

/// Reads keys of one file and remembers which were asked for. A key that is not there leaves its value as it
/// is; one that is wrong does too, and is a fault. One thread.
class Reader {
  public:
    /// A text that is not TOML is a fault, and has no keys.
    Reader(std::string_view text, const std::filesystem::path& file, Gathered& gathered);
    ~Reader();
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;
    Reader(Reader&&) = delete;
    Reader& operator=(Reader&&) = delete;

    void text(std::string_view table, std::string_view key, std::string& value, const TextRule& rule = {});
    /// The same, not empty, and a fault of the whole where no file has it.
    void required_text(std::string_view table, std::string_view key, std::string& value,
                       const TextRule& rule = {});
    /// Required. Relative to the file that says it.
    void path(std::string_view table, std::string_view key, std::filesystem::path& value);
    /// The same, and it may be missing; an empty text leaves it empty.
    void optional_path(std::string_view table, std::string_view key, std::filesystem::path& value);
    void texts(std::string_view table, std::string_view key, std::vector<std::string>& value,
               const TextRule& rule);
    void flag(std::string_view table, std::string_view key, bool& value);
    void number(std::string_view table, std::string_view key, int& value, int low, int high);
    void number(std::string_view table, std::string_view key, std::uint16_t& value, int low, int high);
    void number(std::string_view table, std::string_view key, double& value, int low, int high);
    void seconds(std::string_view table, std::string_view key, Duration& value, int low, int high);

    /// Everything in the file that nobody asked for becomes a fault. Call last.
    void refuse_unknown();

  private:
    struct Tree;
    std::unique_ptr<Tree> tree_;
};

}  // namespace verikiosk::config
