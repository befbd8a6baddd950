// SPDX-License-Identifier: Apache-2.0
#include "vision/match/matcher.hpp"

#include <algorithm>
#include <utility>

namespace verikiosk::vision {
namespace {

/// Luma as JPEG has it (ITU-R BT.601, full range), in 256ths.
std::vector<std::uint8_t> luma_of(const RgbView& picture) {
    std::vector<std::uint8_t> luma;
    luma.reserve(static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height));
    for (int y = 0; y < picture.height; ++y) {
        const std::uint8_t* pixel = picture.row(y);
        for (int x = 0; x < picture.width; ++x, pixel += 3)
            luma.push_back(
                static_cast<std::uint8_t>((77 * pixel[0] + 150 * pixel[1] + 29 * pixel[2] + 128) >> 8));
    }
    return luma;
}

// Detectors want to see what is around a face.
constexpr int frame_margin = crop_side / 2;
constexpr int frame_side = crop_side + 2 * frame_margin;

/// A crop as a picture of red, green and blue, with its edges repeated around it.
std::vector<std::uint8_t> framed_crop(const CropPixels& crop) {
    std::vector<std::uint8_t> picture;
    picture.reserve(std::size_t{3} * frame_side * frame_side);
    const auto inside = [](int at) {
        return static_cast<std::size_t>(std::clamp(at - frame_margin, 0, crop_side - 1));
    };
    for (int y = 0; y < frame_side; ++y) {
        for (int x = 0; x < frame_side; ++x)
            picture.insert(picture.end(), 3, crop[inside(y) * crop_side + inside(x)]);
    }
    return picture;
}

}  // namespace

ChosenFace choose_face(const std::vector<Observation>& faces) {
    ChosenFace chosen;
    if (faces.empty()) {
        chosen.reasons.add(Reason::no_face);
        return chosen;
    }
    const auto size = [&](std::size_t i) { return static_cast<float>(faces[i].row.iod_decipx) / 10; };
    if (faces.size() > 1 && size(1) >= second_face * size(0)) chosen.reasons.add(Reason::several_faces);
    if (size(0) < min_match_iod) chosen.reasons.add(Reason::low_resolution);
    if (chosen.reasons.empty()) chosen.face = 0;
    return chosen;
}

MatchDecision decide(float cosine, const MatchThresholds& thresholds) {
    if (cosine >= thresholds.same) return MatchDecision::same;
    // Not a number is no difference either.
    return cosine < thresholds.different ? MatchDecision::different : MatchDecision::undecided;
}

Result<Matcher> Matcher::make(const ModelFiles& files) {
    const auto folder = ModelFolder::open(files.models);
    if (!folder) return fail(folder.error());
    for (const KnownEmbedding& known : known_embeddings()) {
        if (!folder->has(known.model)) continue;
        const auto bytes = folder->load(known.model);
        if (!bytes) return fail(bytes.error());
        auto embedding = known.make(*bytes);
        if (!embedding) return fail(embedding.error());
        auto photos = make_photo_analyser(files);
        if (!photos) return fail(photos.error());
        return Matcher(std::move(*photos), std::move(*embedding), known.thresholds);
    }
    return fail(Errc::unsupported, "no model in " + files.models.string() + " compares faces");
}

Matcher::Matcher(std::unique_ptr<PhotoAnalyser> photos, std::unique_ptr<Embedding> embedding,
                 MatchThresholds thresholds)
    : photos_(std::move(photos)), embedding_(std::move(embedding)), thresholds_(thresholds) {}

Result<FaceVector> Matcher::look(const RgbView& picture, Reasons& reasons) {
    const std::vector<std::uint8_t> luma = luma_of(picture);
    const auto faces = photos_->analyse(
        {luma.data(), static_cast<std::size_t>(picture.width), picture.width, picture.height});
    const ChosenFace chosen = choose_face(faces);
    reasons = chosen.reasons;
    if (!chosen.face) return FaceVector{};
    return embedding_->embed(picture, five_points(faces[*chosen.face].points));
}

Result<Comparison> Matcher::compare(const RgbView& first, const RgbView& second) {
    Comparison comparison;
    const auto one = look(first, comparison.reasons[0]);
    if (!one) return fail(one.error());
    const auto other = look(second, comparison.reasons[1]);
    if (!other) return fail(other.error());
    decide_by(*one, *other, comparison);
    return comparison;
}

void Matcher::decide_by(const FaceVector& one, const FaceVector& other, Comparison& comparison) const {
    if (one.empty() || other.empty()) return;
    comparison.cosine = cosine(one, other);
    comparison.decision = decide(*comparison.cosine, thresholds_);
}

Result<FaceVector> Matcher::look_at_crop(const CropPixels& crop, Reasons& reasons) {
    const std::vector<std::uint8_t> framed = framed_crop(crop);
    return look({framed.data(), std::size_t{frame_side} * 3, frame_side, frame_side}, reasons);
}

Result<std::vector<Comparison>> Matcher::compare_crops(const RgbView& picture,
                                                       std::span<const CropPixels> crops) {
    Reasons reasons;
    const auto one = look(picture, reasons);
    if (!one) return fail(one.error());
    std::vector<Comparison> all;
    for (const CropPixels& crop : crops) {
        Comparison& comparison = all.emplace_back();
        comparison.reasons[0] = reasons;
        const auto other = look_at_crop(crop, comparison.reasons[1]);
        if (!other) return fail(other.error());
        decide_by(*one, *other, comparison);
    }
    return all;
}

}  // namespace verikiosk::vision
