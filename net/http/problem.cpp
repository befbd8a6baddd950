// SPDX-License-Identifier: Apache-2.0
#include "net/http/problem.hpp"

#include <optional>
#include <string_view>

#include "net/cbor/utf8.hpp"

namespace verikiosk::net::http {
namespace {

constexpr std::size_t max_body = 16'384;
constexpr int max_nesting = 8;

void append_utf8(std::string& out, std::uint32_t code) {
    const auto tail = [](std::uint32_t bits) { return static_cast<char>(0x80U | (bits & 0x3fU)); };
    if (code < 0x80) {
        out += static_cast<char>(code);
    } else if (code < 0x800) {
        out += static_cast<char>(0xc0U | (code >> 6U));
        out += tail(code);
    } else if (code < 0x10000) {
        out += static_cast<char>(0xe0U | (code >> 12U));
        out += tail(code >> 6U);
        out += tail(code);
    } else {
        out += static_cast<char>(0xf0U | (code >> 18U));
        out += tail(code >> 12U);
        out += tail(code >> 6U);
        out += tail(code);
    }
}

/// A cursor over JSON text; each call takes something or answers false and the parse is over.
class Json {
  public:
    explicit Json(std::string_view text) : text_(text) {}

    [[nodiscard]] bool take(char wanted) {
        skip_space();
        if (at_ >= text_.size() || text_[at_] != wanted) return false;
        ++at_;
        return true;
    }
    [[nodiscard]] bool done() {
        skip_space();
        return at_ == text_.size();
    }
    [[nodiscard]] bool string(std::string& out);
    [[nodiscard]] bool skip_value(int nesting);

  private:
    void skip_space() {
        while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos) {
            ++at_;
        }
    }
    [[nodiscard]] bool hex4(std::uint32_t& value);
    [[nodiscard]] bool escape(std::string& out);
    [[nodiscard]] bool skip_members(char close, bool named, int nesting);
    [[nodiscard]] bool skip_word();

    std::string_view text_;
    std::size_t at_ = 0;
};

bool Json::hex4(std::uint32_t& value) {
    if (text_.size() - at_ < 4) return false;
    value = 0;
    for (int i = 0; i < 4; ++i) {
        const std::size_t digit = std::string_view("0123456789abcdef0123456789ABCDEF").find(text_[at_++]);
        if (digit == std::string_view::npos) return false;
        value = value * 16 + static_cast<std::uint32_t>(digit % 16);
    }
    return true;
}

bool Json::escape(std::string& out) {
    if (at_ >= text_.size()) return false;
    const char kind = text_[at_++];
    if (kind != 'u') {
        const std::size_t known = std::string_view("\"\\/bfnrt").find(kind);
        if (known == std::string_view::npos) return false;
        out += "\"\\/\b\f\n\r\t"[known];
        return true;
    }
    std::uint32_t code = 0;
    if (!hex4(code)) return false;
    if (code >= 0xd800 && code <= 0xdbff) {  // first half of a surrogate pair
        std::uint32_t low = 0;
        if (text_.substr(at_, 2) != "\\u") return false;
        at_ += 2;
        if (!hex4(low) || low < 0xdc00 || low > 0xdfff) return false;
        code = 0x10000 + ((code - 0xd800) << 10U) + (low - 0xdc00);
    } else if (code >= 0xdc00 && code <= 0xdfff) {
        return false;
    }
    append_utf8(out, code);
    return true;
}

bool Json::string(std::string& out) {
    if (!take('"')) return false;
    out.clear();
    while (at_ < text_.size()) {
        const char c = text_[at_++];
        if (c == '"') return true;
        if (static_cast<unsigned char>(c) < 0x20) return false;
        if (c == '\\') {
            if (!escape(out)) return false;
        } else {
            out += c;
        }
    }
    return false;
}

bool Json::skip_members(char close, bool named, int nesting) {
    if (nesting >= max_nesting) return false;
    if (take(close)) return true;
    do {
        std::string name;
        if (named && !(string(name) && take(':'))) return false;
        if (!skip_value(nesting + 1)) return false;
    } while (take(','));
    return take(close);
}

/// true, false, null or a number; what its characters are is not our concern, only where it ends.
bool Json::skip_word() {
    constexpr std::string_view word = "+-.0123456789abcdefghijklmnopqrstuvwxyzE";
    const std::size_t start = at_;
    while (at_ < text_.size() && word.find(text_[at_]) != std::string_view::npos)
        ++at_;
    return at_ > start;
}

bool Json::skip_value(int nesting) {
    skip_space();
    if (at_ >= text_.size()) return false;
    std::string ignored;
    if (text_[at_] == '"') return string(ignored);
    if (take('{')) return skip_members('}', true, nesting);
    if (take('[')) return skip_members(']', false, nesting);
    return skip_word();
}

std::string printable(std::string text) {
    for (char& c : text) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
    }
    return text;
}

std::optional<Problem> read_problem(Json json) {
    Problem problem;
    if (!json.take('{')) return std::nullopt;
    if (json.take('}')) return json.done() ? std::optional(problem) : std::nullopt;
    do {
        std::string name;
        if (!json.string(name) || !json.take(':')) return std::nullopt;
        std::string* wanted = nullptr;
        if (name == "type") wanted = &problem.type;
        if (name == "title") wanted = &problem.title;
        if (name == "detail") wanted = &problem.detail;
        if (wanted != nullptr) {
            if (!json.string(*wanted)) return std::nullopt;
            *wanted = printable(std::move(*wanted));
        } else if (!json.skip_value(0)) {
            return std::nullopt;
        }
    } while (json.take(','));
    if (!json.take('}') || !json.done()) return std::nullopt;
    return problem;
}

}  // namespace

Result<Problem> parse_problem(ByteView body) {
    if (body.size() > max_body || cbor::invalid_utf8_at(body)) {
        return fail(Errc::invalid, "a problem report that is too large or not UTF-8");
    }
    const std::string_view text(reinterpret_cast<const char*>(body.data()), body.size());
    const auto problem = read_problem(Json(text));
    if (!problem) return fail(Errc::invalid, "a problem report that is not a JSON object");
    return *problem;
}

}  // namespace verikiosk::net::http
