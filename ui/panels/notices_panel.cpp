#include "ui/panels/notices_panel.hpp"

#include <imgui.h>

#include <algorithm>
#include <optional>
#include <string>

#include "ui/panels/side_panel.hpp"
#include "ui/widgets/button.hpp"

namespace crosstalk::ui {

namespace {

constexpr std::string_view nothing =
    "Nothing yet. What is written to you alone and what names you is listed here.";
constexpr ButtonLook all_seen_look{
    .kind = ButtonKind::Quiet, .icon = Icon::TwoTicks, .style = TypeStyle::Small};
constexpr std::string_view all_seen = "Mark all as read";

std::string where_of(const Notice& notice) {
    switch (notice.kind) {
        case NoticeKind::Direct:
            return "Direct message";
        case NoticeKind::Mention:
            return notice.where + ", names you";
        case NoticeKind::Keyword:
            return notice.where + ", a keyword";
        case NoticeKind::Message:
            return notice.where;
        case NoticeKind::Invitation:
            return "Invitation to " + notice.where;
        case NoticeKind::Challenge:
        case NoticeKind::Turn:
        case NoticeKind::GameOver:
            return notice.where.empty() ? std::string("A game") : notice.where + ", a game";
    }
    return notice.where;
}

std::string text_of(const Notice& notice, bool is_open) {
    if (notice.kind == NoticeKind::Invitation)
        return is_open ? "Press to join." : "It is no longer open, or you have joined.";
    return notice.text.empty() ? std::string("Something new") : notice.text;
}

bool is_invited(const model::Model& model, net::RoomId room) {
    return std::ranges::any_of(model.invitations(),
                               [&](const model::Invitation& each) { return each.room.id == room; });
}

void follow(const Notice& notice, const Scene& scene) {
    if (scene.model.room(notice.room) != nullptr) {
        if (notice.place) {
            scene.commands.show(GoToMessage{notice.room, notice.place});
        } else {
            scene.commands.show(GoToRoom{notice.room});
        }
    } else if (is_invited(scene.model, notice.room)) {
        net::JoinRoom join;
        join.room = notice.room;
        scene.commands.send(model::Perform{std::move(join), {}});
    }
}

}  // namespace

void draw_notices(const Scene& scene, Box box, NoticeLog& log, ScrollArea& scroll) {
    const Context& context = scene.context;
    const IdScope scope("notices-panel");
    Box body = draw_side_head(scene, box, "Notifications");
    if (log.all().empty()) return draw_empty_side(context, body, Icon::Bell, nothing);
    if (log.unseen() > 0) {
        const float width = button_width(context, all_seen, all_seen_look);
        const Box place =
            box_at({body.min.x + context.px(space::control), body.min.y + context.px(space::tiny)}, width,
                   context.px(measure::button));
        if (button(context, "all-seen", place, all_seen, all_seen_look)) log.mark_all_seen();
        body.min.y = place.max.y;
    }
    const ImVec2 origin = begin_scroll_area(context, "notices", body, scroll);
    float top = origin.y + context.px(space::tiny);
    std::optional<std::size_t> pressed;
    for (std::size_t index = 0; index < log.all().size(); ++index) {
        const Notice& notice = log.all()[index];
        const IdScope each(index + 1);
        const std::string where = where_of(notice);
        const std::string when = when_of(scene, notice.at);
        const std::string text = text_of(notice, is_invited(scene.model, notice.room));
        const net::UserRef by = notice.by.id ? notice.by : net::UserRef{notice.by.id, notice.where};
        const MessageCard card{
            .author = by, .tag = where, .when = when, .text = text, .rows = 2, .has_dot = !notice.is_seen};
        const Box place =
            box_at({body.min.x, top}, body.width(), message_card_height(context, body.width(), card));
        top = place.max.y + context.px(space::tiny);
        const bool in_sight = place.max.y > body.min.y && place.min.y < body.max.y;
        const bool went = in_sight ? message_card(context, "notice", place, card).pressed
                                   : item(context, "notice", place).pressed;
        if (went) pressed = index;
    }
    end_scroll_area(context, body, top - origin.y + context.px(space::control), scroll);
    if (!pressed) return;
    const Notice notice = log.all()[*pressed];
    log.mark_seen(*pressed);
    follow(notice, scene);
}

}  // namespace crosstalk::ui
