// One sample of every message, command and fact, no field left at its default. Golden bytes, round trip,
// truncation, corruption and the fuzz seeds all follow from this list: a new message needs its line here and
// nothing else. The build fails until it has one, and the test until every field of it is set.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>
#include <variant>

#include "net/messages.hpp"

namespace crosstalk::net::testing_wire {

// The type whose sample is asked for.
template <class T>
using Of = std::type_identity<T>;

// A different byte in every place, so that a field that is read from the wrong offset shows.
template <std::size_t Size>
std::array<std::uint8_t, Size> ascending_bytes(std::uint8_t first) {
    std::array<std::uint8_t, Size> bytes{};
    for (std::uint8_t& each : bytes)
        each = first++;
    return bytes;
}

inline UserRef ada() {
    return {.id = {0x1401}, .name = "Ada Lovelace"};
}
inline UserRef zoe() {
    return {.id = {0x0102030405060708}, .name = "Zoë 🦊"};
}
inline Mark some_mark() {
    return {.position = {90'071}, .entry = {0xfeedfacecafebeef}};
}
inline RoomSummary some_room() {
    return {.id = {0x2c00}, .name = "Küche", .kind = RoomKind::Private, .head = {801}, .posts = {799}};
}
inline Message some_message() {
    return {.id = {0x5004},
            .sequence = {17},
            .revision = {19},
            .author = zoe(),
            .at = {1'760'000'000'123},
            .text = "two lines,\nand a tab\there"};
}

// --- from the client

inline Hello sample(Of<Hello>) {
    return {.min_version = 2,
            .max_version = 3,
            .features = 0x8000000000000005,
            .role = ConnectionRole::File,
            .program = "crosstalk 0.1.0"};
}
inline Authenticate sample(Of<Authenticate>) {
    return {.device = ascending_bytes<32>(0x10), .signature = ascending_bytes<64>(0x80)};
}
inline PasskeyStart sample(Of<PasskeyStart>) {
    return {.secret = SecretKind::Invite, .point = ascending_bytes<32>(0x21)};
}
inline PasskeyConfirm sample(Of<PasskeyConfirm>) {
    return {.confirmation = ascending_bytes<64>(0xa0),
            .device = ascending_bytes<32>(0x10),
            .signature = ascending_bytes<64>(0x30)};
}
inline Register sample(Of<Register>) {
    return {.name = "Anonymous", .any_number = true};
}
inline Submit sample(Of<Submit>) {
    return {.run = {0x1122334455667788}, .number = {42}, .command = PostMessage{lobby, "hello, party 🎈"}};
}
inline Resume sample(Of<Resume>) {
    return {.mark = some_mark(),
            .rooms = {{.room = lobby, .have = {12}, .watch = false},
                      {.room = {0x2c00}, .have = {801}, .watch = false}}};
}
inline Watch sample(Of<Watch>) {
    return {.room = {.room = {0x2c00}, .have = {33}, .watch = false}};
}
inline History sample(Of<History>) {
    return {.room = lobby, .before = {5'000'000'000}, .limit = 77};
}
inline Members sample(Of<Members>) {
    return {.room = {0x2c00}, .after = {0x1401}};
}

// --- from either side

inline Ping sample(Of<Ping>) {
    return {};
}
inline Pong sample(Of<Pong>) {
    return {};
}
inline Goodbye sample(Of<Goodbye>) {
    return {.then = AfterGoodbye::Stay, .reason = "You were signed in from a fifth device."};
}

// --- from the server

inline ServerHello sample(Of<ServerHello>) {
    return {.version = 2,
            .features = 0x8000000000000005,
            .passkey_kind = PasskeyKind::Chosen,
            .name = "LAN party, hall 3"};
}
inline PasskeyReply sample(Of<PasskeyReply>) {
    return {.point = ascending_bytes<32>(0x41)};
}
inline Admitted sample(Of<Admitted>) {
    return {.confirmation = ascending_bytes<64>(0x61), .known_device = true};
}
inline Welcome sample(Of<Welcome>) {
    return {.session = {901},
            .user = zoe(),
            .device = {0x0c02},
            .server_name = "LAN party, hall 3",
            .mark = some_mark(),
            .now = {1'760'000'000'000},
            .limits = {{.name = "post-burst", .value = 30}, {.name = "ping-ms", .value = -20'000}}};
}
inline RoomList sample(Of<RoomList>) {
    return {.rooms = {some_room(), {lobby, "lobby", RoomKind::Lobby, {3}, {2}}},
            .invitations = {some_room()},
            .last = false};
}
inline Error sample(Of<Error>) {
    return {.code = ErrorCode::NameTaken,
            .text = "Somebody has that name. Take another.",
            .retry_after = {1'500},
            .tries_left = 4,
            .suggestion = "Anonymous-2"};
}
inline Result sample(Of<Result>) {
    return {
        .run = {0x1122334455667788},
        .number = {42},
        .outcome = {.status = Status::NotAllowed, .room = {0x2c00}, .sequence = {802}, .message = {0x5004}}};
}
inline Event sample(Of<Event>) {
    return {.room = lobby,
            .sequence = {802},
            .posts = {800},
            .at = {1'760'000'000'456},
            .mark = some_mark(),
            .fact = MessagePosted{.id = {0x5004}, .author = ada(), .text = "hello"}};
}
inline RoomAdded sample(Of<RoomAdded>) {
    return {.room = some_room()};
}
inline RoomRemoved sample(Of<RoomRemoved>) {
    return {.room = {0x2c00}};
}
inline Invited sample(Of<Invited>) {
    return {.room = some_room(), .by = ada()};
}
inline Resumed sample(Of<Resumed>) {
    return {.reset = true};
}
inline RoomState sample(Of<RoomState>) {
    return {.room = some_room(),
            .have = {15},
            .from = {16},
            .messages = {some_message(), {{0x5404}, {18}, {18}, ada(), {1'760'000'000'789}, "next"}},
            .mark = some_mark()};
}
inline Unread sample(Of<Unread>) {
    return {.rooms = {some_room(), some_room()}};
}
inline HistoryPage sample(Of<HistoryPage>) {
    return {.room = {0x2c00}, .before = {18}, .from = {17}, .messages = {some_message()}};
}
inline MembersPage sample(Of<MembersPage>) {
    return {.room = {0x2c00},
            .after = {0x0c01},
            .members = {{.user = ada(), .state = PresenceState::Online},
                        {.user = zoe(), .state = PresenceState::Online}},
            .last = false};
}
inline Presence sample(Of<Presence>) {
    return {.room = lobby, .changes = {{.user = zoe(), .state = PresenceState::Online}}};
}

// --- commands

inline CreateRoom sample(Of<CreateRoom>) {
    return {.name = "Küche", .kind = RoomKind::Private, .name_key = "kuche"};
}
inline JoinRoom sample(Of<JoinRoom>) {
    return {.room = {0x2c00}};
}
inline LeaveRoom sample(Of<LeaveRoom>) {
    return {.room = {0x2c00}};
}
inline InviteUser sample(Of<InviteUser>) {
    return {.room = {0x2c00}, .user = {0x1401}};
}
inline PostMessage sample(Of<PostMessage>) {
    return {.room = lobby, .text = "γειά σου\n\tκόσμε 🌍"};
}
inline CreateUser sample(Of<CreateUser>) {
    return {.name = "Zoë 🦊", .name_key = "zoë 🦊", .device = ascending_bytes<32>(0x10)};
}
inline ServerStarted sample(Of<ServerStarted>) {
    return {.rooms_per_user = 101, .rooms_per_server = 10'001, .members_per_room = 501};
}
inline SetRules sample(Of<SetRules>) {
    return {.rules = 7};
}

// --- facts

inline MessagePosted sample(Of<MessagePosted>) {
    return {.id = {0x5004}, .author = zoe(), .text = "see you at the 🍕 table"};
}
inline MemberJoined sample(Of<MemberJoined>) {
    return {.user = ada()};
}
inline MemberLeft sample(Of<MemberLeft>) {
    return {.user = zoe()};
}

// --- every alternative has one

template <class T>
consteval bool has_sample() {
    constexpr bool found = requires {
        { sample(Of<T>{}) } -> std::same_as<T>;
    };
    static_assert(found, "this type has no sample: add one to tests/net/samples.hpp");
    return found;
}

// Calls visit(sample) for every alternative, in order; Unknown, which is never written, has none.
template <class... Ts, class Visit>
void for_each_sample(Of<std::variant<Ts...>>, Visit visit) {
    static_assert((has_sample<Ts>() && ...));
    (visit(sample(Of<Ts>{})), ...);
}
template <class... Ts, class Visit>
void for_each_sample(Of<std::variant<Unknown, Ts...>>, Visit visit) {
    for_each_sample(Of<std::variant<Ts...>>{}, visit);
}

}  // namespace crosstalk::net::testing_wire
