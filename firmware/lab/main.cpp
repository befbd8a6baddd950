// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>

#include "drivers/simulator/act.hpp"
#include "firmware/lab/analyze.hpp"
#include "firmware/lab/attacks/cli11_options.hpp"
#include "firmware/lab/demo.hpp"
#include "firmware/lab/evidence_verify.hpp"
#include "firmware/lab/fairness.hpp"
#include "firmware/lab/pictures.hpp"

namespace {

using namespace verikiosk;

CLI::App* add_verify(CLI::App& app, lab::VerifyOptions& options) {
    CLI::App* evidence = app.add_subcommand("evidence", "Look at what a kiosk sent");
    evidence->require_subcommand(1);
    CLI::App* verify = evidence->add_subcommand("verify", "Check a package of evidence item by item");
    verify->add_option("PACKAGE", options.package, "The package's file")->required();
    verify->add_option("--certificate", options.certificate, "Who should have signed it (PEM)");
    verify->add_option("--plan", options.plan,
                       "The plan as the kiosk got it: its challenges are judged again");
    verify->add_flag("--json", options.json, "Print one JSON object");
    return verify;
}

/// As they are typed.
struct AnalyzeArguments {
    lab::AnalyzeOptions options;
    std::vector<std::string> files;
    std::string overlay;
    std::string models;
    std::string judge;
    std::string through;
    lab::ThroughOptions held;
};

CLI::App* add_analyze(CLI::App& app, AnalyzeArguments& into) {
    CLI::App* command = app.add_subcommand("analyze", "Measure the faces of photos and videos");
    command->add_option("FILE", into.files, "Photos, videos, or folders of them")->required();
    auto* every =
        command->add_option("--every", into.options.every, "Of a video, report every so many frames")
            ->check(CLI::Range(1, 1000000))
            ->capture_default_str();
    auto* overlay = command->add_option("--overlay", into.overlay,
                                        "Folder for pictures and videos with points, oval, values");
    command->add_option("--models", into.models, "Folder of optional models")->envname("VERIKIOSK_MODELS");
    auto* json = command->add_flag("--json", into.options.json, "Print a JSON object a line");
    auto* points = command->add_flag("--points", into.options.points, "With --json: the named points too");
    points->needs(json);
    command
        ->add_option("--judge", into.judge,
                     "turn or approach: a verdict on each video's motion instead of its frames")
        ->check(CLI::IsMember({"turn", "approach"}))
        ->excludes(every)
        ->excludes(overlay)
        ->excludes(points);
    auto* through =
        command
            ->add_option("--through", into.through,
                         "print, phone, tablet or monitor: hold the pictures up on that before the "
                         "simulated camera, as an attack")
            ->check(CLI::IsMember({"print", "phone", "tablet", "monitor"}));
    command->add_option("--skill", into.held.skill, "With --through: of the attack, 1 to 4")
        ->check(CLI::Range(simulator::naive, simulator::has_our_code))
        ->capture_default_str()
        ->needs(through);
    command->add_option("--seed", into.held.seed, "With --through: of the room and the hand, any number")
        ->capture_default_str()
        ->needs(through);
    return command;
}

simulator::Medium medium_of(const std::string& name) {
    using simulator::Medium;
    if (name == "phone") return Medium::phone;
    if (name == "tablet") return Medium::tablet;
    return name == "monitor" ? Medium::monitor : Medium::print;
}

lab::AnalyzeOptions options_of(const AnalyzeArguments& typed) {
    // Long enough for the judge to see the hand obey.
    constexpr Duration motion = 8s;
    lab::AnalyzeOptions options = typed.options;
    options.files.assign(typed.files.begin(), typed.files.end());
    options.models.models = typed.models;
    options.overlay = typed.overlay;
    if (!typed.judge.empty())
        options.judge = typed.judge == "turn" ? ChallengeKind::turn : ChallengeKind::approach;
    if (!typed.through.empty()) {
        options.through = typed.held;
        options.through->medium = medium_of(typed.through);
        if (options.judge) options.through->still = motion;
    }
    return options;
}

}  // namespace

