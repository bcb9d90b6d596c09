// What the archive does with bytes that no honest peer would send.
#include "net/archive.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "tests/net/allocations.hpp"

namespace crosstalk::net {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing_wire::allocations_of;

enum class Colour : std::uint8_t { Red, Green, Blue };
constexpr Colour last_of(Colour) {
    return Colour::Blue;
}

struct Point {
    std::int16_t x = 0;
    std::int16_t y = 0;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(x, y);
    }
    friend bool operator==(const Point&, const Point&) = default;
};

// The smallest thing on the wire for its size in memory.
struct Bloated {
    std::array<std::uint8_t, 4096> bytes{};

    template <class Archive>
    void serialize(Archive& ar) {
        ar(bytes);
    }
};

struct Layer {
    std::vector<Bloated> list;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(bounded(list, 1'000'000));
    }
};

// One field as a message, the way it is declared everywhere: with its limit.
template <class T>
struct Limited {
    T value{};
    static constexpr std::size_t limit = 8;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(bounded(value, limit));
    }
};
template <class T>
struct Plain {
    T value{};

    template <class Archive>
    void serialize(Archive& ar) {
        ar(value);
    }
};

template <class M>
Bytes written(const M& message) {
    Bytes bytes;
    Writer(bytes).fields(message);
    return bytes;
}

// The reason why the bytes are no M, or empty.
template <class M>
std::string refusal(const Bytes& bytes, std::size_t budget = max_decoded_bytes) {
    try {
        M message;
        Reader(bytes, budget).fields(message);
    } catch (const ArchiveError& error) {
        return error.what();
    }
    return "";
}

template <class M>
M read(const Bytes& bytes) {
    M message;
    Reader(bytes).fields(message);
    return message;
}

Bytes text_bytes(std::string_view text) {
    Bytes bytes{static_cast<std::uint8_t>(text.size()), 0, 0, 0};
    bytes.insert(bytes.end(), text.begin(), text.end());
    return bytes;
}

TEST(Archive, integers_are_little_endian_and_of_fixed_width) {
    EXPECT_THAT(written(Plain<std::uint32_t>{0x01020304}), ElementsAre(4, 3, 2, 1));
    EXPECT_THAT(written(Plain<std::int16_t>{-2}), ElementsAre(0xfe, 0xff));
    EXPECT_THAT(written(Plain<RoomId>{{1}}), ElementsAre(1, 0, 0, 0, 0, 0, 0, 0));
    EXPECT_THAT(written(Plain<Tag>{{1}}), ElementsAre(1, 0, 0, 0));
    EXPECT_EQ(read<Plain<std::int64_t>>(Bytes(8, 0xff)).value, -1);
    constexpr auto lowest = std::numeric_limits<std::int64_t>::min();
    EXPECT_EQ(read<Plain<std::int64_t>>(written(Plain<std::int64_t>{lowest})).value, lowest);
}

TEST(Archive, a_truth_value_of_two_is_refused) {
    EXPECT_TRUE(read<Plain<bool>>({1}).value);
    EXPECT_THAT(refusal<Plain<bool>>({2}), HasSubstr("neither 0 nor 1"));
    EXPECT_THAT(refusal<Plain<bool>>({0xff}), HasSubstr("neither 0 nor 1"));
}

TEST(Archive, an_enumerator_beyond_the_last_is_refused) {
    EXPECT_EQ(read<Plain<Colour>>({2}).value, Colour::Blue);
    EXPECT_THAT(refusal<Plain<Colour>>({3}), HasSubstr("out of range"));
}

TEST(Archive, a_text_may_have_as_many_bytes_as_its_limit_and_not_one_more) {
    using Text = Limited<std::string>;
    EXPECT_EQ(read<Text>(text_bytes("seven b")).value, "seven b");
    EXPECT_EQ(read<Text>(text_bytes("eight by")).value, "eight by");
    EXPECT_THAT(refusal<Text>(text_bytes("nine byte")), HasSubstr("too long"));
}

TEST(Archive, a_text_that_is_not_utf_8_is_refused) {
    using Text = Limited<std::string>;
    EXPECT_EQ(read<Text>(text_bytes("h\xc3\xa9")).value, "hé");
    for (const std::string_view wrong :
         {"\xc3", "a\x80", "\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xff"})
        EXPECT_THAT(refusal<Text>(text_bytes(wrong)), HasSubstr("UTF-8")) << wrong.size();
}

