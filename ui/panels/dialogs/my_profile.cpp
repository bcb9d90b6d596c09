#include "ui/panels/dialogs/my_profile.hpp"

#include <imgui.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "net/text/message_text.hpp"
#include "ui/panels/dialogs/devices.hpp"
#include "ui/panels/own_presence.hpp"
#include "ui/widgets/choice_row.hpp"

namespace crosstalk::ui {

namespace {

constexpr std::array<std::string_view, 4> presence_labels = {"Online", "Away", "Do not disturb", "Invisible"};
constexpr std::array<net::PresenceState, 4> presence_states = {
    net::PresenceState::Online, net::PresenceState::Away, net::PresenceState::Busy,
    net::PresenceState::Offline};
// Those of names in the dark look, so that they fit; 0: by itself.
constexpr std::array<std::uint32_t, 9> colours = {0,        0xFF9A8B, 0xF5B94E, 0xB9D95F, 0x74DC9E,
                                                  0x5CD6E2, 0x8DBBFF, 0xC0AAFF, 0xFF9AD2};
constexpr float swatch = 26;

constexpr TextBounds status_bounds{"The status", net::max_status_bytes, net::max_status_bytes};
constexpr TextBounds bio_bounds{"The text about you", net::max_bio_bytes, net::max_bio_bytes};

}  // namespace

void MyProfileDialog::take(const Scene& scene) {
    if (!asked_ && scene.is_online()) {
        asked_ = true;
        asking_.ask(net::Person{scene.model.me().id}, scene);
    }
    const auto* found = asking_.answer<net::PersonFound>();
    if (found == nullptr || std::exchange(is_known_, true)) return;
    card_before_ = found->member.card;
    bio_before_ = found->bio;
    name_ = scene.model.me().name;
    status_ = card_before_.status;
    colour_ = card_before_.colour;
    bio_ = bio_before_;
}

Staying MyProfileDialog::draw(const Scene& scene, Form& form) {
    take(scene);
    take_outcome();
    if (is_saving_ && renaming_.is_idle() && describing_.is_idle()) return Staying::Close;
    draw_person_head(form, scene, scene.model.me(), scene.model.server().name);
    const net::PresenceState chosen_state = chosen_presence(scene.preferences);
    auto presence =
        static_cast<std::size_t>(std::ranges::find(presence_states, chosen_state) - presence_states.begin());
    if (choice_row(form, "presence", "How others see you", presence_labels, presence))
        choose_presence(scene, presence_states[presence]);
    if (!is_known_) {
        if (draw_asking(form, scene, asking_)) asked_ = false;
        return close_button(form) ? Staying::Close : Staying::Open;
    }
    const bool submitted = draw_fields(scene, form);
    const OwnErrand& under_way = renaming_.is_under_way() ? renaming_ : describing_;
    const bool has_news = has_changed(scene);
    const Press press =
        end_of_deed(form, scene, under_way,
                    {.label = "Save", .disabled_reason = has_news ? "" : "Nothing was changed"}, submitted);
    if (press == Press::Cancel) return Staying::Close;
    if (press == Press::Go) save(scene);
    return Staying::Open;
}

// What was refused is told at its field, which has the keyboard; what was done is done.
void MyProfileDialog::take_outcome() {
    if (renaming_.has_failed()) {
        name_fault_ = renaming_.take_refusal();
        name_request_ = FieldRequest::FocusAndSelectAll;
        is_saving_ = false;
    }
    if (describing_.has_failed()) is_saving_ = false;
    if (renaming_.is_done()) renaming_.forget();
    if (!describing_.is_done()) return;
    describing_.forget();
    card_before_.status = sent_.status;
    card_before_.colour = sent_.colour;
    bio_before_ = sent_bio_;
}

bool MyProfileDialog::draw_fields(const Scene& scene, Form& form) {
    bool submitted = false;
    const auto field = [&](const char* id, std::string& text, FieldLook look, std::string& fault,
                           FieldRequest& request) {
        look.error = fault;
        look.request = std::exchange(request, FieldRequest::Nothing);
        const FieldResult result = form.field(id, text, look);
        if (result.changed) fault.clear();
        submitted |= result.submitted;
    };
    field("name", name_, {.label = "Name", .bytes_most = net::max_asked_name_bytes}, name_fault_,
          name_request_);
    field("status", status_,
          {.label = "Status", .hint = "What you are doing", .bytes_most = 2 * net::max_status_bytes},
          status_fault_, status_request_);
    field("bio", bio_,
          {.label = "About you", .hint = "I bring the cables", .bytes_most = 2 * net::max_bio_bytes},
          bio_fault_, bio_request_);
    draw_colours(form);
    const bool has_picture = static_cast<bool>(picture_now(scene));
    const int pressed = form.buttons(
        {{"devices", "My devices", {.icon = Icon::Keyboard}},
         {"picture", has_picture ? "Another picture" : "Choose a picture", {.icon = Icon::Image}},
         {"no-picture",
          "No picture",
          {.kind = ButtonKind::Quiet, .disabled_reason = has_picture ? "" : "You have none"}}});
    if (pressed == 0) scene.commands.show(OpenDialog{std::make_unique<DevicesDialog>(scene.model.me())});
    if (pressed == 1) scene.commands.show(PickPortrait{});
    if (pressed == 2)
        scene.commands.send(model::Perform{
            net::SetProfile{{.colour = card_before_.colour, .status = card_before_.status, .picture = {}},
                            bio_before_},
            {}});
    return submitted;
}

// Whoever changes the picture while this is open changes it: what is saved here leaves it as it is then.
net::UploadId MyProfileDialog::picture_now(const Scene& scene) const {
    const model::Room* lobby = scene.model.room(net::lobby);
    if (lobby == nullptr) return card_before_.picture;
    const auto me = lobby->members.find(scene.model.me().id);
    return me == lobby->members.end() ? card_before_.picture : me->second.card.picture;
}

void MyProfileDialog::draw_colours(Form& form) {
    const Context& context = form.context();
    const Theme& theme = context.theme;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const IdScope scope("colours");
    const Box head = form.take(field_label_height(context));
    draw_text_within(draw, context, head.min, head.width(), {TypeStyle::Small, Face::SemiBold},
                     theme[Role::TextSecondary], "Colour of your name");
    const float cell = theme.px(measure::hit);
    float x = form.left();
    float y = form.take(cell).min.y;
    for (std::size_t index = 0; index < colours.size(); ++index) {
        if (x > form.left() && x + cell > form.left() + form.width()) {
            x = form.left();
            y = form.take(cell).min.y;
        }
        const Box box = box_at({x, y}, cell, cell);
        const IdScope each(index + 1);
        const ItemState state = item(context, "colour", box);
        const bool on = colours[index] == colour_;
        const float radius = theme.px(swatch) / 2;
        if (index == 0) {
            draw.AddCircle(box.center(), radius, to_im(theme[Role::BorderControl]), 0,
                           theme.stroke(line::icon));
            draw_icon(draw, theme, Icon::Close, box.center(), theme.px(12), theme[Role::TextSecondary]);
        } else {
            draw.AddCircleFilled(box.center(), radius, to_im(rgb(colours[index])));
        }
        if (on)
            draw.AddCircle(box.center(), radius + theme.px(2), to_im(theme[Role::Text]), 0,
                           theme.px(line::strong));
        draw_focus_ring(draw, context, state, box, cell / 2);
        tooltip(context, state, index == 0 ? "By itself" : "");
        if (state.pressed) colour_ = colours[index];
        x += cell + theme.px(space::tiny);
    }
    form.gap(space::medium);
}

bool MyProfileDialog::has_changed(const Scene& scene) const {
    return name_ != scene.model.me().name || status_ != card_before_.status || bio_ != bio_before_ ||
           colour_ != card_before_.colour;
}

void MyProfileDialog::save(const Scene& scene) {
    const bool renames = name_ != scene.model.me().name;
    name_fault_ = renames ? fault_of_name(name_) : "";
    status_fault_ = fault_of(status_, status_bounds);
    bio_fault_ = fault_of(bio_, bio_bounds);
    if (!name_fault_.empty()) {
        name_request_ = FieldRequest::FocusAndSelectAll;
    } else if (!status_fault_.empty()) {
        status_request_ = FieldRequest::FocusAndSelectAll;
    } else if (!bio_fault_.empty()) {
        bio_request_ = FieldRequest::FocusAndSelectAll;
    }
    if (!name_fault_.empty() || !status_fault_.empty() || !bio_fault_.empty()) return;
    is_saving_ = true;
    renaming_.forget();
    describing_.forget();
    if (renames) renaming_.perform(net::Rename{name_, {}}, scene);
    const bool describes =
        status_ != card_before_.status || bio_ != bio_before_ || colour_ != card_before_.colour;
    if (!describes) return;
    sent_ = {.colour = colour_, .status = status_, .picture = picture_now(scene)};
    sent_bio_ = bio_;
    describing_.perform(net::SetProfile{sent_, bio_}, scene);
}

}  // namespace crosstalk::ui
