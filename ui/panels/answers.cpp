#include "ui/panels/answers.hpp"

#include <memory>
#include <type_traits>
#include <variant>

#include "ui/panels/dialogs/audit.hpp"
#include "ui/panels/dialogs/bans.hpp"
#include "ui/panels/dialogs/device_code.hpp"
#include "ui/panels/dialogs/devices.hpp"
#include "ui/panels/dialogs/directory.hpp"
#include "ui/panels/dialogs/export_room.hpp"
#include "ui/panels/dialogs/former_texts.hpp"
#include "ui/panels/dialogs/games_dialog.hpp"
#include "ui/panels/dialogs/ignored.hpp"
#include "ui/panels/dialogs/invites.hpp"
#include "ui/panels/dialogs/leaderboard_dialog.hpp"
#include "ui/panels/dialogs/my_profile.hpp"
#include "ui/panels/dialogs/new_invite.hpp"
#include "ui/panels/dialogs/person.hpp"
#include "ui/panels/dialogs/practice_dialog.hpp"
#include "ui/panels/dialogs/room_settings.hpp"
#include "ui/panels/dialogs/rotate_passkey.hpp"
#include "ui/panels/dialogs/server_info.hpp"
#include "ui/panels/dialogs/stats.hpp"
#include "ui/panels/rights.hpp"

namespace crosstalk::ui {

namespace {

template <typename Kind, typename... Arguments>
WindowCommand open(Arguments&&... arguments) {
    return OpenDialog{std::make_unique<Kind>(std::forward<Arguments>(arguments)...)};
}

// With the name it has now, as far as it is known here.
net::UserRef user_with(net::UserId id, const Scene& scene) {
    if (!id || id == scene.model.me().id) return scene.model.me();
    if (const model::Room* room = scene.room()) {
        if (const net::Member* member = member_of(*room, scene.model, id)) return member->presence.user;
        if (room->peer.id == id) return room->peer;
    }
    const model::Room* direct = scene.model.direct(id);
    return direct == nullptr ? net::UserRef{id, "user " + std::to_string(id.value)} : direct->peer;
}

WindowCommand profile_of(net::UserId id, const Scene& scene) {
    if (id == scene.model.me().id) return open<MyProfileDialog>();
    return open<PersonDialog>(user_with(id, scene), scene.here);
}

}  // namespace

WindowCommand place_of_answer(const model::Question& question, const Scene& scene) {
    const auto place = [&](const auto& asked) -> WindowCommand {
        using Asked = std::decay_t<decltype(asked)>;
        if constexpr (std::is_same_v<Asked, net::Search>) {
            return ShowSide{Side::Search};
        } else if constexpr (std::is_same_v<Asked, net::Pins>) {
            return ShowSide{Side::Pins};
        } else if constexpr (std::is_same_v<Asked, net::History>) {
            // The conversation itself shows the past.
            const net::Sequence near = asked.before ? asked.before : asked.after;
            return near ? WindowCommand{GoToMessage{asked.room, near}} : WindowCommand{GoToRoom{asked.room}};
        } else if constexpr (std::is_same_v<Asked, net::Directory>) {
            return open<DirectoryDialog>();
        } else if constexpr (std::is_same_v<Asked, net::Edits>) {
            return open<FormerTextsDialog>(asked.room, asked.message);
        } else if constexpr (std::is_same_v<Asked, net::Person>) {
            return profile_of(asked.user, scene);
        } else if constexpr (std::is_same_v<Asked, net::Audit>) {
            return open<AuditDialog>(asked.room);
        } else if constexpr (std::is_same_v<Asked, net::Bans>) {
            return open<BansDialog>(asked.room);
        } else if constexpr (std::is_same_v<Asked, net::Devices>) {
            return open<DevicesDialog>(user_with(asked.user, scene));
        } else if constexpr (std::is_same_v<Asked, net::Invites>) {
            return open<InvitesDialog>();
        } else if constexpr (std::is_same_v<Asked, net::MakeCode>) {
            return open<DeviceCodeDialog>(user_with(asked.user, scene), Begin::AtOnce);
        } else if constexpr (std::is_same_v<Asked, net::RotatePasskey>) {
            return open<RotatePasskeyDialog>(Begin::AtOnce);
        } else if constexpr (std::is_same_v<Asked, net::Games>) {
            return open<GamesDialog>(asked);
        } else if constexpr (std::is_same_v<Asked, net::GameDetail>) {
            return OpenGame{asked.message, asked.room};
        } else if constexpr (std::is_same_v<Asked, net::Leaderboard>) {
            return open<LeaderboardDialog>(asked.kind);
        } else {
            static_assert(std::is_same_v<Asked, net::Stats>, "every question has its place");
            return open<StatsDialog>();
        }
    };
    return std::visit(place, question);
}

WindowCommand place_of_deed(const model::Deed& deed, const Scene& scene) {
    if (const auto* invite = std::get_if<model::NewInvite>(&deed)) return open<NewInviteDialog>(*invite);
    if (const auto* room_file = std::get_if<model::ExportRoom>(&deed))
        return open<ExportRoomDialog>(*room_file);
    if (std::holds_alternative<model::ShowMyself>(deed)) return open<ServerInfoDialog>();
    if (std::holds_alternative<model::ShowIgnored>(deed)) return open<IgnoredDialog>();
    if (std::holds_alternative<model::Practise>(deed)) return open<PracticeDialog>();
    if (const auto* shown = std::get_if<model::ShowRoom>(&deed)) {
        const model::Room* room = scene.model.room(shown->room);
        const bool is_direct = room != nullptr && room->kind == net::RoomKind::Direct;
        if (is_direct) return profile_of(room->peer.id, scene);
        return open<RoomSettingsDialog>(shown->room);
    }
    // Lists go on by themselves as they are scrolled; everything else is shown by the conversation.
    return GoToRoom{scene.here};
}

}  // namespace crosstalk::ui
