#include "server/runtime/session.hpp"

#include <algorithm>
#include <utility>

#include "net/text/log_text.hpp"
#include "net/text/utf8.hpp"
#include "server/runtime/node.hpp"

namespace crosstalk::server {

namespace {

// In milliseconds of the steady clock: one wake-up of the process serves every connection that is due by then.
constexpr std::int64_t keep_alive_grid = 500;

}  // namespace

Session::Session(Node& node, net::SessionId id, transport::Channel& channel, transport::Peer peer)
    : node_(node),
      id_(id),
      channel_(&channel),
      peer_(std::move(peer)),
      feeds_(
          channel, static_cast<std::size_t>(node.options().limits.outbox_soft_bytes), node.options().history,
          [this](ports::RowsAbove question, std::uint64_t generation) {
              question.reader = user_;
              node_.view().rows_above(
                  question, node_.hub().state().mark.position,
                  [&from = node_, id = id_, room = question.room, generation](ports::Rows rows) {
                      Session* session = from.session(id);
                      if (session == nullptr || session->is_leaving()) return;
                      if (!session->feeds_.answered(room, generation, std::move(rows))) return;
                      session->told_state(room);
                      session->flush();
                  });
          },
          [this](net::RoomId watched) {
              const hub::Room* room = node_.hub().state().room(watched);
              return room == nullptr ? net::MyRoom{} : node_.my_room(*room, user_);
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
    files_.reset();
    node_.runtime().cancel(std::exchange(command_timer_, {}));
    node_.runtime().cancel(std::exchange(question_timer_, {}));
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
            return misbehaved(FrameFault::TooMuchBeforeLogin, "sent too much before logging in");
        }
    }
    auto decoded = net::decode_from_client(frame);
    if (const auto* fault = std::get_if<net::DecodeFault>(&decoded))
        return misbehaved(FrameFault::Malformed, fault->reason);
    auto& message = std::get<net::FromClient>(decoded);
    if (login_ != nullptr) {
        if (std::holds_alternative<net::Goodbye>(message)) return take_message(net::Goodbye{}, {});
        follow(login_->receive(message, frame.payload, frame.header.tag));
    } else {
        take(std::move(message), frame.header.tag);
    }
}

void Session::received_all() {
    // Also what came together with a goodbye is on its way.
    node_.pump_soon();
    flush();
}

void Session::drained() {
    if (leaving_) return;
    if (files_ != nullptr) return files_->drained();
    catch_up();
    flush();
}

void Session::closed(const std::string& reason) {
    retire();
    if (ending_.empty()) ending_ = reason.empty() ? "by the client" : reason;
    node_.gone(*this, ending_);
}

// --- login ---------------------------------------------------------------------------------------------------

void Session::registered(const net::Outcome& outcome) {
    if (leaving_ || login_ == nullptr) return;
    follow(login_->registered(outcome));
    flush();
}

void Session::follow(LoginStep step) {
    if (const auto* dismissal = std::get_if<Dismissal>(&step)) return dismiss(*dismissal);
    const auto* who = std::get_if<LoggedIn>(&step);
    if (who == nullptr) return;
    if (who->chat) return enter_files(*who);
    enter(*who);
}

void Session::logged_in(const LoggedIn& who, std::size_t max_payload) {
    node_.log(LogLevel::Info,
              "session " + std::to_string(id_.value) + ": user " + std::to_string(who.user.value) + " from " +
                  text::printable(peer_.address) + " with " + text::printable(login_->program()) +
                  (who.chat ? ", for files of session " + std::to_string(who.chat.value) : ""));
    login_.reset();
    channel_->set_max_payload(max_payload);
    node_.runtime().cancel(life_timer_);
    arm_keep_alive();
}

void Session::enter_files(const LoggedIn& who) {
    if (const auto dismissal = node_.enter_files(*this, who)) return dismiss(*dismissal);
    is_for_files_ = true;
    logged_in(who, net::max_file_frame_bytes);
    send(net::FilesReady{});
    files_ = std::make_unique<FileSession>(node_.transfers(), *channel_, FilePlace{id_, who.chat, who.user});
}

