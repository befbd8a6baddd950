// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include "firmware/domain/account.hpp"
#include "net/backend/server.hpp"
#include "net/backend/store.hpp"

/// What each command of verification-backend does and prints. Results go to standard output, what went wrong
/// to standard error; the value is the exit code.
namespace verikiosk::backend::commands {

inline constexpr int done = 0;
inline constexpr int refused = 1;
inline constexpr int wrong_use = 2;
inline constexpr int could_not = 3;

/// Says why on standard error.
int report(const Error& error);
/// A line or more on standard output.
void print(const std::string& text);

struct Common {
    std::filesystem::path data;
    bool json = false;
};

/// `photo`: the profile photo's file; empty: none.
int create_account(const Common& common, const NewAccount& account, const std::filesystem::path& photo);
/// Stores another profile photo, or takes it away where `photo` is empty.
int update_account(const Common& common, const std::string& id, const std::filesystem::path& photo);
int show_account(const Common& common, const std::string& id);
int place_hold(const Common& common, const std::string& id, Hold hold);
int issue_code(const Common& common, const std::string& id);
int reopen_selfie(const Common& common, const std::string& id);
int try_action(const Common& common, const std::string& id, AccountAction action);
int show_session(const Common& common, const std::string& id);
int register_kiosk(const Common& common, const std::string& identity,
                   const std::filesystem::path& certificate);
int revoke_kiosk(const Common& common, const std::string& identity);
int list_tamper_events(const Common& common);
int make_pki(const Common& common);

/// A picture that can be read; errors name the file.
Result<Bytes> read_photo(const std::filesystem::path& file);

struct Photos {
    std::filesystem::path first;
    std::filesystem::path second;
};
/// Whether two photos show the same person: `done` where they do, `refused` where they don't or nobody can
/// say. Needs no data folder.
int match_photos(const Common& common, const Photos& photos, const std::filesystem::path& models);

struct Serving {
    ServerOptions options;
    std::filesystem::path models;      ///< what compares faces; empty: nothing does
    std::filesystem::path ready_file;  ///< gets "ADDRESS:PORT" once the server listens; empty: none
};
int serve(Serving serving);

/// Parses the arguments and runs the command.
int run(int argc, char** argv, Judges judges);

}  // namespace verikiosk::backend::commands
