// SPDX-License-Identifier: Apache-2.0
#include <qrencode.h>

#include <cerrno>
#include <memory>
#include <system_error>

#include "firmware/kioskctl/qr_code.hpp"

namespace verikiosk::kioskctl {

Result<QrCode> make_qr_code(std::string_view text) {
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> made(
        QRcode_encodeData(static_cast<int>(text.size()), reinterpret_cast<const unsigned char*>(text.data()),
                          0, QR_ECLEVEL_L),
        QRcode_free);
    if (!made) {
        return fail(errno == ERANGE ? Errc::too_large : Errc::internal,
                    "no QR code can be made: " + std::generic_category().message(errno));
    }
    QrCode code{made->width, {}};
    const auto modules = static_cast<std::size_t>(made->width) * static_cast<std::size_t>(made->width);
    code.dark.reserve(modules);
    for (std::size_t i = 0; i < modules; ++i)
        code.dark.push_back((made->data[i] & 1U) != 0);
    return code;
}

}  // namespace verikiosk::kioskctl
