// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <exception>
#include <opencv2/core.hpp>
#include <opencv2/dnn.hpp>

#include "vision/liveness/measure/passive_model.hpp"

namespace verikiosk::vision {
namespace {

constexpr int side = 80;
constexpr int classes = 3;
constexpr int alive = 1;

/// As the models' own code crops (generate_patches.py, CropImage): the scale is less where the picture ends,
/// and a box beyond its edge is moved inside.
Box crop_of(const Box& face, float scale, const GrayView& picture) {
    const auto width = static_cast<float>(picture.width);
    const auto height = static_cast<float>(picture.height);
    const float fitting = std::min({(height - 1) / face.height, (width - 1) / face.width, scale});
    Box crop{0, 0, face.width * fitting, face.height * fitting};
    const Point centre = face.centre();
    crop.x = std::clamp(centre.x - crop.width / 2, 0.0F, width - 1 - crop.width);
    crop.y = std::clamp(centre.y - crop.height / 2, 0.0F, height - 1 - crop.height);
    return crop;
}

float between(const GrayView& luma, float x, float y) {
    const int left = std::clamp(static_cast<int>(x), 0, luma.width - 2);
    const int top = std::clamp(static_cast<int>(y), 0, luma.height - 2);
    const float fx = std::clamp(x - static_cast<float>(left), 0.0F, 1.0F);
    const float fy = std::clamp(y - static_cast<float>(top), 0.0F, 1.0F);
    const std::uint8_t* upper = luma.row(top) + left;
    const std::uint8_t* lower = luma.row(top + 1) + left;
    const auto mix = [fx](const std::uint8_t* row) {
        return static_cast<float>(row[0]) * (1 - fx) + static_cast<float>(row[1]) * fx;
    };
    return mix(upper) * (1 - fy) + mix(lower) * fy;
}

class OpencvMinifasnet final : public PassiveModel {
  public:
    OpencvMinifasnet(const cv::dnn::Net& net, float scale) : net_(net), scale_(scale) {
        const std::array<int, 4> shape{1, 3, side, side};
        input_.create(static_cast<int>(shape.size()), shape.data(), CV_32F);
    }

    float look(const ColourView& picture, const Box& face) override {
        if (face.empty() || picture.luma.width < 2 || picture.luma.height < 2) return -1;
        fill(picture, crop_of(face, scale_, picture.luma));
        try {
            net_.setInput(input_);
            const cv::Mat output = net_.forward();
            return output.total() == classes ? output.ptr<float>()[alive] : -1.0F;
        } catch (const std::exception&) {
            return -1;
        }
    }

  private:
    void fill(const ColourView& picture, const Box& crop) {
        constexpr std::size_t plane = std::size_t{side} * side;
        auto* blue = input_.ptr<float>();
        float* green = blue + plane;
        float* red = green + plane;
        for (int v = 0; v < side; ++v) {
            const float y = crop.y + (static_cast<float>(v) + 0.5F) * crop.height / side - 0.5F;
            for (int u = 0; u < side; ++u) {
                const float x = crop.x + (static_cast<float>(u) + 0.5F) * crop.width / side - 0.5F;
                const std::size_t at = static_cast<std::size_t>(v) * side + static_cast<std::size_t>(u);
                const auto chroma = chroma_at(picture, x, y);
                const float luma = 1.164F * (between(picture.luma, x, y) - 16);
                const auto bounded = [](float value) { return std::clamp(value, 0.0F, 255.0F); };
                blue[at] = bounded(luma + 2.017F * chroma.x);
                green[at] = bounded(luma - 0.392F * chroma.x - 0.813F * chroma.y);
                red[at] = bounded(luma + 1.596F * chroma.y);
            }
        }
    }

    /// Blue and red differences from gray.
    static Point chroma_at(const ColourView& picture, float x, float y) {
        const auto bounded = [](float value, int size) {
            return static_cast<std::size_t>(std::clamp(static_cast<int>(value + 0.5F), 0, size - 1)) / 2;
        };
        const std::size_t at = bounded(y, picture.luma.height) * picture.chroma_stride +
                               bounded(x, picture.luma.width) * picture.chroma_step;
        return {static_cast<float>(picture.cb[at]) - 128, static_cast<float>(picture.cr[at]) - 128};
    }

    cv::dnn::Net net_;
    float scale_;
    cv::Mat input_;
};

}  // namespace

Result<std::unique_ptr<PassiveModel>> make_opencv_minifasnet(ByteView onnx, float scale) {
    try {
        // The library's own threads would be hidden from whoever counts CPU time.
        cv::setNumThreads(1);
        auto net = cv::dnn::readNetFromONNX(reinterpret_cast<const char*>(onnx.data()), onnx.size());
        net.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
        return std::make_unique<OpencvMinifasnet>(net, scale);
    } catch (const std::exception& error) {
        return fail(Errc::corrupt, std::string("the MiniFASNet model can't be read: ") + error.what());
    }
}

}  // namespace verikiosk::vision
