#include "ui/panels/connect_screen.hpp"

#include <imgui.h>

#include <algorithm>
#include <memory>
#include <span>
#include <utility>

#include "ui/panels/dialogs/host_dialog.hpp"
#include "ui/panels/dialogs/hosted_server.hpp"
#include "ui/panels/dialogs/network_dialog.hpp"
#include "ui/panels/dialogs/practice_dialog.hpp"
#include "ui/panels/found_servers.hpp"
#include "ui/panels/port.hpp"
#include "ui/panels/saved_servers.hpp"
#include "ui/panels/tiles.hpp"
#include "ui/theme/logo.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/card.hpp"
#include "ui/widgets/item.hpp"
#include "ui/widgets/keys.hpp"
#include "ui/widgets/paragraph.hpp"
#include "ui/widgets/secret_text.hpp"

namespace crosstalk::ui {

namespace {

constexpr std::string_view invite_scheme = "crosstalk://";
constexpr std::string_view default_name = "Anonymous";

// Measures at 100 %.
constexpr float content_width = 1128;
constexpr float form_width = 400;
constexpr float column_gap = 72;
constexpr float two_columns_from = 1100;
constexpr float brand_height = 96;
constexpr float logo_side = 68;
constexpr float card_padding = 24;
constexpr float port_width = 104;
constexpr float first_steps_height = 132;
constexpr float form_height = 492;  // without faults
// Beside servers that are known, which need less room than the first steps.
constexpr float two_columns_with_saved_from = 760;
// Where the window is low, everything moves together.
constexpr float little_height_below = 640;
constexpr float brand_height_little = 52;
constexpr float logo_side_little = 40;
constexpr float form_height_little = 424;
constexpr float two_tiles_from = 540;
constexpr std::size_t code_bytes_kept = 512;  // more than a field takes

// The link in a text; nothing if there is none.
std::optional<std::string> invite_in(const std::string& text) {
    const std::size_t begin = text.find(invite_scheme);
    if (begin == std::string::npos) return std::nullopt;
    const std::size_t end = text.find_first_of(" \t\r\n", begin);
    return text.substr(begin, end == std::string::npos ? end : end - begin);
}

std::string setting(const model::Model& model, const char* name) {
    const auto found = model.settings().find(name);
    return found == model.settings().end() ? std::string() : found->second;
}

bool is_trying(const model::Model& model) {
    const model::ConnectionState state = model.connection().state;
    return state == model::ConnectionState::Connecting || state == model::ConnectionState::Offline;
}

float title_height(const Context& context) {
    return context.theme.type_row(TypeStyle::Title) + context.px(space::medium);
}

// For somebody who has never been anywhere, where nobody looks for servers. Gives its lower edge.
float draw_first_steps(const Context& context, ImVec2 min, float width) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const Box panel = box_at(min, width, context.px(first_steps_height));
    draw_card(draw, context, panel);
    const float inset = context.px(space::page);
    float row = panel.min.y + context.px(space::group);
    const auto line = [&](Type type, Role role, std::string_view text) {
        draw_text_within(draw, context, {panel.min.x + inset, row}, panel.width() - 2 * inset, type,
                         context.color(role), text);
        row += context.theme.type_row(type.style) + context.px(space::small);
    };
    line({TypeStyle::Body, Face::SemiBold}, Role::Text, "Start one on any machine of your network");
    line({TypeStyle::Code, Face::Mono}, Role::TextSecondary, "crosstalk-server");
    line({TypeStyle::Ui}, Role::TextSecondary, "It shows its address, a passkey and an invite link.");
    line({TypeStyle::Ui}, Role::TextSecondary, "No account and no Internet are needed.");
    return panel.max.y;
}

}  // namespace

ConnectScreen::ConnectScreen(ConnectFields fields) : fields_(std::move(fields)) {
    fields_.code.reserve(code_bytes_kept);  // growing would leave a copy behind
}

ConnectScreen::~ConnectScreen() {
    wipe(fields_.code);
}

