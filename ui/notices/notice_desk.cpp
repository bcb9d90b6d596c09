#include "ui/notices/notice_desk.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "client/model/game_state.hpp"
#include "net/text/hexadecimal.hpp"
#include "ui/notices/notice_buttons.hpp"
#include "ui/notices/notice_rules.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/dialogs/removal.hpp"
#include "ui/panels/scene.hpp"

namespace crosstalk::ui {

namespace {

// The list is written at most so often.
constexpr std::int64_t keeps_every_ms = 2'000;
constexpr std::int64_t short_stay_ms = 3'000;
// Of notifications of the desktop and of cards: which room they are about. Others have keys without this bit.
constexpr std::uint64_t room_bit = std::uint64_t{1} << 62U;
// Besides: it is no message, and stays there.
constexpr std::uint64_t lasting_bit = std::uint64_t{1} << 61U;
// It is about a game, and the rest of the key is that of the game's message.
constexpr std::uint64_t game_bit = std::uint64_t{1} << 60U;
constexpr std::uint64_t contact_key = 1;
// A challenge stands for a minute, and so does the wish for a rematch.
constexpr std::int64_t challenge_stays_ms = 30'000;

std::uint64_t key_of(net::MessageId game) {
    return game.value | game_bit;
}

NotificationId notification_of(net::RoomId room) {
    return {room.value | room_bit};
}

Icon icon_of(const Telling& telling) {
    switch (telling.about) {
        case Telling::About::Notice:
            if (is_about_game(telling.notice.kind)) return Icon::Games;
            return telling.notice.kind == NoticeKind::Invitation ? Icon::Invite : Icon::Chat;
        case Telling::About::ConnectionLost:
            return Icon::Warning;
        case Telling::About::ConnectedAgain:
            return Icon::Tick;
        case Telling::About::Left:
            return Icon::Leave;
        case Telling::About::Removed:
            return Icon::Kick;
        case Telling::About::Muted:
            return Icon::Info;
    }
    return Icon::Info;
}

void go_to(const Notice& notice, const Scene& scene) {
    const bool is_played = is_about_game(notice.kind) && notice.kind != NoticeKind::Challenge;
    if (is_played && notice.game) {
        scene.commands.show(OpenGame{notice.game, notice.room});
    } else if (notice.kind == NoticeKind::Invitation) {
        scene.commands.show(ShowSide{Side::Notices});
    } else if (notice.place) {
        scene.commands.show(GoToMessage{notice.room, notice.place});
    } else {
        scene.commands.show(GoToRoom{notice.room});
    }
}

}  // namespace

void NoticeDesk::hear(const DesktopEvent& event) {
    const auto* clicked = std::get_if<NotificationClicked>(&event);
    if (clicked == nullptr) return;
    if ((clicked->id.value & game_bit) != 0) clicked_game_ = net::MessageId{clicked->id.value & ~game_bit};
    if ((clicked->id.value & room_bit) != 0)
        clicked_ = net::RoomId{clicked->id.value & ~(room_bit | lasting_bit)};
}

void NoticeDesk::say(Icon icon, std::string title, std::string body, std::int64_t now_ms) {
    toasts_.show({.key = 0,
                  .icon = icon,
                  .by = {},
                  .title = std::move(title),
                  .body = std::move(body),
                  .go = {},
                  .stays_ms = short_stay_ms},
                 now_ms);
}

// Each server has a list of its own.
void NoticeDesk::begin_on(const Surroundings& around, Commands& commands) {
    const net::ServerKeyHash& key = around.model.server().key;
    if (around.model.rooms().empty() || !around.preferences.is_learnt()) return;
    if (!kept_name_.empty() && key == server_) return;
    keep(around.preferences, commands);
    server_ = key;
    kept_name_ = "kept.notices." + text::hexadecimal(key);
    log_.restore(around.preferences.kept(kept_name_));
    kept_version_ = log_.version();
    on_desktop_.clear();
    games_on_desktop_.clear();
    games_told_.clear();
}

void NoticeDesk::tell(const Surroundings& around, Commands& commands) {
    begin_on(around, commands);
    for (Telling& telling : notifier_.tell(around, log_))
        carry_out(std::move(telling), around, commands);
    for (const SilentDecline& each : notifier_.take_declines())
        commands.send(model::Perform{net::AnswerOffer{.room = each.room,
                                                      .game = each.game,
                                                      .answer = net::OfferAnswer::Decline,
                                                      .reason = each.reason},
                                     {}});
    withdraw_read(around.model, commands);
    withdraw_games(around, commands);
    keep_when_due(around, commands);
}

void NoticeDesk::carry_out(Telling telling, const Surroundings& around, Commands& commands) {
    const bool is_notice = telling.about == Telling::About::Notice;
    if (telling.sound)
        commands.ask(PlaySound{*telling.sound, {around.preferences.number(SettingId::NoticeVolume)}});
    if (telling.flash) commands.ask(AskForAttention{});
    if (telling.desktop) tell_desktop(telling, commands);
    if (!telling.toast) return;
    Toasts::Toast toast;
    toast.key = is_notice ? telling.notice.room.value | room_bit : contact_key;
    if (telling.about == Telling::About::Removed || telling.about == Telling::About::Muted) toast.key = 0;
    if (is_notice && telling.notice.game) toast.key = key_of(telling.notice.game);
    const bool asks =
        telling.notice.kind == NoticeKind::Challenge || telling.notice.kind == NoticeKind::Rematch;
    if (is_notice && asks) toast.stays_ms = challenge_stays_ms;
    toast.icon = icon_of(telling);
    toast.title = std::move(telling.title);
    toast.body = std::move(telling.body);
    if (is_notice) {
        if (telling.notice.game) games_told_[telling.notice.game] = telling.notice.kind;
        toast.by = telling.notice.by;
        toast.buttons = toast_buttons(telling.notice, around.model);
        toast.go = [notice = std::move(telling.notice)](const Scene& scene) { go_to(notice, scene); };
    } else if (telling.removal) {
        toast.left = telling.removal->what.room;
        toast.go = [removal = std::move(*telling.removal)](const Scene& scene) {
            scene.commands.show(OpenDialog{std::make_unique<RemovalDialog>(removal)});
        };
        toast.stays_ms.reset();
    }
    toasts_.show(std::move(toast), around.now.steady_ms);
    commands.wake_in(0);
}

void NoticeDesk::tell_desktop(const Telling& telling, Commands& commands) {
    NotificationId id = notification_of(telling.notice.room);
    if (telling.about == Telling::About::Notice && telling.notice.game) {
        id.value = key_of(telling.notice.game);
        games_on_desktop_[telling.notice.game] = telling.notice;
    } else if (telling.about == Telling::About::Notice) {
        on_desktop_[telling.notice.room] = {telling.notice.place,
                                            telling.notice.kind == NoticeKind::Invitation};
    } else {
        id.value |= lasting_bit;
    }
    commands.ask(NotifyDesktop{id, telling.title, telling.body, Urgency::Normal});
}

void NoticeDesk::withdraw(net::MessageId game) {
    toasts_.withdraw(key_of(game));
}

// What was read is out of date on the desktop too, and so is an invitation that was answered.
void NoticeDesk::withdraw_read(const model::Model& model, Commands& commands) {
    const auto is_invited = [&](net::RoomId room) {
        return std::ranges::any_of(model.invitations(),
                                   [&](const model::Invitation& each) { return each.room.id == room; });
    };
    std::erase_if(on_desktop_, [&](const auto& entry) {
        const model::Room* room = model.room(entry.first);
        if (entry.second.is_invitation ? is_invited(entry.first) : room != nullptr && room->unread() > 0)
            return false;
        commands.ask(WithdrawNotification{notification_of(entry.first)});
        return true;
    });
}

// A challenge that nobody can accept any more, a turn that was taken, a game that one looks at.
void NoticeDesk::withdraw_games(const Surroundings& around, Commands& commands) {
    const auto is_past = [&](net::MessageId message, NoticeKind kind) {
        const model::KnownGame* known = around.model.games().find(message);
        if (known == nullptr) return true;
        if (kind == NoticeKind::Challenge) return known->game.state != net::GameState::Offered;
        const bool is_seen = around.now.window_has_focus &&
                             std::ranges::find(around.games_shown, message) != around.games_shown.end();
        if (kind == NoticeKind::Rematch && !model::is_asked_for_rematch(known->game, around.model.me().id))
            return true;
        return is_seen || (kind == NoticeKind::Turn && !model::is_turn_of(known->game, around.model.me().id));
    };
    std::erase_if(games_told_, [&](const auto& entry) {
        if (!is_past(entry.first, entry.second)) return false;
        toasts_.withdraw(key_of(entry.first));
        return true;
    });
    std::erase_if(games_on_desktop_, [&](const auto& entry) {
        if (!is_past(entry.first, entry.second.kind)) return false;
        commands.ask(WithdrawNotification{{key_of(entry.first)}});
        return true;
    });
}

void NoticeDesk::keep_when_due(const Surroundings& around, Commands& commands) {
    if (kept_name_.empty() || log_.version() == kept_version_) return;
    const std::int64_t left = kept_ms_ + keeps_every_ms - around.now.steady_ms;
    if (kept_ms_ != 0 && left > 0) return commands.wake_in(left);
    kept_ms_ = around.now.steady_ms;
    keep(around.preferences, commands);
}

void NoticeDesk::keep(Preferences& preferences, Commands& commands) {
    if (kept_name_.empty() || log_.version() == kept_version_) return;
    kept_version_ = log_.version();
    preferences.keep(kept_name_, log_.kept(), commands);
}

bool NoticeDesk::draw(const Scene& scene, Box place) {
    if (clicked_) {
        const auto told = on_desktop_.find(*clicked_);
        const net::RoomId room = *std::exchange(clicked_, std::nullopt);
        if (scene.model.room(room) == nullptr) {
            scene.commands.show(ShowSide{Side::Notices});
        } else if (told != on_desktop_.end() && told->second.place) {
            scene.commands.show(GoToMessage{room, told->second.place});
        } else {
            scene.commands.show(GoToRoom{room});
        }
    }
    if (clicked_game_) {
        const auto told = games_on_desktop_.find(*std::exchange(clicked_game_, std::nullopt));
        if (told != games_on_desktop_.end()) go_to(told->second, scene);
    }
    return toasts_.draw(scene, place);
}

}  // namespace crosstalk::ui
