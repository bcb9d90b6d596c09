// Being the active item, owning keys and placing an input method are no part of Dear ImGui's public interface yet.
#include "ui/editor/text_area.hpp"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "net/text/utf8.hpp"
#include "ui/theme/marked_text.hpp"
#include "ui/widgets/item.hpp"

namespace crosstalk::ui {

namespace {

constexpr float wheel_rows = 3.0F;
constexpr std::int64_t blink_ms = 500;
constexpr std::int64_t blinks_for_ms = 10'000;  // it stays then: a window that rests draws nothing

struct Frame {
    const Context& context;
    const TextAreaLook& look;
    TextArea& area;
    Box box;
    float row;
    FontMeasure measure;
    ImGuiID id;
};

void lay_out(const Context& context, TextArea& area, float width, std::string_view composition) {
    const FontMeasure measure(context.fonts, context.theme);
    const bool same = area.laid_revision == area.edit.revision() && area.laid_width == width &&
                      area.laid_generation == measure.generation() && area.laid_composition == composition &&
                      (composition.empty() || area.seen_caret == area.edit.caret());
    if (same && !area.layout.lines.empty()) return;
    area.shown = area.edit.text();
    area.shown.insert(area.edit.caret(), composition);
    lay_out_text(area.shown, TypeStyle::Body, width, measure, area.layout, {},
                 static_cast<int>(context.theme.type_row(TypeStyle::Body)));
    area.laid_revision = area.edit.revision();
    area.laid_width = width;
    area.laid_generation = measure.generation();
    area.laid_composition = composition;
}

bool is_soft_break(const TextArea& area, std::size_t line) {
    return line + 1 < area.layout.lines.size() &&
           area.layout.lines[line].end == area.layout.lines[line + 1].begin;
}

// The last place for a caret on a line; that of a line that was broken for its width belongs to the next one.
std::uint32_t end_of_row(const TextArea& area, std::size_t line) {
    const TextLine& on = area.layout.lines[line];
    if (!is_soft_break(area, line) || on.end == on.begin) return on.end;
    TextEdit probe(area.shown.size());
    probe.reset(area.shown);
    probe.place(on.end, Selecting::No);
    probe.move(Step::Character, Direction::Back, Selecting::No);
    return std::max(probe.caret(), on.begin);
}

std::uint32_t byte_under(const Frame& frame, ImVec2 point) {
    const float y = point.y - frame.box.min.y + frame.area.scroll;
    const std::size_t line = line_at_y(frame.area.layout, static_cast<int>(y));
    const std::uint32_t byte =
        byte_at_x(frame.area.shown, frame.area.layout, line, point.x - frame.box.min.x, frame.measure);
    return std::min(byte, end_of_row(frame.area, line));
}

float caret_x(const Frame& frame, std::uint32_t byte) {
    const std::size_t line = line_of_byte(frame.area.layout, byte);
    return x_of_byte(frame.area.shown, frame.area.layout, line, byte, frame.measure);
}

void move_rows(const Frame& frame, int rows, Selecting selecting) {
    TextArea& area = frame.area;
    if (area.goal_x < 0) area.goal_x = caret_x(frame, area.edit.caret());
    const auto line = static_cast<int>(line_of_byte(area.layout, area.edit.caret()));
    const int wanted = line + rows;
    const float goal = area.goal_x;
    if (wanted < 0) {
        area.edit.move(Step::All, Direction::Back, selecting);
    } else if (wanted >= static_cast<int>(area.layout.lines.size())) {
        area.edit.move(Step::All, Direction::Forward, selecting);
    } else {
        const auto to = static_cast<std::size_t>(wanted);
        const std::uint32_t byte = byte_at_x(area.shown, area.layout, to, goal, frame.measure);
        area.edit.place(std::min(byte, end_of_row(area, to)), selecting);
    }
    area.goal_x = goal;
}

bool pressed(const Frame& frame, ImGuiKey key) {
    return ImGui::IsKeyPressed(key, ImGuiInputFlags_Repeat, frame.id);
}

void move_by_keys(const Frame& frame) {
    const ImGuiIO& io = ImGui::GetIO();
    TextArea& area = frame.area;
    const Selecting selecting = io.KeyShift ? Selecting::Yes : Selecting::No;
    const Step step = io.KeyCtrl ? Step::Word : Step::Character;
    const float goal = std::exchange(area.goal_x, -1.0F);
    if (pressed(frame, ImGuiKey_LeftArrow)) {
        area.edit.move(step, Direction::Back, selecting);
    } else if (pressed(frame, ImGuiKey_RightArrow)) {
        area.edit.move(step, Direction::Forward, selecting);
    } else if (pressed(frame, ImGuiKey_Home) || pressed(frame, ImGuiKey_End)) {
        const bool back = pressed(frame, ImGuiKey_Home);
        const std::size_t line = line_of_byte(area.layout, area.edit.caret());
        if (io.KeyCtrl) {
            area.edit.move(Step::All, back ? Direction::Back : Direction::Forward, selecting);
        } else {
            area.edit.place(back ? area.layout.lines[line].begin : end_of_row(area, line), selecting);
        }
    } else {
        area.goal_x = goal;
        if (frame.look.taken.up_and_down || io.KeyCtrl) return;
        if (pressed(frame, ImGuiKey_UpArrow)) move_rows(frame, -1, selecting);
        if (pressed(frame, ImGuiKey_DownArrow)) move_rows(frame, 1, selecting);
    }
}

void copy_selection(const TextEdit& edit) {
    if (edit.has_selection()) ImGui::SetClipboardText(std::string(edit.selected()).c_str());
}

void paste(const Frame& frame, TextAreaResult& result) {
    const char* clipboard = ImGui::GetClipboardText();
    if (clipboard == nullptr) clipboard = "";  // no text, but perhaps something else
    if (frame.look.takes && !frame.look.takes(clipboard)) {
        result.not_taken = clipboard;
    } else {
        frame.area.edit.paste(clipboard);
    }
}

void obey_shortcuts(const Frame& frame, bool shift, TextAreaResult& result) {
    TextEdit& edit = frame.area.edit;
    const auto chord = [](ImGuiKey key) { return ImGui::IsKeyPressed(key, ImGuiInputFlags_Repeat, 0); };
    if (chord(ImGuiKey_A)) edit.select_all();
    if (chord(ImGuiKey_C)) copy_selection(edit);
    if (chord(ImGuiKey_X) && edit.has_selection()) {
        copy_selection(edit);
        edit.erase(Step::Character, Direction::Back);
    }
    if (chord(ImGuiKey_V)) paste(frame, result);
    if (chord(ImGuiKey_Z)) shift ? edit.redo() : edit.undo();
    if (chord(ImGuiKey_Y)) edit.redo();
    if (chord(ImGuiKey_B)) edit.wrap("**");
    if (chord(ImGuiKey_I)) edit.wrap("*");
    if (chord(ImGuiKey_E)) edit.wrap("`");
}

void write_by_keys(const Frame& frame, TextAreaResult& result) {
    ImGuiIO& io = ImGui::GetIO();
    TextEdit& edit = frame.area.edit;
    const bool composing = !frame.context.composition.empty();
    // AltGr is Ctrl with Alt on some systems, and types.
    const bool control = io.KeyCtrl && !io.KeyAlt;
    if (control) obey_shortcuts(frame, io.KeyShift, result);
    const Step step = control ? Step::Word : Step::Character;
    if (!composing && pressed(frame, ImGuiKey_Backspace)) edit.erase(step, Direction::Back);
    if (!composing && pressed(frame, ImGuiKey_Delete)) edit.erase(step, Direction::Forward);
    const bool enter = pressed(frame, ImGuiKey_Enter) || pressed(frame, ImGuiKey_KeypadEnter);
    if (enter && !frame.look.taken.enter && !composing && !io.KeyAlt) {
        const bool other = io.KeyShift || io.KeyCtrl;
        if ((frame.look.enter == EnterKey::Submits) != other) {
            result.submitted = true;
        } else {
            edit.type("\n");
        }
    }
    for (const ImWchar character : io.InputQueueCharacters) {
        if (character < 32 || character == 127 || (control && character < 128)) continue;
        std::string typed;
        text::append_utf8(typed, character);
        edit.type(typed);
    }
    io.InputQueueCharacters.resize(0);
}

void follow_pointer(const Frame& frame, bool hovered) {
    const ImGuiIO& io = ImGui::GetIO();
    TextArea& area = frame.area;
    if (hovered && ImGui::IsMouseClicked(ImGuiMouseButton_Left)) {
        const std::uint32_t byte = byte_under(frame, io.MousePos);
        const int clicks = io.MouseClickedCount[ImGuiMouseButton_Left];
        area.goal_x = -1;
        if (clicks >= 3) {
            const std::size_t line = line_of_byte(area.layout, byte);
            area.edit.select({area.layout.lines[line].begin, area.layout.lines[line].end});
        } else if (clicks == 2) {
            area.edit.select(word_around(area.edit.text(), byte));
        } else {
            area.edit.place(byte, io.KeyShift ? Selecting::Yes : Selecting::No);
            area.dragging = true;
        }
    }
    if (!ImGui::IsMouseDown(ImGuiMouseButton_Left)) area.dragging = false;
    if (area.dragging && ImGui::IsMouseDragging(ImGuiMouseButton_Left, 2.0F)) {
        area.edit.place(byte_under(frame, io.MousePos), Selecting::Yes);
        if (!frame.box.contains(io.MousePos)) frame.context.needs.another_frame = true;
    }
}

// Dear ImGui's own movement between widgets stays away from the keys of an area that is written in.
void own_keys(const Frame& frame) {
    ImGuiContext& g = *ImGui::GetCurrentContext();
    g.ActiveIdUsingNavDirMask = 0xF;
    for (const ImGuiKey key : {ImGuiKey_Home, ImGuiKey_End, ImGuiKey_Enter, ImGuiKey_KeypadEnter,
                               ImGuiKey_Backspace, ImGuiKey_Delete, ImGuiKey_LeftArrow, ImGuiKey_RightArrow,
                               ImGuiKey_UpArrow, ImGuiKey_DownArrow, ImGuiKey_Escape}) {
        ImGui::SetKeyOwner(key, frame.id);
    }
    if (frame.look.taken.tab) ImGui::SetKeyOwner(ImGuiKey_Tab, frame.id);
    g.ActiveIdAllowOverlap = !ImGui::GetIO().MouseDown[0];
}

bool become_active(const Frame& frame, bool hovered) {
    ImGuiContext& g = *ImGui::GetCurrentContext();
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    const bool by_mouse = hovered && ImGui::IsMouseClicked(ImGuiMouseButton_Left);
    const bool by_key = g.NavActivateId == frame.id;
    const bool wanted = std::exchange(frame.area.focus_wanted, false);
    if ((by_mouse || by_key || wanted) && g.ActiveId != frame.id) {
        ImGui::SetActiveID(frame.id, window);
        ImGui::SetFocusID(frame.id, window);
        ImGui::FocusWindow(window);
    }
    return g.ActiveId == frame.id;
}

void scroll_to_caret(const Frame& frame, bool moved) {
    TextArea& area = frame.area;
    const float most = std::max(0.0F, static_cast<float>(area.layout.height) - frame.box.height());
    if (moved) {
        const std::size_t line = line_of_byte(area.layout, area.edit.caret());
        const auto top = static_cast<float>(area.layout.lines[line].top);
        area.scroll = std::min(area.scroll, top);
        area.scroll = std::max(area.scroll, top + frame.row - frame.box.height());
    }
    area.scroll = std::round(std::clamp(area.scroll, 0.0F, most));
}

Box draw_caret(const Frame& frame, ImDrawList& draw) {
    TextArea& area = frame.area;
    const std::uint32_t byte =
        area.edit.caret() + static_cast<std::uint32_t>(frame.context.composition.size());
    const std::size_t line = line_of_byte(area.layout, byte);
    const float x =
        std::min(frame.box.min.x + std::round(x_of_byte(area.shown, area.layout, line, byte, frame.measure)),
                 frame.box.max.x - frame.context.px(line::icon));
    const float top = frame.box.min.y + static_cast<float>(area.layout.lines[line].top) - area.scroll;
    const Box caret{{x, top + frame.context.px(1)},
                    {x + std::max(1.0F, std::round(frame.context.px(line::icon))),
                     top + frame.row - frame.context.px(1)}};
    const std::int64_t still = frame.context.now_ms - area.still_since_ms;
    const bool shows = still >= blinks_for_ms || still / blink_ms % 2 == 0;
    if (area.has_focus && shows) fill_box(draw, caret, frame.context.color(Role::Accent));
    return caret;
}

void draw_text_rows(const Frame& frame, ImDrawList& draw) {
    TextArea& area = frame.area;
    const Context& context = frame.context;
    const ByteRange selection = area.edit.selection();
    const auto composed = static_cast<std::uint32_t>(context.composition.size());
    const ByteRange composition{area.edit.caret(), area.edit.caret() + composed};
    for (std::size_t index = line_at_y(area.layout, static_cast<int>(area.scroll));
         index < area.layout.lines.size(); ++index) {
        const TextLine& on = area.layout.lines[index];
        const float top = frame.box.min.y + static_cast<float>(on.top) - area.scroll;
        if (top >= frame.box.max.y) break;
        const auto x_of = [&](std::uint32_t byte) {
            const std::uint32_t inside = std::clamp(byte, on.begin, on.end);
            return frame.box.min.x + x_of_byte(area.shown, area.layout, index, inside, frame.measure);
        };
        if (area.edit.has_selection() && selection.begin < on.end && selection.end > on.begin) {
            fill_box(draw, {{x_of(selection.begin), top}, {x_of(selection.end), top + frame.row}},
                     area.has_focus ? marked_text_color(context.theme) : context.color(Role::Hover));
        }
        draw_text(draw, context, {frame.box.min.x, top}, {TypeStyle::Body}, context.color(Role::Text),
                  std::string_view(area.shown).substr(on.begin, on.end - on.begin));
        if (composed > 0 && composition.begin < on.end && composition.end > on.begin) {
            horizontal_line(draw, x_of(composition.begin), x_of(composition.end),
                            top + frame.row - context.px(line::strong), context.color(Role::Accent),
                            context.px(line::border));
        }
    }
}

// Where the windows of an input method open, and that text is wanted at all.
void place_input_method(Box caret) {
    ImGuiContext& g = *ImGui::GetCurrentContext();
    ImGuiPlatformImeData& data = g.PlatformImeData;
    data.WantVisible = true;
    data.WantTextInput = true;
    data.InputPos = caret.min;
    data.InputLineHeight = caret.height();
    data.ViewportId = ImGui::GetCurrentWindow()->Viewport->ID;
}

}  // namespace

float text_area_height(const Context& context, TextArea& area, float width) {
    lay_out(context, area, width, area.has_focus ? context.composition : std::string_view());
    return static_cast<float>(area.layout.height);
}

TextAreaResult text_area(const Context& context, const char* id, Box box, TextArea& area,
                         const TextAreaLook& look) {
    TextAreaResult result;
    const IdScope scope(id);
    const Frame frame{context,
                      look,
                      area,
                      box,
                      context.theme.type_row(TypeStyle::Body),
                      FontMeasure(context.fonts, context.theme),
                      ImGui::GetID("text")};
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    const ImRect bounds(box.min, box.max);
    ImGui::SetCursorScreenPos(box.min);
    ImGui::ItemSize(bounds);
    if (!ImGui::ItemAdd(bounds, frame.id, nullptr, ImGuiItemFlags_Inputable)) return result;
    const bool hovered = ImGui::ItemHoverable(bounds, frame.id, ImGui::GetItemFlags());
    if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_TextInput);
    area.has_focus = become_active(frame, hovered);
    lay_out(context, area, box.width(), area.has_focus ? context.composition : std::string_view());

