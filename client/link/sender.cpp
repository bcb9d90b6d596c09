#include "client/link/sender.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <tuple>
#include <utility>

#include "client/link/command_rules.hpp"
#include "client/link/texts.hpp"
#include "client/model/link_command.hpp"
#include "client/model/pending.hpp"
#include "net/fault.hpp"

namespace crosstalk::link {

namespace {

net::RunId draw_run(transport::Runtime& runtime) {
    const std::uint64_t drawn = runtime.random_number();
    return {drawn == 0 ? 1 : drawn};
}

constexpr const char* not_open = "There is no connection yet. Connect to a server first.";
constexpr const char* secret_needs_connection =
    "This holds a secret, which is not kept on this machine, and there is no connection now. Try again when "
    "it "
    "is back.";
constexpr const char* secret_is_gone =
    "The connection ended, and the secret in it was not kept. Type it again once you are connected.";
constexpr const char* not_kept = "This was not kept and cannot be tried again. Do it anew.";

}  // namespace

Sender::Sender(Answers answers, Profile& profile, transport::Runtime& runtime, Tell tell)
    : keeps_(answers),
      profile_(profile),
      runtime_(runtime),
      tell_(std::move(tell)),
      run_(draw_run(runtime)) {}

void Sender::open(const net::ServerKeyHash& server) {
    if (is_open_ && server_ == server) return;
    server_ = server;
    is_open_ = true;
    items_.clear();
    in_flight_ = 0;
    answers_.clear();
    unshown_.clear();
    failed_.clear();
    std::vector<OutboxId> told;
    for (OutboxItem& stored : profile_.outbox(server)) {
        if (!stored.outcome) {
            tell_queued(stored);
            items_.push_back({std::move(stored), false, ++last_place_});
            continue;
        }
        const bool stays = stays_in_profile(stored);
        if (stays && keeps_ == Answers::Forgotten) tell_queued(stored);
        tell_answer(stored);
        if (!stays) told.push_back(stored.id);
        if (keeps_ == Answers::UntilShown) unshown_.push_back(stored);
        keep_failed(std::move(stored));
    }
    try {
        if (!told.empty()) profile_.remove(told);
    } catch (const ProfileError& error) {
        tell_(model::Trouble{error.what()});
    }
}

void Sender::close() {
    cut();
    is_open_ = false;
    answers_.clear();
    for (const Item& item : items_) {
        if (!item.stored.id) fail(item.stored.ref, net::Status::NotAllowed, secret_is_gone);
    }
    // The others stay until another server is opened: they can still be taken back, and answers be shown.
    std::erase_if(items_, [](const Item& item) { return !item.stored.id; });
}

void Sender::fail(const std::string& ref, net::Status status, const std::string& text) {
    tell_(model::Failed{ref, status, text, {}});
}

void Sender::fail(const Wish& wish, net::Status status, const std::string& text) {
    if (!is_of_transfer(wish.command)) return fail(wish.ref, status, text);
    if (uploads_ && std::holds_alternative<net::BeginUpload>(wish.command)) {
        uploads_->upload_answered(wish.ref, {.status = status}, text);
    }
}

std::string Sender::new_ref() {
    return "#" + std::to_string(run_.value) + "-" + std::to_string(++made_refs_);
}

std::optional<OutboxItem> Sender::admit(Wish wish, std::size_t ahead) {
    if (wish.ref.empty()) wish.ref = new_ref();
    const auto refuse = [&](net::Status status, const std::string& text) {
        fail(wish, status, text);
        return std::nullopt;
    };
    if (!is_open_) return refuse(net::Status::NotAllowed, not_open);
    if (wish.ref.size() > model::max_ref_bytes) {
        return refuse(net::Status::Invalid, "The reference is too long. Use a shorter one.");
    }
    if (items_.size() + ahead >= model::max_pending) {
        return refuse(net::Status::TooMany,
                      "Too much waits to be sent. Wait until the server is reachable again.");
    }
    if (const auto objection = objection_to(wish.command)) {
        return refuse(objection->status, objection->text);
    }
    if (!send_ && has_secret(wish.command)) return refuse(net::Status::NotAllowed, secret_needs_connection);
    return OutboxItem{.id = {},
                      .ref = std::move(wish.ref),
                      .at = runtime_.wall(),
                      .run = {},
                      .number = {},
                      .command = std::move(wish.command)};
}

void Sender::accept(std::vector<Wish> wishes) {
    std::vector<OutboxItem> accepted;
    for (Wish& wish : wishes) {
        if (auto item = admit(std::move(wish), accepted.size())) accepted.push_back(std::move(*item));
    }
    enqueue(std::move(accepted));
}

bool Sender::enqueue(std::vector<OutboxItem> items) {
    if (items.empty()) return true;
    // What can leave at once gets its number in the same write.
    const net::CommandNumber before = last_number_;
    const bool all_are_sent =
        std::all_of(items_.begin(), items_.end(), [](const Item& item) { return bool(item.stored.number); });
    const std::size_t free = all_are_sent ? std::min(free_numbers(), items.size()) : 0;
    for (std::size_t i = 0; i < free; ++i)
        number(items[i]);
    std::vector<OutboxItem> durable;
    std::ranges::copy_if(items, std::back_inserter(durable),
                         [](const OutboxItem& item) { return !has_secret(item.command); });
    try {
        if (!durable.empty() && net::planted != net::Fault::OutboxNotDurable) profile_.add(server_, durable);
    } catch (const ProfileError& error) {
        last_number_ = before;
        for (OutboxItem& item : items) {
            fail(Wish{item.command, item.ref}, net::Status::NotAllowed, error.what());
            item.outcome = net::Outcome{.status = net::Status::NotAllowed};
            keep_failed(std::move(item));
        }
        return false;
    }
    auto stored = durable.begin();
    for (OutboxItem& item : items) {
        if (!has_secret(item.command)) item.id = (stored++)->id;
        tell_queued(item);
        items_.push_back({std::move(item), false, ++last_place_});
        if (items_.back().stored.number) leave(items_.back());
    }
    return true;
}

void Sender::tell_queued(const OutboxItem& item) {
    if (is_of_transfer(item.command)) return;
    if (const auto* post = std::get_if<net::PostMessage>(&item.command)) {
        const bool has_files = uploads_ && !post->files.empty();
        tell_(model::Queued{item.ref, post->room, post->text, item.at, post->reply_to,
                            has_files ? uploads_->files_of(item.ref) : std::vector<net::File>()});
    } else {
        tell_(model::CommandQueued{item.ref, without_secrets(item.command), item.at});
    }
}

// Of those that were done nothing is kept, and of those with a secret neither.
void Sender::keep_failed(OutboxItem item) {
    const std::string ref = item.ref;
    std::erase_if(failed_, [&](const OutboxItem& each) { return each.ref == ref; });
    const bool is_over = item.outcome->status == net::Status::Done || is_of_transfer(item.command);
    if (is_over || has_secret(item.command)) return;
    failed_.push_back(std::move(item));
    if (failed_.size() > model::max_failed) failed_.pop_front();
}

bool Sender::stays_in_profile(const OutboxItem& answered) const {
    if (keeps_ == Answers::UntilShown) return true;
    return answered.outcome->status != net::Status::Done && is_writing(answered.command);
}

void Sender::retry(const std::string& ref) {
    const auto is_it = [&](const OutboxItem& item) { return item.ref == ref; };
    const auto found = std::ranges::find_if(failed_, is_it);
    if (found == failed_.end()) {
        const bool is_under_way =
            std::ranges::any_of(items_, [&](const Item& item) { return item.stored.ref == ref; });
        if (!is_under_way) fail(ref, net::Status::Invalid, not_kept);
        return;
    }
    if (!is_open_) return fail(ref, net::Status::NotAllowed, not_open);
    // With its id: the old place is left as the new one is taken.
    OutboxItem again = *found;
    again.at = runtime_.wall();
    again.run = {};
    again.number = {};
    again.outcome.reset();
    if (!enqueue({std::move(again)})) return;
    std::erase_if(failed_, is_it);
    std::erase_if(unshown_, is_it);
}

void Sender::cancel(const std::string& ref) {
    const auto found =
        std::find_if(items_.begin(), items_.end(), [&](const Item& item) { return item.stored.ref == ref; });
    // What has a number may be at the server already.
    if (found != items_.end() && found->stored.number) return;
    std::vector<OutboxId> gone;
    if (found != items_.end()) gone.push_back(found->stored.id);
    if (keeps_ == Answers::Forgotten) {
        for (const OutboxItem& item : failed_) {
            if (item.ref == ref) gone.push_back(item.id);
        }
    }
    try {
        if (!gone.empty()) profile_.remove(gone);
    } catch (const ProfileError& error) {
        tell_(model::Trouble{error.what()});
        return;
    }
    if (found != items_.end()) items_.erase(found);
    std::erase_if(failed_, [&](const OutboxItem& item) { return item.ref == ref; });
    // If it was never there nothing more will come of it either.
    tell_(model::Withdrawn{ref});
}

void Sender::shown(const std::string& ref) {
    const auto found = std::find_if(unshown_.begin(), unshown_.end(),
                                    [&](const OutboxItem& item) { return item.ref == ref; });
    if (found == unshown_.end()) return;
    try {
        profile_.remove(std::array{found->id});
    } catch (const ProfileError& error) {
        tell_(model::Trouble{error.what()});
    }
    unshown_.erase(found);
}

void Sender::connected(Send send) {
    send_ = std::move(send);
    repeat();
    send_new();
}

void Sender::cut() {
    send_ = nullptr;
    in_flight_ = 0;
    for (Item& item : items_)
        item.in_flight = false;
}

void Sender::leave(Item& item) {
    item.in_flight = true;
    ++in_flight_;
    send_({item.stored.run, item.stored.number, item.stored.command});
    if (!is_of_transfer(item.stored.command)) tell_(model::Submitted{item.stored.ref});
}

// There are never more numbered items than the window takes.
void Sender::repeat() {
    std::vector<Item*> numbered;
    std::map<net::RunId, std::uint64_t> first_of_run;
    for (Item& item : items_) {
        if (!item.stored.number) continue;
        numbered.push_back(&item);
        first_of_run.try_emplace(item.stored.run, item.place);
    }
    const auto rank = [&](const Item* item) {
        return std::tuple(item->stored.run == run_, first_of_run.at(item->stored.run), item->stored.number);
    };
    std::sort(numbered.begin(), numbered.end(),
              [&](const Item* one, const Item* other) { return rank(one) < rank(other); });
    for (Item* item : numbered) {
        if (in_flight_ >= net::command_window) break;
        if (net::planted == net::Fault::RepeatedUnderNewNumber) number(item->stored);
        leave(*item);
    }
}

std::size_t Sender::free_numbers() const {
    if (!send_) return 0;
    std::uint64_t span = 0;  // the server's window is by span
    for (const Item& item : items_) {
        if (!item.stored.number) continue;
        if (item.stored.run != run_) return 0;
        span = std::max(span, last_number_.value - item.stored.number.value + 1);
    }
    const std::uint64_t taken = std::max<std::uint64_t>(span, in_flight_);
    return taken < net::command_window ? static_cast<std::size_t>(net::command_window - taken) : 0;
}

void Sender::number(OutboxItem& item) {
    item.run = run_;
    item.number = last_number_ = last_number_.next();
}

void Sender::send_new() {
    std::size_t free = free_numbers();
    const net::CommandNumber before = last_number_;
    std::vector<Item*> leaving;
    std::vector<OutboxItem> numbered;
    for (Item& item : items_) {
        if (free == 0) break;
        if (item.stored.number) continue;
        --free;
        number(item.stored);
        leaving.push_back(&item);
        numbered.push_back(item.stored);
    }
    if (leaving.empty()) return;
    try {
        profile_.renumber(numbered);
    } catch (const ProfileError& error) {
        for (Item* item : leaving) {
            item->stored.run = {};
            item->stored.number = {};
        }
        last_number_ = before;
        tell_(model::Trouble{error.what()});
        return;
    }
    for (Item* item : leaving)
        leave(*item);
}

void Sender::answered(const net::Result& result) {
    const auto found = std::find_if(items_.begin(), items_.end(), [&](const Item& item) {
        return item.in_flight && item.stored.run == result.run && item.stored.number == result.number;
    });
    if (found == items_.end()) return;
    --in_flight_;
    found->in_flight = false;
    if (result.outcome.status == net::Status::Refused) {
        // The server no longer knows this number. It has not been done: a new number, at the same place.
        found->stored.run = {};
        found->stored.number = {};
        return;
    }
    found->stored.outcome = result.outcome;
    answers_.push_back(std::move(found->stored));
    items_.erase(found);
}

void Sender::tell_answer(const OutboxItem& item) {
    if (item.outcome->status == net::Status::Done) {
        tell_(model::Acknowledged{item.ref, *item.outcome});
    } else {
        tell_(model::Failed{item.ref, item.outcome->status, explain(*item.outcome, item.command),
                            item.outcome->retry_after});
    }
}

// Whoever gave it has taken note of the answer, and nobody else hears of it.
bool Sender::is_for_uploads(const OutboxItem& answered) {
    if (uploads_ == nullptr) return is_of_transfer(answered.command);
    const net::Outcome& outcome = *answered.outcome;
    if (std::holds_alternative<net::BeginUpload>(answered.command)) {
        uploads_->upload_answered(answered.ref, outcome, explain(outcome, answered.command));
        return true;
    }
    if (std::holds_alternative<net::DropUpload>(answered.command)) return true;
    const auto* post = std::get_if<net::PostMessage>(&answered.command);
    const bool has_files = post != nullptr && !post->files.empty();
    return has_files && uploads_->post_answered(answered.ref, outcome) == PostFate::TakenUp;
}

void Sender::drop(std::span<const OutboxItem> items) {
    std::vector<OutboxId> gone;
    for (const OutboxItem& item : items)
        gone.push_back(item.id);
    try {
        if (!gone.empty()) profile_.remove(gone);
    } catch (const ProfileError& error) {
        tell_(model::Trouble{error.what()});
    }
}

void Sender::settle() {
    std::vector<OutboxItem> answers = std::exchange(answers_, {});
    const auto for_uploads = std::stable_partition(
        answers.begin(), answers.end(), [this](const OutboxItem& item) { return !is_for_uploads(item); });
    drop({for_uploads, answers.end()});
    answers.erase(for_uploads, answers.end());
    if (!answers.empty()) store(answers);
    for (OutboxItem& item : answers) {
        tell_answer(item);
        if (keeps_ == Answers::UntilShown) unshown_.push_back(item);
        keep_failed(std::move(item));
    }
    send_new();
}

void Sender::store(const std::vector<OutboxItem>& answers) {
    std::vector<OutboxItem> kept;
    std::vector<OutboxId> gone;
    for (const OutboxItem& item : answers) {
        if (stays_in_profile(item)) {
            kept.push_back(item);
        } else {
            gone.push_back(item.id);
        }
    }
    try {
        if (!kept.empty()) profile_.answer(kept);
        if (!gone.empty() && net::planted != net::Fault::AnsweredStaysInTheOutbox) profile_.remove(gone);
    } catch (const ProfileError& error) {
        // They will be repeated after a restart, and the server will know them.
        tell_(model::Trouble{error.what()});
    }
}

}  // namespace crosstalk::link
