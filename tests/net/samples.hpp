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
inline Card some_card() {
    return {.colour = 0xe0a030, .status = "at the 🍕 table", .picture = {0x7001}};
}
inline Member some_member() {
    return {.presence = {.user = zoe(), .state = PresenceState::Busy},
            .role = Role::Guest,
            .muted_until = {1'760'000'600'000},
            .seen = {1'759'990'000'000},
            .card = some_card()};
}
inline Mark some_mark() {
    return {.position = {90'071}, .entry = {0xfeedfacecafebeef}};
}
inline ReadMark some_read_mark() {
    return {.sequence = {790}, .posts = {788}, .mentions = {5}};
}
inline RoomSummary some_room() {
    return {.id = {0x2c00},
            .name = "Küche",
            .kind = RoomKind::Private,
            .head = {801},
            .posts = {799},
            .topic = "who cooks tonight?",
            .posters = Posters::Members,
            .slow_mode_s = 30,
            .locked = true,
            .members = 12,
            .last_at = {1'760'000'000'100},
            .purged_before = {1'750'000'000'000}};
}
inline MyRoom some_room_of_mine() {
    return {.room = some_room(),
            .peer = ada(),
            .role = Role::Admin,
            .muted_until = for_good,
            .read = some_read_mark(),
            .mentions = {7}};
}
inline Reaction some_reaction() {
    return {.emoji = "👩‍🚀", .count = 3, .users = {{0x1401}, {0x1805}}};
}
inline File some_file() {
    return {.name = "Küche 🍕.png",
            .size = 0x1'0000'2000,
            .hash = ascending_bytes<32>(0x71),
            .width = 4'000,
            .height = 3'000};
}
inline GameClock some_clock() {
    return {.mode = ClockMode::Total, .main = {300'000}, .increment = {3'000}};
}
inline GamePlayer some_player(const UserRef& user) {
    return {.user = user,
            .remaining = {123'456},
            .gone_since = {1'760'000'040'000},
            .absent = {7'000},
            .draw_offered_at = 3,
            .take_back_asked_at = 4};
}
inline Game some_game() {
    return {.kind = {5},
            .clock = some_clock(),
            .wish = SideWish::Random,
            .state = GameState::TimedOut,
            .challenger = some_player(ada()),
            .challenged = some_player(zoe()),
            .x = Seat::Challenged,
            .moves = {40, 31, 12},
            .next_number = 6,
            .offered_at = {1'760'000'000'123},
            .changed_at = {1'760'000'050'000},
            .offer_ends_at = {1'760'000'060'123},
            .turn_started = {1'760'000'045'000},
            .decline_reason = DeclineReason::Later,
            .draw_offered_by = {0x1401},
            .take_back_asked_by = {0x1402},
            .winner = {0x1403},
            .draw_reason = DrawReason::Claim,
            .rematch = RematchState::Agreed,
            .rematch_by = {0x1404},
            .rematch_ends_at = {1'760'000'110'000},
            .challenger_wins = 2,
            .challenged_wins = 1,
            .draws = 3,
            .previous = {0x4801},
            .next = {0x5c01}};
}
inline GameRecord some_record() {
    return {
        .game = some_game(),
        .moves = {{40, 1, {1'760'000'010'000}}, {31, 2, {1'760'000'020'000}}, {12, 5, {1'760'000'030'000}}}};
}
inline GameStanding some_standing() {
    return {.user = ada(),
            .rank = 4,
            .wins = 30,
            .draws = 7,
            .losses = 12,
            .streak = -3,
            .best_streak = 9,
            .rating = 1'612};
}
inline Message some_message() {
    return {.id = {0x5004},
            .sequence = {17},
            .revision = {19},
            .author = zoe(),
            .at = {1'760'000'000'123},
            .text = "two lines,\nand a tab\there",
            .reply_to = {0x4c00},
            .reply_sequence = {15},
            .edited_at = {1'760'000'090'000},
            .deleted = true,
            .pinned = true,
            .mentions_all = true,
            .mentions = {{0x1401}, {0x1805}},
            .reactions = {some_reaction(), {.emoji = "👍", .count = 1, .users = {{0x1805}}}},
            .files = {some_file()},
            .game = some_game()};
}
inline Message another_message() {
    Message message = some_message();
    message.id = {0x5404};
    message.sequence = {18};
    message.text = "next";
    return message;
}
inline MessageTarget some_target() {
    return {.message = {0x5004},
            .sequence = {17},
            .author = {0x1401},
            .at = {1'760'000'000'123},
            .files = 3,
            .is_game = true};
}
inline FileSource some_source() {
    return {.room = {0x2c00}, .message = {0x5004}, .index = 2, .picture_of = {0x1401}};
}

// --- from the client: login and life

inline Hello sample(Of<Hello>) {
    return {.min_version = 2,
            .max_version = 3,
            .features = 0x8000000000000005,
            .role = ConnectionRole::File,
            .program = "crosstalk 0.1.0",
            .session = {0x33}};
}
inline Authenticate sample(Of<Authenticate>) {
    return {.device = ascending_bytes<32>(0x10), .signature = ascending_bytes<64>(0x80)};
}
inline PasskeyStart sample(Of<PasskeyStart>) {
    return {.secret = SecretKind::Invite, .point = ascending_bytes<32>(0x21), .invite = 0x8877665544332211};
}
inline PasskeyConfirm sample(Of<PasskeyConfirm>) {
    return {.confirmation = ascending_bytes<64>(0xa0),
            .device = ascending_bytes<32>(0x10),
            .signature = ascending_bytes<64>(0x30)};
}
inline Register sample(Of<Register>) {
    return {.name = "Anonymous", .any_number = true, .code = "7K4MP2QXS"};
}
inline Submit sample(Of<Submit>) {
    return {.run = {0x1122334455667788},
            .number = {42},
            .command = SetTopic{.room = lobby, .topic = "hello, party 🎈"}};
}
inline Resume sample(Of<Resume>) {
    return {.mark = some_mark(),
            .rooms = {{.room = lobby, .have = {12}, .watch = false},
                      {.room = {0x2c00}, .have = {801}, .watch = false}}};
}
inline Watch sample(Of<Watch>) {
    return {.room = {.room = {0x2c00}, .have = {33}, .watch = false}};
}

// --- from the client: questions and signals

inline History sample(Of<History>) {
    return {.room = lobby,
            .before = {5'000'000'000},
            .after = {4'000'000'000},
            .at = {1'760'000'000'000},
            .limit = 77};
}
inline Members sample(Of<Members>) {
    return {.room = {0x2c00}, .after = {0x1401}};
}
inline Progress sample(Of<Progress>) {
    return {.room = {0x2c00}, .delivered = {801}, .read = some_read_mark()};
}
inline Typing sample(Of<Typing>) {
    return {.room = {0x2c00}};
}
inline SetPresence sample(Of<SetPresence>) {
    return {.state = PresenceState::Away};
}
inline Search sample(Of<Search>) {
    return {.words = "pizza \"half past\"",
            .rooms = {lobby, {0x2c00}},
            .from = {{0x1401}},
            .has = Has::Link,
            .since = {1'750'000'000'000},
            .until = {1'760'000'000'000},
            .order = SearchOrder::Relevance,
            .before = {0x5004},
            .limit = 20};
}
inline Directory sample(Of<Directory>) {
    return {.after = {0x2c00}};
}
inline Pins sample(Of<Pins>) {
    return {.room = {0x2c00}, .before = {600}};
}
inline Edits sample(Of<Edits>) {
    return {.room = {0x2c00}, .message = {0x5004}};
}
inline Person sample(Of<Person>) {
    return {.user = {0x1401}};
}
inline Audit sample(Of<Audit>) {
    return {.room = lobby, .before = {90'000}};
}
inline Bans sample(Of<Bans>) {
    return {.room = {0x2c00}, .after = {0x1401}};
}
inline Devices sample(Of<Devices>) {
    return {.user = {0x1401}};
}
inline Invites sample(Of<Invites>) {
    return {};
}
inline MakeCode sample(Of<MakeCode>) {
    return {.user = {0x1401}};
}
inline RotatePasskey sample(Of<RotatePasskey>) {
    return {};
}
inline Stats sample(Of<Stats>) {
    return {};
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

// --- from the server: login and life

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
            .limits = {{.name = "post-burst", .value = 30}, {.name = "ping-ms", .value = -20'000}},
            .role = Role::Owner,
            .has_owner = true};
}
inline RoomList sample(Of<RoomList>) {
    return {.rooms = {some_room_of_mine(), some_room_of_mine()}, .invitations = {some_room()}, .last = false};
}
inline Error sample(Of<Error>) {
    return {.code = ErrorCode::NameTaken,
            .text = "Somebody has that name. Take another.",
            .retry_after = {1'500},
            .tries_left = 4,
            .suggestion = "Anonymous-2"};
}

// --- from the server: answers to commands, and what became of them

inline Result sample(Of<Result>) {
    return {.run = {0x1122334455667788},
            .number = {42},
            .outcome = {.status = Status::NotAllowed,
                        .room = {0x2c00},
                        .sequence = {802},
                        .message = {0x5004},
                        .retry_after = {4'000},
                        .invite = {0x6002},
                        .upload = {0x7001},
                        .refusal = {8}}};
}
inline Event sample(Of<Event>) {
    return {.room = lobby,
            .sequence = {802},
            .posts = {800},
            .at = {1'760'000'000'456},
            .mark = some_mark(),
            .fact = TopicSet{.topic = "hello", .by = ada()}};
}
inline RoomAdded sample(Of<RoomAdded>) {
    return {.room = some_room_of_mine()};
}
inline RoomRemoved sample(Of<RoomRemoved>) {
    return {.room = {0x2c00},
            .why = WhyRemoved::Banned,
            .by = ada(),
            .reason = "third warning",
            .until = {1'760'003'600'000}};
}
inline Invited sample(Of<Invited>) {
    return {.room = some_room(), .by = ada()};
}
inline StandingSet sample(Of<StandingSet>) {
    return {.room = {0x2c00},
            .role = Role::Admin,
            .muted_until = {1'760'000'600'000},
            .by = ada(),
            .reason = "quiet, please"};
}

// --- from the server: rooms and people

inline Resumed sample(Of<Resumed>) {
    return {.reset = true};
}
inline RoomState sample(Of<RoomState>) {
    return {.room = some_room_of_mine(),
            .have = {15},
            .from = {16},
            .messages = {some_message(), another_message()},
            .mark = some_mark()};
}
inline Unread sample(Of<Unread>) {
    const RoomCounts counts{.room = {0x2c00},
                            .head = {801},
                            .posts = {799},
                            .mentions = {7},
                            .last_at = {1'760'000'000'100},
                            .read = some_read_mark()};
    return {.rooms = {counts, counts}};
}
inline HistoryPage sample(Of<HistoryPage>) {
    return {.room = {0x2c00},
            .before = {18},
            .after = {11},
            .at = {1'760'000'000'000},
            .from = {17},
            .through = {18},
            .at_end = true,
            .messages = {some_message()}};
}
inline MembersPage sample(Of<MembersPage>) {
    return {.room = {0x2c00}, .after = {0x0c01}, .members = {some_member(), some_member()}, .last = false};
}
inline Presence sample(Of<Presence>) {
    return {.room = lobby, .changes = {{.user = zoe(), .state = PresenceState::Online}}};
}
inline MemberProgress sample(Of<MemberProgress>) {
    return {.room = {0x2c00}, .members = {{.user = {0x1401}, .delivered = {801}, .read = {790}}}};
}
inline TypingUsers sample(Of<TypingUsers>) {
    return {.room = {0x2c00}, .users = {ada(), zoe()}};
}
inline SearchPage sample(Of<SearchPage>) {
    return {.hits = {{.room = {0x2c00},
                      .id = {0x5004},
                      .sequence = {17},
                      .author = zoe(),
                      .at = {1'760'000'000'123},
                      .snippet = "… pizza at half past seven …",
                      .highlights = {{.from = 4, .size = 5}, {.from = 13, .size = 9}},
                      .files = {some_file()}}},
            .next = {0x4c00},
            .ranked = 2'000};
}
inline DirectoryPage sample(Of<DirectoryPage>) {
    return {.after = {0x2800}, .rooms = {some_room()}, .last = false};
}
inline PinsPage sample(Of<PinsPage>) {
    return {
        .room = {0x2c00}, .before = {600}, .messages = {another_message(), some_message()}, .last = false};
}
inline EditsPage sample(Of<EditsPage>) {
    return {.room = {0x2c00},
            .message = {0x5004},
            .texts = {{.until = {1'760'000'090'000}, .text = "two lnies"}}};
}
inline PersonFound sample(Of<PersonFound>) {
    return {.member = some_member(), .bio = "plays\nbackgammon", .created = {1'740'000'000'000}};
}

// --- from the server: administration

inline AuditPage sample(Of<AuditPage>) {
    return {.room = lobby,
            .before = {90'000},
            .entries = {{.position = {89'000},
                         .at = {1'760'000'000'000},
                         .room = {0x2c00},
                         .by = ada(),
                         .action = AuditAction::Banned,
                         .user = zoe(),
                         .detail = "third warning"}},
            .last = false};
}
inline BansPage sample(Of<BansPage>) {
    return {.room = {0x2c00},
            .after = {0x0c01},
            .bans = {{.user = zoe(),
                      .by = ada(),
                      .at = {1'760'000'000'000},
                      .until = for_good,
                      .reason = "third warning",
                      .addresses = 2}},
            .last = false};
}
inline DeviceList sample(Of<DeviceList>) {
    return {.user = ada(),
            .devices = {{.id = {0x0c02}, .added = {1'740'000'000'000}, .online = true, .removed = true}}};
}
inline InviteList sample(Of<InviteList>) {
    return {.invites = {{.id = {0x6002},
                         .by = ada(),
                         .created = {1'760'000'000'000},
                         .until = {1'760'086'400'000},
                         .uses_left = 9}}};
}
inline CodeMade sample(Of<CodeMade>) {
    return {.user = ada(), .code = "7K4MP2QXS", .valid = {600'000}};
}
inline PasskeyRotated sample(Of<PasskeyRotated>) {
    return {.passkey = "7K4-MP2-QXS"};
}
inline StatsReport sample(Of<StatsReport>) {
    return {.stats = {{.name = "sessions", .value = 17}, {.name = "clock-drift-ms", .value = -3}}};
}

inline FilesReady sample(Of<FilesReady>) {
    return {};
}
inline PutFile sample(Of<PutFile>) {
    return {.upload = {0x7001}};
}
inline PutChunk sample(Of<PutChunk>) {
    return {.upload = {0x7001}, .offset = 0x1'0000'8000, .bytes = {1, 2, 0, 255}};
}
inline PutProgress sample(Of<PutProgress>) {
    return {.upload = {0x7001}, .durable = 0x1'0000'8004};
}
inline PutDone sample(Of<PutDone>) {
    return {.upload = {0x7001}};
}
inline OpenFile sample(Of<OpenFile>) {
    return {.source = some_source()};
}
inline FileOpened sample(Of<FileOpened>) {
    return {.handle = {5}, .size = 0x1'0000'2000, .hash = ascending_bytes<32>(0x71)};
}
inline PullFile sample(Of<PullFile>) {
    return {.handle = {5}, .offset = 0x1'0000'0000, .count = 32'768};
}
inline FileChunk sample(Of<FileChunk>) {
    return {.handle = {5}, .offset = 0x1'0000'0000, .bytes = {9, 8, 0, 7}};
}
inline CloseFile sample(Of<CloseFile>) {
    return {.handle = {5}};
}
inline FileFault sample(Of<FileFault>) {
    return {.upload = {0x7001}, .handle = {5}, .problem = FileProblem::NoSpace};
}

// --- games

inline Games sample(Of<Games>) {
    return {.room = {0x2c00}, .player = {0x1401}, .phase = GamePhase::Finished, .before = {0x5004}};
}
inline GamesPage sample(Of<GamesPage>) {
    return {.room = {0x2c00},
            .player = {0x1401},
            .phase = GamePhase::Finished,
            .before = {0x6004},
            .games = {{.room = {0x2c00}, .message = {0x5004}, .sequence = {17}, .game = some_game()}},
            .next = {0x5004}};
}
inline GameDetail sample(Of<GameDetail>) {
    return {.room = {0x2c00}, .message = {0x5004}};
}
inline GameFound sample(Of<GameFound>) {
    return {.room = {0x2c00}, .message = {0x5004}, .sequence = {17}, .record = some_record()};
}
inline Leaderboard sample(Of<Leaderboard>) {
    return {.kind = {4}, .after = 50};
}
inline Spectate sample(Of<Spectate>) {
    return {.room = {0x2c00}, .game = {0x5004}, .looks = false};
}
inline Spectators sample(Of<Spectators>) {
    return {.room = {0x2c00}, .game = {0x5004}, .count = 23, .users = {ada(), zoe()}};
}
inline LeaderboardPage sample(Of<LeaderboardPage>) {
    return {.kind = {4}, .after = 50, .rows = {some_standing()}, .own = some_standing(), .last = false};
}

// --- commands: files

inline BeginUpload sample(Of<BeginUpload>) {
    return {.name = "Küche 🍕.png",
            .size = 0x1'0000'2000,
            .hash = ascending_bytes<32>(0x71),
            .user_bytes = 0x2'0000'0001,
            .all_bytes = 0x3'0000'0002};
}
inline DropUpload sample(Of<DropUpload>) {
    return {.upload = {0x7001}};
}
inline FinishUpload sample(Of<FinishUpload>) {
    return {.upload = {0x7001}};
}

// --- commands: games

inline OfferGame sample(Of<OfferGame>) {
    return {.room = {0x2c00},
            .opponent = {0x1805},
            .kind = {4},
            .clock = some_clock(),
            .wish = SideWish::Second,
            .lot = Seat::Challenged};
}
inline AnswerOffer sample(Of<AnswerOffer>) {
    return {.room = {0x2c00},
            .game = {0x5004},
            .answer = OfferAnswer::Decline,
            .reason = DeclineReason::Busy,
            .lot = Seat::Challenged};
}
inline MakeMove sample(Of<MakeMove>) {
    return {.room = {0x2c00}, .game = {0x5004}, .number = 7, .cell = 224};
}
inline ActInGame sample(Of<ActInGame>) {
    return {.room = {0x2c00}, .game = {0x5004}, .action = GameAction::OfferRematch};
}
inline Tick sample(Of<Tick>) {
    return {};
}
inline NotePlayer sample(Of<NotePlayer>) {
    return {.user = {0x1401}, .is_here = true};
}

// --- commands: rooms

inline CreateRoom sample(Of<CreateRoom>) {
    return {.name = "Küche", .kind = RoomKind::Private, .name_key = "kuche"};
}
inline OpenDirect sample(Of<OpenDirect>) {
    return {.user = {0x1401}};
}
inline JoinRoom sample(Of<JoinRoom>) {
    return {.room = {0x2c00}, .name = "Küche", .passkey = "sesame", .proof = ascending_bytes<32>(0x51)};
}
inline LeaveRoom sample(Of<LeaveRoom>) {
    return {.room = {0x2c00}};
}
inline InviteUser sample(Of<InviteUser>) {
    return {.room = {0x2c00}, .user = {0x1401}, .role = Role::Guest};
}
inline RenameRoom sample(Of<RenameRoom>) {
    return {.room = {0x2c00}, .name = "Bar", .name_key = "bar"};
}
inline SetTopic sample(Of<SetTopic>) {
    return {.room = {0x2c00}, .topic = "who cooks tonight?"};
}
inline SetRoomKind sample(Of<SetRoomKind>) {
    return {.room = {0x2c00}, .kind = RoomKind::Private};
}
inline SetPosters sample(Of<SetPosters>) {
    return {.room = {0x2c00}, .posters = Posters::Admins};
}
inline SetSlowMode sample(Of<SetSlowMode>) {
    return {.room = {0x2c00}, .seconds = 30};
}
inline SetRoomPasskey sample(Of<SetRoomPasskey>) {
    return {.room = {0x2c00},
            .passkey = "sesame",
            .salt = ascending_bytes<32>(0x11),
            .lock = ascending_bytes<32>(0x71)};
}
inline DissolveRoom sample(Of<DissolveRoom>) {
    return {.room = {0x2c00}};
}

// --- commands: messages

inline PostMessage sample(Of<PostMessage>) {
    return {.room = lobby,
            .text = "γειά σου\n\tκόσμε 🌍",
            .reply_to = {0x4c00},
            .reply_sequence = {15},
            .mentions = {{0x1401}, {0x1805}},
            .mentions_all = true,
            .files = {{.upload = {0x7001}, .width = 4'000, .height = 3'000}}};
}
inline EditMessage sample(Of<EditMessage>) {
    return {.room = {0x2c00}, .target = some_target(), .text = "two lines"};
}
inline DeleteMessage sample(Of<DeleteMessage>) {
    return {.room = {0x2c00}, .target = some_target()};
}
inline React sample(Of<React>) {
    return {.room = {0x2c00},
            .target = some_target(),
            .emoji = "👩‍🚀",
            .on = false,
            .is_so_already = true};
}
inline PinMessage sample(Of<PinMessage>) {
    return {.room = {0x2c00}, .target = some_target(), .on = false};
}
inline PurgeMessages sample(Of<PurgeMessages>) {
    return {.room = {0x2c00}, .before = {1'750'000'000'000}};
}

// --- commands: moderation

inline KickUser sample(Of<KickUser>) {
    return {.room = {0x2c00}, .user = {0x1401}, .reason = "second warning"};
}
inline BanUser sample(Of<BanUser>) {
    return {.room = lobby,
            .user = {0x1401},
            .span = {3'600'000},
            .reason = "third warning",
            .with_addresses = true,
            .addresses = {{"192.168.1.17"}, {"fe80::1"}}};
}
inline UnbanUser sample(Of<UnbanUser>) {
    return {.room = {0x2c00}, .user = {0x1401}};
}
inline MuteUser sample(Of<MuteUser>) {
    return {.room = {0x2c00}, .user = {0x1401}, .span = {600'000}, .reason = "quiet, please"};
}
inline UnmuteUser sample(Of<UnmuteUser>) {
    return {.room = {0x2c00}, .user = {0x1401}};
}
inline SetRole sample(Of<SetRole>) {
    return {.room = {0x2c00}, .user = {0x1401}, .role = Role::Admin};
}

// --- commands: people

inline Rename sample(Of<Rename>) {
    return {.name = "Zoë 🦊", .name_key = "zoë 🦊"};
}
inline SetProfile sample(Of<SetProfile>) {
    return {.card = some_card(), .bio = "plays\nbackgammon"};
}
inline ClaimOwner sample(Of<ClaimOwner>) {
    return {.code = "7K4MP2QXS", .proof = ascending_bytes<32>(0x91)};
}
inline RemoveDevice sample(Of<RemoveDevice>) {
    return {.device = {0x0c02}};
}
inline MakeInvite sample(Of<MakeInvite>) {
    return {.token = Bytes(16, 0xab), .span = {86'400'000}, .uses = 10};
}
inline RevokeInvite sample(Of<RevokeInvite>) {
    return {.invite = {0x6002}};
}

// --- commands: by the server alone

inline CreateUser sample(Of<CreateUser>) {
    return {.name = "Zoë 🦊",
            .name_key = "zoë 🦊",
            .device = ascending_bytes<32>(0x10),
            .invite = {0x6002}};
}
inline AddDevice sample(Of<AddDevice>) {
    return {.user = {0x1401}, .device = ascending_bytes<32>(0x10), .remove_others = true, .by = {0x1805}};
}
inline SetOwnerCode sample(Of<SetOwnerCode>) {
    return {.proof = ascending_bytes<32>(0x91)};
}
inline KeepMarks sample(Of<KeepMarks>) {
    return {
        .user = {0x1401},
        .seen = {1'760'000'000'000},
        .marks = {{.room = lobby, .read = some_read_mark()}, {.room = {0x2c00}, .read = some_read_mark()}}};
}
inline ServerStarted sample(Of<ServerStarted>) {
    return {.rooms_per_user = 101,
            .rooms_per_server = 10'001,
            .members_per_room = 501,
            .directs_per_user = 502,
            .directs_per_server = 100'001,
            .pins_per_room = 51,
            .invites_per_server = 102,
            .uploads_per_user = 103,
            .file_bytes = 0x1'0000'0001,
            .file_bytes_per_user = 0x2'0000'0002,
            .file_bytes_per_server = 0x3'0000'0003,
            .games_per_user = 9,
            .offers_per_user = 4};
}
inline SetRules sample(Of<SetRules>) {
    return {.rules = 7};
}
inline RecordDeed sample(Of<RecordDeed>) {
    return {.deed = Deed::PasskeyRotated, .by = {0x1401}, .user = {0x1805}};
}

// --- facts: messages

inline MessagePosted sample(Of<MessagePosted>) {
    return {.id = {0x5004},
            .author = zoe(),
            .text = "see you at the 🍕 table",
            .reply_to = {0x4c00},
            .reply_sequence = {15},
            .mentions_all = true,
            .mentions = {{0x1401}, {0x1805}},
            .files = {some_file()},
            .game = some_game()};
}
inline MessageEdited sample(Of<MessageEdited>) {
    return {.message = {0x5004}, .sequence = {17}, .text = "two lines"};
}
inline MessageDeleted sample(Of<MessageDeleted>) {
    return {.message = {0x5004}, .sequence = {17}, .by = ada()};
}
inline ReactionSet sample(Of<ReactionSet>) {
    return {.message = {0x5004}, .sequence = {17}, .user = ada(), .emoji = "👩‍🚀", .on = false};
}
inline PinSet sample(Of<PinSet>) {
    return {.message = {0x5004}, .sequence = {17}, .by = ada(), .on = false};
}
inline MessagesPurged sample(Of<MessagesPurged>) {
    return {.before = {1'750'000'000'000}, .by = ada()};
}

// --- facts: who is there

inline MemberJoined sample(Of<MemberJoined>) {
    return {.user = ada(), .role = Role::Guest};
}
inline MemberLeft sample(Of<MemberLeft>) {
    return {.user = zoe()};
}
inline MemberKicked sample(Of<MemberKicked>) {
    return {.user = zoe(), .by = ada(), .reason = "second warning"};
}
inline MemberBanned sample(Of<MemberBanned>) {
    return {.user = zoe(), .by = ada(), .reason = "third warning", .until = {1'760'003'600'000}};
}
inline MemberUnbanned sample(Of<MemberUnbanned>) {
    return {.user = zoe(), .by = ada()};
}
inline MemberMuted sample(Of<MemberMuted>) {
    return {.user = zoe(), .by = ada(), .reason = "quiet, please", .until = {1'760'000'600'000}};
}
inline RoleSet sample(Of<RoleSet>) {
    return {.user = zoe(), .by = ada(), .role = Role::Admin};
}
inline UserRenamed sample(Of<UserRenamed>) {
    return {.user = zoe(), .old_name = "Anonymous-2"};
}
inline ProfileSet sample(Of<ProfileSet>) {
    return {.user = zoe(), .card = some_card()};
}

// --- facts: the room

inline RoomRenamed sample(Of<RoomRenamed>) {
    return {.name = "Bar", .by = ada()};
}
inline TopicSet sample(Of<TopicSet>) {
    return {.topic = "who cooks tonight?", .by = ada()};
}
inline RoomSettingsSet sample(Of<RoomSettingsSet>) {
    return {.kind = RoomKind::Private,
            .posters = Posters::Admins,
            .slow_mode_s = 30,
            .locked = true,
            .by = ada()};
}
inline GameChanged sample(Of<GameChanged>) {
    return {
        .message = {0x5004}, .sequence = {17}, .step = GameStep::TookBack, .by = zoe(), .game = some_game()};
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
