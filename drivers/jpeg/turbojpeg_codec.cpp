// SPDX-License-Identifier: Apache-2.0
#include <turbojpeg.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>

#include "drivers/jpeg/jpeg.hpp"

namespace verikiosk::drivers {
namespace {

struct DestroyCodec {
    void operator()(void* codec) const noexcept { tjDestroy(codec); }
};
using Codec = std::unique_ptr<std::remove_pointer_t<tjhandle>, DestroyCodec>;
struct FreeBuffer {
    void operator()(unsigned char* buffer) const noexcept { tjFree(buffer); }
};

struct Header {
    int width = 0;
    int height = 0;
    int subsampling = 0;
    int colours = 0;
};

/// One plane as the file has it.
struct Samples {
    std::vector<std::uint8_t> at;
    int width = 0;
    int height = 0;
};

std::vector<std::uint8_t> neutral(int width, int height) {
    return std::vector<std::uint8_t>(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), 128);
}

/// A chroma plane at half the picture's size: each sample is the mean of those it covers, or a repeated one
/// where the file has fewer.
std::vector<std::uint8_t> resampled(Samples from, int width, int height) {
    if (from.width == width && from.height == height) return std::move(from.at);
    std::vector<std::uint8_t> to;
    to.reserve(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    for (int y = 0; y < height; ++y) {
        const int top = y * from.height / height;
        const int bottom = std::max(top + 1, (y + 1) * from.height / height);
        for (int x = 0; x < width; ++x) {
            const int left = x * from.width / width;
            const int right = std::max(left + 1, (x + 1) * from.width / width);
            const int count = (bottom - top) * (right - left);
            int sum = count / 2;
            for (int row = top; row < bottom; ++row) {
                const std::uint8_t* samples = from.at.data() + static_cast<std::ptrdiff_t>(row) * from.width;
                for (int column = left; column < right; ++column)
                    sum += samples[column];
            }
            to.push_back(static_cast<std::uint8_t>(sum / count));
        }
    }
    return to;
}

/// Cameras put stray bytes between segments; the picture is whole all the same.
bool harmless(tjhandle codec) {
    return tjGetErrorCode(codec) == TJERR_WARNING &&
           std::string_view(tjGetErrorStr2(codec)).find("extraneous bytes") != std::string_view::npos;
}

Samples plane_for(int component, const Header& header) {
    Samples plane;
    plane.width = tjPlaneWidth(component, header.width, header.subsampling);
    plane.height = tjPlaneHeight(component, header.height, header.subsampling);
    plane.at.resize(static_cast<std::size_t>(plane.width) * static_cast<std::size_t>(plane.height));
    return plane;
}

Result<Header> read_header(tjhandle codec, ByteView jpeg, std::size_t max_pixels) {
    Header header;
    if (tjDecompressHeader3(codec, jpeg.data(), jpeg.size(), &header.width, &header.height,
                            &header.subsampling, &header.colours) != 0 &&
        !harmless(codec)) {
        return fail(Errc::corrupt, std::string("JPEG: ") + tjGetErrorStr2(codec));
    }
    if (header.width <= 0 || header.height <= 0) return fail(Errc::corrupt, "JPEG: it has no size");
    const auto width = static_cast<std::size_t>(header.width);
    const auto height = static_cast<std::size_t>(header.height);
    if (width > max_pixels / height) {
        return fail(Errc::too_large, "JPEG: " + std::to_string(width) + "x" + std::to_string(height) +
                                         " pixels, at most " + std::to_string(max_pixels) + " are taken");
    }
    if (header.colours != TJCS_YCbCr && header.colours != TJCS_GRAY) {
        return fail(Errc::unsupported, "JPEG: its colours are stored as RGB or CMYK, not as YCbCr or gray");
    }
    return header;
}

/// The luma plane without the column and row that libjpeg-turbo adds to pictures of odd size.
std::vector<std::uint8_t> cropped(Samples plane, int width, int height) {
    if (plane.width == width && plane.height == height) return std::move(plane.at);
    std::vector<std::uint8_t> to;
    to.reserve(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    for (int y = 0; y < height; ++y) {
        const auto row = plane.at.begin() + static_cast<std::ptrdiff_t>(y) * plane.width;
        to.insert(to.end(), row, row + width);
    }
    return to;
}

/// A frame's planes as libjpeg-turbo takes them: I420, and for odd sizes a luma plane grown to even ones.
struct Input {
    std::vector<std::uint8_t> y, u, v;
    std::array<const unsigned char*, 3> planes{};
    std::array<int, 3> strides{};
};

void grow_luma(const Frame& frame, Input& input) {
    const int width = frame.info().width;
    const int height = frame.info().height;
    const int even_width = (width + 1) / 2 * 2;
    for (int y = 0; y < (height + 1) / 2 * 2; ++y) {
        const auto source = static_cast<std::size_t>(std::min(y, height - 1));
        const std::uint8_t* row = frame.plane(0).data + source * frame.plane(0).stride;
        input.y.insert(input.y.end(), row, row + width);
        if (even_width != width) input.y.push_back(row[width - 1]);
    }
    input.planes[0] = input.y.data();
    input.strides[0] = even_width;
}

void split_chroma(const Frame& frame, Input& input) {
    const auto width = static_cast<std::size_t>((frame.info().width + 1) / 2);
    for (int y = 0; y < (frame.info().height + 1) / 2; ++y) {
        const std::uint8_t* row = frame.plane(1).data + static_cast<std::size_t>(y) * frame.plane(1).stride;
        for (std::size_t x = 0; x < width; ++x) {
            input.u.push_back(row[2 * x]);
            input.v.push_back(row[2 * x + 1]);
        }
    }
    input.planes[1] = input.u.data();
    input.planes[2] = input.v.data();
    input.strides[1] = input.strides[2] = static_cast<int>(width);
}

std::uint8_t stretched(int sample, int zero, int span) {
    return static_cast<std::uint8_t>(std::clamp((2 * (sample - zero) * 255 + span) / (2 * span), 0, 255));
}

/// JPEG's samples use the full range; a viewer would show video's as if through fog.
void stretch(Input& input, std::vector<std::uint8_t>& into, std::size_t plane, std::size_t width,
             std::size_t height) {
    std::array<std::uint8_t, 256> table{};
    for (int i = 0; i < 256; ++i) {
        // Luma lies in 16..235; chroma within 112 of 128.
        table[static_cast<std::size_t>(i)] = plane == 0 ? stretched(i, 16, 219) : stretched(i, 16, 224);
    }
    std::vector<std::uint8_t> wide;
    wide.reserve(width * height);
    for (std::size_t y = 0; y < height; ++y) {
        const unsigned char* row = input.planes[plane] + y * static_cast<std::size_t>(input.strides[plane]);
        for (std::size_t x = 0; x < width; ++x)
            wide.push_back(table[row[x]]);
    }
    into = std::move(wide);
    input.planes[plane] = into.data();
    input.strides[plane] = static_cast<int>(width);
}

}  // namespace

Result<Bytes> encode_jpeg(const Frame& frame, int quality) {
    if (!frame) return fail(Errc::invalid, "there is no frame to compress");
    if (quality < 1 || quality > 100) return fail(Errc::invalid, "JPEG quality must be 1 to 100");
    const FrameInfo& info = frame.info();
    Input input;
    for (std::size_t i = 0; i < input.planes.size(); ++i) {
        input.planes[i] = frame.plane(i).data;
        input.strides[i] = static_cast<int>(frame.plane(i).stride);
    }
    if ((info.width | info.height) % 2 != 0) grow_luma(frame, input);
    if (info.format == PixelFormat::nv12) split_chroma(frame, input);
    if (!info.full_range) {
        const auto half_width = static_cast<std::size_t>((info.width + 1) / 2);
        const auto half_height = static_cast<std::size_t>((info.height + 1) / 2);
        stretch(input, input.y, 0, 2 * half_width, 2 * half_height);
        stretch(input, input.u, 1, half_width, half_height);
        stretch(input, input.v, 2, half_width, half_height);
    }
    const Codec codec(tjInitCompress());
    if (!codec) return fail(Errc::internal, "libjpeg-turbo could not start");
    unsigned char* raw = nullptr;
    unsigned long size = 0;
    const int got =
        tjCompressFromYUVPlanes(codec.get(), input.planes.data(), info.width, input.strides.data(),
                                info.height, TJSAMP_420, &raw, &size, quality, TJFLAG_ACCURATEDCT);
    const std::unique_ptr<unsigned char, FreeBuffer> buffer(raw);
    if (got != 0) return fail(Errc::internal, std::string("JPEG: ") + tjGetErrorStr2(codec.get()));
    return Bytes(buffer.get(), buffer.get() + size);
}

Result<DecodedPicture> decode_jpeg(ByteView jpeg, std::size_t max_pixels) {
    if (jpeg.empty()) return fail(Errc::corrupt, "JPEG: no bytes");
    const Codec codec(tjInitDecompress());
    if (!codec) return fail(Errc::internal, "libjpeg-turbo could not start");
    const auto header = read_header(codec.get(), jpeg, max_pixels);
    if (!header) return fail(header.error());

    const bool gray = header->subsampling == TJSAMP_GRAY;
    Samples y = plane_for(0, *header);
    Samples u = gray ? Samples{} : plane_for(1, *header);
    Samples v = gray ? Samples{} : plane_for(2, *header);
    std::array<unsigned char*, 3> planes{y.at.data(), u.at.data(), v.at.data()};
    std::array<int, 3> strides{y.width, u.width, v.width};
    // Hundreds of empty progressive scans would keep a decoder busy for minutes.
    constexpr int flags = TJFLAG_ACCURATEDCT | TJFLAG_LIMITSCANS;
    if (tjDecompressToYUVPlanes(codec.get(), jpeg.data(), jpeg.size(), planes.data(), header->width,
                                strides.data(), header->height, flags) != 0 &&
        !harmless(codec.get())) {
        return fail(Errc::corrupt, std::string("JPEG: ") + tjGetErrorStr2(codec.get()));
    }
    const int chroma_width = (header->width + 1) / 2;
    const int chroma_height = (header->height + 1) / 2;
    DecodedPicture picture{
        header->width, header->height, cropped(std::move(y), header->width, header->height), {}, {}};
    picture.u =
        gray ? neutral(chroma_width, chroma_height) : resampled(std::move(u), chroma_width, chroma_height);
    picture.v =
        gray ? neutral(chroma_width, chroma_height) : resampled(std::move(v), chroma_width, chroma_height);
    return picture;
}

}  // namespace verikiosk::drivers
