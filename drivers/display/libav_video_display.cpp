// SPDX-License-Identifier: Apache-2.0
extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/opt.h>
#include <libswscale/swscale.h>
}

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include "drivers/display/video_display.hpp"

namespace verikiosk::drivers {
namespace {

namespace fs = std::filesystem;
constexpr AVRational millisecond{1, 1000};

struct CloseOutput {
    void operator()(AVFormatContext* context) const noexcept {
        avio_closep(&context->pb);
        avformat_free_context(context);
    }
};
struct FreeCodec {
    void operator()(AVCodecContext* codec) const noexcept { avcodec_free_context(&codec); }
};
struct FreePicture {
    void operator()(AVFrame* frame) const noexcept { av_frame_free(&frame); }
};
struct FreePacket {
    void operator()(AVPacket* packet) const noexcept { av_packet_free(&packet); }
};
struct FreeScaler {
    void operator()(SwsContext* scaler) const noexcept { sws_freeContext(scaler); }
};
using Output = std::unique_ptr<AVFormatContext, CloseOutput>;
using Codec = std::unique_ptr<AVCodecContext, FreeCodec>;

std::string text_of(int code) {
    char text[AV_ERROR_MAX_STRING_SIZE] = {};
    av_strerror(code, text, sizeof text);
    return text;
}

class LibavVideoDisplay final : public VideoDisplay {
  public:
    LibavVideoDisplay(fs::path path, int width, int height, double rate)
        : path_(std::move(path)), width_(width), height_(height), rate_(rate) {
        part_ = path_;
        part_ += ".part";
    }
    LibavVideoDisplay(const LibavVideoDisplay&) = delete;
    LibavVideoDisplay& operator=(const LibavVideoDisplay&) = delete;
    ~LibavVideoDisplay() override {
        if (!output_) return;
        output_.reset();
        std::error_code ignored;
        fs::remove(part_, ignored);
    }

    [[nodiscard]] int width() const override { return width_; }
    [[nodiscard]] int height() const override { return height_; }

    [[nodiscard]] Result<void> open();
    [[nodiscard]] Result<TimePoint> show(const Picture& picture, TimePoint now) override;
    [[nodiscard]] Result<void> finish() override;

  private:
    [[nodiscard]] Result<void> open_codec();
    [[nodiscard]] Result<void> encode(const AVFrame* frame);
    [[nodiscard]] tl::unexpected<Error> broken(const std::string& what, int code) const {
        return fail(Errc::unavailable, path_.string() + ": " + what + ": " + text_of(code));
    }

