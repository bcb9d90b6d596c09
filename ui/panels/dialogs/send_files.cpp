#include "ui/panels/dialogs/send_files.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "client/model/words.hpp"
#include "net/limits.hpp"
#include "net/text/file_name.hpp"
#include "net/text/message_text.hpp"
#include "net/text/paths.hpp"
#include "net/text/utf8.hpp"
#include "ui/files/file_icon.hpp"
#include "ui/files/file_kind.hpp"
#include "ui/panels/dialogs/parts.hpp"
#include "ui/panels/rights.hpp"
#include "ui/pictures/drawn_picture.hpp"
#include "ui/widgets/card.hpp"
#include "ui/widgets/file_name.hpp"

namespace crosstalk::ui {

namespace {

constexpr float file_row = 64;
constexpr float thumbnail = 48;
constexpr float single_height = 220;

bool has_pixels(const SeenFile& file) {
    return file.width > 0 && file.size <= shown_picture_most_bytes;
}

PictureKey key_of(const SeenFile& file) {
    return {.source = {}, .file = {}, .portrait = {}, .path = text::utf8_of(file.path)};
}

std::string with_extension(const std::string& name, const std::string& extension) {
    const std::string old = text::file_extension(name);
    const std::size_t stem = old.empty() ? name.size() : name.size() - old.size() - 1;
    return name.substr(0, stem) + "." + extension;
}

std::string kind_and_sides(const SeenFile& file) {
    std::string words = ", " + kind_in_words(file.name);
    if (file.width > 0) words += ", " + std::to_string(file.width) + " x " + std::to_string(file.height);
    return words;
}

std::string words_of(const SeenFile& file, const SeenFile& sent, const SmallerCopy& copy) {
    switch (copy.state) {
        case PictureState::Unknown:
            return model::size_in_words(file.size) + kind_and_sides(file);
        case PictureState::Loading:
            return model::size_in_words(file.size) + ", the smaller copy is being made";
        case PictureState::Ready:
            return model::size_in_words(sent.size) + " instead of " + model::size_in_words(file.size) +
                   kind_and_sides(sent);
        case PictureState::Broken:
            return model::size_in_words(file.size) + ", goes as it is: " + copy.fault;
    }
    return {};
}

}  // namespace

SendFilesDialog::SendFilesDialog(net::RoomId room, FilesSeen seen, std::string text)
    : room_(room), files_(std::move(seen.files)), left_out_(seen.left_out), text_(std::move(text)) {
    if (files_.size() <= net::max_files_per_message) return;
    left_out_ += files_.size() - net::max_files_per_message;
    files_.resize(net::max_files_per_message);
}

std::string SendFilesDialog::title() const {
    return files_.size() == 1 ? "Send a file" : "Send " + std::to_string(files_.size()) + " files";
}

SmallerCopy SendFilesDialog::copy_of(const SeenFile& file, const Scene& scene) const {
    Pictures* pictures = scene.context.pictures;
    if (!smaller_.value_or(false) || !file.can_be_smaller || pictures == nullptr) return {};
    return pictures->smaller_copy(text::utf8_of(file.path));
}

bool SendFilesDialog::waits_for_copy(const Scene& scene) const {
    return std::ranges::any_of(
        files_, [&](const SeenFile& file) { return copy_of(file, scene).state == PictureState::Loading; });
}

SeenFile SendFilesDialog::as_sent(const SeenFile& file, const Scene& scene) const {
    const SmallerCopy copy = copy_of(file, scene);
    if (copy.state != PictureState::Ready) return file;
    return {.path = text::path_of(copy.path),
            .name = with_extension(file.name, copy.extension),
            .size = copy.size,
            .width = copy.width,
            .height = copy.height};
}

std::string SendFilesDialog::fault_of(const SeenFile& file, const Scene& scene) const {
    if (!file.fault.empty()) return file.fault;
    const auto most = static_cast<std::uint64_t>(scene.model.limits().file_bytes);
    if (as_sent(file, scene).size > most)
        return "Too large: this server takes at most " + model::size_in_words(most) + " a file.";
    return {};
}

std::string SendFilesDialog::refusal(const Scene& scene) const {
    const model::Room* room = scene.model.room(room_);
    if (room == nullptr) return "The room is gone.";
    std::string silence = silence_in_words(*room, scene.model, {scene.now.wall_ms});
    if (!silence.empty()) return silence;
    const auto cannot = [&](const SeenFile& file) { return !fault_of(file, scene).empty(); };
    if (waits_for_copy(scene)) return "The smaller copy is being made.";
    if (std::ranges::any_of(files_, cannot)) return "Take out first what cannot be sent.";
    if (text::count_code_points(text_) > net::max_text_code_points) return "The words are too long.";
    return {};
}

void SendFilesDialog::draw_file(const Scene& scene, Form& form, std::size_t index) {
    const SeenFile& file = files_[index];
    const Context& context = scene.context;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const IdScope scope(index + 1);
    const Box row = form.take(context.px(file_row));
    const float side = context.px(thumbnail);
    const Box tile = box_at({row.min.x, std::floor(row.center().y - side / 2)}, side, side);
    const SeenFile sent = as_sent(file, scene);
    const SmallerCopy copy = copy_of(file, scene);
    const std::string fault = fault_of(file, scene);
    const bool is_program = kind_of(file.name) == FileKind::Program;
    draw_icon_tile(draw, context, tile, fault.empty() ? icon_of(kind_of(file.name)) : Icon::Warning,
                   fault.empty() ? Role::Accent : Role::Danger,
                   fault.empty() ? Role::AccentTint : Role::DangerTint);
    if (has_pixels(file) && fault.empty())
        draw_picture(draw, context, tile, key_of(file),
                     {.fit = PictureFit::Filled, .corner = context.px(radius::popup)});
    const float button = context.px(measure::icon_button);
    const Box cross = box_at({row.max.x - button, std::floor(row.center().y - button / 2)}, button, button);
    if (icon_button(context, "remove", cross, Icon::Close, "Leave it out")) removed_ = index + 1;
    const float left = tile.max.x + context.px(space::medium);
    const float width = cross.min.x - context.px(space::control) - left;
    const float rows = context.theme.type_row(TypeStyle::Body) + context.theme.type_row(TypeStyle::Small);
    float y = std::floor(row.center().y - rows / 2);
    draw_file_name(draw, context, {left, y}, width, {TypeStyle::Body, Face::SemiBold},
                   context.color(Role::Text), sent.name);
    y += context.theme.type_row(TypeStyle::Body);
    const bool warns = is_program || copy.state == PictureState::Broken;
    draw_text_within(draw, context, {left, y}, width, {TypeStyle::Small},
                     context.color(!fault.empty() ? Role::Danger
                                   : warns        ? Role::Warning
                                                  : Role::TextMuted),
                     fault.empty() ? words_of(file, sent, copy) : fault);
}

// What is chosen here is remembered.
void SendFilesDialog::draw_choice(const Scene& scene, Form& form) {
    const auto count = std::ranges::count_if(files_, &SeenFile::can_be_smaller);
    if (count == 0 || scene.context.pictures == nullptr) return;
    bool smaller = smaller_.value_or(false);
    const std::string what = count == 1 ? "Send a smaller copy" : "Send smaller copies";
    const std::string side = std::to_string(smaller_copy_side);
    if (!form.checkbox("smaller", what + ", at most " + side + " x " + side, smaller)) return;
    smaller_ = smaller;
    request_ = FieldRequest::Focus;  // Enter still sends
    scene.preferences.set(SettingId::SmallerCopies, smaller ? "on" : "off", scene.commands);
}

// A picture that goes alone is shown large.
void SendFilesDialog::draw_single(const Scene& scene, Form& form) {
    const Context& context = scene.context;
    const bool is_shown =
        files_.size() == 1 && has_pixels(files_.front()) && fault_of(files_.front(), scene).empty();
    if (!is_shown) return;
    const PictureSize size =
        fitted_size(files_.front().width, files_.front().height,
                    {static_cast<int>(form.width()), context.theme.pixels(single_height)}, context.theme);
    const Box place = form.take(static_cast<float>(size.height));
    const Box box = box_at({std::floor(place.center().x - static_cast<float>(size.width) / 2), place.min.y},
                           static_cast<float>(size.width), static_cast<float>(size.height));
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    fill_box(draw, box, context.color(Role::Raised), context.px(radius::popup));
    draw_picture(draw, context, box, key_of(files_.front()), {.corner = context.px(radius::popup)});
    form.gap(space::control);
}

Staying SendFilesDialog::draw(const Scene& scene, Form& form) {
    const model::Room* room = scene.model.room(room_);
    if (room == nullptr || files_.empty()) return Staying::Close;
    if (!smaller_) smaller_ = scene.preferences.is_on(SettingId::SmallerCopies);
    form.paragraph("To " + tag_of(*room) +
                   (room->kind == net::RoomKind::Direct ? "." : ". Everybody there can see and save it."));
    form.gap(space::control);
    draw_single(scene, form);
    removed_ = 0;
    for (std::size_t index = 0; index < files_.size(); ++index)
        draw_file(scene, form, index);
    if (removed_ != 0) files_.erase(files_.begin() + static_cast<std::ptrdiff_t>(removed_) - 1);
    if (left_out_ > 0)
        form.paragraph(std::to_string(left_out_) + " more are left out: a message holds at most " +
                           std::to_string(net::max_files_per_message) + " files.",
                       Role::Warning);
    draw_choice(scene, form);
    form.gap(space::control);
    const FieldResult said = form.field("text", text_,
                                        {.label = "A few words with it",
                                         .hint = "What is it?",
                                         .bytes_most = net::max_text_bytes,
                                         .request = std::exchange(request_, FieldRequest::Nothing)});
    const std::string reason = files_.empty() ? "Nothing is left." : refusal(scene);
    const int pressed = form.buttons(
        {{"send", "Send", {.kind = ButtonKind::Primary, .key_cap = "Enter", .disabled_reason = reason}},
         {"cancel", "Cancel", {}}});
    if (pressed == 1) return Staying::Close;
    const bool is_wanted = pressed == 0 || said.submitted || goes_then_;
    goes_then_ = is_wanted && waits_for_copy(scene);
    if (!is_wanted || !reason.empty()) return Staying::Open;
    send(scene);
    return Staying::Close;
}

void SendFilesDialog::send(const Scene& scene) {
    SayFiles say{.room = room_, .files = {}, .text = text::is_blank(text_) ? std::string() : text_};
    for (const SeenFile& file : files_) {
        const SeenFile sent = as_sent(file, scene);
        say.files.push_back({text::utf8_of(sent.path), sent.name, sent.width, sent.height});
    }
    scene.commands.show(std::move(say));
}

}  // namespace crosstalk::ui
