#include "ui/panels/search_panel.hpp"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "client/model/composer.hpp"
#include "client/model/deed.hpp"
#include "net/limits.hpp"
#include "ui/list/game_card.hpp"
#include "ui/panels/paging.hpp"
#include "ui/panels/side_panel.hpp"
#include "ui/panels/typed_at.hpp"
#include "ui/settings/message_look.hpp"
#include "ui/settings/shortcuts.hpp"
#include "ui/widgets/card.hpp"
#include "ui/widgets/field.hpp"
#include "ui/widgets/item.hpp"
#include "ui/widgets/keys.hpp"
#include "ui/widgets/paragraph.hpp"
#include "ui/widgets/toggle.hpp"

namespace crosstalk::ui {

namespace {

constexpr std::array<std::string_view, 2> order_labels = {"Newest", "Relevance"};
// So many of the newest hits the server compares at most.
constexpr std::uint32_t ranked_most = 2'000;
// The next page is asked for before the end is reached.
constexpr float page_before_end = 600;
constexpr std::string_view covers_part =
    "Relevance covers only the newest 2,000 that fit. Add words or dates to see what lies further back.";

}  // namespace

void SearchPanel::search_for(std::string typed) {
    typed_ = std::move(typed);
    hint_.reset();
    request_ = FieldRequest::Refill;
    start_wanted_ = true;
}

// --- asking

void SearchPanel::start(const Scene& scene) {
    searched_ = typed_;
    hits_.clear();
    texts_.clear();
    next_ = {};
    ranked_ = 0;
    is_answered_ = false;
    fault_.clear();
    errand_.forget();
    scroll_ = {};
    waits_for_people_ = false;
    resolve(scene);
}

// Names become ids, as behind /search.
void SearchPanel::resolve(const Scene& scene) {
    const model::Room* here = scene.room();
    if (here == nullptr || searched_.find_first_not_of(' ') == std::string::npos) return;
    if (!scene.is_online()) {
        fault_ = "The server is asked, which is away. Try again when it is back.";
        return;
    }
    const model::Line line = model::parse_line("/search " + searched_, typed_at(scene.now));
    if (const auto* bad = std::get_if<model::BadLine>(&line)) {
        fault_ = bad->text;
        return;
    }
    const auto* command = std::get_if<model::CommandLine>(&line);
    if (command == nullptr) return;
    model::Findings found;
    found.people = std::exchange(waits_for_people_, false);
    const model::Step step = model::next_step(*command, scene.model, here->id, found);
    if (const auto* bad = std::get_if<model::BadLine>(&step)) {
        fault_ = bad->text;
    } else if (std::holds_alternative<model::Need>(step)) {
        waits_for_people_ = true;
        scene.commands.send(model::LoadMembers{net::lobby});
    } else if (const auto* tell = std::get_if<model::Tell>(&std::get<model::Deed>(step))) {
        const auto* ask = std::get_if<model::Ask>(&tell->command);
        const auto* search = ask == nullptr ? nullptr : std::get_if<net::Search>(&ask->question);
        if (search == nullptr) return;
        search_ = *search;
        // What is typed counts more than what is chosen.
        if (searched_.find("sort:") == std::string::npos)
            search_.order = static_cast<net::SearchOrder>(order_);
        search_.limit = net::max_rows_per_frame;
        ask_page(scene, {});
    }
}

void SearchPanel::ask_page(const Scene& scene, net::MessageId before) {
    search_.before = before;
    errand_.ask(search_, scene);
}

void SearchPanel::take_answer(const Scene& scene) {
    if (errand_.has_failed()) {
        fault_ = errand_.why();
        next_ = {};
        errand_.forget();
    }
    const auto* page = errand_.answer<net::SearchPage>();
    if (page == nullptr) return;
    hits_.insert(hits_.end(), page->hits.begin(), page->hits.end());
    const text::Emoticons emoticons = message_look(scene.preferences).emoticons;
    for (const net::Hit& hit : page->hits) {
        texts_.push_back(found_text(hit, emoticons));
        const model::KnownGame* game = scene.model.games().find(hit.id);
        if (game != nullptr) texts_.back().text = game_in_a_line(game->game, scene.model.me().id);
    }
    next_ = goes_down(page->next, search_.before) && hits_.size() < rows_kept_most ? page->next
                                                                                   : net::MessageId{};
    ranked_ = page->ranked;
    is_answered_ = true;
    errand_.forget();
}

// --- the field and its hints

void SearchPanel::take_hint(std::size_t index) {
    typed_ = hints_[index].typed;
    hint_.reset();
    hinted_.clear();
    request_ = FieldRequest::Refill;
}

// True if Enter was meant for a hint.
bool SearchPanel::obey_hint_keys() {
    if (!is_writing_ || hints_.empty()) return false;
    own_keys({ImGuiKey_DownArrow, ImGuiKey_UpArrow});
    const std::size_t count = hints_.size();
    if (ImGui::IsKeyPressed(ImGuiKey_DownArrow)) hint_ = hint_ ? (*hint_ + 1) % count : 0;
    if (ImGui::IsKeyPressed(ImGuiKey_UpArrow)) hint_ = hint_ && *hint_ > 0 ? *hint_ - 1 : count - 1;
    const bool enter = ImGui::IsKeyPressed(ImGuiKey_Enter) || ImGui::IsKeyPressed(ImGuiKey_KeypadEnter);
    if (!enter || !hint_) return false;
    take_hint(*hint_);
    return true;
}

void SearchPanel::draw_field(const Scene& scene, Box box) {
    if (hinted_ != typed_ || hinted_.empty()) {
        hints_ = search_hints(typed_, scene.model, folder_);
        hinted_ = typed_;
        hint_.reset();
    }
    const bool took_enter = obey_hint_keys();
    const FieldResult result = field(scene.context, "search", box, typed_,
                                     {.hint = "Search all rooms",
                                      .icon = Icon::Search,
                                      .key_cap = keys_of(scene.preferences, ShortcutId::SearchAll),
                                      .bytes_most = net::max_search_bytes,
                                      .request = std::exchange(request_, FieldRequest::Nothing)});
    // A press on a hint takes the keyboard from the field before it is one.
    const bool is_pressing =
        ImGui::IsMouseDown(ImGuiMouseButton_Left) || ImGui::IsMouseReleased(ImGuiMouseButton_Left);
    is_writing_ = result.focused || (is_writing_ && is_pressing);
    if (result.submitted && request_ == FieldRequest::Nothing) request_ = FieldRequest::Focus;
    if (result.submitted && !took_enter) start_wanted_ = true;
    if (took_enter || result.changed || result.submitted) scene.context.needs.another_frame = true;
}

// While the field is being written in, below it.
float SearchPanel::draw_hints(const Scene& scene, ImVec2 min, float width) {
    const bool is_shown = is_writing_ && !hints_.empty() && typed_ != searched_;
    if (!is_shown && !(typed_.empty() && hits_.empty())) return 0;
    const Context& context = scene.context;
    const Theme& theme = context.theme;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float row = theme.px(measure::popup_row);
    for (std::size_t index = 0; index < hints_.size(); ++index) {
        const IdScope scope(index + 1);
        const Box box = box_at({min.x, min.y + static_cast<float>(index) * row}, width, row);
        const ItemState state = item(context, "hint", box);
        const bool is_chosen = hint_ == index;
        if (is_chosen) fill_selected(draw, context, box, theme.px(radius::control));
        if (!is_chosen)
            fill_box(draw, box, with_opacity(theme[Role::Hover], state.hover), theme.px(radius::control));
        draw_focus_ring(draw, context, state, box, theme.px(radius::control), RingPlace::Inside);
        const Type shown{TypeStyle::Ui, Face::SemiBold};
        const float x = box.min.x + theme.px(space::control);
        const float right = box.max.x - theme.px(space::control);
        const float wide =
            std::min(std::ceil(text_width(context, shown, hints_[index].shown)), (right - x) * 0.6F);
        const float y = std::round(box.center().y - theme.type_row(shown.style) / 2);
        draw_text_within(draw, context, {x, y}, wide, shown, theme[Role::Text], hints_[index].shown);
        draw_text_within(draw, context, {x + wide + theme.px(space::medium), y},
                         right - x - wide - theme.px(space::medium), {TypeStyle::Ui}, theme[Role::TextMuted],
                         hints_[index].about);
        if (state.pressed) {
            take_hint(index);
            break;
        }
    }
    return static_cast<float>(hints_.size()) * row + theme.px(space::control);
}

std::string_view SearchPanel::what_it_waits_for() const {
    if (typed_ == searched_) return {};
    if (typed_.find_first_not_of(' ') == std::string::npos) return {};
    return hint_ ? "Enter takes what is chosen above." : "Press Enter to search all rooms.";
}

float SearchPanel::draw_waiting(const Scene& scene, ImVec2 min, float width) const {
    const std::string_view words = what_it_waits_for();
    if (words.empty()) return 0;
    const float inset = scene.px(space::control);
    return draw_paragraph(*ImGui::GetWindowDrawList(), scene.context, {min.x + inset, min.y},
                          width - 2 * inset, {TypeStyle::Small}, scene.color(Role::TextMuted), words) +
           scene.px(space::control);
}

float SearchPanel::draw_order(const Scene& scene, ImVec2 min) {
    if (searched_.empty()) return 0;
    if (segmented(scene.context, "order", min, order_labels, order_) && !searched_.empty()) {
        typed_ = searched_;
        request_ = FieldRequest::Refill;
        start_wanted_ = true;
    }
    return scene.px(measure::segmented) + scene.px(space::control);
}

// --- what was found

void SearchPanel::draw_hit(const Scene& scene, std::size_t index, float left, float width, float& top) {
    const Context& context = scene.context;
    const net::Hit& hit = hits_[index];
    const FoundText& found = texts_[index];
    const std::string tag = room_tag(scene.model, hit.room);
    const std::string when = when_of(scene, hit.at);
    const MessageCard card{
        .author = hit.author, .tag = tag, .when = when, .text = found.text, .ranges = found.ranges};
    const IdScope scope(hit.id.value);
    const Box box = box_at({left, top}, width, message_card_height(context, width, card));
    top = box.max.y + context.px(space::tiny);
    const Box view = box_at(ImGui::GetWindowPos(), ImGui::GetWindowSize().x, ImGui::GetWindowSize().y);
    if (box.max.y < view.min.y || box.min.y > view.max.y) {
        // Out of sight: it can still be reached with the keys, but costs no drawing.
        if (item(context, "hit", box).pressed) scene.commands.show(GoToMessage{hit.room, hit.sequence});
        return;
    }
    if (message_card(context, "hit", box, card).pressed)
        scene.commands.show(GoToMessage{hit.room, hit.sequence});
}

void SearchPanel::draw_hits(const Scene& scene, Box area) {
    const Context& context = scene.context;
    const ImVec2 origin = begin_scroll_area(context, "hits", area, scroll_);
    float top = origin.y + context.px(space::control);
    for (std::size_t index = 0; index < hits_.size(); ++index)
        draw_hit(scene, index, area.min.x, area.width(), top);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float left = area.min.x + context.px(space::card);
    const float width = area.width() - 2 * context.px(space::card);
    const auto say = [&](std::string_view text) {
        top += context.px(space::control);
        top += draw_paragraph(draw, context, {left, top}, width, {TypeStyle::Small},
                              context.color(Role::TextMuted), text);
    };
    if (errand_.is_under_way() || waits_for_people_) {
        say("Searching");
    } else if (is_answered_ && !next_ && !hits_.empty()) {
        say(search_.order == net::SearchOrder::Relevance && ranked_ >= ranked_most ? covers_part
                                                                                   : "Nothing further.");
    }
    end_scroll_area(context, area, top - origin.y + context.px(space::control), scroll_);
    const bool near_end = top - area.max.y < context.px(page_before_end);
    if (near_end && next_ && is_answered_ && errand_.is_idle()) ask_page(scene, next_);
}

void SearchPanel::draw(const Scene& scene, Box box) {
    const Context& context = scene.context;
    const IdScope scope("search-panel");
    const Box body = draw_side_head(scene, box, "Search");
    const float edge = context.px(space::card);
    const float width = body.width() - 2 * edge;
    float top = body.min.y + context.px(space::medium);
    const Box typing = box_at({body.min.x + edge, top}, width, context.px(measure::settings_search_field));
    draw_field(scene, typing);
    top = typing.max.y + context.px(space::control);
    if (std::exchange(start_wanted_, false)) start(scene);
    take_answer(scene);
    if (waits_for_people_) {
        const model::Room* lobby = scene.model.room(net::lobby);
        if (lobby != nullptr && lobby->members_state == model::Room::MembersState::Loaded) resolve(scene);
    }
    top += draw_hints(scene, {typing.min.x, top}, width);
    top += draw_waiting(scene, {typing.min.x, top}, width);
    top += draw_order(scene, {typing.min.x, top});
    const Box rest{{body.min.x, top}, body.max};
    if (!fault_.empty()) {
        draw_paragraph(*ImGui::GetWindowDrawList(), context, {typing.min.x, top}, width, {TypeStyle::Ui},
                       context.color(Role::Danger), fault_);
    } else if (is_answered_ && hits_.empty() && errand_.is_idle()) {
        draw_empty_side(context, rest, Icon::Search,
                        "No message fits. Try fewer words, or another spelling.");
    } else if (!searched_.empty()) {
        draw_hits(scene, rest);
    }
}

}  // namespace crosstalk::ui
