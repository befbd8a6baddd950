// SPDX-License-Identifier: Apache-2.0
extern "C" {
#include <libavutil/display.h>
#include <libavutil/rational.h>
}

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <fstream>
#include <string_view>
#include <system_error>
#include <utility>

#include "drivers/camera/libav_handles.hpp"
#include "drivers/camera/recording_source.hpp"

namespace verikiosk::drivers {
namespace {

namespace fs = std::filesystem;

// What a recording may be. Play lists are left out: they would let a file name other files and hosts.
constexpr const char* formats = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,gif,jpeg_pipe,png_pipe";

/// Pictures by their names: libav would take a name with a '%' in it for a pattern.
const AVInputFormat* picture_format(const fs::path& file) {
    const std::string extension = file.extension().string();
    if (extension == ".png" || extension == ".PNG") return av_find_input_format("png_pipe");
    const bool jpeg =
        extension == ".jpg" || extension == ".jpeg" || extension == ".JPG" || extension == ".JPEG";
    return jpeg ? av_find_input_format("jpeg_pipe") : nullptr;
}

/// A GIF ends with a semicolon; nothing else in it tells whether all of it is there.
bool gif_ends(const fs::path& file) {
    std::ifstream in(file, std::ios::binary | std::ios::ate);
    char last = 0;
    for (std::streamoff back = 1; last == 0 && back <= 64; ++back) {
        if (!in.seekg(-back, std::ios::end) || !in.get(last)) return false;
    }
    return last == ';';
}

struct Orientation {
    bool mirrored = false;
    int turn = 0;
};

/// libav hands a phone's turn and a photo's EXIF orientation over as the same 3x3 matrix.
Orientation orientation_of_matrix(const void* matrix) {
    Orientation orientation;
    if (matrix == nullptr) return orientation;
    std::array<std::int32_t, 9> m{};
    std::memcpy(m.data(), matrix, sizeof m);
    // x' = m[0] x + m[3] y, y' = m[1] x + m[4] y; a negative determinant is a mirror image. With x negated on
    // its way in, a turn is left.
    orientation.mirrored = std::int64_t{m[0]} * m[4] < std::int64_t{m[1]} * m[3];
    if (orientation.mirrored) {
        m[0] = -m[0];
        m[1] = -m[1];
    }
    const double counter_clockwise = av_display_rotation_get(m.data());
    if (std::isnan(counter_clockwise)) return {};
    const int quarter_turns = static_cast<int>(std::lround(-counter_clockwise / 90.0));
    orientation.turn = ((quarter_turns % 4 + 4) % 4) * 90;
    return orientation;
}

Orientation orientation_of_stream(const AVStream& stream) {
#if LIBAVFORMAT_VERSION_INT >= AV_VERSION_INT(60, 15, 100)
    const AVPacketSideData* side = av_packet_side_data_get(
        stream.codecpar->coded_side_data, stream.codecpar->nb_coded_side_data, AV_PKT_DATA_DISPLAYMATRIX);
    return orientation_of_matrix(side == nullptr ? nullptr : side->data);
#else
    return orientation_of_matrix(av_stream_get_side_data(&stream, AV_PKT_DATA_DISPLAYMATRIX, nullptr));
#endif
}

/// Empty, or how the file contradicts its own table of contents.
std::string cut_short(AVStream* stream, std::uint64_t file_size, const char* format) {
    std::uint64_t end = 0;
    const int entries = avformat_index_get_entries_count(stream);
    for (int i = 0; i < entries; ++i) {
        const AVIndexEntry* entry = avformat_index_get_entry(stream, i);
        if (entry->pos >= 0) end = std::max(end, static_cast<std::uint64_t>(entry->pos + entry->size));
    }
    // Only this family's index knows the size of every frame.
    if (std::string_view(format).find("mp4") == std::string_view::npos || end <= file_size) return {};
    return "it is cut short: its index reaches to byte " + std::to_string(end) + ", the file has " +
           std::to_string(file_size) + "; copy it again";
}

class VideoSource final : public RecordingSource {
  public:
    VideoSource(fs::path file, libav::Input input, libav::Codec codec, int stream)
        : file_(std::move(file)),
          input_(std::move(input)),
          codec_(std::move(codec)),
          packet_(av_packet_alloc()),
          stream_(stream),
          orientation_(orientation_of_stream(*input_->streams[stream])) {
        const AVStream* video = input_->streams[stream];
        const AVRational rate = video->avg_frame_rate.num > 0 ? video->avg_frame_rate : video->r_frame_rate;
        info_ = {avcodec_get_name(codec_->codec_id), video->codecpar->width, video->codecpar->height,
                 rate.num > 0 && rate.den > 0 ? av_q2d(rate) : 0.0};
    }

