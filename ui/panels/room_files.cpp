#include "ui/panels/room_files.hpp"

#include <algorithm>

#include "net/text/markup/markup.hpp"
#include "net/text/utf8.hpp"
#include "ui/list/game_card.hpp"

namespace crosstalk::ui {

const model::Transfer* saving_of(const model::Model& model, const net::FileSource& source) {
    const auto& all = model.transfers();
    const auto newest = std::find_if(all.rbegin(), all.rend(), [&](const auto& each) {
        return each.second.kind == model::TransferKind::Save && each.second.source == source;
    });
    return newest == all.rend() ? nullptr : &newest->second;
}

const model::Transfer* sending_of(const model::Model& model, const std::string& ref, std::size_t index) {
    // The files of one message are begun in their order.
    for (const auto& [id, transfer] : model.transfers()) {
        if (transfer.kind != model::TransferKind::Send || transfer.ref != ref) continue;
        if (index-- == 0) return &transfer;
    }
    return nullptr;
}

net::FileSource source_of(net::RoomId room, const net::Message& message, std::size_t index) {
    return {
        .room = room, .message = message.id, .index = static_cast<std::uint32_t>(index), .picture_of = {}};
}

AttachmentState attachment_of(const model::Model& model, net::RoomId room, const net::Message& message,
                              std::size_t index) {
    const net::FileSource source = source_of(room, message, index);
    return {.picture = {.source = source, .file = message.files.at(index), .portrait = {}},
            .transfer = saving_of(model, source)};
}

AttachmentState attachment_of(const model::Model& model, const model::PendingPost& post, std::size_t index) {
    const model::Transfer* transfer = sending_of(model, post.ref, index);
    return {.picture = {.source = {},
                        .file = post.files.at(index),
                        .portrait = {},
                        .path = transfer == nullptr ? std::string() : transfer->path},
            .transfer = transfer,
            .is_posted = false};
}

std::string words_or_files(const net::Message& message) {
    if (!message.text.empty() || message.files.empty()) return message.text;
    const std::size_t more = message.files.size() - 1;
    std::string words = message.files.front().name;
    if (more > 0) words += " and " + std::to_string(more) + (more == 1 ? " more file" : " more files");
    return words;
}

std::string plain_words(const net::Message& message, net::UserId me, std::size_t most_bytes) {
    if (message.game) return game_in_a_line(*message.game, me);
    const std::string words = words_or_files(message);
    return text::plain_text(text::parse_markup(text::first_bytes(words, most_bytes)), text::Spoilers::Hidden);
}

}  // namespace crosstalk::ui
