// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "firmware/domain/evidence.hpp"
#include "firmware/lab/attacks/booth.hpp"

namespace verikiosk::lab::attacks {

/// Where a run's visits are kept: visits.jsonl, a line for each that is finished; pictures/ID.jpg;
/// logs/ID.cbor of the bona fide ones; attacks-seed. Several processes may add to it.
class Folder {
  public:
    explicit Folder(std::filesystem::path path) : path_(std::move(path)) {}

    /// Makes it, with this seed. Without `resume` what an earlier run left is removed, and a folder that
    /// holds anything else is left alone (invalid); with it the seed is that run's, and one that is wished
    /// has to be the same (invalid).
    [[nodiscard]] Result<std::uint64_t> open(std::optional<std::uint64_t> seed, bool resume) const;

    /// A whole line or none: a run that was stopped in the middle goes on after the last one.
    [[nodiscard]] Result<void> add(const Visit& visit) const;

    /// Every visit that is finished. A line that was cut short is left out.
    [[nodiscard]] std::vector<Record> records() const;

    [[nodiscard]] Result<Bytes> picture(const Record& record) const;
    [[nodiscard]] Result<Evidence> log(const Record& record) const;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    [[nodiscard]] std::filesystem::path keys() const { return path_ / "keys"; }

  private:
    std::filesystem::path path_;
};

/// Writes a whole file. full: it can't be written.
[[nodiscard]] Result<void> write_whole(const std::filesystem::path& file, ByteView bytes);

}  // namespace verikiosk::lab::attacks