void ConnectScreen::forget_code() {
    code_shown_ = false;
    code_fault_.clear();
    code_secrecy_ = Secrecy::Hidden;
    wipe(fields_.code);
}

void ConnectScreen::hear(const ServersFound& event) {
    found_ = event.servers;
}

void ConnectScreen::draw(const Scene& scene, Box window) {
    const Context& context = scene.context;
    const model::Model& model = scene.model;
    outside_ = scene.outside;
    remember_fields(model);
    settle_offer(model, scene.commands);
    offer_to_rejoin(model);
    take_refusal(model);
    paste_invite(scene.commands);

    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw_decoration_x(draw, {window.max.x - context.px(60), window.min.y + context.px(20)}, context.px(100),
                      context.px(56), decoration_color(context.theme));
    draw_decoration_o(draw, {window.min.x + context.px(20), window.max.y - context.px(0)}, context.px(150),
                      context.px(56), decoration_color(context.theme));

    const ImVec2 origin = begin_scroll_area(context, "connect", window, scroll_);
    const float scale = context.theme.scale();
    const bool has_list = !model.saved_servers().empty() || !strangers(scene).empty();
    height_ = window.height() / scale < little_height_below ? Space::Little : Space::Plenty;
    const bool is_wide =
        window.width() / scale >= (has_list ? two_columns_with_saved_from : two_columns_from);
    const float width = std::min(window.width() - 2 * context.px(space::page),
                                 context.px(is_wide ? content_width : form_width));
    const float left = window.min.x + std::floor((window.width() - width) / 2);
    const float brand = context.px(height_ == Space::Little ? brand_height_little : brand_height);
    const float form_least = context.px(height_ == Space::Little ? form_height_little : form_height);
    // While one waits for an answer, that is what there is to see.
    const bool above = has_list && !is_wide && !is_trying(model);
    const float list = above ? left_height(scene) + context.px(space::section) : 0;
    const float top = origin.y + std::max(context.px(space::page),
                                          std::floor((window.height() - brand - list - form_least) / 2));
    draw_brand(context, {{left, top}, {left + width, top + brand}});

    const float body = top + brand;
    const float gap = context.px(window.width() / scale >= two_columns_from ? column_gap : space::large);
    const float form_wide = is_wide ? context.px(form_width) : width;
    const float left_wide = is_wide ? width - form_wide - gap : width;
    float bottom = body;
    if (is_wide || above) bottom = draw_left(scene, {left, body}, left_wide);
    const Box form = box_at({left + width - form_wide, body + list}, form_wide,
                            form_content_ > 0 ? form_content_ : form_least);
    draw_form(context, form, model, scene.commands);
    // Below the list, or below all where there is one column.
    const float tiles = (is_wide ? bottom : form.max.y) + context.px(space::group);
    bottom = std::max(draw_tiles(scene, {left, tiles}, left_wide), form.max.y);
    end_scroll_area(context, window, bottom - origin.y + context.px(space::page), scroll_);
}

void ConnectScreen::draw_brand(const Context& context, Box box) const {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const bool little = height_ == Space::Little;
    const float side = context.px(little ? logo_side_little : logo_side);
    draw_logo(draw, context.theme, box_at(box.min, side, side), LogoTile::Shown, context.color(Role::Panel));
    const float left = box.min.x + side + context.px(little ? space::medium : space::page);
    const float top = little ? box.min.y : box.min.y + context.px(space::tiny);
    const TypeStyle name = little ? TypeStyle::Title : TypeStyle::Display;
    draw_text(draw, context, {left, top}, {name, Face::SemiBold}, context.color(Role::Text), "Crosstalk");
    draw_text_within(draw, context, {left, top + context.theme.type_row(name)}, box.max.x - left,
                     {little ? TypeStyle::Ui : TypeStyle::Title}, context.color(Role::TextSecondary),
                     "Talk, share and play on your own network.");
}

std::vector<const model::FoundServer*> ConnectScreen::strangers(const Scene& scene) const {
    if (!found_) return {};
    const bool hosts = scene.hosting != nullptr && scene.hosting->runs();
    return strangers_among(*found_, scene.model.saved_servers(),
                           hosts ? scene.hosting->hosting().server.key : net::ServerKeyHash{});
}

