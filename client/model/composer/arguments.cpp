#include "client/model/composer/arguments.hpp"

#include <algorithm>
#include <array>

#include "client/model/composer/readers.hpp"

namespace crosstalk::model {

namespace {

// --- words of a few

Read read_posters(Typed& typed, const ReadingPlace&, Arguments& into) {
    const std::string_view word = typed.take_word();
    if (word == "everyone") {
        into.posters = net::Posters::Everyone;
    } else if (word == "members") {
        into.posters = net::Posters::Members;
    } else if (word == "admins") {
        into.posters = net::Posters::Admins;
    } else {
        return wrong("Those who may write are everyone, members or admins.");
    }
    return std::nullopt;
}

Read read_role(Typed& typed, const ReadingPlace&, Arguments& into) {
    const std::string_view word = typed.take_word();
    if (word == "guest") {
        into.role = net::Role::Guest;
    } else if (word == "member") {
        into.role = net::Role::Member;
    } else if (word == "admin") {
        into.role = net::Role::Admin;
    } else if (word == "owner") {
        into.role = net::Role::Owner;
    } else {
        return wrong(
            "A role is guest, member, admin or owner; a name with blanks stands in quotation marks.");
    }
    return std::nullopt;
}

Read read_format(Typed& typed, const ReadingPlace&, Arguments& into) {
    const std::string_view word = typed.take_word();
    if (word == "text") {
        into.format = FileFormat::Text;
    } else if (word == "jsonl") {
        into.format = FileFormat::JsonLines;
    } else {
        return wrong("The file is written as text or jsonl; a name with blanks stands in quotation marks.");
    }
    return std::nullopt;
}

Read read_address_flag(Typed& typed, const ReadingPlace&, Arguments& into) {
    if (typed.word() == "--address") {
        typed.take_word();
        into.with_addresses = true;
    }
    return std::nullopt;
}

Read read_colour(Typed& typed, const ReadingPlace&, Arguments& into) {
    std::string_view word = typed.take_word();
    if (word.starts_with('#')) word.remove_prefix(1);
    std::uint32_t colour = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), colour, 16);
    if (word.size() != 6 || error != std::errc{} || end != word.data() + word.size()) {
        return wrong("A colour is written as #RRGGBB, for example #33aaff.");
    }
    into.number = std::max(colour, 1U);  // 0 is none; nobody tells this from black
    return std::nullopt;
}

// --- numbers

constexpr std::uint32_t longest_slow_mode_s = 24 * 60 * 60;

Read read_slow_mode(Typed& typed, const ReadingPlace&, Arguments& into) {
    const std::string_view word = typed.take_word();
    into.number = word == "off" ? 0 : whole_number<std::uint32_t>(word);
    if (!into.number || *into.number > longest_slow_mode_s) {
        into.number.reset();
        return wrong("Say how many seconds, at most " + std::to_string(longest_slow_mode_s) + ", or off.");
    }
    return std::nullopt;
}

Read read_uses(Typed& typed, const ReadingPlace&, Arguments& into) {
    constexpr std::uint32_t most = 1'000'000;
    into.number = whole_number<std::uint32_t>(typed.take_word());
    if (!into.number || *into.number == 0 || *into.number > most) {
        into.number.reset();
        return wrong("Say how many people may come by it: 1 to " + std::to_string(most) + ".");
    }
    return std::nullopt;
}

Read read_unsent(Typed& typed, const ReadingPlace&, Arguments& into) {
    into.number = whole_number<std::uint32_t>(typed.take_word());
    if (!into.number || *into.number == 0) {
        into.number.reset();
        return wrong("What is unsent is named by its number; /unsent lists it.");
    }
    return std::nullopt;
}

Read read_transfer(Typed& typed, const ReadingPlace&, Arguments& into) {
    const auto id = whole_number<std::uint64_t>(typed.take_word());
    if (!id || *id == 0) return wrong("A transfer is named by its number; /transfers lists them.");
    into.id = *id;
    return std::nullopt;
}

template <char Kind>
Read read_id(Typed& typed, const ReadingPlace&, Arguments& into) {
    const auto id = whole_number<std::uint64_t>(typed.take_word());
    if (!id || *id == 0) {
        return wrong(Kind == 'd' ? "A device is named by its number; /devices lists them."
                                 : "An invite is named by its number; /invites lists them.");
    }
    into.id = *id;
    return std::nullopt;
}

