// SPDX-License-Identifier: Apache-2.0
#include "net/backend/commands.hpp"
#include "vision/liveness/judge/judge.hpp"

/// verification-backend: where the backend and the judge meet.
int main(int argc, char** argv) {
    using namespace verikiosk;
    const backend::JudgeLog judge = [](const Plan& plan, const Evidence& evidence) {
        judge::Rejudged log = judge::rejudge(plan, evidence);
        return backend::LogJudgement{std::move(log.challenges), log.passive};
    };
    return backend::commands::run(argc, argv, judge);
}
