#include "client/model/composer/readers.hpp"
#include "net/text/message_text.hpp"
#include "net/text/names.hpp"
#include "net/text/utf8.hpp"

namespace crosstalk::model {

namespace {

Read read_name(Typed& typed, const ReadingPlace& place, std::string& into) {
    std::optional<std::string> name = typed.take_name(place.is_last);
    if (!name) return wrong(no_second_mark);
    const bool is_name =
        name->size() <= text::max_asked_name_bytes && text::is_valid_utf8(*name) &&
        !text::is_blank(name->starts_with('@') || name->starts_with('#') ? name->substr(1) : *name);
    if (!is_name) return wrong("This cannot be a name: names have 1 to 32 characters.");
    into = std::move(*name);
    return std::nullopt;
}

}  // namespace

Read read_room(Typed& typed, const ReadingPlace& place, Arguments& into) {
    const std::string_view whole = Typed(typed).take_rest();
    const bool is_quoted = whole.find('"') < 2;
    if (!place.is_last && !is_quoted && whole.size() <= text::max_asked_name_bytes &&
        text::is_valid_utf8(whole)) {
        into.text = whole;
    }
    return read_name(typed, place, into.room);
}

Read read_user(Typed& typed, const ReadingPlace& place, Arguments& into) {
    return read_name(typed, place, into.user);
}

Read read_new_name(Typed& typed, const ReadingPlace& place, Arguments& into) {
    std::optional<std::string> name = typed.take_name(place.is_last);
    if (!name) return wrong(no_second_mark);
    auto made = text::make_name(*name);
    if (const auto* fault = std::get_if<text::NameFault>(&made)) return wrong(text::explain(*fault, *name));
    into.text = std::get<text::Name>(std::move(made)).display;
    return std::nullopt;
}

Read read_new_room_name(Typed& typed, const ReadingPlace& place, Arguments& into) {
    if (typed.word().starts_with('#') && typed.word() != "#") {
        Typed rest(typed.take_rest().substr(1));
        return read_new_name(rest, place, into);
    }
    return read_new_name(typed, place, into);
}

Read read_confirming_name(Typed& typed, const ReadingPlace& place, Arguments& into) {
    Arguments found;
    if (Read fault = read_name(typed, place, found.room)) return fault;
    into.text = found.room.starts_with('#') ? found.room.substr(1) : found.room;
    return std::nullopt;
}

Read read_command(Typed& typed, const ReadingPlace&, Arguments& into) {
    const ComposerCommand* command = find_command(typed.take_word());
    if (command == nullptr) return wrong("There is no such command; /help lists them.");
    into.command = command->name;
    return std::nullopt;
}

}  // namespace crosstalk::model
