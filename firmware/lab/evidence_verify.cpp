// SPDX-License-Identifier: Apache-2.0
#include "firmware/lab/evidence_verify.hpp"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>

#include "firmware/domain/error.hpp"
#include "firmware/lab/evidence_checks.hpp"
#include "firmware/lab/evidence_json.hpp"
#include "net/protocol/protocol.hpp"
#include "net/tls/tls.hpp"

namespace verikiosk::lab {
namespace {

/// Empty where no file is named.
Result<Bytes> read_file(const std::filesystem::path& file) {
    if (file.empty()) return Bytes{};
    std::ifstream stream(file, std::ios::binary);
    Bytes bytes{std::istreambuf_iterator<char>(stream), {}};
    if (!stream.eof() && !stream) return fail(Errc::unavailable, file.string() + " can't be read");
    if (bytes.size() > net::protocol::max_package_bytes)
        return fail(Errc::too_large, file.string() + " is larger than what a kiosk sends");
    return bytes;
}

Result<Sent> read_all(const VerifyOptions& options) {
    auto package = read_file(options.package);
    if (!package) return fail(package.error());
    auto plan = read_file(options.plan);
    if (!plan) return fail(plan.error());
    auto certificate =
        options.certificate.empty() ? Result<Bytes>{} : net::tls::read_certificate(options.certificate);
    if (!certificate) return fail(certificate.error());
    return Sent{std::move(*package), std::move(*certificate), std::move(*plan)};
}

std::string_view word(const std::optional<bool>& ok) {
    if (!ok) return "-";
    return *ok ? "ok" : "NOT OK";
}

std::string as_text(const std::vector<Check>& checks) {
    std::string text;
    for (const Check& check : checks)
        text += fmt::format("{:<8}{:<24}{}\n", word(check.ok), check.what, check.why);
    return text;
}

std::string as_json(const std::vector<Check>& checks, bool good) {
    std::string list;
    for (const Check& check : checks) {
        const std::string_view ok = !check.ok ? "null" : *check.ok ? "true" : "false";
        list += fmt::format(R"({}{{"check":{},"ok":{},"detail":{}}})", list.empty() ? "" : ",",
                            json_string(check.what), ok, json_string(check.why));
    }
    return fmt::format("{{\"ok\":{},\"checks\":[{}]}}\n", good, list);
}

}  // namespace

int run_verify(const VerifyOptions& options) {
    const auto sent = read_all(options);
    if (!sent) {
        std::fprintf(stderr, "kiosk-lab: %s\n", sent.error().what.c_str());
        return 3;
    }
    const std::vector<Check> checks = check_evidence(*sent);
    const bool good = std::ranges::none_of(checks, [](const Check& check) { return check.ok && !*check.ok; });
    std::fputs((options.json ? as_json(checks, good) : as_text(checks)).c_str(), stdout);
    return good ? 0 : 1;
}

}  // namespace verikiosk::lab
