#include "ui/panels/composer.hpp"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "net/limits.hpp"
#include "net/text/markup/markup.hpp"
#include "net/text/message_text.hpp"
#include "net/text/names.hpp"
#include "net/text/utf8.hpp"
#include "ui/panels/dialogs/long_paste.hpp"
#include "ui/panels/recent_emoji.hpp"
#include "ui/panels/rights.hpp"
#include "ui/panels/room_files.hpp"
#include "ui/panels/typed_at.hpp"
#include "ui/settings/shortcuts.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/card.hpp"
#include "ui/widgets/item.hpp"

namespace crosstalk::ui {

namespace {

// The counter appears from 80 % of the limit.
constexpr std::size_t counted_from = net::max_text_code_points * 4 / 5;
// Beyond the limit a text can still be shortened by hand.
constexpr std::size_t most_bytes = 4 * net::max_text_bytes;
constexpr std::size_t most_sent = 100;
constexpr float completion_width = 420.0F;

std::string placeholder_of(const model::Room& room) {
    return room.kind == net::RoomKind::Direct ? "Message @" + room.name : "Message #" + room.name;
}

// A clipboard without a text may hold a picture, and one whose text is paths may hold the files.
bool may_be_files(std::string_view text) {
    if (text.empty() || text.starts_with("file://")) return true;
    const bool is_path = text.starts_with('/') && std::ranges::count(text, '/') > 1;
    return is_path || (text.size() > 2 && text.substr(1, 2) == ":\\");
}

bool goes_in(std::string_view text) {
    return !may_be_files(text) && !is_long_paste(text);
}

bool is_tab_pressed() {
    const ImGuiIO& io = ImGui::GetIO();
    return ImGui::IsKeyPressed(ImGuiKey_Tab) && !io.KeyCtrl && !io.KeyAlt;
}

Icon icon_of(const Completion& completion, const Choice& choice) {
    switch (completion.kind) {
        case CompletionKind::Person:
            return Icon::People;
        case CompletionKind::Room:
            return choice.room_kind == net::RoomKind::Private ? Icon::Lock : Icon::Hash;
        case CompletionKind::Command:
            return Icon::Keyboard;
        case CompletionKind::Emoji:
            return Icon::Smile;
    }
    return Icon::Hash;
}

}  // namespace

Composer::Composer() : area_(most_bytes) {}

// --- what is written, and to what

void Composer::answer(const net::Message& message, net::UserId me) {
    if (correcting()) let_go();
    std::string line = plain_words(message, me, 400);
    std::ranges::replace(line, '\n', ' ');
    target_ = Target{message.id, message.author.name, message.author.id, std::move(line), false};
    take_focus();
}

void Composer::correct(const net::Message& message) {
    if (!correcting()) kept_draft_ = area_.edit.text();
    target_ = Target{message.id, message.author.name, message.author.id, {}, true, !message.files.empty()};
    area_.edit.reset(message.text);
    take_focus();
}

void Composer::let_go() {
    if (correcting()) area_.edit.reset(std::exchange(kept_draft_, {}));
    target_.reset();
    fault_.clear();
}

bool Composer::step_out() {
    if (!target_) return false;
    let_go();
    return true;
}

void Composer::insert(const std::string& text) {
    if (!takes_text()) return;
    area_.edit.paste(text);
    take_focus();
}

void Composer::paste(const std::string& text) {
    if (!takes_text()) return;
    if (goes_in(text)) return insert(text);
    pasted_ = text;
    take_focus();
}

void Composer::quote(const std::string& text) {
    std::string quoted = area_.edit.text().empty() || area_.edit.text().ends_with('\n') ? "> " : "\n> ";
    for (const char c : text) {
        quoted += c;
        if (c == '\n') quoted += "> ";
    }
    area_.edit.move(Step::All, Direction::Forward, Selecting::No);
    insert(quoted + "\n");
}

void Composer::restore_draft(std::string text) {
    if (area_.edit.text().empty()) area_.edit.reset(std::move(text));
}

void Composer::submit(const Moment& now, Result& result) {
    take_focus();
    const std::string& text = area_.edit.text();
    if (correcting()) {
        const bool may_be_blank = target_->has_files && text::is_blank(text);
        if (const auto fault = model::fault_of_text(text); fault && !may_be_blank) {
            fault_ = fault->why == model::BadLine::Why::Blank
                         ? "Nothing is left. To remove the message, delete it."
                         : fault->text;
            return;
        }
        result.written = Corrected{target_->message, may_be_blank ? std::string() : text};
        return let_go();
    }
    model::Line line = model::parse_line(text, typed_at(now));
    if (const auto* bad = std::get_if<model::BadLine>(&line)) {
        if (bad->why == model::BadLine::Why::Blank) {
            area_.edit.reset({});
        } else {
            fault_ = bad->text;
        }
        return;
    }
    // What holds a passkey or code is not kept for the arrow keys.
    if (!model::may_hold_secret(text) && (sent_.empty() || sent_.back() != text)) sent_.push_back(text);
    if (sent_.size() > most_sent) sent_.pop_front();
    walked_ = 0;
    last_ = text;
    if (auto* command = std::get_if<model::CommandLine>(&line)) {
        result.written = std::move(*command);
    } else {
        const net::MessageId reply_to = target_ ? target_->message : net::MessageId{};
        result.written = Said{std::move(std::get<model::SayText>(line).text), reply_to};
        target_.reset();
    }
    area_.edit.reset({});
    fault_.clear();
}

void Composer::walk_sent(int step) {
    const auto most = static_cast<int>(sent_.size());
    const int wanted = std::clamp(static_cast<int>(walked_) + step, 0, most);
    if (wanted == static_cast<int>(walked_)) return;
    if (walked_ == 0) walked_from_ = area_.edit.text();
    walked_ = static_cast<std::size_t>(wanted);
    area_.edit.reset(walked_ == 0 ? walked_from_ : sent_[sent_.size() - walked_]);
}

// --- completion

void Composer::refresh_completion(const model::Model& model, const model::Room& room, Trigger trigger) {
    completed_at_ = area_.edit.revision();
    completed_caret_ = area_.edit.caret();
    completion_ = {};
    chosen_ = 0;
    if (area_.edit.has_selection()) return;
    completion_ = complete(area_.edit.text(), area_.edit.caret(), model, room, trigger);
}

void Composer::choose(std::size_t index) {
    if (index >= completion_.choices.size()) return;
    const std::string& insert = completion_.choices[index].insert;
    area_.edit.replace(completion_.word, insert);
    completion_.word.end = area_.edit.caret();
    chosen_ = index;
    completed_at_ = area_.edit.revision();
    completed_caret_ = area_.edit.caret();
}

bool Composer::is_completed(const Moment& now) const {
    if (chosen_ >= completion_.choices.size()) return false;
    const std::string& text = area_.edit.text();
    const std::string word =
        text.substr(completion_.word.begin, completion_.word.end - completion_.word.begin);
    std::string_view wanted = completion_.choices[chosen_].insert;
    if (wanted.ends_with(' ')) wanted.remove_suffix(1);
    if (completion_.kind == CompletionKind::Emoji) return false;
    if (completion_.kind != CompletionKind::Command) return text::name_key(word) == text::name_key(wanted);
    // One that still needs arguments gets a blank, to write on behind it.
    return word == wanted &&
           std::holds_alternative<model::CommandLine>(model::parse_line(text, typed_at(now)));
}

// In the list that is open.
void Composer::choose_by_keys(const Moment& now, Result& result) {
    const std::size_t count = completion_.choices.size();
    const bool tab = is_tab_pressed();
    const bool enter = ImGui::IsKeyPressed(ImGuiKey_Enter) || ImGui::IsKeyPressed(ImGuiKey_KeypadEnter);
    if (ImGui::IsKeyPressed(ImGuiKey_DownArrow)) chosen_ = (chosen_ + 1) % count;
    if (ImGui::IsKeyPressed(ImGuiKey_UpArrow)) chosen_ = (chosen_ + count - 1) % count;
    if (tab || enter) {
        enter_chooses_ = enter && !is_completed(now);
        if (tab || enter_chooses_) choose(chosen_);
        // Tab goes on to the next one; what Enter chose is meant.
        tabbing_ = tab;
        if (enter) completion_ = {};
    } else if (ImGui::IsKeyPressed(ImGuiKey_Escape)) {
        completion_ = {};
        closed_at_ = area_.edit.revision();
        result.took_escape = true;
    }
}

void Composer::obey_keys(const Scene& scene, const model::Room& room, Result& result) {
    const ImGuiIO& io = ImGui::GetIO();
    const bool tab = is_tab_pressed();
    const std::size_t count = completion_.choices.size();
    if (tabbing_ && tab && count > 0) {
        choose(io.KeyShift ? (chosen_ + count - 1) % count : (chosen_ + 1) % count);
        return;
    }
    if (offers_choices()) return choose_by_keys(scene.now, result);
    if (tab && !area_.edit.text().empty()) {
        refresh_completion(scene.model, room, Trigger::Tab);
        if (!completion_.empty()) {
            choose(0);
            tabbing_ = true;
        }
        return;
    }
    if (ImGui::IsKeyPressed(ImGuiKey_Escape) && target_) {
        let_go();
        result.took_escape = true;
    }
    if (io.KeyAlt || io.KeyShift) return;
    if (io.KeyCtrl && ImGui::IsKeyPressed(ImGuiKey_UpArrow)) walk_sent(1);
    if (io.KeyCtrl && ImGui::IsKeyPressed(ImGuiKey_DownArrow)) walk_sent(-1);
    if (!io.KeyCtrl && area_.edit.text().empty() && !target_ && ImGui::IsKeyPressed(ImGuiKey_UpArrow))
        result.edit_last = true;
}

// --- drawing

float Composer::height(const Context& context, Box pane) {
    if (!takes_text()) return context.px(measure::composer);
    const float row = context.theme.type_row(TypeStyle::Body);
    const float rows = area_.laid_width > 0 ? text_area_height(context, area_, area_.laid_width) : row;
    const float least = context.px(measure::composer);
    const float most = std::max(least, std::floor(pane.height() * measure::composer_share));
    const float strip = target_ ? context.px(measure::reply_line + space::control) : 0;
    return std::clamp(least + rows - row, least, most) + strip;
}

void Composer::draw_target(const Context& context, Box strip, Result& result) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const Theme& theme = context.theme;
    const float middle = strip.center().y;
    const float side = theme.px(16);
    const float row = theme.type_row(TypeStyle::Small);
    float x = strip.min.x + theme.px(space::group);
    draw_icon(draw, theme, correcting() ? Icon::Pencil : Icon::Reply, {x + side / 2, std::floor(middle)},
              side, theme[Role::Accent]);
    x += side + theme.px(space::control);
    const float button = theme.px(measure::chip);
    const float right = strip.max.x - theme.px(space::control) - button;
    const float y = std::round(middle - row / 2);
    if (correcting()) {
        draw_text_within(draw, context, {x, y}, right - x, {TypeStyle::Small, Face::SemiBold},
                         theme[Role::TextSecondary],
                         "Editing your message. Enter saves, Esc leaves it as it is.");
    } else {
        x += draw_text(draw, context, {x, y}, {TypeStyle::Small}, theme[Role::TextSecondary], "Replying to ");
        x = std::round(x);
        const Type name{TypeStyle::Small, Face::SemiBold};
        const float width = std::min(std::ceil(text_width(context, name, target_->author)), (right - x) / 2);
        draw_text_within(draw, context, {x, y}, width, name, context.name_color(target_->author_id.value),
                         target_->author);
        x += width + theme.px(space::control);
        draw_text_within(draw, context, {x, y}, right - x - theme.px(space::control), {TypeStyle::Small},
                         theme[Role::TextMuted], target_->line);
    }
    const Box close = box_at({right, std::floor(middle - button / 2)}, button, button);
    if (icon_button(context, "leave", close, Icon::Close, "Leave it (Esc)", {.glyph = 14.0F})) {
        let_go();
        result.took_escape = true;
    }
    horizontal_line(draw, strip.min.x + theme.px(space::group), strip.max.x - theme.px(space::group),
                    strip.max.y, theme[Role::Border], theme.px(line::border));
}

