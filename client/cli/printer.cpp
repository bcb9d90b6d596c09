#include "client/cli/printer.hpp"

#include <algorithm>
#include <array>
#include <type_traits>

namespace crosstalk::cli {

std::string tag_of(const model::Model& model, net::RoomId id) {
    const model::Room* room = model.room(id);
    return room ? tag_of(*room) : std::string();
}

net::UserRef known_user(const model::Model& model, const model::Room& room, net::UserId user) {
    if (user == model.me().id) return model.me();
    if (user == room.peer.id) return room.peer;
    if (const auto member = room.members.find(user); member != room.members.end()) {
        return member->second.presence.user;
    }
    const auto said = std::find_if(room.messages.rbegin(), room.messages.rend(),
                                   [&](const net::Message& message) { return message.author.id == user; });
    return said == room.messages.rend() ? net::UserRef{user, {}} : said->author;
}

std::string_view code_of(model::Refusal refusal) {
    switch (refusal) {
        case model::Refusal::Address:
            return "address";
        case model::Refusal::PasskeyNeeded:
            return "passkey_needed";
        case model::Refusal::Passkey:
            return "passkey";
        case model::Refusal::TooManyGuesses:
            return "too_many_guesses";
        case model::Refusal::NameInvalid:
            return "name_invalid";
        case model::Refusal::NameTaken:
            return "name_taken";
        case model::Refusal::OtherServer:
            return "other_server";
        case model::Refusal::Code:
            return "code";
        case model::Refusal::NotProven:
            return "not_proven";
        case model::Refusal::Version:
            return "version";
        case model::Refusal::Banned:
            return "banned";
        case model::Refusal::Full:
            return "full";
        case model::Refusal::Stopped:
            return "stopped";
    }
    return "refused";
}

std::string_view code_of(net::Status status) {
    switch (status) {
        case net::Status::Done:
            return "done";
        case net::Status::Refused:
            return "refused";
        case net::Status::NotFound:
            return "not_found";
        case net::Status::NotAllowed:
            return "not_allowed";
        case net::Status::Invalid:
            return "invalid";
        case net::Status::NameTaken:
            return "name_taken";
        case net::Status::TooMany:
            return "too_many";
        case net::Status::Unknown:
            return "unsupported";
        case net::Status::Muted:
            return "muted";
        case net::Status::Banned:
            return "banned";
        case net::Status::SlowMode:
            return "slow_mode";
        case net::Status::WrongCode:
            return "wrong_code";
        case net::Status::LastOwner:
            return "last_owner";
        case net::Status::TooLarge:
            return "too_large";
        case net::Status::QuotaFull:
            return "quota_full";
        case net::Status::StoreFull:
            return "store_full";
        case net::Status::AgainstRules:
            return "against_rules";
    }
    return "refused";
}

std::string_view code_of(net::ErrorCode code) {
    switch (code) {
        case net::ErrorCode::None:
            return "not_connected";
        case net::ErrorCode::NotFound:
            return "not_found";
        case net::ErrorCode::TooManyGuesses:
            return "too_many_guesses";
        case net::ErrorCode::BadFrame:
            return "unsupported";
        default:
            return "refused";
    }
}

std::string_view code_of(model::BadLine::Why why) {
    switch (why) {
        case model::BadLine::Why::UnknownCommand:
            return "unknown_command";
        case model::BadLine::Why::MissingArgument:
            return "missing_argument";
        case model::BadLine::Why::UnwantedArgument:
            return "unwanted_argument";
        case model::BadLine::Why::WrongArgument:
            return "wrong_argument";
        case model::BadLine::Why::Blank:
            return "blank";
        case model::BadLine::Why::TooLong:
            return "too_long";
        case model::BadLine::Why::NoSuchRoom:
            return "no_such_room";
        case model::BadLine::Why::NoSuchUser:
            return "no_such_user";
        case model::BadLine::Why::NoSuchMessage:
            return "no_such_message";
        case model::BadLine::Why::NotHere:
            return "not_here";
        case model::BadLine::Why::NotConfirmed:
            return "not_confirmed";
    }
    return "wrong_argument";
}

std::string_view name_of(net::OfferAnswer answer) {
    switch (answer) {
        case net::OfferAnswer::Accept:
            return "accept";
        case net::OfferAnswer::Decline:
            return "decline";
        case net::OfferAnswer::Cancel:
            return "abort";
    }
    return "accept";
}

std::string_view name_of(net::GameAction action) {
    switch (action) {
        case net::GameAction::Resign:
            return "resign";
        case net::GameAction::OfferDraw:
        case net::GameAction::DeclineDraw:
            return "draw";
        case net::GameAction::AskTakeBack:
        case net::GameAction::AllowTakeBack:
        case net::GameAction::DeclineTakeBack:
            return "takeback";
        case net::GameAction::Abort:
            return "abort";
        case net::GameAction::ClaimWin:
        case net::GameAction::ClaimDraw:
            return "claim-game";
        case net::GameAction::OfferRematch:
        case net::GameAction::DeclineRematch:
            return "rematch";
    }
    return "resign";
}

std::string_view name_of(const net::Command& command) {
    const auto either = [](bool first, std::string_view one, std::string_view other) {
        return first ? one : other;
    };
    if (const auto* create = std::get_if<net::CreateRoom>(&command)) {
        return either(create->kind == net::RoomKind::Private, "create-private", "create");
    }
    if (const auto* invite = std::get_if<net::InviteUser>(&command)) {
        return either(invite->role == net::Role::Guest, "invite-guest", "invite");
    }
    if (const auto* kind = std::get_if<net::SetRoomKind>(&command)) {
        return either(kind->kind == net::RoomKind::Private, "private", "public");
    }
    if (const auto* react = std::get_if<net::React>(&command)) return either(react->on, "react", "unreact");
    if (const auto* pin = std::get_if<net::PinMessage>(&command)) return either(pin->on, "pin", "unpin");
    if (const auto* answer = std::get_if<net::AnswerOffer>(&command)) return name_of(answer->answer);
    if (const auto* act = std::get_if<net::ActInGame>(&command)) return name_of(act->action);
    return std::visit(
        []<class C>(const C&) -> std::string_view {
            if constexpr (std::is_same_v<C, net::OfferGame>) return "ttt";
            if constexpr (std::is_same_v<C, net::MakeMove>) return "move";
            if constexpr (std::is_same_v<C, net::JoinRoom>) return "join";
            if constexpr (std::is_same_v<C, net::LeaveRoom>) return "leave";
            if constexpr (std::is_same_v<C, net::PostMessage>) return "post";
            if constexpr (std::is_same_v<C, net::OpenDirect>) return "msg";
            if constexpr (std::is_same_v<C, net::RenameRoom>) return "rename";
            if constexpr (std::is_same_v<C, net::SetTopic>) return "topic";
            if constexpr (std::is_same_v<C, net::SetPosters>) return "posters";
            if constexpr (std::is_same_v<C, net::SetSlowMode>) return "slow";
            if constexpr (std::is_same_v<C, net::SetRoomPasskey>) return "room-passkey";
            if constexpr (std::is_same_v<C, net::DissolveRoom>) return "dissolve";
            if constexpr (std::is_same_v<C, net::EditMessage>) return "edit";
            if constexpr (std::is_same_v<C, net::DeleteMessage>) return "delete";
            if constexpr (std::is_same_v<C, net::KickUser>) return "kick";
            if constexpr (std::is_same_v<C, net::BanUser>) return "ban";
            if constexpr (std::is_same_v<C, net::UnbanUser>) return "unban";
            if constexpr (std::is_same_v<C, net::MuteUser>) return "mute";
            if constexpr (std::is_same_v<C, net::UnmuteUser>) return "unmute";
            if constexpr (std::is_same_v<C, net::SetRole>) return "role";
            if constexpr (std::is_same_v<C, net::PurgeMessages>) return "purge";
            if constexpr (std::is_same_v<C, net::Rename>) return "nick";
            if constexpr (std::is_same_v<C, net::SetProfile>) return "profile";
            if constexpr (std::is_same_v<C, net::ClaimOwner>) return "claim";
            if constexpr (std::is_same_v<C, net::RemoveDevice>) return "unlink";
            if constexpr (std::is_same_v<C, net::MakeInvite>) return "make-invite";
            if constexpr (std::is_same_v<C, net::RevokeInvite>) return "revoke-invite";
            return "unknown";
        },
        command);
}

std::string_view name_of(net::WhyRemoved why) {
    switch (why) {
        case net::WhyRemoved::Left:
            return "left";
        case net::WhyRemoved::Kicked:
            return "kicked";
        case net::WhyRemoved::Banned:
            return "banned";
        case net::WhyRemoved::Dissolved:
            return "dissolved";
    }
    return "left";
}

std::string_view name_of(net::AuditAction action) {
    switch (action) {
        case net::AuditAction::Unknown:
            break;
        case net::AuditAction::RoomDissolved:
            return "room_dissolved";
        case net::AuditAction::RoomSettings:
            return "room_settings";
        case net::AuditAction::Kicked:
            return "kicked";
        case net::AuditAction::Banned:
            return "banned";
        case net::AuditAction::Unbanned:
            return "unbanned";
        case net::AuditAction::Muted:
            return "muted";
        case net::AuditAction::Unmuted:
            return "unmuted";
        case net::AuditAction::RoleSet:
            return "role_set";
        case net::AuditAction::MessageDeleted:
            return "message_deleted";
        case net::AuditAction::Purged:
            return "purged";
        case net::AuditAction::OwnerClaimed:
            return "owner_claimed";
        case net::AuditAction::InviteMade:
            return "invite_made";
        case net::AuditAction::InviteRevoked:
            return "invite_revoked";
        case net::AuditAction::DeviceRemoved:
            return "device_removed";
        case net::AuditAction::DeviceAdded:
            return "device_added";
        case net::AuditAction::CodeMade:
            return "code_made";
        case net::AuditAction::PasskeyRotated:
            return "passkey_rotated";
    }
    return "unknown";
}

std::string_view name_of(model::PendingState state) {
    switch (state) {
        case model::PendingState::Queued:
            return "queued";
        case model::PendingState::Submitted:
            return "sent";
        case model::PendingState::Failed:
            return "failed";
    }
    return "queued";
}

std::string_view name_of(model::TransferKind kind) {
    switch (kind) {
        case model::TransferKind::Send:
            return "send";
        case model::TransferKind::Picture:
            return "picture";
        case model::TransferKind::Save:
            return "save";
        case model::TransferKind::Preview:
            return "preview";
    }
    return "save";
}

std::string_view name_of(model::TransferState state) {
    switch (state) {
        case model::TransferState::Preparing:
            return "preparing";
        case model::TransferState::Waiting:
            return "waiting";
        case model::TransferState::Running:
            return "running";
        case model::TransferState::Paused:
            return "paused";
        case model::TransferState::Sent:
            return "sent";
        case model::TransferState::Done:
            return "done";
        case model::TransferState::Failed:
            return "failed";
    }
    return "waiting";
}

std::string_view name_of(model::TransferAction action) {
    switch (action) {
        case model::TransferAction::Pause:
            return "pause";
        case model::TransferAction::Resume:
            return "resume";
        case model::TransferAction::Retry:
            return "retry-transfer";
        case model::TransferAction::Cancel:
            return "cancel-transfer";
        case model::TransferAction::Dismiss:
            return "dismiss";
    }
    return "pause";
}

}  // namespace crosstalk::cli
