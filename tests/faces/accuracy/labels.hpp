// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

/// What people wrote down about the pictures in the folder of recordings (its README tells the columns).
namespace verikiosk::tests {

struct Picture {
    std::string file;   ///< from the folder of recordings
    std::string kind;   ///< image, video
    std::string label;  ///< live, live-cropped, live-multi, noface, print, ...
    std::string smile;  ///< yes, no, slight, or empty: not labelled
    std::string note;
};

/// Something that happens in a video. Frames are 0-based, in decoding order; the last is included.
struct Event {
    std::string file;
    std::string what;  ///< face_present, smile, blink, turn_left, ...
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    bool certain = false;  ///< "high"
    [[nodiscard]] bool covers(std::uint64_t frame) const { return first <= frame && frame <= last; }
};

struct Labels {
    std::filesystem::path folder;
    std::vector<Picture> pictures;
    std::vector<Event> events;
    [[nodiscard]] std::vector<Event> of(std::string_view file, std::string_view what) const;
};

/// Ends the story as skipped where the folder is not there.
[[nodiscard]] Labels read_labels();

/// Frames that the folder's README says to leave out, and those it says are not labelled: neither something
/// that must be found there nor something that must not.
[[nodiscard]] bool left_out(std::string_view file, std::uint64_t frame);

/// How far a mark may lie from what it marks, frames: 1, in franck 3.
[[nodiscard]] std::uint64_t mark_tolerance(std::string_view file);

}  // namespace verikiosk::tests
