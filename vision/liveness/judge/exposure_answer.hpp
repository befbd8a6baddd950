// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "firmware/domain/observation.hpp"
#include "firmware/domain/plan.hpp"
#include "firmware/domain/time.hpp"

/// How a camera answers steps of its exposure: in what it reports, in its picture, in its noise. Double
/// arithmetic of the four operations and square roots only, so that every processor comes to the same.
namespace verikiosk::judge {

/// What a row says of the exposure. Zero: not reported, or not measured.
struct ExposedRow {
    std::uint64_t sequence = 0;
    TimePoint time{};
    double seconds = 0;
    double gain = 0;
    double face = 0;        ///< light of the face's regions, any unit
    double background = 0;  ///< and of what is behind it
    double noise = 0;       ///< code values
    bool clipped = false;   ///< too dark or too bright for the picture to follow
};
[[nodiscard]] ExposedRow exposed_row(const ObservationRow& row);

struct ExposureRequest {
    TimePoint at{};
    ExposureStep step{};
};

/// 2 to the power of thousandths of a stop, -4000..4000, within 1e-6.
[[nodiscard]] double times_of_stops(int milli);

/// Whether the reported exposure is what was asked for.
struct Reported {
    bool at_all = false;    ///< on every row
    bool moved = false;     ///< it changed while the requests lasted
    std::size_t asked = 0;  ///< requests with rows of their own after the lag
    std::size_t met = 0;    ///< of these, time and gain are what was asked for
    std::size_t late = 0;   ///< of these, met only frames after the declared lag
    double span = 1;        ///< largest over smallest exposure among those met
};
[[nodiscard]] Reported reported(std::span<const ExposedRow> rows, std::span<const ExposureRequest> requests,
                                TimePoint end, int lag_frames);

/// How a picture's light moves with the reported exposure, frame by frame.
struct Follows {
    bool told = false;           ///< frames that follow each other, with a change reported between them
    double slope = 0;            ///< change of light over the change reported, on the same frames
    double correlation = 0;      ///< on the same frames
    double best_elsewhere = -1;  ///< the greatest correlation up to three frames earlier or later
};
[[nodiscard]] Follows picture_follows(std::span<const ExposedRow> rows, double ExposedRow::*light);

/// By how much noise rises per stop of gain, over its own size, as against per stop of exposure; and whether
/// the steps tell the two apart.
struct NoiseRise {
    bool told = false;
    double per_gain = 0;
};
[[nodiscard]] NoiseRise noise_rise(std::span<const ExposedRow> rows,
                                   std::span<const ExposureRequest> requests, TimePoint end, int lag_frames);

}  // namespace verikiosk::judge
