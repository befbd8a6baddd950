// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "tests/faces/accuracy/figures.hpp"
#include "tests/faces/accuracy/share.hpp"

namespace verikiosk::tests {
namespace {

// A blink is told when the eyes are open again, up to this long after its last marked frame.
constexpr double late_s = 0.25;

bool has_blink_labels(const MeasuredClip& clip) {
    const std::string& label = clip.picture.label;
    return label == "live" || label == "live-then-noface" || label == "noface-then-live";
}

bool belongs(const Event& blink, std::uint64_t frame, std::uint64_t tolerance, std::uint64_t late) {
    return blink.first <= frame + tolerance && frame <= blink.last + late + tolerance;
}

struct Blinks {
    Share found;
    Rate false_ones;
    std::vector<Miss> missed;
    std::vector<Miss> wrong;
};

void look_at(const MeasuredClip& clip, const Labels& labels, Blinks& blinks) {
    const std::string& file = clip.picture.file;
    const std::uint64_t tolerance = mark_tolerance(file);
    const auto late = static_cast<std::uint64_t>(late_s * clip.frames_per_second + 0.5);
    const auto marked = labels.of(file, "blink");
    std::vector<std::uint64_t> told;
    for (const Observation& frame : clip.frames) {
        const std::uint64_t at = frame.row.sequence;
        if (!frame.row.has_face() || left_out(file, at)) continue;
        blinks.false_ones.seconds += 1 / clip.frames_per_second;
        if (frame.expression.blinked) told.push_back(at);
    }
    for (const Event& blink : marked) {
        // One that the end of the clip cuts off is never over.
        const bool over = blink.last + 1 < clip.frames.size();
        if (!blink.certain || !over || left_out(file, blink.first)) continue;
        const bool found = std::any_of(told.begin(), told.end(),
                                       [&](std::uint64_t at) { return belongs(blink, at, tolerance, late); });
        blinks.found.count(found);
        if (!found) blinks.missed.push_back({file, (blink.first + blink.last) / 2, "this blink is not told"});
    }
    for (const std::uint64_t at : told) {
        if (std::any_of(marked.begin(), marked.end(),
                        [&](const Event& blink) { return belongs(blink, at, tolerance, late); }))
            continue;
        ++blinks.false_ones.count;
        blinks.wrong.push_back({file, at, "a blink is told here that nobody marked"});
    }
}

Blinks look(const Measured& measured, const Labels& labels) {
    Blinks blinks;
    for (const MeasuredClip& clip : measured.clips)
        if (has_blink_labels(clip) && clip.frames_per_second > 0) look_at(clip, labels, blinks);
    return blinks;
}

}  // namespace

Figure blinks_found(const Measured& measured, const Labels& labels) {
    const Blinks blinks = look(measured, labels);
    Figure figure;
    figure.name = "blinks marked as certain: told";
    blinks.found.tell(figure);
    figure.misses = blinks.missed;
    return figure;
}

Figure false_blinks_a_minute(const Measured& measured, const Labels& labels) {
    const Blinks blinks = look(measured, labels);
    Figure figure;
    figure.name = "blinks a minute that nobody marked";
    blinks.false_ones.tell(figure);
    figure.misses = blinks.wrong;
    return figure;
}

}  // namespace verikiosk::tests
