#include "tests/panels/all_dialogs.hpp"

#include "tests/model/worlds.hpp"
#include "ui/panels/dialogs/about.hpp"
#include "ui/panels/dialogs/audit.hpp"
#include "ui/panels/dialogs/bans.hpp"
#include "ui/panels/dialogs/challenge_dialog.hpp"
#include "ui/panels/dialogs/claim_owner.hpp"
#include "ui/panels/dialogs/commands_dialog.hpp"
#include "ui/panels/dialogs/create_room.hpp"
#include "ui/panels/dialogs/delete_message.hpp"
#include "ui/panels/dialogs/device_code.hpp"
#include "ui/panels/dialogs/devices.hpp"
#include "ui/panels/dialogs/directory.hpp"
#include "ui/panels/dialogs/dissolve_room.hpp"
#include "ui/panels/dialogs/export_room.hpp"
#include "ui/panels/dialogs/follow_invite.hpp"
#include "ui/panels/dialogs/former_texts.hpp"
#include "ui/panels/dialogs/games_dialog.hpp"
#include "ui/panels/dialogs/host_dialog.hpp"
#include "ui/panels/dialogs/hosted_server.hpp"
#include "ui/panels/dialogs/ignored.hpp"
#include "ui/panels/dialogs/invite_person.hpp"
#include "ui/panels/dialogs/invites.hpp"
#include "ui/panels/dialogs/join_room.hpp"
#include "ui/panels/dialogs/leaderboard_dialog.hpp"
#include "ui/panels/dialogs/leave_room.hpp"
#include "ui/panels/dialogs/link_question.hpp"
#include "ui/panels/dialogs/long_paste.hpp"
#include "ui/panels/dialogs/message_details.hpp"
#include "ui/panels/dialogs/my_profile.hpp"
#include "ui/panels/dialogs/network_dialog.hpp"
#include "ui/panels/dialogs/new_invite.hpp"
#include "ui/panels/dialogs/person.hpp"
#include "ui/panels/dialogs/portrait_dialog.hpp"
#include "ui/panels/dialogs/practice_dialog.hpp"
#include "ui/panels/dialogs/purge.hpp"
#include "ui/panels/dialogs/removal.hpp"
#include "ui/panels/dialogs/reset_settings.hpp"
#include "ui/panels/dialogs/room_settings.hpp"
#include "ui/panels/dialogs/rotate_passkey.hpp"
#include "ui/panels/dialogs/sanction.hpp"
#include "ui/panels/dialogs/send_files.hpp"
#include "ui/panels/dialogs/server_info.hpp"
#include "ui/panels/dialogs/set_role.hpp"
#include "ui/panels/dialogs/shortcuts_dialog.hpp"
#include "ui/panels/dialogs/stats.hpp"
#include "ui/panels/dialogs/stop_hosting.hpp"
#include "ui/panels/dialogs/type_path.hpp"

