#include "ui/panels/transfers_panel.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "client/model/saving.hpp"
#include "client/model/words.hpp"
#include "net/text/file_name.hpp"
#include "ui/files/file_kind.hpp"
#include "ui/panels/side_panel.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/card.hpp"
#include "ui/widgets/file_name.hpp"
#include "ui/widgets/mark.hpp"
#include "ui/widgets/paragraph.hpp"

namespace crosstalk::ui {

namespace {

using model::Transfer;
using model::TransferAction;
using model::TransferKind;
using model::TransferState;

constexpr std::string_view nothing = "Nothing yet. What you send and save is listed here.";
constexpr ButtonLook clear_look{.kind = ButtonKind::Quiet, .icon = Icon::TwoTicks, .style = TypeStyle::Small};

bool is_over(const Transfer& transfer) {
    return transfer.state == TransferState::Done || transfer.state == TransferState::Sent;
}

bool is_received(const Transfer& transfer) {
    return transfer.kind == TransferKind::Save;
}

bool is_saved_program(const Transfer& transfer) {
    return is_received(transfer) && transfer.state == TransferState::Done && model::is_program(transfer.name);
}

struct RowButton {
    const char* id;
    std::string_view label;
    ButtonLook look;
    FileDeed deed;
};

std::vector<RowButton> buttons_of(const Transfer& transfer) {
    const auto plain = [](Icon icon) { return ButtonLook{.icon = icon}; };
    const RowButton cancel{"cancel", "Cancel", {}, FileDeed::Cancel};
    switch (transfer.state) {
        case TransferState::Preparing:
        case TransferState::Waiting:
        case TransferState::Running:
            return {{"pause", "Pause", plain(Icon::Pause), FileDeed::Pause}, cancel};
        case TransferState::Paused:
            return {{"resume", "Resume", plain(Icon::Play), FileDeed::Resume}, cancel};
        case TransferState::Failed: {
            std::vector<RowButton> row;
            if (transfer.can_retry)
                row.push_back({"retry",
                               "Retry",
                               {.kind = ButtonKind::Primary, .icon = Icon::Refresh},
                               FileDeed::Retry});
            row.push_back({"delete", "Delete", {}, FileDeed::Cancel});
            return row;
        }
        case TransferState::Sent:
        case TransferState::Done:
            break;
    }
    std::vector<RowButton> row;
    if (is_received(transfer)) {
        // A program is started by whoever trusts it, in the folder, and never from here.
        if (!is_saved_program(transfer)) row.push_back({"open", "Open", {}, FileDeed::Open});
        row.push_back({"reveal", "Show in folder", plain(Icon::Folder), FileDeed::Reveal});
    }
    if (transfer.state == TransferState::Done) row.push_back({"dismiss", "Dismiss", {}, FileDeed::Dismiss});
    return row;
}

Icon icon_of(const Transfer& transfer) {
    if (transfer.state == TransferState::Failed) return Icon::Warning;
    if (transfer.state == TransferState::Paused) return Icon::Pause;
    if (is_over(transfer)) return kind_of(transfer.name) == FileKind::Picture ? Icon::Image : Icon::File;
    return is_received(transfer) ? Icon::Download : Icon::Upload;
}

// "From tidewater", "To #map-room", "Your picture".
std::string whose(const Scene& scene, const Transfer& transfer) {
    if (transfer.kind == TransferKind::Picture) return "Your picture";
    const model::Room* room = scene.model.room(transfer.room);
    const std::string tag = room == nullptr ? std::string("a room that is gone") : model::tag_of(*room);
    return (is_received(transfer) ? "From " : "To ") + tag;
}

std::string moved_of(const Transfer& transfer) {
    return model::size_in_words(std::min(transfer.moved, transfer.size)) + " of " +
           model::size_in_words(transfer.size);
}

struct RowWords {
    std::string left;
    std::string right;
    Role role = Role::TextMuted;
};

RowWords words_of(const Scene& scene, const Transfer& transfer) {
    switch (transfer.state) {
        case TransferState::Preparing:
            return {"Getting ready", {}};
        case TransferState::Waiting: {
            const std::string& why = transfer.reason;
            return {why.empty() ? whose(scene, transfer) + ", waiting" : why, moved_of(transfer)};
        }
        case TransferState::Running: {
            const std::string rate =
                transfer.rate > 0 ? ", " + model::size_in_words(transfer.rate) + "/s" : std::string();
            return {whose(scene, transfer) + rate, time_left(transfer)};
        }
        case TransferState::Paused:
            return {"Paused by you", moved_of(transfer)};
        case TransferState::Sent:
            return {"Sent, waits for the rest of its message", {}, Role::Success};
        case TransferState::Done:
            return {is_received(transfer) ? "Finished, verified" : "Sent", {}, Role::Success};
        case TransferState::Failed:
            return {transfer.reason.empty() ? "It did not work." : transfer.reason, {}, Role::Danger};
    }
    return {};
}

std::string warning_of(const Transfer& transfer) {
    const std::string extension = text::file_extension(transfer.name);
    return "This is a program" + (extension.empty() ? std::string() : " (." + extension + ")") +
           ". Run it only if you trust who sent it.";
}

constexpr Type words_type{TypeStyle::Small, Face::SemiBold};

float text_room(const Context& context, float width) {
    return width - 2 * context.px(space::card) - context.px(measure::file_tile) - context.px(space::medium);
}

// Rows of words below the bar: reasons wrap, the rest is one line.
float words_height(const Scene& scene, const Transfer& transfer, float width) {
    const Context& context = scene.context;
    float height = context.theme.type_row(TypeStyle::Small);
    if (transfer.state == TransferState::Failed)
        height = paragraph_height(context, width, words_type, words_of(scene, transfer).left);
    if (is_saved_program(transfer))
        height += paragraph_height(context, width - context.px(space::page), {TypeStyle::Small},
                                   warning_of(transfer)) +
                  context.px(space::tiny);
    return height;
}

float row_height(const Scene& scene, const Transfer& transfer, float width) {
    const Context& context = scene.context;
    const float room = text_room(context, width);
    const float bar = is_over(transfer) ? 0 : context.px(measure::progress + space::control);
    const float buttons = buttons_of(transfer).empty() ? 0 : context.px(measure::button + space::control);
    return context.px(2 * space::medium) + context.theme.type_row(TypeStyle::Body) + bar +
           words_height(scene, transfer, room) + buttons;
}

void draw_words(const Scene& scene, const Transfer& transfer, ImVec2 at, float width) {
    const Context& context = scene.context;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const RowWords words = words_of(scene, transfer);
    const float row = context.theme.type_row(TypeStyle::Small);
    if (transfer.state == TransferState::Failed) {
        draw_paragraph(draw, context, at, width, words_type, context.color(words.role), words.left);
        return;
    }
    float left = at.x;
    if (is_over(transfer)) {
        const float side = context.px(14);
        draw_icon(draw, context.theme, Icon::Tick, {left + side / 2, at.y + row / 2}, side,
                  context.color(Role::Success));
        left += side + context.px(space::small);
    }
    const float right = words.right.empty() ? 0 : digits_width(context, {TypeStyle::Small}, words.right);
    draw_text_within(draw, context, {left, at.y}, at.x + width - right - context.px(space::control) - left,
                     {TypeStyle::Small, is_over(transfer) ? Face::SemiBold : Face::Regular},
                     context.color(words.role), words.left);
    if (!words.right.empty())
        draw_digits(draw, context, {at.x + width - right, at.y}, {TypeStyle::Small},
                    context.color(Role::TextMuted), words.right);
    if (!is_saved_program(transfer)) return;
    const float y = at.y + row + context.px(space::tiny);
    const float side = context.px(14);
    draw_icon(draw, context.theme, Icon::Warning, {at.x + side / 2, y + row / 2}, side,
              context.color(Role::Warning));
    draw_paragraph(draw, context, {at.x + context.px(space::page), y}, width - context.px(space::page),
                   {TypeStyle::Small}, context.color(Role::Warning), warning_of(transfer));
}

// From the left, but for the one that only tidies up: it stands alone at the right, where it fits beside all others.
void draw_buttons(const Scene& scene, const Transfer& transfer, ImVec2 at, float width) {
    const Context& context = scene.context;
    const float side = context.px(measure::button);
    const float right = at.x + width;
    for (const RowButton& each : buttons_of(transfer)) {
        const bool is_dismiss = each.deed == FileDeed::Dismiss;
        const Box place = is_dismiss ? box_at({right - side, at.y}, side, side)
                                     : box_at(at, button_width(context, each.label, each.look), side);
        if (is_dismiss ? icon_button(context, each.id, place, Icon::Close, each.label)
                       : button(context, each.id, place, each.label, each.look))
            scene.commands.show(OnFile{transfer.source, {}, each.deed, transfer.id});
        at.x += place.width() + context.px(space::small);
    }
}

void draw_row(const Scene& scene, Box box, const Transfer& transfer) {
    const Context& context = scene.context;
    const Theme& theme = context.theme;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const bool has_failed = transfer.state == TransferState::Failed;
    const float side = theme.px(measure::file_tile);
    const Box tile =
        box_at({box.min.x + theme.px(space::card), box.min.y + theme.px(space::medium)}, side, side);
    draw_icon_tile(draw, context, tile, icon_of(transfer), has_failed ? Role::Danger : Role::Accent,
                   has_failed ? Role::DangerTint : Role::AccentTint);
    const float left = tile.max.x + theme.px(space::medium);
    const float width = text_room(context, box.width());
    float y = tile.min.y;
    const std::string size = model::size_in_words(transfer.size);
    const float size_width = digits_width(context, {TypeStyle::Small}, size);
    draw_file_name(draw, context, {left, y}, width - size_width - theme.px(space::control),
                   {TypeStyle::Body, Face::SemiBold}, theme[Role::Text], transfer.name);
    draw_digits(draw, context, {left + width - size_width, y + theme.px(space::hair)}, {TypeStyle::Small},
                theme[Role::TextMuted], size);
    y += theme.type_row(TypeStyle::Body);
    if (!is_over(transfer)) {
        const Role role = has_failed                                 ? Role::Danger
                          : transfer.state == TransferState::Running ? Role::Accent
                                                                     : Role::TextMuted;
        draw_progress(draw, theme, {left, y + theme.px(space::hair)}, width, share_of(transfer), role);
        y += theme.px(measure::progress + space::control);
    }
    draw_words(scene, transfer, {left, y}, width);
    y += words_height(scene, transfer, width) + theme.px(space::control);
    draw_buttons(scene, transfer, {left, y}, width);
    horizontal_line(draw, box.min.x, box.max.x, box.max.y - theme.px(line::border), theme[Role::Border],
                    theme.px(line::border));
}

std::vector<const Transfer*> shown_of(const model::Model& model) {
    std::vector<const Transfer*> shown;
    for (auto each = model.transfers().rbegin(); each != model.transfers().rend(); ++each) {
        if (each->second.kind != TransferKind::Preview) shown.push_back(&each->second);
    }
    // What still moves or needs somebody stands first, the newest first of each.
    std::stable_partition(shown.begin(), shown.end(), [](const Transfer* each) { return !is_over(*each); });
    return shown;
}

// Dismisses what is over.
void draw_clear(const Scene& scene, Box& body, const std::vector<const Transfer*>& shown) {
    const Context& context = scene.context;
    const float width = button_width(context, "Clear finished", clear_look);
    const Box place = box_at({body.min.x + context.px(space::control), body.min.y + context.px(space::tiny)},
                             width, context.px(measure::button));
    body.min.y = place.max.y + context.px(space::tiny);
    if (!button(context, "clear", place, "Clear finished", clear_look)) return;
    for (const Transfer* each : shown) {
        if (each->state == TransferState::Done)
            scene.commands.send(model::SteerTransfer{each->id, TransferAction::Dismiss});
    }
}

}  // namespace

TransferCounts counts_of(const model::Model& model) {
    TransferCounts counts;
    for (const auto& [id, transfer] : model.transfers()) {
        if (transfer.kind == TransferKind::Preview) continue;
        if (transfer.state == TransferState::Failed) {
            ++counts.failed;
        } else if (is_over(transfer)) {
            ++counts.over;
        } else {
            ++counts.under_way;
            counts.rate += transfer.rate;
        }
    }
    return counts;
}

std::string time_left(const model::Transfer& transfer) {
    if (transfer.rate == 0 || transfer.moved >= transfer.size) return {};
    const std::uint64_t left = transfer.size - transfer.moved;
    const std::uint64_t seconds = left / transfer.rate + (left % transfer.rate == 0 ? 0 : 1);
    constexpr std::uint64_t minute = 60;
    constexpr std::uint64_t hour = 60 * minute;
    constexpr std::uint64_t longest = 100 * hour;
    if (seconds >= longest) return "days left";
    if (seconds < minute) return std::to_string(seconds) + " s left";
    if (seconds < hour)
        return std::to_string(seconds / minute) + " min " + std::to_string(seconds % minute) + " s left";
    return std::to_string(seconds / hour) + " h " + std::to_string(seconds % hour / minute) + " min left";
}

void draw_transfers(const Scene& scene, Box box, ScrollArea& scroll) {
    const Context& context = scene.context;
    const IdScope scope("transfers-panel");
    Box body = draw_side_head(scene, box, "Transfers");
    const std::vector<const Transfer*> shown = shown_of(scene.model);
    if (shown.empty()) return draw_empty_side(context, body, Icon::Transfers, nothing);
    if (counts_of(scene.model).over > 0) draw_clear(scene, body, shown);
    const ImVec2 origin = begin_scroll_area(context, "transfers", body, scroll);
    float top = origin.y;
    for (const Transfer* each : shown) {
        const IdScope row_scope(each->id.value);
        const Box row = box_at({body.min.x, top}, body.width(), row_height(scene, *each, body.width()));
        top = row.max.y;
        draw_row(scene, row, *each);
    }
    end_scroll_area(context, body, top - origin.y + context.px(space::control), scroll);
}

}  // namespace crosstalk::ui
