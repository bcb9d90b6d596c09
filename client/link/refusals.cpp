// Why a command was refused, for people: what happened, then what to do.
#include <type_traits>

#include "client/link/texts.hpp"
#include "client/model/words.hpp"
#include "games/referee.hpp"

namespace crosstalk::link {

namespace {

template <class C, class... Kinds>
constexpr bool is_one_of = (std::is_same_v<C, Kinds> || ...);

template <class C>
constexpr bool is_writing = is_one_of<C, net::PostMessage, net::EditMessage>;
template <class C>
constexpr bool aims_at_message =
    is_one_of<C, net::EditMessage, net::DeleteMessage, net::React, net::PinMessage>;
template <class C>
constexpr bool aims_at_user = is_one_of<C, net::InviteUser, net::KickUser, net::BanUser, net::UnbanUser,
                                        net::MuteUser, net::UnmuteUser, net::SetRole, net::OpenDirect>;

template <class C>
std::string not_found(const C& command) {
    if constexpr (std::is_same_v<C, net::PostMessage>) {
        if (!command.files.empty()) {
            return "The room is gone or you are not in it, or a file was not kept by the server. Send the "
                   "files "
                   "again.";
        }
        return command.reply_to
                   ? "The message you answer is gone, or you are not in this room any more. Send "
                     "the text on its own."
                   : "This room is gone, or you are not in it. Choose another room.";
    } else if constexpr (aims_at_message<C>) {
        return "This message is gone, or you are not in its room any more. Nothing can be changed about it.";
    } else if constexpr (std::is_same_v<C, net::UnbanUser>) {
        return "This user is not banned here. Look at the list of bans.";
    } else if constexpr (aims_at_user<C>) {
        return "There is no such user or room. Check the name.";
    } else if constexpr (std::is_same_v<C, net::JoinRoom>) {
        return command.passkey.empty()
                   ? "There is no such room, or you are not invited. Ask for an invitation."
                   : "No room of this name opens with this passkey. Check both.";
    } else if constexpr (std::is_same_v<C, net::RevokeInvite>) {
        return "There is no such invite any more. List them again.";
    } else if constexpr (std::is_same_v<C, net::RemoveDevice>) {
        return "There is no such device. List them again.";
    } else if constexpr (std::is_same_v<C, net::OfferGame>) {
        return "You are not both in this room any more. Challenge somebody who is here.";
    } else {
        return "There is no such room, or you are not in it. Check its name.";
    }
}

template <class C>
std::string not_allowed(const C&) {
    if constexpr (std::is_same_v<C, net::PostMessage>) {
        return "You may not write here. Ask somebody who runs the room.";
    } else if constexpr (std::is_same_v<C, net::EditMessage>) {
        return "This is not yours to edit, or you may not write here any more. Write a new message instead.";
    } else if constexpr (std::is_same_v<C, net::DeleteMessage>) {
        return "Only those who run the room delete what others wrote. Ask one of them.";
    } else if constexpr (std::is_same_v<C, net::LeaveRoom>) {
        return "Nobody leaves this room. Ignore it, or the other one.";
    } else if constexpr (is_one_of<C, net::KickUser, net::BanUser, net::MuteUser, net::UnmuteUser,
                                   net::SetRole>) {
        return "You may do this only to people who have less to say here than you. Ask somebody who runs the "
               "room.";
    } else if constexpr (is_one_of<C, net::MakeInvite, net::RevokeInvite, net::RemoveDevice>) {
        return "Only admins of the server may do this. Ask one of them.";
    } else {
        return "You may not do this. Ask somebody who runs the room.";
    }
}

template <class C>
std::string invalid(const C&) {
    if constexpr (is_one_of<C, net::CreateRoom, net::RenameRoom>) {
        return "This cannot be the name of a room. Use 1 to 32 letters, digits and spaces.";
    } else if constexpr (std::is_same_v<C, net::Rename>) {
        return "This cannot be a name here. Use 1 to 32 letters, digits and spaces.";
    } else if constexpr (is_writing<C>) {
        return "There is nothing to send in this text, or the server does not take it. Write it differently.";
    } else if constexpr (std::is_same_v<C, net::React>) {
        return "This is not one emoji. Choose one.";
    } else if constexpr (std::is_same_v<C, net::OpenDirect>) {
        return "This is you. Choose somebody else.";
    } else if constexpr (is_one_of<C, net::SetRoomKind, net::SetRoomPasskey>) {
        return "The lobby is open to everybody and stays so. Do this in another room.";
    } else {
        return "The server does not understand this. Try it differently.";
    }
}

template <class C>
std::string name_taken(const C&) {
    if constexpr (std::is_same_v<C, net::Rename>) {
        return "Somebody here has this name, or one that looks like it. Choose another.";
    } else if constexpr (std::is_same_v<C, net::SetRoomKind>) {
        return "There is a public room of this name already. Rename this one first.";
    } else {
        return "There is a room of this name already, or of one that looks like it. Choose another.";
    }
}

template <class C>
std::string too_many(const C&) {
    if constexpr (std::is_same_v<C, net::React>) {
        return "There are too many different reactions to this message. Use one of those that are there.";
    } else if constexpr (std::is_same_v<C, net::PinMessage>) {
        return "There are too many pinned messages here. Unpin one first.";
    } else if constexpr (std::is_same_v<C, net::MakeInvite>) {
        return "There are too many invites already. Revoke one first.";
    } else if constexpr (std::is_same_v<C, net::BeginUpload>) {
        return "Too many of your files are on their way already. Wait until some of them are posted.";
    } else if constexpr (std::is_same_v<C, net::OpenDirect>) {
        return "One of you has too many private conversations already. Write in a room you share.";
    } else if constexpr (std::is_same_v<C, net::OfferGame>) {
        return "You have too many games or open challenges already. Finish a game, or cancel a challenge.";
    } else if constexpr (is_one_of<C, net::AnswerOffer, net::ActInGame>) {
        return "One of you plays too many games already. Finish one first.";
    } else {
        return "There are too many rooms or members already. Leave a room first.";
    }
}

template <class C>
std::string banned(const C&) {
    if constexpr (aims_at_user<C>) {
        return "This user is banned from the room. Lift the ban first.";
    } else {
        return "You are banned from this room. Ask somebody who runs it.";
    }
}

template <class C>
std::string wrong_code(const C&) {
    if constexpr (std::is_same_v<C, net::ClaimOwner>) {
        return "This is not the owner code, or it was used already. Whoever runs the server can print a new "
               "one.";
    } else {
        return "This is not the passkey of the room. Ask somebody who is in it.";
    }
}

std::string muted(net::Milliseconds retry_after) {
    if (retry_after.value <= 0) return "You are muted here. Ask somebody who runs the room.";
    return "You are muted here for another " + model::span_in_words(retry_after) +
           ". Try again then, or ask somebody who runs the room.";
}

std::string slow_mode(net::Milliseconds retry_after) {
    if (retry_after.value <= 0) return "This room is in slow mode. Try again in a while.";
    return "This room is in slow mode. Try again in " + model::span_in_words(retry_after) + ".";
}

template <class C>
std::string explain_for(const net::Outcome& outcome, const C& command) {
    switch (outcome.status) {
        case net::Status::Done:
            return {};
        case net::Status::NotFound:
            return not_found(command);
        case net::Status::NotAllowed:
            return not_allowed(command);
        case net::Status::Invalid:
            return invalid(command);
        case net::Status::NameTaken:
            return name_taken(command);
        case net::Status::TooMany:
            return too_many(command);
        case net::Status::Muted:
            return muted(outcome.retry_after);
        case net::Status::Banned:
            return banned(command);
        case net::Status::SlowMode:
            return slow_mode(outcome.retry_after);
        case net::Status::WrongCode:
            return wrong_code(command);
        case net::Status::LastOwner:
            return "This belongs to you. Make somebody else the owner first.";
        case net::Status::TooLarge:
            return "The file is larger than this server takes. Send a smaller one, or make parts of it.";
        case net::Status::QuotaFull:
            return "Your share of the server's disk is used up. Delete messages with files that nobody "
                   "needs, "
                   "then try again.";
        case net::Status::StoreFull:
            return "The server's disk space for files is used up. Ask whoever runs the server to make room.";
        case net::Status::AgainstRules:
            return std::string(games::explain(static_cast<games::Refusal>(outcome.refusal.value)));
        case net::Status::Refused:
        case net::Status::Unknown:
            return "The server is older than this program and cannot do this. Update the server.";
    }
    return {};
}

}  // namespace

std::string explain(const net::Outcome& outcome, const net::Command& command) {
    return std::visit([&](const auto& known) { return explain_for(outcome, known); }, command);
}

}  // namespace crosstalk::link