OwnName ConnectScreen::own_name() const {
    return {fields_.name, is_default_name_ && fields_.name == default_name};
}

// What draw_left() takes.
float ConnectScreen::left_height(const Scene& scene) const {
    const Context& context = scene.context;
    const std::vector<model::SavedServer>& saved = scene.model.saved_servers();
    const std::size_t found = strangers(scene).size();
    float height = 0;
    if (!saved.empty()) height += title_height(context) + saved_servers_height(context, saved);
    if (found == 0) return height;
    if (height > 0) height += context.px(space::section);
    return height + title_height(context) + found_servers_height(context, found);
}

// The servers that know this device, those of this network, or how to come to one. Gives its lower edge.
float ConnectScreen::draw_left(const Scene& scene, ImVec2 min, float width) {
    const bool has_saved = !scene.model.saved_servers().empty();
    const bool has_found = !strangers(scene).empty();
    float top = min.y;
    if (has_saved) top = draw_saved(scene, min, width);
    if (has_saved && !has_found) return top;
    if (has_saved) top += scene.px(space::section);
    if (found_) return draw_found(scene, {min.x, top}, width);
    draw_text(*ImGui::GetWindowDrawList(), scene.context, min, {TypeStyle::Title, Face::SemiBold},
              scene.color(Role::Text), "No server yet?");
    return draw_first_steps(scene.context, {min.x, min.y + title_height(scene.context)}, width);
}

float ConnectScreen::draw_found(const Scene& scene, ImVec2 min, float width) {
    const Context& context = scene.context;
    draw_text(*ImGui::GetWindowDrawList(), context, min, {TypeStyle::Title, Face::SemiBold},
              context.color(Role::Text), "On this network");
    offer_check(scene, box_at(min, width, context.theme.type_row(TypeStyle::Title)));
    const FoundServersDrawn drawn =
        draw_found_servers(context, {min.x, min.y + title_height(context)}, width, strangers(scene));
    if (drawn.pressed != nullptr) use_found(*drawn.pressed);
    return drawn.bottom;
}

// Whoever misses a server is told what may be in its way.
void ConnectScreen::offer_check(const Scene& scene, Box row) const {
    if (scene.network == nullptr) return;
    const Context& context = scene.context;
    const ButtonLook look{.kind = ButtonKind::Quiet, .icon = Icon::Network};
    const std::string_view label = "Check the network";
    const float width = button_width(context, label, look);
    const float height = context.px(measure::hit);
    const Box box = box_at({row.max.x - width, row.center().y - height / 2}, width, height);
    if (button(context, "check", box, label, look)) {
        const bool is_default = fields_.host == ConnectFields{}.host || holds_join_code();
        scene.commands.show(OpenDialog{
            std::make_unique<NetworkDialog>(is_default ? std::string() : fields_.host + ":" + fields_.port)});
    }
}

float ConnectScreen::draw_saved(const Scene& scene, ImVec2 min, float width) {
    const Context& context = scene.context;
    const model::Model& model = scene.model;
    draw_text(*ImGui::GetWindowDrawList(), context, min, {TypeStyle::Title, Face::SemiBold},
              context.color(Role::Text), "Saved servers");
    if (focus_wanted_ == Focus::Saved) {
        focus_wanted_.reset();
        focus_next_item();
    }
    const std::span<const model::FoundServer> found =
        found_ ? std::span<const model::FoundServer>(*found_) : std::span<const model::FoundServer>();
    const bool in_front = !form_leads_ && !is_trying(model);
    const SavedServersDrawn drawn =
        draw_saved_servers(context, {min.x, min.y + title_height(context)}, width, model.saved_servers(),
                           found, in_front ? FirstServer::InFront : FirstServer::Plain);
    if (drawn.pressed != nullptr) {
        // It may have moved; its key is what counts.
        std::string address = drawn.pressed->server.address;
        const model::FoundServer* as_found = found_as(found, drawn.pressed->server.key);
        if (as_found != nullptr &&
            std::ranges::find(as_found->addresses, address) == as_found->addresses.end())
            address = as_found->addresses.front();
        rejoin_at(address, *drawn.pressed, scene.commands);
    }
    return drawn.bottom;
}

