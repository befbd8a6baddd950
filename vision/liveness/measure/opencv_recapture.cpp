// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <exception>
#include <opencv2/core.hpp>

#include "vision/liveness/measure/recapture.hpp"
#include "vision/liveness/measure/regions.hpp"

namespace verikiosk::vision {
namespace {

constexpr int side = 64;
constexpr int half = side / 2;
// Slower changes than eight in a piece are the face's own.
constexpr int slowest = 8;
// A window spreads a line over two bins; what lies three to five away is its surroundings.
constexpr int inner = 3;
constexpr int outer = 5;
constexpr std::size_t most_around = (2 * outer + 1) * (2 * outer + 1);
constexpr float noise_decibels = 10;
constexpr float full_decibels = 30;
// Frames from one look to the next: a look takes about a tenth of a millisecond.
constexpr int every = 4;

class OpencvRecapture final : public Recapture {
  public:
    OpencvRecapture() : piece_(side, side, CV_32F), spectrum_(side, side, CV_32FC2) {
        for (int i = 0; i < side; ++i) {
            const float turn = 2 * static_cast<float>(CV_PI) * static_cast<float>(i) / side;
            window_[static_cast<std::size_t>(i)] = 0.5F - 0.5F * std::cos(turn);
        }
    }

    std::uint16_t look(const GrayView& luma, const FaceAxes& axes) override {
        if (frame_++ % every == 0) {
            const Patch& patch = patches.at(next_);
            scores_.at(next_) = score(luma, axes.in_picture(patch.middle));
            next_ = (next_ + 1) % patches.size();
        }
        // The middle one: a single odd piece is no screen.
        auto sorted = scores_;
        std::sort(sorted.begin(), sorted.end());
        return sorted[1];
    }

    void forget() override {
        scores_ = {};
        frame_ = 0;
        next_ = 0;
    }

  private:
    std::uint16_t score(const GrayView& luma, Point middle) {
        const int left = static_cast<int>(middle.x) - half;
        const int top = static_cast<int>(middle.y) - half;
        if (left < 0 || top < 0 || left + side > luma.width || top + side > luma.height) return 0;
        cut(luma, left, top);
        try {
            cv::dft(piece_, spectrum_, cv::DFT_COMPLEX_OUTPUT);
        } catch (const std::exception&) {
            return 0;
        }
        const float over = (highest_peak() - noise_decibels) / (full_decibels - noise_decibels);
        return static_cast<std::uint16_t>(std::lround(std::clamp(over, 0.0F, 1.0F) * 1000));
    }

    void cut(const GrayView& luma, int left, int top) {
        float sum = 0;
        for (int y = 0; y < side; ++y) {
            for (int x = 0; x < side; ++x)
                sum += static_cast<float>(luma.row(top + y)[left + x]);
        }
        const float mean = sum / (side * side);
        for (int y = 0; y < side; ++y) {
            auto* row = piece_.ptr<float>(y);
            for (int x = 0; x < side; ++x) {
                row[x] = (static_cast<float>(luma.row(top + y)[left + x]) - mean) *
                         window_[static_cast<std::size_t>(x)] * window_[static_cast<std::size_t>(y)];
            }
        }
    }

    /// u and v from -32 to 31; the spectrum repeats.
    [[nodiscard]] float power(int u, int v) const {
        const auto& bin = spectrum_.at<cv::Vec2f>((v + side) % side, (u + side) % side);
        return bin[0] * bin[0] + bin[1] * bin[1];
    }

    /// Decibels over the median of what is around it.
    [[nodiscard]] float highest_peak() const {
        float highest = 0;
        // Half of the plane: the other is its mirror. Along the axes lie edges, and the blocks of JPEG.
        for (int v = 2; v < half; ++v) {
            for (int u = 1 - half; u < half; ++u) {
                if (std::abs(u) < 2 || u * u + v * v < slowest * slowest || !is_peak(u, v)) continue;
                const float around = median_around(u, v);
                if (around > 0) highest = std::max(highest, 10 * std::log10(power(u, v) / around));
            }
        }
        return highest;
    }

    [[nodiscard]] bool is_peak(int u, int v) const {
        const float here = power(u, v);
        return here > power(u - 1, v) && here > power(u + 1, v) && here > power(u, v - 1) &&
               here > power(u, v + 1) && here > 4 * power(u - inner, v) && here > 4 * power(u + inner, v) &&
               here > 4 * power(u, v - inner) && here > 4 * power(u, v + inner);
    }

    [[nodiscard]] float median_around(int u, int v) const {
        std::array<float, most_around> around{};
        std::size_t count = 0;
        for (int dv = -outer; dv <= outer; ++dv) {
            for (int du = -outer; du <= outer; ++du) {
                if (std::max(std::abs(du), std::abs(dv)) >= inner) around[count++] = power(u + du, v + dv);
            }
        }
        const auto middle = around.begin() + static_cast<std::ptrdiff_t>(count / 2);
        std::nth_element(around.begin(), middle, around.begin() + static_cast<std::ptrdiff_t>(count));
        return *middle;
    }

    static constexpr std::array<Patch, 3> patches{forehead_patch, cheek_right_patch, cheek_left_patch};
    cv::Mat piece_;
    cv::Mat spectrum_;
    std::array<float, side> window_{};
    std::array<std::uint16_t, patches.size()> scores_{};
    std::size_t next_ = 0;
    int frame_ = 0;
};

}  // namespace

std::unique_ptr<Recapture> make_opencv_recapture() {
    return std::make_unique<OpencvRecapture>();
}

}  // namespace verikiosk::vision
