#include "client/model/composer/commands.hpp"
#include "net/text/names.hpp"

namespace crosstalk::model {

namespace {

using Why = BadLine::Why;

bool is_direct(const Scene& scene) {
    return scene.room.kind == net::RoomKind::Direct;
}

Step nobody_keeps_order() {
    return bad(
        Why::NotHere,
        "Nobody keeps order in a conversation of two. /ignore hides what somebody writes; /server before a "
        "command makes it one for the whole server.");
}

template <std::invocable<net::UserId> Make>
Step act_on(const Scene& scene, Make make) {
    if (is_direct(scene)) return nobody_keeps_order();
    return scene.with_user([&](const net::UserRef& user) { return perform(make(user.id)); });
}

Step kick(const Scene& scene) {
    return act_on(scene, [&](net::UserId user) {
        return net::KickUser{scene.room.id, user, scene.typed.text};
    });
}

Step ban(const Scene& scene) {
    if (scene.typed.with_addresses && !scene.is_lobby()) {
        return bad(
            Why::NotHere,
            "Addresses are banned from the whole server only: /server ban USER [TIME] --address [REASON].");
    }
    return act_on(scene, [&](net::UserId user) {
        return net::BanUser{.room = scene.room.id,
                            .user = user,
                            .span = scene.typed.span.value_or(net::Milliseconds{}),
                            .reason = scene.typed.text,
                            .with_addresses = scene.typed.with_addresses,
                            .addresses = {}};
    });
}

Step mute(const Scene& scene) {
    return act_on(scene, [&](net::UserId user) {
        return net::MuteUser{scene.room.id, user, scene.typed.span.value_or(net::Milliseconds{}),
                             scene.typed.text};
    });
}

Step set_role(const Scene& scene) {
    if (scene.is_lobby() && scene.typed.role == net::Role::Guest) {
        return bad(Why::NotHere,
                   "On the server everybody is at least a member. Guests are guests of a room.");
    }
    return act_on(scene, [&](net::UserId user) {
        return net::SetRole{scene.room.id, user, scene.typed.role};
    });
}

Step purge(const Scene& scene) {
    if (is_direct(scene)) return nobody_keeps_order();
    if (text::name_key(scene.typed.text) != text::name_key(scene.room.name)) {
        return bad(
            Why::NotConfirmed,
            "This removes what was said in #" + scene.room.name +
                " before that time, for good and for everybody. If you mean it, say the room's name behind "
                "it: /purge BEFORE " +
                scene.room.name);
    }
    return perform(net::PurgeMessages{scene.room.id, *scene.typed.at});
}

constexpr auto group = CommandGroup::Order;

constexpr std::array rows{
    CommandRow{{"kick",
                {needed(ArgumentKind::User), maybe(ArgumentKind::Reason)},
                "put somebody out, who may come back",
                "/kick bob calm down",
                group},
               kick},
    CommandRow{{"ban",
                {needed(ArgumentKind::User), maybe(ArgumentKind::Span), maybe(ArgumentKind::AddressFlag),
                 maybe(ArgumentKind::Reason)},
                "put somebody out for a time or for good; on the server, also where they come from",
                "/ban bob 2h spam",
                group},
               ban},
    CommandRow{{"unban", {needed(ArgumentKind::User)}, "let somebody in again", "/unban bob", group},
               [](const Scene& scene) -> Step {
                   return act_on(scene, [&](net::UserId user) {
                       return net::UnbanUser{scene.room.id, user};
                   });
               }},
    CommandRow{{"bans", {}, "list who is banned", "/bans", group},
               [](const Scene& scene) -> Step {
                   return is_direct(scene) ? nobody_keeps_order() : ask(net::Bans{scene.room.id, {}});
               }},
    CommandRow{{"mute",
                {needed(ArgumentKind::User), maybe(ArgumentKind::Span), maybe(ArgumentKind::Reason)},
                "let somebody read only, for a time or for good",
                "/mute bob 10m too loud",
                group},
               mute},
    CommandRow{{"unmute", {needed(ArgumentKind::User)}, "let somebody write again", "/unmute bob", group},
               [](const Scene& scene) -> Step {
                   return act_on(scene, [&](net::UserId user) {
                       return net::UnmuteUser{scene.room.id, user};
                   });
               }},
    CommandRow{{"role",
                {needed(ArgumentKind::User), needed(ArgumentKind::Role)},
                "make somebody a guest, member, admin or the owner",
                "/role bob admin",
                group},
               set_role},
    CommandRow{{"purge",
                {needed(ArgumentKind::Before), maybe(ArgumentKind::RoomName)},
                "remove for good what was said before a time; wants the room's name to be sure",
                "/purge 30d den",
                group},
               purge},
    CommandRow{{"audit", {}, "show who did what, the newest first", "/audit", group},
               [](const Scene& scene) -> Step {
                   return is_direct(scene) ? nobody_keeps_order() : ask(net::Audit{scene.room.id, {}});
               }},
    CommandRow{{"server",
                {needed(ArgumentKind::OrderCommand)},
                "before one of these commands: for the whole server, as in #lobby",
                "/server kick bob",
                group},
               nullptr},
};

}  // namespace

std::span<const CommandRow> order_commands() {
    return rows;
}

}  // namespace crosstalk::model
