// SPDX-License-Identifier: Apache-2.0
#include "firmware/lab/evidence_checks.hpp"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <cstdlib>
#include <string_view>
#include <utility>

#include "net/cose/cose.hpp"
#include "net/protocol/protocol.hpp"
#include "vision/liveness/judge/fusion.hpp"
#include "vision/liveness/judge/judge.hpp"
#include "vision/liveness/measure/remeasure.hpp"

namespace verikiosk::lab {
namespace {

Check good(std::string what, std::string found) {
    return {std::move(what), true, std::move(found)};
}
Check bad(std::string what, std::string why) {
    return {std::move(what), false, std::move(why)};
}
Check open(std::string what, std::string why) {
    return {std::move(what), std::nullopt, std::move(why)};
}

Check signature(const Bytes& record, const Bytes& certificate) {
    constexpr std::string_view what = "signature";
    if (certificate.empty()) return open(std::string(what), "no certificate was given");
    const auto checked = net::cose::verify1(record, net::protocol::evidence_type, certificate);
    return checked ? good(std::string(what), "by the certificate's key")
                   : bad(std::string(what), checked.error().what);
}

Check rows(const Evidence& evidence) {
    const auto& log = evidence.rows;
    for (std::size_t i = 1; i < log.size(); ++i) {
        if (log[i].time <= log[i - 1].time || log[i].sequence <= log[i - 1].sequence)
            return bad("rows", fmt::format("row {} is not later than the one before", i));
    }
    return good("rows", fmt::format("{} in order", log.size()));
}

const ObservationRow* row_of(const Evidence& evidence, std::uint64_t sequence) {
    const auto found = std::ranges::find(evidence.rows, sequence, &ObservationRow::sequence);
    return found == evidence.rows.end() ? nullptr : &*found;
}

/// That its digest is the row's, and that light and sharpness of the row are its own.
Check crop(const Evidence& evidence, const Crop& crop, vision::Remeasurer& remeasurer) {
    const std::string what = fmt::format("crop of frame {}", crop.sequence);
    const ObservationRow* row = row_of(evidence, crop.sequence);
    vision::CropPixels pixels{};
    if (row == nullptr) return bad(what, "there is no such row");
    if (crop.luma.size() != pixels.size()) return bad(what, "it is not 160x160");
    if (net::cose::sha256(crop.luma) != row->crop) return bad(what, "its digest is not the row's");
    std::ranges::copy(crop.luma, pixels.begin());
    const CropMeasures measures = remeasurer.measure(pixels, *row);
    // Sharpness is a square root away from whole numbers.
    if (measures.brightness != row->brightness ||
        std::abs(measures.sharpness_milli - row->sharpness_milli) > 1) {
        return bad(what, fmt::format("brightness {} and sharpness {} on it, {} and {} in its row",
                                     measures.brightness, measures.sharpness_milli, row->brightness,
                                     row->sharpness_milli));
    }
    return good(what, "proves against its row");
}

Check selfie(const Evidence& evidence, const Bytes& jpeg) {
    const bool claimed = evidence.selfie != Digest{};
    if (!claimed && jpeg.empty()) return open("selfie", "none was taken");
    if (claimed == jpeg.empty()) return bad("selfie", "a selfie without its digest, or the reverse");
    if (net::cose::sha256(jpeg) != evidence.selfie) return bad("selfie", "its digest is another");
    if (row_of(evidence, evidence.selfie_sequence) == nullptr) return bad("selfie", "its row is not there");
    return good("selfie", fmt::format("of frame {}", evidence.selfie_sequence));
}

std::string told(const Judgement& judgement) {
    return fmt::format("{} ({}, {})", name_of(judgement.outcome), name_of(judgement.reason),
                       judgement.score_milli);
}

Check judgement(std::string what, const Judgement& claimed, const Judgement& own) {
    if (claimed == own) return good(std::move(what), told(own));
    const std::string both = "the kiosk says " + told(claimed) + ", its log gives " + told(own);
    return claims_less(claimed, own) ? good(std::move(what), both + ", no less") : bad(std::move(what), both);
}

/// Each claimed result by the kiosk's own judges, and what all come to.
void judgements(const Evidence& evidence, const Plan& plan, std::vector<Check>& checks) {
    const judge::Rejudged log = judge::rejudge(plan, evidence);
    for (std::size_t i = 0; i < evidence.challenges.size(); ++i) {
        const ChallengeResult& claimed = evidence.challenges[i];
        checks.push_back(
            judgement(std::string(name_of(claimed.kind)), claimed.judgement, log.challenges[i].judgement));
    }
    checks.push_back(open("all together", told(judge::fuse(plan, evidence.challenges, log.passive))));
}

void plan(const Evidence& evidence, const Bytes& record, std::vector<Check>& checks) {
    if (record.empty()) {
        checks.push_back(open("plan", "no plan was given, and so no challenge was judged again"));
        return;
    }
    const auto envelope = net::cose::parse_sign1(record);
    const auto drawn = envelope ? net::protocol::decode_plan(envelope->payload) : fail(envelope.error());
    if (!drawn) {
        checks.push_back(bad("plan", drawn.error().what));
        return;
    }
    const bool same = net::cose::sha256(record) == evidence.plan && drawn->nonce == evidence.nonce &&
                      drawn->session == evidence.session;
    checks.push_back(same ? good("plan", fmt::format("policy {}", drawn->policy))
                          : bad("plan", "it is another session's"));
    if (same) judgements(evidence, *drawn, checks);
}

}  // namespace

std::vector<Check> check_evidence(const Sent& sent) {
    std::vector<Check> checks;
    const auto package = net::protocol::decode_package(sent.package);
    if (!package) return {bad("package", package.error().what)};
    checks.push_back(good("package", fmt::format("{} bytes", sent.package.size())));
    const auto envelope = net::cose::parse_sign1(package->record);
    const auto evidence =
        envelope ? net::protocol::decode_evidence(envelope->payload) : fail(envelope.error());
    if (!evidence) {
        checks.push_back(bad("record", evidence.error().what));
        return checks;
    }
    checks.push_back(good("record", "session " + hex(evidence->session)));
    checks.push_back(signature(package->record, sent.certificate));
    checks.push_back(rows(*evidence));
    vision::Remeasurer remeasurer(nullptr, nullptr);
    for (const Crop& kept : package->crops)
        checks.push_back(crop(*evidence, kept, remeasurer));
    checks.push_back(selfie(*evidence, package->selfie));
    plan(*evidence, sent.plan_record, checks);
    return checks;
}

}  // namespace verikiosk::lab
