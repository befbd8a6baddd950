// SPDX-License-Identifier: Apache-2.0
#include "vision/face/expression.hpp"

#include <initializer_list>

#include "tests/support/check.hpp"

using namespace verikiosk;
using vision::ExpressionReader;

GROUP("expression");

namespace {

constexpr PointSource both_sources[] = {PointSource::ibug_68, PointSource::face_mesh};

/// Somebody before the camera, at 30 frames a second.
struct Face {
    explicit Face(PointSource points) : usual(vision::thresholds_of(points)) {
        row.track = 1;
        row.source = points;
        row.time = TimePoint(1s);
        mouth(1, 0);
        eyes(1);
    }

    /// Width over a neutral mouth's, and how far the corners rise, in inter-ocular distances.
    void mouth(float width, float rise) {
        row.mouth_width_milli = static_cast<std::uint16_t>(usual.mouth_width * width * 1000);
        row.corner_rise_milli = static_cast<std::int16_t>((usual.corner_rise + rise) * 1000);
    }
    /// Of an eye's usual opening.
    void eyes(float open) {
        row.eye_right_milli = row.eye_left_milli = static_cast<std::uint16_t>(open * 300);
    }

    Expression frame() {
        row.time += 33ms;
        Observation observation;
        observation.row = row;
        reader.read(observation);
        if (observation.expression.blinked) ++blinks;
        return observation.expression;
    }
    Expression frames(int count) {
        Expression last;
        for (int i = 0; i < count; ++i)
            last = frame();
        return last;
    }
    void blink(std::initializer_list<float> openings) {
        for (const float open : openings) {
            eyes(open);
            frame();
        }
    }

    const vision::ExpressionThresholds& usual;
    ExpressionReader reader;
    ObservationRow row;
    int blinks = 0;
};

}  // namespace

STORY(a_smile_is_noticed_within_a_third_of_a_second) {
    for (const PointSource source : both_sources) {
        Face face(source);
        const Expression neutral = face.frames(30);
        CHECK(neutral.own_neutral);
        CHECK(neutral.smile < 0.1F);
        face.mouth(1.25F, 0.08F);
        CHECK(face.frames(9).smile >= 0.5F);
        face.mouth(1, 0);
        CHECK(face.frames(15).smile < 0.5F);
    }
}

STORY(a_wide_mouth_whose_corners_stay_down_is_no_smile) {
    for (const PointSource source : both_sources) {
        Face face(source);
        face.frames(30);
        face.mouth(1.25F, 0);
        CHECK(face.frames(30).smile < 0.5F);
    }
}

STORY(corners_that_rise_on_a_narrow_mouth_are_no_smile) {
    for (const PointSource source : both_sources) {
        Face face(source);
        face.frames(30);
        face.mouth(0.95F, 0.08F);
        CHECK(face.frames(30).smile < 0.5F);
    }
}

STORY(people_are_compared_with_themselves) {
    for (const PointSource source : both_sources) {
        Face wide(source);  // as others smile, so does this one look at rest
        wide.mouth(1.1F, 0.03F);
        CHECK(wide.frames(60).smile < 0.3F);
        Face narrow(source);
        narrow.mouth(0.85F, -0.02F);
        narrow.frames(60);
        narrow.mouth(1.05F, 0.04F);
        CHECK(narrow.frames(9).smile >= 0.5F);
    }
}

STORY(who_comes_smiling_is_smiling) {
    for (const PointSource source : both_sources) {
        Face face(source);
        face.mouth(1.4F, 0.09F);
        CHECK(face.frames(1).smile >= 0.5F);
        CHECK(face.frames(300).smile >= 0.5F);
    }
}

STORY(another_face_starts_afresh) {
    Face face(PointSource::ibug_68);
    face.frames(60);
    ++face.row.track;
    CHECK(!face.frame().own_neutral);
}

STORY(a_blink_is_counted_once_when_the_eyes_are_open_again) {
    for (const PointSource source : both_sources) {
        Face face(source);
        face.frames(30);
        face.blink({0.8F, 0.4F, 0.3F, 0.5F});
        CHECK_EQUAL(face.blinks, 0);
        face.blink({0.9F, 1, 1});
        CHECK_EQUAL(face.blinks, 1);
        face.frames(30);
        CHECK_EQUAL(face.blinks, 1);
    }
}

STORY(a_squint_comes_too_slowly_for_a_blink) {
    Face face(PointSource::face_mesh);
    face.frames(30);
    face.blink({0.97F, 0.93F, 0.89F, 0.85F, 0.81F, 0.77F, 0.73F, 0.7F, 0.73F, 0.77F, 0.82F, 0.9F, 1, 1});
    CHECK_EQUAL(face.blinks, 0);
}

STORY(eyes_that_stay_shut_have_not_blinked) {
    Face face(PointSource::face_mesh);
    face.frames(30);
    face.blink({0.4F});
    face.frames(20);
    face.blink({1, 1, 1});
    CHECK_EQUAL(face.blinks, 0);
}

STORY(noise_on_shut_eyes_is_no_blink) {
    Face face(PointSource::ibug_68);
    face.frames(30);
    face.eyes(0.3F);
    face.frames(30);
    face.blink({0.3F, 0.15F, 0.3F, 0.3F, 0.2F, 0.35F});
    CHECK_EQUAL(face.blinks, 0);
}

STORY(a_photo_is_compared_with_people_in_general) {
    for (const PointSource source : both_sources) {
        Face face(source);
        Observation photo;
        photo.row = face.row;
        ExpressionReader::read_alone(photo);
        CHECK(photo.expression.smile < 0.2F);
        CHECK(!photo.expression.own_neutral);
        face.mouth(1.3F, 0.08F);
        photo.row = face.row;
        ExpressionReader::read_alone(photo);
        CHECK(photo.expression.smile > 0.5F);
    }
}

STORY(a_percentile_is_of_the_last_values_only) {
    vision::Recent recent;
    CHECK_EQUAL(recent.percentile(50), 0);
    for (int i = 0; i < 1000; ++i)
        recent.add(static_cast<std::uint16_t>(i));
    CHECK(recent.percentile(0) >= 700);
    CHECK_EQUAL(recent.percentile(100), 999);
}
