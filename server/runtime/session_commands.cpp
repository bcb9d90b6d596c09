// The session's part that takes commands: in order, each at its turn, completed, then to the journal.
#include <utility>

#include "net/fault.hpp"
#include "server/hub/results.hpp"
#include "server/runtime/completion.hpp"
#include "server/runtime/guesser.hpp"
#include "server/runtime/node.hpp"

namespace crosstalk::server {

namespace {

// Where it would stand as a message; 0: nowhere.
net::RoomId posted_in(const net::Command& command) {
    if (const auto* post = std::get_if<net::PostMessage>(&command)) return post->room;
    const auto* offer = std::get_if<net::OfferGame>(&command);
    return offer == nullptr ? net::RoomId{} : offer->room;
}

}  // namespace

void Session::take_message(const net::Submit& submit, net::Tag) {
    if (!submit.run || !submit.number)
        return misbehaved(FrameFault::OutOfTurn, "sent a command without a number");
    if (commands_.size() + unanswered_.size() >= net::command_window) {
        return misbehaved(FrameFault::TooMany, "sent more commands than may be unanswered");
    }
    commands_.push_back(submit);
    pump_commands();
}

void Session::pump_commands() {
    while (!commands_.empty() && !leaving_ && !command_timer_ && !front_.is_asking) {
        if (!take_turn()) continue;
        const net::Command& command = commands_.front().command;
        waits_until_alone_ = must_wait(command);
        if (waits_until_alone_) return;
        if (must_be_alone(command) && repeat_answer()) continue;
        if (ask_for_facts() || ask_for_usage()) continue;
        submit_front();
    }
}

net::Origin Session::origin_of_front() const {
    return {user_, device_, commands_.front().run, commands_.front().number};
}

// False: it waits for its turn, or is gone.
bool Session::take_turn() {
    if (front_.had_its_turn) return true;
    const net::Milliseconds wait = node_.take_turn(user_, commands_.front().command);
    front_.had_its_turn = !wait;
    if (!wait) return true;
    if (net::planted == net::Fault::CommandsOverRateDropped) {
        commands_.pop_front();
        return false;
    }
    command_timer_ = node_.runtime().after(wait, [this] {
        command_timer_ = {};
        pump_commands();
        node_.pump_soon();
        flush();
    });
    return false;
}

// What is judged here, and not by its place in the order, must not be judged while a twin of it, or something that
// changes the judgement, is still on its way.
bool Session::must_be_alone(const net::Command& command) const {
    if (is_guess(command) || std::holds_alternative<net::BeginUpload>(command)) return true;
    const net::RoomId room = posted_in(command);
    return room && SlowMode::holds(node_.hub().state(), room, user_);
}

bool Session::must_wait(const net::Command& command) const {
    if (std::holds_alternative<net::React>(command)) return node_.is_reacting(user_);
    return must_be_alone(command) && node_.is_in_flight(device_);
}

void Session::go_on() {
    if (!leaving_ && waits_until_alone_) pump_commands();
}

// One that was answered before costs no guess and no pause. Only while the device has nothing in flight.
bool Session::repeat_answer() {
    const net::Origin origin = origin_of_front();
    const auto earlier = hub::earlier_outcome(node_.hub().state(), origin);
    if (!earlier) return false;
    commands_.pop_front();
    front_ = {};
    send_result(origin.run, origin.number, *earlier, std::nullopt);
    return true;
}

bool Session::ask_for_facts() {
    const net::Command& command = commands_.front().command;
    const bool is_reaction = std::holds_alternative<net::React>(command);
    const bool is_stale = is_reaction && node_.has_reacted_since(user_, front_.asked_at);
    if (front_.has_asked && !is_stale) return false;
    front_.has_asked = true;
    const auto aim = aim_of(node_.hub().state(), node_.now(), user_, command);
    if (!aim) return false;
    front_.is_asking = true;
    front_.asked_at =
        is_reaction ? node_.hub().state().mark.position : net::Position{aim->message.value >> 10U};
    node_.view().message_facts(aim->room, aim->message, user_, front_.asked_at,
                               [&node = node_, id = id_](std::optional<ports::MessageFacts> facts) {
                                   Session* session = node.session(id);
                                   if (session == nullptr || session->leaving_) return;
                                   session->front_.facts = std::move(facts);
                                   session->go_on_with_front();
                               });
    return true;
}

// As of now: what was posted before is no upload any more.
bool Session::ask_for_usage() {
    if (!std::holds_alternative<net::BeginUpload>(commands_.front().command)) return false;
    if (std::exchange(front_.has_asked_usage, true)) return false;
    front_.is_asking = true;
    node_.view().file_usage(user_, node_.hub().state().mark.position,
                            [&node = node_, id = id_](ports::FileUsage usage) {
                                Session* session = node.session(id);
                                if (session == nullptr || session->leaving_) return;
                                session->front_.usage = usage;
                                session->go_on_with_front();
                            });
    return true;
}

void Session::go_on_with_front() {
    front_.is_asking = false;
    pump_commands();
    node_.pump_soon();
    flush();
}

// When a guess may be made; 0: now, and it has been counted.
net::Milliseconds Session::begin_guess() {
    const auto guess = node_.guesses_inside().begin(
        guesser(peer_.address), std::chrono::milliseconds(node_.runtime().steady().value));
    return {guess.allowed ? 0 : guess.wait.count()};
}

std::optional<net::Outcome> Session::too_soon(const net::Command& command) {
    const net::RoomId room = posted_in(command);
    const hub::State& state = node_.hub().state();
    if (!room || !SlowMode::holds(state, room, user_)) return std::nullopt;
    const net::Milliseconds now = node_.runtime().steady();
    const net::Milliseconds wait = node_.slow_mode().wait(*state.room(room), user_, now);
    if (!wait) {
        node_.slow_mode().posted(room, user_, now);
        return std::nullopt;
    }
    net::Outcome outcome;
    outcome.status = net::Status::SlowMode;
    outcome.room = room;
    outcome.retry_after = wait;
    return outcome;
}

void Session::submit_front() {
    net::LoggedCommand logged{.origin = origin_of_front(), .command = std::move(commands_.front().command)};
    const Front front = std::exchange(front_, {});
    commands_.pop_front();
    const bool guesses = is_guess(logged.command);
    const net::Milliseconds guess_after = guesses ? begin_guess() : net::Milliseconds{};
    const Completed completed = complete(
        logged.command, {.state = node_.hub().state(),
                         .now = node_.now(),
                         .user = user_,
                         .facts = front.facts,
                         .usage = front.usage,
                         .may_guess = !guess_after,
                         .random = [this](std::span<std::uint8_t> out) { node_.runtime().random(out); },
                         .addresses_of = [this](net::UserId user) { return node_.addresses_of(user); }});
    if (guesses && !guess_after && completed.guessed_right)
        node_.guesses_inside().succeeded(guesser(peer_.address));

    const net::Origin& origin = logged.origin;
    // While something of this device is in flight, only its place in the order can tell.
    if (!node_.is_in_flight(device_)) {
        auto outcome = node_.hub().foresee(logged, node_.now());
        if (outcome && guess_after) outcome->retry_after = guess_after;
        if (!outcome) outcome = too_soon(logged.command);
        if (outcome) return send_result(origin.run, origin.number, *outcome, completed.refused);
    }
    unanswered_[{origin.run, origin.number}] = completed.refused;
    if (net::planted == net::Fault::AckedBeforeDurable) answer(origin.run, origin.number, {});
    node_.submit(std::move(logged));
}

void Session::answer(net::RunId run, net::CommandNumber number, const net::Outcome& outcome) {
    if (leaving_) return;
    const auto asked = unanswered_.extract({run, number});
    send_result(run, number, outcome, asked.empty() ? std::nullopt : asked.mapped());
    if (waits_until_alone_ && !node_.is_in_flight(device_)) pump_commands();
}

// The hub knows a command that cannot be carried out only as an invalid one.
void Session::send_result(net::RunId run, net::CommandNumber number, net::Outcome outcome,
                          std::optional<net::Status> instead_of_invalid) {
    if (outcome.status == net::Status::Invalid) outcome.status = instead_of_invalid.value_or(outcome.status);
    node_.count(outcome.status);
    send(net::Result{run, number, outcome});
}

}  // namespace crosstalk::server
