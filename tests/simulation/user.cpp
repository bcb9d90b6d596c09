#include "tests/simulation/user.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace crosstalk::testing {

namespace {

std::string text_of(net::RoomId room) {
    return "room " + std::to_string(room.value);
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
    read_.clear();
    wish_ = net::PresenceState::Online;
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

net::UserId User::id() const {
    const hub::Device* known = stage_.chronicle.hub().state().device(device());
    return known == nullptr ? net::UserId{} : known->row.user;
}

bool User::is_online() const {
    return process_ && process_->model.connection().state == model::ConnectionState::Online;
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

// --- what it is told

void User::told(const model::LinkEvent& event) {
    process_->model.apply(event);
    stage_.read_journal();
    std::visit(
        [this](const auto& known) {
            if constexpr (requires { this->take(known); }) this->take(known);
        },
        event);
    if (stage_.verdict.is_bad()) return;
    for (const net::RoomId id : process_->model.rooms()) {
        const model::Room& room = *process_->model.room(id);
        net::ReadMark& read = read_[id].read;
        // Mentions are counted anew in a new stay, which begins at the room's end.
        const bool is_further = room.read.sequence >= read.sequence && room.read.posts >= read.posts &&
                                (room.read.mentions >= read.mentions || room.read.sequence > read.sequence);
        if (!is_further && !stale_.contains(id)) wrong(room, "its read mark has gone back");
        read = room.read;
    }
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

void User::take(const model::RoomSynced& synced) {
    const net::RoomId id = synced.state.room.room.id;
    stale_.erase(id);
    if (const model::Room* room = process_->model.room(id)) {
        check_beginning(*room);
        check_room(*room, Strictness::Running);
    }
}

void User::take(const model::MissedMessages& missed) {
    stale_.erase(missed.room);
    if (const model::Room* room = process_->model.room(missed.room)) {
        check_beginning(*room);
        check_room(*room, Strictness::Running);
    }
}

void User::take(const model::OlderArrived& older) {
    if (const model::Room* room = process_->model.room(older.page.room))
        check_room(*room, Strictness::Running);
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
    read_.clear();
    newest_acknowledged_.clear();
}

void User::take(const model::MembersArrived& members) {
    if (members.page.last) members_asked_.erase(members.page.room);
}

// It may have left a room and come back while it was away: marks begin anew then.
void User::take(const model::RoomsListed& listed) {
    const Chronicle& chronicle = stage_.chronicle;
    for (const net::MyRoom& mine : listed.rooms) {
        const net::RoomId room = mine.room.id;
        const net::Position since = chronicle.member_since(room, id(), chronicle.position());
        if (read_[room].since != since) read_[room] = {since, {}};
    }
}

void User::take(const model::RoomRemoved& removed) {
    stale_.erase(removed.what.room);
    read_.erase(removed.what.room);
    marked_.erase(removed.what.room);
    begun_.erase(removed.what.room);
}

void User::take(const model::ReadUpTo& read) {
    if (!stale_.contains(read.room)) marked_[read.room] = read.mark.sequence;
}

void User::take(const model::Refused& refused) {
    say("is refused: " + refused.text);
}

}  // namespace crosstalk::testing
