// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>

#include <cstdio>
#include <utility>

#include "net/backend/commands.hpp"

namespace verikiosk::backend::commands {
namespace {

/// What the arguments said; the command that was chosen is put into `run`.
struct Choice {
    Common common;
    NewAccount account;
    bool not_eligible = false;
    std::string photo;
    bool no_photo = false;
    std::string first;
    std::string second;
    std::string models;
    std::string id;
    Hold hold = Hold::none;
    AccountAction action = AccountAction::submit_proposals;
    std::string certificate;
    Serving serving;
    std::string ready_file;
    std::function<int()> run;
};

/// The names of an enumeration's values from 0 on.
template <class E>
std::vector<std::string> names(std::uint8_t count) {
    std::vector<std::string> all;
    for (std::uint8_t i = 0; i < count; ++i)
        all.emplace_back(name_of(static_cast<E>(i)));
    return all;
}

/// An option that takes the name of one of the first `count` values.
template <class E>
CLI::Option* add_named(CLI::App& command, const std::string& option, E& value, std::uint8_t count,
                       const std::string& about) {
    const std::vector<std::string> allowed = names<E>(count);
    const auto take = [&value, allowed](const CLI::results_t& words) {
        for (std::size_t i = 0; i < allowed.size(); ++i) {
            if (words.at(0) != allowed[i]) continue;
            value = static_cast<E>(i);
            return true;
        }
        return false;
    };
    return command.add_option(option, take, about)->check(CLI::IsMember(allowed));
}

constexpr std::uint8_t holds = 3;
constexpr auto actions = static_cast<std::uint8_t>(AccountAction::count_);

CLI::App* add(CLI::App& parent, const std::string& name, const std::string& about, Choice& choice,
              std::function<int()> run) {
    CLI::App* command = parent.add_subcommand(name, about);
    command->fallthrough();
    command->callback([&choice, run = std::move(run)] { choice.run = run; });
    return command;
}

CLI::App* add_group(CLI::App& parent, const std::string& name, const std::string& about) {
    CLI::App* group = parent.add_subcommand(name, about);
    group->require_subcommand(1)->fallthrough();
    return group;
}

void add_accounts(CLI::App& app, Choice& choice) {
    CLI::App* group = add_group(app, "account", "Accounts, for representatives and platform engineers");
    CLI::App* create = add(*group, "create", "Make an account", choice, [&choice] {
        choice.account.selfie_eligible = !choice.not_eligible;
        return create_account(choice.common, choice.account, choice.photo);
    });
    constexpr const char* photo = "The profile photo, a JPEG of at most 8 MiB; selfies are compared with it";
    create->add_option("--name", choice.account.name, "The name the kiosk shows")->required();
    create->add_flag("--not-eligible", choice.not_eligible, "It verifies by video call only");
    add_named(*create, "--hold", choice.account.hold, holds, "The hold it starts with (until_verified)");
    create->add_option("--proposals", choice.account.proposals, "Active proposals")
        ->check(CLI::Range(0, 1000));
    create->add_option("--contracts", choice.account.contracts, "Existing contracts")
        ->check(CLI::Range(0, 1000));

    create->add_option("--photo", choice.photo, photo);
    CLI::App* update = add(*group, "update", "Change an account's profile photo", choice,
                           [&choice] { return update_account(choice.common, choice.id, choice.photo); });
    update->add_option("id", choice.id, "The account, as A1001")->required();
    CLI::App* change = update->add_option_group("photo")->require_option(1);
    change->add_option("--photo", choice.photo, photo);
    change->add_flag("--no-photo", choice.no_photo, "Take it away: nothing is compared");

    const auto with_id = [&](const char* name, const char* about,
                             int (*command)(const Common&, const std::string&)) {
        add(*group, name, about, choice, [&choice, command] { return command(choice.common, choice.id); })
            ->add_option("id", choice.id, "The account, as A1001")
            ->required();
    };
    with_id("show", "Show an account and its sessions", show_account);
    with_id("code", "Give out a session code: good once, for ten minutes", issue_code);
    with_id("reopen", "After a call: open the selfie again", reopen_selfie);

    CLI::App* hold = add(*group, "hold", "Place or lift a hold", choice,
                         [&choice] { return place_hold(choice.common, choice.id, choice.hold); });
    hold->add_option("id", choice.id, "The account, as A1001")->required();
    add_named(*hold, "hold", choice.hold, holds, "What it may not do from now on")->required();
    CLI::App* attempt = add(*group, "try", "Let the account do something, unless its hold forbids it", choice,
                            [&choice] { return try_action(choice.common, choice.id, choice.action); });
    attempt->add_option("id", choice.id, "The account, as A1001")->required();
    add_named(*attempt, "action", choice.action, actions, "What it wants to do")->required();
}

void add_others(CLI::App& app, Choice& choice) {
    CLI::App* sessions = add_group(app, "session", "Sessions");
    add(*sessions, "show", "Show a session: decision, reasons, detail", choice,
        [&choice] { return show_session(choice.common, choice.id); })
        ->add_option("id", choice.id, "32 hexadecimal digits")
        ->required();

    CLI::App* kiosks = add_group(app, "kiosk", "The register of kiosks");
    CLI::App* enter = add(*kiosks, "register", "Register a kiosk", choice,
                          [&choice] { return register_kiosk(choice.common, choice.id, choice.certificate); });
    enter->add_option("id", choice.id, "Its identity: the common name of its TLS certificate")->required();
    enter->add_option("--evidence-certificate", choice.certificate, "What it signs evidence with (PEM)")
        ->required();
    add(*kiosks, "revoke", "Revoke a kiosk", choice,
        [&choice] { return revoke_kiosk(choice.common, choice.id); })
        ->add_option("id", choice.id, "Its identity")
        ->required();
    add(*kiosks, "tampering", "List tamper events", choice,
        [&choice] { return list_tamper_events(choice.common); });

    add(app, "pki", "Make the development certificates without serving", choice,
        [&choice] { return make_pki(choice.common); });
}

constexpr const char* models_about = "Folder of optional models, which compare faces";

void add_match(CLI::App& app, Choice& choice) {
    CLI::App* command = add(app, "match", "Say whether two photos show the same person", choice, [&choice] {
        return match_photos(choice.common, {choice.first, choice.second}, choice.models);
    });
    command->add_option("A", choice.first, "A photo, JPEG or PNG")->required();
    command->add_option("B", choice.second, "Another one")->required();
    command->add_option("--models", choice.models, models_about)->envname("VERIKIOSK_MODELS");
    command->footer("Exit codes: 0 the same, 1 different or undecided, 2 wrong use, 3 could not.");
}

void add_serve(CLI::App& app, Choice& choice, Judges judges) {
    ServerOptions& options = choice.serving.options;
    options.judges = std::move(judges);
    options.port = 8443;
    CLI::App* command =
        add(app, "serve", "Serve kiosks over HTTPS until SIGTERM or SIGINT", choice, [&choice] {
            choice.serving.options.data = choice.common.data;
            choice.serving.ready_file = choice.ready_file;
            choice.serving.models = choice.models;
            return serve(std::move(choice.serving));
        });
    command->add_flag(
        "--development", options.development,
        "Make certificates at the first start; take weak policies, recorded and simulated cameras");
    command->add_option(
        "--repeat-plans", options.repeat_plans,
        "Development only: draw every plan from this number, so that a visit can be repeated");
    command->add_option("--address", options.address, "IP address to listen on (127.0.0.1)");
    command->add_option("--port", options.port, "TCP port (8443); 0 for any free one");
    command->add_option("--models", choice.models, models_about)->envname("VERIKIOSK_MODELS");
    command->add_option("--ready-file", choice.ready_file, "Gets ADDRESS:PORT once the server listens");
}

}  // namespace

int run(int argc, char** argv, Judges judges) {
    CLI::App app(
        "The reference verification backend of Verikiosk.\n"
        "Exit codes: 0 done, 1 refused, 2 wrong use, 3 could not.",
        "verification-backend");
    Choice choice;
    std::string data;
    app.require_subcommand(1);
    app.set_help_all_flag("--help-all", "Help for all commands");
    CLI::Option* data_option =
        app.add_option("--data", data, "Folder with the database and the certificates (not for match)");
    app.add_flag("--json", choice.common.json, "Print JSON");
    add_serve(app, choice, std::move(judges));
    add_accounts(app, choice);
    add_others(app, choice);
    add_match(app, choice);
    if (argc < 2) {
        std::fputs(app.help().c_str(), stderr);
        return wrong_use;
    }
    try {
        app.parse(argc, argv);
        if (data_option->empty() && !app.got_subcommand("match")) throw CLI::RequiredError("--data");
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? done : wrong_use;
    }
    choice.common.data = data;
    return choice.run();
}

}  // namespace verikiosk::backend::commands
