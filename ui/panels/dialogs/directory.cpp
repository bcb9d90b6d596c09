#include "ui/panels/dialogs/directory.hpp"

#include <imgui.h>

#include <utility>

#include "ui/panels/dialogs/create_room.hpp"
#include "ui/panels/dialogs/join_room.hpp"
#include "ui/panels/paging.hpp"
#include "ui/widgets/list_box.hpp"

namespace crosstalk::ui {

namespace {

constexpr float row_height = 56;  // at 100 %

}  // namespace

void DirectoryDialog::ask(const Scene& scene) {
    asked_ = true;
    asked_from_ = rows_.empty() ? net::RoomId{} : rows_.back().room.id;
    asking_.ask(net::Directory{asked_from_}, scene);
}

void DirectoryDialog::take() {
    const auto* page = asking_.answer<net::DirectoryPage>();
    if (page == nullptr) return;
    for (const net::RoomSummary& room : page->rooms)
        rows_.push_back({room, folded(room.name + "\n" + room.topic)});
    last_ = page->last || page->rooms.empty() || rows_.size() >= rows_kept_most ||
            !goes_up(page->rooms.back().id, asked_from_);
    asking_.forget();
    choose_rows();
}

void DirectoryDialog::choose_rows() {
    const std::string wanted = folded(filter_);
    chosen_.clear();
    for (std::size_t index = 0; index < rows_.size(); ++index) {
        if (rows_[index].key.find(wanted) != std::string::npos) chosen_.push_back(index);
    }
}

Staying DirectoryDialog::draw(const Scene& scene, Form& form) {
    if (!asked_ && scene.is_online()) ask(scene);
    take();
    if (wanted_ && joining_.is_done() && scene.model.room(wanted_) != nullptr) {
        scene.commands.show(GoToRoom{wanted_});
        return Staying::Close;
    }
    const bool first = std::exchange(is_new_, false);
    if (form.field("filter", filter_,
                   {.hint = "Find a room",
                    .icon = Icon::Search,
                    .request = first ? FieldRequest::Focus : FieldRequest::Nothing})
            .changed)
        choose_rows();
    bool left = false;
    bool at_end = true;
    if (!chosen_.empty()) {
        const ListBoxResult list = list_box(
            form, "rooms", scroll_, scene.px(row_height), chosen_.size(), [&](std::size_t index, Box box) {
                const net::RoomId before = wanted_;
                const Row& row = rows_[chosen_[index]];
                const bool focused = draw_row(scene, row, box);
                left |= wanted_ != before && scene.model.room(wanted_) != nullptr;
                return focused;
            });
        at_end = list.at_end;
    }
    // A filter looks at all of them, so all of them are fetched.
    if (!last_ && asking_.is_idle() && scene.is_online() && (at_end || !filter_.empty())) ask(scene);
    if (draw_asking(form, scene, asking_)) ask(scene);
    if (last_ && chosen_.empty())
        draw_nothing(form, rows_.empty() ? "There are no public rooms but the lobby yet."
                                         : "No room is called like that.");
    form.fault(joining_.why());
    switch (form.buttons({{"create", "Create a room", {.icon = Icon::Plus}},
                          {"locked", "Join by passkey", {.icon = Icon::Lock}}})) {
        case 0:
            scene.commands.show(OpenDialog{std::make_unique<CreateRoomDialog>()});
            return Staying::Close;
        case 1:
            scene.commands.show(OpenDialog{std::make_unique<JoinRoomDialog>()});
            return Staying::Close;
        default:
            return left ? Staying::Close : Staying::Open;
    }
}

bool DirectoryDialog::draw_row(const Scene& scene, const Row& row, Box box) {
    const Context& context = scene.context;
    const Theme& theme = context.theme;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const net::RoomSummary& room = row.room;
    const IdScope scope(room.id.value);
    const ItemState state = item(context, "room", box);
    fill_box(draw, box, with_opacity(theme[Role::Hover], state.hover), theme.px(radius::control));
    draw_focus_ring(draw, context, state, box, theme.px(radius::control), RingPlace::Inside);
    const float glyph = theme.px(measure::icon_glyph);
    const float left = box.min.x + theme.px(space::medium);
    draw_icon(draw, theme, room.locked ? Icon::Lock : Icon::Hash, {left + glyph / 2, box.center().y}, glyph,
              theme[Role::TextMuted]);
    const bool is_mine = scene.model.room(room.id) != nullptr;
    const bool joins = wanted_ == room.id && joining_.is_under_way();
    const std::string_view word = is_mine ? "Open" : joins ? "Joining\u2026" : "Join";
    const Type word_type{TypeStyle::Ui, Face::SemiBold};
    const float word_width = text_width(context, word_type, word);
    const float right = box.max.x - theme.px(space::group);
    draw_text(draw, context, {right - word_width, box.center().y - theme.type_row(TypeStyle::Ui) / 2},
              word_type, theme[is_mine ? Role::TextSecondary : Role::Accent], word);
    const float text_left = left + glyph + theme.px(space::medium);
    const float width = right - word_width - theme.px(space::medium) - text_left;
    const float top =
        std::floor(box.center().y - (theme.type_row(TypeStyle::Body) + theme.type_row(TypeStyle::Ui)) / 2);
    draw_text_within(draw, context, {text_left, top}, width, {TypeStyle::Body, Face::SemiBold},
                     theme[Role::Text], room.name);
    std::string about = count_of(room.members, "member");
    if (!room.topic.empty()) about += "  \u00B7  " + room.topic;
    draw_text_within(draw, context, {text_left, top + theme.type_row(TypeStyle::Body)}, width,
                     {TypeStyle::Ui}, theme[Role::TextSecondary], about);
    if (state.pressed) enter(scene, room);
    return state.focused;
}

void DirectoryDialog::enter(const Scene& scene, const net::RoomSummary& room) {
    if (scene.model.room(room.id) != nullptr) {
        wanted_ = room.id;
        return scene.commands.show(GoToRoom{room.id});
    }
    if (room.locked) {
        return scene.commands.show(OpenDialog{std::make_unique<JoinRoomDialog>(room.id, room.name)});
    }
    if (joining_.is_under_way()) return;
    wanted_ = room.id;
    net::JoinRoom join;
    join.room = room.id;
    joining_.perform(std::move(join), scene);
}

}  // namespace crosstalk::ui
