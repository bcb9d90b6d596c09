// What a person might do: everything that can be said to a server, at the right moment and at the wrong one.
#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "tests/simulation/user.hpp"

namespace crosstalk::testing {

namespace {

constexpr std::array<const char*, 5> emoji{"👍", "❤️", "😀", "🎉", "👀"};

std::string text_of(net::RoomId room) {
    return "room " + std::to_string(room.value);
}

net::JoinRoom join(net::RoomId room) {
    net::JoinRoom command;
    command.room = room;
    return command;
}

std::string passkey_of(net::RoomId room) {
    return std::string(passkey_mark) + std::to_string(room.value);
}

net::MessageTarget at(const net::Message& message) {
    return {.message = message.id, .sequence = {}, .author = {}, .at = {}};
}

}  // namespace

// --- whom and what

net::RoomId User::some_room() {
    const auto& rooms = process_->model.rooms();
    return rooms.empty() ? net::lobby : rooms[chance_.below(rooms.size())];
}

net::RoomId User::some_foreign_room(net::RoomKind kind) {
    std::vector<net::RoomId> foreign;
    for (const auto& [id, room] : stage_.chronicle.hub().state().rooms) {
        if (room.row.kind == kind && process_->model.room(id) == nullptr) foreign.push_back(id);
    }
    return foreign.empty() ? net::RoomId{} : chance_.pick(foreign);
}

net::RoomId User::some_room_at_all() {
    const auto& rooms = stage_.chronicle.hub().state().rooms;
    if (rooms.empty()) return net::lobby;
    return std::next(rooms.begin(), static_cast<std::ptrdiff_t>(chance_.below(rooms.size())))->first;
}

net::UserId User::somebody() {
    const auto& users = stage_.chronicle.hub().state().users;
    if (users.empty()) return {};
    return std::next(users.begin(), static_cast<std::ptrdiff_t>(chance_.below(users.size())))->first;
}

net::UserId User::some_member(net::RoomId room) {
    const hub::Room* known = stage_.chronicle.hub().state().room(room);
    if (known == nullptr || known->members.empty() || chance_.one_in(8)) return somebody();
    const auto& members = known->members;
    return std::next(members.begin(), static_cast<std::ptrdiff_t>(chance_.below(members.size())))->first;
}

// Rather a new one than an old one: that is where people meet.
const net::Message* User::some_message(net::RoomId id) {
    const model::Room* room = process_->model.room(id);
    if (room == nullptr || room->messages.empty()) return nullptr;
    const std::size_t count = room->messages.size();
    const std::size_t back = chance_.below(chance_.one_in(3) ? count : std::min<std::size_t>(count, 4));
    return &room->messages[count - 1 - back];
}

std::string User::some_mention(net::RoomId room) {
    if (!chance_.one_in(3)) return "";
    if (chance_.one_in(4)) return "@room ";
    const std::string name = stage_.chronicle.laws().name_now(some_member(room));
    return name.empty() ? "" : "@\"" + name + "\" ";
}

std::string User::secret_said_in(net::RoomId room) const {
    const hub::Room* known = stage_.chronicle.hub().state().room(room);
    const bool has_secrets = known != nullptr && (known->row.kind == net::RoomKind::Private ||
                                                  known->row.kind == net::RoomKind::Direct);
    return has_secrets ? secret_said(stage_.chronicle.room(room)->made_by) + " " : "";
}

std::string User::secret_shown_in(net::RoomId room) const {
    const hub::Room* known = stage_.chronicle.hub().state().room(room);
    const bool is_private = known != nullptr && known->row.kind == net::RoomKind::Private;
    return is_private ? " " + secret_shown(stage_.chronicle.room(room)->made_by) : "";
}

// Rather an own one; 0 if there is none at all.
net::UploadId User::some_upload() {
    const hub::State& state = stage_.chronicle.hub().state();
    const hub::User* self = state.user(id());
    if (self != nullptr && !self->uploads.empty() && !chance_.one_in(5))
        return *std::next(self->uploads.begin(),
                          static_cast<std::ptrdiff_t>(chance_.below(self->uploads.size())));
    return state.uploads.empty() ? net::UploadId{} : state.uploads.begin()->first;
}

void User::perform(net::Command command) {
    if (!process_) return;
    say("gives command " + std::to_string(command.index()));
    tell(model::Perform{std::move(command), {}});
}

void User::ask(model::Question question) {
    tell(model::Ask{std::move(question), {}});
}

// --- all of it

void User::act() {
    if (!process_) return;
    using Subject = void (User::*)();
    struct Share {
        std::size_t of_100;
        Subject subject;
    };
    constexpr std::array shares{Share{32, &User::talk},
                                Share{12, &User::change_messages},
                                Share{14, &User::come_and_go},
                                Share{8, &User::keep_order},
                                Share{12, &User::play},
                                Share{4, &User::furnish},
                                Share{4, static_cast<Subject>(&User::ask)},
                                Share{10, &User::look},
                                Share{4, &User::fiddle}};
    std::size_t drawn = chance_.below(100);
    for (const Share& share : shares) {
        if (drawn < share.of_100) return (this->*share.subject)();
        drawn -= share.of_100;
    }
}

// --- what is said

void User::talk() {
    const std::size_t what = chance_.below(20);
    if (what == 0) return post(some_room(), 30 + chance_.below(30));
    if (what < 4) return post_before_joining();
    const net::RoomId room = some_room();
    if (what < 7) {
        const net::Message* message = some_message(room);
        return post(room, 1, message == nullptr ? net::MessageId{} : message->id);
    }
    post(room, 1 + chance_.below(6));
}

void User::post(net::RoomId room, std::size_t count, net::MessageId reply_to) {
    if (!process_) return;
    const std::string secret = secret_said_in(room);
    std::vector<model::LinkCommand> commands;
    const std::size_t padding = chance_.one_in(6) ? chance_.below(3000) : chance_.below(20);
    for (std::size_t i = 0; i < count; ++i) {
        const Token token{number_, next_number_++};
        std::string text = spelled(token) + " " + secret + some_mention(room);
        text += std::string(padding, 'x') + "!";
        commands.push_back(model::Post{room, std::move(text), spelled(token), reply_to});
    }
    say("posts " + spelled({number_, next_number_ - count}) +
        (count > 1 ? " to " + spelled({number_, next_number_ - 1}) : "") + " in " + text_of(room));
    process_->core.handle(std::move(commands));
}

// The first post is refused, unless it is overtaken by the joining.
void User::post_before_joining() {
    const net::RoomId room = some_foreign_room(net::RoomKind::Public);
    if (!room) return;
    post(room, 1);
    perform(join(room));
    post(room, 2);
}

void User::edit(net::RoomId room, const net::Message& message) {
    perform(net::EditMessage{room, at(message),
                             "e" + std::to_string(number_) + "." + std::to_string(next_text_++) + " " +
                                 secret_said_in(room) + "!"});
}

void User::change_messages() {
    const net::RoomId room = some_room();
    const net::Message* found = some_message(room);
    if (found == nullptr) return;
    const net::Message message = *found;
    switch (chance_.below(10)) {
        case 0:
        case 1:
        case 2:
            return edit(room, message);
        case 3:
        case 4:
            return perform(net::DeleteMessage{room, at(message)});
        case 5:
            // Beside whoever edits it: the two meet on their way.
            if (message.author.id == process_->model.me().id) edit(room, message);
            perform(net::DeleteMessage{room, at(message)});
            return edit(room, message);
        case 6:
            return perform(net::PinMessage{room, at(message), !chance_.one_in(3)});
        default:
            return perform(
                net::React{room, at(message), emoji[chance_.below(emoji.size())], !chance_.one_in(3)});
    }
}

// --- rooms

void User::make_room() {
    const bool is_private = chance_.one_in(2);
    const std::string name = "room " + std::to_string(number_) + "-" + std::to_string(next_room_++);
    say("makes " + name + (is_private ? ", private" : ""));
    const net::RoomKind kind = is_private ? net::RoomKind::Private : net::RoomKind::Public;
    perform(net::CreateRoom{name, kind, {}});
}

// A stranger at a room that is none of its business.
void User::knock() {
    const net::RoomId room =
        some_foreign_room(chance_.one_in(4) ? net::RoomKind::Direct : net::RoomKind::Private);
    if (!room) return;
    switch (chance_.below(6)) {
        case 0:
            return post(room, 1);
        case 1:
            return tell(model::Typing{room});
        case 2:
            return ask(net::History{.room = room, .before = {}, .after = {}, .at = {}, .limit = 50});
        case 3:
            return ask(net::Search{
                .words = "", .rooms = {room}, .from = {}, .since = {}, .until = {}, .before = {}});
        case 4: {
            net::JoinRoom command = join(chance_.one_in(2) ? room : net::RoomId{});
            command.name = stage_.chronicle.hub().state().room(room)->row.name;
            command.passkey = chance_.one_in(3) ? std::string(passkey_mark) + "wrong" : passkey_of(room);
            return perform(command);
        }
        default:
            return perform(join(room));
    }
}

void User::come_and_go() {
    switch (chance_.below(16)) {
        case 0:
        case 1:
            return make_room();
        case 2:
        case 3:
            if (const net::RoomId room = some_foreign_room(net::RoomKind::Public)) perform(join(room));
            return;
        case 4:
        case 5:
        case 6:
            if (!process_->model.invitations().empty()) {
                const net::RoomId room = process_->model.invitations().front().room.id;
                if (chance_.one_in(4)) return perform(net::LeaveRoom{room});
                say("accepts the invitation to " + text_of(room));
                perform(join(room));
            }
            return;
        case 7:
        case 8:
            if (const net::RoomId room = some_room(); room != net::lobby) {
                say("leaves " + text_of(room));
                perform(net::LeaveRoom{room});
            }
            return;
        case 9:
        case 10:
        case 11: {
            const net::RoomId room = some_room();
            const net::UserId invited = somebody();
            say("invites user " + std::to_string(invited.value) + " to " + text_of(room));
            const net::Role role = chance_.one_in(4) ? net::Role::Guest : net::Role::Member;
            return perform(net::InviteUser{room, invited, role});
        }
        case 12:
            return perform(net::OpenDirect{somebody()});
        case 13:
            if (chance_.one_in(4)) perform(net::DissolveRoom{some_room()});
            return;
        default:
            return knock();
    }
}

// --- order

void User::keep_order() {
    const net::RoomId room = chance_.one_in(4) ? net::lobby : some_room();
    const net::UserId user = some_member(room);
    const net::Milliseconds span = chance_.one_in(3) ? net::Milliseconds{} : chance_.span(1, 60'000);
    const std::string reason = "because " + secret_said_in(room);
    say("keeps order in " + text_of(room) + " with user " + std::to_string(user.value));
    switch (chance_.below(12)) {
        case 0:
        case 1:
            return perform(net::KickUser{room, user, reason});
        case 2:
        case 3:
            return perform(net::BanUser{.room = room,
                                        .user = user,
                                        .span = span,
                                        .reason = reason,
                                        .with_addresses = false,
                                        .addresses = {}});
        case 4:
            return perform(net::UnbanUser{room, user});
        case 5:
        case 6:
            return perform(net::MuteUser{room, user, span, reason});
        case 7:
            return perform(net::UnmuteUser{room, user});
        case 8:
        case 9:
            return perform(net::SetRole{room, user, static_cast<net::Role>(chance_.below(3))});
        case 10:
            return perform(
                net::SetRole{room, user, chance_.one_in(2) ? net::Role::Owner : net::Role::Member});
        default:
            return perform(net::ClaimOwner{
                .code = chance_.one_in(4) ? std::string("7K4-MP2-QXS") : stage_.owner_code, .proof = {}});
    }
}

void User::furnish() {
    const net::RoomId room = some_room();
    switch (chance_.below(12)) {
        case 0:
        case 1:
            return perform(
                net::RenameRoom{room, "n" + std::to_string(next_text_++) + secret_shown_in(room), {}});
        case 2:
        case 3:
        case 4:
            return perform(
                net::SetTopic{room, "topic " + std::to_string(next_text_++) + secret_shown_in(room)});
        case 5:
            return perform(
                net::SetRoomKind{room, chance_.one_in(3) ? net::RoomKind::Public : net::RoomKind::Private});
        case 7:
            return perform(net::SetPosters{room, chance_.one_in(2)
                                                     ? net::Posters::Everyone
                                                     : static_cast<net::Posters>(chance_.below(3))});
        case 8:
            return perform(net::SetSlowMode{room, static_cast<std::uint32_t>(chance_.below(3))});
        case 9:
        case 10: {
            net::SetRoomPasskey command;
            command.room = room;
            if (!chance_.one_in(3)) command.passkey = passkey_of(room);
            return perform(command);
        }
        default: {
            const hub::State& state = stage_.chronicle.hub().state();
            const std::int64_t before = state.at.value - chance_.between(0, 20'000);
            return perform(net::PurgeMessages{room, {std::max<std::int64_t>(before, 1)}});
        }
    }
}

// --- questions

void User::ask() {
    const net::RoomId room = chance_.one_in(4) ? some_room_at_all() : some_room();
    switch (chance_.below(10)) {
        case 0:
        case 1: {
            net::History history{.room = room, .before = {}, .after = {}, .at = {}, .limit = 20};
            const net::Message* message = some_message(room);
            if (message != nullptr && chance_.one_in(2)) history.after = message->sequence;
            if (message != nullptr && chance_.one_in(2)) history.at = message->at;
            return ask(history);
        }
        case 2:
        case 3: {
            net::Search search;
            search.words = chance_.one_in(2)   ? ""
                           : chance_.one_in(2) ? "e" + std::to_string(number_)
                                               : "because";
            if (chance_.one_in(2)) search.rooms = {room};
            return ask(search);
        }
        case 4:
            return ask(net::Pins{room, {}});
        case 5:
            if (const net::Message* message = some_message(room)) ask(net::Edits{room, message->id});
            return;
        case 6:
            return chance_.one_in(2) ? ask(net::Audit{chance_.one_in(2) ? room : net::lobby, {}})
                                     : ask(net::Bans{room, {}});
        case 7:
            return ask(net::Person{somebody()});
        default:
            return ask(net::Directory{{}});
    }
}

void User::look() {
    switch (chance_.below(12)) {
        case 0:
        case 1:
            if (const model::Room* room = process_->model.room(some_room()))
                tell(model::LoadOlder{room->id, room->loaded_from});
            return;
        case 2:
            return tell(model::LoadMembers{some_room()});
        case 3:
        case 4:
            return tell(model::Typing{some_room()});
        case 5: {
            wish_ = static_cast<net::PresenceState>(chance_.below(4));
            say("wants to be seen as " + std::to_string(static_cast<int>(wish_)));
            return tell(model::SetPresence{wish_});
        }
        default:
            return mark_read();
    }
}

void User::mark_read() {
    const model::Room* room = process_->model.room(some_room());
    if (room == nullptr || !room->head) return;
    tell(model::MarkRead{room->id, room->mark_at(room->head)});
}

// --- itself and its program

void User::fiddle() {
    switch (chance_.below(12)) {
        case 0:
        case 1:
            if (!process_->model.pending().empty()) {
                const auto& pending = process_->model.pending();
                tell(model::Cancel{pending[chance_.below(pending.size())].ref});
            }
            return;
        case 2:
            return perform(
                net::Rename{"User " + std::to_string(number_) + "-" + std::to_string(next_text_++), {}});
        case 3:
            return perform(net::SetProfile{{.colour = static_cast<std::uint32_t>(chance_.below(0xFFFFFF)),
                                            .status = "status " + std::to_string(next_text_++),
                                            .picture = some_upload()},
                                           "bio"});
        case 4:
            say("disconnects");
            return tell(model::Disconnect{});
        case 5:
        case 6:
        case 7:
            return perform(net::BeginUpload{.name = "file " + std::to_string(next_text_++),
                                            .size = chance_.below(2 * net::max_picture_bytes),
                                            .hash = {static_cast<std::uint8_t>(chance_.below(9))}});
        case 8:
            return perform(net::DropUpload{some_upload()});
        default:
            return tell(model::RetryNow{});
    }
}

void User::load_members() {
    if (!process_) return;
    members_asked_.clear();
    for (const net::RoomId room : std::vector(process_->model.rooms())) {
        members_asked_.insert(room);
        tell(model::LoadMembers{room});
    }
}

}  // namespace crosstalk::testing
