// How the files of a message are drawn, and what can be done with them there.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

#include "client/model/transfer.hpp"
#include "ui/list/attachment_layout.hpp"
#include "ui/pictures/pictures.hpp"
#include "ui/theme/context.hpp"

namespace crosstalk::ui {

/// When animated pictures move.
enum class Animations : std::uint8_t { Play, OnHover };

/// What is known of a file besides what its message says.
struct AttachmentState {
    PictureKey picture;
    const model::Transfer* transfer = nullptr;  // the newest that sends or saves it; null: none
    bool is_posted = true;                      // others have it: it can be saved
};

enum class FileDeed : std::uint8_t { View, Save, Open, Reveal, Pause, Resume, Retry, Cancel, Dismiss, Menu };

/// What was pressed, and whether the pointer is on it.
struct AttachmentResult {
    std::optional<FileDeed> deed;
    bool hovered = false;
};

/// `box` is the place of that kind; ids are of the scope that is open.
AttachmentResult draw_attachment(const Context& context, AttachmentKind kind, Box box, const net::File& file,
                                 const AttachmentState& state, Animations animations);

/// "Waiting", "42 %, 36 MB/s", "Saved": where a transfer stands, in a few words; a reason if there is one.
std::string transfer_in_words(const model::Transfer& transfer);
float share_of(const model::Transfer& transfer);

}  // namespace crosstalk::ui
