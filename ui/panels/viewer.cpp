#include "ui/panels/viewer.hpp"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "client/model/words.hpp"
#include "ui/files/file_kind.hpp"
#include "ui/panels/room_files.hpp"
#include "ui/panels/side_panel.hpp"
#include "ui/pictures/drawn_picture.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/file_name.hpp"
#include "ui/widgets/item.hpp"
#include "ui/widgets/keys.hpp"
#include "ui/widgets/toggle.hpp"

namespace crosstalk::ui {

namespace {

constexpr float fast = 1.1F;  // one step of the wheel
constexpr float caption_row = 28;
constexpr float strip_count = 7;  // small pictures at most
constexpr std::array<std::string_view, 2> sizes = {"Fit", "100 %"};

Box inside(Box box, float left, float right) {
    return {{box.min.x + left, box.min.y}, {box.max.x - right, box.max.y}};
}

bool is_plain(ImGuiKey key) {
    return ImGui::IsKeyPressed(key) && ImGui::GetIO().KeyMods == ImGuiMod_None;
}

}  // namespace

void Viewer::open(const net::FileSource& source) {
    open_ = true;
    source_ = source;
    collected_ = 0;
    zoom_.fit();
}

// All pictures of the room's loaded messages around the one that is shown.
void Viewer::collect(const Scene& scene) {
    if (collected_ == scene.model.revision() && collected_ != 0) return;
    collected_ = scene.model.revision();
    shown_.clear();
    const model::Room* room = scene.model.room(source_.room);
    if (room == nullptr) return;
    const auto add_all = [&](const model::Messages& messages) {
        for (const net::Message& message : messages) {
            if (message.deleted || scene.model.is_ignored(message.author.id)) continue;
            for (std::size_t index = 0; index < message.files.size(); ++index) {
                if (!is_shown_as_picture(message.files[index])) continue;
                shown_.push_back({source_of(room->id, message, index), message.files[index], message.author,
                                  message.at, message.text});
            }
        }
    };
    if (room->past) add_all(room->past->messages);
    add_all(room->messages);
    const auto here = std::ranges::find(shown_, source_, &Shown::source);
    at_ = static_cast<std::size_t>(here - shown_.begin());
}

void Viewer::step(std::ptrdiff_t by) {
    const std::ptrdiff_t wanted = static_cast<std::ptrdiff_t>(at_) + by;
    if (wanted < 0 || wanted >= static_cast<std::ptrdiff_t>(shown_.size())) return;
    at_ = static_cast<std::size_t>(wanted);
    source_ = shown_[at_].source;
    zoom_.fit();
}

void Viewer::obey_keys(const Scene& scene, const Shown& shown) {
    if (is_popup_open()) return;
    if (is_plain(ImGuiKey_Escape)) {
        take_key(ImGuiKey_Escape);
        return close();
    }
    if (is_plain(ImGuiKey_LeftArrow)) step(-1);
    if (is_plain(ImGuiKey_RightArrow)) step(1);
    const bool is_plus = ImGui::IsKeyPressed(ImGuiKey_Equal) || ImGui::IsKeyPressed(ImGuiKey_KeypadAdd);
    const bool is_minus = ImGui::IsKeyPressed(ImGuiKey_Minus) || ImGui::IsKeyPressed(ImGuiKey_KeypadSubtract);
    const bool has_control = ImGui::GetIO().KeyCtrl;
    if (!has_control && is_plus) zoom_.zoom_by(Zoom::step, zoom_.middle());
    if (!has_control && is_minus) zoom_.zoom_by(1 / Zoom::step, zoom_.middle());
    if (is_plain(ImGuiKey_0)) zoom_.fit();
    if (is_plain(ImGuiKey_1)) zoom_.zoom_to(1, zoom_.middle());
    if (ImGui::IsKeyChordPressed(ImGuiMod_Ctrl | ImGuiKey_S))
        scene.commands.show(OnFile{shown.source, shown.file, FileDeed::Save, {}});
    if (ImGui::IsKeyChordPressed(ImGuiMod_Ctrl | ImGuiKey_C))
        scene.commands.ask(CopyPicture{{.source = shown.source, .file = shown.file, .portrait = {}}});
}

// From the right: close, save, size, zoom. Where there is little room the least needed go.
void Viewer::draw_tools(const Scene& scene, Box box, const Shown& shown) {
    const Context& context = scene.context;
    const float side = context.px(measure::icon_button);
    const float top = std::floor(box.center().y - side / 2);
    float right = box.max.x;
    const auto next = [&](float width) {
        const Box place = box_at({right - width, top}, width, side);
        right = place.min.x - context.px(space::control);
        return place;
    };
    const auto has_room = [&](float width) { return right - width > box.min.x; };
    if (icon_button(context, "close", next(side), Icon::Close, "Close (Esc)")) close();
    const model::Transfer* saving = saving_of(scene.model, shown.source);
    const bool is_saved = saving != nullptr && saving->state == model::TransferState::Done;
    const ButtonLook look{.icon = is_saved ? Icon::Folder : Icon::Download,
                          .key_cap = is_saved ? std::string_view{} : std::string_view("Ctrl S")};
    const std::string_view label = is_saved ? "Show in folder" : "Save";
    if (has_room(button_width(context, label, look)) &&
        button(context, "save", next(button_width(context, label, look)), label, look))
        scene.commands.show(OnFile{shown.source, shown.file, is_saved ? FileDeed::Reveal : FileDeed::Save,
                                   is_saved ? saving->id : model::TransferId{}});
    if (icon_button(context, "copy", next(side), Icon::Copy, "Copy the picture (Ctrl C)"))
        scene.commands.ask(CopyPicture{{.source = shown.source, .file = shown.file, .portrait = {}}});
    const float width = segmented_width(context, sizes);
    if (has_room(width)) {
        std::size_t chosen = zoom_.fits() ? 0 : zoom_.factor() == 1 ? 1 : sizes.size();
        if (segmented(context, "size", next(width).min, sizes, chosen))
            chosen == 0 ? zoom_.fit() : zoom_.zoom_to(1, zoom_.middle());
    }
    const float number = context.px(56);
    if (!has_room(2 * side + number)) return;
    if (icon_button(context, "in", next(side), Icon::ZoomIn, "Larger (+)"))
        zoom_.zoom_by(Zoom::step, zoom_.middle());
    const std::string percent = std::to_string(static_cast<int>(std::lround(zoom_.factor() * 100))) + " %";
    draw_text_centered(*ImGui::GetWindowDrawList(), context, next(number), {TypeStyle::Ui, Face::SemiBold},
                       context.color(Role::Text), percent);
    if (icon_button(context, "out", next(side), Icon::ZoomOut, "Smaller (-)"))
        zoom_.zoom_by(1 / Zoom::step, zoom_.middle());
}

void Viewer::draw_head(const Scene& scene, Box box, const Shown& shown) {
    const Context& context = scene.context;
    const Theme& theme = context.theme;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float words = std::min(box.width() / 2, theme.px(340));
    const float rows = theme.type_row(TypeStyle::Body) + theme.type_row(TypeStyle::Small);
    float y = std::floor(box.center().y - rows / 2);
    draw_file_name(draw, context, {box.min.x, y}, words, {TypeStyle::Body, Face::SemiBold}, theme[Role::Text],
                   shown.file.name);
    y += theme.type_row(TypeStyle::Body);
    std::string about = shown.author.name + ", " + when_of(scene, shown.at) + ". ";
    if (shown.file.width > 0)
        about += std::to_string(shown.file.width) + " x " + std::to_string(shown.file.height) + ", ";
    about += model::size_in_words(shown.file.size);
    draw_text_within(draw, context, {box.min.x, y}, words, {TypeStyle::Small}, theme[Role::TextSecondary],
                     about);
    draw_tools(scene, inside(box, words + theme.px(space::group), 0), shown);
}

void Viewer::follow_pointer(const Context& context, Box box) {
    const ItemState state = item(context, "picture", box);
    const ImGuiIO& io = ImGui::GetIO();
    const Point at{io.MousePos.x - box.min.x, io.MousePos.y - box.min.y};
    if (state.hovered && io.MouseWheel != 0) zoom_.zoom_by(std::pow(fast, io.MouseWheel), at);
    if (state.held && !zoom_.fits()) {
        zoom_.pan({io.MouseDelta.x, io.MouseDelta.y});
        ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeAll);
    }
    if (state.hovered && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left))
        zoom_.fits() && zoom_.factor() < 1 ? zoom_.zoom_to(1, at) : zoom_.fit();
}

