// SPDX-License-Identifier: Apache-2.0
extern "C" {
#include <libavutil/imgutils.h>
#include <libavutil/pixdesc.h>
#include <libswscale/swscale.h>
}

#include <utility>

#include "drivers/camera/libav_handles.hpp"
#include "drivers/camera/recording_source.hpp"

namespace verikiosk::drivers {
namespace {

struct FreeScaler {
    void operator()(SwsContext* context) const noexcept { sws_freeContext(context); }
};
using Scaler = std::unique_ptr<SwsContext, FreeScaler>;

bool is_i420(int format) {
    // YUVJ420P is libav's older name of full-range I420: the same planes.
    return format == AV_PIX_FMT_YUV420P || format == AV_PIX_FMT_YUVJ420P;
}

Result<AvFrame> new_i420(int width, int height) {
    AvFrame frame(av_frame_alloc());
    if (!frame) return fail(Errc::internal, "out of memory");
    frame->format = AV_PIX_FMT_YUV420P;
    frame->width = width;
    frame->height = height;
    const int got = av_frame_get_buffer(frame.get(), 0);
    if (got < 0) return fail(Errc::internal, libav::error_text(got));
    return frame;
}

Result<AvFrame> to_i420(const AVFrame& source) {
    auto result = new_i420(source.width, source.height);
    if (!result) return result;
    const Scaler scaler(sws_getContext(source.width, source.height, static_cast<AVPixelFormat>(source.format),
                                       source.width, source.height, AV_PIX_FMT_YUV420P,
                                       SWS_BILINEAR | SWS_ACCURATE_RND, nullptr, nullptr, nullptr));
    const char* name = av_get_pix_fmt_name(static_cast<AVPixelFormat>(source.format));
    const std::string what = "pictures in format " + std::string(name == nullptr ? "unknown" : name);
    if (!scaler) return fail(Errc::unsupported, what + " can't be converted");
    // Full range, as JPEG, the screen and webcams have it; libswscale's default would squeeze it.
    const int* coefficients = sws_getCoefficients(SWS_CS_ITU601);
    const AVPixFmtDescriptor* description = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(source.format));
    const bool rgb = description != nullptr && (description->flags & AV_PIX_FMT_FLAG_RGB) != 0;
    const int full_source = rgb || source.color_range == AVCOL_RANGE_JPEG ? 1 : 0;
    sws_setColorspaceDetails(scaler.get(), coefficients, full_source, coefficients, 1, 0, 1 << 16, 1 << 16);
    const int rows = sws_scale(scaler.get(), source.data, source.linesize, 0, source.height, (*result)->data,
                               (*result)->linesize);
    if (rows != source.height) return fail(Errc::corrupt, what + " could not be converted");
    (*result)->color_range = AVCOL_RANGE_JPEG;
    return result;
}

/// Makes one plane upright: swaps left and right where `mirrored`, then turns clockwise. Width and height
/// are the target's.
void turn_plane(const std::uint8_t* from, std::ptrdiff_t from_stride, std::uint8_t* to,
                std::ptrdiff_t to_stride, int width, int height, bool mirrored, int turn) {
    const int last_source_x = (turn % 180 == 0 ? width : height) - 1;
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            int source_x = x;
            int source_y = y;
            if (turn == 90) {
                source_x = y;
                source_y = width - 1 - x;
            } else if (turn == 180) {
                source_x = width - 1 - x;
                source_y = height - 1 - y;
            } else if (turn == 270) {
                source_x = height - 1 - y;
                source_y = x;
            }
            if (mirrored) source_x = last_source_x - source_x;
            to[y * to_stride + x] = from[source_y * from_stride + source_x];
        }
    }
}

Result<AvFrame> turned(const AVFrame& source, bool mirrored, int turn) {
    const bool swaps = turn % 180 != 0;
    auto result = new_i420(swaps ? source.height : source.width, swaps ? source.width : source.height);
    if (!result) return result;
    (*result)->color_range = source.color_range;
    for (int plane = 0; plane < 3; ++plane) {
        const auto i = static_cast<std::size_t>(plane);
        AVFrame& target = **result;
        const int width = plane == 0 ? target.width : (target.width + 1) / 2;
        const int height = plane == 0 ? target.height : (target.height + 1) / 2;
        turn_plane(source.data[i], source.linesize[i], target.data[i], target.linesize[i], width, height,
                   mirrored, turn);
    }
    return result;
}

}  // namespace

Result<AvFrame> upright_planes(SourceFrame frame) {
    AvFrame picture = std::move(frame.picture);
    const bool upright = frame.turn == 0 && !frame.mirrored;
    const bool as_it_is = is_i420(picture->format) || (picture->format == AV_PIX_FMT_NV12 && upright);
    if (!as_it_is) {
        auto converted = to_i420(*picture);
        if (!converted) return converted;
        picture = std::move(*converted);
    }
    if (upright) return picture;
    return turned(*picture, frame.mirrored, frame.turn);
}

}  // namespace verikiosk::drivers
