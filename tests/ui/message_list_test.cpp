// The message list without drawing: places, anchors, grouping, selection, and what a frame may cost.
#include "ui/list/message_list.hpp"

#include <gtest/gtest.h>

#include <random>

#include "tests/ui/list_twins.hpp"

namespace {

using namespace crosstalk::ui;
using twin::CellMeasure;
using twin::Line;
using twin::Memory;
using twin::Room;

constexpr std::int64_t minute = 60'000;
constexpr std::int64_t start_ms = 1'794'679'200'000;  // Saturday, 14 November 2026, 18:00 UTC

// A room, its view, and what changes between frames.
struct Bench {
    explicit Bench(Memory memory = Memory::Steps) : room(memory) {}

    Room room;
    MessageList list;
    FixedZone zone{0};
    float scale = 1.0F;
    int width = 784;
    int height = 640;
    std::uint64_t first_unread = 0;

    void frame() {
        const Theme theme = make_theme({.scale = scale});
        const CellMeasure measure(scale);
        list.update(room, {theme, measure, zone, ClockStyle::Hours24, width, height, first_unread});
    }
    ListHit hit(int x, int y) const {
        const Theme theme = make_theme({.scale = scale});
        const CellMeasure measure(scale);
        return list.hit_test(x, y, room,
                             {theme, measure, zone, ClockStyle::Hours24, width, height, first_unread});
    }
    std::string copy() const {
        const Theme theme = make_theme({.scale = scale});
        const CellMeasure measure(scale);
        return list.copy_selection(room,
                                   {theme, measure, zone, ClockStyle::Hours24, width, height, first_unread});
    }