void Viewer::draw_picture_in(const Scene& scene, Box box, const Shown& shown) {
    const Context& context = scene.context;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    follow_pointer(context, box);
    if (context.pictures == nullptr) return;
    const PictureKey key{.source = shown.source, .file = shown.file, .portrait = {}};
    PictureWish wish{
        .width = static_cast<int>(box.width()),
        .height = static_cast<int>(box.height()),
        .detail = PictureDetail::Whole,
        .play = context.theme.motion() == MotionLevel::Reduced ? PicturePlay::Still : PicturePlay::Plays,
        .now_ms = context.now_ms};
    PictureShown picture = context.pictures->find(key, wish);
    const bool is_broken = picture.state == PictureState::Broken;
    const std::string fault(picture.fault);
    if (picture.state == PictureState::Loading) {
        // The small one, until all pixels are here.
        wish.detail = PictureDetail::Thumbnail;
        wish.width = context.theme.pixels(measure::image_most_width);
        wish.height = context.theme.pixels(measure::image_most_height);
        picture = context.pictures->find(key, wish);
    }
    if (picture.state != PictureState::Ready) {
        const Box middle = box_at({box.min.x, box.center().y}, box.width(), context.px(24));
        draw_text_centered(draw, context, middle, {TypeStyle::Ui},
                           context.color(is_broken ? Role::Danger : Role::TextMuted),
                           is_broken ? std::string_view(fault) : std::string_view("Fetching it\u2026"));
        return;
    }
    if (picture.next_ms > 0) context.needs.wake_in(picture.next_ms);
    zoom_.set_view({static_cast<float>(std::max(1, picture.whole_width)),
                    static_cast<float>(std::max(1, picture.whole_height))},
                   {box.width(), box.height()});
    const Point corner = zoom_.corner();
    const ImVec2 min{std::round(box.min.x + corner.x), std::round(box.min.y + corner.y)};
    const ImVec2 max{min.x + std::round(static_cast<float>(picture.whole_width) * zoom_.factor()),
                     min.y + std::round(static_cast<float>(picture.whole_height) * zoom_.factor())};
    ImGui::PushClipRect(box.min, box.max, true);
    draw.AddImage(ImTextureRef(static_cast<ImTextureID>(picture.texture)), min, max);
    ImGui::PopClipRect();
}

