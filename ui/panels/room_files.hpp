// Files of messages as the window treats them: what becomes of each just now, and where it comes from.
#pragma once

#include <string>

#include "client/model/model.hpp"
#include "ui/list/attachment_drawing.hpp"

namespace crosstalk::ui {

/// The newest transfer that saves it; null: none does.
const model::Transfer* saving_of(const model::Model& model, const net::FileSource& source);
/// The transfer of so manieth file of a message that is being sent; null: none is known.
const model::Transfer* sending_of(const model::Model& model, const std::string& ref, std::size_t index);

net::FileSource source_of(net::RoomId room, const net::Message& message, std::size_t index);
AttachmentState attachment_of(const model::Model& model, net::RoomId room, const net::Message& message,
                              std::size_t index);
AttachmentState attachment_of(const model::Model& model, const model::PendingPost& post, std::size_t index);

/// What a message says where there is one line for it: its text, or else "harbour.png" or "harbour.png and 2 more files".
std::string words_or_files(const net::Message& message);
/// The same as it is read, spoilers hidden, of so many bytes of a text at most; of a game, how it stands for `me`.
std::string plain_words(const net::Message& message, net::UserId me, std::size_t most_bytes = 4'000);

}  // namespace crosstalk::ui
