// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "firmware/domain/reason.hpp"

namespace verikiosk {

enum class MatchDecision : std::uint8_t { same, different, undecided };

/// What comparing the faces of two pictures came to.
struct Comparison {
    MatchDecision decision = MatchDecision::undecided;
    /// Cosine of the angle between the two faces' embeddings, -1..1; empty where they were not compared.
    /// Nobody but platform engineers sees it.
    std::optional<float> cosine;
    /// What is wrong with each of the pictures, in their order: no_face, several_faces, low_resolution. With
    /// any of them the decision is `undecided`.
    std::array<Reasons, 2> reasons;
    bool operator==(const Comparison&) const = default;
};

[[nodiscard]] std::string_view name_of(MatchDecision decision);

}  // namespace verikiosk
