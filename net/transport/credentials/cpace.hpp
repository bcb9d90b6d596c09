// CPACE-RISTR255-SHA512 of draft-irtf-cfrg-cpace-21, initiator and responder: the mathematics, without any protocol of
// ours around it (that is passkey_exchange.hpp). Names in brackets are the draft's.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>

#include "net/transport/credentials/random.hpp"
#include "net/transport/credentials/secret.hpp"

namespace crosstalk::transport {

/// The public value that one side sends [Ya, Yb]: an encoded group element of ristretto255.
struct CpaceShare {
    std::array<std::uint8_t, 32> bytes{};

    auto operator<=>(const CpaceShare&) const = default;
};

using Bytes = std::span<const std::uint8_t>;

/// [lv_cat] Each part with its length (LEB128) before it. A Secret, because some parts are.
Secret length_prefixed(std::initializer_list<Bytes> parts);

/// [calculate_generator] `password` is PRS, `channel` CI, `session` sid. 32 bytes.
Secret cpace_generator(Bytes password, Bytes channel, Bytes session);

/// [sample_scalar] 32 bytes: 252 random bits, as the draft recommends.
Secret cpace_scalar(const FillRandom& random);

/// [scalar_mult] CredentialError when the scalar is zero, which no working source of randomness gives.
CpaceShare cpace_share(const Secret& scalar, const Secret& generator);

/// [scalar_mult_vfy, K] Nothing when `theirs` is no element of the group or the result is the neutral element: abort then.
std::optional<Secret> cpace_shared_element(const Secret& scalar, const CpaceShare& theirs);

/// What one side sent, as the key covers it: its share and its associated data [ADa, ADb].
struct CpaceMessage {
    CpaceShare share;
    Bytes associated;
};

/// [transcript_ir]
Secret cpace_transcript(const CpaceMessage& initiator, const CpaceMessage& responder);

/// [ISK] 64 bytes.
Secret cpace_session_key(Bytes session, const Secret& shared_element, const Secret& transcript);

}  // namespace crosstalk::transport