    const std::uint64_t revision = area.edit.revision();
    if (area.has_focus) {
        own_keys(frame);
        if (context.composition.empty()) {
            follow_pointer(frame, hovered);
            if (!ImGui::GetIO().KeyAlt) move_by_keys(frame);
        }
        write_by_keys(frame, result);
        if (ImGui::IsMouseClicked(ImGuiMouseButton_Left) && !hovered) ImGui::ClearActiveID();
    }
    if (hovered && ImGui::GetIO().MouseWheel != 0) {
        area.scroll -= ImGui::GetIO().MouseWheel * wheel_rows * frame.row;
        context.needs.another_frame = true;
    }
    result.edited = area.edit.revision() != revision;
    if (result.edited) area.goal_x = -1;
    lay_out(context, area, box.width(), area.has_focus ? context.composition : std::string_view());
    const bool moved = area.seen_caret != area.edit.caret() || area.seen_revision != area.edit.revision();
    if (moved) area.still_since_ms = context.now_ms;
    area.seen_caret = area.edit.caret();
    area.seen_revision = area.edit.revision();
    scroll_to_caret(frame, moved);

    ImDrawList& draw = *window->DrawList;
    ImGui::PushClipRect(box.min, box.max, true);
    if (area.shown.empty()) {
        draw_text_within(draw, context, box.min, box.width(), {TypeStyle::Body},
                         context.color(Role::TextMuted), look.placeholder);
    }
    draw_text_rows(frame, draw);
    result.caret = draw_caret(frame, draw);
    ImGui::PopClipRect();
    if (area.has_focus) place_input_method(result.caret);

    const auto height = static_cast<float>(area.layout.height);
    if (height > box.height()) {
        const auto wanted = scrollbar(context, "bar", box, static_cast<double>(area.scroll / height),
                                      static_cast<double>(box.height() / height), area.bar);
        if (wanted) area.scroll = static_cast<float>(*wanted) * height;
    }
    return result;
}

}  // namespace crosstalk::ui
