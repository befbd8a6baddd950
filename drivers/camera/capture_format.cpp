// SPDX-License-Identifier: Apache-2.0
#include "drivers/camera/capture_format.hpp"

namespace verikiosk::drivers {

std::string reason_for(CaptureFormat format, bool exact, int width, int height, double fps) {
    std::string why;
    switch (format) {
        case CaptureFormat::nv12:
        case CaptureFormat::i420:
            why = "what vision reads, so nothing is converted";
            break;
        case CaptureFormat::yuyv:
            why = fits_usb2(width, height, fps) ? "uncompressed, and USB 2.0 carries it at this rate"
                                                : "nothing else is offered; over USB 2.0 it will be slower";
            break;
        case CaptureFormat::mjpeg:
            why = fits_usb2(width, height, fps) ? "nothing uncompressed is offered"
                                                : "USB 2.0 does not carry uncompressed pictures at this rate";
            break;
    }
    return exact ? why : why + "; no format has the size asked for, this one is large enough";
}

std::optional<std::array<Plane, 3>> planes_of(std::span<const std::span<const std::uint8_t>> pieces,
                                              PixelFormat format, int width, int height, std::size_t stride) {
    const auto w = static_cast<std::size_t>(width);
    const auto rows = static_cast<std::size_t>(height);
    const std::size_t chroma_rows = (rows + 1) / 2;
    const bool nv12 = format == PixelFormat::nv12;
    struct Shape {
        std::size_t stride, width, rows;
    };
    const std::array<Shape, 3> shapes{
        {{stride, w, rows},
         nv12 ? Shape{stride, (w + 1) / 2 * 2, chroma_rows} : Shape{stride / 2, (w + 1) / 2, chroma_rows},
         nv12 ? Shape{0, 0, 0} : Shape{stride / 2, (w + 1) / 2, chroma_rows}}};
    if (pieces.empty()) return std::nullopt;
    std::array<Plane, 3> planes{};
    std::size_t piece = 0;
    std::size_t offset = 0;
    for (std::size_t i = 0; i < shapes.size() && shapes[i].rows > 0; ++i) {
        const Shape& shape = shapes[i];
        // The last row needs no padding behind it.
        const std::size_t needed = shape.stride * (shape.rows - 1) + shape.width;
        if (shape.stride < shape.width || offset + needed > pieces[piece].size()) return std::nullopt;
        planes[i] = {pieces[piece].data() + offset, shape.stride};
        if (piece + 1 < pieces.size()) {
            ++piece;
            offset = 0;
        } else {
            offset += shape.stride * shape.rows;
        }
    }
    return planes;
}

}  // namespace verikiosk::drivers
