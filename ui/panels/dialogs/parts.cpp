#include "ui/panels/dialogs/parts.hpp"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <variant>

#include "net/names_of.hpp"
#include "net/text/names.hpp"
#include "net/text/normal_form.hpp"
#include "net/text/utf8.hpp"
#include "ui/panels/presence.hpp"
#include "ui/panels/rights.hpp"

namespace crosstalk::ui {

// --- words

std::string date_and_time(net::Timestamp at, const Scene& scene) {
    static constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                                "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    // A server may tell any number; beyond the year 9999 nobody counts.
    constexpr std::int64_t latest = 253'402'214'400'000;
    const std::int64_t ms = std::clamp<std::int64_t>(at.value, 0, latest);
    const TimeZone& zone = scene.now.zone;
    const std::chrono::sys_days day{
        std::chrono::days{static_cast<std::chrono::days::rep>(local_day(ms, zone))}};
    const std::chrono::year_month_day date{day};
    const bool is_12 = scene.preferences.number(SettingId::Clock) == 1;
    return std::to_string(static_cast<unsigned>(date.day())) + " " +
           std::string(months[static_cast<unsigned>(date.month()) - 1]) + " " +
           std::to_string(static_cast<int>(date.year())) + ", " +
           std::string(time_of_day(ms, zone, is_12 ? ClockStyle::Hours12 : ClockStyle::Hours24).view());
}

std::string end_in_words(net::Timestamp until, const Scene& scene) {
    return until == net::for_good ? "for good" : "until " + date_and_time(until, scene);
}

std::string count_of(std::uint64_t count, std::string_view what) {
    return std::to_string(count) + " " + std::string(what) + (count == 1 ? "" : "s");
}

std::string tag_of(const model::Model& model, net::RoomId room) {
    const model::Room* known = model.room(room);
    return known == nullptr ? "a room" : tag_of(*known);
}

std::string_view title_of(net::Role role) {
    switch (role) {
        case net::Role::Guest:
            return "Guest";
        case net::Role::Member:
            return "Member";
        case net::Role::Admin:
            return "Admin";
        case net::Role::Owner:
            return "Owner";
    }
    return {};
}

std::string name_or_server(const net::UserRef& user) {
    return user.id ? user.name : std::string("the server");
}

std::string where_in_words(const model::Room& room, const Scene& scene) {
    if (room.kind != net::RoomKind::Lobby) return "in " + tag_of(room);
    return "on " +
           (scene.model.server().name.empty() ? std::string("the server") : scene.model.server().name);
}

Person person_of(const net::UserRef& user, const model::Model& model) {
    return {.user = user.id.value, .name = user.name, .presence = presence_in(model, user.id)};
}

std::string fault_of(const std::string& text, const TextBounds& bounds) {
    const std::size_t length = text::count_code_points(text);
    if (length > bounds.most_code_points) {
        return std::string(bounds.what) + " is too long. It has " + std::to_string(length) + " characters, " +
               std::to_string(bounds.most_code_points) + " are allowed.";
    }
    if (text.size() > bounds.most_bytes) {
        return std::string(bounds.what) + " is too long. It takes " + std::to_string(text.size()) +
               " bytes, " + std::to_string(bounds.most_bytes) + " are allowed.";
    }
    return {};
}

std::string fault_of_name(const std::string& name) {
    const auto made = text::make_name(name);
    const auto* fault = std::get_if<text::NameFault>(&made);
    return fault == nullptr ? std::string() : text::explain(*fault, name);
}

std::string folded(std::string_view text) {
    return text::nfkc_casefold(text);
}

// --- parts of forms

bool draw_asking(Form& form, const Scene& scene, const OwnErrand& asking) {
    if (asking.is_under_way()) {
        draw_nothing(form, scene.is_online() ? "Loading\u2026" : "Waiting for the connection\u2026");
        return false;
    }
    if (!asking.has_failed()) return false;
    form.fault(asking.why());
    const std::string_view away = scene.is_online() ? std::string_view() : "There is no connection";
    return form.buttons({{"ask-again", "Try again", {.icon = Icon::Refresh, .disabled_reason = away}}}) == 0;
}

void draw_nothing(Form& form, std::string_view text) {
    const Context& context = form.context();
    form.gap(space::group);
    const Box box = form.take(context.theme.type_row(TypeStyle::Ui));
    const float width = std::min(box.width(), text_width(context, {TypeStyle::Ui}, text));
    draw_text_within(*ImGui::GetWindowDrawList(), context,
                     {box.min.x + std::max(0.0F, (box.width() - width) / 2), box.min.y}, box.width(),
                     {TypeStyle::Ui}, context.color(Role::TextMuted), text);
    form.gap(space::group);
}

Press deed_buttons(Form& form, const Scene& scene, const OwnErrand& doing, const DeedLook& look) {
    std::string_view reason = look.disabled_reason;
    if (!scene.is_online()) reason = "There is no connection";
    if (doing.is_under_way()) reason = "It is on its way";
    switch (form.buttons(
        {{"go", look.label, {.kind = look.kind, .disabled_reason = reason}}, {"cancel", "Cancel", {}}})) {
        case 0:
            return reason.empty() ? Press::Go : Press::Nothing;
        case 1:
            return Press::Cancel;
        default:
            return Press::Nothing;
    }
}

Press end_of_deed(Form& form, const Scene& scene, const OwnErrand& doing, const DeedLook& look,
                  bool submitted) {
    form.fault(doing.why());
    const Press press = deed_buttons(form, scene, doing, look);
    const bool may_go = look.disabled_reason.empty() && scene.is_online() && !doing.is_under_way();
    return press == Press::Nothing && submitted && may_go ? Press::Go : press;
}

bool close_button(Form& form) {
    return form.buttons({{"done", "Close", {}}}) == 0;
}

void copied_fact(Form& form, const Scene& scene, const char* id, std::string_view name,
                 const std::string& text) {
    const Context& context = scene.context;
    const float button = context.px(measure::icon_button);
    const float top = form.top();
    Form narrow(context, {form.left(), top + context.px(space::small)},
                form.width() - button - context.px(space::control));
    narrow.fact(name, text);
    const float height = std::max(narrow.height() + context.px(space::small), button);
    const Box box = form.take(height);
    const IdScope scope(id);
    if (icon_button(context, "copy", box_at({box.max.x - button, box.min.y}, button, button), Icon::Copy,
                    "Copy", {.glyph = 18.0F})) {
        scene.commands.ask(CopyText{text});
    }
}

void draw_person_head(Form& form, const Scene& scene, const net::UserRef& user, std::string_view about) {
    const Context& context = scene.context;
    const Theme& theme = context.theme;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const Box box = form.take(context.px(measure::avatar_large));
    draw_avatar_with_presence(draw, context, box.min, measure::avatar_large, person_of(user, scene.model),
                              theme[Role::Panel]);
    const float left = box.min.x + box.height() + context.px(space::medium);
    const float name_row = theme.type_row(TypeStyle::Title);
    const float about_row = about.empty() ? 0 : theme.type_row(TypeStyle::Ui);
    const float top = box.center().y - (name_row + about_row) / 2;
    draw_text_within(draw, context, {left, top}, box.max.x - left, {TypeStyle::Title, Face::SemiBold},
                     scene.context.name_color(user.id.value), user.name);
    if (!about.empty()) {
        draw_text_within(draw, context, {left, top + name_row}, box.max.x - left, {TypeStyle::Ui},
                         theme[Role::TextSecondary], about);
    }
    form.gap(space::medium);
}

}  // namespace crosstalk::ui
