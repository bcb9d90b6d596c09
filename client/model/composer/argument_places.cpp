#include "client/model/composer/readers.hpp"
#include "net/text/emoji.hpp"
#include "net/text/emoji_table.hpp"
#include "net/text/emoticons.hpp"
#include "net/text/times.hpp"

namespace crosstalk::model {

namespace {

constexpr std::string_view no_message =
    "A message is named by its number, by ^ (the last one) or by ^3 (the third last).";

Read unclear(const text::Unclear& why) {
    return wrong(why.text);
}

// The beginning of the day, month or year that is meant.
Read read_date(std::string_view text, const TypedAt& at, Arguments& into) {
    const auto period = text::parse_period(text, at.now, at.utc_offset);
    if (const auto* why = std::get_if<text::Unclear>(&period)) return unclear(*why);
    into.at = std::get<text::Period>(period).begin;
    return std::nullopt;
}

Read take_span(Typed& typed, Arguments& into) {
    const auto span = text::parse_duration(typed.word());
    if (const auto* why = std::get_if<text::Unclear>(&span)) return unclear(*why);
    typed.take_word();
    into.span = std::get<net::Milliseconds>(span);
    if (*into.span == text::forever) into.span = net::Milliseconds{0};
    return std::nullopt;
}

}  // namespace

Read read_message(Typed& typed, const ReadingPlace&, Arguments& into) {
    into.message = message_name(typed.take_word());
    if (!into.message) return wrong(std::string(no_message));
    return std::nullopt;
}

// "17", or "17.2": the second file of message 17.
Read read_message_file(Typed& typed, const ReadingPlace&, Arguments& into) {
    std::string_view word = typed.take_word();
    if (const std::size_t dot = word.find('.'); dot != std::string_view::npos) {
        into.number = whole_number<std::uint32_t>(word.substr(dot + 1));
        if (!into.number) return wrong("The second file of message 17 is written as 17.2.");
        word = word.substr(0, dot);
    }
    into.message = message_name(word);
    if (!into.message) return wrong(std::string(no_message));
    return std::nullopt;
}

Read read_own_message(Typed& typed, const ReadingPlace& place, Arguments& into) {
    into.message = message_name(typed.word());
    if (into.message) {
        typed.take_word();
    } else if (place.is_last) {
        return wrong(std::string(no_message));
    }
    return std::nullopt;
}

Read read_emoji(Typed& typed, const ReadingPlace&, Arguments& into) {
    std::string_view emoji = typed.take_rest();
    const bool is_named = emoji.size() > 2 && emoji.starts_with(':') && emoji.ends_with(':');
    const text::Emoji* named = is_named ? text::emoji_named(emoji.substr(1, emoji.size() - 2)) : nullptr;
    if (named != nullptr) {
        emoji = named->text;
    } else if (const std::string_view face = text::emoji_of_emoticon(emoji); !face.empty()) {
        emoji = face;
    }
    into.emoji = text::one_emoji(emoji);
    if (into.emoji.empty())
        return wrong("This is not one emoji. Write one, or its name as in :heart: or :+1:.");
    return std::nullopt;
}

Read read_span(Typed& typed, const ReadingPlace&, Arguments& into) {
    // A number that is no time is too near to one to begin a reason.
    const bool is_meant = typed.word().find_first_of("0123456789") == 0;
    const Read fault = take_span(typed, into);
    return is_meant ? fault : std::nullopt;
}

// A bare number is left for what follows.
Read read_validity(Typed& typed, const ReadingPlace&, Arguments& into) {
    return whole_number<std::uint64_t>(typed.word()) ? std::nullopt : take_span(typed, into);
}

Read read_before(Typed& typed, const ReadingPlace& place, Arguments& into) {
    const auto date = typed.take_name(place.is_last);
    if (!date) return wrong(no_second_mark);
    return read_date(*date, place.at, into);
}

Read read_place(Typed& typed, const ReadingPlace& place, Arguments& into) {
    const std::string_view text = typed.take_rest();
    into.message = message_name(text);
    if (into.message) return std::nullopt;
    if (text.starts_with('^')) return wrong(std::string(no_message));
    return read_date(text, place.at, into);
}

Read read_history_part(Typed& typed, const ReadingPlace& place, Arguments& into) {
    const std::string_view word = typed.word();
    if (word == "before" || word == "after") {
        into.part = word == "before" ? HistoryPart::Before : HistoryPart::After;
        typed.take_word();
        if (typed.at_end()) return wrong(std::string(no_message));
        if (into.part == HistoryPart::After && typed.word() == "0") {
            // From the beginning on: after the time before all others.
            typed.take_word();
            into.part = HistoryPart::At;
            into.at = net::Timestamp{1};
            return std::nullopt;
        }
        return read_message(typed, place, into);
    }
    if (const auto count = whole_number<std::uint64_t>(word)) {
        typed.take_word();
        if (*count == 0 || *count > net::max_page_rows) {
            return wrong("Say how many messages, 1 to " + std::to_string(net::max_page_rows) +
                         ", or a date such as 2026-01.");
        }
        into.part = HistoryPart::Newest;
        into.number = static_cast<std::uint32_t>(*count);
        return std::nullopt;
    }
    into.part = HistoryPart::At;
    return read_date(typed.take_rest(), place.at, into);
}

std::optional<MessageName> message_name(std::string_view word) {
    if (word == "^") return MessageName{MessageName::By::FromTheEnd, 1};
    auto by = MessageName::By::Number;
    if (word.starts_with('^')) {
        by = MessageName::By::FromTheEnd;
        word.remove_prefix(1);
    } else if (word.starts_with("id:")) {
        by = MessageName::By::Id;
        word.remove_prefix(3);
    }
    const auto number = whole_number<std::uint64_t>(word);
    if (!number || *number == 0) return std::nullopt;
    return MessageName{by, *number};
}

}  // namespace crosstalk::model
