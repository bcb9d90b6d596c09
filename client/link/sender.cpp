#include "client/link/sender.hpp"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "client/link/texts.hpp"
#include "client/model/composer.hpp"
#include "client/model/link_command.hpp"
#include "client/model/pending.hpp"
#include "net/fault.hpp"
#include "net/text/message_text.hpp"
#include "net/text/utf8.hpp"

namespace crosstalk::link {

namespace {

net::RunId draw_run(transport::Runtime& runtime) {
    const std::uint64_t drawn = runtime.random_number();
    return {drawn == 0 ? 1 : drawn};
}

net::RoomId room_of(const net::Command& command) {
    const auto* post = std::get_if<net::PostMessage>(&command);
    return post ? post->room : net::RoomId{};
}

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
    for (OutboxItem& stored : profile_.outbox(server)) {
        if (stored.outcome) {
            tell_answer(stored);
            unshown_.push_back(std::move(stored));
            continue;
        }
        if (const auto* post = std::get_if<net::PostMessage>(&stored.command)) {
            tell_(model::Queued{stored.ref, post->room, post->text, stored.at});
        }
        items_.push_back({std::move(stored), false});
    }
}

void Sender::close() {
    cut();
    is_open_ = false;
    answers_.clear();
    // The items stay until another server is opened: they can still be taken back, and answers be shown.
}

void Sender::fail(const Wish& wish, net::Status status, const std::string& text) {
    tell_(model::Failed{wish.ref, status, text});
}

void Sender::accept(std::vector<Wish> wishes) {
    std::vector<OutboxItem> accepted;
    for (Wish& wish : wishes) {
        if (wish.ref.empty()) {
            wish.ref = "#" + std::to_string(run_.value) + "-" + std::to_string(++made_refs_);
        }
        if (!is_open_) {
            fail(wish, net::Status::NotAllowed, "There is no connection yet. Connect to a server first.");
            continue;
        }
        if (wish.ref.size() > model::max_ref_bytes) {
            fail(wish, net::Status::Invalid, "The reference is too long. Use a shorter one.");
            continue;
        }
        if (items_.size() + accepted.size() >= model::max_pending) {
            fail(wish, net::Status::TooMany,
                 "Too much waits to be sent. Wait until the server is reachable again.");
            continue;
        }
        if (auto* post = std::get_if<net::PostMessage>(&wish.command)) {
            post->text = text::sanitise_message(post->text);
            const std::size_t length = text::count_code_points(post->text);
            if (text::is_blank(post->text) || length > net::max_text_code_points) {
                fail(wish, net::Status::Invalid,
                     length > net::max_text_code_points ? model::too_long(length)
                                                        : explain(net::Status::Invalid, wish.command));
                continue;
            }
        }
        accepted.push_back({.id = {},
                            .ref = std::move(wish.ref),
                            .at = runtime_.wall(),
                            .run = {},
                            .number = {},
                            .command = std::move(wish.command)});
    }
    if (accepted.empty()) return;
    // What can leave at once gets its number in the same write.
    const net::CommandNumber before = last_number_;
    const bool all_are_sent =
        std::all_of(items_.begin(), items_.end(), [](const Item& item) { return bool(item.stored.number); });
    const std::size_t free = all_are_sent ? std::min(free_numbers(), accepted.size()) : 0;
    for (std::size_t i = 0; i < free; ++i)
        number(accepted[i]);
    try {
        if (net::planted != net::Fault::OutboxNotDurable) profile_.add(server_, accepted);
    } catch (const ProfileError& error) {
        last_number_ = before;
        for (const OutboxItem& item : accepted) {
            tell_(model::Failed{item.ref, net::Status::NotAllowed, error.what()});
        }
        return;
    }
    for (OutboxItem& item : accepted) {
        if (const net::RoomId room = room_of(item.command)) {
            tell_(model::Queued{item.ref, room, std::get<net::PostMessage>(item.command).text, item.at});
        }
        items_.push_back({std::move(item), false});
        if (items_.back().stored.number) leave(items_.back());
    }
}

void Sender::cancel(const std::string& ref) {
    const auto found =
        std::find_if(items_.begin(), items_.end(), [&](const Item& item) { return item.stored.ref == ref; });
    if (found == items_.end()) {
        tell_(model::Withdrawn{ref});  // it has failed, or was never there: nothing more will come of it
        return;
    }
    // What has a number may be at the server already.
    if (found->stored.number) return;
    try {
        profile_.remove(std::array{found->stored.id});
    } catch (const ProfileError& error) {
        tell_(model::Trouble{error.what()});
        return;
    }
    items_.erase(found);
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
    tell_(model::Submitted{item.stored.ref});
}

// There are never more numbered items than the window takes.
void Sender::repeat() {
    std::vector<Item*> numbered;
    std::map<net::RunId, OutboxId> first_of_run;
    for (Item& item : items_) {
        if (!item.stored.number) continue;
        numbered.push_back(&item);
        first_of_run.try_emplace(item.stored.run, item.stored.id);
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
        tell_(model::Failed{item.ref, item.outcome->status, explain(item.outcome->status, item.command)});
    }
}

void Sender::settle() {
    if (!answers_.empty()) {
        std::vector<OutboxItem> answers = std::exchange(answers_, {});
        try {
            if (keeps_ == Answers::UntilShown) {
                profile_.answer(answers);
            } else {
                std::vector<OutboxId> ids;
                for (const OutboxItem& item : answers)
                    ids.push_back(item.id);
                if (net::planted != net::Fault::AnsweredStaysInTheOutbox) profile_.remove(ids);
            }
        } catch (const ProfileError& error) {
            // They will be repeated after a restart, and the server will know them.
            tell_(model::Trouble{error.what()});
        }
        for (OutboxItem& item : answers) {
            tell_answer(item);
            if (keeps_ == Answers::UntilShown) unshown_.push_back(std::move(item));
        }
    }
    send_new();
}

}  // namespace crosstalk::link
