// SPDX-License-Identifier: Apache-2.0
#include "firmware/lab/backend_process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <boost/property_tree/json_parser.hpp>
#include <boost/property_tree/ptree.hpp>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <thread>

extern char** environ;  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables): POSIX's

namespace verikiosk::lab {
namespace {

constexpr auto start_limit = std::chrono::seconds(10);
constexpr std::string_view server_name = "backend.verikiosk.test";

Result<pid_t> spawn(const std::vector<std::string>& command, posix_spawn_file_actions_t& actions) {
    std::vector<char*> arguments;
    arguments.reserve(command.size() + 1);
    for (const std::string& word : command)
        arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    pid_t process = -1;
    const int error =
        posix_spawn(&process, command.front().c_str(), &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0) {
        return fail(Errc::not_found, command.front() + " can't be started: " + strerror(error) +
                                         "; build it with ./kiosk build");
    }
    return process;
}

std::string drain(int descriptor) {
    std::string text;
    std::array<char, 4096> chunk{};
    for (ssize_t n = 0; (n = read(descriptor, chunk.data(), chunk.size())) > 0;) {
        text.append(chunk.data(), static_cast<std::size_t>(n));
    }
    close(descriptor);
    return text;
}

Result<boost::property_tree::ptree> parse(const std::string& json) try {
    std::istringstream in(json);
    boost::property_tree::ptree tree;
    boost::property_tree::read_json(in, tree);
    return tree;
} catch (const boost::property_tree::ptree_error& error) {
    return fail(Errc::corrupt, std::string("the backend's answer is not JSON: ") + error.what());
}

Result<AccountView> account_from(const Result<std::string>& json) {
    if (!json) return fail(json.error());
    const auto tree = parse(*json);
    if (!tree) return fail(tree.error());
    AccountView view{tree->get("id", ""), tree->get("verification", ""), tree->get("hold", ""), ""};
    if (const auto forbidden = tree->get_child_optional("forbidden")) {
        for (const auto& [key, action] : *forbidden) {
            view.forbidden += (view.forbidden.empty() ? "" : ", ") + action.data();
        }
    }
    return view;
}

}  // namespace

Result<std::string> run_program(const std::vector<std::string>& command) {
    std::array<int, 2> out{};
    std::array<int, 2> err{};
    if (pipe2(out.data(), O_CLOEXEC) != 0 || pipe2(err.data(), O_CLOEXEC) != 0) {
        return fail(Errc::internal, "no pipe to be had");
    }
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, err[1], STDERR_FILENO);
    const auto process = spawn(command, actions);
    close(out[1]);
    close(err[1]);
    // Both streams are short: what the commands of ours print fits into the pipes' own buffers.
    const std::string printed = drain(out[0]);
    const std::string complaint = drain(err[0]);
    if (!process) return fail(process.error());
    int status = 0;
    waitpid(*process, &status, 0);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return printed;
    const bool refused = WIFEXITED(status) && WEXITSTATUS(status) == 1;
    return fail(refused ? Errc::refused : Errc::internal,
                complaint.empty() ? "it failed silently" : complaint);
}

BackendProcess::BackendProcess(std::filesystem::path program, std::filesystem::path data, pid_t process)
    : program_(std::move(program)), data_(std::move(data)), process_(process) {}

BackendProcess::BackendProcess(BackendProcess&& other) noexcept
    : program_(std::move(other.program_)),
      data_(std::move(other.data_)),
      process_(std::exchange(other.process_, -1)),
      listening_(std::move(other.listening_)) {}

BackendProcess::~BackendProcess() {
    if (process_ < 0) return;
    kill(process_, SIGTERM);
    waitpid(process_, nullptr, 0);
}

Result<BackendProcess> BackendProcess::start(const std::filesystem::path& program,
                                             const std::filesystem::path& data,
                                             const std::filesystem::path& models, std::uint64_t plans) {
    std::error_code error;
    std::filesystem::create_directories(data, error);
    if (error) return fail(Errc::full, data.string() + " can't be made: " + error.message());
    const std::string ready = (data / "listening").string();
    const std::string log = (data / "backend.log").string();
    std::filesystem::remove(ready, error);

    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, log.c_str(), O_WRONLY | O_CREAT | O_TRUNC,
                                     0600);
    std::vector<std::string> command{program.string(),
                                     "serve",
                                     "--development",
                                     "--data",
                                     data.string(),
                                     "--port",
                                     "0",
                                     "--ready-file",
                                     ready,
                                     "--repeat-plans",
                                     std::to_string(plans)};
    if (!models.empty()) command.insert(command.end(), {"--models", models.string()});
    const auto process = spawn(command, actions);
    if (!process) return fail(process.error());
    BackendProcess backend(program, data, *process);

    const auto limit = std::chrono::steady_clock::now() + start_limit;
    while (std::chrono::steady_clock::now() < limit) {
        if (waitpid(*process, nullptr, WNOHANG) == *process) {
            backend.process_ = -1;
            return fail(Errc::unavailable, "the backend ended at once: see " + log);
        }
        std::ifstream in(ready);
        if (std::getline(in, backend.listening_) && !backend.listening_.empty()) return backend;
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return fail(Errc::timeout, "the backend did not start within ten seconds: see " + log);
}

net::BackendAddress BackendProcess::address() const {
    const std::size_t colon = listening_.rfind(':');
    net::BackendAddress address;
    address.host = server_name;
    address.connect_to = listening_.substr(0, colon);
    address.port = static_cast<std::uint16_t>(std::strtoul(listening_.c_str() + colon + 1, nullptr, 10));
    address.ca = pki() / "ca.crt";
    address.client_cert = pki() / "kiosk-tls.crt";
    address.client_key = pki() / "kiosk-tls.key";
    address.backend_signer = pki() / "signer.crt";
    return address;
}

Result<std::string> BackendProcess::ask(std::vector<std::string> words) {
    words.insert(words.begin(), program_.string());
    words.insert(words.end(), {"--data", data_.string(), "--json"});
    return run_program(words);
}

Result<AccountView> BackendProcess::create_account(const std::string& name,
                                                   const std::filesystem::path& photo) {
    std::vector<std::string> words{"account", "create", "--name", name, "--hold", "until_verified"};
    if (!photo.empty()) words.insert(words.end(), {"--photo", photo.string()});
    return account_from(ask(std::move(words)));
}

Result<AccountView> BackendProcess::account(const std::string& id) {
    return account_from(ask({"account", "show", id}));
}

Result<std::string> BackendProcess::issue_code(const std::string& id) {
    const auto json = ask({"account", "code", id});
    if (!json) return fail(json.error());
    const auto tree = parse(*json);
    if (!tree) return fail(tree.error());
    return tree->get("code", "");
}

Result<std::string> BackendProcess::session_detail(const SessionId& session) {
    const auto json = ask({"session", "show", hex(session)});
    if (!json) return fail(json.error());
    const auto tree = parse(*json);
    if (!tree) return fail(tree.error());
    return tree->get("detail", "");
}

}  // namespace verikiosk::lab
