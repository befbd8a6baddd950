// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>

#include "firmware/domain/error.hpp"

namespace verikiosk::lab::attacks {

/// A worker's part: does the job of this number. An error ends all of them.
using DoJob = std::function<Result<void>(std::size_t job)>;

/// Does jobs 0 .. count - 1, each once, in as many processes as there are processors: what a visit is made of
/// (dlib, OpenCV, PSA) belongs to one thread, and a visit that crashes takes no other with it. `open` makes a
/// worker's part, in its own process; `progress` hears twice a second how many are done. Call it before any
/// thread was started. An error is the first worker's; what was done by then is done.
[[nodiscard]] Result<void> do_all(std::size_t count, const std::function<Result<DoJob>()>& open,
                                  const std::function<void(std::size_t done)>& progress);

}  // namespace verikiosk::lab::attacks