// Left of Send. What is chosen goes where the caret is, and one writes on.
float Composer::draw_picker(const Scene& scene, Box send) {
    const Context& context = scene.context;
    const Box smile = box_at({send.min.x - send.width(), send.min.y}, send.width(), send.height());
    const bool was_open = picker_.is_open();
    if (icon_button(context, "emoji", smile, Icon::Smile, "Emoji",
                    {.chosen = was_open ? Chosen::Yes : Chosen::No})) {
        picker_.open(recent_emoji(scene.preferences));
    }
    if (const auto chosen = picker_.draw(context, smile)) {
        keep_recent_emoji(*chosen, scene.preferences, scene.commands);
        area_.edit.paste(*chosen);
    }
    if (was_open && !picker_.is_open()) take_focus();
    return smile.min.x;
}

void Composer::draw_counter(const Context& context, float& text_right, float button_middle) {
    const std::size_t length = text::count_code_points(area_.edit.text());
    if (length < counted_from) return;
    const bool too_long = length > net::max_text_code_points;
    const std::string count = too_long ? std::to_string(length - net::max_text_code_points) + " too many"
                                       : std::to_string(net::max_text_code_points - length) + " left";
    const Type type{TypeStyle::Small, Face::SemiBold};
    text_right -= std::ceil(text_width(context, type, count));
    draw_text(*ImGui::GetWindowDrawList(), context,
              {text_right, std::floor(button_middle - context.theme.type_row(TypeStyle::Small) / 2)}, type,
              context.color(too_long ? Role::Danger : Role::TextMuted), count);
    text_right -= context.px(space::control);
}

