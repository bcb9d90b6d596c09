#include "ui/panels/connect_form.hpp"

#include <imgui.h>

#include <utility>

#include "ui/widgets/button.hpp"
#include "ui/widgets/card.hpp"
#include "ui/widgets/paragraph.hpp"

namespace crosstalk::ui {

namespace {

// Measures at 100 %.
constexpr float card_padding = 24;
constexpr float port_width = 104;

Box field_box(const Context& context, float top, float from, float to) {
    const float label = field_label_height(context);
    return {{from, top + label}, {to, top + label + context.px(measure::field)}};
}

// Below a field, and what is wrong in it.
float below_field(const Context& context, float top, float gap, const std::string& fault, float width) {
    top += field_label_height(context) + context.px(measure::field);
    return top +
           (fault.empty() ? gap : field_error_height(context, width, fault) + context.px(space::control));
}

// A quiet line to press, whose words begin where the fields do.
bool draw_line(const Context& context, const char* id, std::string_view label, float left, float& top) {
    const ButtonLook look{.kind = ButtonKind::Quiet};
    const Box box = box_at({left - context.px(measure::button_padding), top - context.px(space::control)},
                           button_width(context, label, look), context.px(measure::hit));
    top = box.max.y + context.px(space::control);
    return button(context, id, box, label, look);
}

}  // namespace

void ConnectForm::draw(const Scene& scene, Box box, ConnectEntries& entries, ConnectSpace space,
                       ListBeside beside) {
    const Context& context = scene.context;
    draw_card(*ImGui::GetWindowDrawList(), context, box);
    const bool little = space == ConnectSpace::Little;
    const float padding = context.px(little ? space::group : card_padding);
    Place place{.left = box.min.x + padding,
                .width = box.width() - 2 * padding,
                .gap = context.px(little ? space::control : space::group),
                .top = box.min.y + padding};
    draw_head(scene, place, entries, space, beside);
    place.top += place.gap;
    const Written written = draw_fields(scene, place, entries);
    if (const std::string& fault = entries.faults().other; !fault.empty()) {
        place.top += draw_paragraph(*ImGui::GetWindowDrawList(), context, {place.left, place.top},
                                    place.width, {TypeStyle::Ui}, context.color(Role::Danger), fault);
        place.top += context.px(space::control);
    }
    if (is_trying(scene.model)) {
        draw_attempt(scene, place, entries, written.entered);
    } else {
        draw_deed(scene, place, entries, written);
    }
    keep_height(place.top - box.min.y + padding, scene.commands);
}

void ConnectForm::draw_head(const Scene& scene, Place& place, const ConnectEntries& entries,
                            ConnectSpace space, ListBeside beside) const {
    const Context& context = scene.context;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const bool has_saved = !scene.model.saved_servers().empty();
    draw_text(draw, context, {place.left, place.top}, {TypeStyle::Heading, Face::SemiBold},
              context.color(Role::Text), has_saved ? "Another server" : "Connect");
    place.top += context.theme.type_row(TypeStyle::Heading);
    if (space == ConnectSpace::Little) return;
    std::string what =
        has_saved ? "Enter its address and passkey." : "Enter the address and passkey of a server.";
    if (beside == ListBeside::ServersOfTheNetwork && !has_saved)
        what = "Pick a server, or enter its address or a join code.";
    if (!entries.chosen().empty()) what = entries.chosen() + " wants its passkey.";
    draw_text_within(draw, context, {place.left, place.top}, place.width, {TypeStyle::Ui},
                     context.color(Role::TextSecondary), what);
    place.top += context.theme.type_row(TypeStyle::Ui);
}

ConnectForm::Written ConnectForm::draw_fields(const Scene& scene, Place& place, ConnectEntries& entries) {
    const Context& context = scene.context;
    const ConnectFaults& faults = entries.faults();
    const float right = place.left + place.width;
    const Written address = draw_address(scene, place, entries);
    const FieldResult name =
        field(context, "name", field_box(context, place.top, place.left, right), entries.fields().name,
              {.label = "Username",
               .error = faults.name,
               .request = entries.take_request(ConnectFocus::Name, scene.commands)});
    if (name.changed) entries.name_written();
    place.top = below_field(context, place.top, place.gap, faults.name, place.width);
    const FieldResult passkey =
        field(context, "passkey", field_box(context, place.top, place.left, right), entries.fields().passkey,
              secrecy_,
              {.label = "Passkey",
               .error = faults.passkey,
               .request = entries.take_request(ConnectFocus::Passkey, scene.commands)});
    if (passkey.changed) entries.passkey_written();
    place.top = below_field(context, place.top, place.gap, faults.passkey, place.width);
    const Written code = draw_code(scene, place, entries);
    return {.focused = address.focused || name.focused || passkey.focused || code.focused,
            .entered = address.entered || name.submitted || passkey.submitted || code.entered};
}

// The fields of server and port, beside one another.
ConnectForm::Written ConnectForm::draw_address(const Scene& scene, Place& place,
                                               ConnectEntries& entries) const {
    const Context& context = scene.context;
    const ConnectFaults& faults = entries.faults();
    const float right = place.left + place.width;
    const float port_left = right - context.px(port_width);
    const FieldResult host = field(
        context, "host", field_box(context, place.top, place.left, port_left - context.px(space::medium)),
        entries.fields().host,
        {.label = "Server",
         .error = faults.host,
         .error_width = place.width,
         .request = entries.take_request(ConnectFocus::Host, scene.commands)});
    const FieldResult port =
        field(context, "port", field_box(context, place.top, port_left, right), entries.fields().port,
              {.label = "Port",
               .error = faults.port,
               .request = entries.take_request(ConnectFocus::Port, scene.commands)});
    if (host.changed) entries.address_written();
    if (port.changed) entries.port_written();
    const bool of_host = !faults.host.empty();
    place.top = below_field(context, place.top, place.gap, of_host ? faults.host : faults.port,
                            of_host ? place.width : context.px(port_width));
    return {.focused = host.focused || port.focused, .entered = host.submitted || port.submitted};
}

// A quiet line that opens the field, and the field with what it does.
ConnectForm::Written ConnectForm::draw_code(const Scene& scene, Place& place, ConnectEntries& entries) const {
    const Context& context = scene.context;
    const FieldRequest request = entries.take_request(ConnectFocus::Code, scene.commands);
    if (!entries.code_shown()) {
        if (draw_line(context, "has-code", "I have a code from another device", place.left, place.top))
            entries.show_code();
        return {};
    }
    const std::string& fault = entries.faults().code;
    place.top += field_label_height(context);
    const Box box = box_at({place.left, place.top}, place.width, context.px(measure::field));
    const FieldResult code = field(context, "code", box, entries.fields().code, entries.code_secrecy(),
                                   {.label = "Code from another device", .error = fault, .request = request});
    if (code.changed) entries.code_written();
    place.top = box.max.y + field_error_height(context, place.width, fault) + context.px(space::small);
    place.top += draw_paragraph(*ImGui::GetWindowDrawList(), context, {place.left, place.top}, place.width,
                                {TypeStyle::Small}, context.color(Role::TextSecondary),
                                "You join as the person it was made for.");
    place.top += context.px(space::medium);
    if (draw_line(context, "no-code", "I have no code", place.left, place.top)) entries.leave_code();
    return {.focused = code.focused, .entered = code.submitted};
}

// While one waits for an answer.
void ConnectForm::draw_attempt(const Scene& scene, Place& place, ConnectEntries& entries,
                               bool entered) const {
    const Context& context = scene.context;
    const Box main = box_at({place.left, place.top}, place.width, context.px(measure::button_main));
    const ButtonLook cancel{.key_cap = "Esc", .style = TypeStyle::Body};
    const bool pressed = button(context, "cancel", main, "Cancel", cancel);
    if (pressed || ImGui::IsKeyPressed(ImGuiKey_Escape)) scene.commands.send(model::Disconnect{});
    // What was corrected meanwhile counts, not what is being tried.
    if (entered) entries.connect(scene.commands);
    place.top = main.max.y + context.px(space::medium);
    const model::Connection& connection = scene.model.connection();
    const std::string state = connection.state == model::ConnectionState::Connecting
                                  ? std::string("Connecting\u2026")
                                  : connection.reason + " Trying again.";
    place.top += draw_paragraph(*ImGui::GetWindowDrawList(), context, {place.left, place.top}, place.width,
                                {TypeStyle::Ui}, context.color(Role::TextSecondary), state);
}

void ConnectForm::draw_deed(const Scene& scene, Place& place, ConnectEntries& entries, Written written) {
    const Context& context = scene.context;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const Box main = box_at({place.left, place.top}, place.width, context.px(measure::button_main));
    const bool leads = scene.model.saved_servers().empty() || written.focused;
    if (std::exchange(leads_, leads) != leads) scene.commands.wake_in(0);
    const ButtonLook look{.kind = leads ? ButtonKind::Primary : ButtonKind::Outlined,
                          .key_cap = leads ? "Enter" : "",
                          .style = TypeStyle::Body};
    const char* words = entries.has_invite() ? "Join by the invite" : "Connect";
    if (button(context, "connect", main, words, look) || written.entered) entries.connect(scene.commands);
    place.top = main.max.y + place.gap;
    horizontal_line(draw, place.left, place.left + place.width, place.top, context.color(Role::Border),
                    context.px(line::border));
    place.top += place.gap;
    const float glyph = context.px(16);
    const float row = context.theme.type_row(TypeStyle::Ui);
    draw_icon(draw, context.theme, Icon::Copy, {place.left + glyph / 2, place.top + row / 2}, glyph,
              context.color(Role::TextSecondary));
    draw_text_within(draw, context, {place.left + glyph + context.px(space::control), place.top},
                     place.width - glyph, {TypeStyle::Ui}, context.color(Role::TextSecondary),
                     entries.has_invite() ? "The invite is here. Choose the name that others will see."
                                          : "Have an invite link? Paste it anywhere here.");
    place.top += row;
}

// The card is as high as what the last frame put in it.
void ConnectForm::keep_height(float height, Commands& commands) {
    if (std::exchange(content_, height) != height) commands.wake_in(0);
}

}  // namespace crosstalk::ui
