// One pair of functions per command, defined in the file of its subject. `decide` is the only judge: apply() and
// foresee() both ask it. Every `carry_out` may assume that `decide` said Done.
#pragma once

#include <string>

#include "server/hub/permissions.hpp"
#include "server/hub/transition.hpp"

namespace crosstalk::hub {

// Who asks, of what, when.
struct Asked {
    const State& state;
    const net::Origin& origin;
    net::Timestamp now;
};

inline bool is_server(const net::Origin& origin) {
    return origin == net::Origin{};
}
inline net::Status may(const Asked& asked, net::RoomId room, Action action) {
    return authorize(asked.state, asked.now, room, asked.origin.user, action);
}

// --- what subjects ask of each other

// messages: whether the asker may say something in the room by that right, and by the room's own rule.
net::Status may_write(const Asked& asked, net::RoomId room, Action action);
// messages: a post counts once for everybody whom it names.
void count_mentions(Transition& transition, Room& room, const std::vector<net::UserId>& mentions);
// games: the user is out of the room, or of everything: what runs there is lost.
void end_games_of(Transition& transition, Room& room, net::UserId user);
// games: the message of a game goes; a player who takes it away gives the game up.
void end_game(Transition& transition, net::RoomId room, net::MessageId message);
// games: the room is gone, or what was said there before that time.
void forget_games(Transition& transition, Room& room, net::Timestamp before);
// games: the server was away until now.
void wake_games(Transition& transition);

// rooms: with the member's mark, or the invitation.
void remove_member(Transition& transition, Room& room, net::UserId user);
// rooms: whether the user may not have a room of that kind by that name; `except` may keep the one it has.
bool name_is_taken(const State& state, const User& user, net::RoomKind kind, const std::string& key,
                   net::RoomId except);
// moderation: of a member, or in the lobby of anybody; all are told. It takes the role from nobody else.
void set_role(Transition& transition, Room& room, net::UserId user, net::Role role);
// files: an own finished upload that is not posted; nullptr if it is none.
const UploadRow* finished_upload(const State& state, net::UserId user, net::UploadId upload);
// files: takes it out of the uploads.
UploadRow take_upload(Transition& transition, net::UploadId upload);
// server_life: somebody has come in by it.
void use_invite(Transition& transition, net::InviteId invite);

// --- rooms

net::Status decide(const Asked& asked, const net::CreateRoom& command);
net::Outcome carry_out(Transition& transition, const net::CreateRoom& command);

net::Status decide(const Asked& asked, const net::OpenDirect& command);
net::Outcome carry_out(Transition& transition, const net::OpenDirect& command);

net::Status decide(const Asked& asked, const net::JoinRoom& command);
net::Outcome carry_out(Transition& transition, const net::JoinRoom& command);

net::Status decide(const Asked& asked, const net::LeaveRoom& command);
net::Outcome carry_out(Transition& transition, const net::LeaveRoom& command);

net::Status decide(const Asked& asked, const net::InviteUser& command);
net::Outcome carry_out(Transition& transition, const net::InviteUser& command);

net::Status decide(const Asked& asked, const net::DissolveRoom& command);
net::Outcome carry_out(Transition& transition, const net::DissolveRoom& command);

// --- room settings

net::Status decide(const Asked& asked, const net::RenameRoom& command);
net::Outcome carry_out(Transition& transition, const net::RenameRoom& command);

net::Status decide(const Asked& asked, const net::SetTopic& command);
net::Outcome carry_out(Transition& transition, const net::SetTopic& command);

net::Status decide(const Asked& asked, const net::SetRoomKind& command);
net::Outcome carry_out(Transition& transition, const net::SetRoomKind& command);

net::Status decide(const Asked& asked, const net::SetPosters& command);
net::Outcome carry_out(Transition& transition, const net::SetPosters& command);

net::Status decide(const Asked& asked, const net::SetSlowMode& command);
net::Outcome carry_out(Transition& transition, const net::SetSlowMode& command);

net::Status decide(const Asked& asked, const net::SetRoomPasskey& command);
net::Outcome carry_out(Transition& transition, const net::SetRoomPasskey& command);

// --- messages

net::Status decide(const Asked& asked, const net::PostMessage& command);
net::Outcome carry_out(Transition& transition, const net::PostMessage& command);

net::Status decide(const Asked& asked, const net::EditMessage& command);
net::Outcome carry_out(Transition& transition, const net::EditMessage& command);

net::Status decide(const Asked& asked, const net::DeleteMessage& command);
net::Outcome carry_out(Transition& transition, const net::DeleteMessage& command);

net::Status decide(const Asked& asked, const net::React& command);
net::Outcome carry_out(Transition& transition, const net::React& command);

net::Status decide(const Asked& asked, const net::PinMessage& command);
net::Outcome carry_out(Transition& transition, const net::PinMessage& command);

net::Status decide(const Asked& asked, const net::PurgeMessages& command);
net::Outcome carry_out(Transition& transition, const net::PurgeMessages& command);

// --- files

net::Status decide(const Asked& asked, const net::BeginUpload& command);
net::Outcome carry_out(Transition& transition, const net::BeginUpload& command);

net::Status decide(const Asked& asked, const net::DropUpload& command);
net::Outcome carry_out(Transition& transition, const net::DropUpload& command);

net::Status decide(const Asked& asked, const net::FinishUpload& command);
net::Outcome carry_out(Transition& transition, const net::FinishUpload& command);

// --- games

net::Status decide(const Asked& asked, const net::OfferGame& command);
net::Outcome carry_out(Transition& transition, const net::OfferGame& command);

net::Status decide(const Asked& asked, const net::AnswerOffer& command);
net::Outcome carry_out(Transition& transition, const net::AnswerOffer& command);

net::Status decide(const Asked& asked, const net::MakeMove& command);
net::Outcome carry_out(Transition& transition, const net::MakeMove& command);

net::Status decide(const Asked& asked, const net::ActInGame& command);
net::Outcome carry_out(Transition& transition, const net::ActInGame& command);

net::Status decide(const Asked& asked, const net::Tick& command);
net::Outcome carry_out(Transition& transition, const net::Tick& command);

net::Status decide(const Asked& asked, const net::NotePlayer& command);
net::Outcome carry_out(Transition& transition, const net::NotePlayer& command);

// --- moderation

net::Status decide(const Asked& asked, const net::KickUser& command);
net::Outcome carry_out(Transition& transition, const net::KickUser& command);

net::Status decide(const Asked& asked, const net::BanUser& command);
net::Outcome carry_out(Transition& transition, const net::BanUser& command);

net::Status decide(const Asked& asked, const net::UnbanUser& command);
net::Outcome carry_out(Transition& transition, const net::UnbanUser& command);

net::Status decide(const Asked& asked, const net::MuteUser& command);
net::Outcome carry_out(Transition& transition, const net::MuteUser& command);

net::Status decide(const Asked& asked, const net::UnmuteUser& command);
net::Outcome carry_out(Transition& transition, const net::UnmuteUser& command);

net::Status decide(const Asked& asked, const net::SetRole& command);
net::Outcome carry_out(Transition& transition, const net::SetRole& command);

// --- users

net::Status decide(const Asked& asked, const net::CreateUser& command);
net::Outcome carry_out(Transition& transition, const net::CreateUser& command);

net::Status decide(const Asked& asked, const net::Rename& command);
net::Outcome carry_out(Transition& transition, const net::Rename& command);

net::Status decide(const Asked& asked, const net::SetProfile& command);
net::Outcome carry_out(Transition& transition, const net::SetProfile& command);

net::Status decide(const Asked& asked, const net::SetOwnerCode& command);
net::Outcome carry_out(Transition& transition, const net::SetOwnerCode& command);

net::Status decide(const Asked& asked, const net::ClaimOwner& command);
net::Outcome carry_out(Transition& transition, const net::ClaimOwner& command);

net::Status decide(const Asked& asked, const net::AddDevice& command);
net::Outcome carry_out(Transition& transition, const net::AddDevice& command);

net::Status decide(const Asked& asked, const net::RemoveDevice& command);
net::Outcome carry_out(Transition& transition, const net::RemoveDevice& command);

net::Status decide(const Asked& asked, const net::KeepMarks& command);
net::Outcome carry_out(Transition& transition, const net::KeepMarks& command);

// --- server

net::Status decide(const Asked& asked, const net::ServerStarted& command);
net::Outcome carry_out(Transition& transition, const net::ServerStarted& command);

net::Status decide(const Asked& asked, const net::SetRules& command);
net::Outcome carry_out(Transition& transition, const net::SetRules& command);

net::Status decide(const Asked& asked, const net::RecordDeed& command);
net::Outcome carry_out(Transition& transition, const net::RecordDeed& command);

net::Status decide(const Asked& asked, const net::MakeInvite& command);
net::Outcome carry_out(Transition& transition, const net::MakeInvite& command);

net::Status decide(const Asked& asked, const net::RevokeInvite& command);
net::Outcome carry_out(Transition& transition, const net::RevokeInvite& command);

}  // namespace crosstalk::hub
