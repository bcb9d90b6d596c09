// Finding in a room, searching all rooms, and what is pinned.
#include <gtest/gtest.h>
#include <imgui.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

#include "tests/panels/stage.hpp"
#include "ui/panels/dialogs/about.hpp"
#include "ui/panels/find_bar.hpp"
#include "ui/panels/main_screen.hpp"
#include "ui/panels/pins_panel.hpp"
#include "ui/panels/search_panel.hpp"
#include "ui/panels/third_party_parts.hpp"

namespace crosstalk::ui {
namespace {

// --- in a room

struct Finding {
    twin::Stage stage{900, 700};
    FindBar bar;
    std::uint64_t version = 1;
    std::vector<net::Sequence> went;

    // Messages 11 to 40 are here; every third has the word in it.
    Finding() {
        model::RoomSynced synced = model::synced(net::lobby, 0, 11, 40);
        for (net::Message& message : synced.state.messages)
            message.text = message.sequence.value % 3 == 0 ? "Some **piz**za today" : "bread";
        stage.hear(model::RoomsListed{{model::mine(net::lobby, "lobby", 40, 40)}, {}});
        stage.hear(synced);
        bar.open();
        settle();
    }
    void settle(int frames = 8) {
        stage.settle(
            [&](const Scene& scene) {
                const auto place =
                    bar.draw(scene, {{0, 0}, {900, 48}}, *stage.model.room(net::lobby), version);
                if (place) went.push_back(*place);
            },
            frames);
    }
    void type(const std::string& text) {
        stage.screen.type(text);
        settle(12);
    }
    void key(int imgui_key, int mods = 0) {
        stage.screen.press_chord(mods, imgui_key);
        settle();
    }
    void answer(std::vector<std::uint64_t> places, std::uint64_t next = 0) {
        net::SearchPage page;
        for (const std::uint64_t place : places) {
            net::Hit hit;
            hit.room = net::lobby;
            hit.sequence = net::Sequence{place};
            hit.id = {1000 + place};
            page.hits.push_back(hit);
        }
        page.next = {next};
        stage.answer(page);
        settle();
    }
    const net::Search* asked() {
        const auto* ask = stage.last_sent<model::Ask>();
        return ask == nullptr ? nullptr : std::get_if<net::Search>(&ask->question);
    }
};

TEST(FindBar, what_is_here_is_counted_and_f3_goes_back_in_time_and_round) {
    Finding finding;
    finding.type("PIZZA");
    EXPECT_EQ(finding.bar.current(), net::Sequence{39}) << "the newest first";
    EXPECT_TRUE(finding.bar.count_text().starts_with("1 of 10")) << finding.bar.count_text();
    finding.key(ImGuiKey_F3);
    EXPECT_EQ(finding.bar.current(), net::Sequence{36});
    finding.key(ImGuiKey_F3, ImGuiMod_Shift);
    EXPECT_EQ(finding.bar.current(), net::Sequence{39});
    finding.key(ImGuiKey_Enter);
    EXPECT_EQ(finding.bar.current(), net::Sequence{36});
    ASSERT_FALSE(finding.went.empty());
    EXPECT_EQ(finding.went.back(), net::Sequence{36});
}

TEST(FindBar, the_server_is_asked_for_what_is_older_in_this_room_and_page_by_page) {
    Finding finding;
    finding.type("pizza");
    EXPECT_EQ(finding.asked(), nullptr) << "not for every letter";
    finding.stage.now.steady_ms += 400;
    finding.settle();
    ASSERT_NE(finding.asked(), nullptr);
    EXPECT_EQ(finding.asked()->words, "pizza");
    EXPECT_EQ(finding.asked()->rooms, std::vector<net::RoomId>{net::lobby});
    EXPECT_EQ(finding.asked()->before, net::MessageId{1011});
    finding.answer({9, 6}, 1006);
    EXPECT_EQ(finding.bar.count_text(), "1 of 12+");
    finding.key(ImGuiKey_F3, ImGuiMod_Shift);
    EXPECT_EQ(finding.bar.current(), net::Sequence{6}) << "round the end";
    finding.key(ImGuiKey_F3);
    EXPECT_EQ(finding.asked()->before, net::MessageId{1006});
    finding.answer({3});
    EXPECT_EQ(finding.bar.current(), net::Sequence{3});
    EXPECT_EQ(finding.bar.count_text(), "13 of 13");
    finding.key(ImGuiKey_F3);
    EXPECT_EQ(finding.bar.current(), net::Sequence{39});
}

TEST(FindBar, words_are_marked_in_what_is_shown_and_only_in_lines_that_have_them_all) {
    Finding finding;
    finding.type("pizza today");
    MessageView view{.id = 7, .revision = 1, .author_name = {}, .text = {}};
    std::vector<ByteRange> ranges;
    finding.bar.find(view, "Some pizza for today", ranges);
    ASSERT_EQ(ranges.size(), 2U);
    EXPECT_EQ(ranges[0].begin, 5U);
    EXPECT_EQ(ranges[0].end, 10U);
    view.id = 8;
    finding.bar.find(view, "pizza tomorrow", ranges);
    EXPECT_TRUE(ranges.empty());
    finding.bar.close();
    view.id = 7;
    finding.bar.find(view, "Some pizza today", ranges);
    EXPECT_TRUE(ranges.empty());
}

TEST(FindBar, nothing_and_a_server_that_refuses_are_said) {
    Finding finding;
    finding.type("zzz");
    EXPECT_EQ(finding.bar.count_text(), "Nowhere");
    finding.stage.now.steady_ms += 400;
    finding.settle();
    EXPECT_EQ(finding.bar.count_text(), "Looking");
    finding.answer({});
    EXPECT_EQ(finding.bar.count_text(), "Nowhere");
    EXPECT_FALSE(finding.stage.screen.needs().another_frame) << "nothing is drawn while nothing changes";
}

TEST(FindBar, a_hundred_thousand_messages_are_read_a_part_at_a_time) {
    Finding finding;
    model::RoomSynced synced = model::synced(model::den, 0, 1, 10'000);
    finding.stage.hear(model::RoomsListed{
        {model::mine(net::lobby, "lobby", 40, 40), model::mine(model::den, "den", 10'000, 10'000)}, {}});
    finding.stage.hear(synced);
    const model::Room& room = *finding.stage.model.room(model::den);
    FindBar bar;
    bar.open();
    const auto frame = [&] {
        finding.stage.frame([&](const Scene& scene) { bar.draw(scene, {{0, 0}, {900, 48}}, room, 1); });
    };
    for (int count = 0; count < 6; ++count)
        frame();
    finding.stage.screen.type("t");
    int frames = 0;
    while (frames < 30 && !bar.count_text().ends_with("of 10000")) {
        frame();
        ++frames;
    }
    EXPECT_LT(frames, 30);
    EXPECT_GT(frames, 3) << "not all in one frame";
}

// --- in all rooms

struct Searching {
    twin::Stage stage{400, 700};
    SearchPanel panel;

    Searching() {
        panel.take_focus();
        settle();
    }
    void settle(int frames = 10) {
        stage.settle([&](const Scene& scene) { panel.draw(scene, {{0, 0}, {344, 700}}); }, frames);
    }
    void type(const std::string& text) {
        stage.screen.type(text);
        settle();
    }
    void key(int imgui_key) {
        stage.screen.press_key(imgui_key);
        settle();
    }
    const net::Search* asked() {
        const auto* ask = stage.last_sent<model::Ask>();
        return ask == nullptr ? nullptr : std::get_if<net::Search>(&ask->question);
    }
    static net::SearchPage page(std::uint64_t first, std::size_t count, std::uint64_t next) {
        net::SearchPage page;
        for (std::size_t index = 0; index < count; ++index) {
            net::Hit hit;
            hit.room = model::den;
            hit.id = {first - index};
            hit.sequence = net::Sequence{first - index};
            hit.author = model::bob;
            hit.snippet = "who wants pizza on friday?";
            hit.highlights = {{10, 5}};
            page.hits.push_back(hit);
        }
        page.next = {next};
        return page;
    }
    void click(float x, float y) {
        stage.screen.click(x, y, [this] { settle(2); });
    }
};

TEST(SearchPanel, words_and_filters_become_a_question_and_enter_asks_it) {
    Searching searching;
    searching.type("pizza from:bob in:#den has:link");
    searching.key(ImGuiKey_Enter);
    ASSERT_NE(searching.asked(), nullptr);
    EXPECT_EQ(searching.asked()->words, "pizza");
    EXPECT_EQ(searching.asked()->from, std::vector<net::UserId>{model::bob.id});
    EXPECT_EQ(searching.asked()->rooms, std::vector<net::RoomId>{model::den});
    EXPECT_EQ(searching.asked()->has, net::Has::Link);
    EXPECT_EQ(searching.asked()->order, net::SearchOrder::Newest);
}

TEST(SearchPanel, says_what_it_waits_for_until_it_has_been_asked) {
    Searching searching;
    const auto waits = [&] {
        const WrittenText* hint = searching.stage.screen.find("Press Enter");
        return hint != nullptr && hint->text == "Press Enter to search all rooms.";
    };
    EXPECT_FALSE(waits()) << "nothing is typed";
    searching.type("pizza");
    EXPECT_TRUE(waits());
    searching.key(ImGuiKey_Enter);
    EXPECT_FALSE(waits());
    searching.type(" today");
    EXPECT_TRUE(waits()) << "what is shown is of other words";
}

TEST(SearchPanel, opened_again_its_old_words_are_selected_and_typing_replaces_them) {
    Searching searching;
    searching.type("pizza");
    searching.key(ImGuiKey_Enter);
    ASSERT_NE(searching.asked(), nullptr);
    EXPECT_EQ(searching.asked()->words, "pizza");
    searching.stage.settle([](const Scene&) {}, 4);
    searching.panel.take_focus();
    searching.settle();
    searching.type("bread");
    searching.key(ImGuiKey_Enter);
    EXPECT_EQ(searching.asked()->words, "bread");
}

TEST(SearchPanel, a_hit_leads_to_its_message_by_click_and_by_key) {
    Searching searching;
    searching.panel.search_for("pizza");
    searching.settle();
    searching.stage.answer(Searching::page(500, 3, 0));
    searching.settle();
    searching.click(150, 170);
    ASSERT_FALSE(searching.stage.shown.empty());
    const auto* to = std::get_if<GoToMessage>(&searching.stage.shown.back());
    ASSERT_NE(to, nullptr);
    EXPECT_EQ(to->room, model::den);
    EXPECT_EQ(to->sequence, net::Sequence{500});
}

TEST(SearchPanel, a_hit_is_shown_without_signs_of_style) {
    Searching searching;
    searching.panel.search_for("pizza");
    searching.settle();
    net::SearchPage page = Searching::page(500, 1, 0);
    page.hits[0].snippet = "the **pizza** is ||cold||";
    page.hits[0].highlights = {{6, 5}};
    searching.stage.answer(page);
    searching.settle();
    std::string all;
    for (const WrittenText& each : searching.stage.screen.writing())
        all += each.text;
    EXPECT_NE(all.find("the pizza is [spoiler]"), std::string::npos) << all;
}

TEST(SearchPanel, further_pages_come_as_one_scrolls_and_not_before) {
    Searching searching;
    searching.panel.search_for("pizza");
    searching.settle();
    searching.stage.answer(Searching::page(500, 50, 451));
    searching.settle();
    EXPECT_FALSE(searching.asked()->before) << "fifty are more than the panel shows";
    searching.stage.screen.move_mouse(150, 400);
    for (int turn = 0; turn < 60; ++turn) {
        ImGui::GetIO().AddMouseWheelEvent(0, -3);
        searching.settle(2);
    }
    EXPECT_EQ(searching.asked()->before, net::MessageId{451});
}

TEST(SearchPanel, a_server_that_goes_back_to_the_beginning_is_not_asked_for_ever) {
    Searching searching;
    searching.panel.search_for("pizza");
    searching.settle();
    for (int turn = 0; turn < 5; ++turn) {
        searching.stage.answer(Searching::page(500, 1, 500));
        searching.settle();
    }
    EXPECT_EQ(
        std::ranges::count_if(searching.stage.sent,
                              [](const auto& each) { return std::holds_alternative<model::Ask>(each); }),
        2)
        << "the second page went nowhere";
}

TEST(SearchPanel, a_wrong_line_says_what_is_wrong_and_asks_nothing) {
    Searching searching;
    searching.type("before:yesteryear pizza");
    searching.key(ImGuiKey_Enter);
    EXPECT_EQ(searching.asked(), nullptr);
    searching.stage.sent.clear();
    searching.panel.search_for("in:#nowhere pizza");
    searching.settle();
    EXPECT_EQ(searching.asked(), nullptr);
}

TEST(SearchPanel, relevance_is_chosen_above_the_hits) {
    Searching searching;
    searching.panel.search_for("pizza sort:relevance");
    searching.settle();
    EXPECT_EQ(searching.asked()->order, net::SearchOrder::Relevance);
    net::SearchPage page = Searching::page(500, 5, 0);
    page.ranked = 2'000;
    searching.stage.answer(page);
    searching.settle();
    EXPECT_FALSE(searching.stage.screen.needs().another_frame);
}

TEST(SearchHints, filters_and_what_may_stand_behind_them_are_offered) {
    twin::Stage stage;
    TextFolder folder;
    const auto hints = [&](std::string_view typed) { return search_hints(typed, stage.model, folder); };
    EXPECT_EQ(hints("").size(), 6U);
    ASSERT_EQ(hints("fr").size(), 1U);
    EXPECT_EQ(hints("pizza fr")[0].typed, "pizza from:");
    EXPECT_EQ(hints("from:ali").at(0).typed, "from:alice ");
    EXPECT_EQ(hints("in:d").at(0).typed, "in:den ");
    EXPECT_EQ(hints("in:#d").at(0).typed, "in:den ");
    EXPECT_EQ(hints("in:@bo").at(0).typed, "in:@bob ");
    EXPECT_EQ(hints("has:i").at(0).typed, "has:image ");
    EXPECT_FALSE(hints("after:").empty());
    EXPECT_TRUE(hints("pizza ").empty());
    EXPECT_TRUE(hints("pizza").empty());
    EXPECT_TRUE(hints("http://x").empty());
    stage.hear(model::members({model::member({net::UserId{30}, "Bob Smith"})}));
    EXPECT_EQ(hints("from:smith").at(0).typed, "from:\"Bob Smith\" ");
    for (const std::string& hostile :
         {std::string(512, '"'), std::string("from:\xFF"), std::string(512, ':')})
        EXPECT_LE(hints(hostile).size(), most_search_hints);
}

// --- pins

struct Pinned {
    twin::Stage stage{400, 700};
    PinsPanel panel;

    Pinned() { settle(); }
    void settle(int frames = 8) {
        stage.settle(
            [&](const Scene& scene) {
                panel.draw(scene, {{0, 0}, {344, 700}}, *stage.model.room(net::lobby));
            },
            frames);
    }
    void click(float x, float y) {
        stage.screen.click(x, y, [this] { settle(2); });
    }
};

TEST(PinsPanel, what_is_pinned_is_asked_for_and_a_press_goes_there) {
    Pinned pinned;
    const auto* ask = pinned.stage.last_sent<model::Ask>();
    ASSERT_NE(ask, nullptr);
    ASSERT_TRUE(std::holds_alternative<net::Pins>(ask->question));
    pinned.stage.answer(net::PinsPage{net::lobby, {}, {model::message(2, "doors open at **six**")}, true});
    pinned.settle();
    pinned.click(150, 80);
    ASSERT_FALSE(pinned.stage.shown.empty());
    EXPECT_EQ(std::get<GoToMessage>(pinned.stage.shown.back()).sequence, net::Sequence{2});
}

TEST(PinsPanel, a_server_that_never_comes_to_an_end_is_not_asked_for_ever) {
    Pinned same;
    for (int turn = 0; turn < 5; ++turn) {
        same.stage.answer(net::PinsPage{net::lobby, {}, {model::message(2, "again")}, false});
        same.settle(2);
    }
    EXPECT_EQ(same.stage.sent.size(), 2U) << "the second page went nowhere";

    Pinned endless;
    std::uint64_t place = 1'000'000;
    for (int turn = 0; turn < 30; ++turn) {
        net::PinsPage page{.room = net::lobby, .before = {}, .messages = {}, .last = false};
        for (int row = 0; row < 100; ++row)
            page.messages.push_back(model::message(place--, "on and on"));
        endless.stage.answer(page);
        endless.settle(1);
    }
    EXPECT_EQ(endless.stage.sent.size(), 10U);
}

TEST(PinsPanel, whoever_keeps_order_takes_a_pin_away_and_a_change_is_followed) {
    Pinned pinned;
    net::StandingSet standing;
    standing.room = net::lobby;
    standing.role = net::Role::Admin;
    pinned.stage.hear(model::StandingChanged{standing});
    pinned.stage.answer(net::PinsPage{net::lobby, {}, {model::message(2, "doors open at six")}, true});
    pinned.settle();
    pinned.click(344 - 26, 48 + 8 + 18);
    const auto* unpin = pinned.stage.last_performed<net::PinMessage>();
    ASSERT_NE(unpin, nullptr);
    EXPECT_FALSE(unpin->on);
    pinned.stage.sent.clear();
    const model::Happened happened = model::happened(
        net::lobby, 4,
        net::PinSet{.message = {1002}, .sequence = net::Sequence{2}, .by = model::me, .on = false});
    pinned.stage.hear(happened);
    pinned.panel.hear(happened);
    pinned.settle();
    EXPECT_NE(pinned.stage.last_sent<model::Ask>(), nullptr) << "it asks again";
}

// --- the whole

TEST(MainScreen, ctrl_f_finds_goes_to_an_older_place_and_esc_closes_the_bar) {
    twin::Stage stage{1200, 700};
    MainScreen screen;
    model::RoomSynced synced = model::synced(net::lobby, 0, 1, 300);
    synced.state.messages[4].text = "where is the needle?";
    stage.hear(synced);
    const auto settle = [&](int frames) {
        for (int count = 0; count < frames; ++count) {
            stage.here = screen.room_in(stage.model);
            stage.frame([&](const Scene& scene) {
                screen.draw(scene, {{0, 0}, {1200, 700}});
                screen.carry_out(scene);
            });
        }
    };
    settle(10);
    stage.screen.press_chord(ImGuiMod_Ctrl, ImGuiKey_F);
    settle(10);
    stage.screen.type("needle");
    settle(30);
    const auto find_pixels = [&](Color wanted) {
        std::size_t count = 0;
        for (int y = 0; y < 700; ++y)
            for (int x = 300; x < 990; ++x)
                count += stage.screen.pixel(x, y) == wanted ? 1U : 0U;
        return count;
    };
    const Color mark = stage.screen.theme()[Role::MentionBar];
    EXPECT_GT(find_pixels(mark), 50U) << "the word is outlined where it stands";
    stage.screen.press_key(ImGuiKey_Escape);
    settle(60);
    EXPECT_EQ(find_pixels(mark), 0U);
}

TEST(MainScreen, a_keyword_tints_the_row_like_a_mention) {
    twin::Stage stage{1200, 700};
    MainScreen screen;
    stage.hear(model::posted(net::lobby, 4, "who wants pizza?"));
    const auto bars = [&] {
        for (int count = 0; count < 12; ++count) {
            stage.here = screen.room_in(stage.model);
            stage.frame([&](const Scene& scene) {
                screen.draw(scene, {{0, 0}, {1200, 700}});
                screen.carry_out(scene);
            });
        }
        std::size_t rows = 0;
        for (int y = 60; y < 640; ++y)
            rows += stage.screen.pixel(289, y) == stage.screen.theme()[Role::MentionBar] ? 1U : 0U;
        return rows;
    };
    EXPECT_EQ(bars(), 0U);
    stage.preferences.set(SettingId::NoticeKeywords, "Pizza", stage.commands);
    EXPECT_GT(bars(), 15U);
}

TEST(MainScreen, what_is_typed_behind_search_goes_on_in_the_panel) {
    twin::Stage stage{1200, 700};
    MainScreen screen;
    const auto settle = [&](int frames) {
        for (int count = 0; count < frames; ++count) {
            stage.here = screen.room_in(stage.model);
            stage.frame([&](const Scene& scene) {
                screen.draw(scene, {{0, 0}, {1200, 700}});
                screen.carry_out(scene);
            });
        }
    };
    settle(10);
    stage.screen.type("/search pizza from:bob");
    settle(10);
    stage.screen.press_key(ImGuiKey_Enter);
    settle(10);
    const auto* ask = stage.last_sent<model::Ask>();
    ASSERT_NE(ask, nullptr);
    const auto* search = std::get_if<net::Search>(&ask->question);
    ASSERT_NE(search, nullptr);
    EXPECT_EQ(search->words, "pizza");
    EXPECT_EQ(search->from, std::vector<net::UserId>{model::bob.id});
}

// --- about

TEST(About, every_part_of_others_that_is_in_the_program_is_named_with_its_licence) {
    std::ifstream file(CROSSTALK_THIRD_PARTY_README);
    ASSERT_TRUE(file) << CROSSTALK_THIRD_PARTY_README;
    const std::string prefix = "| `crosstalk_dep::";
    std::set<std::string> wanted;
    for (std::string line; std::getline(file, line);) {
        if (!line.starts_with(prefix)) continue;
        const std::size_t end = line.find('`', prefix.size());
        wanted.insert(line.substr(prefix.size(), end - prefix.size()));
    }
    EXPECT_GT(wanted.size(), 10U);
    std::set<std::string> named;
    for (const ThirdPartyPart& part : third_party_parts) {
        EXPECT_FALSE(part.name.empty());
        EXPECT_FALSE(part.licence.empty()) << part.name;
        if (!part.target.empty()) named.emplace(part.target);
    }
    EXPECT_EQ(named, wanted) << "ui/panels/third_party_parts.hpp and third_party/README.md differ";
}

TEST(About, it_is_drawn_at_every_width_and_closes) {
    for (const int width : {480, 1200}) {
        twin::Stage stage{width, 700};
        DialogStack dialogs;
        dialogs.open(std::make_unique<AboutDialog>());
        const auto draw = [&](const Scene& scene) { dialogs.draw(scene); };
        stage.settle(draw, 100);
        EXPECT_FALSE(stage.screen.needs().another_frame);
        stage.screen.press_key(ImGuiKey_Escape);
        stage.settle(draw);
        EXPECT_TRUE(dialogs.is_empty());
    }
}

}  // namespace
}  // namespace crosstalk::ui
