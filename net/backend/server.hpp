// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "firmware/domain/error.hpp"
#include "firmware/domain/time.hpp"
#include "net/backend/examine.hpp"
#include "net/backend/log.hpp"

namespace verikiosk::backend {

struct ServerOptions {
    std::filesystem::path data;  ///< database and certificates; see development_pki.hpp
    bool development = false;    ///< weak policies and recorded or simulated cameras are taken
    /// Development only: plans are drawn from this number, the same for each session, instead of from the
    /// cryptographic random source. For visits that must be repeated.
    std::optional<std::uint64_t> repeat_plans{};
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;           ///< 0: any free one
    Judges judges;                    ///< called on the server's thread
    std::function<WallTime()> clock;  ///< wall time; the system's when empty
    Log log;                          ///< may be empty
    std::size_t max_connections = 64;
    std::chrono::milliseconds time_limit{10'000};  ///< for each handshake, read and write
    bool stop_on_signals = false;                  ///< SIGTERM and SIGINT end run()
};

/// The backend over HTTPS with client certificates. Everything happens on the one thread that is in run().
class Server {
  public:
    /// Opens the store, loads the certificates (with `development` they are made at the first start, and the
    /// development kiosk is registered) and listens.
    [[nodiscard]] static Result<std::unique_ptr<Server>> open(ServerOptions options);

    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;
    virtual ~Server() = default;

    [[nodiscard]] virtual std::uint16_t port() const = 0;
    /// Serves until stop() or, if asked for, a signal. Call run() or start(), once.
    virtual void run() = 0;
    /// Serves on a thread of its own.
    virtual void start() = 0;
    /// From any thread, any number of times; returns when a started thread has ended. Nobody new is let in;
    /// connections that are open end with the object.
    virtual void stop() = 0;

  protected:
    Server() = default;
};

}  // namespace verikiosk::backend
