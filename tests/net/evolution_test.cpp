// Two versions of the same structs talk to each other.
#include <gtest/gtest.h>

#include <optional>

#include "net/archive.hpp"
#include "net/codec.hpp"

namespace crosstalk::net {
namespace {

struct OldPart {
    std::uint32_t first = 1;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(first);
    }
    friend bool operator==(const OldPart&, const OldPart&) = default;
};

struct NewPart {
    std::uint32_t first = 1;
    std::string second = "default";

    template <class Archive>
    void serialize(Archive& ar) {
        ar(first, bounded(second, 20));
    }
    friend bool operator==(const NewPart&, const NewPart&) = default;
};

struct SomethingElse {
    bool yes = false;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(yes);
    }
    friend bool operator==(const SomethingElse&, const SomethingElse&) = default;
};

using OldChoice = std::variant<Unknown, OldPart>;
using NewChoice = std::variant<Unknown, NewPart, SomethingElse>;

// A part wherever one can stand: in a field with more behind it, in a list, in an optional, in a variant.
template <class Part, class Choice>
struct Whole {
    Part field;
    std::vector<Part> list;
    std::optional<Part> maybe;
    Choice choice;
    std::uint16_t end = 9;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(field, bounded(list, 3), maybe, choice, end);
    }
    friend bool operator==(const Whole&, const Whole&) = default;
};
using OldWhole = Whole<OldPart, OldChoice>;

struct NewWhole : Whole<NewPart, NewChoice> {
    std::vector<std::uint64_t> appended = {7};

    template <class Archive>
    void serialize(Archive& ar) {
        Whole::serialize(ar);
        ar(bounded(appended, 2));
    }
    friend bool operator==(const NewWhole&, const NewWhole&) = default;
};

template <class T>
Bytes written(const T& message) {
    Bytes bytes;
    Writer(bytes).fields(message);
    return bytes;
}

template <class T>
T read(const Bytes& bytes) {
    T message;
    Reader(bytes).fields(message);
    return message;
}

TEST(Evolution, appended_fields_have_their_defaults_when_an_older_peer_wrote) {
    const OldWhole old{{10}, {{20}, {30}}, OldPart{40}, OldPart{50}, 60};
    const auto read_by_new = read<NewWhole>(written(old));
    NewWhole expected;
    expected.field = {10, "default"};
    expected.list = {{20, "default"}, {30, "default"}};
    expected.maybe = NewPart{40, "default"};
    expected.choice = NewPart{50, "default"};
    expected.end = 60;
    expected.appended = {7};
    EXPECT_EQ(read_by_new, expected);
}

TEST(Evolution, appended_fields_are_skipped_by_an_older_peer) {
    NewWhole fresh;
    fresh.field = {10, "a"};
    fresh.list = {{20, "b"}, {30, "c"}};
    fresh.maybe = NewPart{40, "d"};
    fresh.choice = NewPart{50, "e"};
    fresh.end = 60;
    fresh.appended = {1, 2};
    const OldWhole expected{{10}, {{20}, {30}}, OldPart{40}, OldPart{50}, 60};
    EXPECT_EQ(read<OldWhole>(written(fresh)), expected);
}

TEST(Evolution, an_alternative_that_only_the_newer_peer_knows_is_unknown_and_keeps_its_number) {
    NewWhole fresh;
    fresh.choice = SomethingElse{true};
    fresh.end = 60;
    const auto old = read<OldWhole>(written(fresh));
    EXPECT_EQ(old.choice, OldChoice(Unknown{2}));
    EXPECT_EQ(old.end, 60) << "what follows the unknown alternative is read";
}

// Number 999, with five bytes that mean nothing here.
constexpr std::array<std::uint8_t, 11> unheard_of{0xe7, 0x03, 5, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff};

// `message`, whose last field is an alternative, with `unheard_of` in that one's place.
template <class M>
FrameView with_unknown_alternative(const M& message, std::size_t alternative_bytes, Bytes& payload) {
    payload = written(message);
    payload.resize(payload.size() - alternative_bytes);
    payload.insert(payload.end(), unheard_of.begin(), unheard_of.end());
    return {{.size = 0, .type = static_cast<std::uint16_t>(M::type), .flags = 0, .tag = {}}, payload};
}
// Number and length, room, name, passkey and proof.
constexpr std::size_t join_room_bytes = 2 + 4 + 8 + 4 + 4 + 32;