constexpr std::array rows{
    ArgumentRow{ArgumentKind::CommandName, "COMMAND", "Say which command", read_command},
    ArgumentRow{ArgumentKind::OrderCommand, "COMMAND", "Say which command", read_command},
    ArgumentRow{ArgumentKind::Room, "ROOM", "Say which room", read_room},
    ArgumentRow{ArgumentKind::NewName, "NAME", "Say the name", read_new_name},
    ArgumentRow{ArgumentKind::NewRoomName, "NAME", "Say the name", read_new_room_name},
    ArgumentRow{ArgumentKind::Topic, "TEXT|-", "Say the topic", read_topic},
    ArgumentRow{ArgumentKind::Posters, "everyone|members|admins", "Say who may write", read_posters},
    ArgumentRow{ArgumentKind::SlowMode, "SECONDS|off", "Say how many seconds", read_slow_mode},
    ArgumentRow{ArgumentKind::RoomPasskey, "KEY|off", "Say the passkey", read_room_passkey, true},
    ArgumentRow{ArgumentKind::JoinPasskey, "PASSKEY", "Say the passkey", read_join_passkey, true},
    ArgumentRow{ArgumentKind::RoomName, "ROOM-NAME", "Say the room's name", read_confirming_name},
    ArgumentRow{ArgumentKind::User, "USER", "Say whom", read_user},
    ArgumentRow{ArgumentKind::Text, "TEXT", "Say the text", read_text},
    ArgumentRow{ArgumentKind::Message, "MSG", "Say which message", read_message},
    ArgumentRow{ArgumentKind::OwnMessage, "MSG", "Say which message", read_own_message},
    ArgumentRow{ArgumentKind::Place, "MSG|DATE", "Say which message or date", read_place},
    ArgumentRow{ArgumentKind::HistoryPart, "N | before MSG | after MSG | DATE", "Say which part",
                read_history_part},
    ArgumentRow{ArgumentKind::Emoji, "EMOJI", "Say which emoji", read_emoji},
    ArgumentRow{ArgumentKind::Query, "QUERY", "Say what to search", read_query},
    ArgumentRow{ArgumentKind::File, "FILE", "Say which file to write", read_file},
    ArgumentRow{ArgumentKind::FileFormat, "text|jsonl", "Say how to write it", read_format},
    ArgumentRow{ArgumentKind::Status, "TEXT", "Say your status", read_status},
    ArgumentRow{ArgumentKind::Bio, "TEXT", "Say something about you", read_bio},
    ArgumentRow{ArgumentKind::Colour, "#RRGGBB", "Say which colour", read_colour},
    ArgumentRow{ArgumentKind::Device, "DEVICE", "Say which device", read_id<'d'>},
    ArgumentRow{ArgumentKind::Span, "TIME", "Say how long", read_span},
    ArgumentRow{ArgumentKind::Validity, "TIME", "Say how long", read_validity},
    ArgumentRow{ArgumentKind::AddressFlag, "--address", "Say whether addresses too", read_address_flag},
    ArgumentRow{ArgumentKind::Reason, "REASON", "Say why", read_reason},
    ArgumentRow{ArgumentKind::Role, "guest|member|admin|owner", "Say which role", read_role},
    ArgumentRow{ArgumentKind::Before, "BEFORE", "Say before when", read_before},
    ArgumentRow{ArgumentKind::Code, "CODE", "Say the code", read_code, true},
    ArgumentRow{ArgumentKind::Uses, "USES", "Say how many uses", read_uses},
    ArgumentRow{ArgumentKind::Invite, "INVITE", "Say which invite", read_id<'i'>},
    ArgumentRow{ArgumentKind::Unsent, "N", "Say which line of /unsent", read_unsent},
    ArgumentRow{ArgumentKind::Outgoing, "PATH... [TEXT]", "Say which file", read_outgoing},
    ArgumentRow{ArgumentKind::MessageFile, "MSG[.N]", "Say of which message", read_message_file},
    ArgumentRow{ArgumentKind::SavePath, "PATH", "Say where to save it", read_file},
    ArgumentRow{ArgumentKind::Transfer, "N", "Say which of /transfers", read_transfer},
    ArgumentRow{ArgumentKind::Game, "MSG", "Say which game", read_game},
    ArgumentRow{ArgumentKind::Opponent, "USER", "Say whom", read_opponent},
    ArgumentRow{ArgumentKind::GameKind, "KIND", "Say which kind", read_game_terms},
    ArgumentRow{ArgumentKind::GameSide, "first|second|random", "Say who begins", read_game_terms},
    ArgumentRow{ArgumentKind::GameClock, "CLOCK", "Say which clock", read_game_terms},
    ArgumentRow{ArgumentKind::DeclineReason, "busy|later|other", "Say why", read_decline_reason},
    ArgumentRow{ArgumentKind::Cell, "CELL", "Say which cell", read_cell},
    ArgumentRow{ArgumentKind::DeclineWord, "decline", "Say decline", read_decline},
    ArgumentRow{ArgumentKind::TakeBackAnswer, "allow|decline", "Say allow or decline", read_take_back},
    ArgumentRow{ArgumentKind::ClaimAnswer, "win|draw", "Say win or draw", read_claim},
    ArgumentRow{ArgumentKind::MineWord, "mine", "Say mine", read_mine},
    ArgumentRow{ArgumentKind::FinishedWord, "finished", "Say finished", read_finished},
    ArgumentRow{ArgumentKind::RankedKind, "KIND", "Say which kind", read_ranked_kind},
};

// Every kind has its row, in the order of the enumerators.
static_assert([] {
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (rows[i].kind != static_cast<ArgumentKind>(i + 1)) return false;
    return rows.back().kind == last_of(ArgumentKind{});
}());

}  // namespace

const ArgumentRow& row_of(ArgumentKind kind) {
    return rows.at(static_cast<std::size_t>(kind) - 1);
}

}  // namespace crosstalk::model
