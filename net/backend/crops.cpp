// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cstdlib>
#include <string_view>

#include "net/backend/examine.hpp"
#include "net/backend/log_rows.hpp"

/// Whether the crops show what their rows say: other people's crops, other moments' and frozen ones don't.
namespace verikiosk::backend {
namespace {

using Fault = std::optional<Ruling>;

/// The same picture after as long is no picture of a sensor, whose noise never comes back; recordings repeat
/// one for four frames in a row at most.
constexpr Duration repeat = 500ms;

/// Sharpness is a square root away from whole numbers.
constexpr int sharpness_rounding = 1;

// How far points that are placed on the crop may measure from those that the kiosk placed on the frame. On
// 369 crops of real recordings (40 px between the eyes and more) and 1,309 of 60 drawn visitors, neutral,
// smiling, with shut eyes and a wide open mouth, turned 25 degrees: 99 of 100 of the real ones are within 37
// (asymmetry), 52 (mouth's width), 59 (its opening) and 32 (eyes) with the head ahead. Heads that are turned
// measure worse, by as much as they are turned, and wide open mouths. One of the real crops was beyond what
// follows. A smile is 120 and more of the mouth's width, a turn 320 of asymmetry.
constexpr int most_asymmetry = 140;
constexpr int most_width = 120;
constexpr int most_opening = 90;
constexpr int most_eye = 100;

/// Skin around where the points are, sixteenths of a step of luma: 1,309 drawn crops were within 7 steps (99
/// of 100 within 3), the most on cheeks at the edge of a turned face.
constexpr int most_skin = 10 * 16;

/// From here on points may be beside the face that a crop shows: it is turned as far as the judges ask for.
constexpr int turned = 350;

/// Points slip on one crop in hundreds, and a visit has up to twelve: one slip where nothing is decided is no
/// reason to send anybody to a call, two are.
constexpr int most_slips = 1;

std::string said(std::string_view what, int row, int crop) {
    return std::string(what) + " " + std::to_string(row) + " in its row, " + std::to_string(crop) + " on it";
}

bool off(int row, int crop, int most) {
    return std::abs(row - crop) > most;
}

/// A measure that a crop gives otherwise than its row.
struct Difference {
    std::string words;  ///< empty: none
    /// What the challenge of this moment is judged by.
    bool decisive = false;
};

/// What is judged on the crop's own moment.
ChallengeKind challenge_at(const Evidence& evidence, TimePoint time) {
    for (const ChallengeResult& result : evidence.challenges) {
        if (result.prompted < time && time <= result.ended) return result.kind;
    }
    return ChallengeKind::centre;
}

/// What differs, that by which the challenge is judged before all else.
Difference points_differ(const ObservationRow& row, const PointMeasures& points, ChallengeKind at) {
    Difference found;
    const auto compare = [&](std::string_view what, int in_row, int on_crop, int most, ChallengeKind judged) {
        const bool decisive = judged == at && judged_by_points(at);
        if (off(in_row, on_crop, most) && (found.words.empty() || decisive))
            found = {said(what, in_row, on_crop), decisive};
    };
    const int aside = std::abs(row.asymmetry_milli);
    compare("right eye", row.eye_right_milli, points.eye_right_milli, most_eye + aside / 5,
            ChallengeKind::centre);
    compare("left eye", row.eye_left_milli, points.eye_left_milli, most_eye + aside / 5,
            ChallengeKind::centre);
    compare("asymmetry", row.asymmetry_milli, points.asymmetry_milli, most_asymmetry + aside / 2,
            ChallengeKind::turn);
    compare("mouth width", row.mouth_width_milli, points.mouth_width_milli, most_width + aside / 4,
            ChallengeKind::smile);
    compare("mouth opening", row.mouth_open_milli, points.mouth_open_milli,
            most_opening + aside / 3 + row.mouth_open_milli / 4, ChallengeKind::open_mouth);
    return found;
}

Difference difference(const ObservationRow& row, const CropMeasures& crop, ChallengeKind at) {
    if (row.brightness != crop.brightness) return {said("brightness", row.brightness, crop.brightness), true};
    if (off(row.sharpness_milli, crop.sharpness_milli, sharpness_rounding))
        return {said("sharpness", row.sharpness_milli, crop.sharpness_milli), true};
    constexpr std::array regions{Region::forehead, Region::cheek_right, Region::cheek_left};
    for (std::size_t i = 0; i < regions.size(); ++i) {
        const int luma = row.liveness[regions[i]].luma;
        if (luma != 0 && off(luma, crop.skin_luma[i], most_skin))
            return {said("skin", luma, crop.skin_luma[i]), true};
    }
    if (crop.points) return points_differ(row, *crop.points, at);
    const bool ahead = std::abs(row.asymmetry_milli) < turned;
    return crop.looked_for_points && ahead ? Difference{"it shows no face", judged_by_points(at)}
                                           : Difference{};
}

/// Two of the crops that are one picture.
Fault repeated_fault(const Submission& s) {
    for (const Crop& one : s.package.crops) {
        const ObservationRow& row = *row_of(s.evidence, one.sequence);
        const auto again = std::ranges::find_if(s.package.crops, [&](const Crop& other) {
            const ObservationRow& later = *row_of(s.evidence, other.sequence);
            return later.time - row.time > repeat && later.crop == row.crop;
        });
        if (again != s.package.crops.end())
            return inconsistent("the crops of frames " + std::to_string(one.sequence) + " and " +
                                std::to_string(again->sequence) + " are one and the same picture");
    }
    return std::nullopt;
}

/// A kiosk whose rows are not what its own pictures give.
Ruling not_what_it_shows(const Crop& crop, const std::string& what) {
    return {Decision::refer,
            {Reason::judgement_disagrees},
            "crop of frame " + std::to_string(crop.sequence) + ": " + what,
            true,
            true};
}

}  // namespace

Fault crops_fault(const Submission& s, const RemeasureCrop& remeasure, std::string& detail) {
    if (auto fault = repeated_fault(s)) return fault;
    if (!remeasure) {
        detail += "; no crop was measured again: the backend has nothing to do it with";
        return std::nullopt;
    }
    std::size_t with_points = 0;
    int slips = 0;
    for (const Crop& crop : s.package.crops) {
        const ObservationRow& row = *row_of(s.evidence, crop.sequence);
        const auto measures = remeasure(crop.luma, row);
        if (!measures) return not_what_it_shows(crop, measures.error().what);
        const Difference found = difference(row, *measures, challenge_at(s.evidence, row.time));
        if (!found.words.empty() && (found.decisive || ++slips > most_slips))
            return not_what_it_shows(crop, found.words);
        if (measures->points) ++with_points;
    }
    detail += "; measured again on " + std::to_string(s.package.crops.size()) +
              " crops: brightness, sharpness, skin; points on " + std::to_string(with_points) +
              "; not: colours, background, noise, parallax, raster, rows without a crop";
    return std::nullopt;
}

}  // namespace verikiosk::backend
