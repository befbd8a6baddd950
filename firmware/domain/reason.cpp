// SPDX-License-Identifier: Apache-2.0
#include "firmware/domain/reason.hpp"

#include <array>
#include <utility>

namespace verikiosk {
namespace {

constexpr auto names = std::to_array<std::pair<Reason, std::string_view>>({
    {Reason::none, "none"},
    {Reason::no_face, "no_face"},
    {Reason::several_faces, "several_faces"},
    {Reason::too_far, "too_far"},
    {Reason::too_near, "too_near"},
    {Reason::move_left, "move_left"},
    {Reason::move_right, "move_right"},
    {Reason::move_up, "move_up"},
    {Reason::move_down, "move_down"},
    {Reason::cropped, "cropped"},
    {Reason::not_still, "not_still"},
    {Reason::too_dark, "too_dark"},
    {Reason::too_bright, "too_bright"},
    {Reason::uneven_light, "uneven_light"},
    {Reason::low_contrast, "low_contrast"},
    {Reason::blurred, "blurred"},
    {Reason::head_turned, "head_turned"},
    {Reason::head_tilted, "head_tilted"},
    {Reason::eyes_closed, "eyes_closed"},
    {Reason::face_covered, "face_covered"},
    {Reason::mouth_open, "mouth_open"},
    {Reason::low_resolution, "low_resolution"},
    {Reason::not_smiling, "not_smiling"},
    {Reason::face_changed, "face_changed"},
    {Reason::frozen_picture, "frozen_picture"},
    {Reason::time_out, "time_out"},
    {Reason::mouth_not_smile, "mouth_not_smile"},
    {Reason::declined, "declined"},
    {Reason::not_turned, "not_turned"},
    {Reason::not_nearer, "not_nearer"},
    {Reason::mouth_not_opened, "mouth_not_opened"},
    {Reason::weak_signal, "weak_signal"},
    {Reason::flat_face, "flat_face"},
    {Reason::no_light_answer, "no_light_answer"},
    {Reason::late_light_answer, "late_light_answer"},
    {Reason::exposure_ignored, "exposure_ignored"},
    {Reason::repeated_frames, "repeated_frames"},
    {Reason::wrong_times, "wrong_times"},
    {Reason::recaptured, "recaptured"},
    {Reason::injection, "injection"},
    {Reason::development_input, "development_input"},
    {Reason::match_not_concluded, "match_not_concluded"},
    {Reason::liveness_not_concluded, "liveness_not_concluded"},
    {Reason::judgement_disagrees, "judgement_disagrees"},
    {Reason::evidence_inconsistent, "evidence_inconsistent"},
    {Reason::deadline_passed, "deadline_passed"},
    {Reason::attempts_exhausted, "attempts_exhausted"},
    {Reason::not_eligible, "not_eligible"},
    {Reason::development_policy, "development_policy"},
    {Reason::revoked_kiosk, "revoked_kiosk"},
    {Reason::faces_differ, "faces_differ"},
});

}  // namespace

std::string_view name_of(Reason reason) {
    for (const auto& [value, name] : names) {
        if (value == reason) return name;
    }
    return "unknown";
}

std::optional<Reason> reason_from(std::uint64_t number) {
    for (const auto& [value, name] : names) {
        if (static_cast<std::uint64_t>(value) == number) return value;
    }
    return std::nullopt;
}

std::vector<Reason> Reasons::list() const {
    std::vector<Reason> reasons;
    for (const auto& [value, name] : names) {
        if (has(value)) reasons.push_back(value);
    }
    return reasons;
}

}  // namespace verikiosk
