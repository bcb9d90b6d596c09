#include "ui/panels/pins_panel.hpp"

#include <imgui.h>

#include <algorithm>
#include <utility>

#include "ui/panels/paging.hpp"
#include "ui/panels/rights.hpp"
#include "ui/panels/room_files.hpp"
#include "ui/panels/side_panel.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/paragraph.hpp"

namespace crosstalk::ui {

namespace {

constexpr std::size_t rows_most = 6;
constexpr std::size_t pins_most = 1'000;
constexpr std::string_view nothing =
    "Nothing is pinned here. The menu of a message pins it, so that it is found again.";

bool changes_pins(const net::Fact& fact) {
    return std::holds_alternative<net::PinSet>(fact) || std::holds_alternative<net::MessageEdited>(fact) ||
           std::holds_alternative<net::MessageDeleted>(fact) ||
           std::holds_alternative<net::MessagesPurged>(fact);
}

}  // namespace

void PinsPanel::hear(const model::LinkEvent& event) {
    if (const auto* happened = std::get_if<model::Happened>(&event)) {
        if (happened->event.room == room_ && changes_pins(happened->event.fact)) is_stale_ = true;
    } else if (const auto* synced = std::get_if<model::RoomSynced>(&event)) {
        if (synced->state.room.room.id == room_) is_stale_ = true;
    }
}

void PinsPanel::follow(const Scene& scene, const model::Room& room) {
    if (room_ != room.id) {
        room_ = room.id;
        pins_.clear();
        is_answered_ = false;
        is_stale_ = true;
        scroll_ = {};
        errand_.forget();
        unpinning_.forget();
        fault_.clear();
    }
    const auto ask = [&](net::Sequence before) {
        asked_before_ = before;
        errand_.ask(net::Pins{room.id, before}, scene);
    };
    if (is_stale_ && errand_.is_idle() && scene.is_online()) {
        is_stale_ = false;
        arriving_.clear();
        ask({});
    }
    if (unpinning_.has_failed()) {
        fault_ = unpinning_.why();
        unpinning_.forget();
    }
    if (errand_.has_failed()) {
        fault_ = errand_.why();
        errand_.forget();
        is_answered_ = true;
    }
    const auto* page = errand_.answer<net::PinsPage>();
    if (page == nullptr) return;
    fault_.clear();
    arriving_.insert(arriving_.end(), page->messages.begin(), page->messages.end());
    const net::Sequence next =
        page->last || page->messages.empty() ? net::Sequence{} : page->messages.back().sequence;
    if (goes_down(next, asked_before_) && arriving_.size() < pins_most) return ask(next);
    arriving_.resize(std::min(arriving_.size(), pins_most));
    pins_ = std::exchange(arriving_, {});
    is_answered_ = true;
    errand_.forget();
}

void PinsPanel::draw_pin(const Scene& scene, const model::Room& room, const net::Message& message, float left,
                         float width, float& top) {
    const Context& context = scene.context;
    const std::string when = when_of(scene, message.at);
    const std::string text = plain_words(message, scene.model.me().id);
    const bool can_unpin = rights_in(room, scene.model).pin;
    const float side = context.px(measure::chip);
    const MessageCard card{.author = message.author,
                           .tag = {},
                           .when = when,
                           .text = text,
                           .rows = rows_most,
                           .right_gap = can_unpin ? side + context.px(space::control) : 0};
    const IdScope scope(message.id.value);
    const Box box = box_at({left, top}, width, message_card_height(context, width, card));
    top = box.max.y + context.px(space::tiny);
    if (message_card(context, "pin", box, card).pressed)
        scene.commands.show(GoToMessage{room.id, message.sequence});
    if (!can_unpin) return;
    const Box cross = box_at(
        {box.max.x - context.px(space::card) - side, box.min.y + context.px(space::small)}, side, side);
    if (icon_button(context, "unpin", cross, Icon::Close, "Unpin", {.glyph = 14.0F}))
        unpinning_.perform(net::PinMessage{room.id, {.message = message.id}, false}, scene);
}

void PinsPanel::draw(const Scene& scene, Box box, const model::Room& room) {
    const Context& context = scene.context;
    const IdScope scope("pins-panel");
    follow(scene, room);
    const Box body = draw_side_head(scene, box, "Pinned in " + room_tag(scene.model, room.id));
    if (is_answered_ && pins_.empty() && fault_.empty())
        return draw_empty_side(context, body, Icon::Pin, nothing);
    const ImVec2 origin = begin_scroll_area(context, "pins", body, scroll_);
    float top = origin.y + context.px(space::control);
    const float left = body.min.x + context.px(space::card);
    const auto say = [&](Role role, std::string_view text) {
        top += draw_paragraph(*ImGui::GetWindowDrawList(), context, {left, top},
                              body.width() - 2 * context.px(space::card), {TypeStyle::Ui},
                              context.color(role), text) +
               context.px(space::control);
    };
    if (!fault_.empty()) say(Role::Danger, fault_);
    if (!is_answered_)
        say(Role::TextMuted,
            scene.is_online() ? "Looking" : "The server is away. The pins come when it is back.");
    for (const net::Message& message : pins_)
        draw_pin(scene, room, message, body.min.x, body.width(), top);
    end_scroll_area(context, body, top - origin.y + context.px(space::control), scroll_);
}

}  // namespace crosstalk::ui