void Session::enter(const LoggedIn& who) {
    if (const auto dismissal = node_.enter(*this, who)) return dismiss(*dismissal);
    user_ = who.user;
    device_ = who.device;
    logged_in(who, net::max_frame_bytes);

    const hub::State& state = node_.hub().state();
    net::Welcome welcome{.session = id_,
                         .user = state.ref(user_),
                         .device = device_,
                         .server_name = node_.options().name,
                         .mark = state.mark,
                         .now = node_.runtime().wall(),
                         .limits = {},
                         .role = state.user(user_)->row.role,
                         .has_owner = bool{state.owner}};
    for (const net::LimitRow& row : net::limit_rows()) {
        welcome.limits.push_back({std::string(row.name), node_.options().limits.*row.field});
    }
    send(welcome);

    send_rooms();
}

void Session::send_rooms() {
    const hub::State& state = node_.hub().state();
    net::RoomList list{.rooms = {}, .invitations = {}, .last = false};
    const auto send_when_full = [&] {
        if (list.rooms.size() + list.invitations.size() < net::max_rooms_per_frame) return;
        send(std::exchange(list, {.rooms = {}, .invitations = {}, .last = false}));
    };
    for (const net::RoomId room : state.rooms_of(user_)) {
        list.rooms.push_back(node_.my_room(*state.room(room), user_));
        send_when_full();
    }
    for (const net::RoomId room : state.user(user_)->invitations) {
        list.invitations.push_back(hub::summary(state, *state.room(room)));
        send_when_full();
    }
    list.last = true;
    send(list);
}

// --- messages ------------------------------------------------------------------------------------------------

void Session::take(net::FromClient message, net::Tag tag) {
    if (files_ != nullptr) return take_for_files(std::move(message), tag);
    // Others see it from the first thing it says, unless that is how it wants to be seen.
    const bool appears =
        !std::exchange(has_appeared_, true) && !std::holds_alternative<net::SetPresence>(message);
    if (appears) node_.set_presence(*this, net::PresenceState::Online);
    if (is_question(message)) return take_question(message, tag);
    std::visit(
        [&]<class M>(const M& known) {
            if constexpr (requires { take_message(known, tag); }) {
                take_message(known, tag);
            } else {
                misbehaved(FrameFault::OutOfTurn, "sent something that is not due on a chat connection");
            }
        },
        message);
}

void Session::take_for_files(net::FromClient message, net::Tag tag) {
    if (std::holds_alternative<net::Ping>(message)) return take_message(net::Ping{}, tag);
    if (std::holds_alternative<net::Pong>(message)) return;
    if (std::holds_alternative<net::Goodbye>(message)) return take_message(net::Goodbye{}, tag);
    if (const auto fault = files_->take(std::move(message), tag))
        misbehaved(FrameFault::OutOfTurn, std::string(*fault));
}

void Session::take_message(const net::Ping&, net::Tag tag) {
    send(net::Pong{}, tag);
}

void Session::take_message(const net::Goodbye&, net::Tag) {
    leaving_ = true;
    files_.reset();
    ending_ = "by the client";
    channel_->close();
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

void Session::misbehaved(FrameFault fault, const std::string& what) {
    node_.count(fault);
    node_.log(LogLevel::Warning, "session " + std::to_string(id_.value) + " from " +
                                     text::printable(peer_.address) + " is closed: " + text::printable(what));
    dismiss({.code = net::ErrorCode::BadFrame,
             .text = "The server did not understand what your program sent. Update it, or report this.",
             .retry_after = {},
             .then = net::AfterGoodbye::Stay});
}

void Session::dismiss(const Dismissal& dismissal) {
    if (leaving_) return;
    node_.count(dismissal.code);
    send(net::Error{.code = dismissal.code,
                    .text = std::string(text::first_bytes(dismissal.text, net::max_reason_bytes)),
                    .retry_after = dismissal.retry_after,
                    .tries_left = dismissal.tries_left,
                    .suggestion = {}});
    ending_ = in_log(dismissal);
    say_goodbye(dismissal.then, dismissal.text);
}

void Session::say_goodbye(net::AfterGoodbye then, const std::string& reason) {
    if (leaving_) return;
    send(net::Goodbye{then, std::string(text::first_bytes(reason, net::max_reason_bytes))});
    if (ending_.empty()) ending_ = reason;
    leaving_ = true;
    files_.reset();
    channel_->close();
}

}  // namespace crosstalk::server
