// The overlay: what is not confirmed yet.
#include <algorithm>

#include "client/model/model.hpp"

namespace crosstalk::model {

namespace {

template <class List>
auto* find_ref(List& list, const std::string& ref) {
    const auto found = std::ranges::find_if(list, [&](const auto& each) { return each.ref == ref; });
    return found == list.end() ? nullptr : &*found;
}

template <class List>
void erase_ref(List& list, const std::string& ref) {
    std::erase_if(list, [&](const auto& each) { return each.ref == ref; });
}

template <class Pending>
void confirm(std::vector<Pending>& list, Pending& pending, const net::Outcome& outcome, const Room* room) {
    pending.state = PendingState::Submitted;
    pending.sequence = outcome.sequence;
    const bool has_no_place = !pending.sequence || room == nullptr || !room->loaded_from;
    if (has_no_place) erase_ref(list, std::string(pending.ref));
}

template <class Pending>
void fail(Pending& pending, const Failed& failed) {
    pending.state = PendingState::Failed;
    pending.reason = failed.text;
    pending.status = failed.status;
    pending.retry_after = failed.retry_after;
}

template <class Pending>
void drop_oldest_failed(std::vector<Pending>& list) {
    const auto has_failed = [](const Pending& each) { return each.state == PendingState::Failed; };
    if (static_cast<std::size_t>(std::ranges::count_if(list, has_failed)) <= max_failed) return;
    list.erase(std::ranges::find_if(list, has_failed));
}

// What failed once and is tried again goes to the end, where it will be sent.
template <class Pending>
bool is_known(std::vector<Pending>& list, const std::string& ref) {
    Pending* known = find_ref(list, ref);
    if (known == nullptr) return false;
    if (known->state != PendingState::Failed) return true;
    erase_ref(list, ref);
    return false;
}

}  // namespace

void Model::drop_arrived(const Room& room) {
    const auto has_arrived = [&](const auto& pending) {
        return pending.room == room.id && bool(pending.sequence) && pending.sequence <= room.head;
    };
    std::erase_if(pending_, has_arrived);
    std::erase_if(changes_, has_arrived);
}

void Model::drop_confirmed_in(net::RoomId gone) {
    const auto is_lost = [gone](const auto& pending) {
        return pending.room == gone && bool(pending.sequence);
    };
    std::erase_if(pending_, is_lost);
    std::erase_if(changes_, is_lost);
}

void Model::take(const Queued& queued) {
    if (is_known(pending_, queued.ref)) {
        // The window may have shown it before the link had it on the disk.
        PendingPost& shown = *find_ref(pending_, queued.ref);
        shown.text = queued.text;
        shown.files = queued.files;
        return;
    }
    if (pending_.size() >= max_pending) return;
    PendingPost post;
    post.ref = queued.ref;
    post.room = queued.room;
    post.text = queued.text;
    post.at = queued.at;
    post.reply_to = queued.reply_to;
    post.files = queued.files;
    pending_.push_back(std::move(post));
}

void Model::take(const CommandQueued& queued) {
    if (is_known(changes_, queued.ref) || changes_.size() >= max_pending) return;
    PendingChange change;
    change.ref = queued.ref;
    change.command = queued.command;
    change.at = queued.at;
    changes_.push_back(std::move(change));
}

void Model::take(const Submitted& submitted) {
    const auto submit = [](auto* pending) {
        if (pending != nullptr && pending->state == PendingState::Queued)
            pending->state = PendingState::Submitted;
    };
    submit(find_ref(pending_, submitted.ref));
    submit(find_ref(changes_, submitted.ref));
}

void Model::take(const Acknowledged& acknowledged) {
    if (PendingPost* post = find_ref(pending_, acknowledged.ref)) {
        const Room* shown_in = room(post->room);
        confirm(pending_, *post, acknowledged.outcome, shown_in);
        if (shown_in != nullptr) drop_arrived(*shown_in);
    }
    if (PendingChange* change = find_ref(changes_, acknowledged.ref)) {
        change->room = acknowledged.outcome.room;
        const Room* changed = room(change->room);
        confirm(changes_, *change, acknowledged.outcome, changed);
        if (changed != nullptr) drop_arrived(*changed);
    }
}

void Model::take(const Failed& failed) {
    if (PendingPost* post = find_ref(pending_, failed.ref)) fail(*post, failed);
    if (PendingChange* change = find_ref(changes_, failed.ref)) fail(*change, failed);
    drop_oldest_failed(pending_);
    drop_oldest_failed(changes_);
}

void Model::take(const Withdrawn& withdrawn) {
    erase_ref(pending_, withdrawn.ref);
    erase_ref(changes_, withdrawn.ref);
}

// --- files on their way

void Model::take(const TransfersKnown& known) {
    transfers_.clear();
    for (const Transfer& transfer : known.transfers)
        transfers_[transfer.id] = transfer;
}

void Model::take(const TransferChanged& changed) {
    transfers_[changed.transfer.id] = changed.transfer;
}

void Model::take(const TransferForgotten& forgotten) {
    transfers_.erase(forgotten.transfer);
}

}  // namespace crosstalk::model
