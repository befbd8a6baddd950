// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cmath>
#include <exception>
#include <opencv2/core.hpp>
#include <opencv2/dnn.hpp>
#include <opencv2/imgproc.hpp>

#include "vision/match/embedding.hpp"

namespace verikiosk::vision {
namespace {

// The network's input: faces with their points here, in its pixels, as it was trained with. Figures of the
// model's own repository (foamliu/MobileFaceNet: align_faces.py, data_gen.py).
constexpr int side = 112;
constexpr FivePoints reference{Point{38.2946F, 51.6963F}, Point{73.5318F, 51.5014F},
                               Point{56.0252F, 71.7366F}, Point{41.5493F, 92.3655F},
                               Point{70.7299F, 92.2041F}};
const cv::Scalar mean(123.675, 116.28, 103.53);
const cv::Scalar deviation(58.395, 57.12, 57.375);
constexpr int numbers = 128;

// Interpolation between four pixels misses those between once the picture has to be made smaller than this:
// it is averaged to the face's size first.
constexpr float coarse = 0.7F;
// Under this the whole face would be a pixel or two: no face at all.
constexpr float largest_scale = 20;

class OpencvMobilefacenet final : public Embedding {
  public:
    explicit OpencvMobilefacenet(const cv::dnn::Net& net) : net_(net) {}

    Result<FaceVector> embed(const RgbView& picture, const FivePoints& points) override {
        if (picture.data == nullptr || picture.width <= 0 || picture.height <= 0)
            return fail(Errc::invalid, "there is no picture to look at");
        const auto fit = fit_similarity(points, reference);
        if (!fit || !std::isfinite(fit->scale()) || fit->scale() <= 0 || fit->scale() > largest_scale)
            return fail(Errc::invalid, "the points are no face's");
        try {
            return unit(look(aligned(picture, *fit)));
        } catch (const std::exception& error) {
            return fail(Errc::internal, std::string("comparing faces failed: ") + error.what());
        }
    }

  private:
    static cv::Mat aligned(const RgbView& picture, Similarity fit) {
        // A header over foreign memory; the library only reads it.
        cv::Mat source(picture.height, picture.width, CV_8UC3, const_cast<std::uint8_t*>(picture.data),
                       picture.stride);
        if (const float scale = fit.scale(); scale < coarse) {
            cv::Mat small;
            cv::resize(source, small, {}, scale, scale, cv::INTER_AREA);
            source = small;
            fit.a /= scale;
            fit.b /= scale;
        }
        const cv::Matx23f matrix(fit.a, -fit.b, fit.x0, fit.b, fit.a, fit.y0);
        cv::Mat face;
        cv::warpAffine(source, face, matrix, {side, side}, cv::INTER_LINEAR, cv::BORDER_CONSTANT);
        return face;
    }

    cv::Mat look(const cv::Mat& face) {
        cv::Mat normal;
        face.convertTo(normal, CV_32F);
        cv::subtract(normal, mean, normal);
        cv::divide(normal, deviation, normal);
        net_.setInput(cv::dnn::blobFromImage(normal));
        return net_.forward();
    }

    static Result<FaceVector> unit(const cv::Mat& output) {
        const double length = cv::norm(output);
        if (output.total() != numbers || !std::isfinite(length) || length <= 0)
            return fail(Errc::internal, "comparing faces failed: the network's answer is no direction");
        FaceVector vector(output.begin<float>(), output.end<float>());
        for (float& number : vector)
            number = static_cast<float>(number / length);
        return vector;
    }

    cv::dnn::Net net_;
};

}  // namespace

Result<std::unique_ptr<Embedding>> make_opencv_mobilefacenet(ByteView onnx) {
    try {
        // The library's own threads would be hidden from whoever counts CPU time.
        cv::setNumThreads(1);
        auto net = cv::dnn::readNetFromONNX(reinterpret_cast<const char*>(onnx.data()), onnx.size());
        net.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
        return std::make_unique<OpencvMobilefacenet>(net);
    } catch (const std::exception& error) {
        return fail(Errc::corrupt, std::string("the MobileFaceNet model can't be read: ") + error.what());
    }
}

}  // namespace verikiosk::vision
