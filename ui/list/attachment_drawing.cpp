#include "ui/list/attachment_drawing.hpp"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "client/model/words.hpp"
#include "ui/files/file_icon.hpp"
#include "ui/files/file_kind.hpp"
#include "ui/pictures/drawn_picture.hpp"
#include "ui/theme/icons.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/card.hpp"
#include "ui/widgets/file_name.hpp"
#include "ui/widgets/item.hpp"
#include "ui/widgets/mark.hpp"

namespace crosstalk::ui {

namespace {

using model::TransferState;
constexpr float button_glyph = 18;

bool is_under_way(const model::Transfer& transfer) {
    return transfer.state != TransferState::Done && transfer.state != TransferState::Failed &&
           transfer.state != TransferState::Sent;
}

struct FileButton {
    FileDeed deed;
    const char* id;
    Icon icon;
    std::string_view tip;
};

// From the right.
std::vector<FileButton> buttons_of(const net::File& file, const AttachmentState& state) {
    constexpr FileButton save{FileDeed::Save, "save", Icon::Download, "Save"};
    constexpr FileButton cancel{FileDeed::Cancel, "cancel", Icon::Close, "Cancel"};
    const model::Transfer* transfer = state.transfer;
    if (transfer == nullptr)
        return state.is_posted ? std::vector<FileButton>{save} : std::vector<FileButton>{};
    switch (transfer->state) {
        case TransferState::Preparing:
        case TransferState::Waiting:
        case TransferState::Running:
            return {cancel, {FileDeed::Pause, "pause", Icon::Pause, "Pause"}};
        case TransferState::Paused:
            return {cancel, {FileDeed::Resume, "resume", Icon::Play, "Resume"}};
        case TransferState::Sent:
            return state.is_posted ? std::vector<FileButton>{save} : std::vector<FileButton>{};
        case TransferState::Failed: {
            std::vector<FileButton> both{{FileDeed::Dismiss, "dismiss", Icon::Close, "Give up"}};
            if (transfer->can_retry) both.push_back({FileDeed::Retry, "retry", Icon::Refresh, "Try again"});
            return both;
        }
        case TransferState::Done:
            break;
    }
    if (transfer->kind != model::TransferKind::Save)
        return state.is_posted ? std::vector<FileButton>{save} : std::vector<FileButton>{};
    std::vector<FileButton> both{{FileDeed::Reveal, "reveal", Icon::Folder, "Show in folder"}};
    // A program is started by whoever trusts it, in the folder, and never from here.
    if (kind_of(file.name) != FileKind::Program)
        both.push_back({FileDeed::Open, "open", Icon::Enter, "Open"});
    return both;
}

// Gives the left edge of what they take.
float draw_buttons(const Context& context, Box box, const net::File& file, const AttachmentState& state,
                   AttachmentResult& result) {
    const float side = context.px(measure::icon_button);
    float right = box.max.x - context.px(space::small);
    for (const FileButton& each : buttons_of(file, state)) {
        const Box place = box_at({right - side, std::floor(box.center().y - side / 2)}, side, side);
        if (icon_button(context, each.id, place, each.icon, each.tip, {.glyph = button_glyph}))
            result.deed = each.deed;
        result.hovered = result.hovered || place.contains(ImGui::GetIO().MousePos);
        right = place.min.x;
    }
    return right;
}

struct Words {
    std::string text;
    Role role = Role::TextMuted;
};

Words words_of(const net::File& file, const AttachmentState& state) {
    const std::string plain = model::size_in_words(file.size) + ", " + kind_in_words(file.name);
    const Role role = kind_of(file.name) == FileKind::Program ? Role::Warning : Role::TextMuted;
    if (state.transfer == nullptr) return {plain, role};
    const model::Transfer& transfer = *state.transfer;
    const bool was_sent = transfer.kind == model::TransferKind::Send && !is_under_way(transfer) &&
                          transfer.state != TransferState::Failed && state.is_posted;
    if (was_sent) return {plain, role};
    if (transfer.state == TransferState::Failed) return {transfer_in_words(transfer), Role::Danger};
    if (transfer.state == TransferState::Done)
        return {transfer_in_words(transfer) + ", " + model::size_in_words(file.size), Role::Success};
    return {transfer_in_words(transfer), Role::TextMuted};
}

void draw_card_of(const Context& context, Box box, const net::File& file, const AttachmentState& state,
                  AttachmentResult& result) {
    const Theme& theme = context.theme;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const bool has_failed = state.transfer != nullptr && state.transfer->state == TransferState::Failed;
    const bool is_program = kind_of(file.name) == FileKind::Program;
    const float side = theme.px(measure::file_tile);
    const float padding = std::floor((box.height() - side) / 2);
    const Box tile = box_at({box.min.x + padding, box.min.y + padding}, side, side);
    draw_icon_tile(draw, context, tile, has_failed ? Icon::Warning : icon_of(kind_of(file.name)),
                   has_failed   ? Role::Danger
                   : is_program ? Role::Warning
                                : Role::Accent,
                   has_failed ? Role::DangerTint : Role::AccentTint);
    const float right = draw_buttons(context, box, file, state, result) - theme.px(space::tiny);
    const float left = tile.max.x + theme.px(space::medium);
    const Type name{TypeStyle::Ui, Face::SemiBold};
    const float rows = theme.type_row(TypeStyle::Ui) + theme.type_row(TypeStyle::Small);
    const bool has_bar = state.transfer != nullptr && is_under_way(*state.transfer);
    const float bar = has_bar ? theme.px(measure::progress) : 0;
    float y = std::floor(box.center().y - (rows + bar) / 2);
    draw_file_name(draw, context, {left, y}, right - left, name, theme[Role::Text], file.name);
    y += theme.type_row(TypeStyle::Ui);
    const Words words = words_of(file, state);
    draw_text_within(draw, context, {left, y}, right - left, {TypeStyle::Small}, theme[words.role],
                     words.text);
    y += theme.type_row(TypeStyle::Small);
    if (has_bar) draw_progress(draw, theme, {left, y}, right - left, share_of(*state.transfer), Role::Accent);
}

// Its name in the middle of a picture that is not there.
void draw_placeholder(const Context& context, Box box, const net::File& file, Icon icon,
                      std::string_view words, Role role) {
    const Theme& theme = context.theme;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float glyph = theme.px(measure::icon_glyph);
    const float row = theme.type_row(TypeStyle::Small);
    const float inset = theme.px(space::control);
    const float width = box.width() - 2 * inset;
    const bool has_words = width > theme.px(96) && box.height() > glyph + 2 * row + 2 * inset;
    const float all = has_words ? glyph + theme.px(space::tiny) + 2 * row : glyph;
    float y = std::floor(box.center().y - all / 2);
    draw_icon(draw, theme, icon, {box.center().x, y + glyph / 2}, glyph, theme[role]);
    if (!has_words) return;
    y += glyph + theme.px(space::tiny);
    const auto line = [&](std::string text, Face face, Role ink) {
        const Type type{TypeStyle::Small, face};
        const float taken = std::min(width, std::ceil(text_width(context, type, text)));
        draw_text_within(draw, context, {std::round(box.center().x - taken / 2), y}, taken + 1, type,
                         theme[ink], text);
        y += row;
    };
    line(shortened_name(context, {TypeStyle::Small, Face::SemiBold}, file.name, width), Face::SemiBold,
         Role::TextSecondary);
    line(std::string(words), Face::Regular, role == Role::Danger ? Role::Danger : Role::TextMuted);
}

// What is being sent or saved, over the lower edge of a picture.
void draw_picture_progress(const Context& context, Box box, const model::Transfer& transfer) {
    const Theme& theme = context.theme;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float inset = theme.px(space::small);
    const float row = theme.type_row(TypeStyle::Small);
    const bool has_failed = transfer.state == TransferState::Failed;
    const float height = row + (has_failed ? 0 : theme.px(measure::progress)) + 2 * theme.px(space::tiny);
    const Box strip{{box.min.x + inset, box.max.y - inset - height}, {box.max.x - inset, box.max.y - inset}};
    if (strip.width() < theme.px(measure::hit)) return;
    fill_box(draw, strip, theme[Role::Raised], theme.px(radius::segment));
    const float left = strip.min.x + inset;
    draw_text_within(draw, context, {left, strip.min.y + theme.px(space::tiny)}, strip.width() - 2 * inset,
                     {TypeStyle::Small}, theme[has_failed ? Role::Danger : Role::TextSecondary],
                     transfer_in_words(transfer));
    if (!has_failed)
        draw_progress(draw, theme, {left, strip.max.y - theme.px(space::tiny) - theme.px(measure::progress)},
                      strip.width() - 2 * inset, share_of(transfer), Role::Accent);
}

// In its upper right corner, while the pointer or the keyboard is on it.
void draw_picture_buttons(const Context& context, Box box, const net::File& file,
                          const AttachmentState& state, AttachmentResult& result) {
    const std::vector<FileButton> buttons = buttons_of(file, state);
    const float side = context.px(measure::icon_button);
    const float width = side * static_cast<float>(buttons.size()) + 2 * context.px(space::small);
    if (buttons.empty() || width + context.px(space::control) > box.width() || side > box.height()) return;
    const Box bar{{box.max.x - context.px(space::small) - width + context.px(space::small),
                   box.min.y + context.px(space::small)},
                  {box.max.x - context.px(space::small), box.min.y + context.px(space::small) + side}};
    draw_card(*ImGui::GetWindowDrawList(), context, bar,
              {.fill = Role::Raised, .outline = Role::BorderControl, .corner = radius::popup});
    const Box row{bar.min, {bar.max.x + context.px(space::small) - context.px(space::hair), bar.max.y}};
    draw_buttons(context, row, file, state, result);
}

void draw_picture_of(const Context& context, Box box, const net::File& file, const AttachmentState& state,
                     Animations animations, const ItemState& item, AttachmentResult& result) {
    const Theme& theme = context.theme;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float corner = theme.px(radius::popup);
    const bool is_on = item.hovered || item.focused;
    fill_box(draw, box, theme[Role::Panel], corner);
    const PicturePlay play =
        animations == Animations::Play || is_on ? PicturePlay::Plays : PicturePlay::Still;
    const PictureShown shown =
        draw_picture(draw, context, box, state.picture, {.play = play, .corner = corner});
    if (shown.state == PictureState::Broken) {
        draw_placeholder(context, box, file, Icon::Warning,
                         shown.fault.empty() ? "This picture is broken." : shown.fault, Role::Danger);
    } else if (shown.state != PictureState::Ready) {
        draw_placeholder(context, box, file, Icon::Image, model::size_in_words(file.size), Role::TextMuted);
    }
    outline_box(draw, box, theme[is_on ? Role::BorderControl : Role::Border], corner, theme.px(line::border));
    const bool moves = state.transfer != nullptr &&
                       (is_under_way(*state.transfer) || state.transfer->state == TransferState::Failed);
    if (moves) draw_picture_progress(context, box, *state.transfer);
    const bool holds_pointer = box.contains(ImGui::GetIO().MousePos);
    if (moves || is_on || (holds_pointer && ImGui::IsWindowHovered()))
        draw_picture_buttons(context, box, file, state, result);
    draw_focus_ring(draw, context, item, box, corner);
}

void draw_first_lines(const Context& context, Box box, const AttachmentState& state) {
    const Theme& theme = context.theme;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    fill_box(draw, box, theme[Role::CodeBg], theme.px(radius::control));
    if (context.pictures == nullptr) return;
    const TextShown shown = context.pictures->first_lines(state.picture);
    const float padding = theme.px(measure::code_padding);
    const float row = theme.type_row(TypeStyle::Code);
    float y = box.min.y + padding;
    const float width = box.width() - 2 * padding;
    if (shown.state != PictureState::Ready) {
        const bool is_broken = shown.state == PictureState::Broken;
        draw_text_within(draw, context, {box.min.x + padding, y}, width, {TypeStyle::Small},
                         theme[Role::TextMuted], is_broken ? "It has no readable text." : "");
        return;
    }
    std::string_view rest = shown.text;
    for (int drawn = 0; drawn < measure::preview_rows && !rest.empty(); ++drawn) {
        const std::size_t end = rest.find('\n');
        draw_text_within(draw, context, {box.min.x + padding, y}, width, {TypeStyle::Code, Face::Mono},
                         theme[Role::CodeText], rest.substr(0, end));
        y += row;
        rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    }
}

}  // namespace

float share_of(const model::Transfer& transfer) {
    if (transfer.size == 0) return is_under_way(transfer) ? 0.0F : 1.0F;
    return static_cast<float>(static_cast<double>(std::min(transfer.moved, transfer.size)) /
                              static_cast<double>(transfer.size));
}

std::string transfer_in_words(const model::Transfer& transfer) {
    const auto percent = [&] { return std::to_string(static_cast<int>(share_of(transfer) * 100)) + " %"; };
    switch (transfer.state) {
        case TransferState::Preparing:
            return "Getting ready";
        case TransferState::Waiting:
            return transfer.reason.empty() ? "Waiting" : transfer.reason;
        case TransferState::Running:
            return percent() +
                   (transfer.rate > 0 ? ", " + model::size_in_words(transfer.rate) + "/s" : std::string());
        case TransferState::Paused:
            return "Paused at " + percent();
        case TransferState::Sent:
            return "Sent";
        case TransferState::Done:
            return transfer.kind == model::TransferKind::Save ? "Saved" : "Sent";
        case TransferState::Failed:
            return transfer.reason.empty() ? "It did not work." : transfer.reason;
    }
    return {};
}

AttachmentResult draw_attachment(const Context& context, AttachmentKind kind, Box box, const net::File& file,
                                 const AttachmentState& state, Animations animations) {
    AttachmentResult result;
    const Theme& theme = context.theme;
    ImGui::SetNextItemAllowOverlap();
    const ItemState whole = item(context, "file", box);
    result.hovered = whole.hovered;
    if (whole.right_pressed) result.deed = FileDeed::Menu;
    if (kind == AttachmentKind::Picture) {
        draw_picture_of(context, box, file, state, animations, whole, result);
        if (whole.hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
        if (whole.pressed && !result.deed) result.deed = FileDeed::View;
        return result;
    }
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw_card(draw, context, box, {.fill = Role::Raised, .outline = Role::Border, .corner = radius::popup});
    const Box card{box.min, {box.max.x, box.min.y + theme.px(measure::file_card)}};
    draw_card_of(context, card, file, state, result);
    if (kind == AttachmentKind::Text) {
        const float inset = theme.px(space::hair);
        draw_first_lines(context, {{box.min.x + inset, card.max.y}, {box.max.x - inset, box.max.y - inset}},
                         state);
    }
    draw_focus_ring(draw, context, whole, box, theme.px(radius::popup));
    const std::string tip = file.name + "\n" + words_of(file, state).text;
    tooltip(context, whole, tip);
    if (whole.pressed && !result.deed) {
        const auto buttons = buttons_of(file, state);
        const auto has = [&](FileDeed deed) {
            return std::ranges::find(buttons, deed, &FileButton::deed) != buttons.end();
        };
        if (has(FileDeed::Save)) result.deed = FileDeed::Save;
        if (has(FileDeed::Reveal)) result.deed = FileDeed::Reveal;
    }
    return result;
}

}  // namespace crosstalk::ui