// One choice: a picture or icon, what it is, and what else there is to say of it.
void Composer::draw_choice(const Context& context, Box line, const Choice& choice) const {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const Theme& theme = context.theme;
    const float middle = line.center().y;
    const float side = theme.px(measure::avatar_small);
    float x = line.min.x + theme.px(space::control);
    if (completion_.kind == CompletionKind::Person && choice.user) {
        draw_avatar_with_presence(draw, context, {x, std::round(middle - side / 2)}, measure::avatar_small,
                                  {choice.user.value, choice.shown, choice.presence}, theme[Role::Raised]);
        x += side + theme.px(space::control);
    } else if (completion_.kind != CompletionKind::Emoji) {
        draw_icon(draw, theme, icon_of(completion_, choice), {x + side / 2, std::round(middle)}, theme.px(18),
                  theme[Role::TextSecondary]);
        x += side + theme.px(space::control);
    }
    const Type type{TypeStyle::Ui, Face::SemiBold};
    const float y = std::round(middle - theme.type_row(type.style) / 2);
    const float right = line.max.x - theme.px(space::control);
    const float shown = std::min(std::ceil(text_width(context, type, choice.shown)), right - x);
    draw_text_within(draw, context, {x, y}, shown, type, theme[Role::Text], choice.shown);
    x += shown + theme.px(space::medium);
    if (x < right) {
        draw_text_within(draw, context, {x, y}, right - x, {TypeStyle::Ui}, theme[Role::TextMuted],
                         choice.about);
    }
}

