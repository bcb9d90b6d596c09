#include "server/runtime/session.hpp"

#include <algorithm>
#include <utility>

#include "net/fault.hpp"
#include "net/text/log_text.hpp"
#include "net/text/message_text.hpp"
#include "net/text/names.hpp"
#include "net/text/utf8.hpp"
#include "server/runtime/node.hpp"

namespace crosstalk::server {

namespace {

// Questions to the archive that one session may have in flight, beside those for the rooms it watches.
constexpr std::size_t max_pages = 8;
// In milliseconds of the steady clock: one wake-up of the process serves every connection that is due by then.
constexpr std::int64_t keep_alive_grid = 500;

// Fills in what the client may not say itself. A command that can have no effect gives its answer, and is left so
// that the hub, too, refuses it.
std::optional<net::Status> complete(net::Command& command) {
    if (std::holds_alternative<net::Unknown>(command)) {
        command = net::PostMessage{};
        return net::Status::Unknown;
    }
    if (auto* post = std::get_if<net::PostMessage>(&command)) {
        post->text = text::sanitise_message(post->text);
        const bool is_fine =
            !text::is_blank(post->text) && text::count_code_points(post->text) <= net::max_text_code_points;
        if (is_fine) return std::nullopt;
        post->text.clear();
        return net::Status::Invalid;
    }
    if (auto* create = std::get_if<net::CreateRoom>(&command)) {
        const auto made = text::make_name(create->name);
        const auto* name = std::get_if<text::Name>(&made);
        create->name = name == nullptr ? "" : name->display;
        create->name_key = name == nullptr ? "" : name->key;
        if (name == nullptr) return net::Status::Invalid;
    }
    return std::nullopt;
}

}  // namespace

Session::Session(Node& node, net::SessionId id, transport::Channel& channel, transport::Peer peer)
    : node_(node),
      id_(id),
      channel_(&channel),
      peer_(std::move(peer)),
      feeds_(channel, static_cast<std::size_t>(node.options().limits.outbox_soft_bytes),
             node.options().history, [&node, id](const ports::RowsAbove& question, std::uint64_t generation) {
                 node.view().rows_above(question, node.hub().state().mark.position,
                                        [&node, id, room = question.room, generation](ports::Rows rows) {
                                            Session* session = node.session(id);
                                            if (session == nullptr || session->is_leaving()) return;
                                            session->feeds_.answered(room, generation, std::move(rows));
                                        });
             }) {
    login_ = std::make_unique<Login>(node.login_desk(id), peer_, [this](net::Bytes frame) {
        channel_->send(std::make_shared<const net::Bytes>(std::move(frame)), transport::Queue::MustKeep);
    });
    channel_->set_max_payload(net::max_login_frame_bytes);
    last_heard_ = node_.runtime().steady();
    life_timer_ = node_.runtime().after({node_.options().limits.login_ms}, [this] {
        life_timer_ = {};
        dismiss({.code = net::ErrorCode::Timeout,
                 .text = "Logging in took too long. Connect again.",
                 .retry_after = {},
                 .then = net::AfterGoodbye::Reconnect});
    });
}

void Session::retire() {
    leaving_ = true;
    node_.runtime().cancel(std::exchange(command_timer_, {}));
    node_.runtime().cancel(std::exchange(life_timer_, {}));
}

// --- from the channel ----------------------------------------------------------------------------------------

void Session::received(const net::FrameView& frame) {
    if (leaving_) return;
    last_heard_ = node_.runtime().steady();
    pinged_ = false;
    if (login_ != nullptr) {
        const net::Limits& limits = node_.options().limits;
        login_bytes_ += static_cast<std::int64_t>(net::frame_header_bytes + frame.payload.size());
        if (++login_frames_ > limits.login_frames || login_bytes_ > limits.login_bytes) {
            return misbehaved("sent too much before logging in");
        }
    }
    auto decoded = net::decode_from_client(frame);
    if (const auto* fault = std::get_if<net::DecodeFault>(&decoded)) return misbehaved(fault->reason);
    const auto& message = std::get<net::FromClient>(decoded);
    if (login_ != nullptr) {
        if (std::holds_alternative<net::Goodbye>(message)) return take_message(net::Goodbye{}, {});
        follow(login_->receive(message, frame.payload, frame.header.tag));
    } else {
        take(message, frame.header.tag);
    }
}

void Session::received_all() {
    // Also what came together with a goodbye is on its way.
    node_.pump_soon();
    flush();
}

void Session::drained() {
    if (leaving_) return;
    catch_up();
    flush();
}

void Session::closed(const std::string& reason) {
    retire();
    node_.gone(*this, reason);
}

// --- login ---------------------------------------------------------------------------------------------------

void Session::registered(const net::Outcome& outcome) {
    if (leaving_ || login_ == nullptr) return;
    follow(login_->registered(outcome));
    flush();
}

void Session::follow(LoginStep step) {
    if (const auto* dismissal = std::get_if<Dismissal>(&step)) return dismiss(*dismissal);
    if (const auto* who = std::get_if<LoggedIn>(&step)) enter(*who);
}

void Session::enter(const LoggedIn& who) {
    if (const auto dismissal = node_.enter(*this, who)) return dismiss(*dismissal);
    node_.log(LogLevel::Info, "session " + std::to_string(id_.value) + ": user " +
                                  std::to_string(who.user.value) + " from " + text::printable(peer_.address) +
                                  " with " + text::printable(login_->program()));
    user_ = who.user;
    device_ = who.device;
    login_.reset();
    channel_->set_max_payload(net::max_frame_bytes);

    const hub::State& state = node_.hub().state();
    net::Welcome welcome{.session = id_,
                         .user = state.ref(user_),
                         .device = device_,
                         .server_name = node_.options().name,
                         .mark = state.mark,
                         .now = node_.runtime().wall(),
                         .limits = {}};
    for (const net::LimitRow& row : net::limit_rows()) {
        welcome.limits.push_back({std::string(row.name), node_.options().limits.*row.field});
    }
    send(welcome);

    net::RoomList list{.rooms = {hub::summary(*state.room(net::lobby))}, .invitations = {}, .last = false};
    const auto add = [&](std::vector<net::RoomSummary>& to, net::RoomId room) {
        to.push_back(hub::summary(*state.room(room)));
        if (list.rooms.size() + list.invitations.size() < net::max_rooms_per_frame) return;
        send(std::exchange(list, {.rooms = {}, .invitations = {}, .last = false}));
    };
    const hub::User& user = *state.user(user_);
    for (const net::RoomId room : user.rooms)
        add(list.rooms, room);
    for (const net::RoomId room : user.invitations)
        add(list.invitations, room);
    list.last = true;
    send(list);

    node_.runtime().cancel(life_timer_);
    arm_keep_alive();
}

// --- messages ------------------------------------------------------------------------------------------------

void Session::take(const net::FromClient& message, net::Tag tag) {
    std::visit(
        [&]<class M>(const M& known) {
            if constexpr (requires { take_message(known, tag); }) {
                take_message(known, tag);
            } else {
                misbehaved("sent a login message after login");
            }
        },
        message);
}

void Session::take_message(const net::Ping&, net::Tag tag) {
    send(net::Pong{}, tag);
}

void Session::take_message(const net::Goodbye&, net::Tag) {
    leaving_ = true;
    channel_->close();
}

void Session::take_message(const net::Submit& submit, net::Tag) {
    if (!submit.run || !submit.number) return misbehaved("sent a command without a number");
    if (commands_.size() + unanswered_.size() >= net::command_window) {
        return misbehaved("sent more commands than may be unanswered");
    }
    commands_.push_back(submit);
    pump_commands();
}

void Session::take_message(const net::Resume& resume, net::Tag tag) {
    if (std::exchange(resumed_, true)) return misbehaved("resumed twice");
    const bool has_any =
        std::ranges::any_of(resume.rooms, [](const net::RoomHave& room) { return bool{room.have}; });
    const bool reset = (has_any || resume.mark.position) && !node_.is_mine(resume.mark);
    send(net::Resumed{reset}, tag);
    for (net::RoomHave room : resume.rooms) {
        if (reset) room.have = {};
        if (room.watch && node_.hub().state().is_member(room.room, user_)) watch(room, {});
    }
}

void Session::take_message(const net::Watch& watched, net::Tag tag) {
    if (!watched.room.watch) {
        node_.unwatch(watched.room.room, *this);
        feeds_.unwatch(watched.room.room);
        return;
    }
    if (node_.hub().state().is_member(watched.room.room, user_)) return watch(watched.room, tag);
    send_not_found(tag);
}

void Session::take_message(const net::History& history, net::Tag tag) {
    if (!may_ask_archive()) return;
    const hub::State& state = node_.hub().state();
    if (!state.is_member(history.room, user_)) return send_not_found(tag);
    ++pages_;
    const std::size_t limit = std::clamp<std::size_t>(history.limit, 1, net::max_page_rows);
    node_.view().page_before(
        {history.room, history.before, limit}, state.mark.position,
        [&node = node_, id = id_, tag, room = history.room, before = history.before](ports::Page page) {
            Session* session = node.session(id);
            if (session == nullptr || session->leaving_) return;
            --session->pages_;
            // The user may have been removed while the archive was read.
            if (node.hub().state().is_member(room, session->user_)) {
                session->send(net::HistoryPage{room, before, page.from, std::move(page.messages)}, tag);
            } else {
                session->send_not_found(tag);
            }
            session->flush();
        });
}

void Session::take_message(const net::Members& asked, net::Tag tag) {
    const hub::State& state = node_.hub().state();
    net::MembersPage page{.room = asked.room, .after = asked.after, .members = {}, .last = true};
    const auto add_from = [&](const auto& people, const auto& counts) {
        auto next = people.upper_bound(asked.after);
        for (; next != people.end() && page.members.size() < net::max_members_per_frame; ++next) {
            if (counts(next->second)) page.members.push_back(node_.presence_of(next->first));
        }
        page.last = next == people.end();
    };
    if (!state.is_member(asked.room, user_)) {
        return send_not_found(tag);
    }
    if (asked.room == net::lobby) {
        add_from(state.users, [](const hub::User&) { return true; });
    } else {
        add_from(state.room(asked.room)->members,
                 [](const hub::MemberRow& row) { return row.standing == hub::Standing::Member; });
    }
    send(page, tag);
}

// A room that does not exist and one that is none of the asker's business look the same.
void Session::send_not_found(net::Tag tag) {
    send(net::Error{.code = net::ErrorCode::NotFound,
                    .text = "There is no such room, or you are not in it.",
                    .retry_after = {},
                    .tries_left = 0,
                    .suggestion = {}},
         tag);
}

bool Session::may_ask_archive() {
    if (pages_ < max_pages) return true;
    misbehaved("asked for more pages than may be unanswered");
    return false;
}

// --- commands ------------------------------------------------------------------------------------------------

void Session::pump_commands() {
    if (command_timer_ || leaving_) return;
    while (!commands_.empty()) {
        net::Submit& submit = commands_.front();
        const net::Milliseconds wait = node_.take_turn(user_, submit.command);
        if (wait && net::planted == net::Fault::CommandsOverRateDropped) {
            commands_.pop_front();
            continue;
        }
        if (wait) {
            command_timer_ = node_.runtime().after(wait, [this] {
                command_timer_ = {};
                pump_commands();
                node_.pump_soon();
                flush();
            });
            return;
        }
        net::LoggedCommand logged{.origin = {user_, device_, submit.run, submit.number},
                                  .command = std::move(submit.command)};
        commands_.pop_front();
        const std::optional<net::Status> refused = complete(logged.command);
        // While something of this device is in flight, only its place in the order can tell.
        if (!node_.is_in_flight(device_)) {
            auto outcome = node_.hub().foresee(logged);
            if (outcome) {
                send_result(logged.origin.run, logged.origin.number, *outcome, refused);
                continue;
            }
        }
        unanswered_[{logged.origin.run, logged.origin.number}] = refused;
        if (net::planted == net::Fault::AckedBeforeDurable)
            answer(logged.origin.run, logged.origin.number, {});
        node_.submit(std::move(logged));
    }
}

void Session::answer(net::RunId run, net::CommandNumber number, const net::Outcome& outcome) {
    if (leaving_) return;
    const auto asked = unanswered_.extract({run, number});
    send_result(run, number, outcome, asked.empty() ? std::nullopt : asked.mapped());
}

// The hub knows a command that cannot be carried out only as an invalid one.
void Session::send_result(net::RunId run, net::CommandNumber number, net::Outcome outcome,
                          std::optional<net::Status> instead_of_invalid) {
    if (outcome.status == net::Status::Invalid) outcome.status = instead_of_invalid.value_or(outcome.status);
    send(net::Result{run, number, outcome});
}

// --- keeping up ----------------------------------------------------------------------------------------------

void Session::watch(const net::RoomHave& have, net::Tag tag) {
    node_.watch(have.room, *this);
    feeds_.watch(have.room, have.have, tag);
}

void Session::stop_watching(net::RoomId room) {
    node_.unwatch(room, *this);
    feeds_.unwatch(room);
    missed_presence_.erase(room);
    missed_unread_.erase(room);
}

void Session::notify(const net::SharedFrame& frame) {
    if (!leaving_) channel_->send(frame, transport::Queue::MustKeep);
}

void Session::presence(const net::Presence& presence, const net::SharedFrame& frame) {
    if (leaving_) return;
    if (!feeds_.is_clogged()) return channel_->send(frame, transport::Queue::MayDrop);
    for (const net::MemberPresence& change : presence.changes)
        missed_presence_[presence.room].insert(change.user.id);
}

void Session::unread(net::Unread unread) {
    if (leaving_) return;
    if (!feeds_.is_clogged()) {
        return channel_->send(net::encode_shared(unread), transport::Queue::MayDrop);
    }
    for (const net::RoomSummary& room : unread.rooms)
        missed_unread_.insert(room.id);
}

void Session::flush() {
    unflushed_ = false;
    if (leaving_) return;
    channel_->flush();
    if (feeds_.is_clogged()) fall_behind();
    // It was over the limit only within this batch: nobody will say that it has drained.
    if (channel_->queued_bytes() != 0 || !has_missed_something()) return;
    catch_up();
    channel_->flush();
}

bool Session::has_missed_something() const {
    return feeds_.is_behind() || !missed_presence_.empty() || !missed_unread_.empty();
}

// What is queued and can be had later is taken back; what it was is read from the frames themselves.
void Session::fall_behind() {
    for (const net::SharedFrame& frames : channel_->drop_queued()) {
        net::FrameSplitter splitter(net::max_frame_bytes);
        splitter.append(*frames);
        for (auto next = splitter.next(); std::holds_alternative<net::FrameView>(next);
             next = splitter.next()) {
            const auto message =
                std::get<net::FromServer>(net::decode_from_server(std::get<net::FrameView>(next)));
            if (const auto* fact = std::get_if<net::Event>(&message)) {
                feeds_.taken_back(fact->room, fact->sequence);
            } else if (const auto* presence = std::get_if<net::Presence>(&message)) {
                for (const auto& change : presence->changes)
                    missed_presence_[presence->room].insert(change.user.id);
            } else if (const auto* unread = std::get_if<net::Unread>(&message)) {
                for (const auto& room : unread->rooms)
                    missed_unread_.insert(room.id);
            }
        }
    }
}

// The newest truth of what was missed, as far as it is still the user's business.
void Session::catch_up() {
    const hub::State& state = node_.hub().state();
    for (const auto& [room, users] : std::exchange(missed_presence_, {})) {
        if (!state.is_member(room, user_)) continue;
        net::Presence now{.room = room, .changes = {}};
        for (const net::UserId user : users) {
            if (state.is_member(room, user)) now.changes.push_back(node_.presence_of(user));
            if (now.changes.size() < net::max_members_per_frame) continue;
            send(std::exchange(now, {.room = room, .changes = {}}));
        }
        if (!now.changes.empty()) send(now);
    }
    net::Unread counts;
    for (const net::RoomId room : std::exchange(missed_unread_, {})) {
        if (state.is_member(room, user_)) counts.rooms.push_back(hub::summary(*state.room(room)));
        if (counts.rooms.size() == net::max_rooms_per_frame) send(std::exchange(counts, {}));
    }
    if (!counts.rooms.empty()) send(counts);
    feeds_.resume();
}

// --- life and death ------------------------------------------------------------------------------------------

void Session::arm_keep_alive() {
    if (leaving_) return;
    const net::Limits& limits = node_.options().limits;
    const std::int64_t now = node_.runtime().steady().value;
    const std::int64_t until = pinged_ ? limits.dead_ms : limits.ping_ms;
    const std::int64_t due = std::max(now + 1, last_heard_.value + until);
    const std::int64_t on_the_grid = (due + keep_alive_grid - 1) / keep_alive_grid * keep_alive_grid;
    life_timer_ = node_.runtime().after({on_the_grid - now}, [this] {
        life_timer_ = {};
        keep_alive();
    });
}

void Session::keep_alive() {
    const net::Limits& limits = node_.options().limits;
    const std::int64_t quiet = node_.runtime().steady().value - last_heard_.value;
    if (quiet >= limits.dead_ms) {
        return dismiss({.code = net::ErrorCode::Timeout,
                        .text = "Nothing was heard from you for too long. Connecting again.",
                        .retry_after = {},
                        .then = net::AfterGoodbye::Reconnect});
    }
    if (quiet >= limits.ping_ms && !std::exchange(pinged_, true)) {
        send(net::Ping{});
        flush();
    }
    arm_keep_alive();
}

void Session::misbehaved(const std::string& what) {
    node_.log(LogLevel::Warning, "session " + std::to_string(id_.value) + " from " +
                                     text::printable(peer_.address) + " is closed: " + text::printable(what));
    dismiss({.code = net::ErrorCode::BadFrame,
             .text = "The server did not understand what your program sent. Update it, or report this.",
             .retry_after = {},
             .then = net::AfterGoodbye::Stay});
}

void Session::dismiss(const Dismissal& dismissal) {
    if (leaving_) return;
    send(net::Error{.code = dismissal.code,
                    .text = dismissal.text,
                    .retry_after = dismissal.retry_after,
                    .tries_left = dismissal.tries_left,
                    .suggestion = {}});
    say_goodbye(dismissal.then, dismissal.text);
}

void Session::say_goodbye(net::AfterGoodbye then, const std::string& reason) {
    if (leaving_) return;
    send(net::Goodbye{then, reason});
    leaving_ = true;
    channel_->close();
}

}  // namespace crosstalk::server
