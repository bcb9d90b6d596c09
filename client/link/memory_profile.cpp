#include "client/link/memory_profile.hpp"

#include <algorithm>
#include <utility>

namespace crosstalk::link {

void MemoryProfile::change() {
    if (std::exchange(failing_, false)) {
        throw ProfileError(ProfileError::Kind::WriteFailed, "The profile could not be written.");
    }
}

std::vector<model::SavedServer> MemoryProfile::servers() const {
    std::vector<model::SavedServer> list = servers_;
    std::stable_sort(list.begin(), list.end(),
                     [](const auto& one, const auto& other) { return one.last_used > other.last_used; });
    return list;
}

void MemoryProfile::save_server(const model::SavedServer& server) {
    change();
    std::erase_if(servers_, [&](const auto& each) { return each.server.key == server.server.key; });
    servers_.push_back(server);
}

void MemoryProfile::forget_server(const net::ServerKeyHash& server) {
    change();
    std::erase_if(servers_, [&](const auto& each) { return each.server.key == server; });
    std::erase_if(outbox_, [&](const auto& each) { return each.second.server == server; });
    std::erase_if(rooms_, [&](const auto& each) { return each.first.first == server; });
    std::erase_if(transfers_, [&](const auto& each) { return each.second.server == server; });
    std::erase_if(ignored_, [&](const auto& each) { return each.first.first == server; });
    journals_.erase(server);
}

std::vector<OutboxItem> MemoryProfile::outbox(const net::ServerKeyHash& server) const {
    std::vector<OutboxItem> list;
    for (const auto& [id, stored] : outbox_) {
        if (stored.server == server) list.push_back(stored.item);
    }
    return list;
}

void MemoryProfile::add(const net::ServerKeyHash& server, std::span<OutboxItem> items) {
    change();
    for (OutboxItem& item : items) {
        outbox_.erase(item.id);
        item.id = OutboxId{++last_id_};
        outbox_[item.id] = {server, item};
    }
}

void MemoryProfile::renumber(std::span<const OutboxItem> items) {
    change();
    for (const OutboxItem& item : items) {
        const auto found = outbox_.find(item.id);
        if (found == outbox_.end()) continue;
        found->second.item.run = item.run;
        found->second.item.number = item.number;
    }
}

void MemoryProfile::answer(std::span<const OutboxItem> items) {
    change();
    for (const OutboxItem& item : items) {
        const auto found = outbox_.find(item.id);
        if (found != outbox_.end()) found->second.item.outcome = item.outcome;
    }
}

void MemoryProfile::remove(std::span<const OutboxId> items) {
    change();
    for (const OutboxId id : items)
        outbox_.erase(id);
}

Marks MemoryProfile::marks(const net::ServerKeyHash& server) const {
    Marks marks;
    if (const auto found = journals_.find(server); found != journals_.end()) marks.journal = found->second;
    for (const auto& [key, read] : rooms_) {
        if (key.first == server) marks.rooms.push_back({key.second, read});
    }
    return marks;
}

void MemoryProfile::keep_marks(const net::ServerKeyHash& server, const Marks& marks) {
    change();
    journals_[server] = marks.journal;
    for (const net::RoomMark& mark : marks.rooms)
        rooms_[{server, mark.room}] = mark.read;
}

void MemoryProfile::forget_marks(const net::ServerKeyHash& server) {
    change();
    journals_.erase(server);
    std::erase_if(rooms_, [&](const auto& each) { return each.first.first == server; });
}

std::vector<net::UserRef> MemoryProfile::ignored(const net::ServerKeyHash& server) const {
    std::vector<net::UserRef> list;
    for (const auto& [key, name] : ignored_) {
        if (key.first == server) list.push_back({key.second, name});
    }
    return list;
}

void MemoryProfile::ignore(const net::ServerKeyHash& server, const net::UserRef& user) {
    change();
    ignored_[{server, user.id}] = user.name;
}

void MemoryProfile::unignore(const net::ServerKeyHash& server, net::UserId user) {
    change();
    ignored_.erase({server, user});
}

std::vector<StoredTransfer> MemoryProfile::transfers(const net::ServerKeyHash& server) const {
    std::vector<StoredTransfer> list;
    for (const auto& [id, moving] : transfers_) {
        if (moving.server == server) list.push_back(moving.transfer);
    }
    return list;
}

void MemoryProfile::keep_transfers(const net::ServerKeyHash& server, std::span<StoredTransfer> transfers) {
    change();
    for (StoredTransfer& transfer : transfers) {
        const bool is_new = !transfer.shown.id;
        if (is_new) transfer.shown.id = model::TransferId{++last_transfer_};
        if (!is_new && !transfers_.contains(transfer.shown.id)) continue;
        StoredTransfer& kept = transfers_[transfer.shown.id].transfer;
        kept = transfer;
        kept.shown.rate = 0;
        transfers_[transfer.shown.id].server = server;
    }
}

void MemoryProfile::forget_transfers(std::span<const model::TransferId> transfers) {
    change();
    for (const model::TransferId id : transfers)
        transfers_.erase(id);
}

void MemoryProfile::keep_setting(const std::string& name, const std::string& value) {
    change();
    if (value.empty()) {
        settings_.erase(name);
    } else {
        settings_[name] = value;
    }
}

}  // namespace crosstalk::link