// Above the box, its left edge near the word: it never covers the line that is being written.
void Composer::draw_completion(const Context& context, Box above) {
    // A menu or dialog stands before it.
    if (completion_.empty() || tabbing_ || ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup)) return;
    const Theme& theme = context.theme;
    const float row = theme.px(measure::popup_row);
    const float padding = theme.px(measure::popup_padding);
    const float width = std::min(theme.px(completion_width), above.width());
    const float height = static_cast<float>(completion_.choices.size()) * row + 2 * padding;
    const float left =
        std::round(std::clamp(caret_.min.x - theme.px(space::section), above.min.x, above.max.x - width));
    const float top = std::round(above.min.y - theme.px(space::small) - height);
    ImGui::SetNextWindowPos({left, top});
    ImGui::SetNextWindowSize({width, height});
    constexpr ImGuiWindowFlags flags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground |
                                       ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                                       ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoNav;
    ImGui::Begin("##completion", nullptr, flags);
    ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());
    const Box card = box_at({left, top}, width, height);
    draw_card(*ImGui::GetWindowDrawList(), context, card,
              {.fill = Role::Raised, .outline = Role::BorderControl, .corner = radius::popup});
    const ImVec2 moved = ImGui::GetIO().MouseDelta;
    std::optional<std::size_t> pressed;
    for (std::size_t index = 0; index < completion_.choices.size(); ++index) {
        const Box line =
            box_at({card.min.x + padding, card.min.y + padding + static_cast<float>(index) * row},
                   width - 2 * padding, row);
        const IdScope scope(index + 1);
        const ItemState state = item(context, "choice", line);
        if (state.hovered && (moved.x != 0 || moved.y != 0)) chosen_ = index;
        if (state.pressed) pressed = index;
        if (index == chosen_)
            fill_selected(*ImGui::GetWindowDrawList(), context, line, theme.px(radius::control));
        draw_choice(context, line, completion_.choices[index]);
    }
    ImGui::End();
    if (pressed) {
        choose(*pressed);
        completion_ = {};
        take_focus();
    }
}

