#include "ui/panels/connect_screen.hpp"

#include <imgui.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "ui/panels/dialogs/host_dialog.hpp"
#include "ui/panels/dialogs/hosted_server.hpp"
#include "ui/panels/dialogs/network_dialog.hpp"
#include "ui/panels/dialogs/practice_dialog.hpp"
#include "ui/panels/tiles.hpp"
#include "ui/theme/logo.hpp"
#include "ui/widgets/item.hpp"
#include "ui/widgets/keys.hpp"

namespace crosstalk::ui {

namespace {

// Measures at 100 %.
constexpr float content_width = 1128;
constexpr float form_width = 400;
constexpr float column_gap = 72;
constexpr float two_columns_from = 1100;
constexpr float brand_height = 96;
constexpr float logo_side = 68;
constexpr float form_height = 492;  // without faults
// Beside servers that are known, which need less room than the first steps.
constexpr float two_columns_with_saved_from = 760;
// Where the window is low, everything moves together.
constexpr float little_height_below = 640;
constexpr float brand_height_little = 52;
constexpr float logo_side_little = 40;
constexpr float form_height_little = 424;
constexpr float two_tiles_from = 540;

}  // namespace

void ConnectScreen::draw(const Scene& scene, Box window) {
    const Context& context = scene.context;
    const model::Model& model = scene.model;
    entries_.begin(scene.outside, model, scene.commands);
    if (!scene.preferences.is_on(SettingId::FindServers)) column_.stop_looking();

    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw_decoration_x(draw, {window.max.x - context.px(60), window.min.y + context.px(20)}, context.px(100),
                      context.px(56), decoration_color(context.theme));
    draw_decoration_o(draw, {window.min.x + context.px(20), window.max.y - context.px(0)}, context.px(150),
                      context.px(56), decoration_color(context.theme));

    const ImVec2 origin = begin_scroll_area(context, "connect", window, scroll_);
    const float scale = context.theme.scale();
    const bool has_list = column_.has_servers(scene);
    const ConnectSpace height =
        window.height() / scale < little_height_below ? ConnectSpace::Little : ConnectSpace::Plenty;
    const bool little = height == ConnectSpace::Little;
    const bool is_wide =
        window.width() / scale >= (has_list ? two_columns_with_saved_from : two_columns_from);
    const float width = std::min(window.width() - 2 * context.px(space::page),
                                 context.px(is_wide ? content_width : form_width));
    const float left = window.min.x + std::floor((window.width() - width) / 2);
    const float brand = context.px(little ? brand_height_little : brand_height);
    const float form_least = context.px(little ? form_height_little : form_height);
    // While one waits for an answer, that is what there is to see.
    const bool above = has_list && !is_wide && !is_trying(model);
    const float list = above ? column_.height(scene) + context.px(space::section) : 0;
    const float top = origin.y + std::max(context.px(space::page),
                                          std::floor((window.height() - brand - list - form_least) / 2));
    draw_brand(context, {{left, top}, {left + width, top + brand}}, height);

    const float body = top + brand;
    const float gap = context.px(window.width() / scale >= two_columns_from ? column_gap : space::large);
    const float form_wide = is_wide ? context.px(form_width) : width;
    const float left_wide = is_wide ? width - form_wide - gap : width;
    float bottom = body;
    if (is_wide || above) bottom = draw_servers(scene, {left, body}, left_wide);
    const Box form = box_at({left + width - form_wide, body + list}, form_wide,
                            form_.height() > 0 ? form_.height() : form_least);
    form_.draw(scene, form, entries_, height,
               column_.is_looking() ? ListBeside::ServersOfTheNetwork : ListBeside::Nothing);
    // Below the list, or below all where there is one column.
    const float tiles = (is_wide ? bottom : form.max.y) + context.px(space::group);
    bottom = std::max(draw_tiles(scene, {left, tiles}, left_wide), form.max.y);
    end_scroll_area(context, window, bottom - origin.y + context.px(space::page), scroll_);
}

void ConnectScreen::draw_brand(const Context& context, Box box, ConnectSpace height) const {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const bool little = height == ConnectSpace::Little;
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

// Gives its lower edge.
float ConnectScreen::draw_servers(const Scene& scene, ImVec2 min, float width) {
    const bool in_front = !form_.leads() && !is_trying(scene.model);
    const bool has_saved = !scene.model.saved_servers().empty();
    const ServerColumnDrawn drawn =
        column_.draw(scene, min, width,
                     {.first = in_front ? FirstServer::InFront : FirstServer::Plain,
                      .takes_focus = has_saved && entries_.take_focus_of_saved()});
    if (drawn.saved != nullptr) entries_.rejoin_at(drawn.address, *drawn.saved, scene.commands);
    if (drawn.found != nullptr) entries_.use_found(*drawn.found);
    if (drawn.checks) {
        const ConnectFields& fields = entries_.fields();
        const bool is_default = fields.host == ConnectFields{}.host || entries_.holds_join_code();
        scene.commands.show(OpenDialog{
            std::make_unique<NetworkDialog>(is_default ? std::string() : fields.host + ":" + fields.port)});
    }
    return drawn.bottom;
}

// What needs no server, beside one another where there is room. Gives their lower edge.
float ConnectScreen::draw_tiles(const Scene& scene, ImVec2 min, float width) const {
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
                scene.commands.show(OpenDialog{std::make_unique<HostedServerDialog>(entries_.own_name())});
            } else {
                scene.commands.show(
                    OpenDialog{std::make_unique<HostDialog>(entries_.own_name(), hosting.server)});
            }
        }
        next = beside ? ImVec2{min.x + wide + gap, min.y} : ImVec2{min.x, min.y + tile_height(context) + gap};
    }
    if (draw_tile(context, next, wide,
                  {"practise", Icon::Robot, Role::X, "Practise Tic Tac Toe", "Against the computer."}))
        scene.commands.show(OpenDialog{std::make_unique<PracticeDialog>()});
    return next.y + tile_height(context);
}

}  // namespace crosstalk::ui
