// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "drivers/frame.hpp"

namespace verikiosk::drivers {

/// What a camera may send.
enum class CaptureFormat : std::uint8_t { nv12, i420, yuyv, mjpeg };

/// What a high-speed USB 2.0 device gets at most.
inline constexpr double usb2_bytes_a_second = 3.0 * 1024 * 8000;
[[nodiscard]] constexpr bool fits_usb2(int width, int height, double fps) {
    return 2.0 * width * height * fps <= usb2_bytes_a_second;
}

/// Which to try first. NV12 and I420 are what vision reads, so nothing is converted. YUYV costs an unpacking
/// pass; MJPEG costs a decoding, but it is what most USB cameras need at 720p30: a high-speed USB 2.0 device
/// gets at most 24.576 MB/s (three 1024-byte packets in each of 8000 microframes a second), and one that
/// can't send YUYV that fast offers it at 10 frames a second, which libcamera does not tell beforehand.
[[nodiscard]] constexpr std::array<CaptureFormat, 4> format_order(int width, int height, double fps) {
    if (fits_usb2(width, height, fps))
        return {CaptureFormat::nv12, CaptureFormat::i420, CaptureFormat::yuyv, CaptureFormat::mjpeg};
    return {CaptureFormat::nv12, CaptureFormat::i420, CaptureFormat::mjpeg, CaptureFormat::yuyv};
}

/// Why this one was taken of them, in words for a technician. `exact`: in the very size asked for.
[[nodiscard]] std::string reason_for(CaptureFormat format, bool exact, int width, int height, double fps);

/// The planes of a raw picture in memory that comes as one, two or three pieces, in the order Y, U, V (I420)
/// or Y, UV (NV12); rows of `stride` bytes for luma. Where there are fewer pieces than planes, a plane
/// follows the one before it without a gap. Empty where a piece is too short.
[[nodiscard]] std::optional<std::array<Plane, 3>> planes_of(
    std::span<const std::span<const std::uint8_t>> pieces, PixelFormat format, int width, int height,
    std::size_t stride);

}  // namespace verikiosk::drivers
