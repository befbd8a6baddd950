// SPDX-License-Identifier: Apache-2.0
#include "net/protocol/parts.hpp"
#include "net/protocol/protocol.hpp"

namespace verikiosk::net::protocol {
namespace {

constexpr std::int64_t record = 1;
constexpr std::int64_t selfie = 2;
constexpr std::int64_t crops = 3;
constexpr std::size_t crop_bytes = 25'600;  // 160x160
constexpr cbor::Limits limits{.bytes = max_package_bytes, .depth = 4, .items = 64};

}  // namespace

Result<Bytes> encode_package(const EvidencePackage& package) {
    cbor::Map map;
    map.at(record).bytes(package.record);
    map.at(selfie).bytes(package.selfie);
    cbor::Writer& list = map.at(crops).array(package.crops.size());
    for (const Crop& crop : package.crops)
        list.array(2).unsigned_integer(crop.sequence).bytes(crop.luma);
    return proved(cbor::Writer{}.map(map).take(), package, decode_package);
}

Result<EvidencePackage> decode_package(ByteView cbor) {
    Decoder in(cbor, limits);
    EvidencePackage package;
    in.map("package", 3);
    in.key("record", record);
    const ByteView signed_record = in.bytes("record", 1, max_package_bytes);
    package.record.assign(signed_record.begin(), signed_record.end());
    in.key("selfie", selfie);
    const ByteView picture = in.bytes("selfie", 0, max_package_bytes);
    package.selfie.assign(picture.begin(), picture.end());
    in.key("crops", crops);
    const std::size_t count = in.array("crops", 0, max_crops);
    for (std::size_t i = 0; i < count && in.ok(); ++i) {
        Crop crop;
        in.array_of("crop", 2);
        crop.sequence = in.number("crop.sequence");
        const ByteView luma = in.bytes("crop.luma", crop_bytes, crop_bytes);
        crop.luma.assign(luma.begin(), luma.end());
        package.crops.push_back(std::move(crop));
    }
    if (auto done = in.finish("evidence package"); !done) return fail(done.error());
    return package;
}

}  // namespace verikiosk::net::protocol