// What needs no server, beside one another where there is room. Gives their lower edge.
float ConnectScreen::draw_tiles(const Scene& scene, ImVec2 min, float width) {
    const Context& context = scene.context;
    const float gap = context.px(space::medium);
    const bool beside = scene.hosting != nullptr && width >= context.px(two_tiles_from);
    const float wide = beside ? std::floor((width - gap) / 2) : width;
    ImVec2 next = min;
    if (scene.hosting != nullptr) {
        const model::Hosting& hosting = scene.hosting->hosting();
        const bool runs = scene.hosting->runs();
        const std::string title = runs ? hosting.server.name + " runs here" : "Host on this machine";
        const std::string about =
            runs ? std::to_string(hosting.server.users) + " online. Join, invite or stop it."
                 : std::string("Others find it by themselves.");
        if (draw_tile(context, next, wide, {"host", Icon::Network, Role::Accent, title, about})) {
            if (runs) {
                scene.commands.show(OpenDialog{std::make_unique<HostedServerDialog>(own_name())});
            } else {
                scene.commands.show(OpenDialog{std::make_unique<HostDialog>(own_name())});
            }
        }
        next = beside ? ImVec2{min.x + wide + gap, min.y} : ImVec2{min.x, min.y + tile_height(context) + gap};
    }
    if (draw_tile(context, next, wide,
                  {"practise", Icon::Robot, Role::X, "Practise Tic Tac Toe", "Against the computer."}))
        scene.commands.show(OpenDialog{std::make_unique<PracticeDialog>()});
    return next.y + tile_height(context);
}

