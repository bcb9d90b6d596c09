#include "ui/panels/dialogs/challenge_dialog.hpp"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <utility>

#include "net/play/game_records.hpp"
#include "ui/panels/presence.hpp"
#include "ui/widgets/choice_row.hpp"
#include "ui/widgets/list_box.hpp"
#include "ui/widgets/row.hpp"

namespace crosstalk::ui {

namespace {

constexpr const char* kept_name = "kept.challenge";
constexpr float row_height = 44;
constexpr std::size_t filter_from = 8;  // fewer people are seen at once

net::SideWish wish_of(games::SideWish wish) {
    return static_cast<net::SideWish>(wish);
}

bool is_here(const model::Model& model, net::UserId user) {
    return presence_in(model, user) != Presence::Offline;
}

}  // namespace

void ChallengeDialog::begin(const Scene& scene) {
    if (std::exchange(is_begun_, true)) return;
    const model::Room* room = scene.model.room(room_);
    if (room != nullptr && room->kind == net::RoomKind::Direct) {
        user_ = room->peer;
        is_fixed_ = true;
        room_ = {};
    }
    if (const auto kept = GameTerms::parse_kept(scene.preferences.kept(kept_name))) terms_.choose(*kept);
}

bool ChallengeDialog::is_between(const Scene& scene) const {
    return is_fixed_ && (scene.model.room(room_) == nullptr || place_ == 1);
}

void ChallengeDialog::draw_whom(const Scene& scene, Form& form) {
    const model::Room* room = scene.model.room(room_);
    if (!is_fixed_) {
        if (room != nullptr) draw_people(scene, form, *room);
        return;
    }
    draw_person_head(form, scene, user_,
                     is_here(scene.model, user_.id) ? "has a minute to accept"
                                                    : "is not connected; a challenge stands for a minute");
    if (room == nullptr) return;
    const std::string in_room = "In " + tag_of(*room);
    const std::array<std::string_view, 2> places{in_room, "Between you two"};
    choice_row(form, "place", "Where", places, place_);
}

void ChallengeDialog::gather(const Scene& scene, const model::Room& room) {
    if (gathered_at_ == scene.model.revision() && gathered_for_ == filter_) return;
    gathered_at_ = scene.model.revision();
    gathered_for_ = filter_;
    rows_.clear();
    const std::string wanted = folded(filter_);
    for (const auto& [id, member] : room.members) {
        if (id == scene.model.me().id || scene.model.is_ignored(id) || !is_here(scene.model, id)) continue;
        std::string key = folded(member.presence.user.name);
        if (key.find(wanted) != std::string::npos) rows_.push_back({member.presence.user, std::move(key)});
    }
    std::ranges::sort(rows_, {}, &Row::key);
}

void ChallengeDialog::draw_people(const Scene& scene, Form& form, const model::Room& room) {
    if (scene.is_online() && room.members_state != model::Room::MembersState::Loaded)
        scene.commands.send(model::LoadMembers{room.id});
    gather(scene, room);
    if (room.members.size() > filter_from || !filter_.empty()) {
        const FieldResult filter =
            form.field("filter", filter_, {.hint = "Find somebody who is here", .icon = Icon::Search});
        if (filter.submitted && rows_.size() == 1) choose(rows_.front().user);
    }
    // Whoever accepts first stands above the people.
    list_box(form, "people", scroll_, scene.px(row_height), rows_.size() + 1,
             [&](std::size_t index, Box box) { return draw_row(scene, room, index, box); });
    form.gap(space::medium);
}

bool ChallengeDialog::draw_row(const Scene& scene, const model::Room& room, std::size_t index, Box box) {
    const Context& context = scene.context;
    const Theme& theme = context.theme;
    const net::UserRef user = index == 0 ? net::UserRef{} : rows_[index - 1].user;
    const IdScope scope(user.id.value);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const bool is_chosen = user_.id == user.id;
    if (is_chosen) fill_selected(draw, context, box, theme.px(radius::control));
    const std::optional<Icon> tick = is_chosen ? std::optional(Icon::Tick) : std::nullopt;
    if (user.id) {
        const ItemState state = member_row(context, "person", box, person_of(user, scene.model), {}, tick);
        if (state.pressed) choose(user);
        return state.focused;
    }
    const ItemState state = item(context, "anyone", box);
    fill_box(draw, box, with_opacity(theme[Role::Hover], state.hover), theme.px(radius::control));
    draw_focus_ring(draw, context, state, box, theme.px(radius::control), RingPlace::Inside);
    const float side = theme.px(measure::avatar_medium);
    const float left = box.min.x + theme.px(space::medium);
    draw_icon(draw, theme, Icon::People, {left + side / 2, box.center().y}, theme.px(18),
              theme[Role::TextSecondary]);
    const float text = left + side + theme.px(space::control);
    const float right = box.max.x - theme.px(space::group + measure::avatar_small);
    draw_text_within(draw, context, {text, box.center().y - theme.type_row(TypeStyle::Body) / 2},
                     right - text, {TypeStyle::Body, Face::SemiBold}, theme[Role::Text],
                     "Anyone in " + tag_of(room));
    if (is_chosen)
        draw_icon(draw, theme, Icon::Tick, {right + theme.px(space::group), box.center().y}, theme.px(16),
                  theme[Role::Accent]);
    if (state.pressed) choose({});
    return state.focused;
}

std::string ChallengeDialog::why() const {
    return opening_.has_failed() ? opening_.why() : offering_.why();
}

void ChallengeDialog::offer(const Scene& scene) {
    scene.preferences.keep(kept_name, GameTerms::kept(terms_.chosen()), scene.commands);
    opening_.forget();
    offering_.forget();
    if (!is_between(scene)) return offer_in(room_, scene);
    if (const model::Room* direct = scene.model.direct(user_.id)) return offer_in(direct->id, scene);
    opening_.perform(net::OpenDirect{user_.id}, scene);
}

void ChallengeDialog::offer_in(net::RoomId room, const Scene& scene) {
    const games::Terms terms = terms_.chosen();
    offering_.perform(net::OfferGame{.room = room,
                                     .opponent = user_.id,
                                     .kind = play::kind_of(terms.kind),
                                     .clock = play::clock_of(terms.clock),
                                     .wish = wish_of(terms.wish)},
                      scene);
}

Staying ChallengeDialog::draw(const Scene& scene, Form& form) {
    begin(scene);
    if (opening_.is_done()) {
        const net::RoomId between = opening_.outcome().room;
        opening_.forget();
        offer_in(between, scene);
    }
    if (offering_.is_done()) {
        // Where its card stands.
        if (is_between(scene)) {
            scene.commands.show(GoToPerson{user_});
        } else {
            scene.commands.show(GoToRoom{room_});
        }
        return Staying::Close;
    }
    draw_whom(scene, form);
    terms_.draw_kind(form);
    terms_.draw_beginning(form, "You", "The other");
    terms_.draw_clock(form);
    form.fault(why());
    std::string_view reason;
    if (!scene.is_online()) reason = "There is no connection";
    if (opening_.is_under_way() || offering_.is_under_way()) reason = "It is on its way";
    switch (draw_beginning_buttons(form, "Challenge", reason)) {
        case Beginning::NotYet:
            break;
        case Beginning::Begin:
            offer(scene);
            break;
        case Beginning::Cancel:
            return Staying::Close;
    }
    return Staying::Open;
}

}  // namespace crosstalk::ui
