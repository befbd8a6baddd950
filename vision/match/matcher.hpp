// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <memory>
#include <span>
#include <vector>

#include "firmware/domain/comparison.hpp"
#include "vision/face/analyser.hpp"
#include "vision/face/photo.hpp"
#include "vision/match/embedding.hpp"

namespace verikiosk::vision {

/// A face whose eyes are nearer to each other than this is too small to be compared, source pixels. The
/// network sees 35 px; the smallest of tests/faces has 24, and all of its pairs, one of the same and
/// nine of different people, come out right.
inline constexpr float min_match_iod = 20;

/// Another face counts as a second person from this share of the largest one's size on (distance between the
/// eyes): at half the size somebody stands twice as far from the camera, a passer-by, or hangs on the wall.
inline constexpr float second_face = 0.5F;

/// Which of a picture's faces is compared. `face`: the index, or none where `reasons` say why not.
struct ChosenFace {
    std::optional<std::size_t> face;
    Reasons reasons;
};
/// `faces`: largest first, as a PhotoAnalyser gives them.
[[nodiscard]] ChosenFace choose_face(const std::vector<Observation>& faces);

/// What a cosine says. same: >= thresholds.same; different: < thresholds.different.
[[nodiscard]] MatchDecision decide(float cosine, const MatchThresholds& thresholds);

/// Says whether two pictures show the same person. One thread.
///
/// Faces are aligned by the points of whichever source finds them. Face Mesh's tip of the nose lies lower
/// than dlib's, by 2.9 of the aligned face's 112 px (median over 57 photos), its other four points are within
/// 0.6. On the 279 pairs of tests/faces that both find, all decisions were the same with either; moving the
/// reference to Face Mesh's own points changed none for the better. So they are taken as they are, and Face
/// Mesh, which found all 64 photos where dlib's detector and points found 57, comes first.
class Matcher {
  public:
    /// unsupported: none of known_embeddings() is among `files.models`; other errors as ModelFolder has them.
    /// What finds the faces is chosen as for kiosks.
    [[nodiscard]] static Result<Matcher> make(const ModelFiles& files);
    Matcher(std::unique_ptr<PhotoAnalyser> photos, std::unique_ptr<Embedding> embedding,
            MatchThresholds thresholds);

    /// internal: the network failed. What is wrong with the pictures stands in the comparison.
    [[nodiscard]] Result<Comparison> compare(const RgbView& first, const RgbView& second);

    /// The same of a picture and each of a visit's crops. They are gray and reach from hairline to chin
    /// alone, so that only a difference says something: known_embeddings().
    [[nodiscard]] Result<std::vector<Comparison>> compare_crops(const RgbView& picture,
                                                                std::span<const CropPixels> crops);

    /// The face of one picture; empty where `reasons`, which are filled in, say why not.
    [[nodiscard]] Result<FaceVector> look(const RgbView& picture, Reasons& reasons);
    [[nodiscard]] Result<FaceVector> look_at_crop(const CropPixels& crop, Reasons& reasons);

  private:
    void decide_by(const FaceVector& one, const FaceVector& other, Comparison& comparison) const;

    std::unique_ptr<PhotoAnalyser> photos_;
    std::unique_ptr<Embedding> embedding_;
    MatchThresholds thresholds_;
};

}  // namespace verikiosk::vision