TEST(Evolution, a_submitted_command_of_a_newer_client_is_unknown) {
    Bytes payload;
    const FrameView frame =
        with_unknown_alternative(Submit{{1}, {2}, JoinRoom{{3}}}, join_room_bytes, payload);
    EXPECT_EQ(std::get<FromClient>(decode_from_client(frame)), FromClient(Submit{{1}, {2}, Unknown{999}}));
}

TEST(Evolution, a_fact_of_a_newer_server_is_unknown_and_keeps_its_place_in_the_room) {
    Event event{lobby, {7}, {3}, {5}, {{8}, {9}}, MemberLeft{}};
    Bytes payload;
    const std::size_t fact_bytes = written(event).size() - (8 + 8 + 8 + 8 + 4 + 16);
    const FrameView frame = with_unknown_alternative(event, fact_bytes, payload);
    event.fact = Unknown{999};
    EXPECT_EQ(std::get<FromServer>(decode_from_server(frame)), FromServer(event));
}

TEST(Evolution, a_journaled_command_of_a_newer_server_is_unknown) {
    Bytes bytes = written(LoggedCommand{{}, JoinRoom{{3}}});
    bytes.resize(bytes.size() - join_room_bytes);
    bytes.insert(bytes.end(), unheard_of.begin(), unheard_of.end());
    EXPECT_EQ(std::get<LoggedCommand>(decode_command(bytes)), (LoggedCommand{{}, Unknown{999}}));
}

TEST(Evolution, an_unknown_alternative_that_is_cut_off_is_refused) {
    Bytes bytes = written(LoggedCommand{{}, JoinRoom{{3}}});
    bytes.resize(bytes.size() - join_room_bytes);
    bytes.insert(bytes.end(), unheard_of.begin(), unheard_of.end() - 1);
    EXPECT_TRUE(std::holds_alternative<DecodeFault>(decode_command(bytes)));
}

// --- enumerators of a newer peer

TEST(Evolution, what_a_newer_peer_only_tells_is_read_as_something_unknown) {
    const auto decoded_with_highest = []<class M>(M message, std::size_t at) {
        Bytes frame = encode(message);
        frame[frame_header_bytes + at] = 200;
        return decode_from_server(
            {{.size = 0, .type = static_cast<std::uint16_t>(M::type), .flags = 0, .tag = {}},
             std::span(frame).subspan(frame_header_bytes)});
    };
    const auto error = decoded_with_highest(Error{.code = ErrorCode::Full, .text = "for people"}, 0);
    ASSERT_TRUE(std::holds_alternative<FromServer>(error));
    EXPECT_EQ(std::get<Error>(std::get<FromServer>(error)).code, ErrorCode::None);
    EXPECT_EQ(std::get<Error>(std::get<FromServer>(error)).text, "for people");
    const auto goodbye = decoded_with_highest(Goodbye{.then = AfterGoodbye::Reconnect, .reason = "x"}, 0);
    EXPECT_EQ(std::get<Goodbye>(std::get<FromServer>(goodbye)).then, AfterGoodbye::Stay);
    Bytes row;
    Writer(row).fields(AuditEntry{.action = AuditAction::Kicked, .detail = "why"});
    // position, at and room, then the user who did it: a length, an id, an empty name.
    row[8 + 8 + 8 + 4 + 8 + 4] = 200;
    AuditEntry entry;
    Reader(row).fields(entry);
    EXPECT_EQ(entry.action, AuditAction::Unknown);
    EXPECT_EQ(entry.detail, "why");
}

TEST(Evolution, what_is_done_by_an_enumerator_is_refused_if_it_is_unknown) {
    Bytes bytes;
    Writer(bytes).fields(SetRoomKind{{9}, RoomKind::Private});
    bytes.back() = 200;
    SetRoomKind command;
    EXPECT_THROW(Reader(bytes).fields(command), ArchiveError);
}

}  // namespace
}  // namespace crosstalk::net
