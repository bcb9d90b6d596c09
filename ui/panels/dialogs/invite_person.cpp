#include "ui/panels/dialogs/invite_person.hpp"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <utility>

#include "ui/widgets/choice_row.hpp"
#include "ui/widgets/list_box.hpp"
#include "ui/widgets/row.hpp"

namespace crosstalk::ui {

namespace {

constexpr float row_height = 44;
constexpr std::array<std::string_view, 2> roles = {"As a member",
                                                   "As a guest, who reads where members write"};

}  // namespace

// Who is on the server, and who of them is in the room already.
void InvitePersonDialog::load_people(const Scene& scene, const model::Room& room) {
    if (!scene.is_online()) return;
    const model::Room* lobby = scene.model.room(net::lobby);
    if (lobby != nullptr && lobby->members_state != model::Room::MembersState::Loaded)
        scene.commands.send(model::LoadMembers{net::lobby});
    if (room.members_state != model::Room::MembersState::Loaded)
        scene.commands.send(model::LoadMembers{room.id});
}

void InvitePersonDialog::gather(const Scene& scene, const model::Room& room) {
    if (gathered_at_ == scene.model.revision() && gathered_for_ == filter_) return;
    gathered_at_ = scene.model.revision();
    gathered_for_ = filter_;
    rows_.clear();
    const model::Room* lobby = scene.model.room(net::lobby);
    if (lobby == nullptr) return;
    const std::string wanted = folded(filter_);
    for (const auto& [id, member] : lobby->members) {
        if (id == scene.model.me().id || room.members.contains(id)) continue;
        std::string key = folded(member.presence.user.name);
        if (key.find(wanted) == std::string::npos) continue;
        rows_.push_back({member.presence.user, member.card.status, std::move(key)});
    }
    std::ranges::sort(rows_, {}, &Row::key);
}

Staying InvitePersonDialog::draw(const Scene& scene, Form& form) {
    const model::Room* room = scene.model.room(room_);
    if (room == nullptr) return Staying::Close;
    load_people(scene, *room);
    gather(scene, *room);
    form.paragraph("To " + tag_of(*room) + ". Whoever is invited finds the room at the left and may accept.");
    form.gap(space::medium);
    const bool first = std::exchange(is_new_, false);
    const FieldResult filter = form.field("filter", filter_,
                                          {.hint = "Find somebody",
                                           .icon = Icon::Search,
                                           .request = first ? FieldRequest::Focus : FieldRequest::Nothing});
    if (filter.submitted && rows_.size() == 1) invite(scene, rows_.front().user.id);
    choice_row(form, "role", {}, roles, role_);
    const model::Room* lobby = scene.model.room(net::lobby);
    if (!rows_.empty()) {
        list_box(form, "people", scroll_, scene.px(row_height), rows_.size(),
                 [&](std::size_t index, Box box) {
                     return draw_row(scene, rows_[index].user, rows_[index].about, box);
                 });
    } else if (lobby != nullptr && lobby->members_state == model::Room::MembersState::NotLoaded) {
        draw_nothing(form, scene.is_online() ? "Loading\u2026" : "Waiting for the connection\u2026");
    } else {
        draw_nothing(form, filter_.empty() ? "Everybody on this server is here already."
                                           : "Nobody outside this room is called like that.");
    }
    for (const auto& [user, errand] : invited_)
        form.fault(errand.why());
    return close_button(form) ? Staying::Close : Staying::Open;
}

bool InvitePersonDialog::draw_row(const Scene& scene, const net::UserRef& user, std::string_view about,
                                  Box box) {
    const Context& context = scene.context;
    const Theme& theme = context.theme;
    const IdScope scope(user.id.value);
    const auto errand = invited_.find(user.id);
    const bool asked = errand != invited_.end() && !errand->second.has_failed();
    const std::string_view word = !asked ? "Invite" : errand->second.is_done() ? "Invited" : "Inviting\u2026";
    const Type type{TypeStyle::Ui, Face::SemiBold};
    const float word_width = text_width(context, type, word);
    const float word_left = box.max.x - word_width - theme.px(space::group);
    const ItemState state = member_row(context, "person", box, person_of(user, scene.model), about,
                                       std::nullopt, box.max.x - word_left);
    draw_text(*ImGui::GetWindowDrawList(), context,
              {word_left, box.center().y - theme.type_row(TypeStyle::Ui) / 2}, type,
              theme[asked ? Role::TextMuted : Role::Accent], word);
    if (state.pressed) invite(scene, user.id);
    return state.focused;
}

void InvitePersonDialog::invite(const Scene& scene, net::UserId user) {
    const auto errand = invited_.find(user);
    const bool asked = errand != invited_.end() && !errand->second.has_failed();
    if (asked || !scene.is_online()) return;
    const net::Role role = role_ == 0 ? net::Role::Member : net::Role::Guest;
    invited_[user].perform(net::InviteUser{room_, user, role}, scene);
}

}  // namespace crosstalk::ui