    fs::path path_;
    fs::path part_;  ///< becomes path_ when it is complete
    int width_;
    int height_;
    double rate_;
    Output output_;
    Codec codec_;
    AVStream* stream_ = nullptr;
    std::unique_ptr<AVFrame, FreePicture> frame_;
    std::unique_ptr<AVPacket, FreePacket> packet_;
    std::unique_ptr<SwsContext, FreeScaler> scaler_;
    std::optional<TimePoint> first_;
    std::int64_t last_ = -1;
};

Result<void> LibavVideoDisplay::open_codec() {
    const AVCodec* encoder = avcodec_find_encoder_by_name("libx264");
    const bool h264 = encoder != nullptr;
    if (!h264) encoder = avcodec_find_encoder(AV_CODEC_ID_MPEG4);
    if (encoder == nullptr)
        return fail(Errc::unsupported, "libav has neither an H.264 nor an MPEG-4 encoder");
    codec_.reset(avcodec_alloc_context3(encoder));
    if (!codec_) return fail(Errc::internal, "out of memory");
    codec_->width = width_;
    codec_->height = height_;
    codec_->pix_fmt = AV_PIX_FMT_YUV420P;
    codec_->time_base = millisecond;
    codec_->framerate = av_d2q(rate_, 1000);
    codec_->colorspace = AVCOL_SPC_BT709;
    codec_->color_primaries = AVCOL_PRI_BT709;
    codec_->color_trc = AVCOL_TRC_BT709;
    codec_->color_range = AVCOL_RANGE_MPEG;
    codec_->gop_size = 250;
    codec_->thread_count = 1;  // the same bytes on every machine
    if ((output_->oformat->flags & AVFMT_GLOBALHEADER) != 0) codec_->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
    if (h264) {
        av_opt_set(codec_->priv_data, "preset", "veryfast", 0);
        av_opt_set(codec_->priv_data, "crf", "20", 0);
    } else {
        codec_->flags |= AV_CODEC_FLAG_QSCALE;
        codec_->global_quality = FF_QP2LAMBDA * 3;
    }
    const int got = avcodec_open2(codec_.get(), encoder, nullptr);
    if (got < 0) return broken("the encoder can't start", got);
    return {};
}

Result<void> LibavVideoDisplay::open() {
    av_log_set_level(AV_LOG_QUIET);  // what it would print, our errors say
    AVFormatContext* raw = nullptr;
    int got = avformat_alloc_output_context2(&raw, nullptr, "mp4", part_.c_str());
    if (got < 0) return broken("no mp4 can be written", got);
    output_.reset(raw);
    got = avio_open(&output_->pb, ("file:" + part_.string()).c_str(), AVIO_FLAG_WRITE);
    if (got < 0) return broken("the video can't be created", got);
    if (auto opened = open_codec(); !opened) return opened;
    stream_ = avformat_new_stream(output_.get(), nullptr);
    frame_.reset(av_frame_alloc());
    packet_.reset(av_packet_alloc());
    scaler_.reset(sws_getContext(width_, height_, AV_PIX_FMT_0RGB32, width_, height_, AV_PIX_FMT_YUV420P,
                                 SWS_BILINEAR | SWS_ACCURATE_RND, nullptr, nullptr, nullptr));
    if (stream_ == nullptr || !frame_ || !packet_ || !scaler_) return fail(Errc::internal, "out of memory");
    const int* bt709 = sws_getCoefficients(SWS_CS_ITU709);
    sws_setColorspaceDetails(scaler_.get(), bt709, 1, bt709, 0, 0, 1 << 16, 1 << 16);
    stream_->time_base = millisecond;
    stream_->avg_frame_rate = codec_->framerate;
    avcodec_parameters_from_context(stream_->codecpar, codec_.get());
    frame_->format = AV_PIX_FMT_YUV420P;
    frame_->width = width_;
    frame_->height = height_;
    got = av_frame_get_buffer(frame_.get(), 0);
    if (got < 0) return broken("no memory for a picture", got);
    AVDictionary* options = nullptr;
    av_dict_set(&options, "movflags", "faststart", 0);
    got = avformat_write_header(output_.get(), &options);
    av_dict_free(&options);
    if (got < 0) return broken("the video can't be begun", got);
    return {};
}

Result<void> LibavVideoDisplay::encode(const AVFrame* frame) {
    int got = avcodec_send_frame(codec_.get(), frame);
    while (got >= 0) {
        got = avcodec_receive_packet(codec_.get(), packet_.get());
        if (got < 0) break;
        packet_->stream_index = stream_->index;
        packet_->duration = std::lround(1000.0 / rate_);
        av_packet_rescale_ts(packet_.get(), millisecond, stream_->time_base);
        got = av_interleaved_write_frame(output_.get(), packet_.get());
    }
    if (got == AVERROR(EAGAIN) || got == AVERROR_EOF) return {};
    return broken("the video can't be written", got);
}

Result<TimePoint> LibavVideoDisplay::show(const Picture& picture, TimePoint now) {
    if (!output_) return fail(Errc::invalid, path_.string() + ": the video is closed");
    if (picture.data == nullptr || picture.width != width_ || picture.height != height_) {
        return fail(Errc::invalid, path_.string() + ": a picture of " + std::to_string(picture.width) + "x" +
                                       std::to_string(picture.height) + " does not fit a video of " +
                                       std::to_string(width_) + "x" + std::to_string(height_));
    }
    if (!first_) first_ = now;
    const int got = av_frame_make_writable(frame_.get());
    if (got < 0) return broken("no memory for a picture", got);
    const std::uint8_t* const source[] = {picture.data};
    const int strides[] = {static_cast<int>(picture.stride)};
    sws_scale(scaler_.get(), source, strides, 0, height_, frame_->data, frame_->linesize);
    last_ = std::max<std::int64_t>(last_ + 1,
                                   std::chrono::round<std::chrono::milliseconds>(now - *first_).count());
    frame_->pts = last_;
    if (auto encoded = encode(frame_.get()); !encoded) return fail(encoded.error());
    return now;
}

Result<void> LibavVideoDisplay::finish() {
    if (!output_) return fail(Errc::invalid, path_.string() + ": the video is closed");
    auto flushed =
        first_ ? encode(nullptr) : Result<void>(fail(Errc::invalid, path_.string() + ": nothing was shown"));
    int got = flushed ? av_write_trailer(output_.get()) : 0;
    if (flushed && got >= 0) got = avio_closep(&output_->pb);  // the last bytes go out here
    output_.reset();
    std::error_code error;
    if (flushed && got >= 0) fs::rename(part_, path_, error);
    if (flushed && got >= 0 && !error) return {};
    std::error_code ignored;
    fs::remove(part_, ignored);
    if (!flushed) return flushed;
    if (got < 0) return broken("the video can't be completed", got);
    return fail(Errc::unavailable, path_.string() + ": " + error.message());
}

}  // namespace

Result<std::unique_ptr<VideoDisplay>> open_video_file(const fs::path& path, int width, int height,
                                                      double frames_per_second) {
    if (width < 16 || height < 16 || width > 8192 || height > 8192 || (width | height) % 2 != 0) {
        return fail(Errc::invalid, path.string() + ": a video's width and height must be even, 16 to 8192");
    }
    if (!(frames_per_second >= 1 && frames_per_second <= 240)) {
        return fail(Errc::invalid, path.string() + ": a video has 1 to 240 frames a second");
    }
    auto display = std::make_unique<LibavVideoDisplay>(path, width, height, frames_per_second);
    if (auto opened = display->open(); !opened) return fail(opened.error());
    return display;
}

}  // namespace verikiosk::drivers
