// Whatever somebody pastes or types: it is read without a fault of ours, and what is accepted has one spelling.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "net/transport/credentials/invite.hpp"
#include "net/transport/credentials/join_code.hpp"
#include "net/transport/credentials/passkey.hpp"

using namespace crosstalk::transport;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

void fuzz_invite(std::string_view text) {
    const auto invite = parse_invite(text);
    if (!invite) {
        require(!explain(invite.fault()).empty());
        return;
    }
    require(link_of(*invite).size() <= max_invite_bytes);
    const auto again = parse_invite(link_of(*invite));
    require(again && link_of(*again) == link_of(*invite));
}

void fuzz_join_code(std::string_view text) {
    const auto code = parse_join_code(text);
    if (!code) {
        require(!explain(code.fault()).empty());
        return;
    }
    const auto again = parse_join_code(*spell_join_code(*code));
    require(again && again->address == code->address && again->port == code->port &&
            again->passkey.code() == code->passkey.code());
}

void fuzz_passkey(std::string_view text) {
    for (const PasskeyKind kind : {PasskeyKind::Generated, PasskeyKind::Chosen}) {
        const auto passkey = Passkey::parse(text, kind);
        if (!passkey) {
            require(!explain(passkey.fault()).empty());
            continue;
        }
        const auto again = Passkey::parse(passkey->spelled_out(), kind);
        require(again && again->code() == passkey->code());
    }
    const auto chosen = Passkey::choose(text);
    require(!chosen || chosen->kind() == PasskeyKind::Generated ||
            estimated_bits(chosen->code().text()) >= min_passkey_bits);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    fuzz_invite(text);
    fuzz_join_code(text);
    fuzz_passkey(text);
    return 0;
}
