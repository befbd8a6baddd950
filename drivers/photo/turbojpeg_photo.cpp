// SPDX-License-Identifier: Apache-2.0
#include <turbojpeg.h>

#include <memory>
#include <string>
#include <string_view>
#include <type_traits>

#include "drivers/photo/formats.hpp"

namespace verikiosk::drivers {
namespace {

struct DestroyCodec {
    void operator()(void* codec) const noexcept { tjDestroy(codec); }
};
using Codec = std::unique_ptr<std::remove_pointer_t<tjhandle>, DestroyCodec>;

/// Cameras put stray bytes between segments; the picture is whole all the same.
bool whole(int got, tjhandle codec) {
    return got == 0 ||
           (tjGetErrorCode(codec) == TJERR_WARNING &&
            std::string_view(tjGetErrorStr2(codec)).find("extraneous bytes") != std::string_view::npos);
}

tl::unexpected<Error> broken(tjhandle codec) {
    return fail(Errc::corrupt, std::string("the JPEG can't be read: ") + tjGetErrorStr2(codec));
}

}  // namespace

Result<Photo> decode_jpeg_photo(ByteView jpeg, std::size_t max_pixels) {
    const Codec codec(tjInitDecompress());
    if (!codec) return fail(Errc::internal, "libjpeg-turbo could not start");
    Photo photo;
    int subsampling = 0;
    int colours = 0;
    const int read = tjDecompressHeader3(codec.get(), jpeg.data(), jpeg.size(), &photo.width, &photo.height,
                                         &subsampling, &colours);
    if (!whole(read, codec.get())) return broken(codec.get());
    const auto room = room_for(photo, max_pixels);
    if (!room) return fail(room.error());
    if (colours == TJCS_CMYK || colours == TJCS_YCCK)
        return fail(Errc::unsupported, "the JPEG's colours are a printer's (CMYK): save it for screens");
    photo.rgb.resize(*room);
    // Hundreds of empty progressive scans would keep a decoder busy for minutes.
    constexpr int flags = TJFLAG_ACCURATEDCT | TJFLAG_LIMITSCANS;
    const int got = tjDecompress2(codec.get(), jpeg.data(), jpeg.size(), photo.rgb.data(), photo.width, 0,
                                  photo.height, TJPF_RGB, flags);
    if (!whole(got, codec.get())) return broken(codec.get());
    return turned_upright(std::move(photo), exif_orientation(jpeg));
}

}  // namespace verikiosk::drivers
