#include "ui/panels/dialogs/long_paste.hpp"

#include <algorithm>
#include <utility>

#include "net/limits.hpp"
#include "net/text/utf8.hpp"
#include "ui/panels/scene.hpp"
#include "ui/widgets/form.hpp"

namespace crosstalk::ui {

namespace {

constexpr std::size_t long_from_code_points = 1'500;
constexpr std::size_t long_from_rows = 20;
constexpr std::size_t rows_shown = 6;
constexpr std::size_t bytes_shown = 600;
constexpr std::string_view fence = "```";

std::size_t rows_of(std::string_view text) {
    return 1 + static_cast<std::size_t>(std::ranges::count(text, '\n'));
}

std::string first_rows(std::string_view text) {
    std::size_t end = 0;
    for (std::size_t row = 0; row < rows_shown && end != std::string_view::npos; ++row)
        end = text.find('\n', end == 0 ? 0 : end + 1);
    std::string shown(text.substr(0, end));
    if (shown.size() > bytes_shown) shown.resize(text::first_bytes(shown, bytes_shown).size());
    return shown.size() < text.size() ? shown + "\n\u2026" : shown;
}

std::string as_code(const std::string& text) {
    return std::string(fence) + "\n" + text + (text.ends_with('\n') ? "" : "\n") + std::string(fence);
}

}  // namespace

bool is_long_paste(std::string_view text) {
    return rows_of(text) > long_from_rows || text::count_code_points(text) > long_from_code_points;
}

LongPasteDialog::LongPasteDialog(std::string text, net::RoomId room)
    : text_(std::move(text)),
      room_(room),
      length_(text::count_code_points(text_)),
      rows_(rows_of(text_)),
      first_rows_(first_rows(text_)) {}

Staying LongPasteDialog::draw(const Scene& scene, Form& form) {
    form.paragraph(std::to_string(length_) + " characters in " + std::to_string(rows_) +
                   (rows_ == 1 ? " row." : " rows."));
    form.gap(space::control);
    form.paragraph(first_rows_, Role::TextMuted, TypeStyle::Code);
    form.gap(space::control);
    if (length_ > net::max_text_code_points)
        form.paragraph("A message has at most " + std::to_string(net::max_text_code_points) +
                           " characters: it can be shortened in the composer.",
                       Role::Warning);
    const int pressed = form.buttons({{"message", "As a message", {.kind = ButtonKind::Primary}},
                                      {"code", "As code", {}},
                                      {"file", "As a file", {}},
                                      {"cancel", "Cancel", {}}});
    if (pressed == 0) scene.commands.show(PutInComposer{std::move(text_)});
    if (pressed == 1) scene.commands.show(PutInComposer{as_code(text_)});
    if (pressed == 2) scene.commands.show(OfferBytes{room_, "text.txt", std::move(text_)});
    return pressed < 0 ? Staying::Open : Staying::Close;
}

}  // namespace crosstalk::ui