TEST(Archive, bytes_may_be_anything_up_to_their_limit) {
    using Blob = Limited<Bytes>;
    EXPECT_THAT(read<Blob>({3, 0, 0, 0, 0xff, 0, 0x80}).value, ElementsAre(0xff, 0, 0x80));
    EXPECT_THAT(refusal<Blob>({9, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9}), HasSubstr("too long"));
    EXPECT_THAT(refusal<Blob>({3, 0, 0, 0, 1, 2}), HasSubstr("cut off"));
}

TEST(Archive, a_list_may_have_as_many_elements_as_its_limit_and_not_one_more) {
    using List = Limited<std::vector<std::uint8_t>>;
    using Points = Limited<std::vector<Point>>;
    const Points eight{std::vector<Point>(8, {1, 2})};
    EXPECT_EQ(read<Points>(written(eight)).value, eight.value);
    Bytes nine{9, 0, 0, 0};
    nine.resize(4 + 9 * 8);
    EXPECT_THAT(refusal<Points>(nine), HasSubstr("too long"));
    EXPECT_THAT(refusal<List>(nine), HasSubstr("too long"));
}

TEST(Archive, a_list_of_structs_measures_each_of_them) {
    EXPECT_THAT(written(Limited<std::vector<Point>>{{{1, 2}, {3, 4}}}),
                ElementsAre(2, 0, 0, 0, /**/ 4, 0, 0, 0, 1, 0, 2, 0, /**/ 4, 0, 0, 0, 3, 0, 4, 0));
}

TEST(Archive, a_list_that_ends_before_its_count_is_refused_even_between_two_elements) {
    const Bytes whole = written(Limited<std::vector<Point>>{{{1, 2}, {3, 4}, {5, 6}}});
    for (std::size_t size = 1; size < whole.size(); ++size) {
        const Bytes cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
        EXPECT_NE(refusal<Limited<std::vector<Point>>>(cut), "") << size;
    }
    EXPECT_NE((refusal<Limited<std::vector<std::uint64_t>>>({2, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8})), "");
}

TEST(Archive, reading_replaces_what_was_there) {
    Limited<std::vector<Point>> list{{{9, 9}, {9, 9}}};
    const Bytes one = written(Limited<std::vector<Point>>{{{1, 2}}});
    Reader(one).fields(list);
    EXPECT_THAT(list.value, ElementsAre(Point{1, 2}));
}

TEST(Archive, a_hostile_count_takes_no_memory) {
    for (const Bytes& bytes : {Bytes{0xff, 0xff, 0xff, 0xff}, Bytes{0xff, 0xff, 0xff, 0xff, 1, 2, 3, 4, 5},
                               Bytes{0x40, 0x42, 0x0f, 0, 1, 2, 3, 4, 5}, Bytes{0, 0, 0, 0x80, 0xff},
                               Bytes{100, 0, 0, 0, 1, 2, 3, 4, 5}}) {  // within the budget, but not there
        std::vector<std::string> refusals;
        const auto taken = allocations_of([&] {
            refusals = {refusal<Layer>(bytes), refusal<Limited<std::string>>(bytes),
                        refusal<Limited<Bytes>>(bytes), refusal<Limited<std::vector<std::uint64_t>>>(bytes)};
        });
        EXPECT_LT(taken.bytes, 2048u) << "no more than the texts of the refusals";
        for (const std::string& each : refusals)
            EXPECT_NE(each, "");
    }
}

TEST(Archive, many_small_elements_cannot_take_more_memory_than_the_budget) {
    // 1000 elements of no bytes on the wire: 4,004 bytes that ask for 4 MB.
    Bytes bytes{0xe8, 0x03, 0, 0};
    bytes.resize(4 + 1000 * 4);
    std::string reason;
    const auto taken = allocations_of([&] { reason = refusal<Layer>(bytes); });
    EXPECT_THAT(reason, HasSubstr("budget"));
    EXPECT_LT(taken.bytes, 1024u);
}

TEST(Archive, the_budget_is_spent_by_all_fields_together_and_exactly) {
    struct Two {
        Layer first;
        Layer second;
        std::string text;
        void serialize(Reader& ar) { ar(first, second, bounded(text, 100)); }
        void serialize(Writer& ar) { ar(first, second, bounded(text, 100)); }
    };
    Two message;
    message.first.list.resize(2);
    message.second.list.resize(1);
    message.text = std::string(50, 'x');
    const Bytes bytes = written(message);
    EXPECT_EQ(refusal<Two>(bytes, 3 * sizeof(Bloated) + 50), "");
    EXPECT_THAT(refusal<Two>(bytes, 3 * sizeof(Bloated) + 49), HasSubstr("budget"));
    EXPECT_THAT(refusal<Two>(bytes, 3 * sizeof(Bloated) - 1), HasSubstr("budget"));
}

