#include "ui/panels/message_menu.hpp"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "ui/files/file_kind.hpp"
#include "ui/panels/recent_emoji.hpp"
#include "ui/panels/rights.hpp"
#include "ui/panels/room_files.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/card.hpp"
#include "ui/widgets/item.hpp"
#include "ui/widgets/popup.hpp"

namespace crosstalk::ui {

namespace {

// Until one has chosen others.
constexpr std::array<std::string_view, 6> usual_emoji = {"\U0001F44D", "\u2764\uFE0F", "\U0001F602",
                                                         "\U0001F389", "\U0001F62E",   "\U0001F622"};
constexpr float emoji_cell = 36.0F;

// What was chosen last, and usual ones behind it.
std::vector<std::string> first_few(const Preferences& preferences) {
    std::vector<std::string> few = recent_emoji(preferences);
    for (const std::string_view usual : usual_emoji) {
        if (std::ranges::find(few, usual) == few.end()) few.emplace_back(usual);
    }
    few.resize(usual_emoji.size());
    return few;
}

}  // namespace

void MessageMenu::open(const net::Message& message, std::optional<std::size_t> file) {
    file_ = file;
    menu_of_ = message.sequence;
    menu_id_ = message.id;
    opens_entries_ = true;
}

std::optional<MessageWish> MessageMenu::draw_bar(const Context& context, Box area, Box row,
                                                 std::uint64_t line, const net::Message* message,
                                                 const model::Model& model, const model::Room& room) {
    held_line_ = message != nullptr && !message->deleted ? line : 0;
    if (held_line_ == 0) return std::nullopt;
    const Theme& theme = context.theme;
    const float button = theme.px(measure::icon_button);
    const float inset = theme.px(line::border);
    const MessageRights rights = rights_on(*message, room, model);
    const int count = rights.change ? 4 : 3;
    const float width = static_cast<float>(count) * button + 2 * inset;
    const float right = area.max.x - theme.px(space::group);
    const float top =
        std::max(area.min.y + theme.px(space::tiny), std::round(row.min.y - (button + 2 * inset) / 2));
    held_box_ = box_at({right - width, top}, width, button + 2 * inset);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw_card(draw, context, held_box_,
              {.fill = Role::Raised, .outline = Role::BorderControl, .corner = radius::popup});
    const IdScope scope("bar");
    float x = held_box_.min.x + inset;
    const auto next = [&](const char* id, Icon icon, std::string_view tip) {
        const Box box = box_at({x, held_box_.min.y + inset}, button, button);
        x += button;
        return icon_button(context, id, box, icon, tip, {.glyph = 18.0F});
    };
    std::optional<MessageWish> wish;
    if (next("react", Icon::Smile, "React")) {
        menu_id_ = message->id;
        menu_of_ = message->sequence;
        opens_emoji_ = true;
    }
    if (next("reply", Icon::Reply, "Reply")) wish = MessageWish{MessageDeed::Answer, message->id, {}};
    if (rights.change && next("edit", Icon::Pencil, "Edit"))
        wish = MessageWish{MessageDeed::Correct, message->id, {}};
    if (next("more", Icon::More, "More")) open(*message);
    return wish;
}

std::optional<MessageWish> MessageMenu::react_with(const Scene& scene, std::string emoji) const {
    keep_recent_emoji(emoji, scene.preferences, scene.commands);
    return MessageWish{MessageDeed::React, menu_id_, std::move(emoji)};
}

// The first few, and all the others behind a plus.
std::optional<MessageWish> MessageMenu::draw_emoji(const Scene& scene) {
    const Context& context = scene.context;
    const Theme& theme = context.theme;
    const float cell = theme.px(emoji_cell);
    const ImVec2 min = ImGui::GetCursorScreenPos();
    const auto box_of = [&](std::size_t index) {
        return box_at({min.x + static_cast<float>(index) * cell, min.y}, cell, cell);
    };
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    std::optional<MessageWish> wish;
    for (std::size_t index = 0; index < first_emoji_.size(); ++index) {
        const Box box = box_of(index);
        const IdScope scope(index + 1);
        const ItemState state = item(context, "emoji", box);
        fill_selected(draw, context, box, theme.px(radius::control), state.hover);
        draw_focus_ring(draw, context, state, box, theme.px(radius::control), RingPlace::Inside);
        draw_text_centered(draw, context, box, {TypeStyle::Heading, Face::Regular}, theme[Role::Text],
                           first_emoji_[index]);
        if (!state.pressed) continue;
        wish = react_with(scene, first_emoji_[index]);
        ImGui::CloseCurrentPopup();
    }
    const Box more = box_of(first_emoji_.size());
    picked_at_ = {min, more.max};
    if (icon_button(context, "more", more, Icon::Plus, "All emoji", {.corner = radius::control})) {
        picker_.open(recent_emoji(scene.preferences));
        ImGui::CloseCurrentPopup();
    }
    ImGui::SetCursorScreenPos({min.x, min.y + cell});
    ImGui::Dummy({more.max.x - min.x, 0});
    return wish;
}

// What can be done with the file that was pressed.
void MessageMenu::draw_file_entries(const Scene& scene, const net::Message& message,
                                    const model::Room& room) const {
    if (!file_ || *file_ >= message.files.size()) return;
    const Context& context = scene.context;
    const net::FileSource source = source_of(room.id, message, *file_);
    const net::File& file = message.files[*file_];
    menu_line(context);
    const auto act = [&](FileDeed deed) { scene.commands.show(OnFile{source, file, deed, {}}); };
    const bool is_picture = is_shown_as_picture(file);
    if (is_picture && menu_entry(context, "view", "View", {.icon = Icon::Image})) act(FileDeed::View);
    if (menu_entry(context, "save", "Save", {.icon = Icon::Download})) act(FileDeed::Save);
    if (menu_entry(context, "save-as", "Save as\u2026", {.icon = Icon::Folder}))
        scene.commands.show(SaveFileAs{source, file});
    if (is_picture && menu_entry(context, "copy-picture", "Copy the picture", {.icon = Icon::Copy}))
        scene.commands.ask(CopyPicture{{.source = source, .file = file, .portrait = {}}});
}

std::optional<MessageWish> MessageMenu::draw_entries(const Scene& scene, const net::Message& message,
                                                     const model::Room& room) {
    const Context& context = scene.context;
    const MessageRights rights = rights_on(message, room, scene.model);
    std::optional<MessageDeed> deed;
    if (auto reaction = draw_emoji(scene)) return reaction;
    if (menu_entry(context, "react", "React\u2026", {.icon = Icon::Smile}))
        picker_.open(recent_emoji(scene.preferences));
    draw_file_entries(scene, message, room);
    menu_line(context);
    if (menu_entry(context, "answer", "Reply", {.icon = Icon::Reply})) deed = MessageDeed::Answer;
    if (menu_entry(context, "quote", "Quote", {.icon = Icon::Chat})) deed = MessageDeed::Quote;
    if (menu_entry(context, "copy", "Copy text", {.icon = Icon::Copy})) deed = MessageDeed::Copy;
    if (rights.pin && menu_entry(context, "pin", message.pinned ? "Unpin" : "Pin", {.icon = Icon::Pin}))
        deed = message.pinned ? MessageDeed::Unpin : MessageDeed::Pin;
    if (rights.change && menu_entry(context, "edit", "Edit", {.icon = Icon::Pencil}))
        deed = MessageDeed::Correct;
    if (menu_entry(context, "details", "Details", {.icon = Icon::Info})) deed = MessageDeed::Details;
    if (rights.remove) {
        menu_line(context);
        if (menu_entry(context, "delete", "Delete\u2026", {.icon = Icon::Close, .ink = Role::Danger}))
            deed = MessageDeed::Delete;
    }
    if (!deed) return std::nullopt;
    return MessageWish{*deed, message.id, {}};
}

std::optional<MessageWish> MessageMenu::draw_menus(const Scene& scene, const model::Room& room) {
    const IdScope scope("message-menus");
    const Context& context = scene.context;
    if (opens_entries_ || opens_emoji_) {
        first_emoji_ = first_few(scene.preferences);
        open_menu(opens_entries_ ? "entries" : "emoji");
        opens_entries_ = opens_emoji_ = false;
    }
    constexpr float menu_width =
        emoji_cell * static_cast<float>(usual_emoji.size() + 1) + 2 * measure::popup_padding;
    std::optional<MessageWish> wish;
    // The message may have gone since; then there is nothing to be done with it.
    const net::Message* message = room.message(menu_of_);
    const bool is_there = message != nullptr && message->id == menu_id_ && !message->deleted;
    if (begin_menu(context, "entries", menu_width)) {
        if (is_there) {
            wish = draw_entries(scene, *message, room);
        } else {
            ImGui::CloseCurrentPopup();
        }
        end_menu(context);
    }
    if (begin_menu(context, "emoji", menu_width)) {
        if (is_there) {
            wish = draw_emoji(scene);
        } else {
            ImGui::CloseCurrentPopup();
        }
        end_menu(context);
    }
    if (auto chosen = picker_.draw(context, picked_at_)) {
        if (is_there) wish = react_with(scene, std::move(*chosen));
    }
    return wish;
}

}  // namespace crosstalk::ui