void ConnectScreen::draw_form(const Context& context, Box box, const model::Model& model,
                              Commands& commands) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw_card(draw, context, box);
    const float padding = context.px(height_ == Space::Little ? space::group : card_padding);
    const float gap = context.px(height_ == Space::Little ? space::control : space::group);
    const float left = box.min.x + padding;
    const float width = box.width() - 2 * padding;
    float top = draw_head(context, {left, box.min.y + padding}, width, model) + gap;

    // What is being written is put right before the keyboard goes elsewhere: leaving a field writes it back.
    const bool refills = refill_wanted_.has_value();
    const auto request = [&](Focus focus) {
        std::optional<Focus>& wanted = refills ? refill_wanted_ : focus_wanted_;
        if (wanted != focus) return FieldRequest::Nothing;
        wanted.reset();
        if (refills && focus_wanted_) commands.wake_in(0);
        return refills ? FieldRequest::Refill : FieldRequest::FocusAndSelectAll;
    };
    const float label = field_label_height(context);
    const auto place = [&](float from, float to) {
        return Box{{from, top + label}, {to, top + label + context.px(measure::field)}};
    };
    const auto advance = [&](const std::string& fault, float wide) {
        top += label + context.px(measure::field);
        top += fault.empty() ? gap : field_error_height(context, wide, fault) + context.px(space::control);
    };
    const float port_left = left + width - context.px(port_width);
    const FieldResult host = field(
        context, "host", place(left, port_left - context.px(space::medium)), fields_.host,
        {.label = "Server", .error = host_fault_, .error_width = width, .request = request(Focus::Host)});
    const FieldResult port = field(context, "port", place(port_left, left + width), fields_.port,
                                   {.label = "Port", .error = port_fault_, .request = request(Focus::Port)});
    if (host.changed || port.changed) {
        host_fault_.clear();
        port_fault_.clear();
        saved_.reset();
        invite_.clear();
        chosen_.clear();
    }
    if (port.changed) keep_digits();
    advance(host_fault_.empty() ? port_fault_ : host_fault_,
            host_fault_.empty() ? context.px(port_width) : width);
    const FieldResult name =
        field(context, "name", place(left, left + width), fields_.name,
              {.label = "Username", .error = name_fault_, .request = request(Focus::Name)});
    if (name.changed) {
        name_fault_.clear();
        is_default_name_ = false;
    }
    advance(name_fault_, width);
    const FieldResult passkey =
        field(context, "passkey", place(left, left + width), fields_.passkey, secrecy_,
              {.label = "Passkey", .error = passkey_fault_, .request = request(Focus::Passkey)});
    if (passkey.changed) {
        passkey_fault_.clear();
        invite_.clear();
    }
    advance(passkey_fault_, width);
    const FieldRequest code_request = request(Focus::Code);
    const bool code_entered = draw_code(context, {left, top}, width, code_request, top);
    const bool entered =
        host.submitted || port.submitted || name.submitted || passkey.submitted || code_entered;
    if (!other_fault_.empty()) {
        top += draw_paragraph(draw, context, {left, top}, width, {TypeStyle::Ui}, context.color(Role::Danger),
                              other_fault_);
        top += context.px(space::control);
    }
    const Box main = box_at({left, top}, width, context.px(measure::button_main));
    if (is_trying(model)) {
        const ButtonLook cancel{.key_cap = "Esc", .style = TypeStyle::Body};
        const bool pressed = button(context, "cancel", main, "Cancel", cancel);
        if (pressed || ImGui::IsKeyPressed(ImGuiKey_Escape)) commands.send(model::Disconnect{});
        // What was corrected meanwhile counts, not what is being tried.
        if (entered) connect(commands);
        top = main.max.y + context.px(space::medium);
        const std::string state = model.connection().state == model::ConnectionState::Connecting
                                      ? std::string("Connecting\u2026")
                                      : model.connection().reason + " Trying again.";
        top += draw_paragraph(draw, context, {left, top}, width, {TypeStyle::Ui},
                              context.color(Role::TextSecondary), state);
        return keep_height(top - box.min.y + padding, commands);
    }
    const bool is_written = host.focused || port.focused || name.focused || passkey.focused || code_focused_;
    const bool leads = model.saved_servers().empty() || is_written;
    if (std::exchange(form_leads_, leads) != leads) commands.wake_in(0);
    const ButtonLook look{.kind = leads ? ButtonKind::Primary : ButtonKind::Outlined,
                          .key_cap = leads ? "Enter" : "",
                          .style = TypeStyle::Body};
    const char* words = invite_.empty() ? "Connect" : "Join by the invite";
    if (button(context, "connect", main, words, look) || entered) connect(commands);
    top = main.max.y + gap;
    horizontal_line(draw, left, left + width, top, context.color(Role::Border), context.px(line::border));
    top += gap;
    const float glyph = context.px(16);
    draw_icon(draw, context.theme, Icon::Copy,
              {left + glyph / 2, top + context.theme.type_row(TypeStyle::Ui) / 2}, glyph,
              context.color(Role::TextSecondary));
    draw_text_within(draw, context, {left + glyph + context.px(space::control), top}, width - glyph,
                     {TypeStyle::Ui}, context.color(Role::TextSecondary),
                     invite_.empty() ? "Have an invite link? Paste it anywhere here."
                                     : "The invite is here. Choose the name that others will see.");
    top += context.theme.type_row(TypeStyle::Ui) + padding;
    keep_height(top - box.min.y, commands);
}

// Gives its lower edge.
float ConnectScreen::draw_head(const Context& context, ImVec2 at, float width,
                               const model::Model& model) const {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const bool has_saved = !model.saved_servers().empty();
    draw_text(draw, context, at, {TypeStyle::Heading, Face::SemiBold}, context.color(Role::Text),
              has_saved ? "Another server" : "Connect");
    at.y += context.theme.type_row(TypeStyle::Heading);
    if (height_ == Space::Little) return at.y;
    std::string what =
        has_saved ? "Enter its address and passkey." : "Enter the address and passkey of a server.";
    if (found_ && !has_saved) what = "Pick a server, or enter its address.";
    if (!chosen_.empty()) what = chosen_ + " wants its passkey.";
    draw_text_within(draw, context, at, width, {TypeStyle::Ui}, context.color(Role::TextSecondary), what);
    return at.y + context.theme.type_row(TypeStyle::Ui);
}

