// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace verikiosk::lab {

/// A bar on standard error, where that is a terminal; silent elsewhere.
class Progress {
  public:
    explicit Progress(std::size_t files);
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;
    ~Progress() { clear(); }

    /// `done` files are done, and `frames` of the one named.
    void show(std::size_t done, const std::string& name, std::uint64_t frames);
    /// Takes the bar away, so that something else can be written to standard error.
    void clear();
    /// The same for standard output, where both are one terminal.
    void clear_for_output();

  private:
    std::size_t files_;
    bool terminal_;
    bool shared_;
    bool shown_ = false;
    std::int64_t last_ms_ = 0;
};

/// "[####......] 2 of 5  name, frame 120"; `name` is cut where it would not fit 80 columns.
[[nodiscard]] std::string progress_line(std::size_t done, std::size_t files, const std::string& name,
                                        std::uint64_t frames);

}  // namespace verikiosk::lab
