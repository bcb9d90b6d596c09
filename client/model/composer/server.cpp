#include "client/model/composer/commands.hpp"

namespace crosstalk::model {

namespace {

Step reclaim(const Scene& scene) {
    return scene.with_user([](const net::UserRef& user) { return ask(net::MakeCode{user.id}); });
}

constexpr auto group = CommandGroup::Server;

constexpr std::array rows{
    CommandRow{{"claim",
                {needed(ArgumentKind::Code)},
                "become the owner of the server by its one-time owner code",
                "/claim 7K4-MP2-QXS",
                group},
               [](const Scene& scene) -> Step {
                   return perform(net::ClaimOwner{.code = scene.typed.secret, .proof = {}});
               }},
    CommandRow{{"reclaim",
                {needed(ArgumentKind::User)},
                "make a code for somebody who lost all devices; the old ones are shut out",
                "/reclaim bob",
                group},
               reclaim},
    CommandRow{{"make-invite",
                {maybe(ArgumentKind::Validity), maybe(ArgumentKind::Uses)},
                "make a link that lets new people in, for a time and so many of them",
                "/make-invite 2d 10",
                group},
               [](const Scene& scene) -> Step {
                   return Deed{NewInvite{scene.typed.span.value_or(net::Milliseconds{}),
                                         scene.typed.number.value_or(0)}};
               }},
    CommandRow{{"invites", {}, "list the links that are valid", "/invites", group},
               [](const Scene&) -> Step { return ask(net::Invites{}); }},
    CommandRow{
        {"revoke-invite", {needed(ArgumentKind::Invite)}, "make a link void", "/revoke-invite 8192", group},
        [](const Scene& scene) -> Step { return perform(net::RevokeInvite{net::InviteId{scene.typed.id}}); }},
    CommandRow{{"rotate-passkey",
                {},
                "make a new passkey; the old one and the start-up link are void",
                "/rotate-passkey",
                group},
               [](const Scene&) -> Step { return ask(net::RotatePasskey{}); }},
    CommandRow{{"stats", {}, "show the server's figures", "/stats", group},
               [](const Scene&) -> Step { return ask(net::Stats{}); }},
};

}  // namespace

std::span<const CommandRow> server_commands() {
    return rows;
}

}  // namespace crosstalk::model
