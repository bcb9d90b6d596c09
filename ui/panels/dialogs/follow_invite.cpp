#include "ui/panels/dialogs/follow_invite.hpp"

#include <algorithm>
#include <utility>

#include "ui/panels/scene.hpp"
#include "ui/widgets/form.hpp"

namespace crosstalk::ui {

namespace {

std::string address_in(const std::string& link) {
    const std::size_t scheme = link.find("://");
    const std::size_t begin = scheme == std::string::npos ? 0 : scheme + 3;
    return link.substr(begin, link.find("/#", begin) - begin);
}

}  // namespace

FollowInviteDialog::FollowInviteDialog(std::string link, const net::ServerKeyHash& server)
    : link_(std::move(link)), server_(server), address_(address_in(link_)) {}

Staying FollowInviteDialog::draw(const Scene& scene, Form& form) {
    const auto& servers = scene.model.saved_servers();
    const auto saved = std::ranges::find_if(
        servers, [&](const model::SavedServer& each) { return each.server.key == server_; });
    const bool is_known = saved != servers.end();
    if (!std::exchange(has_begun_, true)) name_ = is_known ? saved->user : scene.model.me().name;
    form.paragraph("An invite was opened. It leads to");
    form.paragraph(address_, Role::Text, TypeStyle::Heading);
    form.gap(space::control);
    form.paragraph("You leave " + scene.model.server().name +
                   " for it. What you have not sent here waits until you are back.");
    form.gap(space::medium);
    bool entered = false;
    if (is_known) {
        form.paragraph("You are known there as " + saved->user + ".");
    } else {
        const FieldResult name = form.field("name", name_,
                                            {.label = "Your name there",
                                             .error = fault_,
                                             .request = std::exchange(request_, FieldRequest::Nothing)});
        if (name.changed) fault_.clear();
        entered = name.submitted;
    }
    const int pressed =
        form.buttons({{"join", "Leave and join", {.kind = ButtonKind::Primary}}, {"stay", "Stay", {}}});
    if (pressed == 1) return Staying::Close;
    if (pressed != 0 && !entered) return Staying::Open;
    if (name_.empty()) {
        fault_ = "Say what others shall call you there.";
        request_ = FieldRequest::Focus;
        return Staying::Open;
    }
    scene.commands.send(
        model::Connect{.address = {}, .name = name_, .passkey = {}, .invite = link_, .saved = {}});
    return Staying::Close;
}

}  // namespace crosstalk::ui
