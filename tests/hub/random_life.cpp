#include "tests/hub/random_life.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <limits>
#include <set>

namespace crosstalk::hub {

net::ServerStarted narrow_limits() {
    return {.rooms_per_user = 4,
            .rooms_per_server = 9,
            .members_per_room = 5,
            .directs_per_user = 3,
            .directs_per_server = 8,
            .pins_per_room = 2,
            .invites_per_server = 3,
            .uploads_per_user = 4,
            .file_bytes = 2 * net::max_picture_bytes,
            .file_bytes_per_user = 5 * net::max_picture_bytes,
            .file_bytes_per_server = 20 * net::max_picture_bytes,
            .games_per_user = 2,
            .offers_per_user = 2};
}

// --- the small choices

// Ids that are none, of other things, or beyond everything.
std::uint64_t RandomLife::nonsense() {
    return one_of<std::uint64_t>({0, 2, 999, 2048, 2049, 5000, std::numeric_limits<std::uint64_t>::max()});
}

// Rather one of those that the asker is in.
net::RoomId RandomLife::some_room(const State& state) {
    if (one_in(20)) return net::RoomId{nonsense()};
    const Device* device = state.device(device_);
    if (device == nullptr || one_in(3)) return some_key_of(state.rooms);
    const std::vector<net::RoomId> own = state.rooms_of(device->row.user);
    return own[below(own.size())];
}

net::UserId RandomLife::some_user(const State& state) {
    return one_in(20) || state.users.empty() ? net::UserId{nonsense()} : some_key_of(state.users);
}

// Rather somebody who is there.
net::UserId RandomLife::some_user_of(const State& state, net::RoomId room) {
    const Room* in = state.room(room);
    if (in == nullptr || in->members.empty() || one_in(3)) return some_user(state);
    return some_key_of(in->members);
}

// Rather one that may ask for something, and often the owner's.
net::DeviceId RandomLife::some_device(const State& state) {
    if (state.devices.empty()) return {};
    if (state.owner && one_in(4)) {
        const std::set<net::DeviceId>& own = state.user(state.owner)->devices;
        return *std::next(own.begin(), static_cast<std::ptrdiff_t>(below(own.size())));
    }
    net::DeviceId id;
    for (int tries = 0; tries < 4; ++tries) {
        id = some_key_of(state.devices);
        const DeviceRow& row = state.device(id)->row;
        if (!row.removed && state.ban(net::lobby, row.user, state.at) == nullptr) break;
    }
    return id;
}

std::string RandomLife::some_name(const char* kind, unsigned count) {
    return one_in(30) ? "" : kind + std::to_string(below(count));
}

net::Digest RandomLife::some_digest() {
    return {static_cast<std::uint8_t>(below(4))};
}

net::Milliseconds RandomLife::some_span() {
    return one_of({net::Milliseconds{0}, net::Milliseconds{1}, seconds(20), seconds(20), minutes(60),
                   net::Milliseconds{std::numeric_limits<std::int64_t>::max()}, seconds(-5)});
}

// Rather one's own, of which there are few.
net::UploadId RandomLife::some_upload(const State& state) {
    if (state.uploads.empty() || one_in(20)) return {nonsense()};
    const Device* device = state.device(device_);
    const User* asker = device == nullptr ? nullptr : state.user(device->row.user);
    const bool own = asker != nullptr && !asker->uploads.empty() && !one_in(5);
    return own ? *asker->uploads.begin() : some_key_of(state.uploads);
}

// Rather one in which the asker plays.
net::MessageId RandomLife::some_game(const State& state) {
    if (state.games.empty() || one_in(20)) return {nonsense()};
    const Device* device = state.device(device_);
    const User* asker = device == nullptr ? nullptr : state.user(device->row.user);
    const bool own = asker != nullptr && !asker->games.empty() && !one_in(5);
    if (!own) return some_key_of(state.games);
    return *std::next(asker->games.begin(), static_cast<std::ptrdiff_t>(below(asker->games.size())));
}

net::RoomId RandomLife::room_of(const State& state, net::MessageId game) {
    const GameRow* row = state.game(game);
    return row == nullptr || one_in(30) ? some_room(state) : row->room;
}

// As the session completes it, or too late, or as nobody would.
net::MessageTarget RandomLife::some_target(const State& state, net::RoomId room) {
    if (said_.empty() || one_in(20))
        return {{nonsense()}, {below(9)}, some_user(state), {static_cast<std::int64_t>(below(90'000))}};
    const Said& said = said_[below(said_.size())];
    if (said.room != room && !one_in(4)) return {said.target.message, {}, {}, {}};
    const Room* in = state.room(said.room);
    const bool gone = said.deleted || in == nullptr || said.target.at < in->row.purged_before;
    if (gone && !one_in(3)) return {said.target.message, {}, {}, {}};
    return said.target;
}

// --- commands

net::CreateRoom RandomLife::make(Of<net::CreateRoom>, const State&) {
    const std::string name = some_name("r", 12);
    const auto kind = one_in(12) ? one_of({net::RoomKind::Lobby, net::RoomKind::Direct})
                                 : one_of({net::RoomKind::Public, net::RoomKind::Private});
    return {name, kind, one_in(30) ? "lobby" : name};
}
net::OpenDirect RandomLife::make(Of<net::OpenDirect>, const State& state) {
    return {some_user(state)};
}
net::JoinRoom RandomLife::make(Of<net::JoinRoom>, const State& state) {
    net::JoinRoom command{some_room(state), "", "", {}};
    const Room* room = state.room(command.room);
    if (room != nullptr && !one_in(3)) command.proof = room->row.lock;
    return command;
}
net::LeaveRoom RandomLife::make(Of<net::LeaveRoom>, const State& state) {
    return {some_room(state)};
}
net::InviteUser RandomLife::make(Of<net::InviteUser>, const State& state) {
    return {some_room(state), some_user(state),
            one_of({net::Role::Guest, net::Role::Member, net::Role::Admin})};
}
net::RenameRoom RandomLife::make(Of<net::RenameRoom>, const State& state) {
    const std::string name = some_name("r", 12);
    return {some_room(state), name, name};
}
net::SetTopic RandomLife::make(Of<net::SetTopic>, const State& state) {
    return {some_room(state), some_name("topic ", 3)};
}
net::SetRoomKind RandomLife::make(Of<net::SetRoomKind>, const State& state) {
    return {some_room(state), static_cast<net::RoomKind>(below(4))};
}
net::SetPosters RandomLife::make(Of<net::SetPosters>, const State& state) {
    return {some_room(state), one_in(3) ? static_cast<net::Posters>(below(3)) : net::Posters::Everyone};
}
net::SetSlowMode RandomLife::make(Of<net::SetSlowMode>, const State& state) {
    return {some_room(state), one_of<std::uint32_t>({0, 5, 21'600, 21'601})};
}
net::SetRoomPasskey RandomLife::make(Of<net::SetRoomPasskey>, const State& state) {
    const net::Digest digest = some_digest();
    return {some_room(state), one_in(20) ? "secret" : "", one_in(20) ? some_digest() : digest, digest};
}
net::DissolveRoom RandomLife::make(Of<net::DissolveRoom>, const State& state) {
    return {some_room(state)};
}

net::PostMessage RandomLife::make(Of<net::PostMessage>, const State& state) {
    net::PostMessage command{.room = some_room(state), .text = some_name("text ", 9), .mentions = {}};
    if (one_in(5)) {
        const net::MessageTarget target = some_target(state, command.room);
        command.reply_to = target.message;
        command.reply_sequence = target.sequence;
    }
    while (one_in(3))
        command.mentions.push_back(some_user(state));
    command.mentions_all = one_in(8);
    while (one_in(3))
        command.files.push_back({some_upload(state), one_of<std::uint32_t>({0, 640}), 480});
    return command;
}
net::EditMessage RandomLife::make(Of<net::EditMessage>, const State& state) {
    const net::RoomId room = some_room(state);
    return {room, some_target(state, room), some_name("other text ", 9)};
}
net::DeleteMessage RandomLife::make(Of<net::DeleteMessage>, const State& state) {
    const net::RoomId room = some_room(state);
    return {room, some_target(state, room)};
}
net::React RandomLife::make(Of<net::React>, const State& state) {
    const net::RoomId room = some_room(state);
    return {room, some_target(state, room), one_of<std::string>({"", "👍", "🎈"}), one_in(2)};
}
net::PinMessage RandomLife::make(Of<net::PinMessage>, const State& state) {
    const net::RoomId room = some_room(state);
    return {room, some_target(state, room), !one_in(3)};
}
net::PurgeMessages RandomLife::make(Of<net::PurgeMessages>, const State& state) {
    const net::Timestamp near = state.at + seconds(static_cast<std::int64_t>(below(60)) - 50);
    return {one_in(6) ? net::RoomId{} : some_room(state), one_in(9) ? net::Timestamp{-1} : near};
}

net::KickUser RandomLife::make(Of<net::KickUser>, const State& state) {
    const net::RoomId room = some_room(state);
    return {room, some_user_of(state, room), some_name("reason ", 2)};
}
net::BanUser RandomLife::make(Of<net::BanUser>, const State& state) {
    const net::RoomId room = some_room(state);
    net::BanUser command{room, some_user_of(state, room), some_span(), some_name("reason ", 2), false, {}};
    const unsigned most = one_in(command.room == net::lobby ? 2 : 9) ? net::max_ban_addresses : 0;
    for (std::uint64_t count = below(most + 1); count > 0; --count)
        command.addresses.push_back({"10.0.0." + std::to_string(below(4))});
    command.with_addresses = !command.addresses.empty();
    return command;
}
net::UnbanUser RandomLife::make(Of<net::UnbanUser>, const State& state) {
    const net::RoomId room = some_room(state);
    const Room* in = state.room(room);
    const bool any = in != nullptr && !in->bans.empty() && !one_in(4);
    return {room, any ? some_key_of(in->bans) : some_user(state)};
}
net::MuteUser RandomLife::make(Of<net::MuteUser>, const State& state) {
    const net::RoomId room = some_room(state);
    return {room, some_user_of(state, room), some_span(), some_name("reason ", 2)};
}
net::UnmuteUser RandomLife::make(Of<net::UnmuteUser>, const State& state) {
    const net::RoomId room = some_room(state);
    return {room, some_user_of(state, room)};
}
net::SetRole RandomLife::make(Of<net::SetRole>, const State& state) {
    const net::RoomId room = some_room(state);
    return {room, some_user_of(state, room), static_cast<net::Role>(below(4))};
}

net::Rename RandomLife::make(Of<net::Rename>, const State&) {
    const std::string name = some_name("p", 14);
    return {name, name};
}
net::SetProfile RandomLife::make(Of<net::SetProfile>, const State& state) {
    const auto colour = one_of<std::uint32_t>({0, 1, 0xFFFFFF, 0x1000000});
    const Device* device = state.device(device_);
    net::UploadId picture;
    if (device != nullptr && one_in(2)) picture = state.user(device->row.user)->row.card.picture;
    if (one_in(3)) picture = some_upload(state);
    return {{colour, some_name("status ", 2), picture}, some_name("bio ", 2)};
}
net::ClaimOwner RandomLife::make(Of<net::ClaimOwner>, const State& state) {
    return {one_in(9) ? "code" : "", one_in(4) ? some_digest() : state.server.owner_code};
}
net::RemoveDevice RandomLife::make(Of<net::RemoveDevice>, const State& state) {
    return {one_in(9) || state.devices.empty() ? net::DeviceId{nonsense()} : some_key_of(state.devices)};
}
net::MakeInvite RandomLife::make(Of<net::MakeInvite>, const State&) {
    net::Bytes token(16, static_cast<std::uint8_t>(below(200)));
    if (one_in(9)) token.pop_back();
    return {std::move(token), some_span(), static_cast<std::uint32_t>(below(3))};
}
net::RevokeInvite RandomLife::make(Of<net::RevokeInvite>, const State& state) {
    const bool none = one_in(5) || state.invites.empty();
    return {none ? net::InviteId{nonsense()} : some_key_of(state.invites)};
}

net::CreateUser RandomLife::make(Of<net::CreateUser>, const State& state) {
    const std::string name = some_name("p", 14);
    const bool invited = !state.invites.empty() && !one_in(3);
    return {name,
            name,
            {static_cast<std::uint8_t>(below(250))},
            invited      ? some_key_of(state.invites)
            : one_in(20) ? net::InviteId{nonsense()}
                         : net::InviteId{}};
}
net::AddDevice RandomLife::make(Of<net::AddDevice>, const State& state) {
    return {some_user(state), {static_cast<std::uint8_t>(below(250))}, one_in(6), some_user(state)};
}
net::SetOwnerCode RandomLife::make(Of<net::SetOwnerCode>, const State&) {
    return {some_digest()};
}
net::KeepMarks RandomLife::make(Of<net::KeepMarks>, const State& state) {
    net::KeepMarks command{
        some_user(state), {state.at.value + static_cast<std::int64_t>(below(2'000)) - 1'000}, {}};
    while (!one_in(3)) {
        const net::ReadMark read{{one_in(9) ? nonsense() : below(30)}, {below(30)}, {below(9)}};
        command.marks.push_back({some_room(state), read});
    }
    return command;
}
net::ServerStarted RandomLife::make(Of<net::ServerStarted>, const State&) {
    return narrow_limits();
}
net::SetRules RandomLife::make(Of<net::SetRules>, const State&) {
    return {static_cast<std::uint32_t>(below(5))};
}

net::RecordDeed RandomLife::make(Of<net::RecordDeed>, const State& state) {
    return {one_in(2) ? net::Deed::CodeMade : net::Deed::PasskeyRotated, some_user(state), some_user(state)};
}

net::BeginUpload RandomLife::make(Of<net::BeginUpload>, const State&) {
    constexpr std::uint64_t unit = net::max_picture_bytes;
    return {.name = some_name("file ", 9),
            .size = one_of<std::uint64_t>({0, 7, unit, unit + 1, 2 * unit, 2 * unit + 1}),
            .hash = some_digest(),
            .user_bytes = one_of<std::uint64_t>({0, 0, unit, 5 * unit, nonsense()}),
            .all_bytes = one_of<std::uint64_t>({0, 0, 9 * unit, 20 * unit, nonsense()})};
}
net::DropUpload RandomLife::make(Of<net::DropUpload>, const State& state) {
    return {some_upload(state)};
}
net::FinishUpload RandomLife::make(Of<net::FinishUpload>, const State& state) {
    return {some_upload(state)};
}

net::OfferGame RandomLife::make(Of<net::OfferGame>, const State& state) {
    net::OfferGame command{.room = some_room(state), .kind = {static_cast<std::uint8_t>(below(7))}};
    if (!one_in(3)) command.opponent = some_user_of(state, command.room);
    if (one_in(2)) command.clock = {net::ClockMode::PerMove, {10'000}, {}};
    if (one_in(3)) command.clock = {net::ClockMode::Total, {one_in(5) ? 1 : 300'000}, {3'000}};
    if (!one_in(3)) command.kind = {1};
    command.wish = static_cast<net::SideWish>(below(3));
    command.lot = static_cast<net::Seat>(below(2));
    return command;
}
net::AnswerOffer RandomLife::make(Of<net::AnswerOffer>, const State& state) {
    const net::MessageId game = some_game(state);
    return {.room = room_of(state, game),
            .game = game,
            .answer = one_in(4) ? static_cast<net::OfferAnswer>(below(3)) : net::OfferAnswer::Accept,
            .reason = static_cast<net::DeclineReason>(below(4)),
            .lot = static_cast<net::Seat>(below(2))};
}
net::MakeMove RandomLife::make(Of<net::MakeMove>, const State& state) {
    const net::MessageId game = some_game(state);
    const GameRow* row = state.game(game);
    const std::uint32_t next =
        row == nullptr || one_in(9) ? static_cast<std::uint32_t>(below(9)) : row->record.next_number;
    std::uint8_t cell = static_cast<std::uint8_t>(one_in(9) ? below(256) : below(9));
    if (row != nullptr && !row->record.position.is_over() && !one_in(4)) {
        const games::CellList legal = row->record.position.legal_moves();
        if (!legal.empty()) cell = legal[below(legal.size())].index;
    }
    return {room_of(state, game), game, next, cell};
}
net::ActInGame RandomLife::make(Of<net::ActInGame>, const State& state) {
    const net::MessageId game = some_game(state);
    return {room_of(state, game), game,
            static_cast<net::GameAction>(below(1 + static_cast<unsigned>(last_of(net::GameAction{}))))};
}
net::Tick RandomLife::make(Of<net::Tick>, const State&) {
    return {};
}
net::NotePlayer RandomLife::make(Of<net::NotePlayer>, const State& state) {
    return {some_user(state), one_in(2)};
}

// --- steps

net::Command RandomLife::some_command(const State& state) {
    constexpr std::size_t known = std::variant_size_v<net::Command::variant> - 1;
    const auto make_any = [&]<class... Cs>(Of<std::variant<net::Unknown, Cs...>>) {
        using Make = net::Command (*)(RandomLife&, const State&);
        static constexpr std::array<Make, known> all{
            [](RandomLife& life, const State& now) { return net::Command(life.make(Of<Cs>{}, now)); }...};
        return all[below(known)](*this, state);
    };
    if (one_in(99)) return net::Unknown{999};
    // Talk and company make the world in which the rest happens.
    switch (below(13)) {
        case 0:
            return make(Of<net::PostMessage>{}, state);
        case 1:
            return make(Of<net::JoinRoom>{}, state);
        case 2:
            return make(Of<net::InviteUser>{}, state);
        case 3:
        case 4:
            return make(Of<net::MakeMove>{}, state);
        case 5:
            return make(Of<net::AnswerOffer>{}, state);
        case 6:
            return make(Of<net::ActInGame>{}, state);
        default:
            return make_any(Of<net::Command::variant>{});
    }
}

net::Origin RandomLife::some_origin(const State& state, const net::Command& command) {
    const bool of_the_server = std::visit(
        []<class C>(const C&) {
            return std::is_same_v<C, net::CreateUser> || std::is_same_v<C, net::AddDevice> ||
                   std::is_same_v<C, net::SetOwnerCode> || std::is_same_v<C, net::KeepMarks> ||
                   std::is_same_v<C, net::ServerStarted> || std::is_same_v<C, net::SetRules> ||
                   std::is_same_v<C, net::RecordDeed> || std::is_same_v<C, net::FinishUpload> ||
                   std::is_same_v<C, net::Tick> || std::is_same_v<C, net::NotePlayer>;
        },
        command);
    const bool by_server = of_the_server ? !one_in(6) : one_in(40);
    if (by_server || !device_) return {};

    net::Origin origin;
    origin.device = device_;
    origin.user = state.device(origin.device)->row.user;
    if (one_in(50)) origin.device = net::DeviceId{nonsense()};
    if (one_in(50)) origin.user = some_user(state);
    origin.run = net::RunId{1 + (one_in(8) ? below(6) : 0)};
    std::uint64_t& newest = numbers_[{origin.device, origin.run}];
    if (one_in(12)) {
        origin.number = net::CommandNumber{1 + below(newest + 40)};
        newest = std::max(newest, origin.number.value);
    } else {
        origin.number = net::CommandNumber{++newest};
    }
    return origin;
}

void RandomLife::learn(const Effects& effects, const net::LoggedCommand& logged) {
    if (effects.outcome.status == net::Status::Done && !effects.repeated) ++done_[logged.command.index()];
    for (const Change& change : effects.changes) {
        if (const auto* row = std::get_if<MessageRow>(&change))
            said_.push_back({row->room,
                             {row->id, row->sequence, row->author, row->at,
                              static_cast<std::uint32_t>(row->files.size()), row->is_game},
                             false});
        if (const auto* row = std::get_if<MessageDeleted>(&change)) {
            for (Said& said : said_)
                said.deleted = said.deleted || said.target.message == row->message;
        }
    }
}

Effects RandomLife::step(HubWorld& world) {
    const State& state = world.state();
    // Mostly seconds go by, sometimes the time after which bans and mutes have lapsed.
    if (one_in(60)) world.now = world.now + minutes(61);
    device_ = some_device(state);
    net::Command command = some_command(state);
    const net::Origin origin = some_origin(state, command);
    Effects effects = world.apply({.origin = origin, .command = std::move(command)});
    learn(effects, world.log.back().command);
    return effects;
}

}  // namespace crosstalk::hub
