// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "firmware/domain/bytes.hpp"
#include "firmware/domain/error.hpp"
#include "vision/image.hpp"
#include "vision/match/alignment.hpp"
#include "vision/models/model_folder.hpp"

namespace verikiosk::vision {

/// A face as a point on the unit sphere: the nearer, the more alike. Numbers of one embedding mean nothing to
/// another.
using FaceVector = std::vector<float>;

/// Makes them of pictures. One thread.
class Embedding {
  public:
    virtual ~Embedding() = default;
    /// Length 1. invalid: the points are no face's. internal: the network failed.
    [[nodiscard]] virtual Result<FaceVector> embed(const RgbView& picture, const FivePoints& points) = 0;
};

/// Of two vectors of length 1 from one embedding: -1..1.
[[nodiscard]] float cosine(const FaceVector& a, const FaceVector& b);

/// From which cosines on faces are the same, and under which they are not; between the two nobody can say.
struct MatchThresholds {
    float same;
    float different;
};

/// MobileFaceNet (128 numbers) from its ONNX file's bytes.
[[nodiscard]] Result<std::unique_ptr<Embedding>> make_opencv_mobilefacenet(ByteView onnx);

/// An embedding that can be used. A better one is a file that implements Embedding, a row of known_models()
/// and a row here, before those it is better than, with thresholds of its own and where they come from.
struct KnownEmbedding {
    ModelKind model;
    Result<std::unique_ptr<Embedding>> (*make)(ByteView onnx);
    MatchThresholds thresholds;
};
[[nodiscard]] std::span<const KnownEmbedding> known_embeddings();

}  // namespace verikiosk::vision
