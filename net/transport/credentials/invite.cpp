#include "net/transport/credentials/invite.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>
#include <optional>

#include "net/transport/credentials/base64url.hpp"
#include "net/transport/credentials/host.hpp"

namespace crosstalk::transport {
namespace {

constexpr std::string_view scheme = "crosstalk://";

char lower(char character) {
    return character >= 'A' && character <= 'Z' ? static_cast<char>(character - 'A' + 'a') : character;
}

bool begins_with_scheme(std::string_view text) {
    return text.size() >= scheme.size() && std::equal(scheme.begin(), scheme.end(), text.begin(),
                                                      [](char a, char b) { return a == lower(b); });
}

std::string_view without_blanks_around(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const std::size_t begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

std::optional<std::uint16_t> parse_port(std::string_view text) {
    if (text.empty() || text.front() == '0') return std::nullopt;
    std::uint16_t port = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return port;
}

struct Address {
    std::string_view host;
    std::string_view port;
};

/// Nothing when the host is none.
std::optional<Address> split_address(std::string_view text) {
    if (text.starts_with('[')) {
        const std::size_t bracket = text.find(']');
        if (bracket == std::string_view::npos) return std::nullopt;
        const std::string_view host = text.substr(1, bracket - 1);
        if (!is_ipv6(host)) return std::nullopt;
        const std::string_view rest = text.substr(bracket + 1);
        return Address{host, rest.starts_with(':') ? rest.substr(1) : std::string_view()};
    }
    const std::size_t colon = text.find(':');
    const std::string_view host = text.substr(0, colon);
    if (!parse_ipv4(host) && !is_host_name(host)) return std::nullopt;
    return Address{host, colon == std::string_view::npos ? std::string_view() : text.substr(colon + 1)};
}

}  // namespace

std::string explain(InviteFault fault) {
    switch (fault) {
        case InviteFault::NotAnInvite:
            return "This is not an invite: an invite begins with crosstalk://. Copy the whole link again, or "
                   "use "
                   "address and passkey.";
        case InviteFault::TooLong:
            return "This invite is too long to be one. Copy the link alone, without text around it.";
        case InviteFault::BadHost:
            return "The invite names no usable address after crosstalk://. Copy the whole link again.";
        case InviteFault::BadPort:
            return "The invite has no usable port (1 to 65535) after the address. Copy the whole link again.";
        case InviteFault::Incomplete:
            return "The invite is incomplete: the part that lets you in is missing. Copy the whole link "
                   "again, to its "
                   "very end.";
        case InviteFault::BadFingerprint:
        case InviteFault::BadToken:
            return "The invite was damaged on its way. Copy the whole link again, to its very end, or ask "
                   "for a new one.";
    }
    return {};
}

Secret new_invite_token(const FillRandom& random) {
    Secret token = Secret::zeros(invite_token_bytes);
    random(token.writable());
    return token;
}

std::uint64_t invite_hint(std::span<const std::uint8_t> token) {
    std::array<std::uint8_t, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256(hash.data(), token.data(), token.size());
    std::uint64_t hint = 0;
    for (std::size_t i = sizeof hint; i > 0; --i)
        hint = hint << 8U | hash[i - 1];
    return hint;
}

Outcome<Invite, InviteFault> parse_invite(std::string_view text) {
    text = without_blanks_around(text);
    if (!begins_with_scheme(text)) return InviteFault::NotAnInvite;
    if (text.size() > max_invite_bytes) return InviteFault::TooLong;
    text.remove_prefix(scheme.size());

    const std::size_t path = text.find('/');
    const std::optional<Address> address = split_address(text.substr(0, path));
    if (!address) return InviteFault::BadHost;
    const std::optional<std::uint16_t> port = parse_port(address->port);
    if (!port) return InviteFault::BadPort;

    const std::string_view rest = path == std::string_view::npos ? std::string_view() : text.substr(path);
    const std::size_t dot = rest.find('.');
    if (!rest.starts_with("/#") || dot == std::string_view::npos) return InviteFault::Incomplete;

    Invite invite{std::string(address->host), *port, {}, Secret::zeros(invite_token_bytes)};
    if (!from_base64url(rest.substr(2, dot - 2), invite.fingerprint.bytes))
        return InviteFault::BadFingerprint;
    if (!from_base64url(rest.substr(dot + 1), invite.token.writable())) return InviteFault::BadToken;
    return invite;
}

std::string link_of(const Invite& invite) {
    assert(invite.port != 0 && invite.token.size() == invite_token_bytes);
    const std::string host = is_ipv6(invite.host) ? "[" + invite.host + "]" : invite.host;
    std::string link = std::string(scheme) + host + ":" + std::to_string(invite.port) + "/#";
    link += to_base64url(invite.fingerprint.bytes).text();
    link += '.';
    link += to_base64url(invite.token.bytes()).text();
    return link;
}

}  // namespace crosstalk::transport