namespace crosstalk::ui::twin {

namespace {

template <typename Kind, typename... Arguments>
DialogMaker maker(std::string_view type, Arguments... arguments) {
    return {type, [=] { return std::make_unique<Kind>(arguments...); }};
}

model::Removal removal(net::WhyRemoved why) {
    return {"den",
            {.room = model::den, .why = why, .by = model::bob, .reason = "too loud", .until = net::for_good},
            {1'000'000}};
}

FilesSeen some_files() {
    return {.id = PickId{1},
            .files = {{.path = "/home/me/harbour.png",
                       .name = "harbour.png",
                       .size = 3'400'000,
                       .width = 2560,
                       .height = 1600},
                      {.path = "/home/me/setup.exe", .name = "setup.exe", .size = 18'000'000},
                      {.path = "/home/me/large.iso", .name = "large.iso", .size = 1ULL << 40U},
                      {.path = "/home/me/gone",
                       .name = "gone",
                       .fault = "It cannot be read. Look whether it is still there."}},
            .left_out = 3};
}

}  // namespace

const std::vector<DialogMaker>& all_dialogs() {
    static const std::vector<DialogMaker> makers = {
        maker<AboutDialog>("AboutDialog"),
        maker<AuditDialog>("AuditDialog", net::lobby),
        maker<BansDialog>("BansDialog", model::den),
        maker<ChallengeDialog>("ChallengeDialog", net::lobby),
        maker<ChallengeDialog>("ChallengeDialog", net::lobby, model::alice),
        maker<ChallengeDialog>("ChallengeDialog", net::RoomId{}, model::bob),
        maker<ClaimOwnerDialog>("ClaimOwnerDialog"),
        maker<CommandsDialog>("CommandsDialog"),
        maker<CreateRoomDialog>("CreateRoomDialog"),
        maker<DeleteMessageDialog>("DeleteMessageDialog", net::lobby, net::Sequence{2}),
        maker<DeviceCodeDialog>("DeviceCodeDialog", model::me),
        maker<DeviceCodeDialog>("DeviceCodeDialog", model::alice),
        maker<DevicesDialog>("DevicesDialog", model::me),
        maker<DirectoryDialog>("DirectoryDialog"),
        maker<DissolveRoomDialog>("DissolveRoomDialog", model::den),
        maker<ExportRoomDialog>("ExportRoomDialog", net::lobby),
        maker<FollowInviteDialog>("FollowInviteDialog",
                                  std::string("crosstalk://attic.lan:12345/#fingerprint.token"),
                                  net::ServerKeyHash{1}),
        maker<FormerTextsDialog>("FormerTextsDialog", net::lobby, net::MessageId{1002}),
        maker<GamesDialog>("GamesDialog", net::Games{.room = net::lobby}),
        maker<HostDialog>("HostDialog", OwnName{"harbor"}),
        maker<HostedServerDialog>("HostedServerDialog"),
        maker<IgnoredDialog>("IgnoredDialog"),
        maker<InvitePersonDialog>("InvitePersonDialog", model::den),
        maker<InvitesDialog>("InvitesDialog"),
        maker<JoinRoomDialog>("JoinRoomDialog"),
        maker<JoinRoomDialog>("JoinRoomDialog", net::RoomId{9000}, std::string("vault")),
        maker<LeaderboardDialog>("LeaderboardDialog"),
        maker<LeaveRoomDialog>("LeaveRoomDialog", model::den),
        maker<LinkQuestion>("LinkQuestion", std::string("https://attic.lan/maps")),
        maker<LongPasteDialog>("LongPasteDialog", std::string(5000, 'x'), net::lobby),
        maker<MessageDetailsDialog>("MessageDetailsDialog", net::lobby, net::Sequence{2}),
        maker<MyProfileDialog>("MyProfileDialog"),
        maker<NetworkDialog>("NetworkDialog", std::string("attic.lan")),
        maker<NewInviteDialog>("NewInviteDialog"),
        maker<PersonDialog>("PersonDialog", model::alice, net::lobby),
        maker<PortraitDialog>(
            "PortraitDialog",
            SeenFile{.path = "/home/me/me.png", .name = "me.png", .size = 10'000, .width = 64, .height = 64}),
        maker<PracticeDialog>("PracticeDialog"),
        maker<PurgeDialog>("PurgeDialog", model::den),
        maker<RemovalDialog>("RemovalDialog", removal(net::WhyRemoved::Kicked)),
        maker<RemovalDialog>("RemovalDialog", removal(net::WhyRemoved::Banned)),
        maker<RemovalDialog>("RemovalDialog", removal(net::WhyRemoved::Dissolved)),
        maker<ResetSettings>("ResetSettings", SettingSection::Look),
        maker<RoomSettingsDialog>("RoomSettingsDialog", net::lobby),
        maker<RoomSettingsDialog>("RoomSettingsDialog", model::den),
        maker<RotatePasskeyDialog>("RotatePasskeyDialog"),
        maker<SanctionDialog>("SanctionDialog", Sanction::Kick, model::den, model::bob),
        maker<SanctionDialog>("SanctionDialog", Sanction::Ban, net::lobby, model::bob),
        maker<SanctionDialog>("SanctionDialog", Sanction::Mute, model::den, model::bob),
        maker<SendFilesDialog>("SendFilesDialog", net::lobby, some_files()),
        maker<ServerInfoDialog>("ServerInfoDialog"),
        maker<SetRoleDialog>("SetRoleDialog", net::lobby, model::alice),
        maker<ShortcutsDialog>("ShortcutsDialog"),
        maker<StatsDialog>("StatsDialog"),
        maker<StopHostingDialog>("StopHostingDialog"),
        maker<TypePathDialog>("TypePathDialog", PickId{1}, std::string("Save as"), std::string("maps.zip")),
    };
    return makers;
}

}  // namespace crosstalk::ui::twin
