#include "tests/simulation/user.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace crosstalk::testing {

namespace {

std::string text_of(net::RoomId room) {
    return "room " + std::to_string(room.value);
}

net::JoinRoom join(net::RoomId room) {
    net::JoinRoom command;
    command.room = room;
    return command;
}

}  // namespace

User::Process::Process(User& user)
    : runtime(user.stage_.loop, user.chance_.number(),
              {VirtualRuntime::first_day.value + user.chance_.between(-100'000, 100'000)}),
      dialer(user.stage_.network, runtime, user.address_),
      core({.program = "simulated", .completeness = user.completeness_}, dialer, runtime, user.profile_,
           [&user, this](const model::LinkEvent& event) {
               if (user.process_.get() == this) user.told(event);
           }) {
    dialer.delay = [&user] { return user.chance_.span(0, 50); };
}

User::User(Stage stage, std::uint64_t number, std::uint64_t seed)
    : stage_(std::move(stage)),
      number_(number),
      address_("10.0.0." + std::to_string(number)),
      chance_(seed),
      profile_([this](std::span<std::uint8_t> out) {
          for (std::uint8_t& byte : out)
              byte = static_cast<std::uint8_t>(chance_.number());
      }),
      completeness_(chance_.one_in(2) ? link::Completeness::Everything : link::Completeness::Newest) {}

void User::say(const std::string& what) const {
    if (stage_.verdict.is_tracing()) stage_.verdict.say("user " + std::to_string(number_) + "  " + what);
}

// --- its program

void User::start() {
    if (process_) return;
    say("starts its program");
    begun_.clear();
    process_ = std::make_unique<Process>(*this);
    process_->core.start();
    connect();
}

void User::crash() {
    if (!process_) return;
    say("its program is killed");
    process_.reset();
}

void User::quit() {
    if (!process_) return;
    say("quits");
    process_->core.stop();
    quitting_.push_back(std::move(process_));
    quitting_.back()->runtime.after({3000}, [this] {
        // The program's end takes this very task along.
        stage_.loop.after({}, [this] { quitting_.erase(quitting_.begin()); });
    });
}

void User::step_clock(net::Milliseconds by) {
    if (process_) process_->runtime.step_wall(by);
}

Connection* User::connection() {
    return process_ ? process_->dialer.newest() : nullptr;
}

void User::tell(model::LinkCommand command) {
    if (!process_) return;
    std::vector<model::LinkCommand> commands;
    commands.push_back(std::move(command));
    process_->core.handle(std::move(commands));
}

void User::connect() {
    tell(model::Connect{.address = "server:12345",
                        .name = "User " + std::to_string(number_),
                        .any_number = true,
                        .passkey = stage_.passkey,
                        .invite = {},
                        .saved = {}});
}

void User::insist() {
    if (!process_) return start();
    const auto state = process_->model.connection().state;
    if (state == model::ConnectionState::Idle || state == model::ConnectionState::Refused) connect();
}

// --- what it does

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

void User::act() {
    if (!process_) return;
    switch (chance_.below(20)) {
        case 0:
        case 1: {
            const bool is_private = chance_.one_in(2);
            const std::string name = "room " + std::to_string(number_) + "-" + std::to_string(next_room_++) +
                                     (is_private ? "p" : "");
            say("makes " + name);
            const net::RoomKind kind = is_private ? net::RoomKind::Private : net::RoomKind::Public;
            return tell(model::Perform{net::CreateRoom{name, kind, {}}, {}});
        }
        case 2:
            if (const net::RoomId room = some_foreign_room(net::RoomKind::Public)) {
                say("joins " + text_of(room));
                tell(model::Perform{join(room), {}});
            }
            return;
        case 3:
            if (!process_->model.invitations().empty()) {
                const net::RoomId room = process_->model.invitations().front().room.id;
                if (chance_.one_in(4)) {
                    say("declines the invitation to " + text_of(room));
                    return tell(model::Perform{net::LeaveRoom{room}, {}});
                }
                say("accepts the invitation to " + text_of(room));
                tell(model::Perform{join(room), {}});
            }
            return;
        case 4:
            if (const net::RoomId room = some_room(); room != net::lobby) {
                say("leaves " + text_of(room));
                tell(model::Perform{net::LeaveRoom{room}, {}});
            }
            return;
        case 5: {
            const auto& users = stage_.chronicle.hub().state().users;
            if (users.empty()) return;
            const net::RoomId room = some_room();
            const auto invited =
                std::next(users.begin(), static_cast<std::ptrdiff_t>(chance_.below(users.size())));
            say("invites user " + std::to_string(invited->first.value) + " to " + text_of(room));
            return tell(model::Perform{net::InviteUser{room, invited->first, net::Role::Member}, {}});
        }
        case 6:
            if (const model::Room* room = process_->model.room(some_room())) {
                tell(model::LoadOlder{room->id, room->loaded_from});
            }
            return;
        case 7:
            return tell(model::LoadMembers{some_room()});
        case 8:
        case 9:
            return mark_read();
        case 10:
            if (!process_->model.pending().empty()) {
                const auto& pending = process_->model.pending();
                tell(model::Cancel{pending[chance_.below(pending.size())].ref});
            }
            return;
        case 11:
            return post_before_joining();
        case 12:
            // A stranger knocks at a room that is none of its business.
            if (const net::RoomId room = some_foreign_room(net::RoomKind::Private)) {
                return chance_.one_in(2) ? post(room, 1) : tell(model::Perform{join(room), {}});
            }
            return;
        case 13:
            if (!chance_.one_in(4)) return tell(model::RetryNow{});
            say("disconnects");
            return tell(model::Disconnect{});
        case 14:
            return post(some_room(), 30 + chance_.below(30));
        default:
            return post(some_room(), 1 + chance_.below(6));
    }
}

