// Subject: files on their way to the server. What messages carry the view knows; the hub holds what is not posted yet.
#include <algorithm>
#include <utility>

#include "server/hub/subjects.hpp"

namespace crosstalk::hub {

namespace {

// Whether there is room for so much more beside what is taken and what is reserved.
bool fits(std::uint64_t size, std::uint64_t taken, std::uint64_t reserved, std::uint64_t most) {
    const std::uint64_t left = most - std::min(taken, most);
    return reserved <= left && size <= left - reserved;
}

std::uint64_t reserved_by(const State& state, const User& user) {
    std::uint64_t bytes = 0;
    for (const net::UploadId id : user.uploads)
        bytes += state.uploads.at(id).size;
    return bytes;
}

const UploadRow* find(const State& state, net::UploadId id) {
    const auto found = state.uploads.find(id);
    return found == state.uploads.end() ? nullptr : &found->second;
}

net::Outcome done_in_lobby(const Transition& transition) {
    return done(transition.state.rooms.at(net::lobby));
}

}  // namespace

// --- what other subjects ask

const UploadRow* finished_upload(const State& state, net::UserId user, net::UploadId id) {
    const UploadRow* row = find(state, id);
    return row != nullptr && row->user == user && row->finished ? row : nullptr;
}

UploadRow take_upload(Transition& transition, net::UploadId id) {
    State& state = transition.state;
    UploadRow row = std::move(state.uploads.extract(id).mapped());
    state.users.at(row.user).uploads.erase(id);
    state.upload_bytes -= row.size;
    transition.record(UploadRemoved{id});
    return row;
}

// --- uploads

net::Status decide(const Asked& asked, const net::BeginUpload& command) {
    const net::Status status = may(asked, net::lobby, Action::Upload);
    if (status != net::Status::Done) return status;
    if (command.name.empty()) return net::Status::Invalid;
    const State& state = asked.state;
    const User& user = *state.user(asked.origin.user);
    const LimitsRow& limits = state.limits;
    if (command.size > limits.file_bytes) return net::Status::TooLarge;
    if (user.uploads.size() >= limits.uploads_per_user) return net::Status::TooMany;
    const std::uint64_t reserved = reserved_by(state, user);
    if (!fits(command.size, command.user_bytes, reserved, limits.file_bytes_per_user))
        return net::Status::QuotaFull;
    const bool stored =
        fits(command.size, command.all_bytes, state.upload_bytes, limits.file_bytes_per_server);
    return stored ? net::Status::Done : net::Status::StoreFull;
}

net::Outcome carry_out(Transition& transition, const net::BeginUpload& command) {
    State& state = transition.state;
    const UploadRow row{.id = transition.new_id<net::UploadId>(),
                        .user = transition.origin.user,
                        .name = command.name,
                        .size = command.size,
                        .hash = command.hash,
                        .begun = transition.stamp.at};
    state.uploads.emplace(row.id, row);
    state.users.at(row.user).uploads.insert(row.id);
    state.upload_bytes += row.size;
    transition.record(row);
    net::Outcome outcome = done_in_lobby(transition);
    outcome.upload = row.id;
    return outcome;
}

net::Status decide(const Asked& asked, const net::DropUpload& command) {
    const UploadRow* row = find(asked.state, command.upload);
    const bool is_known = row != nullptr && (is_server(asked.origin) || row->user == asked.origin.user);
    return is_known ? net::Status::Done : net::Status::NotFound;
}

net::Outcome carry_out(Transition& transition, const net::DropUpload& command) {
    take_upload(transition, command.upload);
    return done_in_lobby(transition);
}

net::Status decide(const Asked& asked, const net::FinishUpload& command) {
    if (!is_server(asked.origin)) return net::Status::NotAllowed;
    return find(asked.state, command.upload) == nullptr ? net::Status::NotFound : net::Status::Done;
}

net::Outcome carry_out(Transition& transition, const net::FinishUpload& command) {
    UploadRow& row = transition.state.uploads.at(command.upload);
    if (!std::exchange(row.finished, true)) transition.record(row);
    return done_in_lobby(transition);
}

}  // namespace crosstalk::hub
