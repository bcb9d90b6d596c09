#include "ui/panels/find_bar.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "net/text/markup/markup.hpp"
#include "ui/panels/paging.hpp"
#include "ui/settings/shortcuts.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/field.hpp"
#include "ui/widgets/item.hpp"
#include "ui/widgets/keys.hpp"

namespace crosstalk::ui {

namespace {

constexpr std::size_t messages_per_frame = 1'500;
constexpr std::size_t typed_most = 200;  // bytes
constexpr std::size_t seen_most = 400;   // lines
constexpr std::int64_t asks_after_ms = 300;
constexpr float field_most = 320;

// Signs that style a text stand in it as it was typed, but not as it is shown.
bool fits(WordFinder& finder, const net::Message& message) {
    if (message.deleted) return false;
    if (finder.fits(message.text)) return true;
    const auto names_it = [&](const net::File& file) { return finder.fits(file.name); };
    if (std::ranges::any_of(message.files, names_it)) return true;
    if (message.text.find_first_of("*_~|`\\") == std::string::npos) return false;
    return finder.fits(text::parse_markup(message.text).text);
}

}  // namespace

void FindBar::open() {
    open_ = true;
    focus_wanted_ = true;
    version_.reset();
}

void FindBar::close() {
    open_ = false;
    errand_.forget();
    step_wanted_.reset();
    seen_.clear();
}

void FindBar::step(Direction direction) {
    step_wanted_ = direction;
}

// --- what there is

void FindBar::look_for(const Scene& scene) {
    if (typed_ == looked_for_) return;
    looked_for_ = typed_;
    typed_ms_ = scene.now.steady_ms;
    finder_.look_for(typed_);
    loaded_.clear();
    older_.clear();
    found_.clear();
    seen_.clear();
    errand_.forget();
    fault_.clear();
    next_ = {};
    asked_ = false;
    current_ = {};
    version_.reset();
    first_wanted_ = true;
}

void FindBar::scan(const Scene& scene, const model::Room& room, std::uint64_t version) {
    if (finder_.is_empty()) return;
    if (version_ != version) {
        version_ = version;
        reading_.clear();
        read_to_.reset();
        reads_ = true;
    }
    if (!reads_) return;
    const model::Messages& messages = room.messages;
    auto at = !read_to_ ? messages.end()
                        : std::lower_bound(messages.begin(), messages.end(), *read_to_,
                                           [](const net::Message& message, net::Sequence sequence) {
                                               return message.sequence < sequence;
                                           });
    for (std::size_t count = 0; count < messages_per_frame && at != messages.begin(); ++count) {
        --at;
        if (fits(finder_, *at)) reading_.push_back(at->sequence);
        read_to_ = at->sequence;
    }
    reads_ = at != messages.begin();
    if (reads_) {
        scene.context.needs.another_frame = true;
    } else {
        loaded_ = std::move(reading_);
        reading_.clear();
    }
    join(room);
}

void FindBar::ask_older(const Scene& scene, const model::Room& room) {
    if (finder_.is_empty() || reads_ || errand_.is_under_way() || !scene.is_online()) return;
    const bool wants_more =
        asked_ && next_ && step_wanted_ == Direction::Older && (found_.empty() || current_ == found_.back());
    if (asked_ && !wants_more) return;
    if (!asked_) {
        if (room.loaded_from.value <= 1) return;
        // Not for every letter of a word.
        const std::int64_t waits = typed_ms_ + asks_after_ms - scene.now.steady_ms;
        if (waits > 0) return scene.commands.wake_in(waits);
        next_ = room.messages.empty() ? net::MessageId{} : room.messages.front().id;
    }
    asked_ = true;
    errand_.ask(net::Search{.words = looked_for_,
                            .rooms = {room.id},
                            .from = {},
                            .since = {},
                            .until = {},
                            .before = next_,
                            .limit = net::max_rows_per_frame},
                scene);
}

void FindBar::take_answer(const model::Room& room) {
    if (errand_.has_failed()) {
        fault_ = errand_.why();
        next_ = {};
        errand_.forget();
    }
    const auto* page = errand_.answer<net::SearchPage>();
    if (page == nullptr) return;
    fault_.clear();
    next_ = goes_down(page->next, next_) ? page->next : net::MessageId{};
    for (const net::Hit& hit : page->hits) {
        if (hit.room == room.id && (older_.empty() || hit.sequence < older_.back()))
            older_.push_back(hit.sequence);
    }
    errand_.forget();
    join(room);
}

// What the server told may have been loaded since.
void FindBar::join(const model::Room& room) {
    found_ = reads_ && loaded_.empty() ? reading_ : loaded_;
    for (const net::Sequence place : older_) {
        if (room.messages.empty() || place < room.messages.front().sequence) found_.push_back(place);
    }
}

// --- where one stands

std::optional<net::Sequence> FindBar::take_step() {
    if (found_.empty()) {
        if (!errand_.is_under_way() && !reads_) step_wanted_.reset();
        return std::nullopt;
    }
    if (std::exchange(first_wanted_, false) && !current_) {
        current_ = found_.front();
        step_wanted_.reset();
        return current_;
    }
    if (!step_wanted_) return std::nullopt;
    const auto here = std::ranges::find(found_, current_);
    const bool is_older = *step_wanted_ == Direction::Older;
    if (is_older && here != found_.end() && here + 1 == found_.end() && next_ && errand_.is_under_way())
        return std::nullopt;  // the next page brings it
    step_wanted_.reset();
    if (here == found_.end()) {
        current_ = found_.front();
    } else if (is_older) {
        current_ = here + 1 == found_.end() ? found_.front() : *(here + 1);
    } else {
        current_ = here == found_.begin() ? found_.back() : *(here - 1);
    }
    return current_;
}

std::string FindBar::count_text() const {
    if (finder_.is_empty()) return {};
    if (found_.empty()) {
        if (reads_ || errand_.is_under_way()) return "Looking";
        return "Nowhere";
    }
    const auto here = std::ranges::find(found_, current_);
    const auto place = here == found_.end() ? 0 : here - found_.begin() + 1;
    return std::to_string(place) + " of " + std::to_string(found_.size()) +
           (next_ || reads_ || errand_.is_under_way() ? "+" : "");
}

void FindBar::find(const MessageView& view, std::string_view shown, std::vector<ByteRange>& ranges) {
    ranges.clear();
    if (!open_ || finder_.is_empty() || view.is_stub) return;
    if (seen_.size() > seen_most) seen_.clear();
    const auto [place, is_new] = seen_.try_emplace(view.id);
    Seen& seen = place->second;
    if (is_new || seen.revision != view.revision || seen.size != shown.size()) {
        seen.revision = view.revision;
        seen.size = shown.size();
        finder_.find(shown, seen.ranges);
    }
    ranges = seen.ranges;
}

// --- the bar

void FindBar::obey_keys(const Scene& scene, bool is_writing) {
    if (is_popup_open()) return;
    if (shortcut_pressed(scene.preferences, ShortcutId::FindNext)) step(Direction::Older);
    if (shortcut_pressed(scene.preferences, ShortcutId::FindPrevious)) step(Direction::Newer);
    if (is_writing && ImGui::IsKeyChordPressed(ImGuiMod_Shift | ImGuiKey_Enter)) step(Direction::Newer);
}

void FindBar::draw_buttons(const Scene& scene, Box box) {
    const Context& context = scene.context;
    const float side = context.px(measure::icon_button);
    float right = box.max.x - context.px(space::medium);
    const auto next = [&](const char* id, Icon icon, const std::string& tip) {
        const Box place = box_at({right - side, box.center().y - side / 2}, side, side);
        right = place.min.x;
        return icon_button(context, id, place, icon, tip);
    };
    if (next("close", Icon::Close, "Close (Esc)")) close();
    if (next("newer", Icon::ChevronDown,
             "Newer (" + keys_of(scene.preferences, ShortcutId::FindPrevious) + ")"))
        step(Direction::Newer);
    if (next("older", Icon::ChevronUp, "Older (" + keys_of(scene.preferences, ShortcutId::FindNext) + ")"))
        step(Direction::Older);
}

std::optional<net::Sequence> FindBar::draw(const Scene& scene, Box box, const model::Room& room,
                                           std::uint64_t version) {
    const Context& context = scene.context;
    const Theme& theme = context.theme;
    const IdScope scope("find");
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    fill_box(draw, box, theme[Role::Panel]);
    horizontal_line(draw, box.min.x, box.max.x, box.max.y - theme.px(line::border), theme[Role::Border],
                    theme.px(line::border));
    const float field_height = theme.px(measure::search_field);
    const float left = box.min.x + theme.px(space::group);
    const float buttons = 3 * theme.px(measure::icon_button) + theme.px(space::medium);
    const float room_left = box.max.x - buttons - left - theme.px(space::control);
    const float width = std::min(theme.px(field_most), std::round(room_left * 0.7F));
    const Box typing = box_at({left, box.center().y - field_height / 2}, width, field_height);
    const bool wants_focus = std::exchange(focus_wanted_, false);
    const FieldResult result =
        field(context, "words", typing, typed_,
              {.hint = "Find in this room",
               .icon = Icon::Search,
               .bytes_most = typed_most,
               .request = wants_focus ? FieldRequest::FocusAndSelectAll : FieldRequest::Nothing});
    if (result.submitted) {
        step(Direction::Older);
        focus_wanted_ = true;
        context.needs.another_frame = true;
    }
    obey_keys(scene, result.focused);
    draw_buttons(scene, box);
    if (!open_) return std::nullopt;

    look_for(scene);
    take_answer(room);
    scan(scene, room, version);
    ask_older(scene, room);
    const std::optional<net::Sequence> place = take_step();

    const Type type{TypeStyle::Small};
    const float text_left = typing.max.x + theme.px(space::medium);
    const std::string said = fault_.empty() ? count_text() : count_text() + ". " + fault_;
    draw_text_within(draw, context, {text_left, std::round(box.center().y - theme.type_row(type.style) / 2)},
                     box.max.x - buttons - text_left, type,
                     theme[fault_.empty() ? Role::TextSecondary : Role::Danger], said);
    return place;
}

}  // namespace crosstalk::ui
