// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "firmware/domain/bytes.hpp"
#include "firmware/domain/error.hpp"
#include "firmware/domain/geometry.hpp"
#include "vision/image.hpp"

namespace verikiosk::vision {

/// Where to look for a face's points: a square of the picture, turned so that the eyes are level in it.
struct Region {
    Point centre;     ///< source pixels
    float side = 0;   ///< source pixels
    float angle = 0;  ///< radians, clockwise on the picture; 0 is upright
};

struct Placement {
    Points points;
    Region next;  ///< where to look on the next frame
};

/// Places the named points of a face. One thread.
class Landmarks {
  public:
    virtual ~Landmarks() = default;
    [[nodiscard]] virtual PointSource source() const = 0;
    /// Where to look in a detector's box (source pixels, in the convention of dlib's frontal detector: about
    /// square, brows to chin), turned by as much.
    [[nodiscard]] virtual Region region_in(const Box& box, float angle) const = 0;
    /// The region may reach out of the picture. Empty when it is unusable (no size, or outside the picture),
    /// when the library failed, or when the source sees that there is no face.
    [[nodiscard]] virtual std::optional<Placement> place(const GrayView& luma, const Region& region) = 0;
    /// Whether place() answers nothing where there is no face. A source that does not know places something
    /// anyway: see Follower for how faces are told from walls then.
    [[nodiscard]] virtual bool knows_faces() const = 0;
};

/// dlib's 68 points, from its packaged model as encode_landmarks re-encodes it (see forest_format.hpp), to
/// fractions of a pixel. Allocates nothing per frame. Errors: those of ForestFile::open.
[[nodiscard]] Result<std::unique_ptr<Landmarks>> make_forest_landmarks(const std::filesystem::path& model);

/// MediaPipe's Face Mesh from its ONNX file's bytes: 468 points with depth, and whether there is a face.
[[nodiscard]] Result<std::unique_ptr<Landmarks>> make_face_mesh(ByteView onnx);

}  // namespace verikiosk::vision
