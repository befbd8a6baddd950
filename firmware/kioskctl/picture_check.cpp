// SPDX-License-Identifier: Apache-2.0
#include "firmware/kioskctl/picture_check.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <vector>

#include "vision/face/quality.hpp"

namespace verikiosk::kioskctl {
namespace {

constexpr int columns = 16;
constexpr int rows = 9;
// A field of a 720p picture has 6400 pixels: what a sensor's noise does to its mean is far under one. A wall
// in even light still falls off towards the corners by more than this, since lenses do.
constexpr float covered_spread = 4;
// A window of this many pixels in a row, and the contrast in it below which noise would be taken for an edge.
constexpr int window = 16;
constexpr int edge_contrast = 40;
constexpr std::size_t enough_edges = 50;
// An edge in focus takes two or three pixels after a webcam's own filters and JPEG, so steps of a third to a
// half. Five pixels and more: points between the eyes would be off by what a smile is.
constexpr float blurred = 0.2F;

struct Luma {
    const drivers::Frame& frame;
    [[nodiscard]] int width() const { return frame.info().width; }
    [[nodiscard]] int height() const { return frame.info().height; }
    [[nodiscard]] const std::uint8_t* row(int y) const {
        return frame.plane(0).data + static_cast<std::size_t>(y) * frame.plane(0).stride;
    }
};

float spread_of(const Luma& luma) {
    float darkest = 255;
    float lightest = 0;
    for (int v = 0; v < rows; ++v) {
        for (int u = 0; u < columns; ++u) {
            const int left = luma.width() * u / columns;
            const int right = luma.width() * (u + 1) / columns;
            const int top = luma.height() * v / rows;
            const int bottom = luma.height() * (v + 1) / rows;
            std::int64_t sum = 0;
            for (int y = top; y < bottom; ++y) {
                for (int x = left; x < right; ++x)
                    sum += luma.row(y)[x];
            }
            const std::int64_t area = std::max(std::int64_t{right - left} * (bottom - top), std::int64_t{1});
            const float mean = static_cast<float>(sum) / static_cast<float>(area);
            darkest = std::min(darkest, mean);
            lightest = std::max(lightest, mean);
        }
    }
    return lightest - darkest;
}

/// Video's black is 16 and its white 235, which is what vision's thresholds are on.
int on_videos_scale(int value, bool full_range) {
    return full_range ? 16 + value * 219 / 255 : value;
}

int light_of(const Luma& luma) {
    std::array<int, 256> histogram{};
    for (int y = 0; y < luma.height(); ++y) {
        for (int x = 0; x < luma.width(); ++x)
            ++histogram.at(luma.row(y)[x]);
    }
    int above = 0;
    int value = 255;
    while (value > 0 &&
           (above += histogram.at(static_cast<std::size_t>(value))) < luma.width() * luma.height() / 10)
        --value;
    return on_videos_scale(value, luma.frame.info().full_range);
}

/// The windows of every fourth row that have contrast: their largest step in parts of it.
std::vector<float> edges_of(const Luma& luma) {
    std::vector<float> edges;
    for (int y = 0; y < luma.height(); y += 4) {
        const std::uint8_t* row = luma.row(y);
        for (int x = 0; x + window <= luma.width(); x += window) {
            const auto [low, high] = std::minmax_element(row + x, row + x + window);
            const int contrast = *high - *low;
            if (contrast < edge_contrast) continue;
            int step = 0;
            for (int i = x; i + 1 < x + window; ++i)
                step = std::max(step, std::abs(row[i + 1] - row[i]));
            edges.push_back(static_cast<float>(step) / static_cast<float>(contrast));
        }
    }
    return edges;
}

/// Small enough for a detector, whatever the camera's size.
vision::DetectionRequest small_picture(const Luma& luma) {
    constexpr int largest_height = 270;
    const int factor = (luma.height() + largest_height - 1) / largest_height;
    vision::DetectionRequest small;
    small.width = luma.width() / factor;
    small.height = luma.height() / factor;
    small.scale = static_cast<float>(factor);
    for (int y = 0; y < small.height; ++y) {
        for (int x = 0; x < small.width; ++x) {
            int sum = 0;
            for (int i = 0; i < factor * factor; ++i)
                sum += luma.row(y * factor + i / factor)[x * factor + i % factor];
            small.gray.push_back(static_cast<std::uint8_t>(sum / (factor * factor)));
        }
    }
    return small;
}

/// A quarter turn, clockwise as one looks at it.
vision::DetectionRequest turned(const vision::DetectionRequest& picture) {
    vision::DetectionRequest out;
    out.width = picture.height;
    out.height = picture.width;
    out.scale = picture.scale;
    for (int y = 0; y < out.height; ++y) {
        for (int x = 0; x < out.width; ++x) {
            const int from = (picture.height - 1 - x) * picture.width + y;
            out.gray.push_back(picture.gray.at(static_cast<std::size_t>(from)));
        }
    }
    return out;
}

}  // namespace

PictureFacts measure_picture(const drivers::Frame& frame) {
    const Luma luma{frame};
    PictureFacts facts;
    facts.spread = spread_of(luma);
    facts.light = light_of(luma);
    auto edges = edges_of(luma);
    facts.edges = static_cast<int>(edges.size());
    if (edges.size() < enough_edges) return facts;
    const auto sharp = edges.end() - static_cast<std::ptrdiff_t>(edges.size() / 10) - 1;
    std::nth_element(edges.begin(), sharp, edges.end());
    facts.sharpness = *sharp;
    return facts;
}

Upright how_upright(const drivers::Frame& frame, vision::Detector& detector) {
    vision::DetectionRequest picture = small_picture({frame});
    // A head that points to the picture's left is upright after one turn.
    for (const Upright each : {Upright::yes, Upright::head_left, Upright::upside_down, Upright::head_right}) {
        const auto found = detector.detect(picture);
        if (std::ranges::any_of(found.faces, [](const auto& face) { return face.sure; })) return each;
        picture = turned(picture);
    }
    return Upright::unknown;
}

Remark remark_on(const PictureFacts& facts) {
    if (facts.spread < covered_spread) {
        return {Verdict::fail, "the picture is the same all over: the lens is covered, or it is pitch dark",
                "take cap, shutter or protective film off the camera, and wipe the glass in front of it"};
    }
    // Nothing that the camera sees is as light as a face has to be.
    if (facts.light <= vision::quality::dark_median) {
        return {Verdict::note, "the picture is dark",
                "switch the room's light on; if it is on, put a lamp where it lights the visitor's face from "
                "the front"};
    }
    if (static_cast<std::size_t>(facts.edges) >= enough_edges && facts.sharpness < blurred) {
        return {Verdict::note, "the picture is blurred",
                "wipe the lens; turn its focus ring, if it has one, until somebody 60 cm away is sharp"};
    }
    return {};
}

Remark remark_on(Upright upright) {
    const auto turn = [](const char* how, const char* back) {
        return Remark{Verdict::fail, std::string("a face in the picture ") + how,
                      std::string("mount the camera ") + back};
    };
    switch (upright) {
        // What turns a picture one way was a camera turned the other way.
        case Upright::head_left:
            return turn("lies with its head to the left",
                        "a quarter turn anticlockwise, as you see it from behind");
        case Upright::head_right:
            return turn("lies with its head to the right",
                        "a quarter turn clockwise, as you see it from behind");
        case Upright::upside_down:
            return turn("stands on its head", "the other way up");
        case Upright::unknown:
        case Upright::yes:
            return {};
    }
    return {};
}

}  // namespace verikiosk::kioskctl
