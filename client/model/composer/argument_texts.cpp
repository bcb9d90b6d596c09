#include <algorithm>

#include "client/model/composer/readers.hpp"
#include "net/text/message_text.hpp"
#include "net/text/utf8.hpp"

namespace crosstalk::model {

namespace {

struct Bounds {
    std::string_view what;
    std::size_t most_code_points;
    std::size_t most_bytes;
};

Read check(const std::string& text, const Bounds& bounds) {
    const std::size_t length = text::count_code_points(text);
    if (length > bounds.most_code_points) {
        return ArgumentFault{BadLine::Why::TooLong,
                             std::string(bounds.what) + " has " + std::to_string(length) + " characters, " +
                                 std::to_string(bounds.most_code_points) + " are allowed. Shorten it."};
    }
    if (text.size() > bounds.most_bytes) {
        return ArgumentFault{BadLine::Why::TooLong,
                             std::string(bounds.what) + " takes " + std::to_string(text.size()) + " bytes, " +
                                 std::to_string(bounds.most_bytes) + " are allowed. Shorten it."};
    }
    return std::nullopt;
}

Read read_line(Typed& typed, const Bounds& bounds, Arguments& into) {
    into.text = text::sanitise_line(typed.take_rest());
    return check(into.text, bounds);
}

}  // namespace

Read read_text(Typed& typed, const ReadingPlace&, Arguments& into) {
    const std::string_view text = typed.take_rest();
    if (const auto fault = fault_of_text(text)) return ArgumentFault{fault->why, fault->text};
    into.text = text;
    return std::nullopt;
}

Read read_topic(Typed& typed, const ReadingPlace&, Arguments& into) {
    if (typed.word() == "-" && Typed(typed).take_rest() == "-") {
        typed.take_word();
        into.clears = true;
        return std::nullopt;
    }
    if (Read fault =
            read_line(typed, {"The topic", net::max_topic_code_points, net::max_topic_bytes}, into)) {
        return fault;
    }
    if (into.text.empty()) return wrong("Nothing of this topic can be seen. Write some letters.");
    return std::nullopt;
}

Read read_reason(Typed& typed, const ReadingPlace&, Arguments& into) {
    return read_line(typed, {"The reason", net::max_reason_code_points, net::max_reason_bytes}, into);
}

Read read_status(Typed& typed, const ReadingPlace&, Arguments& into) {
    return read_line(typed, {"The status", net::max_status_bytes, net::max_status_bytes}, into);
}

Read read_bio(Typed& typed, const ReadingPlace&, Arguments& into) {
    into.text = text::sanitise_paragraphs(typed.take_rest());
    return check(into.text, {"The text about you", net::max_bio_bytes, net::max_bio_bytes});
}

Read read_query(Typed& typed, const ReadingPlace& place, Arguments& into) {
    auto query = text::parse_search(typed.take_rest(), place.at.now, place.at.utc_offset);
    if (const auto* fault = std::get_if<text::SearchFault>(&query)) return wrong(fault->text);
    into.query = std::get<text::SearchLine>(std::move(query));
    into.text = text::words_of(into.query);
    if (into.query.from.size() > net::max_mentions) {
        return wrong("Too many people are named. Name " + std::to_string(net::max_mentions) + " at most.");
    }
    return check(into.text, {"What you search", net::max_search_bytes, net::max_search_bytes});
}

// Which of the words are paths is known only to whoever can look.
Read read_outgoing(Typed& typed, const ReadingPlace&, Arguments& into) {
    constexpr std::size_t most_bytes = 64 * 1024;
    into.file = std::string(typed.take_rest());
    if (into.file.size() > most_bytes) return wrong("This is too long. Send the files in parts.");
    return std::nullopt;
}

Read read_file(Typed& typed, const ReadingPlace& place, Arguments& into) {
    std::optional<std::string> name = typed.take_name(place.is_last);
    if (!name) return wrong(no_second_mark);
    const bool is_path = !name->empty() && name->size() <= 4096 &&
                         std::ranges::none_of(*name, [](char c) { return c >= 0 && c < ' '; });
    if (!is_path) return wrong("This cannot be the name of a file.");
    into.file = std::move(*name);
    return std::nullopt;
}

namespace {

Read read_secret(std::string_view secret, std::size_t most_bytes, Arguments& into) {
    if (text::is_blank(secret)) return wrong("It is empty.");
    if (secret.size() > most_bytes) {
        return ArgumentFault{BadLine::Why::TooLong,
                             "It has more than " + std::to_string(most_bytes) + " bytes. Check it."};
    }
    into.secret = secret;
    return std::nullopt;
}

}  // namespace

Read read_join_passkey(Typed& typed, const ReadingPlace&, Arguments& into) {
    return read_secret(typed.take_rest(), net::max_room_passkey_bytes, into);
}

Read read_room_passkey(Typed& typed, const ReadingPlace&, Arguments& into) {
    const std::string_view secret = typed.take_rest();
    into.clears = secret == "off";
    return into.clears ? std::nullopt : read_secret(secret, net::max_room_passkey_bytes, into);
}

Read read_code(Typed& typed, const ReadingPlace&, Arguments& into) {
    return read_secret(typed.take_rest(), net::max_code_bytes, into);
}

}  // namespace crosstalk::model
