#include "ui/panels/theme_pictures.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "net/text/names.hpp"
#include "ui/settings/message_look.hpp"
#include "ui/widgets/card.hpp"
#include "ui/widgets/item.hpp"

namespace crosstalk::ui {

namespace {

// --- the pictures

// Measures of a picture at 100 %.
constexpr float picture_width = 187;
constexpr float picture_height = 108;
constexpr float picture_gap = 20;
constexpr float picture_label = 36;
constexpr float least_width = 150;  // narrower, they stand two by two

std::size_t columns_in(const Scene& scene, float width) {
    return width >= scene.px(4 * least_width + 3 * picture_gap) ? 4 : 2;
}

// A bar or tile of the picture, in shares of a picture of 187 x 108.
struct Stroke {
    float left;
    float top;
    float right;
    float bottom;
    Role role;
    float corner;
};
constexpr std::array strokes = {
    Stroke{6, 10, 16, 20, Role::Accent, 3},          Stroke{24, 17, 62, 27, Role::Selected, 3},
    Stroke{24, 32, 56, 37, Role::TextSecondary, 3},  Stroke{24, 44, 56, 49, Role::TextSecondary, 3},
    Stroke{24, 55, 46, 60, Role::Text, 3},           Stroke{91, 23, 146, 27, Role::TextSecondary, 2},
    Stroke{91, 45, 150, 49, Role::TextSecondary, 2}, Stroke{91, 65, 156, 69, Role::Text, 2},
};

// The window in miniature, in the colours of any theme.
void draw_miniature(ImDrawList& draw, const Theme& theme, Box box, float unit, float corner) {
    const auto part = [&](float left, float top, float right, float bottom) {
        return Box{{box.min.x + left * unit, box.min.y + top * unit},
                   {box.min.x + right * unit, box.min.y + bottom * unit}};
    };
    const float rail = std::round(20 * unit);
    const float rooms = std::round(66 * unit);
    fill_box(draw, box, theme[Role::Rail], corner);
    fill_box(draw, {{box.min.x + rail, box.min.y}, {box.max.x - corner, box.max.y}}, theme[Role::Panel]);
    fill_box(draw, {{box.min.x + rooms, box.min.y}, box.max}, theme[Role::Window], corner,
             ImDrawFlags_RoundCornersRight);
    if (theme.palette() == Palette::HighContrast) {
        for (const float x : {rail, rooms})
            vertical_line(draw, box.min.x + x, box.min.y, box.max.y, theme[Role::Border], 1);
    }
    const Box mention{{box.min.x + rooms, part(0, 59, 0, 0).min.y}, {box.max.x, part(0, 0, 0, 76).max.y}};
    fill_box(draw, mention, theme[Role::MentionTint]);
    fill_box(draw, box_at(mention.min, std::max(2.0F, std::round(3 * unit)), mention.height()),
             theme[Role::MentionBar]);
    for (const Stroke& stroke : strokes) {
        fill_box(draw, part(stroke.left, stroke.top, stroke.right, stroke.bottom), theme[stroke.role],
                 stroke.corner * unit);
    }
    constexpr std::size_t violet = 6;
    constexpr std::size_t pink = 7;
    float top = 15;
    for (const std::size_t index : {violet, pink}) {
        const Color name = theme.name_color(index);
        fill_box(draw, part(74, top, 86, top + 12), mix(theme[Role::Panel], name, 0.5F), 3 * unit);
        fill_box(draw, part(91, top, 118 - (index == pink ? 5.0F : 0), top + 5), name, 2 * unit);
        top += 21;
    }
    const Box composer = part(73, 84, 179, 98);
    fill_box(draw, composer, theme[Role::Raised], 4 * unit);
    outline_box(draw, composer, theme[Role::BorderControl], 4 * unit, 1);
}

Theme theme_of(const Scene& scene, Palette palette) {
    ThemeChoice choice = scene.context.theme.choice();
    choice.palette = palette;
    return make_theme(choice);
}

void draw_picture(const Scene& scene, ImDrawList& draw, Box box, std::size_t index) {
    if (!ImGui::IsRectVisible(box.min, box.max)) return;
    const float unit = box.width() / picture_width;
    const float corner = scene.px(radius::popup);
    if (index < palette_count)
        return draw_miniature(draw, theme_of(scene, static_cast<Palette>(index)), box, unit, corner);
    // As the system: dark at the left, light at the right.
    const float middle = std::round(box.center().x);
    draw.PushClipRect(box.min, {middle, box.max.y}, true);
    draw_miniature(draw, theme_of(scene, Palette::Dark), box, unit, corner);
    draw.PopClipRect();
    draw.PushClipRect({middle, box.min.y}, box.max, true);
    draw_miniature(draw, theme_of(scene, Palette::Light), box, unit, corner);
    draw.PopClipRect();
}

void draw_radio(const Scene& scene, ImDrawList& draw, ImVec2 middle, bool chosen) {
    const Theme& theme = scene.context.theme;
    const float side = theme.px(measure::radio);
    draw.AddCircle(middle, side / 2 - theme.stroke(line::icon) / 2,
                   to_im(theme[chosen ? Role::Accent : Role::BorderControl]), 0,
                   theme.stroke(chosen ? line::strong : line::icon));
    if (chosen) draw.AddCircleFilled(middle, theme.px(4), to_im(theme[Role::Accent]));
}

bool draw_theme_card(const Scene& scene, Box place, std::size_t index, bool chosen, ImGuiID group) {
    const Context& context = scene.context;
    const Theme& theme = context.theme;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const IdScope scope(index);
    const ItemState state = item(context, "theme", place);
    const bool is_chosen_by_arrows = is_walked_to(state, group);
    const Box picture{place.min, {place.max.x, place.max.y - theme.px(picture_label)}};
    const float corner = theme.px(radius::popup);
    draw_picture(scene, draw, picture, index);
    outline_box(draw, picture, theme[chosen ? Role::Accent : Role::BorderControl], corner,
                theme.px(chosen ? line::strong : line::border));
    draw_focus_ring(draw, context, state, picture, corner);
    const float middle = std::round(place.max.y - theme.px(picture_label) / 2);
    const float side = theme.px(measure::radio);
    draw_radio(scene, draw, {place.min.x + side / 2, middle}, chosen);
    const float left = place.min.x + side + theme.px(space::control);
    const Type type{TypeStyle::Body, chosen ? Face::SemiBold : Face::Regular};
    draw_text_within(draw, context, {left, std::floor(middle - theme.type_row(type.style) / 2)},
                     place.max.x - left, type,
                     theme[chosen || state.hover > 0.5F ? Role::Text : Role::TextSecondary],
                     setting_of(SettingId::Palette).choices[index].label);
    return state.pressed || (is_chosen_by_arrows && !chosen);
}

float picture_width_in(const Scene& scene, float width, std::size_t columns) {
    const auto count = static_cast<float>(columns);
    return std::floor((width - (count - 1) * scene.px(picture_gap)) / count);
}

float card_height(const Scene& scene, float card_width) {
    return std::round(card_width * picture_height / picture_width) + scene.px(picture_label);
}

}  // namespace

float theme_choice_height(const Scene& scene, float width) {
    const std::size_t columns = columns_in(scene, width);
    const std::size_t lines = (setting_of(SettingId::Palette).choices.size() + columns - 1) / columns;
    const auto rows = static_cast<float>(lines);
    return rows * card_height(scene, picture_width_in(scene, width, columns)) +
           (rows - 1) * scene.px(space::control);
}

float draw_theme_choice(const Scene& scene, ImVec2 min, float width) {
    const std::size_t columns = columns_in(scene, width);
    const float card = picture_width_in(scene, width, columns);
    const float height = card_height(scene, card);
    const auto chosen = static_cast<std::size_t>(scene.preferences.number(SettingId::Palette));
    const std::size_t count = setting_of(SettingId::Palette).choices.size();
    const IdScope scope("themes");
    const ImGuiID group = ImGui::GetID("cards");
    for (std::size_t index = 0; index < count; ++index) {
        const auto column = static_cast<float>(index % columns);
        const std::size_t line = index / columns;
        const auto row = static_cast<float>(line);
        const Box place = box_at({min.x + column * (card + scene.px(picture_gap)),
                                  min.y + row * (height + scene.px(space::control))},
                                 card, height);
        if (draw_theme_card(scene, place, index, index == chosen, group))
            scene.preferences.set_number(SettingId::Palette, static_cast<int>(index), scene.commands);
    }
    return theme_choice_height(scene, width);
}

// --- the preview

void SampleSource::set(const std::string& my_name, const Moment& now) {
    constexpr std::int64_t minute = 60'000;
    constexpr std::int64_t day = 24 * 60 * minute;
    const std::int64_t offset = now.zone.offset_seconds(now.wall_ms) * std::int64_t{1000};
    const std::int64_t midnight = local_day(now.wall_ms, now.zone) * day - offset;
    if (version_ != 0 && midnight == midnight_ms_ && my_name == my_name_) return;
    ++version_;
    midnight_ms_ = midnight;
    my_name_ = my_name;
    const auto at = [&](std::int64_t hour, std::int64_t minutes) {
        return midnight + (hour * 60 + minutes) * minute;
    };
    constexpr std::uint64_t quartz = 8;
    constexpr std::uint64_t meadow = 12;
    lines_ = {{quartz, "quartz", at(18, 42), "This is how messages look. :-)", Attention::None},
              {quartz, "quartz", at(18, 43), "\xF0\x9F\x8E\x89", Attention::None},
              {meadow, "meadow", at(18, 58), "@" + my_name + " and a mention of you.", Attention::Mention}};
}

MessageView SampleSource::at(std::size_t index) const {
    const Line& line = lines_[index];
    MessageView view{.id = index + 1, .author_name = line.name, .text = line.text};
    view.revision = static_cast<std::uint32_t>(version_);
    view.author = line.author;
    view.time_ms = line.time_ms;
    view.attention = line.attention;
    return view;
}

std::optional<std::size_t> SampleSource::index_of(std::uint64_t id) const {
    if (id == 0 || id > lines_.size()) return std::nullopt;
    return static_cast<std::size_t>(id - 1);
}

float MessagePreview::draw(const Scene& scene, ImVec2 min, float width) {
    const Context& context = scene.context;
    const std::string& me = scene.model.me().name;
    const std::string key = text::name_key(me);
    source_.set(me, scene.now);
    const MessageLook look = message_look(scene.preferences);
    const ListOptions options{
        .zone = scene.now.zone,
        .clock = look.clock,
        .timestamps = look.timestamps,
        .emoji_only = look.emoji_only,
        .days = DayLines::Hidden,
        .my_key = key,
        .me = scene.model.me().id,
        .markup = {.is_name = [&](std::string_view name) { return name == key; },
                   .emoticons = look.emoticons},
    };
    const float padding = context.px(space::control);
    const Box card = box_at(min, width, std::max(height_, context.px(measure::setting_row)));
    if (!ImGui::IsRectVisible(card.min, card.max)) return card.height();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw_card(draw, context, card, {.fill = Role::Window});
    // Nothing in it can be pressed, and neither keyboard nor wheel stop at it.
    const float edge = context.px(line::border);
    const Box inner{{card.min.x + edge, card.min.y + padding}, {card.max.x - edge, card.max.y - padding}};
    ImGui::BeginDisabled();
    draw_message_list(context, view_, source_, inner, options);
    ImGui::EndDisabled();
    const auto lines = view_.list.lines();
    if (!lines.empty()) {
        const float content =
            static_cast<float>(lines.back().y + lines.back().layout->height - lines.front().y);
        const float wanted = content + 2 * padding + context.px(space::tiny);
        if (lines.size() == source_.count() && wanted != height_) context.needs.another_frame = true;
        height_ = lines.size() == source_.count() ? wanted : height_ + context.px(measure::setting_row);
    }
    return card.height();
}

}  // namespace crosstalk::ui
