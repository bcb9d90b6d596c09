#include "server/runtime/transfers.hpp"

#include <algorithm>
#include <utility>
#include <variant>

namespace crosstalk::server {

namespace {

constexpr net::Milliseconds hour{3'600'000};
constexpr std::int64_t quiet_ms = 60'000;

}  // namespace

Transfers::Transfers(Means means) : means_(std::move(means)) {}

Transfers::~Transfers() {
    means_.runtime.cancel(lapse_timer_);
}

void Transfers::start() {
    drop_lapsed();
}

void Transfers::drop_lapsed() {
    lapse_timer_ = means_.runtime.after(hour, [this] { drop_lapsed(); });
    const net::Timestamp now = means_.now();
    for (const auto& [id, upload] : means_.state.uploads) {
        if ((now - upload.begun).value >= means_.limits.upload_lapse_ms) drop(id);
    }
}

// --- connections -----------------------------------------------------------------------------------------------

void Transfers::add(FileSession& session) {
    sessions_[session.place().chat] = &session;
}

void Transfers::remove(FileSession& session) {
    const auto found = sessions_.find(session.place().chat);
    if (found != sessions_.end() && found->second == &session) sessions_.erase(found);
}

const FileSession* Transfers::of_chat(net::SessionId chat) const {
    const auto found = sessions_.find(chat);
    return found == sessions_.end() ? nullptr : found->second;
}

net::Milliseconds Transfers::quiet_since() const {
    return {means_.runtime.steady().value - quiet_ms};
}

std::size_t Transfers::moving() const {
    std::size_t moving = 0;
    for (const auto& [chat, session] : sessions_)
        moving += session->moving(quiet_since());
    return moving;
}

bool Transfers::is_full(net::UserId user) const {
    std::size_t moving = 0;
    for (const auto& [chat, session] : sessions_) {
        if (session->place().user == user) moving += session->moving(quiet_since());
    }
    return moving >= static_cast<std::size_t>(means_.limits.transfers_per_user);
}

// --- uploads -----------------------------------------------------------------------------------------------------

const hub::UploadRow* Transfers::upload_of(net::UserId user, net::UploadId upload) const {
    const auto found = means_.state.uploads.find(upload);
    if (found == means_.state.uploads.end() || found->second.user != user) return nullptr;
    return &found->second;
}

void Transfers::finish(net::UploadId upload) {
    if (!finishing_.insert(upload).second) return;
    means_.blobs.finish(upload,
                        [this, alive = lifetime_.watch(), upload](const std::optional<ports::BlobName>&,
                                                                  std::optional<ports::BlobFault> fault) {
                            if (!alive.expired()) stored(upload, fault);
                        });
}

void Transfers::stored(net::UploadId upload, std::optional<ports::BlobFault> fault) {
    // Dropped meanwhile: nobody asks for it any more.
    if (!finishing_.contains(upload)) return;
    if (!fault) return means_.command(net::FinishUpload{upload});
    finishing_.erase(upload);
    const bool is_wrong = fault == ports::BlobFault::WrongHash || fault == ports::BlobFault::WrongSize;
    if (is_wrong) drop(upload);
    means_.log(is_wrong ? LogLevel::Info : LogLevel::Warning,
               "upload " + std::to_string(upload.value) +
                   (is_wrong ? " is not what was announced" : " could not be stored"));
    const auto problem = is_wrong                             ? net::FileProblem::WrongHash
                         : fault == ports::BlobFault::NoSpace ? net::FileProblem::NoSpace
                                                              : net::FileProblem::Failed;
    for (const auto& [chat, session] : sessions_)
        session->uploads().failed(upload, problem);
    means_.settled();
}

void Transfers::finished(net::UploadId upload) {
    finishing_.erase(upload);
    const auto found = means_.state.uploads.find(upload);
    if (found == means_.state.uploads.end() || !found->second.finished) return;
    means_.log(LogLevel::Debug, "upload " + std::to_string(upload.value) + " of user " +
                                    std::to_string(found->second.user.value) +
                                    " is there: " + std::to_string(found->second.size) + " bytes");
    for (const auto& [chat, session] : sessions_)
        session->uploads().finished(upload);
}

// Posted and kept as a picture, too: nothing of it is on its way any more.
void Transfers::dropped(net::UploadId upload) {
    finishing_.erase(upload);
    means_.blobs.cancel(upload);
    for (const auto& [chat, session] : sessions_)
        session->uploads().failed(upload, net::FileProblem::NotFound);
}

// --- what was applied --------------------------------------------------------------------------------------------

void Transfers::applied(const net::Command& command, const std::vector<hub::Change>& changes) {
    const auto tell = [this](auto&& what) {
        for (const auto& [chat, session] : sessions_)
            what(session->downloads());
    };
    for (const hub::Change& change : changes) {
        if (const auto* removed = std::get_if<hub::UploadRemoved>(&change)) {
            dropped(removed->id);
        } else if (const auto* deleted = std::get_if<hub::MessageDeleted>(&change)) {
            tell([&](Downloads& downloads) { downloads.message_gone(deleted->room, deleted->message); });
        } else if (const auto* purged = std::get_if<hub::MessagesPurged>(&change)) {
            tell([&](Downloads& downloads) { downloads.room_purged(purged->room); });
        } else if (const auto* dissolved = std::get_if<hub::RoomDissolved>(&change)) {
            tell([&](Downloads& downloads) { downloads.members_changed(dissolved->room); });
        } else if (const auto* gone = std::get_if<hub::MemberRemoved>(&change)) {
            tell([&](Downloads& downloads) { downloads.members_changed(gone->room); });
        } else if (const auto* member = std::get_if<hub::MemberRow>(&change)) {
            tell([&](Downloads& downloads) { downloads.members_changed(member->room); });
        } else if (const auto* user = std::get_if<hub::UserRow>(&change)) {
            tell([&](Downloads& downloads) { downloads.picture_changed(user->id); });
        }
    }
    if (const auto* finish = std::get_if<net::FinishUpload>(&command)) finished(finish->upload);
}

}  // namespace crosstalk::server