// A quiet line that opens the field, and the field with what it does. True when Enter was pressed in it.
bool ConnectScreen::draw_code(const Context& context, ImVec2 at, float width, FieldRequest request,
                              float& bottom) {
    const ButtonLook look{.kind = ButtonKind::Quiet};
    // The words begin where the fields do.
    const auto line = [&](const char* id, std::string_view label) {
        const Box box =
            box_at({at.x - context.px(measure::button_padding), at.y - context.px(space::control)},
                   button_width(context, label, look), context.px(measure::hit));
        at.y = box.max.y + context.px(space::control);
        return button(context, id, box, label, look);
    };
    if (!code_shown_) {
        code_focused_ = false;
        if (line("has-code", "I have a code from another device")) {
            code_shown_ = true;
            focus_wanted_ = Focus::Code;
        }
        bottom = at.y;
        return false;
    }
    at.y += field_label_height(context);
    const Box box = box_at(at, width, context.px(measure::field));
    const FieldResult code =
        field(context, "code", box, fields_.code, code_secrecy_,
              {.label = "Code from another device", .error = code_fault_, .request = request});
    code_focused_ = code.focused;
    if (code.changed) code_fault_.clear();
    at.y = box.max.y + field_error_height(context, width, code_fault_) + context.px(space::small);
    at.y += draw_paragraph(*ImGui::GetWindowDrawList(), context, at, width, {TypeStyle::Small},
                           context.color(Role::TextSecondary), "You join as the person it was made for.");
    at.y += context.px(space::medium);
    if (line("no-code", "I have no code")) {
        forget_code();
        focus_wanted_ = Focus::Passkey;
    }
    bottom = at.y;
    return code.submitted;
}

// The card is as high as what the last frame put in it.
void ConnectScreen::keep_height(float height, Commands& commands) {
    if (std::exchange(form_content_, height) != height) commands.wake_in(0);
}

// Letters never get into the port. An invite may be pasted there, and goes where it belongs.
void ConnectScreen::keep_digits() {
    if (fields_.port.find(invite_scheme) != std::string::npos) return;
    const auto is_digit = [](char each) { return each >= '0' && each <= '9'; };
    if (std::erase_if(fields_.port, [&](char each) { return !is_digit(each); }) > 0) {
        port_fault_ = "Digits only. " + std::string(no_port);
        refill_wanted_ = Focus::Port;
    } else if (!port_is_one()) {
        port_fault_ = no_port;
    }
}

bool ConnectScreen::port_is_one() const {
    return fields_.port.empty() || port_of(fields_.port);
}

void ConnectScreen::connect(Commands& commands) {
    host_fault_.clear();
    port_fault_.clear();
    name_fault_.clear();
    passkey_fault_.clear();
    code_fault_.clear();
    other_fault_.clear();
    if (!invite_.empty()) {
        use_invite(std::string(invite_), commands);
        return;
    }
    if (lacks_code("Enter the code, or choose \"I have no code\".")) return;
    if (!port_is_one()) {
        port_fault_ = no_port;
        focus_wanted_ = Focus::Port;
        return;
    }
    const bool is_ipv6 = fields_.host.find(':') != std::string::npos && !fields_.host.starts_with('[');
    const std::string host = is_ipv6 ? "[" + fields_.host + "]" : fields_.host;
    const bool is_code = holds_join_code();
    commands.send(
        model::Connect{.address = fields_.port.empty() || is_code ? host : host + ":" + fields_.port,
                       .name = fields_.name,
                       .any_number = is_default_name_ && fields_.name == default_name,
                       .passkey = fields_.passkey,
                       .invite = {},
                       .saved = saved_,
                       .code = fields_.code});
    if (!is_code) {
        commands.send(model::KeepSetting{"kept.connect.host", fields_.host});
        commands.send(model::KeepSetting{"kept.connect.port", fields_.port});
    }
    commands.send(model::KeepSetting{"kept.connect.name", fields_.name});
}

