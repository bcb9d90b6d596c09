#include "ui/panels/dialogs/server_info.hpp"

#include <algorithm>
#include <memory>
#include <vector>

#include "net/text/hexadecimal.hpp"
#include "net/version.hpp"
#include "ui/panels/dialogs/audit.hpp"
#include "ui/panels/dialogs/bans.hpp"
#include "ui/panels/dialogs/claim_owner.hpp"
#include "ui/panels/dialogs/invites.hpp"
#include "ui/panels/dialogs/rotate_passkey.hpp"
#include "ui/panels/dialogs/stats.hpp"
#include "ui/panels/presence.hpp"
#include "ui/panels/rights.hpp"
#include "ui/widgets/choice_row.hpp"

namespace crosstalk::ui {

Staying ServerInfoDialog::draw(const Scene& scene, Form& form) {
    const model::Model& model = scene.model;
    copied_fact(form, scene, "name", "Name", model.server().name);
    copied_fact(form, scene, "address", "Address", model.server().address);
    copied_fact(form, scene, "fingerprint", "Fingerprint", text::hexadecimal_in_groups(model.server().key));
    form.paragraph(
        "Compare it with the one that the server prints: if they are equal, nobody stands between.",
        Role::TextMuted, TypeStyle::Small);
    form.gap(space::medium);
    form.fact("Encryption", "TLS 1.3; the server can read what is said");
    form.fact("You are", model.me().name + ", " + std::string(title_of(model.role())));
    if (const model::Room* lobby = model.room(net::lobby)) {
        const auto here = std::ranges::count_if(lobby->members, [&](const auto& entry) {
            return presence_in(model, entry.second) != Presence::Offline;
        });
        const std::string online = knows_presence(model) ? ", " + std::to_string(here) + " online" : "";
        form.fact("People", std::to_string(lobby->member_count) + online);
    }
    if (model.connection().round_trip)
        form.fact("Answers in", std::to_string(model.connection().round_trip.value) + " ms");
    form.fact("This program", "Crosstalk " + std::string(version));
    draw_limits(scene, form);
    draw_deeds(scene, form);
    return close_button(form) ? Staying::Close : Staying::Open;
}

void ServerInfoDialog::draw_limits(const Scene& scene, Form& form) {
    const net::Limits& limits = scene.model.limits();
    form.head("Limits");
    form.fact("A message", std::to_string(net::max_text_code_points) + " characters");
    form.fact("Messages", std::to_string(limits.post_burst) + " at once, then " +
                              std::to_string(limits.posts_per_second) + " each second");
    form.fact("Rooms", std::to_string(limits.rooms_per_user) + " that you are in, " +
                           std::to_string(limits.members_per_room) + " members each");
    form.fact("Connections", std::to_string(limits.sessions_per_user) + " of yours at a time");
}

void ServerInfoDialog::draw_deeds(const Scene& scene, Form& form) {
    const bool may_serve = serves(scene.model);
    std::vector<std::string_view> labels;
    if (may_serve) labels = {"Invites", "New passkey", "Figures", "Bans", "Audit log"};
    const std::size_t claim = labels.size();
    if (scene.model.role() != net::Role::Owner) labels.emplace_back("I have an owner code");
    if (labels.empty()) return;
    form.head(may_serve ? "Serve" : "More");
    std::size_t chosen = labels.size();
    if (!choice_row(form, "serve", {}, labels, chosen)) return;
    const auto show = [&](std::unique_ptr<Dialog> dialog) {
        scene.commands.show(OpenDialog{std::move(dialog)});
    };
    if (chosen == claim) return show(std::make_unique<ClaimOwnerDialog>());
    switch (chosen) {
        case 0:
            return show(std::make_unique<InvitesDialog>());
        case 1:
            return show(std::make_unique<RotatePasskeyDialog>());
        case 2:
            return show(std::make_unique<StatsDialog>());
        case 3:
            return show(std::make_unique<BansDialog>(net::lobby));
        default:
            return show(std::make_unique<AuditDialog>(net::lobby));
    }
}

}  // namespace crosstalk::ui
