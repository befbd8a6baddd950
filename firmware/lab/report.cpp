// SPDX-License-Identifier: Apache-2.0
#include "firmware/lab/report.hpp"

#include <spdlog/fmt/fmt.h>

#include <cstdio>
#include <filesystem>

#include "firmware/lab/evidence_json.hpp"

namespace verikiosk::lab {
namespace {

void print(const std::string& text) {
    std::fputs(text.c_str(), stdout);
    std::fflush(stdout);
}

std::string account_words(const AccountView& account) {
    return "verification " + account.verification + ", hold " + account.hold;
}

std::string account_json(const AccountView& account) {
    return fmt::format(R"({{"verification":{},"hold":{}}})", json_string(account.verification),
                       json_string(account.hold));
}

std::string verdict_words(const Outcome& outcome) {
    if (!outcome.receipt) return "no receipt";
    const Receipt& receipt = *outcome.receipt;
    std::string words(name_of(receipt.decision));
    std::string reasons;
    for (const Reason reason : receipt.reasons) {
        if (reason == Reason::development_policy) continue;
        reasons += reasons.empty() ? "" : ", ";
        reasons += reason == Reason::development_input ? "recorded or simulated input, development only"
                                                       : std::string(name_of(reason));
    }
    if (!reasons.empty()) words += " (" + reasons + ")";
    return words + ", policy " + receipt.policy + (receipt.development ? ": development only" : "");
}

/// What there is to look at, in the order of a visit.
std::string left_behind(const std::filesystem::path& folder) {
    std::string names;
    for (const char* name :
         {"selfie.jpg", "screens", "visit.mp4", "evidence.json", "receipt.json", "kiosk.log"}) {
        if (std::filesystem::exists(folder / name)) names += (names.empty() ? "" : ", ") + std::string(name);
    }
    return names;
}

}  // namespace

void Report::step(double seconds, std::string_view what, std::string_view words) const {
    if (json_) return;
    print(fmt::format("{:6.1f} s  {:<20} {}\n", seconds, what, words));
}

void Report::conclude(const Outcome& outcome) const {
    if (json_) {
        print(fmt::format(R"({{"result":{},"receipt":{},"sentence":{},"backend_reason":{},"seconds":{:.1f},)"
                          R"("account":{{"id":{},"before":{},"after":{}}},"folder":{}}})"
                          "\n",
                          json_string(outcome.stage),
                          outcome.receipt ? receipt_json(*outcome.receipt) : "null",
                          json_string(outcome.sentence), json_string(outcome.backend_reason), outcome.seconds,
                          json_string(outcome.before.id), account_json(outcome.before),
                          account_json(outcome.after), json_string(outcome.folder)));
        return;
    }
    print(fmt::format("\nverdict   {}\n", verdict_words(outcome)));
    print(fmt::format("visitor   reads: \"{}\"\n", outcome.sentence));
    if (!outcome.backend_reason.empty()) print(fmt::format("backend   notes: {}\n", outcome.backend_reason));
    print(fmt::format("account   {}\n          before: {}\n          after:  {}\n", outcome.before.id,
                      account_words(outcome.before), account_words(outcome.after)));
    print(fmt::format("files     {}\n          {}\n", outcome.folder, left_behind(outcome.folder)));
}

}  // namespace verikiosk::lab
