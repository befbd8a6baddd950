// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "firmware/domain/account.hpp"
#include "firmware/domain/bytes.hpp"
#include "firmware/domain/camera_kind.hpp"
#include "firmware/domain/error.hpp"
#include "firmware/domain/plan.hpp"
#include "firmware/domain/time.hpp"
#include "net/backend/ruling.hpp"

namespace verikiosk::backend {

namespace sqlite {
class Database;
}

inline constexpr std::chrono::minutes code_lifetime{10};
inline constexpr int max_failed_attempts = 5;
/// Visits of an account, failed or not, that did not verify it: twice as many. Who is refused for what a
/// judge can't conclude, or leaves, could otherwise come again until a plan is drawn that suits a fake.
inline constexpr int max_unproven_visits = 10;
inline constexpr std::chrono::hours attempt_window{24};
inline constexpr std::size_t max_profile_photo_bytes = std::size_t{8} << 20U;

struct NewAccount {
    std::string name;
    bool selfie_eligible = true;
    Hold hold = Hold::until_verified;
    int proposals = 0;  ///< active ones
    int contracts = 0;  ///< existing ones
};

struct Account {
    std::string id;  ///< "A1001"
    std::string name;
    Verification verification = Verification::required;
    Hold hold = Hold::until_verified;
    bool selfie_eligible = true;
    bool selfie_closed = false;  ///< too many failed attempts or visits; open again after a call
    bool has_photo = false;
    int active_proposals = 0;
    int withdrawn_proposals = 0;
    int contracts = 0;
    [[nodiscard]] bool may_take_selfie() const { return selfie_eligible && !selfie_closed; }
};

struct Kiosk {
    std::string identity;        ///< common name of its certificates, and the evidence's ueid
    Bytes evidence_certificate;  ///< DER
    Digest x5t{};                ///< its SHA-256
    bool revoked = false;
};

struct SessionRecord {
    SessionId id{};
    std::string account;
    Plan plan;
    Bytes plan_record;  ///< COSE_Sign1, as the kiosk gets it
    std::string kiosk;
    CameraKind camera_kind = CameraKind::device;
    std::string camera_id;
    WallTime opened{};
    WallTime deadline{};
    bool decided = false;
};

struct StoredReceipt {
    Digest evidence{};  ///< SHA-256 of the body
    Bytes receipt;      ///< COSE_Sign1
    Decision decision = Decision::refer;
    std::vector<Reason> reasons;
    std::string detail;  ///< for platform engineers
    WallTime decided{};
};

struct TamperEvent {
    std::string kiosk;
    std::optional<SessionId> session;
    WallTime at{};
    std::string what;
};

/// Accounts, codes, sessions, evidence and kiosks, in SQLite. An instance belongs to one thread; several
/// instances, also of several processes, may open the same folder.
///
/// What the rules of the service demand happens here, inside transactions, so that no caller can forget it.
class Store {
  public:
    /// Opens or creates `folder`/backend.db.
    [[nodiscard]] static Result<Store> open(const std::filesystem::path& folder);
    Store(Store&&) noexcept;
    Store& operator=(Store&&) noexcept;
    ~Store();

    // Accounts.
    [[nodiscard]] Result<Account> create_account(const NewAccount& account);
    [[nodiscard]] Result<Account> account(std::string_view id);
    /// The platform's act: what selfies are compared with from now on, a JPEG of at most 8 MiB; none where it
    /// is empty. It leaves the backend by no route. invalid, too_large.
    [[nodiscard]] Result<void> set_profile_photo(std::string_view id, ByteView jpeg);
    /// Empty: the account has none.
    [[nodiscard]] Result<Bytes> profile_photo(std::string_view id);
    /// A representative's or the platform's act, never a kiosk's: no route of the server calls it. `failed`
    /// withdraws every active proposal in the same transaction.
    [[nodiscard]] Result<void> place_hold(std::string_view id, Hold hold);
    /// After a call: the selfie is open again; earlier failed attempts and visits no longer count.
    [[nodiscard]] Result<void> reopen_selfie(std::string_view id);
    /// The account does what it wants to do, unless its hold forbids that (refused).
    [[nodiscard]] Result<void> try_action(std::string_view id, AccountAction action, WallTime now);
    [[nodiscard]] Result<std::vector<SessionId>> sessions_of(std::string_view id);

    // Codes and sessions.
    /// A new code, drawn from a cryptographic random source, good once and for ten minutes. Only its digest
    /// is kept.
    [[nodiscard]] Result<std::string> issue_code(std::string_view id, WallTime now);
    /// Uses the code up and opens the session in one transaction; `session.account` is filled in. One visit
    /// too many that verified nobody closes the account's selfie.
    /// not_found: no such code. expired: too old, or used before.
    [[nodiscard]] Result<Account> redeem(std::string_view code, SessionRecord& session, WallTime now);
    [[nodiscard]] Result<std::optional<SessionRecord>> session(const SessionId& id);

    // Evidence.
    [[nodiscard]] Result<std::optional<StoredReceipt>> receipt(const SessionId& id);
    /// Makes the signed receipt once the final ruling is known.
    using SignReceipt = std::function<Result<Bytes>(const Ruling&)>;
    /// What came with a session: digests of the whole body, and of each picture in it.
    struct Body {
        Digest whole{};
        std::vector<Digest> pictures;
    };
    /// Counts the session once: evidence, receipt and account change in one transaction. A second call with
    /// the same digest gives the first receipt; with another one conflict. May turn the ruling into `refer`:
    /// the account is not eligible, this was one failed attempt too many, or a device's camera gave a picture
    /// that was another session's (of pictures digests are kept, nothing else).
    [[nodiscard]] Result<StoredReceipt> settle(const SessionRecord& session, const Body& body, Ruling ruling,
                                               const SignReceipt& sign, WallTime now);

    // Kiosks.
    /// conflict: the identity or the certificate is registered otherwise.
    [[nodiscard]] Result<void> register_kiosk(const std::string& identity, ByteView evidence_certificate);
    [[nodiscard]] Result<void> revoke_kiosk(std::string_view identity);
    [[nodiscard]] Result<std::optional<Kiosk>> kiosk(std::string_view identity);
    [[nodiscard]] Result<void> record_tamper(const TamperEvent& event);
    [[nodiscard]] Result<std::vector<TamperEvent>> tamper_events();

  private:
    explicit Store(std::unique_ptr<sqlite::Database> database);
    [[nodiscard]] Result<void> apply(const SessionRecord& session, Ruling& ruling, WallTime now);
    [[nodiscard]] Result<void> hold_pictures(const SessionRecord& session, const Body& body, Ruling& ruling);
    [[nodiscard]] Result<void> close_selfie(std::string_view id);
    std::unique_ptr<sqlite::Database> database_;
};

}  // namespace verikiosk::backend