// The card; red where the text is too long, in the accent's colour where one writes.
void Composer::draw_frame(const Context& context, Box box, Length length) const {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const bool too_long = length == Length::TooLong;
    const Role outline = too_long ? Role::Danger : area_.has_focus ? Role::Accent : Role::BorderControl;
    const float corner = context.px(radius::card);
    fill_box(draw, box, context.color(Role::Raised), corner);
    outline_box(draw, box, context.color(outline), corner,
                context.px(area_.has_focus || too_long ? line::strong : line::border));
}

void Composer::ask_about_paste(const Scene& scene, const model::Room& room) {
    std::string text = std::move(*pasted_);
    pasted_.reset();
    if (may_be_files(text)) {
        scene.commands.show(PasteToSend{room.id, std::move(text)});
    } else {
        scene.commands.show(OpenDialog{std::make_unique<LongPasteDialog>(std::move(text), room.id)});
    }
}

net::MessageId Composer::take_answered() {
    if (!target_ || correcting()) return {};
    const net::MessageId answered = target_->message;
    let_go();
    return answered;
}

// Left of the text.
void Composer::draw_attach(const Scene& scene, Box place, const model::Room& room) {
    if (icon_button(scene.context, "attach", place, Icon::Plus,
                    "Send files (" + keys_of(scene.preferences, ShortcutId::Attach) + ")"))
        scene.commands.show(PickToSend{room.id});
}

// The box itself, and what its keys do.
TextAreaResult Composer::write(const Scene& scene, Box writing, const model::Room& room, Result& result) {
    // Whose the keys of this frame are is settled before they do anything.
    const bool open = offers_choices();
    enter_chooses_ = false;
    const bool was_empty = area_.edit.text().empty();
    if (area_.has_focus && scene.context.composition.empty()) obey_keys(scene, room, result);
    const bool enter_breaks = scene.preferences.number(SettingId::Enter) != 0;
    const std::string placeholder = placeholder_of(room);
    TextAreaResult typed = text_area(
        scene.context, "text", writing, area_,
        {.placeholder = placeholder,
         .enter = enter_breaks ? EnterKey::BreaksLine : EnterKey::Submits,
         .taken = {.up_and_down = open || was_empty, .enter = enter_chooses_, .tab = open || !was_empty},
         .takes = goes_in});
    if (typed.not_taken) pasted_ = std::move(typed.not_taken);
    if (pasted_) ask_about_paste(scene, room);
    caret_ = typed.caret;
    if (typed.edited) {
        fault_.clear();
        tabbing_ = false;
        result.typed = !correcting() && !area_.edit.text().starts_with('/') && !area_.edit.text().empty();
    }
    return typed;
}