TEST(Archive, a_list_takes_its_memory_once) {
    const Bytes bytes = written(Limited<std::vector<Point>>{std::vector<Point>(8)});
    Limited<std::vector<Point>> list;
    const auto taken = allocations_of([&] { Reader(bytes).fields(list); });
    EXPECT_EQ(taken.count, 1u);
    EXPECT_EQ(taken.bytes, 8 * sizeof(Point));
}

TEST(Archive, a_struct_that_claims_more_bytes_than_are_left_is_refused) {
    Bytes bytes = written(Plain<Point>{{1, 2}});
    EXPECT_THAT(bytes, ElementsAre(4, 0, 0, 0, 1, 0, 2, 0));
    bytes[0] = 5;
    EXPECT_THAT(refusal<Plain<Point>>(bytes), HasSubstr("cut off"));
    bytes[3] = 0xff;
    EXPECT_THAT(refusal<Plain<Point>>(bytes), HasSubstr("cut off"));
}

TEST(Archive, an_inner_struct_cannot_read_beyond_the_outer_one) {
    // A list of one element of 4 bytes, in which a point claims 4 more that belong to whoever comes next.
    const Bytes bytes{1, 0, 0, 0, /**/ 4, 0, 0, 0, /**/ 4, 0, 0, 0, /**/ 1, 0, 2, 0};
    EXPECT_THAT((refusal<Limited<std::vector<Plain<Point>>>>(bytes)), HasSubstr("cut off"));
}

TEST(Archive, a_struct_that_ends_between_its_fields_keeps_defaults_and_the_next_field_is_found) {
    struct Two {
        Plain<Point> point{{7, 7}};
        std::uint8_t after = 0;
        void serialize(Reader& ar) { ar(point, after); }
        void serialize(Writer& ar) { ar(point, after); }
    };
    const Two two = read<Two>({6, 0, 0, 0, /**/ 2, 0, 0, 0, /**/ 1, 0, /**/ 42});
    EXPECT_EQ(two.point.value, (Point{1, 7}));
    EXPECT_EQ(two.after, 42);
}

TEST(Archive, an_optional_is_there_or_not_and_never_half) {
    using Maybe = Plain<std::optional<Point>>;
    EXPECT_EQ(read<Maybe>(written(Maybe{Point{1, 2}})).value, (Point{1, 2}));
    EXPECT_EQ(read<Maybe>(written(Maybe{})).value, std::nullopt);
    EXPECT_EQ(read<Maybe>({}).value, std::nullopt);
    EXPECT_THAT(written(Maybe{}), ElementsAre(0));
    const Bytes whole = written(Maybe{Point{1, 2}});
    for (std::size_t size = 1; size < whole.size(); ++size) {
        const Bytes cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
        EXPECT_NE(refusal<Maybe>(cut), "") << size;
    }
    EXPECT_NE(refusal<Maybe>({2, 4, 0, 0, 0, 1, 0, 2, 0}), "");
}

TEST(Archive, an_alternative_of_number_zero_is_refused) {
    using Choice = Plain<std::variant<Unknown, Point>>;
    EXPECT_THAT(refusal<Choice>({0, 0, 0, 0, 0, 0}), HasSubstr("names no alternative"));
    EXPECT_EQ(std::get<Point>(read<Choice>({1, 0, 4, 0, 0, 0, 1, 0, 2, 0}).value), (Point{1, 2}));
}

TEST(Archive, what_a_reader_would_refuse_is_not_written) {
    EXPECT_THROW(written(Limited<std::string>{"nine byte"}), std::length_error);
    EXPECT_THROW(written(Limited<std::string>{"\xff"}), std::invalid_argument);
    EXPECT_THROW(written(Limited<Bytes>{Bytes(9)}), std::length_error);
    EXPECT_THROW(written(Limited<std::vector<Point>>{std::vector<Point>(9)}), std::length_error);
    EXPECT_THROW(written(Plain<Colour>{static_cast<Colour>(3)}), std::out_of_range);
    EXPECT_THROW((written(Plain<std::variant<Unknown, Point>>{Unknown{3}})), std::invalid_argument);
}

}  // namespace
}  // namespace crosstalk::net
