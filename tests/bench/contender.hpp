// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

/// What `./kiosk bench vision` compares: each looks at the same frames in a process of its own.
namespace verikiosk::bench {

/// One 4:2:0 frame of the clip: NV12, tightly packed. Read-only.
struct ClipFrame {
    const std::uint8_t* data = nullptr;
    int width = 0;
    int height = 0;
    std::uint64_t number = 0;
    [[nodiscard]] const std::uint8_t* luma() const { return data; }
};

/// Looks at one frame and says whether it has a face in hand afterwards.
class Contender {
  public:
    virtual ~Contender() = default;
    virtual bool look(const ClipFrame& frame) = 0;
};

struct Files {
    std::filesystem::path models;  ///< optional models; empty: none
};

struct Named {
    std::string_view name;
    std::string_view says;  ///< what it is, for the table
    bool needs_models;
    std::function<std::unique_ptr<Contender>(const Files&)> make;
};

/// Ours, in all its forms.
[[nodiscard]] std::vector<Named> ours();
/// What others would use, written as its own examples are.
[[nodiscard]] std::vector<Named> dlib_peers();
[[nodiscard]] std::vector<Named> opencv_peers();

}  // namespace verikiosk::bench
