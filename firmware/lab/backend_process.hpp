// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

#include "firmware/domain/account.hpp"
#include "firmware/domain/error.hpp"
#include "net/http/backend_client.hpp"

namespace verikiosk::lab {

/// Runs a program to its end and gives what it printed. Arguments go in as they are: no shell.
/// refused: exit code 1; internal: any other failure, with what it said on standard error.
[[nodiscard]] Result<std::string> run_program(const std::vector<std::string>& command);

/// An account as people see it.
struct AccountView {
    std::string id;
    std::string verification;
    std::string hold;
    std::string forbidden;  ///< what the hold forbids, comma-separated
};

/// A verification backend of our own on loopback, a process beside this one: --development, SQLite, in
/// a folder of its own. Stopped with this object.
class BackendProcess {
  public:
    /// Starts `program`, with the folder of optional models unless it is empty, and waits until it listens,
    /// ten seconds at most. The same `plans` draw the same plan for the same camera.
    [[nodiscard]] static Result<BackendProcess> start(const std::filesystem::path& program,
                                                      const std::filesystem::path& data,
                                                      const std::filesystem::path& models,
                                                      std::uint64_t plans);
    BackendProcess(BackendProcess&& other) noexcept;
    BackendProcess& operator=(BackendProcess&&) = delete;
    BackendProcess(const BackendProcess&) = delete;
    BackendProcess& operator=(const BackendProcess&) = delete;
    ~BackendProcess();

    [[nodiscard]] const std::string& listening() const { return listening_; }
    [[nodiscard]] net::BackendAddress address() const;
    [[nodiscard]] std::filesystem::path pki() const { return data_ / "pki"; }

    /// `photo`: its profile photo; empty: none.
    [[nodiscard]] Result<AccountView> create_account(const std::string& name,
                                                     const std::filesystem::path& photo);
    [[nodiscard]] Result<AccountView> account(const std::string& id);
    [[nodiscard]] Result<std::string> issue_code(const std::string& id);
    /// What it made of a session, for platform engineers: reasons in full, in words.
    [[nodiscard]] Result<std::string> session_detail(const SessionId& session);

  private:
    BackendProcess(std::filesystem::path program, std::filesystem::path data, pid_t process);
    [[nodiscard]] Result<std::string> ask(std::vector<std::string> words);

    std::filesystem::path program_;
    std::filesystem::path data_;
    pid_t process_ = -1;
    std::string listening_;
};

}  // namespace verikiosk::lab
