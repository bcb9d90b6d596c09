#include "client/cli/conversation.hpp"

#include <algorithm>
#include <utility>

namespace crosstalk::cli {

namespace {

// More than this is not read ahead of the server.
constexpr std::size_t most_unsent = 256;

}  // namespace

Conversation::Conversation(const Options& options, Printer& printer, Surroundings surroundings)
    : options_(options), printer_(printer), surroundings_(std::move(surroundings)) {}

void Conversation::start(Clock::time_point now) {
    now_ = now;
    deadline_ = now + options_.wait;
    static_cast<void>(idleness_.touch(now.time_since_epoch()));
    const bool is_limited = options_.upload_limit != 0 || options_.download_limit != 0;
    if (is_limited || !options_.downloads.empty()) {
        surroundings_.send(model::LimitTransfers{.up = options_.upload_limit * 1024,
                                                 .down = options_.download_limit * 1024,
                                                 .folder = options_.downloads});
    }
    surroundings_.send(options_.connect);
    options_.connect.passkey.clear();
    options_.connect.invite.clear();
    options_.connect.code.clear();
}

void Conversation::finish(Exit exit, std::string words) {
    if (exit_) return;
    exit_ = exit;
    last_words_ = std::move(words);
    deadline_.reset();
    if (export_) stop_export("It ended before the file was complete; nothing of it is left.");
}

// A program reads the reason on the standard output, people on the standard error.
void Conversation::give_up(Exit exit, std::string_view code, const std::string& text) {
    if (options_.output == Output::JsonLines) printer_.error(code, text, {});
    finish(exit, text);
}

void Conversation::finish_unsent() {
    const std::size_t unsent = unsent_count_ + sending_.size();
    if (unsent == 0) return finish(Exit::Done);
    finish(Exit::UnsentLeft,
           unsent == 1 ? "1 unsent line is kept in the profile; it goes out at the next start."
                       : std::to_string(unsent) +
                             " unsent lines are kept in the profile; they go out at the next start.");
}

void Conversation::touched(Clock::time_point now) {
    now_ = now;
    if (const auto back = idleness_.touch(now.time_since_epoch())) surroundings_.send(*back);
}

std::optional<Conversation::Clock::time_point> Conversation::next_deadline() const {
    std::optional<Clock::time_point> next = deadline_;
    const auto sooner = [&](std::optional<Clock::time_point> other) {
        if (other) next = next ? std::min(*next, *other) : other;
    };
    const auto away = surroundings_.is_watched ? idleness_.next() : std::nullopt;
    if (away) sooner(Clock::time_point(*away));
    if (const auto lapse = model_.next_tick()) {
        const std::int64_t left = std::max<std::int64_t>(0, lapse->value - surroundings_.wall().value);
        sooner(now_ + std::chrono::milliseconds(left));
    }
    return next;
}

void Conversation::tick(Clock::time_point now) {
    now_ = now;
    model_.tick(surroundings_.wall());
    if (surroundings_.is_watched) {
        if (const auto away = idleness_.passed(now.time_since_epoch())) surroundings_.send(*away);
    }
    if (!deadline_ || now < *deadline_) return;
    if (phase_ == Phase::Connecting) {
        const std::string reason = last_reason_.empty() ? "The server did not answer." : last_reason_;
        return give_up(Exit::NeverConnected, "no_connection",
                       "No connection within the time given by --wait. " + reason);
    }
    finish_unsent();
}

void Conversation::end_of_input(Clock::time_point now) {
    now_ = now;
    if (exit_ || phase_ == Phase::Draining) return;
    phase_ = Phase::Draining;
    deadline_ = now + options_.drain;
    if (unsent_count_ > 0 && !is_online()) printer_.waiting(unsent_count_);
    settle_down();
}

void Conversation::interrupt() {
    finish_unsent();
}

bool Conversation::is_online() const {
    return model_.connection().state == model::ConnectionState::Online;
}

// Everything that was asked or sent before is answered, and our own posts have been shown.
bool Conversation::is_settled() {
    std::erase_if(awaited_, [this](const auto& each) {
        return !model_.room(each.first) || shown_[each.first] >= each.second;
    });
    const bool is_asking =
        std::ranges::any_of(asked_, [](const auto& each) { return each.second.whom == Asked::For::Asker; });
    return unsent_count_ == 0 && awaited_.empty() && members_wanted_.empty() && !is_asking;
}

void Conversation::settle_down() {
    if (errand_ && !errand_->has_begun && (!is_online() || is_settled())) go_on();
    if (phase_ != Phase::Draining || exit_) return;
    const bool is_waiting =
        !is_settled() || !syncing_.empty() || errand_ || entering_ || export_ || has_files_under_way();
    // What is unsent waits for a connection, and an export goes on after an interruption.
    const bool can_come = is_online() || unsent_count_ > 0 || export_ || has_files_under_way();
    if (!is_waiting || !can_come) finish(Exit::Done);
}

bool Conversation::takes_lines() const {
    return is_ready_ && !exit_ && phase_ == Phase::Talking && unsent_count_ < most_unsent &&
           asked_.size() < most_unsent && !errand_ && !entering_;
}

void Conversation::flushed() {
    for (const auto& [id, sequence] : std::exchange(printed_, {})) {
        if (const model::Room* room = model_.room(id)) {
            surroundings_.send(model::MarkRead{id, room->mark_at(sequence)});
        }
    }
    for (std::string& ref : std::exchange(answered_, {}))
        surroundings_.send(model::AnswerShown{std::move(ref)});
}

void Conversation::say_bad(const model::BadLine& bad, const Ref& ref) {
    printer_.error(code_of(bad.why), bad.text, ref);
}

std::string Conversation::own_ref() {
    return "#" + surroundings_.run + "-" + std::to_string(++own_refs_);
}

// A script's own references are JSON and never begin with '#'.
Ref Conversation::shown(const std::string& ref) {
    return ref.starts_with('#') ? Ref() : ref;
}

}  // namespace crosstalk::cli