/// kiosk-lab: what developers do with a kiosk that has no hardware. Never in the device image.
int main(int argc, char** argv) {
    CLI::App app{"Verikiosk's laboratory.\nExit codes: 0 done, 1 refused, 2 wrong use, 3 could not.",
                 "kiosk-lab"};
    app.require_subcommand(1);

    lab::DemoOptions options;
    std::error_code ignored;
    options.programs = std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path();
    CLI::App* demo =
        app.add_subcommand("demo", "Show a visitor being verified, from welcome to the lifted hold");
    bool yes = false;
    std::string recording;
    std::string out = options.out.string();
    double smile_at = 0;
    auto* seed = demo->add_option("--seed", options.seed, "The simulated visitor, any number");
    std::vector<std::string> attacks;
    for (const simulator::AttackDescription& attack : simulator::attack_descriptions())
        attacks.emplace_back(attack.name);
    auto* attack = demo->add_option("--attack", options.attack, "Instead of the visitor: is to be refused")
                       ->check(CLI::IsMember(attacks));
    demo->add_option("--skill", options.skill,
                     "How well the attack is made: from 1, naive, to 4, with our code")
        ->check(CLI::Range(1, 4))
        ->needs(attack)
        ->capture_default_str();
    std::string given = "typed";
    auto* code_option =
        demo->add_option("--code", given,
                         "How the visitor gives the session code: typed, or qr on a telephone")
            ->check(CLI::IsMember({"typed", "qr"}))
            ->capture_default_str();
    auto* recorded =
        demo->add_option("--recording", recording, "A real person's video instead of the simulated visitor")
            ->check(CLI::ExistingPath)
            ->excludes("--attack")
            ->excludes(code_option)
            ->excludes(seed);
    auto* at = demo->add_option("--smile-at", smile_at,
                                "Second of the recording at which its person starts to smile")
                   ->check(CLI::Range(0.0, 86400.0))
                   ->needs(recorded);
    demo->add_option("--eyes-cm", options.eyes_cm,
                     "How far the simulated visitor's eyes are below the lens (above: less than zero)")
        ->check(CLI::Range(-15.0, 15.0))
        ->excludes(recorded);
    demo->add_option("--sensor-height", options.sensor_height,
                     "Rows of the simulated camera's sensor, over which its picture of 720 goes to the "
                     "visitor's height")
        ->check(CLI::Range(720, 2160))
        ->excludes(recorded);
    demo->add_option("--language", options.language, "Of the screens")->check(CLI::IsMember({"en", "ar"}));
    demo->add_option("--out", out, "Folder for selfie, screens, video and evidence")->capture_default_str();
    std::string models;
    demo->add_option("--models", models, "Folder of optional models")->envname("VERIKIOSK_MODELS");
    std::string photo;
    demo->add_option("--photo", photo,
                     "The account's profile photo (JPEG), which the selfie is compared with")
        ->check(CLI::ExistingFile);
    demo->add_flag("--window", options.window, "Show it in a window while it happens");
    demo->add_flag("--json", options.json, "Print one JSON object instead of a line per step");
    demo->add_flag("--yes", yes, "Ask nothing (for ./kiosk demo)");

    lab::PicturesOptions pictures;
    std::string pictures_out = pictures.out.string();
    CLI::App* drawn = app.add_subcommand(
        "pictures", "Write a simulated visitor as numbered pictures, for libcamera's virtual camera");
    drawn->add_option("--out", pictures_out, "Folder for 0.jpg, 1.jpg, ...")->capture_default_str();
    drawn->add_option("--seed", pictures.seed, "The simulated visitor, any number");
    drawn->add_option("--width", pictures.width)->check(CLI::Range(64, 3840))->capture_default_str();
    drawn->add_option("--height", pictures.height)->check(CLI::Range(64, 2160))->capture_default_str();
    drawn->add_option("--neutral", pictures.neutral, "Pictures before the smile")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    drawn->add_option("--smiling", pictures.smiling, "Pictures of the smile")
        ->check(CLI::Range(0, 1000))
        ->capture_default_str();
    drawn->add_option("--distance", pictures.distance_cm, "From the camera, cm")
        ->check(CLI::Range(30.0, 120.0))
        ->capture_default_str();

    AnalyzeArguments analyze;
    CLI::App* analyzed = add_analyze(app, analyze);

    lab::FairnessOptions fairness;
    std::string fairness_models;
    CLI::App* fair =
        app.add_subcommand("fairness", "Count which drawn visitors are found and whose smiles are seen");
    fair->add_option("--visitors", fairness.visitors, "Drawn for each group")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    fair->add_option("--models", fairness_models, "Folder of optional models")->envname("VERIKIOSK_MODELS");
    fair->add_flag("--json", fairness.json, "Print a JSON list");

    lab::VerifyOptions verify;
    const CLI::App* verified = add_verify(app, verify);

    lab::AttacksOptions bench;
    const CLI::App* benched = lab::add_attacks(app, bench);

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        const int code = app.exit(error);
        return code == 0 ? 0 : 2;
    }
    if (analyzed->parsed()) return lab::run_analyze(options_of(analyze));
    if (benched->parsed()) return lab::run_attacks(bench);
    if (verified->parsed()) return lab::run_verify(verify);
    if (fair->parsed()) {
        fairness.models.models = fairness_models;
        return lab::run_fairness(fairness);
    }
    if (drawn->parsed()) {
        pictures.out = pictures_out;
        return lab::run_pictures(pictures);
    }
    options.recording = recording;
    options.shows_code = given == "qr";
    options.out = out;
    options.models = models;
    options.photo = photo;
    if (at->count() > 0) options.smile_at = smile_at;
    return lab::run_demo(options);
}
