// SPDX-License-Identifier: Apache-2.0
#include "firmware/lab/attacks/cli11_options.hpp"

namespace verikiosk::lab {

CLI::App* add_attacks(CLI::App& app, AttacksOptions& options) {
    CLI::App* attacks =
        app.add_subcommand("attacks", "Try every simulated attack, and visitors, on whole visits; a report");
    auto& amounts = options.amounts;
    attacks->add_option("--per-kind", amounts.per_kind, "Attacks of each kind at skill 2")
        ->check(CLI::Range(0, 100000))
        ->capture_default_str();
    attacks->add_option("--visitors", amounts.visitors, "Bona fide visitors")
        ->check(CLI::Range(0, 100000))
        ->capture_default_str();
    attacks->add_option("--skills", amounts.skills, "Skills of the attacks, 1 to 4; others than 2 a fifth")
        ->check(CLI::Range(1, 4))
        ->delimiter(',')
        ->capture_default_str();
    attacks->add_option("--variant", amounts.variant, "Of camera and reflectance; the other one beside it")
        ->check(CLI::Range(1, 2))
        ->capture_default_str();
    attacks->add_flag("!--main-only", amounts.extras,
                      "Leave out judgements that are off, and the other variant");
    attacks
        ->add_option("--other-plans", amounts.other_plans,
                     "Sessions in which visitors' recordings answer plans drawn anew")
        ->check(CLI::Range(0, 1000000))
        ->capture_default_str();
    attacks->add_option("--seed", options.seed, "Repeats a run; else it is drawn and printed");
    attacks->add_flag("--resume", options.resume, "Go on with the run in the folder");
    attacks->add_option("--out", options.out, "Folder for visits, pictures and report")
        ->capture_default_str();
    attacks->add_flag("--json", options.json, "Print the report as JSON");
    return attacks;
}

}  // namespace verikiosk::lab