bool ConnectScreen::holds_join_code() const {
    return outside_ != nullptr && outside_->looks_like_join_code(fields_.host);
}

void ConnectScreen::forget_join_code() {
    if (!holds_join_code()) return;
    wipe(fields_.host);
    fields_.host = ConnectFields{}.host;
}

bool ConnectScreen::lacks_code(const char* what_to_do) {
    if (!code_shown_ || !fields_.code.empty()) return false;
    code_fault_ = what_to_do;
    focus_wanted_ = Focus::Code;
    return true;
}

void ConnectScreen::use_address(const std::string& address) {
    if (address.empty()) return;
    address_given_ = true;
    chosen_.clear();
    const std::size_t colon = address.rfind(':');
    // An IPv6 address has colons of its own, and stands in brackets where a port follows.
    const bool has_port =
        colon != std::string::npos && colon != 0 && (address.find(':') == colon || address[colon - 1] == ']');
    fields_.host = has_port ? address.substr(0, colon) : address;
    fields_.port = has_port ? address.substr(colon + 1) : ConnectFields{}.port;
    if (fields_.host.starts_with('[') && fields_.host.ends_with(']'))
        fields_.host = fields_.host.substr(1, fields_.host.size() - 2);
}

void ConnectScreen::use_address_of(const std::string& link) {
    use_address(link.substr(invite_scheme.size(), link.find("/#") - invite_scheme.size()));
    saved_.reset();
}

// The fields tell where it goes, for the case that a passkey is asked for.
void ConnectScreen::rejoin(const model::SavedServer& saved, Commands& commands) {
    rejoin_at(saved.server.address, saved, commands);
}

void ConnectScreen::rejoin_at(const std::string& address, const model::SavedServer& saved,
                              Commands& commands) {
    use_address(saved.server.address);
    fields_.name = saved.user;
    is_default_name_ = false;
    saved_ = saved.server.key;
    invite_.clear();
    commands.send(model::Connect{
        .address = address, .name = saved.user, .passkey = {}, .invite = {}, .saved = saved.server.key});
}

// A newcomer has its passkey from somebody.
void ConnectScreen::use_found(const model::FoundServer& found) {
    use_address(found.addresses.front());
    chosen_ = found.name;
    saved_.reset();
    invite_.clear();
    wipe(fields_.passkey);
    host_fault_.clear();
    port_fault_.clear();
    passkey_fault_.clear();
    other_fault_.clear();
    focus_wanted_ = Focus::Passkey;
}

bool ConnectScreen::use_invite(const std::string& text, Commands& commands) {
    const std::optional<std::string> link = invite_in(text);
    if (!link) return false;
    use_address_of(*link);
    invite_.clear();
    // Without the code this device would become somebody new, for good.
    if (lacks_code("Enter the code first, then paste the invite again.")) return true;
    commands.send(model::Connect{.address = {},
                                 .name = fields_.name,
                                 .any_number = is_default_name_ && fields_.name == default_name,
                                 .passkey = {},
                                 .invite = *link,
                                 .saved = {},
                                 .code = fields_.code});
    return true;
}

// Whoever has said no name yet is asked for one before others see it.
void ConnectScreen::take_invite(const std::string& text, Commands& commands) {
    const bool has_name = !is_default_name_ || fields_.name != default_name;
    if (has_name || code_shown_) {
        use_invite(text, commands);
        return;
    }
    const std::optional<std::string> link = invite_in(text);
    if (!link) return;
    use_address_of(*link);
    invite_ = *link;
    focus_wanted_ = Focus::Name;
}

void ConnectScreen::offer_invite(const std::string& link, const net::ServerKeyHash& server) {
    use_address_of(link);
    invite_ = link;
    offered_ = server;
    focus_wanted_ = Focus::Name;
}

// Which servers know this device is told a moment after the start.
void ConnectScreen::settle_offer(const model::Model& model, Commands& commands) {
    if (!offered_ || !fields_known_) return;
    const net::ServerKeyHash server = *std::exchange(offered_, std::nullopt);
    const auto saved = std::ranges::find_if(
        model.saved_servers(), [&](const model::SavedServer& each) { return each.server.key == server; });
    if (saved == model.saved_servers().end() || invite_.empty()) return;
    fields_.name = saved->user;
    is_default_name_ = false;
    use_invite(std::string(invite_), commands);
}

