#include "ui/panels/notices_panel.hpp"

#include <imgui.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "ui/list/game_card_drawing.hpp"
#include "ui/notices/notice_buttons.hpp"
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
        case NoticeKind::Rematch:
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
        if (notice.kind == NoticeKind::Rematch && notice.game) {
            scene.commands.show(OpenGame{notice.game, notice.room});
        } else if (notice.place) {
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

// One notice, with what it offers below its words.
class NoticeRow {
  public:
    NoticeRow(const Scene& scene, const Notice& notice)
        : scene_(scene),
          notice_(notice),
          where_(where_of(notice)),
          when_(when_of(scene, notice.at)),
          text_(text_of(notice, is_invited(scene.model, notice.room))),
          by_(notice.by.id ? notice.by : net::UserRef{notice.by.id, notice.where}),
          buttons_(buttons_of(notice, scene.model)) {}

    // True: it was pressed itself. `body` is what can be seen of the list.
    bool draw(Box body, float top) {
        const Context& context = scene_.context;
        const MessageCard card{.author = by_,
                               .tag = where_,
                               .when = when_,
                               .text = text_,
                               .rows = 2,
                               .has_dot = !notice_.is_seen};
        const Box place =
            box_at({body.min.x, top}, body.width(), message_card_height(context, body.width(), card));
        const bool in_sight = place.max.y > body.min.y && place.min.y < body.max.y;
        const bool pressed = in_sight ? message_card(context, "notice", place, card).pressed
                                      : item(context, "notice", place).pressed;
        bottom_ = place.max.y;
        if (!buttons_.empty()) draw_buttons(body.min.x);
        bottom_ += context.px(space::tiny);
        return pressed;
    }
    [[nodiscard]] float bottom() const { return bottom_; }
    [[nodiscard]] bool is_answered() const { return is_answered_; }

  private:
    // From the left edge of the words.
    void draw_buttons(float left) {
        const Context& context = scene_.context;
        left += context.px(space::card) + context.px(measure::avatar_small) + context.px(space::control);
        const float height = context.px(measure::button);
        for (const CardButton& each : buttons_) {
            const std::string reason = why_disabled(scene_, notice_, each.deed);
            const ButtonLook look{.kind = kind_of(each), .disabled_reason = reason};
            const Box place = box_at({left, bottom_}, button_width(context, each.label, look), height);
            left = place.max.x + context.px(space::control);
            if (!button(context, id_of(each.deed), place, each.label, look) || !reason.empty()) continue;
            is_answered_ = true;
            scene_.commands.show(ActOnGame{notice_.room, notice_.game, each.deed, place});
        }
        bottom_ += height + context.px(space::control);
    }

    const Scene& scene_;
    const Notice& notice_;
    std::string where_;
    std::string when_;
    std::string text_;
    net::UserRef by_;
    std::vector<CardButton> buttons_;
    float bottom_ = 0;
    bool is_answered_ = false;
};

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
    std::optional<std::size_t> answered;
    for (std::size_t index = 0; index < log.all().size(); ++index) {
        const IdScope each(index + 1);
        NoticeRow row(scene, log.all()[index]);
        if (row.draw(body, top)) pressed = index;
        if (row.is_answered()) answered = index;
        top = row.bottom();
    }
    end_scroll_area(context, body, top - origin.y + context.px(space::control), scroll);
    if (answered) log.mark_seen(*answered);
    if (!pressed) return;
    const Notice notice = log.all()[*pressed];
    log.mark_seen(*pressed);
    follow(notice, scene);
}

}  // namespace crosstalk::ui