    [[nodiscard]] const SourceInfo& info() const override { return info_; }
    [[nodiscard]] std::uint64_t torn() const override { return torn_; }

    [[nodiscard]] Result<SourceFrame> next() override {
        for (;;) {
            AvFrame picture(av_frame_alloc());
            if (!picture || !packet_) return fail(Errc::internal, "out of memory");
            const int got = avcodec_receive_frame(codec_.get(), picture.get());
            if (got == 0) {
                const std::uint64_t number = decoded_++;
                if (picture->decode_error_flags != 0) {
                    ++torn_;
                    continue;
                }
                return frame(std::move(picture), number);
            }
            if (got == AVERROR_EOF) return end();
            if (got == AVERROR(EAGAIN)) {
                feed();
            } else {
                ++torn_;
            }
        }
    }

  private:
    Result<SourceFrame> frame(AvFrame picture, std::uint64_t number) {
        if (size_.first == 0) size_ = {picture->width, picture->height};
        if (size_ != std::pair(picture->width, picture->height)) {
            return fail(Errc::unsupported, file_.string() + ": the picture's size changes at frame " +
                                               std::to_string(number) + "; cut the recording there");
        }
        SourceFrame result;
        result.number = number;
        if (picture->best_effort_timestamp != AV_NOPTS_VALUE) {
            result.file_time = Duration(av_rescale_q(
                picture->best_effort_timestamp, input_->streams[stream_]->time_base, {1, 1'000'000'000}));
            last_time_ = std::max(last_time_, *result.file_time);
        }
        const AVFrameSideData* own = av_frame_get_side_data(picture.get(), AV_FRAME_DATA_DISPLAYMATRIX);
        const Orientation upright = own != nullptr ? orientation_of_matrix(own->data) : orientation_;
        result.mirrored = upright.mirrored;
        result.turn = upright.turn;
        result.picture = std::move(picture);
        return result;
    }

    /// Gives the decoder one more packet of the video stream, or the end.
    void feed() {
        int got = 0;
        while ((got = av_read_frame(input_.get(), packet_.get())) >= 0) {
            const bool ours = packet_->stream_index == stream_;
            if (ours && avcodec_send_packet(codec_.get(), packet_.get()) < 0) ++torn_;
            av_packet_unref(packet_.get());
            if (ours) return;
        }
        if (got != AVERROR_EOF) read_error_ = libav::error_text(got);
        avcodec_send_packet(codec_.get(), nullptr);
    }

    /// An mp4 was checked when it was opened; the others tell their end in their own ways.
    [[nodiscard]] bool ends_early() const {
        const std::string_view format = input_->iformat->name;
        if (format == "gif") return !gif_ends(file_);
        const bool says = format.find("matroska") != std::string_view::npos && input_->nb_streams == 1;
        return says && input_->duration > last_time_ / std::chrono::microseconds(1) + 200'000;
    }

    /// The decoder is empty: the proper end, or the place where the file breaks off?
    Result<SourceFrame> end() {
        if (!std::exchange(told_, true)) {
            const bool early = ends_early();
            if (decoded_ == 0) return fail(Errc::corrupt, file_.string() + ": no frame of it can be decoded");
            if (!read_error_.empty() || early) {
                return fail(Errc::corrupt,
                            file_.string() + ": it breaks off after frame " + std::to_string(decoded_ - 1) +
                                (read_error_.empty() ? "" : " (" + read_error_ + ")") + "; copy it again");
            }
        }
        return fail(Errc::ended, file_.string() + ": the recording is over");
    }

    fs::path file_;
    libav::Input input_;
    libav::Codec codec_;
    libav::Packet packet_;
    int stream_;
    Orientation orientation_;
    SourceInfo info_;
    std::pair<int, int> size_{};
    std::uint64_t decoded_ = 0;
    std::uint64_t torn_ = 0;
    Duration last_time_{};
    std::string read_error_;
    bool told_ = false;
};

Result<libav::Input> open_input(const fs::path& file) {
    AVDictionary* options = nullptr;
    av_dict_set(&options, "protocol_whitelist", "file", 0);
    av_dict_set(&options, "format_whitelist", formats, 0);
    AVFormatContext* raw = nullptr;
    int got = avformat_open_input(&raw, ("file:" + file.string()).c_str(), picture_format(file), &options);
    av_dict_free(&options);
    if (got < 0) {
        return fail(Errc::corrupt, file.string() +
                                       ": it can't be read as a recording (mp4, mov, mkv, webm, gif): " +
                                       libav::error_text(got) + "; is it whole?");
    }
    libav::Input input(raw);
    got = avformat_find_stream_info(input.get(), nullptr);
    if (got < 0) return fail(Errc::corrupt, file.string() + ": " + libav::error_text(got));
    return input;
}

Result<libav::Codec> open_codec(const AVStream& stream, const AVCodec* decoder, std::size_t max_pixels) {
    libav::Codec codec(avcodec_alloc_context3(decoder));
    if (!codec) return fail(Errc::internal, "out of memory");
    int got = avcodec_parameters_to_context(codec.get(), stream.codecpar);
    codec->max_pixels = static_cast<std::int64_t>(max_pixels);
    codec->thread_count = 1;  // the lab measures one core, and frames must not depend on the machine
    codec->pkt_timebase = stream.time_base;
    if (got >= 0) got = avcodec_open2(codec.get(), decoder, nullptr);
    if (got < 0) return fail(Errc::corrupt, libav::error_text(got));
    return codec;
}

}  // namespace

void FreeAvFrame::operator()(AVFrame* frame) const noexcept {
    av_frame_free(&frame);
}

Result<std::unique_ptr<RecordingSource>> open_video_source(const fs::path& file, std::size_t max_pixels) {
    std::error_code error;
    const std::uint64_t size = fs::file_size(file, error);
    if (error) return fail(Errc::not_found, file.string() + ": " + error.message());
    if (size == 0) return fail(Errc::invalid, file.string() + ": it is empty");
    av_log_set_level(AV_LOG_QUIET);  // what it would print, our errors say

    auto input = open_input(file);
    if (!input) return fail(input.error());
    const AVCodec* decoder = nullptr;
    const int index = av_find_best_stream(input->get(), AVMEDIA_TYPE_VIDEO, -1, -1, &decoder, 0);
    if (index == AVERROR_DECODER_NOT_FOUND) {
        return fail(Errc::unsupported, file.string() + ": there is no decoder for its video here");
    }
    if (index < 0) return fail(Errc::invalid, file.string() + ": it has no video");
    AVStream* stream = (*input)->streams[index];
    const AVCodecParameters& parameters = *stream->codecpar;
    if (static_cast<std::uint64_t>(std::max(parameters.width, 0)) *
            static_cast<std::uint64_t>(std::max(parameters.height, 0)) >
        max_pixels) {
        return fail(Errc::too_large, file.string() + ": its pictures are " +
                                         std::to_string(parameters.width) + "x" +
                                         std::to_string(parameters.height) + ", at most " +
                                         std::to_string(max_pixels) + " pixels are taken");
    }
    if (const auto broken = cut_short(stream, size, (*input)->iformat->name); !broken.empty()) {
        return fail(Errc::corrupt, file.string() + ": " + broken);
    }
    auto codec = open_codec(*stream, decoder, max_pixels);
    if (!codec) return fail(codec.error(), file.string());
    return std::make_unique<VideoSource>(file, std::move(*input), std::move(*codec), index);
}

}  // namespace verikiosk::drivers