// The neighbours in the room, the one that is shown with a ring.
void Viewer::draw_strip(const Scene& scene, Box box) {
    const Context& context = scene.context;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float width = context.px(measure::strip_width);
    const float gap = context.px(space::medium);
    const model::Room* room = scene.model.room(source_.room);
    const std::string count = std::to_string(at_ + 1) + " of " + std::to_string(shown_.size()) +
                              (room == nullptr ? std::string() : " in " + model::tag_of(*room));
    const float words = std::ceil(text_width(context, {TypeStyle::Small}, count));
    const float room_for = box.width() - words - gap;
    const auto most =
        static_cast<std::size_t>(std::clamp(std::floor((room_for + gap) / (width + gap)), 1.0F, strip_count));
    const std::size_t shown = std::min(most, shown_.size());
    const std::size_t first = std::min(at_ - std::min(at_, shown / 2), shown_.size() - shown);
    const float all = static_cast<float>(shown) * (width + gap) + words;
    float x = std::round(box.min.x + (box.width() - all) / 2);
    std::optional<std::size_t> pressed;
    for (std::size_t index = first; index < first + shown; ++index) {
        const Box place = box_at({x, box.min.y}, width, box.height());
        x += width + gap;
        const IdScope scope(index + 1);
        const ItemState state = item(context, "small", place);
        fill_box(draw, place, context.color(Role::Raised), context.px(radius::segment));
        draw_picture(draw, context, place,
                     {.source = shown_[index].source, .file = shown_[index].file, .portrait = {}},
                     {.fit = PictureFit::Filled, .corner = context.px(radius::segment)});
        if (index == at_)
            outline_box(draw, place.grown(context.px(space::hair)), context.color(Role::Accent),
                        context.px(radius::control), context.px(line::strong));
        draw_focus_ring(draw, context, state, place, context.px(radius::segment));
        tooltip(context, state, shown_[index].file.name);
        if (state.pressed) pressed = index;
    }
    draw_text(draw, context,
              {x + context.px(space::tiny), box.center().y - context.theme.type_row(TypeStyle::Small) / 2},
              {TypeStyle::Small}, context.color(Role::TextMuted), count);
    if (pressed) step(static_cast<std::ptrdiff_t>(*pressed) - static_cast<std::ptrdiff_t>(at_));
}

