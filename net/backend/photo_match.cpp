// SPDX-License-Identifier: Apache-2.0
#include "net/backend/photo_match.hpp"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "drivers/photo/photo.hpp"
#include "vision/match/matcher.hpp"

namespace verikiosk::backend {
namespace {

// Photos of 50 megapixels are common on telephones.
constexpr std::size_t max_pixels = std::size_t{64} * 1000 * 1000;

vision::RgbView view_of(const drivers::Photo& photo) {
    return {photo.rgb.data(), static_cast<std::size_t>(photo.width) * 3, photo.width, photo.height};
}

}  // namespace

Result<void> check_photo(ByteView photo) {
    const auto decoded = drivers::decode_photo(photo, max_pixels);
    if (!decoded) return fail(decoded.error());
    return {};
}

Result<Matching> load_match(const std::filesystem::path& models) {
    vision::ModelFiles files;
    files.models = models;
    auto made = vision::Matcher::make(files);
    if (!made) return fail(made.error());
    // std::function wants to be copied, a matcher does not.
    const auto matcher = std::make_shared<vision::Matcher>(std::move(*made));
    Matching matching;
    matching.photos = [matcher](ByteView selfie, ByteView profile_photo) -> Result<Comparison> {
        const auto first = drivers::decode_photo(selfie, max_pixels);
        if (!first) return fail(first.error(), "the selfie");
        const auto second = drivers::decode_photo(profile_photo, max_pixels);
        if (!second) return fail(second.error(), "the profile photo");
        return matcher->compare(view_of(*first), view_of(*second));
    };
    matching.crops = [matcher](ByteView selfie,
                               std::span<const ByteView> crops) -> Result<std::vector<Comparison>> {
        const auto picture = drivers::decode_photo(selfie, max_pixels);
        if (!picture) return fail(picture.error(), "the selfie");
        std::vector<vision::CropPixels> pixels;
        for (const ByteView crop : crops) {
            vision::CropPixels& one = pixels.emplace_back();
            if (crop.size() != one.size()) return fail(Errc::invalid, "a crop is not 160x160");
            std::ranges::copy(crop, one.begin());
        }
        return matcher->compare_crops(view_of(*picture), pixels);
    };
    return matching;
}

}  // namespace verikiosk::backend
