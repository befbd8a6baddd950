// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <exception>
#include <opencv2/core.hpp>
#include <opencv2/dnn.hpp>
#include <opencv2/imgproc.hpp>

#include "vision/face/landmarks.hpp"

namespace verikiosk::vision {
namespace {

using enum PointName;

// The network's input, and what it puts out: x, y, z of each point in pixels of the input.
constexpr int side = 192;
constexpr std::size_t mesh_points = 468;
// The region is this much larger than what lies in it, as the network was trained.
constexpr float margin = 1.5F;
// "Lost" below one half, as MediaPipe's own graph has it: a sigmoid of one half is a logit of zero.
constexpr float lost_logit = 0;
// On pictures much larger than the input, interpolation between four pixels misses those between: past this
// many source pixels per input pixel they are averaged first.
constexpr float coarse = 3;

struct Numbered {
    PointName name;
    std::size_t vertex;
};

/// Vertices of MediaPipe's canonical face model; the lower numbers of a pair are the subject's right.
constexpr std::array face_mesh{
    Numbered{jaw_right, 234},
    Numbered{cheek_right, 136},
    Numbered{chin, 152},
    Numbered{cheek_left, 365},
    Numbered{jaw_left, 454},
    Numbered{brow_right_outer, 70},
    Numbered{brow_right_inner, 107},
    Numbered{brow_left_inner, 336},
    Numbered{brow_left_outer, 300},
    Numbered{nose_bridge, 168},
    Numbered{nose_tip, 1},
    Numbered{nostril_right, 98},
    Numbered{nose_base, 2},
    Numbered{nostril_left, 327},
    Numbered{eye_right_outer, 33},
    Numbered{eye_right_top_outer, 160},
    Numbered{eye_right_top_inner, 158},
    Numbered{eye_right_inner, 133},
    Numbered{eye_right_bottom_inner, 153},
    Numbered{eye_right_bottom_outer, 144},
    Numbered{eye_left_inner, 362},
    Numbered{eye_left_top_inner, 385},
    Numbered{eye_left_top_outer, 387},
    Numbered{eye_left_outer, 263},
    Numbered{eye_left_bottom_outer, 373},
    Numbered{eye_left_bottom_inner, 380},
    Numbered{mouth_right, 61},
    Numbered{mouth_left, 291},
    Numbered{lip_top_outer, 0},
    Numbered{lip_top_inner, 13},
    Numbered{lip_bottom_inner, 14},
    Numbered{lip_bottom_outer, 17},
};
static_assert(face_mesh.size() == Points::count);

/// From pixels of the network's input to the picture's and back.
struct Warp {
    Region region;
    float cosine = std::cos(region.angle);
    float sine = std::sin(region.angle);
    float scale = region.side / side;  ///< source pixels per pixel of the input

    [[nodiscard]] Point in_picture(float u, float v) const {
        const float x = (u - side / 2.0F) * scale;
        const float y = (v - side / 2.0F) * scale;
        return {region.centre.x + x * cosine - y * sine, region.centre.y + x * sine + y * cosine};
    }
};

/// The square that the next frame is looked for in: around all points, level with the eyes' outer corners.
Region around(const float* mesh, const Warp& warp) {
    const Point right = warp.in_picture(mesh[33 * 3], mesh[33 * 3 + 1]);
    const Point left = warp.in_picture(mesh[263 * 3], mesh[263 * 3 + 1]);
    const float angle = std::atan2(left.y - right.y, left.x - right.x);
    const float cosine = std::cos(angle);
    const float sine = std::sin(angle);
    float low_x = 1e9F;
    float low_y = 1e9F;
    float high_x = -1e9F;
    float high_y = -1e9F;
    for (std::size_t i = 0; i < mesh_points; ++i) {
        const Point p = warp.in_picture(mesh[i * 3], mesh[i * 3 + 1]);
        const float x = p.x * cosine + p.y * sine;
        const float y = p.y * cosine - p.x * sine;
        low_x = std::min(low_x, x);
        high_x = std::max(high_x, x);
        low_y = std::min(low_y, y);
        high_y = std::max(high_y, y);
    }
    const float x = (low_x + high_x) / 2;
    const float y = (low_y + high_y) / 2;
    return {{x * cosine - y * sine, x * sine + y * cosine},
            margin * std::max(high_x - low_x, high_y - low_y),
            angle};
}

bool usable(const Region& region, const GrayView& luma) {
    const bool finite = std::isfinite(region.centre.x) && std::isfinite(region.centre.y) &&
                        std::isfinite(region.side) && std::isfinite(region.angle);
    const auto width = static_cast<float>(luma.width);
    const auto height = static_cast<float>(luma.height);
    return finite && luma.data != nullptr && region.side >= 12 &&
           region.side <= 4 * std::max(width, height) && region.centre.x > 0 && region.centre.y > 0 &&
           region.centre.x < width && region.centre.y < height;
}

class FaceMesh final : public Landmarks {
  public:
    explicit FaceMesh(const cv::dnn::Net& net) : net_(net) {
        const std::array size{1, 3, side, side};
        input_.create(static_cast<int>(size.size()), size.data(), CV_32F);
    }

