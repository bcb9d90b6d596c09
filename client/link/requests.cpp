#include "client/link/requests.hpp"

#include <algorithm>
#include <utility>

namespace crosstalk::link {

void Requests::connected(Send send) {
    send_ = std::move(send);
}

std::vector<Request> Requests::cut() {
    send_ = nullptr;
    // Tags may have begun anew; the order of asking is then lost, and nobody minds.
    std::vector<Request> lost;
    for (auto& [tag, request] : std::exchange(open_, {}))
        lost.push_back(std::move(request));
    for (Request& request : std::exchange(waiting_, {}))
        lost.push_back(std::move(request));
    return lost;
}

Asked Requests::ask(Request request) {
    if (request.purpose != Purpose::Question) {
        const bool is_known =
            std::ranges::find(waiting_, request) != waiting_.end() ||
            std::ranges::any_of(open_, [&](const auto& each) { return each.second == request; });
        if (is_known) return Asked::Already;
    }
    if (waiting_.size() >= most_waiting) return Asked::TooMany;
    waiting_.push_back(std::move(request));
    send_waiting();
    return Asked::Now;
}

void Requests::send_waiting() {
    while (send_ && !waiting_.empty() && open_.size() < most_open) {
        last_tag_ = last_tag_.next().value == 0 ? net::Tag{1} : last_tag_.next();
        const auto sent = open_.emplace(last_tag_, std::move(waiting_.front())).first;
        waiting_.pop_front();
        send_(sent->second.what, last_tag_);
    }
}

std::optional<Request> Requests::settle(net::Tag tag) {
    auto node = open_.extract(tag);
    if (!node) return std::nullopt;
    send_waiting();
    return std::move(node.mapped());
}

void Requests::settle_watches(net::RoomId room) {
    const auto settled = std::erase_if(open_, [room](const auto& each) {
        const auto* watch = std::get_if<net::Watch>(&each.second.what);
        return watch != nullptr && watch->room.room == room;
    });
    if (settled != 0) send_waiting();
}

}  // namespace crosstalk::link