// What is offered fits the word at the caret, and goes when the caret goes elsewhere.
void Composer::follow_caret(const Scene& scene, const model::Room& room, bool edited) {
    const bool moved = completed_at_ != area_.edit.revision() || completed_caret_ != area_.edit.caret();
    if (moved) {
        tabbing_ = false;
        if (edited && area_.edit.revision() != closed_at_) {
            refresh_completion(scene.model, room, Trigger::Typing);
        } else {
            completion_ = {};
            completed_at_ = area_.edit.revision();
            completed_caret_ = area_.edit.caret();
        }
    }
    if (!area_.has_focus && !scene.now.window_has_focus) completion_ = {};
}

// Whether it was pressed and may be.
bool Composer::draw_send(const Context& context, Box box, Length length) const {
    const bool too_long = length == Length::TooLong;
    const bool may_be_blank = correcting() && target_->has_files;
    const bool can_send = !too_long && (may_be_blank || !text::is_blank(area_.edit.text()));
    const std::string_view reason = too_long   ? "The message is too long."
                                    : can_send ? ""
                                               : "Write something first.";
    return icon_button(context, "send", box, Icon::Send, correcting() ? "Save" : "Send",
                       {.role = can_send ? Role::Accent : Role::TextMuted, .disabled_reason = reason}) &&
           can_send;
}

// What stands there instead of a place to write.
void Composer::draw_silence(const Scene& scene, Box box, const model::Room& room) {
    const Context& context = scene.context;
    if (correcting()) let_go();
    target_.reset();
    completion_ = {};
    pasted_.reset();
    area_.has_focus = false;
    area_.focus_wanted = false;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float corner = context.px(radius::card);
    fill_box(draw, box, context.color(Role::Panel), corner);
    outline_box(draw, box, context.color(Role::Border), corner, context.px(line::border));
    const float row = context.theme.type_row(TypeStyle::Body);
    const float inset = context.px(space::group);
    draw_text_within(draw, context, {box.min.x + inset, std::floor(box.center().y - row / 2)},
                     box.width() - 2 * inset, {TypeStyle::Body}, context.color(Role::TextSecondary),
                     silence_);
    // It says how long.
    constexpr std::int64_t minute = 60'000;
    const std::int64_t left = scene.model.muted_until(room).value - scene.now.wall_ms;
    if (left > 0) scene.commands.wake_in(left < 2 * minute ? std::min<std::int64_t>(left, 1'000) : minute);
}

Composer::Result Composer::draw(const Scene& scene, Box box, const model::Room& room) {
    const Context& context = scene.context;
    Result result;
    const IdScope scope("composer");
    silence_ = silence_in_words(room, scene.model, {scene.now.wall_ms});
    if (!silence_.empty()) {
        draw_silence(scene, box, room);
        return result;
    }
    // Of the text that the last frame left.
    const Length length = text::count_code_points(area_.edit.text()) > net::max_text_code_points
                              ? Length::TooLong
                              : Length::Fits;
    draw_frame(context, box, length);
    const float strip = target_ ? context.px(measure::reply_line + space::control) : 0;
    if (target_) draw_target(context, {box.min, {box.max.x, box.min.y + strip}}, result);

    const float button = context.px(measure::icon_button);
    const float inset = (context.px(measure::composer) - button) / 2;
    const Box send = box_at({box.max.x - inset - button, box.max.y - inset - button}, button, button);
    float text_right = draw_picker(scene, send) - context.px(space::control);
    draw_counter(context, text_right, send.center().y);
    const float row = context.theme.type_row(TypeStyle::Body);
    const float padding = std::floor((context.px(measure::composer) - row) / 2);
    const Box attach = box_at({box.min.x + inset, send.min.y}, button, button);
    const Box writing{{attach.max.x + context.px(space::tiny), box.min.y + strip + padding},
                      {text_right, box.max.y - padding}};

    const TextAreaResult typed = write(scene, writing, room, result);
    follow_caret(scene, room, typed.edited);
    draw_attach(scene, attach, room);
    const bool pressed = draw_send(context, send, length);
    if (typed.submitted || pressed) submit(scene.now, result);
    draw_completion(context, box);
    return result;
}

}  // namespace crosstalk::ui