    PointSource source() const override { return PointSource::face_mesh; }
    bool knows_faces() const override { return true; }
    Region region_in(const Box& box, float angle) const override {
        return {box.centre(), margin * std::max(box.width, box.height), angle};
    }

    std::optional<Placement> place(const GrayView& luma, const Region& region) override {
        if (!usable(region, luma)) return std::nullopt;
        try {
            const Warp warp{region};
            cut(luma, warp);
            net_.setInput(input_);
            net_.forward(outputs_, names_);
            if (outputs_.size() != 2 || outputs_[0].total() != mesh_points * 3) return std::nullopt;
            if (!(outputs_[1].at<float>(0) >= lost_logit)) return std::nullopt;
            return placement(outputs_[0].ptr<float>(), warp);
        } catch (const std::exception&) {
            return std::nullopt;
        }
    }

  private:
    void cut(const GrayView& luma, const Warp& warp) {
        // A header over foreign memory; the library only reads it.
        cv::Mat source(luma.height, luma.width, CV_8UC1, const_cast<std::uint8_t*>(luma.data), luma.stride);
        float shrunk = 1;
        if (warp.scale > coarse) {
            shrunk = 2 / warp.scale;
            cv::resize(source, small_, {}, shrunk, shrunk, cv::INTER_AREA);
            source = small_;
        }
        // Centres of pixels lie at halves on both sides.
        const float scale = warp.scale * shrunk;
        const float c = warp.cosine * scale;
        const float s = warp.sine * scale;
        const float half = (side - 1) / 2.0F;
        const cv::Matx23f to_source(c, -s, warp.region.centre.x * shrunk - 0.5F - half * c + half * s,  //
                                    s, c, warp.region.centre.y * shrunk - 0.5F - half * s - half * c);
        cv::warpAffine(source, crop_, to_source, {side, side}, cv::INTER_LINEAR | cv::WARP_INVERSE_MAP,
                       cv::BORDER_REPLICATE);
        // The network wants red, green and blue from 0 to 1; gray is all three.
        cv::Mat plane(side, side, CV_32F, input_.ptr<float>());
        crop_.convertTo(plane, CV_32F, 1 / 255.0);
        for (int i = 1; i < 3; ++i)
            std::copy_n(input_.ptr<float>(), side * side, input_.ptr<float>() + i * side * side);
    }

    static Placement placement(const float* mesh, const Warp& warp) {
        Placement placement;
        placement.points.has_depth = true;
        for (const auto& [name, vertex] : face_mesh) {
            const float* at = mesh + vertex * 3;
            placement.points[name] = warp.in_picture(at[0], at[1]);
            placement.points.depth[static_cast<std::size_t>(name)] = at[2] * warp.scale;
        }
        placement.next = around(mesh, warp);
        return placement;
    }

    cv::dnn::Net net_;
    const std::vector<cv::String> names_{"conv2d_21", "conv2d_31"};
    std::vector<cv::Mat> outputs_;
    cv::Mat input_;
    cv::Mat crop_;
    cv::Mat small_;
};

}  // namespace

Result<std::unique_ptr<Landmarks>> make_face_mesh(ByteView onnx) {
    try {
        // The library's own threads would be hidden from whoever counts CPU time.
        cv::setNumThreads(1);
        auto net = cv::dnn::readNetFromONNX(reinterpret_cast<const char*>(onnx.data()), onnx.size());
        net.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
        auto mesh = std::make_unique<FaceMesh>(net);
        return mesh;
    } catch (const std::exception& error) {
        return fail(Errc::corrupt, std::string("the Face Mesh model can't be read: ") + error.what());
    }
}

}  // namespace verikiosk::vision
