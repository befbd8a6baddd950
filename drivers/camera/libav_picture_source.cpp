// SPDX-License-Identifier: Apache-2.0
extern "C" {
#include <libavutil/mem.h>
#include <libavutil/sha.h>
}

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>
#include <system_error>
#include <utility>

#include "drivers/camera/libav_handles.hpp"
#include "drivers/camera/natural_order.hpp"
#include "drivers/camera/recording_source.hpp"
#include "firmware/domain/bytes.hpp"

namespace verikiosk::drivers {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_pictures = 1'000'000;

bool is_picture(const fs::path& file) {
    std::string extension = file.extension().string();
    std::ranges::transform(extension, extension.begin(), [](unsigned char c) { return std::tolower(c); });
    return extension == ".jpg" || extension == ".jpeg" || extension == ".png";
}

class PictureSource final : public RecordingSource {
  public:
    PictureSource(std::vector<fs::path> files, SourceInfo info, std::size_t max_pixels)
        : files_(std::move(files)), info_(std::move(info)), max_pixels_(max_pixels) {}

    [[nodiscard]] const SourceInfo& info() const override { return info_; }
    [[nodiscard]] std::uint64_t torn() const override { return torn_; }

    [[nodiscard]] Result<SourceFrame> next() override {
        while (at_ < files_.size()) {
            const std::size_t number = at_++;
            auto opened = open_video_source(files_[number], max_pixels_);
            auto frame = opened ? (*opened)->next() : Result<SourceFrame>(fail(opened.error()));
            if (!frame) {
                // A picture that can't be read is a torn frame, like one from a camera.
                ++torn_;
                continue;
            }
            frame->number = number;
            frame->file_time = Duration(
                static_cast<std::int64_t>(static_cast<double>(number) * 1e9 / info_.frames_per_second));
            return frame;
        }
        return fail(Errc::ended, "the folder has no more pictures");
    }

  private:
    std::vector<fs::path> files_;
    SourceInfo info_;
    std::size_t max_pixels_;
    std::size_t at_ = 0;
    std::uint64_t torn_ = 0;
};

struct FreeSha {
    void operator()(AVSHA* sha) const noexcept { av_free(sha); }
};

}  // namespace

Result<std::vector<fs::path>> pictures_in(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code error;
    fs::directory_iterator entry(folder, error);
    for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
        if (!is_picture(entry->path())) continue;
        if (files.size() == most_pictures) {
            return fail(Errc::too_large, folder.string() + ": more than a million pictures");
        }
        files.push_back(entry->path());
    }
    if (error) return fail(Errc::not_found, folder.string() + ": " + error.message());
    if (files.empty()) return fail(Errc::invalid, folder.string() + ": no .jpg or .png picture in it");
    std::ranges::sort(files, [](const fs::path& a, const fs::path& b) {
        return natural_less(a.filename().string(), b.filename().string());
    });
    return files;
}

Result<std::unique_ptr<RecordingSource>> open_picture_source(const fs::path& folder, double rate,
                                                             std::size_t max_pixels) {
    if (!(rate > 0)) return fail(Errc::invalid, folder.string() + ": pictures a second must be above 0");
    auto files = pictures_in(folder);
    if (!files) return fail(files.error());
    auto first = open_video_source(files->front(), max_pixels);
    if (!first) return fail(first.error());
    SourceInfo info = (*first)->info();
    info.frames_per_second = rate;
    return std::make_unique<PictureSource>(std::move(*files), std::move(info), max_pixels);
}

Result<std::string> recording_digest(const fs::path& path) {
    std::vector<fs::path> files{path};
    std::error_code error;
    if (fs::is_directory(path, error)) {
        auto pictures = pictures_in(path);
        if (!pictures) return fail(pictures.error());
        files = std::move(*pictures);
    }
    const std::unique_ptr<AVSHA, FreeSha> sha(av_sha_alloc());
    if (!sha || av_sha_init(sha.get(), 256) != 0) return fail(Errc::internal, "no SHA-256 in libavutil");
    std::vector<char> block(std::size_t{1} << 16U);
    for (const fs::path& file : files) {
        std::ifstream in(file, std::ios::binary);
        if (!in) return fail(Errc::not_found, file.string() + ": it can't be opened for reading");
        while (in.read(block.data(), static_cast<std::streamsize>(block.size())), in.gcount() > 0) {
            av_sha_update(sha.get(), reinterpret_cast<const std::uint8_t*>(block.data()),
                          static_cast<std::size_t>(in.gcount()));
        }
        if (in.bad()) return fail(Errc::corrupt, file.string() + ": reading it failed");
    }
    std::array<std::uint8_t, 32> digest{};
    av_sha_final(sha.get(), digest.data());
    return hex(ByteView(digest).first(8));
}

}  // namespace verikiosk::drivers
