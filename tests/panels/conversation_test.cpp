// One room on the stage: the divider over what is new, what counts as read, the past and the way back.
#include "ui/panels/conversation.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/panels/stage.hpp"
#include "ui/panels/main_screen.hpp"

namespace crosstalk::ui {
namespace {

struct Room {
    twin::Stage stage;
    Conversation conversation;

    void frames(int count = 4) {
        for (int each = 0; each < count; ++each) {
            stage.frame([this](const Scene& scene) {
                conversation.draw(scene, {{0, 0}, {900, 700}}, {}, *scene.room());
            });
        }
    }
    bool shows(std::string_view text) {
        const auto has = [&](const WrittenText& each) { return each.text.find(text) != std::string::npos; };
        return std::ranges::any_of(stage.screen.writing(), has);
    }
    const model::Room& room() { return *stage.model.room(net::lobby); }
    /// Everything that is there has been read.
    void read_all() {
        frames();
        stage.hear(model::ReadUpTo{net::lobby, room().mark_at(room().head)});
    }
};

TEST(Conversation, has_no_divider_over_what_comes_while_one_looks) {
    Room room;
    room.read_all();
    room.stage.hear(model::posted(net::lobby, 4, "just now"));
    room.frames();
    EXPECT_TRUE(room.shows("just now"));
    EXPECT_FALSE(room.shows("New messages"));
}

TEST(Conversation, says_why_a_message_was_not_sent) {
    Room room;
    room.stage.hear(model::Queued{"late", net::lobby, "too late", {0}, {}});
    room.stage.hear(model::Failed{"late", net::Status::Muted, "You are muted here.", {}});
    room.frames();
    EXPECT_TRUE(room.shows("Not sent. You are muted here."));
    EXPECT_TRUE(room.shows("Retry"));
}

TEST(Conversation, has_a_divider_over_what_came_while_the_window_had_no_focus) {
    Room room;
    room.read_all();
    room.stage.now.window_has_focus = false;
    room.frames();
    room.stage.hear(model::posted(net::lobby, 4, "while away"));
    room.frames();
    EXPECT_TRUE(room.shows("New messages"));
    room.stage.now.window_has_focus = true;
    room.frames();
    EXPECT_TRUE(room.shows("New messages")) << "it stays where it is while one reads";
}

TEST(Conversation, has_a_divider_over_what_was_unread_when_it_was_opened) {
    Room room;
    room.read_all();
    room.conversation.leave();
    room.stage.hear(model::posted(net::lobby, 4, "unseen"));
    room.frames();
    EXPECT_TRUE(room.shows("New messages"));
}

TEST(Conversation, marks_as_read_only_what_was_visible_in_a_window_with_the_focus) {
    Room room;
    room.stage.now.window_has_focus = false;
    room.frames();
    EXPECT_EQ(room.stage.last_sent<model::MarkRead>(), nullptr);
    room.stage.now.window_has_focus = true;
    room.frames();
    const auto* mark = room.stage.last_sent<model::MarkRead>();
    ASSERT_NE(mark, nullptr);
    EXPECT_EQ(mark->read.sequence, net::Sequence{3});
}

TEST(Conversation, opens_at_the_first_unread_message_and_reads_what_is_seen) {
    twin::Stage stage;
    net::MyRoom lobby = model::mine(net::lobby, "lobby", 200, 200);
    lobby.read = {.sequence = {100}, .posts = {100}, .mentions = {}};
    stage.hear(model::RoomsListed{{lobby}, {}});
    stage.hear(model::RoomSynced{{.room = lobby,
                                  .have = {},
                                  .from = net::Sequence{51},
                                  .messages = model::messages(51, 200),
                                  .mark = {}}});
    Conversation conversation;
    const auto draw = [&](const Scene& scene) {
        conversation.draw(scene, {{0, 0}, {900, 700}}, {}, *scene.room());
    };
    stage.settle(draw);
    const auto is_divider = [](const WrittenText& each) {
        return each.text.find("New messages") != std::string::npos;
    };
    const auto divider = std::ranges::find_if(stage.screen.writing(), is_divider);
    ASSERT_NE(divider, stage.screen.writing().end());
    EXPECT_LT(divider->at.y, 350) << "in the upper part, so that one can read on";
    const auto* mark = stage.last_sent<model::MarkRead>();
    ASSERT_NE(mark, nullptr);
    EXPECT_GT(mark->read.sequence, net::Sequence{100});
    EXPECT_LT(mark->read.sequence, net::Sequence{200}) << "what is below the view has not been read";
}

TEST(Conversation, opens_at_an_unread_message_that_has_to_be_fetched_first) {
    twin::Stage stage;
    net::MyRoom lobby = model::mine(net::lobby, "lobby", 5'000, 5'000);
    lobby.read = {.sequence = {1'000}, .posts = {1'000}, .mentions = {}};
    stage.hear(model::RoomsListed{{lobby}, {}});
    stage.hear(model::RoomSynced{{.room = lobby,
                                  .have = {},
                                  .from = net::Sequence{4'901},
                                  .messages = model::messages(4'901, 5'000),
                                  .mark = {}}});
    Conversation conversation;
    stage.settle([&](const Scene& scene) {
        conversation.draw(scene, {{0, 0}, {900, 700}}, {}, *scene.room());
    });
    const auto* asked = stage.last_sent<model::JumpTo>();
    ASSERT_NE(asked, nullptr);
    EXPECT_EQ(asked->sequence, net::Sequence{1'001});
    EXPECT_EQ(stage.last_sent<model::MarkRead>(), nullptr) << "what is only passed by has not been read";
}

TEST(Conversation, reads_on_when_the_connection_ends_before_a_place_was_fetched) {
    twin::Stage stage;
    Conversation conversation;
    const auto draw = [&](const Scene& scene) {
        conversation.draw(scene, {{0, 0}, {900, 700}}, {}, *scene.room());
    };
    stage.hear(model::synced(net::lobby, 0, 401, 500));
    stage.settle(draw);
    stage.frame([&](const Scene& scene) {
        conversation.go_to(net::Sequence{7}, scene.now, *scene.room(), scene.commands);
    });
    ASSERT_NE(stage.last_sent<model::JumpTo>(), nullptr);
    stage.hear(model::Offline{.reason = "The cable is out.", .retry_in = {}, .at = {}});
    stage.settle(draw);
    stage.sent.clear();
    stage.hear(model::Online{.me = model::me, .server = {.name = "Attic LAN"}, .limits = {}, .at = {}});
    stage.hear(model::synced(net::lobby, 500, 501, 510));
    stage.settle(draw);
    const auto* mark = stage.last_sent<model::MarkRead>();
    ASSERT_NE(mark, nullptr);
    EXPECT_EQ(mark->read.sequence, net::Sequence{510});
}

TEST(Conversation, asks_for_older_messages_again_on_the_next_connection) {
    twin::Stage stage;
    stage.hear(model::RoomSynced{{.room = model::mine(net::lobby, "lobby", 500, 500),
                                  .have = {},
                                  .from = net::Sequence{491},
                                  .messages = model::messages(491, 500),
                                  .mark = {}}});
    Conversation conversation;
    const auto draw = [&](const Scene& scene) {
        conversation.draw(scene, {{0, 0}, {900, 700}}, {}, *scene.room());
    };
    stage.settle(draw);
    ASSERT_NE(stage.last_sent<model::LoadOlder>(), nullptr);
    stage.sent.clear();
    stage.hear(model::Offline{.reason = "The cable is out.", .retry_in = {}, .at = {}});
    stage.settle(draw);
    EXPECT_EQ(stage.last_sent<model::LoadOlder>(), nullptr) << "nobody would answer";
    stage.hear(model::Online{.me = model::me, .server = {.name = "Attic LAN"}, .limits = {}, .at = {}});
    stage.settle(draw);
    EXPECT_NE(stage.last_sent<model::LoadOlder>(), nullptr);
}

TEST(MainScreen, goes_to_a_message_of_a_room_that_went_and_came_back_while_nobody_looked) {
    twin::Stage stage;
    MainScreen main;
    const auto draw = [&](const Scene& scene) {
        main.draw(scene, {{0, 0}, {900, 700}});
        main.carry_out(scene);
        stage.here = main.room_in(stage.model);
    };
    stage.hear(model::synced(model::den, 0, 1, 3));
    stage.settle(draw);
    stage.commands.show(GoToRoom{model::den});
    stage.settle(draw);
    stage.commands.show(GoToRoom{net::lobby});
    stage.settle(draw);
    // Nothing is drawn meanwhile: the window is minimised.
    model::RoomRemoved removed;
    removed.what.room = model::den;
    stage.hear(removed);
    stage.hear(model::RoomAdded{model::mine(model::den, "den")});
    stage.hear(model::synced(model::den, 0, 1, 30));
    stage.commands.show(GoToMessage{model::den, net::Sequence{25}});
    stage.frame([&](const Scene& scene) { main.carry_out(scene); });
    stage.here = main.room_in(stage.model);
    EXPECT_EQ(stage.here, model::den);
    EXPECT_EQ(stage.last_sent<model::JumpTo>(), nullptr) << "the lines are those of the room as it is now";
    stage.settle(draw);
}

TEST(Drafts, are_kept_when_one_goes_to_another_room) {
    twin::Stage stage;
    MainScreen main;
    const auto draw = [&](const Scene& scene) {
        main.draw(scene, {{0, 0}, {900, 700}});
        main.carry_out(scene);
        stage.here = main.room_in(stage.model);
    };
    stage.settle(draw);
    stage.screen.type("half a thought");
    stage.settle(draw, 3);
    stage.commands.show(GoToRoom{model::den});
    stage.settle(draw, 2);
    EXPECT_EQ(stage.preferences.kept(draft_name(stage.preferences, stage.model, net::lobby)),
              "half a thought");
}

TEST(Conversation, jumps_into_the_past_and_comes_back_to_the_end) {
    twin::Stage stage;
    stage.hear(model::RoomSynced{{.room = model::mine(net::lobby, "lobby", 5'000, 5'000),
                                  .have = {},
                                  .from = net::Sequence{4'901},
                                  .messages = model::messages(4'901, 5'000),
                                  .mark = {}}});
    Conversation conversation;
    const auto draw = [&](const Scene& scene) {
        conversation.draw(scene, {{0, 0}, {900, 700}}, {}, *scene.room());
    };
    stage.settle(draw);
    stage.frame([&](const Scene& scene) {
        conversation.go_to(net::Sequence{1'000}, scene.now, *scene.room(), scene.commands);
    });
    const auto* asked = stage.last_sent<model::JumpTo>();
    ASSERT_NE(asked, nullptr);
    EXPECT_EQ(asked->sequence, net::Sequence{1'000});
    model::JumpArrived arrived = model::jump(net::lobby, 950, 1'050, 1'000);
    arrived.page.messages[50].text = "the place itself";
    stage.hear(arrived);
    stage.settle(draw);
    const auto shows = [&](std::string_view text) {
        const auto is_it = [&](const WrittenText& each) { return each.text == text; };
        return std::ranges::any_of(stage.screen.writing(), is_it);
    };
    EXPECT_TRUE(shows("the place itself"));
    // What is said with the past in sight is said at the end, where one goes with it.
    conversation.composer().take_focus();
    stage.settle(draw);
    stage.screen.type("back");
    stage.settle(draw);
    stage.screen.press_key(ImGuiKey_Enter);
    stage.settle(draw);
    ASSERT_NE(stage.last_sent<model::Post>(), nullptr);
    EXPECT_NE(stage.last_sent<model::LeavePast>(), nullptr);
    EXPECT_FALSE(shows("the place itself"));
}

TEST(Conversation, reads_a_name_as_a_mention_as_soon_as_it_is_known) {
    twin::Stage stage;
    Conversation conversation;
    const auto draw = [&](const Scene& scene) {
        conversation.draw(scene, {{0, 0}, {900, 700}}, {}, *scene.room());
    };
    stage.hear(model::posted(net::lobby, 4, "ask @late about it"));
    stage.settle(draw);
    const auto is_run = [&] {
        const auto is_it = [](const WrittenText& each) { return each.text == "@late"; };
        return std::ranges::any_of(stage.screen.writing(), is_it);
    };
    EXPECT_FALSE(is_run()) << "nobody is called so yet";
    stage.hear(model::members({model::member(model::alice), model::member({net::UserId{77}, "late"})}));
    stage.settle(draw);
    EXPECT_TRUE(is_run());
}

TEST(Conversation, a_click_on_a_mention_opens_the_menu_of_whom_it_names) {
    Room room;
    room.stage.hear(model::posted(net::lobby, 4, "ask @bob about it"));
    room.frames();
    const auto press = [&](std::string_view words) {
        const auto is_it = [&](const WrittenText& each) { return each.text == words; };
        const auto at = std::ranges::find_if(room.stage.screen.writing(), is_it);
        ASSERT_NE(at, room.stage.screen.writing().end()) << words;
        room.stage.screen.move_mouse(at->at.x + 10, at->at.y + 8);
        room.frames();
        room.stage.screen.press_mouse(true);
        room.frames();
        room.stage.screen.press_mouse(false);
        room.frames();
    };
    press("@bob");
    press("Message");
    ASSERT_FALSE(room.stage.shown.empty());
    const auto* whom = std::get_if<GoToPerson>(&room.stage.shown.back());
    ASSERT_NE(whom, nullptr);
    EXPECT_EQ(whom->user.id, model::bob.id) << "not the author";
}

}  // namespace
}  // namespace crosstalk::ui
