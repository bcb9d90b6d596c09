// What the main screen does with files; see main_screen.hpp.
#include <imgui.h>

#include <cmath>
#include <utility>

#include "client/model/outgoing.hpp"
#include "client/model/words.hpp"
#include "net/text/paths.hpp"
#include "ui/panels/main_screen.hpp"
#include "ui/widgets/card.hpp"

namespace crosstalk::ui {

namespace {

constexpr std::uint64_t megabyte = 1'000'000;
constexpr float drop_card_width = 320;
constexpr float drop_card_height = 140;

std::optional<model::TransferAction> action_of(FileDeed deed) {
    switch (deed) {
        case FileDeed::Pause:
            return model::TransferAction::Pause;
        case FileDeed::Resume:
            return model::TransferAction::Resume;
        case FileDeed::Retry:
            return model::TransferAction::Retry;
        case FileDeed::Cancel:
            return model::TransferAction::Cancel;
        case FileDeed::Dismiss:
            return model::TransferAction::Dismiss;
        case FileDeed::View:
        case FileDeed::Save:
        case FileDeed::Open:
        case FileDeed::Reveal:
        case FileDeed::Menu:
            return std::nullopt;
    }
    return std::nullopt;
}

}  // namespace

void MainScreen::take(SendFilesTo& command, const Scene& scene) {
    typed_.send_files_to(command.user, scene);
}
void MainScreen::take(PickToSend& command, const Scene& scene) {
    file_errands_.take(command, scene.commands);
}
void MainScreen::take(PasteToSend& command, const Scene& scene) {
    file_errands_.take(std::move(command), scene.commands);
}
void MainScreen::take(OfferFiles& command, const Scene& scene) {
    file_errands_.take(std::move(command), scene.commands);
}
void MainScreen::take(OfferBytes& command, const Scene& scene) {
    file_errands_.take(std::move(command), scene.commands);
}
void MainScreen::take(SaveFileAs& command, const Scene& scene) {
    file_errands_.take(std::move(command), scene.commands);
}
void MainScreen::take(PickPortrait& command, const Scene& scene) {
    file_errands_.take(command, scene.commands);
}
void MainScreen::take(PickDownloadFolder& command, const Scene& scene) {
    file_errands_.take(command, scene.commands);
}
void MainScreen::take(PathTyped& command, const Scene&) {
    file_errands_.take(std::move(command));
}

void MainScreen::take(SayFiles& command, const Scene& scene) {
    const model::Room* room = scene.model.room(command.room);
    if (room == nullptr || command.files.empty()) return;
    Conversation& conversation = conversation_of(command.room);
    scene.commands.send(model::SendFiles{.room = command.room,
                                         .files = std::move(command.files),
                                         .text = std::move(command.text),
                                         .ref = {},
                                         .reply_to = conversation.composer().take_answered()});
    conversation.show_own(*room, scene.commands);
    if (command.room == scene.here) conversation.composer().take_focus();
}

void MainScreen::take(OnFile& command, const Scene& scene) {
    if (const auto action = action_of(command.deed)) {
        if (command.transfer) scene.commands.send(model::SteerTransfer{command.transfer, *action});
        return;
    }
    if (command.deed == FileDeed::View) return viewer_.open(command.source);
    if (command.deed == FileDeed::Save) {
        scene.commands.send(model::FetchFile{
            .source = command.source, .file = std::move(command.file), .kind = model::TransferKind::Save});
        return;
    }
    // What is opened or shown is a file that was saved, and nothing else.
    const auto found = scene.model.transfers().find(command.transfer);
    if (found == scene.model.transfers().end()) return;
    const model::Transfer& transfer = found->second;
    const bool is_saved = transfer.kind == model::TransferKind::Save &&
                          transfer.state == model::TransferState::Done && !transfer.path.empty();
    if (!is_saved) return;
    if (command.deed == FileDeed::Open) scene.commands.ask(OpenDownload{text::path_of(transfer.path)});
    if (command.deed == FileDeed::Reveal) scene.commands.ask(ShowInFolder{text::path_of(transfer.path)});
}

// What the settings say, whenever they say something else, and on each connection anew.
void MainScreen::limit_transfers(const Scene& scene) {
    if (!scene.preferences.is_learnt()) return;
    const auto rate = [&](SettingId id) {
        return static_cast<std::uint64_t>(scene.preferences.number(id)) * megabyte;
    };
    const std::string home = scene.outside == nullptr ? std::string() : scene.outside->home();
    model::LimitTransfers limits{
        .up = rate(SettingId::UploadRate),
        .down = rate(SettingId::DownloadRate),
        .folder = model::at_home(scene.preferences.text(SettingId::DownloadFolder), home)};
    const bool are_told = limits_ && limits_->up == limits.up && limits_->down == limits.down &&
                          limits_->folder == limits.folder;
    if (are_told) return;
    limits_ = limits;
    scene.commands.send(std::move(limits));
}

void MainScreen::draw_drop_place(const Scene& scene, Box window) const {
    const model::Room* room = scene.room();
    if (room == nullptr) return;
    const Context& context = scene.context;
    ImDrawList& draw = *ImGui::GetForegroundDrawList();
    fill_box(draw, window, with_opacity(context.color(Role::Overlay), dialog_dim));
    outline_box(draw, window.grown(-context.px(space::control)), context.color(Role::Accent),
                context.px(radius::card), context.px(line::strong));
    const Box card = box_at({std::round(window.center().x - context.px(drop_card_width) / 2),
                             std::round(window.center().y - context.px(drop_card_height) / 2)},
                            context.px(drop_card_width), context.px(drop_card_height));
    draw_card(draw, context, card,
              {.fill = Role::Raised, .outline = Role::BorderControl, .corner = radius::card});
    const float glyph = context.px(space::large);
    draw_icon(draw, context.theme, Icon::Upload,
              {card.center().x, card.min.y + context.px(space::large) + glyph / 2}, glyph,
              context.color(Role::Accent));
    const float row = context.theme.type_row(TypeStyle::Title);
    const std::string words = "Send to " + model::tag_of(*room);
    const Type type{TypeStyle::Title, Face::SemiBold};
    const float room_for = card.width() - context.px(2 * space::group);
    const float width = std::min(room_for, std::ceil(text_width(context, type, words)) + 1);
    draw_text_within(draw, context,
                     {std::round(card.center().x - width / 2), card.max.y - context.px(space::large) - row},
                     width, type, context.color(Role::Text), words);
}

}  // namespace crosstalk::ui
