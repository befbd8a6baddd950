// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "firmware/domain/error.hpp"
#include "firmware/lab/attacks/job.hpp"

namespace verikiosk::lab::attacks {

/// Who came, as far as figures are told apart by it.
struct Looks {
    int skin = 0;  ///< Monk step, 1..10
    bool glasses = false;
    bool beard = false;  ///< more than stubble
    double ambient_lux = 0;
    double distance_cm = 0;  ///< at the start
    bool operator==(const Looks&) const = default;
};

/// One judgement of a visit, by name: records outlive the program that wrote them.
struct Judged {
    std::string what;  ///< a challenge, or "passive"
    std::string outcome;
    std::string reason;
    int score_milli = 0;
    double seconds = 0;  ///< from its prompt to its end
    bool operator==(const Judged&) const = default;
};

/// What became of one visit. One line of visits.jsonl.
struct Record {
    Job job;
    std::uint64_t seed = 0;
    Looks looks;
    /// The backend's: verified, retry or refer; "none" where no evidence came to it.
    std::string decision = "none";
    std::vector<std::string> reasons;
    std::string detail;  ///< the backend's, for platform engineers
    std::vector<Judged> judged;
    bool tampered = false;  ///< the backend found the evidence itself wrong
    /// Centre was passed: the visit got as far as liveness. Others are non-responses. Not so where the kiosk
    /// began again with the second person of a swap: what follows is a visit of their own, for the match to
    /// refuse.
    bool live = false;
    double seconds = 0;  ///< of the session's own time, from the first prompt to the result; 0: no prompt
    int frames = 0;      ///< analysed
    double took_s = 0;   ///< of a processor of this machine
    bool operator==(const Record&) const = default;

    [[nodiscard]] bool verified() const { return decision == "verified"; }
    /// As an attack.
    [[nodiscard]] bool let_through() const { return verified() && live; }
};

/// As one JSON object without line breaks; and back. corrupt: it is none.
[[nodiscard]] std::string to_json(const Record& record);
[[nodiscard]] Result<Record> record_from(const std::string& json);

/// The judgement that stopped a visit: "passive" or a challenge that failed, else a challenge that was not
/// concluded (the first whose class nothing else closed is the last one asked), "evidence" where the backend
/// found that wrong, "centre" before liveness. Empty for a verified one.
[[nodiscard]] std::string caught_by(const Record& record);

}  // namespace verikiosk::lab::attacks