void User::post(net::RoomId room, std::size_t count) {
    const Chronicle::RoomPast* past = stage_.chronicle.room(room);
    const hub::Room* known = stage_.chronicle.hub().state().room(room);
    const bool is_secret = known != nullptr && known->row.kind == net::RoomKind::Private;
    std::vector<model::LinkCommand> commands;
    const std::size_t padding = chance_.one_in(6) ? chance_.below(3000) : chance_.below(20);
    for (std::size_t i = 0; i < count; ++i) {
        const Token token{number_, next_number_++};
        std::string text = spelled(token) + " ";
        if (is_secret) text += secret_of(past->made_by) + " ";
        text += std::string(padding, 'x') + "!";
        commands.push_back(model::Post{room, std::move(text), spelled(token)});
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
    say("joins " + text_of(room));
    tell(model::Perform{join(room), {}});
    post(room, 2);
}

void User::mark_read() {
    const model::Room* room = process_->model.room(some_room());
    if (room == nullptr || !room->head) return;
    tell(model::MarkRead{room->id, room->mark_at(room->head)});
}

void User::load_members() {
    if (!process_) return;
    members_asked_.clear();
    for (const net::RoomId room : std::vector(process_->model.rooms())) {
        members_asked_.insert(room);
        tell(model::LoadMembers{room});
    }
}

// --- what it is told

void User::told(const model::LinkEvent& event) {
    process_->model.apply(event);
    stage_.read_journal();
    std::visit(
        [this](const auto& known) {
            if constexpr (requires { this->take(known); }) this->take(known);
        },
        event);
}

void User::take(const model::Queued& queued) {
    say("has queued " + queued.ref);
    if (const auto token = token_of(queued.text)) open_[*token] = queued.room;
}

void User::take(const model::Withdrawn& withdrawn) {
    say("has taken back " + withdrawn.ref);
    if (const auto token = token_of(withdrawn.ref)) {
        if (open_.erase(*token) != 0 && stage_.chronicle.place_of(*token)) {
            stage_.verdict.violated("taken back", spelled(*token) + " was taken back and is in the log");
        }
    }
}

bool User::notice(const std::string& ref) {
    if (completeness_ != link::Completeness::Everything) return false;
    process_->runtime.after(chance_.span(0, 2000), [this, ref, process = process_.get()] {
        if (process_.get() != process) return;  // it has quit meanwhile
        unnoticed_.erase(ref);
        tell(model::AnswerShown{ref});
    });
    return !unnoticed_.insert(ref).second;
}

void User::take(const model::Failed& failed) {
    say("hears that " + failed.ref + " has failed");
    notice(failed.ref);
    const auto token = token_of(failed.ref);
    if (!token) return;
    open_.erase(*token);
    if (stage_.chronicle.place_of(*token)) {
        stage_.verdict.violated("failed is not done", spelled(*token) + " has failed and is in the log");
    }
}

void User::take(const model::Acknowledged& acknowledged) {
    say("hears that " + acknowledged.ref + " is done");
    const bool is_repeated = notice(acknowledged.ref);
    const auto token = token_of(acknowledged.ref);
    if (!token) return;
    if (open_.erase(*token) == 0 && !is_repeated) {
        stage_.verdict.violated("acknowledged once",
                                spelled(*token) + " was acknowledged and was not waiting for it");
    }
    const auto place = stage_.chronicle.place_of(*token);
    if (lost_.contains(*token)) return;
    if (!place) {
        return stage_.verdict.violated("acknowledged is durable",
                                       spelled(*token) + " was acknowledged and is not in the log");
    }
    const net::Outcome& outcome = acknowledged.outcome;
    if (place->room != outcome.room || place->sequence != outcome.sequence ||
        place->message != outcome.message) {
        stage_.verdict.violated("acknowledged is true", spelled(*token) + " stands elsewhere than was said");
    }
    acknowledged_.insert(*token);
    check_order(*token, *place);
}

// A later post of the same author in the same room stands at a later place.
void User::check_order(const Token& token, const Chronicle::Place& place) {
    if (stage_.witness.was_refused(token)) return;
    Token& newest = newest_acknowledged_[place.room];
    const auto before = stage_.chronicle.place_of(newest);
    if (before && before->room == place.room && (newest < token) != (before->sequence < place.sequence)) {
        stage_.verdict.violated("order of writing", spelled(token) + " and " + spelled(newest) +
                                                        " of one author have changed places in " +
                                                        text_of(place.room));
    }
    newest = std::max(newest, token);
}

void User::take(const model::RoomSynced& synced) {
    const net::RoomId id = synced.state.room.room.id;
    stale_.erase(id);
    if (const model::Room* room = process_->model.room(id)) {
        check_beginning(*room);
        check_room(*room);
    }
}

void User::take(const model::MissedMessages& missed) {
    stale_.erase(missed.room);
    if (const model::Room* room = process_->model.room(missed.room)) {
        check_beginning(*room);
        check_room(*room);
    }
}

void User::take(const model::OlderArrived& older) {
    if (const model::Room* room = process_->model.room(older.page.room)) check_room(*room);
}

void User::take(const model::Happened& happened) {
    const model::Room* room = process_->model.room(happened.event.room);
    if (room == nullptr || stale_.contains(room->id)) return;
    if (room->head != happened.event.sequence) {
        stage_.verdict.violated("no gap", "a fact of " + text_of(room->id) +
                                              " did not fit into the copy of user " +
                                              std::to_string(number_));
    }
    const Chronicle::RoomPast* past = stage_.chronicle.room(room->id);
    const std::uint64_t sequence = happened.event.sequence.value;
    if (past == nullptr || sequence > past->facts.size() || past->facts[sequence - 1] != happened.event) {
        stage_.verdict.violated("copies equal the log",
                                "a fact of " + text_of(room->id) + " is another in the log");
    }
}

void User::take(const model::PastForgotten&) {
    say("is told that the past is another one");
    stale_.clear();
    marked_.clear();
    newest_acknowledged_.clear();
}

void User::take(const model::MembersArrived& members) {
    if (members.page.last) members_asked_.erase(members.page.room);
}

void User::take(const model::RoomRemoved& removed) {
    stale_.erase(removed.what.room);
}

void User::take(const model::ReadUpTo& read) {
    if (!stale_.contains(read.room)) marked_[read.room] = read.mark.sequence;
}

void User::take(const model::Refused& refused) {
    say("is refused: " + refused.text);
}

// --- what is expected of it

// A program that wants everything goes on where it has marked.
void User::check_beginning(const model::Room& room) {
    if (!begun_.insert(room.id).second || completeness_ == link::Completeness::Newest) return;
    const auto marked = marked_.find(room.id);
    if (marked != marked_.end() && room.loaded_from > marked->second.next()) {
        stage_.verdict.violated("nothing is missed",
                                "user " + std::to_string(number_) + " marked " + text_of(room.id) +
                                    " up to " + std::to_string(marked->second.value) + " and goes on at " +
                                    std::to_string(room.loaded_from.value));
    }
}

void User::check_room(const model::Room& room) const {
    if (!room.loaded_from || stale_.contains(room.id)) return;
    const auto expected = stage_.chronicle.messages(room.id, room.loaded_from, room.head);
    if (std::ranges::equal(room.messages, expected)) return;
    stage_.verdict.violated(
        "copies equal the log",
        "user " + std::to_string(number_) + " has another " + text_of(room.id) + " from " +
            std::to_string(room.loaded_from.value) + " to " + std::to_string(room.head.value) + ": " +
            std::to_string(room.messages.size()) + " messages instead of " + std::to_string(expected.size()));
}

void User::past_was_lost() {
    if (process_) {
        for (const net::RoomId room : process_->model.rooms())
            stale_.insert(room);
    }
    // The one loss that is allowed.
    const auto is_lost = [this](const Token& token) { return !stage_.chronicle.place_of(token); };
    std::ranges::copy_if(acknowledged_, std::inserter(lost_, lost_.end()), is_lost);
    std::erase_if(acknowledged_, is_lost);
    for (const std::string& ref : unnoticed_) {
        const auto token = token_of(ref);
        if (token && !stage_.chronicle.place_of(*token)) lost_.insert(*token);
    }
    newest_acknowledged_.clear();
    marked_.clear();
}

bool User::is_settled(std::string* why_not) const {
    const auto no = [&](const std::string& reason) {
        if (why_not != nullptr) *why_not = "user " + std::to_string(number_) + " " + reason;
        return false;
    };
    if (!process_) return no("is not running");
    const model::Model& model = process_->model;
    if (model.connection().state != model::ConnectionState::Online) {
        return no("is not online: " + model.connection().reason);
    }
    if (!open_.empty()) return no("has not sent " + spelled(open_.begin()->first));
    // What has failed is kept until it is tried again; what has no answer yet must not be left.
    const auto left = profile_.outbox(stage_.network.server_key.bytes);
    if (!std::ranges::all_of(left, [](const link::OutboxItem& item) { return item.outcome.has_value(); })) {
        return no("has something in its outbox");
    }
    for (const model::PendingPost& post : model.pending()) {
        if (post.state == model::PendingState::Failed || lost_.contains(*token_of(post.ref))) continue;
        return no("still shows " + post.ref + " as pending, place " + std::to_string(post.sequence.value) +
                  " of " + text_of(post.room));
    }
    const hub::State& state = stage_.chronicle.hub().state();
    const hub::Device* known = state.device(device());
    if (known == nullptr) return no("is not known to the server");
    const hub::User& user = *state.user(known->row.user);
    if (model.rooms().size() != user.rooms.size() + 1) return no("has not all its rooms");
    for (const net::RoomId id : model.rooms()) {
        const hub::Room* real = state.room(id);
        if (real == nullptr || !state.is_member(id, known->row.user)) return no("has a room it is not in");
        const model::Room& room = *model.room(id);
        if (room.head != real->row.head) return no("is behind in " + text_of(id));
        if (room.posts != real->row.posts) return no("has another count of posts in " + text_of(id));
        if (stale_.contains(id)) return no("has an old past of " + text_of(id));
    }
    std::set<net::RoomId> invitations;
    for (const model::Invitation& invitation : model.invitations())
        invitations.insert(invitation.room.id);
    for (const net::RoomId id : user.invitations) {
        if (!invitations.contains(id)) return no("does not know that it is invited to " + text_of(id));
    }
    if (invitations.size() != user.invitations.size()) return no("has an invitation that is none any more");
    return true;
}

void User::check_everything() const {
    for (const Token& token : acknowledged_) {
        if (!stage_.chronicle.place_of(token)) {
            stage_.verdict.violated("acknowledged stays", spelled(token) + " was acknowledged and is gone");
        }
    }
    if (!process_) return;
    for (const net::RoomId id : process_->model.rooms())
        check_room(*process_->model.room(id));
}

bool User::has_members() const {
    return process_ && members_asked_.empty() &&
           std::ranges::all_of(process_->model.rooms(), [this](net::RoomId room) {
               return process_->model.room(room)->members_state == model::Room::MembersState::Loaded;
           });
}

void User::check_members(const std::set<net::UserId>& online) const {
    for (const net::RoomId id : process_->model.rooms()) {
        const model::Room& room = *process_->model.room(id);
        std::map<net::UserId, net::MemberPresence> expected;
        for (const auto& [user, row] : stage_.chronicle.hub().state().users) {
            if (!stage_.chronicle.hub().state().is_member(id, user)) continue;
            expected[user] = {stage_.chronicle.hub().state().ref(user), online.contains(user)
                                                                            ? net::PresenceState::Online
                                                                            : net::PresenceState::Offline};
        }
        for (const auto& [user, presence] : expected) {
            const auto found = room.members.find(user);
            if (found != room.members.end() && found->second.presence == presence) continue;
            stage_.verdict.violated("members converge",
                                    "user " + std::to_string(number_) +
                                        (found == room.members.end() ? " misses " : " mistakes ") +
                                        std::to_string(user.value) + " in " + text_of(id));
        }
        if (room.members.size() > expected.size()) {
            stage_.verdict.violated(
                "members converge",
                "user " + std::to_string(number_) + " has members in " + text_of(id) + " who are not there");
        }
    }
}

}  // namespace crosstalk::testing
