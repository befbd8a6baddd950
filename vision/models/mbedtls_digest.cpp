// SPDX-License-Identifier: Apache-2.0
#include <mbedtls/md.h>

#include "vision/models/model_folder.hpp"

namespace verikiosk::vision {

Digest digest_of(ByteView bytes) {
    Digest digest{};
    // It can only fail for want of the algorithm, without which nothing here has a digest.
    mbedtls_md(mbedtls_md_info_from_type(MBEDTLS_MD_SHA256), bytes.data(), bytes.size(), digest.data());
    return digest;
}

}  // namespace verikiosk::vision