// An invite counts wherever it is pasted: into any field, or into none.
void ConnectScreen::paste_invite(Commands& commands) {
    const std::pair<std::string*, Focus> all[] = {{&fields_.host, Focus::Host},
                                                  {&fields_.port, Focus::Port},
                                                  {&fields_.name, Focus::Name},
                                                  {&fields_.passkey, Focus::Passkey},
                                                  {&fields_.code, Focus::Code}};
    for (const auto& [text, focus] : all) {
        const std::size_t begin = text->find(invite_scheme);
        if (begin == std::string::npos || text->find("/#", begin) == std::string::npos) continue;
        const std::string link = text->substr(begin);
        text->erase(begin);
        refill_wanted_ = focus;
        take_invite(link, commands);
        commands.wake_in(0);
        return;
    }
    if (ImGui::GetIO().WantTextInput || !ImGui::IsKeyChordPressed(ImGuiMod_Ctrl | ImGuiKey_V)) return;
    const char* clipboard = ImGui::GetClipboardText();
    if (clipboard == nullptr) return;
    if (outside_ == nullptr || !outside_->looks_like_join_code(clipboard))
        return take_invite(clipboard, commands);
    fields_.host = clipboard;
    invite_.clear();
    chosen_.clear();
    saved_.reset();
    focus_wanted_ = Focus::Name;
}

// A server that knows this device is one key away, whenever this screen comes up.
void ConnectScreen::offer_to_rejoin(const model::Model& model) {
    const int frame = ImGui::GetFrameCount();
    if (std::exchange(last_frame_, frame) != frame - 1) rejoin_offered_ = false;
    if (rejoin_offered_ || model.saved_servers().empty()) return;
    rejoin_offered_ = true;
    const bool is_being_filled = !fields_.passkey.empty() || !invite_.empty() || code_shown_;
    if (!is_being_filled) focus_wanted_ = Focus::Saved;
}

void ConnectScreen::remember_fields(const model::Model& model) {
    if (fields_known_ || model.revision() == 0) return;
    fields_known_ = true;
    const auto restore = [&](std::string& field, const char* name) {
        const std::string kept = setting(model, name);
        if (!kept.empty()) field = kept;
    };
    if (!address_given_) {
        restore(fields_.host, "kept.connect.host");
        restore(fields_.port, "kept.connect.port");
    }
    if (fields_.name == default_name) restore(fields_.name, "kept.connect.name");
    is_default_name_ = fields_.name == default_name;
}

// A refusal is told beside the field that is wrong, once.
void ConnectScreen::take_refusal(const model::Model& model) {
    const model::Connection& connection = model.connection();
    // A refusal that needs no network comes between two frames: it is told by its number, not by a change of state.
    if (std::exchange(refusals_told_, connection.refusals) == connection.refusals) return;
    switch (field_of(connection.refusal)) {
        case model::ConnectField::Address:
            host_fault_ = connection.reason;
            focus_wanted_ = Focus::Host;
            break;
        case model::ConnectField::Name:
            name_fault_ = connection.reason;
            focus_wanted_ = Focus::Name;
            if (!connection.suggestion.empty()) fields_.name = connection.suggestion;
            break;
        case model::ConnectField::Passkey:
            passkey_fault_ = connection.reason;
            if (connection.tries_left > 0) {
                passkey_fault_ = "Wrong passkey. " + std::to_string(connection.tries_left) +
                                 (connection.tries_left == 1 ? " try left." : " tries left.");
            }
            focus_wanted_ = Focus::Passkey;
            break;
        case model::ConnectField::Code:
            code_shown_ = true;
            code_fault_ = connection.reason;
            focus_wanted_ = Focus::Code;
            break;
        case model::ConnectField::None:
            other_fault_ = connection.reason;
            break;
    }
}

}  // namespace crosstalk::ui