void Viewer::draw(const Scene& outer, Box box) {
    collect(outer);
    if (at_ >= shown_.size()) return close();
    ThemeChoice choice = outer.context.theme.choice();
    if (choice.palette == Palette::Light) choice.palette = Palette::Dark;
    if (!dark_ || dark_->choice() != choice) dark_ = make_theme(choice);
    const Context context{.theme = *dark_,
                          .fonts = outer.context.fonts,
                          .needs = outer.context.needs,
                          .now_ms = outer.context.now_ms,
                          .composition = outer.context.composition,
                          .writing = outer.context.writing,
                          .chosen = outer.context.chosen,
                          .pictures = outer.context.pictures,
                          .portraits = outer.context.portraits};
    const Scene scene{context,        outer.now,  outer.model,   outer.preferences, outer.errands,
                      outer.commands, outer.here, outer.outside, outer.calls};
    const IdScope scope("viewer");
    obey_keys(scene, shown_[at_]);
    const Shown shown = shown_[at_];
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    fill_box(draw, box, context.color(Role::Overlay));
    const float edge = context.px(space::group);
    const Box head{box.min, {box.max.x, box.min.y + context.px(measure::viewer_head)}};
    draw_head(scene, inside(head, edge, edge), shown);
    const bool has_strip = shown_.size() > 1;
    const float below = context.px(caption_row + space::control) +
                        (has_strip ? context.px(measure::strip_height + space::group) : 0);
    const float arrow = context.px(measure::viewer_arrow);
    const float beside = has_strip ? arrow + context.px(2 * space::control) : edge;
    const Box middle{{box.min.x + beside, head.max.y + context.px(space::control)},
                     {box.max.x - beside, box.max.y - below}};
    if (middle.width() > 1 && middle.height() > 1) draw_picture_in(scene, middle, shown);
    std::string caption = shown.text;
    std::ranges::replace(caption, '\n', ' ');
    const Box words{{middle.min.x, middle.max.y}, {middle.max.x, middle.max.y + context.px(caption_row)}};
    const float width = std::min(words.width(), text_width(context, {TypeStyle::Body}, caption) + 1);
    draw_text_within(draw, context,
                     {std::round(words.center().x - width / 2),
                      std::round(words.center().y - context.theme.type_row(TypeStyle::Body) / 2)},
                     width, {TypeStyle::Body}, context.color(Role::TextSecondary), caption);
    if (!has_strip) return;
    const float row = middle.center().y - arrow / 2;
    const float aside = context.px(space::control);
    const std::string_view first = at_ == 0 ? "This is the first one here" : "";
    const std::string_view last = at_ + 1 == shown_.size() ? "This is the newest one" : "";
    const IconButtonLook back{.corner = measure::viewer_arrow / 2, .disabled_reason = first};
    const IconButtonLook forth{.corner = measure::viewer_arrow / 2, .disabled_reason = last};
    if (icon_button(context, "previous", box_at({box.min.x + aside, row}, arrow, arrow), Icon::ChevronLeft,
                    "The one before (Left)", back))
        step(-1);
    if (icon_button(context, "next", box_at({box.max.x - aside - arrow, row}, arrow, arrow),
                    Icon::ChevronRight, "The next one (Right)", forth))
        step(1);
    draw_strip(scene, box_at({box.min.x + edge, words.max.y}, box.width() - 2 * edge,
                             context.px(measure::strip_height)));
}

}  // namespace crosstalk::ui