    Line message(std::string text, std::uint64_t author = 1, std::int64_t time_ms = start_ms) {
        Line line;
        line.id = room.fresh_id();
        line.author = author;
        line.author_name = "user" + std::to_string(author);
        line.time_ms = time_ms;
        line.text = std::move(text);
        return line;
    }
    Line presence(LineKind kind, std::uint64_t author, std::int64_t time_ms = start_ms) {
        Line line = message("", author, time_ms);
        line.kind = kind;
        return line;
    }
    void fill(std::size_t count) {
        std::vector<Line> lines;
        for (std::size_t index = 0; index < count; ++index) {
            lines.push_back(message("line " + std::to_string(index), index / 3 % 5,
                                    start_ms + static_cast<std::int64_t>(index) * minute / 4));
        }
        room.insert(room.count(), std::move(lines));
    }
    const LineLayout& layout(std::size_t index) { return *list.line_of(room.id_at(index))->layout; }
    int y(std::size_t index) { return list.line_of(room.id_at(index))->y; }
};

// Where the anchored text stands on the screen now.
std::optional<int> anchored_y(const Bench& bench) {
    const auto anchor = bench.list.anchor();
    if (!anchor) return std::nullopt;
    const VisibleLine* line = bench.list.line_of(anchor->point.id);
    if (line == nullptr) return std::nullopt;
    return line->y + MessageList::text_top(*line->layout, anchor->point.byte);
}

void expect_lines_without_gaps(const Bench& bench) {
    const auto lines = bench.list.lines();
    for (std::size_t k = 1; k < lines.size(); ++k) {
        ASSERT_EQ(lines[k].y, lines[k - 1].y + lines[k - 1].layout->height);
        ASSERT_GT(lines[k].index, lines[k - 1].index);
        ASSERT_EQ(bench.room.id_at(lines[k].index), lines[k].id);
    }
}

TEST(MessageList, an_empty_room_shows_nothing) {
    Bench bench;
    bench.frame();
    EXPECT_TRUE(bench.list.lines().empty());
    EXPECT_EQ(bench.hit(100, 100).part, ListPart::Nothing);
    EXPECT_FALSE(bench.list.scrollbar().needed);
}

TEST(MessageList, a_room_opens_at_the_bottom_and_follows_new_messages) {
    Bench bench;
    bench.fill(500);
    bench.frame();
    EXPECT_TRUE(bench.list.at_bottom());
    EXPECT_EQ(bench.list.lines().back().index, 499U);
    bench.room.append(bench.message("newest"));
    bench.frame();
    EXPECT_EQ(bench.list.lines().back().index, 500U);
    EXPECT_EQ(bench.list.lines().back().y + bench.list.lines().back().layout->height, bench.height - 4);
    EXPECT_EQ(bench.list.new_below(), 0U);
}

TEST(MessageList, a_short_room_stands_at_the_bottom_of_the_view) {
    Bench bench;
    bench.fill(2);
    bench.frame();
    EXPECT_GT(bench.list.lines().front().y, 0);
    EXPECT_EQ(bench.list.lines().back().y + bench.list.lines().back().layout->height, bench.height - 4);
    bench.list.scroll_by(-100);
    bench.frame();
    EXPECT_TRUE(bench.list.at_bottom());
}

TEST(MessageList, a_message_takes_the_heights_of_the_look) {
    Bench bench;
    bench.room.append(bench.message("one", 1));
    bench.room.append(bench.message("two", 2));
    bench.room.append(bench.message("three", 2));
    bench.frame();
    const LineLayout& first = bench.layout(0);
    EXPECT_EQ(first.day_top, 6);
    EXPECT_EQ(first.row_top, 6 + 24 + 4);
    EXPECT_EQ(first.header_top, first.row_top + 4);
    EXPECT_EQ(first.body_top, first.header_top + 20);
    EXPECT_EQ(first.height, first.body_top + 20 + 4);
    const LineLayout& second = bench.layout(1);
    EXPECT_EQ(second.row_top, 4);
    EXPECT_EQ(second.height, 4 + 4 + 20 + 20 + 4);
    const LineLayout& third = bench.layout(2);
    EXPECT_EQ(third.header_top, -1);
    EXPECT_EQ(third.height, 4 + 20 + 4);
}

TEST(MessageList, one_sender_within_five_minutes_groups_under_one_header) {
    Bench bench;
    bench.room.append(bench.message("a", 1, start_ms));
    bench.room.append(bench.message("b", 1, start_ms + 5 * minute));
    bench.room.append(bench.message("c", 1, start_ms + 10 * minute + 1));
    bench.room.append(bench.message("d", 2, start_ms + 11 * minute));
    bench.frame();
    EXPECT_EQ(bench.layout(1).header_top, -1);
    EXPECT_GE(bench.layout(2).header_top, 0);
    EXPECT_GE(bench.layout(3).header_top, 0);
}

TEST(MessageList, a_new_day_gets_a_separator_in_the_zone_of_the_reader) {
    Bench bench;
    bench.room.append(bench.message("a", 1, start_ms));
    bench.room.append(bench.message("b", 1, start_ms + 7 * 60 * minute));
    bench.frame();
    EXPECT_GE(bench.layout(1).day_top, 0);
    EXPECT_GE(bench.layout(1).header_top, 0);
    bench.zone = FixedZone(-8 * 3600);
    bench.frame();
    EXPECT_EQ(bench.layout(1).day_top, -1);
}

TEST(MessageList, the_first_unread_message_gets_a_divider_and_a_header) {
    Bench bench;
    bench.room.append(bench.message("a"));
    bench.room.append(bench.message("b"));
    bench.room.append(bench.message("c"));
    bench.frame();
    EXPECT_EQ(bench.layout(1).header_top, -1);
    bench.first_unread = bench.room.id_at(1);
    bench.frame();
    EXPECT_GE(bench.layout(1).unread_top, 0);
    EXPECT_GE(bench.layout(1).header_top, 0);
    bench.first_unread = bench.room.id_at(2);
    bench.frame();
    EXPECT_EQ(bench.layout(1).unread_top, -1);
    EXPECT_GE(bench.layout(2).unread_top, 0);
}

TEST(MessageList, what_was_there_before_is_divided_from_what_is_live) {
    Bench bench;
    Line old = bench.message("a");
    old.age = Age::History;
    bench.room.append(old);
    bench.room.append(bench.message("b"));
    bench.frame();
    EXPECT_GE(bench.layout(1).history_top, 0);
    EXPECT_GE(bench.layout(1).header_top, 0);
}

TEST(MessageList, a_few_joins_and_leaves_are_named_in_one_line) {
    Bench bench;
    bench.room.append(bench.presence(LineKind::Joined, 1));
    bench.room.append(bench.presence(LineKind::Left, 2));
    bench.frame();
    EXPECT_EQ(bench.layout(0).content.text, "user1 joined, user2 left");
    EXPECT_EQ(bench.list.line_of(bench.room.id_at(1)), nullptr);
}

TEST(MessageList, many_joins_and_leaves_are_counted_in_one_line) {
    Bench bench;
    for (std::uint64_t user = 1; user <= 5; ++user)
        bench.room.append(bench.presence(LineKind::Joined, user));
    bench.frame();
    EXPECT_EQ(bench.layout(0).content.text, "5 joined");
    bench.room.append(bench.presence(LineKind::Left, 1));
    bench.room.append(bench.presence(LineKind::Left, 2));
    bench.frame();
    EXPECT_EQ(bench.layout(0).content.text, "5 joined, 2 left");
    EXPECT_EQ(bench.list.lines().size(), 1U);
}

TEST(MessageList, a_message_between_joins_splits_them_and_its_removal_unites_them) {
    Bench bench;
    for (std::uint64_t user = 1; user <= 6; ++user)
        bench.room.append(bench.presence(LineKind::Joined, user));
    bench.frame();
    bench.room.insert(2, {bench.message("hello", 9)});
    bench.frame();
    EXPECT_EQ(bench.layout(0).content.text, "user1 joined, user2 joined");
    EXPECT_EQ(bench.layout(3).content.text, "4 joined");
    bench.room.remove(2);
    bench.frame();
    EXPECT_EQ(bench.layout(0).content.text, "6 joined");
    EXPECT_EQ(bench.list.lines().size(), 1U);
}

TEST(MessageList, up_to_six_emoji_alone_are_larger) {
    Bench bench;
    bench.room.append(bench.message("\xF0\x9F\x98\x80 \xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD", 1));
    bench.room.append(bench.message("\xF0\x9F\x98\x80 yes", 2));
    bench.frame();
    EXPECT_EQ(bench.layout(0).text.lines.front().height, 36);
    EXPECT_EQ(bench.layout(1).text.lines.front().height, 20);
}

TEST(MessageList, away_from_the_bottom_new_messages_move_nothing_and_are_counted) {
    Bench bench;
    bench.fill(200);
    bench.frame();
    bench.list.scroll_by(-1000);
    bench.frame();
    const std::vector<VisibleLine> before(bench.list.lines().begin(), bench.list.lines().end());
    for (int k = 0; k < 3; ++k)
        bench.room.append(bench.message("new", 7));
    Line own = bench.message("mine", 8);
    own.origin = Origin::Own;
    bench.room.append(own);
    bench.room.append(bench.presence(LineKind::Joined, 9));
    bench.frame();
    const auto after = bench.list.lines();
    ASSERT_EQ(after.size(), before.size());
    for (std::size_t k = 0; k < after.size(); ++k) {
        EXPECT_EQ(after[k].id, before[k].id);
        EXPECT_EQ(after[k].y, before[k].y);
    }
    EXPECT_EQ(bench.list.new_below(), 3U);
    bench.list.scroll_to_bottom();
    bench.frame();
    EXPECT_EQ(bench.list.new_below(), 0U);
    EXPECT_EQ(bench.list.lines().back().index, bench.room.count() - 1);
}

TEST(MessageList, new_messages_that_were_scrolled_to_are_no_longer_counted) {
    Bench bench;
    bench.fill(200);
    bench.frame();
    bench.list.scroll_by(-300);
    bench.frame();
    for (int k = 0; k < 40; ++k)
        bench.room.append(bench.message("new", 7));
    bench.frame();
    EXPECT_EQ(bench.list.new_below(), 40U);
    bench.list.scroll_by(500);
    bench.frame();
    EXPECT_FALSE(bench.list.at_bottom());
    EXPECT_LT(bench.list.new_below(), 40U);
    EXPECT_GT(bench.list.new_below(), 0U);
    // An older page does not count.
    const std::size_t counted = bench.list.new_below();
    bench.room.insert(0, {bench.message("old", 3), bench.message("old", 3)});
    bench.frame();
    EXPECT_EQ(bench.list.new_below(), counted);
    bench.list.scroll_by(100'000);
    bench.frame();
    EXPECT_TRUE(bench.list.at_bottom());
    EXPECT_EQ(bench.list.new_below(), 0U);
}

TEST(MessageList, scrolling_stops_at_the_first_line_and_at_the_last) {
    Bench bench;
    bench.fill(300);
    bench.frame();
    bench.list.scroll_by(-1'000'000);
    bench.frame();
    EXPECT_EQ(bench.list.lines().front().index, 0U);
    EXPECT_EQ(bench.list.lines().front().y, 0);
    EXPECT_EQ(bench.list.scrollbar().top, 0.0);
    bench.list.scroll_by(-10);
    bench.frame();
    EXPECT_EQ(bench.list.lines().front().y, 0);
    bench.list.scroll_by(1'000'000);
    bench.frame();
    EXPECT_TRUE(bench.list.at_bottom());
}

TEST(MessageList, scrolling_moves_the_lines_by_just_that_many_pixels) {
    Bench bench;
    bench.fill(300);
    bench.frame();
    bench.list.scroll_by(-700);
    bench.frame();
    const std::uint64_t id = bench.list.lines()[5].id;
    const int y = bench.list.lines()[5].y;
    bench.list.scroll_by(-37);
    bench.frame();
    EXPECT_EQ(bench.list.line_of(id)->y, y + 37);
    bench.list.scroll_by(37);
    bench.frame();
    EXPECT_EQ(bench.list.line_of(id)->y, y);
}

TEST(MessageList, showing_a_line_brings_it_into_view) {
    Bench bench;
    bench.fill(1000);
    bench.frame();
    bench.list.show(bench.room.id_at(500));
    bench.frame();
    const VisibleLine* line = bench.list.line_of(bench.room.id_at(500));
    ASSERT_NE(line, nullptr);
    EXPECT_EQ(line->y + line->layout->body_top, bench.height / 3);
    EXPECT_FALSE(bench.list.at_bottom());
}

TEST(MessageList, the_thumb_leads_to_the_place_it_shows) {
    Bench bench;
    bench.fill(2000);
    bench.frame();
    bench.list.scroll_to_share(0.5);
    bench.frame();
    EXPECT_NEAR(bench.list.scrollbar().top, 0.5, 0.02);
    EXPECT_NEAR(static_cast<double>(bench.list.lines().front().index), 1000.0, 40.0);
}

// 10,000 random steps; after each the anchored text stands on the pixel where it stood.
void nothing_moves_the_anchor(Memory memory, unsigned seed) {
    Bench bench(memory);
    std::mt19937 random(seed);
    const auto below = [&random](std::size_t count) {
        return static_cast<std::size_t>(random() % static_cast<unsigned>(count));
    };
    const auto line = [&] {
        if (below(6) == 0) return bench.presence(below(2) == 0 ? LineKind::Joined : LineKind::Left, below(4));
        std::string text;
        for (std::size_t words = below(below(8) == 0 ? 200 : 12) + 1; words > 0; --words) {
            text.append(below(9) + 1, static_cast<char>('a' + below(26)));
            text += below(30) == 0 ? '\n' : ' ';
        }
        Line made = bench.message(text, below(3), start_ms + static_cast<std::int64_t>(below(4000)) * minute);
        if (below(20) == 0) made.kind = LineKind::Notice;
        if (below(30) == 0) made.state = SendState::Failed;
        return made;
    };
    std::vector<Line> first;
    for (int k = 0; k < 400; ++k)
        first.push_back(line());
    bench.room.insert(0, std::move(first));
    bench.frame();
    bench.list.scroll_by(-6000);
    bench.frame();
    ASSERT_TRUE(bench.list.anchor());

    std::uint64_t held = bench.list.anchor()->point.id;
    std::size_t removed_anchors = 0;
    std::size_t held_steps = 0;
    for (int step = 0; step < 10'000; ++step) {
        if (step % 500 == 499) {
            // The reader scrolls on: another anchor, at another height.
            bench.list.scroll_by(static_cast<int>(below(2000)) - 1000);
            bench.frame();
            if (bench.list.at_bottom()) {
                bench.list.scroll_by(-3000);
                bench.frame();
            }
            ASSERT_TRUE(bench.list.anchor());
            held = bench.list.anchor()->point.id;
        }
        const auto y = anchored_y(bench);
        const std::size_t index = *bench.room.index_of(held);
        const std::size_t count = bench.room.count();
        switch (below(10)) {
            case 0:
                bench.room.insert(below(index + 1), {line()});
                break;
            case 1:
                bench.room.insert(index, {line(), line(), line()});
                break;
            case 2:
                bench.room.insert(index + 1 + below(count - index), {line()});
                break;
            case 3:
                bench.room.append(line());
                break;
            case 4:
                if (index > 150) bench.room.remove(below(index));
                break;
            case 5:
                if (count - index > 150) bench.room.remove(index + 1 + below(count - index - 1));
                break;
            case 6:
                bench.width = 500 + static_cast<int>(below(900));
                break;
            case 7:
                bench.scale = 0.75F + static_cast<float>(below(10)) * 0.25F;
                break;
            case 8:
                bench.height = 400 + static_cast<int>(below(600));
                break;
            case 9: {
                const std::size_t other = below(count);
                if (other != index) bench.room.edit(other, line().text);
                bench.first_unread = bench.room.id_at(below(count));
                // Several steps in one frame.
                bench.room.insert(below(count), {line(), line()});
                bench.room.remove(*bench.room.index_of(held) == 0 ? 1 : 0);
                break;
            }
        }
        bench.frame();
        ASSERT_TRUE(bench.list.anchor()) << "step " << step;
        expect_lines_without_gaps(bench);
        if (*y >= bench.height) {
            held = bench.list.anchor()->point.id;
            continue;
        }
        ASSERT_EQ(bench.list.anchor()->point.id, held) << "step " << step;
        ASSERT_EQ(anchored_y(bench), y) << "step " << step;
        ++held_steps;
        if (step % 97 == 0) {
            // The anchor itself goes: the next visible message that stays takes over, on its own pixel.
            const auto lines = bench.list.lines();
            const auto next = std::find_if(lines.begin(), lines.end(), [&](const VisibleLine& other) {
                return other.index > bench.list.anchor()->point.index &&
                       other.layout->kind == LineKind::Message &&
                       other.y + other.layout->body_top < bench.height;
            });
            if (next == lines.end()) continue;
            const std::uint64_t next_id = next->id;
            const int next_y = next->y + next->layout->body_top;
            bench.room.remove(*bench.room.index_of(held));
            bench.frame();
            const VisibleLine* stays = bench.list.line_of(next_id);
            ASSERT_NE(stays, nullptr);
            ASSERT_EQ(stays->y + stays->layout->body_top, next_y);
            held = bench.list.anchor()->point.id;
            ++removed_anchors;
        }
    }
    EXPECT_GT(removed_anchors, 20U);
    EXPECT_GT(held_steps, 9'500U);
    // What grew by small steps equals what is laid out at once.
    MessageList fresh;
    const Theme theme = make_theme({.scale = bench.scale});
    const CellMeasure measure(bench.scale);
    const ListFrame frame{theme,       measure,      bench.zone,        ClockStyle::Hours24,
                          bench.width, bench.height, bench.first_unread};
    fresh.update(bench.room, frame);
    for (const VisibleLine& line_now : bench.list.lines()) {
        fresh.show(line_now.id);
        fresh.update(bench.room, frame);
        const VisibleLine* same = fresh.line_of(line_now.id);
        ASSERT_NE(same, nullptr);
        EXPECT_EQ(same->layout->height, line_now.layout->height);
        EXPECT_EQ(same->layout->content.text, line_now.layout->content.text);
    }
}

TEST(MessageList, ten_thousand_random_steps_move_the_anchored_message_by_0_pixels) {
    nothing_moves_the_anchor(Memory::Steps, 1);
}

TEST(MessageList, neither_do_they_when_the_source_cannot_tell_its_steps) {
    nothing_moves_the_anchor(Memory::None, 2);
}

TEST(MessageList, a_resize_keeps_the_text_that_was_at_the_top_of_a_long_message) {
    Bench bench;
    bench.fill(50);
    std::string text;
    for (int word = 0; word < 2000; ++word)
        text += "word" + std::to_string(word) + " ";
    bench.room.append(bench.message(text, 9));
    bench.fill(50);
    bench.frame();
    bench.list.show(bench.room.id_at(50));
    bench.frame();
    bench.list.scroll_by(1500);
    bench.frame();
    const auto anchor = bench.list.anchor();
    ASSERT_EQ(anchor->point.id, bench.room.id_at(50));
    ASSERT_GT(anchor->point.byte, 0U);
    for (const int width : {500, 1200, 640, 784}) {
        bench.width = width;
        bench.frame();
        EXPECT_EQ(bench.list.anchor()->point.byte, anchor->point.byte);
        EXPECT_EQ(anchored_y(bench), anchor->y);
    }
}

TEST(MessageList, whole_pixels_are_kept_far_beyond_what_a_float_can_hold) {
    Bench bench;
    bench.fill(1'000'000);
    bench.frame();
    bench.list.scroll_by(-777);
    bench.frame();
    const auto y = anchored_y(bench);
    bench.room.insert(0, {bench.message("first", 3)});
    bench.frame();
    EXPECT_EQ(anchored_y(bench), y);
    const std::uint64_t id = bench.list.anchor()->point.id;
    bench.list.scroll_by(-1);
    bench.frame();
    ASSERT_NE(bench.list.line_of(id), nullptr);
    EXPECT_EQ(bench.list.line_of(id)->y + MessageList::text_top(*bench.list.line_of(id)->layout, 0), *y + 1);
}

// --- What a frame may cost, counted in lines ---

TEST(MessageList, a_quiet_frame_lays_out_nothing_and_reads_only_what_is_visible) {
    Bench bench;
    bench.fill(100'000);
    bench.frame();
    bench.room.take_reads();
    bench.frame();
    EXPECT_EQ(bench.list.work().texts_laid_out, 0U);
    EXPECT_EQ(bench.list.work().lines_laid_out, 0U);
    EXPECT_LE(bench.room.take_reads(), bench.list.lines().size() + 4);
}

TEST(MessageList, a_first_frame_of_100000_messages_lays_out_only_what_is_visible) {
    Bench bench;
    bench.fill(100'000);
    bench.frame();
    EXPECT_EQ(bench.list.work().texts_laid_out, bench.list.lines().size());
}

TEST(MessageList, ten_thousand_messages_at_once_cost_their_number_and_no_layout_out_of_sight) {
    Bench bench;
    bench.fill(100'000);
    bench.frame();
    bench.list.scroll_by(-5000);
    bench.frame();
    bench.room.take_reads();
    bench.fill(10'000);
    bench.frame();
    EXPECT_EQ(bench.list.work().texts_laid_out, 0U);
    EXPECT_LE(bench.room.take_reads(), 10'000 + 4 * bench.list.lines().size() + 16);
    EXPECT_EQ(bench.list.new_below(), 10'000U);
}

TEST(MessageList, a_jump_anywhere_lays_out_one_view) {
    Bench bench;
    bench.fill(100'000);
    bench.frame();
    for (const double share : {0.1, 0.9, 0.0, 0.5}) {
        bench.list.scroll_to_share(share);
        bench.frame();
        EXPECT_LE(bench.list.work().texts_laid_out, bench.list.lines().size() + 2);
    }
    bench.list.scroll_by(-2'000'000);
    bench.frame();
    EXPECT_LE(bench.list.work().texts_laid_out, 2 * bench.list.lines().size() + 2);
}

TEST(MessageList, a_resize_lays_out_only_what_is_visible) {
    Bench bench;
    bench.fill(100'000);
    bench.frame();
    bench.width = 600;
    bench.frame();
    EXPECT_EQ(bench.list.work().texts_laid_out, bench.list.lines().size());
}

TEST(MessageList, an_edit_lays_out_one_text) {
    Bench bench;
    bench.fill(1000);
    bench.frame();
    bench.room.edit(995, "changed");
    bench.frame();
    EXPECT_EQ(bench.list.work().texts_laid_out, 1U);
}

// --- Pointer, selection, copy ---

TEST(MessageList, a_point_on_a_letter_gives_its_byte_and_one_on_a_link_its_link) {
    Bench bench;
    bench.room.append(bench.message("see https://example.org/a now", 1));
    bench.frame();
    const int row = bench.y(0) + bench.layout(0).body_top + 10;
    const ListHit text = bench.hit(68 + 7 * 2 + 1, row);
    EXPECT_EQ(text.part, ListPart::Text);
    EXPECT_EQ(text.byte, 2U);
    const ListHit link = bench.hit(68 + 7 * 6, row);
    EXPECT_EQ(link.part, ListPart::Link);
    EXPECT_EQ(bench.layout(0).text.links[link.link].begin, 4U);
    EXPECT_EQ(bench.hit(600, row).part, ListPart::Row);
    EXPECT_EQ(bench.hit(20, bench.y(0) + bench.layout(0).header_top + 5).part, ListPart::Avatar);
    EXPECT_EQ(bench.hit(70, bench.y(0) + bench.layout(0).header_top + 5).part, ListPart::Name);
    EXPECT_EQ(bench.hit(70, bench.y(0) + bench.layout(0).day_top + 5).part, ListPart::Divider);
}

TEST(MessageList, a_selection_across_messages_copies_time_nick_and_text) {
    Bench bench;
    bench.room.append(bench.message("first message", 1, start_ms));
    bench.room.append(bench.presence(LineKind::Joined, 5, start_ms + minute));
    bench.room.append(bench.message("second\nline", 2, start_ms + 2 * minute));
    bench.room.append(bench.message("third message", 2, start_ms + 3 * minute));
    bench.frame();
    bench.list.begin_selection(bench.hit(68 + 7 * 6 + 1, bench.y(0) + bench.layout(0).body_top + 10));
    bench.list.extend_selection(bench.hit(68 + 7 * 5 + 1, bench.y(3) + bench.layout(3).body_top + 10));
    EXPECT_EQ(bench.copy(),
              "[18:00] user1: message\n[18:01] user5 joined\n[18:02] user2: second\n    line\n[18:03] user2: "
              "third");
    EXPECT_EQ(bench.list.selected_bytes(2, 11)->end, 11U);
}

TEST(MessageList, a_selection_backwards_is_the_same) {
    Bench bench;
    bench.room.append(bench.message("first", 1));
    bench.room.append(bench.message("second", 2));
    bench.frame();
    bench.list.begin_selection(bench.hit(68 + 7 * 3 + 1, bench.y(1) + bench.layout(1).body_top + 10));
    bench.list.extend_selection(bench.hit(68 + 7 * 2 + 1, bench.y(0) + bench.layout(0).body_top + 10));
    EXPECT_EQ(bench.copy(), "[18:00] user1: rst\n[18:00] user2: sec");
}

TEST(MessageList, a_double_click_takes_a_word_and_a_triple_click_the_message) {
    Bench bench;
    bench.room.append(bench.message("take one-two words", 1));
    bench.frame();
    const ListHit hit = bench.hit(68 + 7 * 6, bench.y(0) + bench.layout(0).body_top + 10);
    bench.list.select_word(hit);
    EXPECT_EQ(bench.copy(), "one");
    bench.list.select_line(hit);
    EXPECT_EQ(bench.copy(), "take one-two words");
}

TEST(MessageList, everything_can_be_selected_and_a_selection_survives_older_pages) {
    Bench bench;
    bench.room.append(bench.message("a", 1));
    bench.room.append(bench.message("b", 2));
    bench.frame();
    bench.list.select_all();
    bench.room.insert(0, {bench.message("older", 3)});
    bench.frame();
    EXPECT_EQ(bench.copy(), "[18:00] user1: a\n[18:00] user2: b");
    bench.list.clear_selection();
    EXPECT_EQ(bench.copy(), "");
}

TEST(MessageList, a_selected_message_that_is_removed_leaves_the_rest_selected) {
    Bench bench;
    bench.room.append(bench.message("a", 1));
    bench.room.append(bench.message("b", 2));
    bench.room.append(bench.message("c", 3));
    bench.frame();
    bench.list.select_all();
    bench.room.remove(0);
    bench.frame();
    EXPECT_EQ(bench.copy(), "[18:00] user2: b\n[18:00] user3: c");
}

TEST(MessageList, takes_over_the_place_of_another_list_of_the_same_lines) {
    Bench bench;
    bench.fill(500);
    bench.frame();
    bench.list.show(bench.room.id_at(250));
    bench.frame();
    const auto anchor = *bench.list.anchor();
    const int y = bench.y(250);
    bench.list = MessageList();
    bench.frame();
    EXPECT_TRUE(bench.list.at_bottom());
    bench.list.stand_at(anchor);
    bench.frame();
    EXPECT_EQ(bench.y(250), y);
}

TEST(MessageList, an_answer_begins_a_group_with_a_line_of_what_it_answers) {
    Bench bench;
    bench.room.append(bench.message("first"));
    Line answer = bench.message("second");
    answer.reply_to = bench.room.id_at(0);
    bench.room.append(answer);
    bench.frame();
    const LineLayout& layout = bench.layout(1);
    EXPECT_GE(layout.header_top, 0) << "though the same person goes on";
    EXPECT_EQ(layout.header_top, layout.reply_top + 20);
    const ListHit hit = bench.hit(100, bench.y(1) + layout.reply_top + 5);
    EXPECT_EQ(hit.part, ListPart::Reply);
    EXPECT_EQ(hit.index, 1U);
}

TEST(MessageList, the_word_edited_stands_behind_the_text_or_under_it_where_there_is_no_room) {
    Bench bench;
    for (const std::string& text :
         {std::string("short"), std::string(98, 'x'), std::string("```\ncode\n```")}) {
        Line line = bench.message(text);
        line.edited_ms = start_ms + minute;
        bench.room.append(line);
    }
    bench.frame();
    EXPECT_EQ(bench.layout(0).edited_top, bench.layout(0).body_top);
    EXPECT_EQ(bench.layout(0).edited_left, 5 * 7.0F + 6.0F);
    for (const std::size_t index : {1U, 2U}) {
        const LineLayout& layout = bench.layout(index);
        EXPECT_EQ(layout.edited_top, layout.body_top + layout.text.height);
        EXPECT_EQ(layout.edited_left, 0);
    }
    const int x = 68 + static_cast<int>(bench.layout(0).edited_left) + 3;
    EXPECT_EQ(bench.hit(x, bench.y(0) + bench.layout(0).edited_top + 4).part, ListPart::Edited);
    EXPECT_EQ(bench.hit(72, bench.y(0) + bench.layout(0).edited_top + 4).part, ListPart::Text);
}

TEST(MessageList, reactions_fill_rows_below_the_text) {
    Bench bench;
    Line line = bench.message("liked");
    for (int kind = 0; kind < 20; ++kind)
        line.reactions.push_back({"\U0001F44D", 1, {}});
    bench.room.append(line);
    bench.room.append(bench.message("next"));
    bench.width = 400;
    bench.frame();
    const LineLayout& layout = bench.layout(0);
    ASSERT_EQ(layout.reactions.size(), 20U);
    EXPECT_EQ(layout.reactions[0].width, 14 + 6 + 7 + 16);
    const int rows = layout.reactions.back().top / 28 + 1;
    EXPECT_EQ(rows, 4);
    EXPECT_EQ(layout.height, layout.reactions_top + rows * 28 + 4);
    for (const ChipPlace& chip : layout.reactions)
        EXPECT_LE(chip.left + chip.width, 400 - 68 - 16);
    EXPECT_EQ(bench.hit(100, bench.y(0) + layout.reactions_top + 3).part, ListPart::Row);
}

TEST(MessageList, a_spoiler_is_covered_until_it_is_pressed_and_stays_open) {
    Bench bench;
    bench.room.append(bench.message("it was ||the butler||, or ||the cook||"));
    bench.frame();
    const int y = bench.y(0) + bench.layout(0).body_top + 5;
    const ListHit first = bench.hit(68 + 8 * 7, y);
    EXPECT_EQ(first.part, ListPart::Spoiler);
    EXPECT_EQ(bench.hit(70, y).part, ListPart::Text);
    bench.list.uncover(first.id, first.spoiler);
    EXPECT_EQ(bench.hit(68 + 8 * 7, y).part, ListPart::Text);
    const ListHit second = bench.hit(68 + 25 * 7, y);
    EXPECT_EQ(second.part, ListPart::Spoiler) << "the other one is another secret";
    EXPECT_NE(second.spoiler, first.spoiler);
}

TEST(MessageList, what_is_copied_is_what_is_shown) {
    Bench bench;
    bench.room.append(bench.message("**bold** and `code`"));
    Line gone = bench.message("This message was deleted.", 2);
    gone.deleted = true;
    bench.room.append(gone);
    bench.room.append(bench.message("**never laid out**", 3));
    bench.height = 60;
    bench.frame();
    bench.list.select_all();
    EXPECT_EQ(bench.copy(),
              "[18:00] user1: bold and code\n[18:00] user2: This message was deleted.\n[18:00] user3: never "
              "laid out");
}

TEST(MessageList, the_place_in_a_long_message_of_many_blocks_is_held) {
    Bench bench;
    std::string text;
    for (int block = 0; block < 30; ++block)
        text += "paragraph " + std::to_string(block) + "\n```\ncode\ncode\n```\n> quoted\n";
    bench.room.append(bench.message(text));
    bench.fill(40);
    bench.frame();
    bench.list.show(bench.room.id_at(0));
    bench.frame();
    bench.list.scroll_by(900);
    bench.frame();
    const auto y = anchored_y(bench);
    ASSERT_TRUE(y);
    bench.room.append(bench.message("new"));
    bench.room.edit(20, "a far longer text\nof more lines\nthan before");
    bench.frame();
    EXPECT_EQ(anchored_y(bench), y);
    bench.width = 500;
    bench.frame();
    EXPECT_EQ(anchored_y(bench), y);
}

}  // namespace
