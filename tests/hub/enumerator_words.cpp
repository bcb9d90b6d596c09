#include "tests/hub/words.hpp"

namespace crosstalk::hub {

const char* in_words(net::Status status) {
    switch (status) {
        case net::Status::Done:
            return "Done";
        case net::Status::Refused:
            return "Refused";
        case net::Status::NotFound:
            return "NotFound";
        case net::Status::NotAllowed:
            return "NotAllowed";
        case net::Status::Invalid:
            return "Invalid";
        case net::Status::NameTaken:
            return "NameTaken";
        case net::Status::TooMany:
            return "TooMany";
        case net::Status::Unknown:
            return "Unknown";
        case net::Status::Muted:
            return "Muted";
        case net::Status::Banned:
            return "Banned";
        case net::Status::SlowMode:
            return "SlowMode";
        case net::Status::WrongCode:
            return "WrongCode";
        case net::Status::LastOwner:
            return "LastOwner";
        case net::Status::TooLarge:
            return "TooLarge";
        case net::Status::QuotaFull:
            return "QuotaFull";
        case net::Status::StoreFull:
            return "StoreFull";
        case net::Status::AgainstRules:
            return "AgainstRules";
    }
    return "?";
}

const char* in_words(Principal principal) {
    switch (principal) {
        case Principal::Stranger:
            return "stranger";
        case Principal::Banned:
            return "banned";
        case Principal::Overseer:
            return "overseer";
        case Principal::Invited:
            return "invited";
        case Principal::Guest:
            return "guest";
        case Principal::Muted:
            return "muted";
        case Principal::Member:
            return "member";
        case Principal::Admin:
            return "admin";
        case Principal::Owner:
            return "owner";
    }
    return "?";
}

const char* in_words(Action action) {
    switch (action) {
        case Action::See:
            return "see";
        case Action::Join:
            return "join";
        case Action::Leave:
            return "leave";
        case Action::Invite:
            return "invite";
        case Action::Post:
            return "post";
        case Action::MentionAll:
            return "mention all";
        case Action::Edit:
            return "edit";
        case Action::Delete:
            return "delete";
        case Action::DeleteAny:
            return "delete any";
        case Action::Play:
            return "play";
        case Action::React:
            return "react";
        case Action::Pin:
            return "pin";
        case Action::SetTopic:
            return "set topic";
        case Action::Rename:
            return "rename";
        case Action::Configure:
            return "configure";
        case Action::Kick:
            return "kick";
        case Action::Ban:
            return "ban";
        case Action::Mute:
            return "mute";
        case Action::SetRole:
            return "set role";
        case Action::Purge:
            return "purge";
        case Action::Dissolve:
            return "dissolve";
        case Action::Upload:
            return "upload";
        case Action::SeeRecords:
            return "see records";
        case Action::Serve:
            return "serve";
    }
    return "?";
}

const char* in_words(net::GameStep step) {
    switch (step) {
        case net::GameStep::Accepted:
            return "Accepted";
        case net::GameStep::Declined:
            return "Declined";
        case net::GameStep::Cancelled:
            return "Cancelled";
        case net::GameStep::Expired:
            return "Expired";
        case net::GameStep::Moved:
            return "Moved";
        case net::GameStep::DrawOffered:
            return "DrawOffered";
        case net::GameStep::DrawAgreed:
            return "DrawAgreed";
        case net::GameStep::DrawDeclined:
            return "DrawDeclined";
        case net::GameStep::TakeBackAsked:
            return "TakeBackAsked";
        case net::GameStep::TookBack:
            return "TookBack";
        case net::GameStep::TakeBackDeclined:
            return "TakeBackDeclined";
        case net::GameStep::Aborted:
            return "Aborted";
        case net::GameStep::Resigned:
            return "Resigned";
        case net::GameStep::WinClaimed:
            return "WinClaimed";
        case net::GameStep::DrawClaimed:
            return "DrawClaimed";
        case net::GameStep::RematchOffered:
            return "RematchOffered";
        case net::GameStep::RematchAgreed:
            return "RematchAgreed";
        case net::GameStep::RematchDeclined:
            return "RematchDeclined";
        case net::GameStep::RematchExpired:
            return "RematchExpired";
        case net::GameStep::TimedOut:
            return "TimedOut";
        case net::GameStep::PlayerLeft:
            return "PlayerLeft";
        case net::GameStep::PlayerReturned:
            return "PlayerReturned";
        case net::GameStep::PlayerRemoved:
            return "PlayerRemoved";
        case net::GameStep::Restarted:
            return "Restarted";
        case net::GameStep::Stopped:
            return "Stopped";
    }
    return "?";
}

const char* in_words(net::AuditAction action) {
    switch (action) {
        case net::AuditAction::Unknown:
            return "Unknown";
        case net::AuditAction::RoomDissolved:
            return "RoomDissolved";
        case net::AuditAction::RoomSettings:
            return "RoomSettings";
        case net::AuditAction::Kicked:
            return "Kicked";
        case net::AuditAction::Banned:
            return "Banned";
        case net::AuditAction::Unbanned:
            return "Unbanned";
        case net::AuditAction::Muted:
            return "Muted";
        case net::AuditAction::Unmuted:
            return "Unmuted";
        case net::AuditAction::RoleSet:
            return "RoleSet";
        case net::AuditAction::MessageDeleted:
            return "MessageDeleted";
        case net::AuditAction::Purged:
            return "Purged";
        case net::AuditAction::OwnerClaimed:
            return "OwnerClaimed";
        case net::AuditAction::InviteMade:
            return "InviteMade";
        case net::AuditAction::InviteRevoked:
            return "InviteRevoked";
        case net::AuditAction::DeviceRemoved:
            return "DeviceRemoved";
        case net::AuditAction::DeviceAdded:
            return "DeviceAdded";
        case net::AuditAction::CodeMade:
            return "CodeMade";
        case net::AuditAction::PasskeyRotated:
            return "PasskeyRotated";
    }
    return "?";
}

}  // namespace crosstalk::hub
