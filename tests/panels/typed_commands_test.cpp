// Commands typed into a composer that have to wait: nothing that was typed is lost.
#include "ui/panels/typed_commands.hpp"

#include <gtest/gtest.h>
#include <imgui.h>

#include <algorithm>
#include <map>

#include "tests/panels/dialog_hands.hpp"
#include "tests/panels/stage.hpp"
#include "ui/panels/conversation.hpp"

namespace crosstalk::ui {
namespace {

constexpr net::RoomId with_alice{9001};
constexpr net::RoomId with_bob{9002};

struct Typing {
    twin::Stage stage;
    twin::TwinOutside outside;
    Conversation conversation;
    TypedCommands typed;

    Typing() {
        conversation.composer().take_focus();
        frames();
    }
    void frames(int count = 6) {
        for (int each = 0; each < count; ++each) {
            stage.frame([this](const Scene& given) {
                const Scene scene{given.context,  given.now,  given.model, given.preferences, given.errands,
                                  given.commands, given.here, &outside,    given.calls};
                const ConversationWish wish =
                    conversation.draw(scene, {{0, 0}, {900, 700}}, {}, *scene.room());
                if (wish.line) typed.obey(*wish.line, scene, conversation, *scene.room());
                typed.go_on(scene, conversation);
            });
        }
    }
    void enter(const std::string& line) {
        conversation.composer().restore_draft({});
        conversation.composer().insert(line);
        frames();
        stage.screen.press_key(ImGuiKey_Enter);
        frames();
    }
    std::string draft() { return conversation.composer().draft(); }
    bool shows(std::string_view words) const { return stage.screen.says(words); }
    std::string said_in(net::RoomId room) {
        for (const model::LinkCommand& command : stage.sent) {
            const auto* post = std::get_if<model::Post>(&command);
            if (post != nullptr && post->room == room) return post->text;
        }
        return {};
    }
    std::size_t questions() {
        return static_cast<std::size_t>(std::ranges::count_if(
            stage.sent, [](const auto& each) { return std::holds_alternative<model::Ask>(each); }));
    }
};

TEST(TypedCommands, what_is_said_to_several_people_waits_for_each_of_their_rooms) {
    Typing typing;
    typing.enter("/msg alice hello alice");
    typing.enter("/msg bob hello bob");
    typing.stage.hear(model::RoomAdded{model::direct(with_bob, model::bob)});
    typing.stage.hear(model::RoomAdded{model::direct(with_alice, model::alice)});
    typing.frames();
    EXPECT_EQ(typing.said_in(with_alice), "hello alice");
    EXPECT_EQ(typing.said_in(with_bob), "hello bob");
}

TEST(TypedCommands, what_could_not_be_said_comes_back_and_the_other_goes_on_waiting) {
    Typing typing;
    typing.enter("/msg alice hello alice");
    typing.enter("/msg bob hello bob");
    typing.stage.hear(model::CommandQueued{"1", net::OpenDirect{model::alice.id}, {}});
    typing.stage.hear(model::Failed{"1", net::Status::NotAllowed, "She does not want that.", {}});
    typing.frames();
    EXPECT_EQ(typing.draft(), "/msg alice hello alice");
    EXPECT_TRUE(typing.shows("She does not want that."));
    typing.stage.hear(model::RoomAdded{model::direct(with_bob, model::bob)});
    typing.frames();
    EXPECT_EQ(typing.said_in(with_bob), "hello bob");
}

TEST(TypedCommands, what_is_said_to_somebody_outlives_the_program_until_their_room_is_there) {
    std::map<std::string, std::string> profile;
    {
        Typing typing;
        typing.enter("/msg bob hello bob");
        typing.enter("/msg bob are you there?");
        for (const model::LinkCommand& command : typing.stage.sent) {
            if (const auto* kept = std::get_if<model::KeepSetting>(&command))
                profile[kept->name] = kept->value;
        }
    }
    std::erase_if(profile, [](const auto& each) { return each.second.empty(); });
    Typing next;
    next.stage.preferences.learn(profile);
    next.frames();
    next.stage.hear(model::RoomAdded{model::direct(with_alice, model::alice)});
    next.frames();
    EXPECT_EQ(next.said_in(with_alice), "");
    next.stage.hear(model::RoomAdded{model::direct(with_bob, model::bob)});
    next.frames();
    EXPECT_EQ(next.said_in(with_bob), "hello bob\nare you there?");
    next.stage.sent.clear();
    next.stage.hear(model::RoomRemoved{{with_bob}, {}});
    next.frames();
    next.stage.hear(model::RoomAdded{model::direct(with_bob, model::bob)});
    next.frames();
    EXPECT_EQ(next.said_in(with_bob), "") << "once";
}

TEST(TypedCommands, files_for_somebody_are_asked_for_as_soon_as_the_room_is_there) {
    Typing typing;
    const auto picks = [&] {
        return std::ranges::count_if(typing.stage.shown, [](const WindowCommand& each) {
            const auto* pick = std::get_if<PickToSend>(&each);
            return pick != nullptr && pick->room == with_bob;
        });
    };
    typing.stage.frame([&](const Scene& scene) { typing.typed.send_files_to(model::bob, scene); });
    EXPECT_NE(typing.stage.last_performed<net::OpenDirect>(), nullptr);
    typing.frames();
    EXPECT_EQ(picks(), 0);
    typing.stage.hear(model::RoomAdded{model::direct(with_alice, model::alice)});
    typing.stage.hear(model::RoomAdded{model::direct(with_bob, model::bob)});
    typing.frames();
    EXPECT_EQ(picks(), 1);
    typing.stage.frame([&](const Scene& scene) { typing.typed.send_files_to(model::bob, scene); });
    EXPECT_EQ(picks(), 2) << "and at once when it is there already";
}

TEST(TypedCommands, what_was_said_in_a_new_room_is_not_kept_any_longer) {
    Typing typing;
    typing.enter("/msg bob hello bob");
    const auto* kept = typing.stage.last_sent<model::KeepSetting>();
    ASSERT_NE(kept, nullptr);
    const std::string name = kept->name;
    EXPECT_EQ(typing.stage.preferences.kept(name), "hello bob");
    typing.stage.hear(model::RoomAdded{model::direct(with_bob, model::bob)});
    typing.frames();
    EXPECT_EQ(typing.said_in(with_bob), "hello bob");
    EXPECT_EQ(typing.stage.preferences.kept(name), "");
    EXPECT_EQ(std::ranges::count_if(
                  typing.stage.sent,
                  [](const model::LinkCommand& each) { return std::holds_alternative<model::Post>(each); }),
              1);
}

TEST(TypedCommands, what_an_earlier_run_could_not_say_comes_back) {
    Typing first;
    first.enter("/msg alice hello alice");
    const auto* kept = first.stage.last_sent<model::KeepSetting>();
    ASSERT_NE(kept, nullptr);
    Typing next;
    next.stage.preferences.learn({{kept->name, kept->value}});
    next.stage.hear(model::CommandQueued{"1", net::OpenDirect{model::alice.id}, {}});
    next.stage.hear(model::Failed{"1", net::Status::NotAllowed, "She does not want that.", {}});
    next.frames();
    EXPECT_EQ(next.draft(), "hello alice");
    EXPECT_EQ(next.stage.preferences.kept(kept->name), "");
}

TEST(TypedCommands, nothing_is_kept_for_a_room_that_only_the_server_can_make_while_it_is_away) {
    Typing typing;
    typing.stage.hear(model::Offline{"away", {1000}, {0}});
    typing.enter("/msg bob hello bob");
    EXPECT_EQ(typing.draft(), "/msg bob hello bob");
    EXPECT_EQ(typing.stage.last_performed<net::OpenDirect>(), nullptr);
    EXPECT_TRUE(typing.shows("You have no room with bob yet"));
}

TEST(TypedCommands, a_command_whose_question_fails_comes_back_and_leaves_no_errand) {
    Typing typing;
    typing.enter("/join chess");
    const auto* ask = typing.stage.last_sent<model::Ask>();
    ASSERT_NE(ask, nullptr);
    typing.stage.hear(model::QuestionFailed{ask->ref, ask->question, {}, "The connection ended."});
    typing.frames();
    EXPECT_EQ(typing.draft(), "/join chess");
    EXPECT_TRUE(typing.shows("The connection ended."));
    EXPECT_FALSE(typing.stage.errands.tells(ask->ref));
}

TEST(TypedCommands, a_command_that_the_next_one_overtakes_comes_back) {
    Typing typing;
    typing.enter("/join chess");
    ASSERT_EQ(typing.questions(), 1U);
    const std::string first = typing.stage.last_sent<model::Ask>()->ref;
    typing.enter("/join cooking");
    EXPECT_EQ(typing.questions(), 2U);
    EXPECT_EQ(typing.draft(), "/join chess");
    EXPECT_TRUE(typing.shows("Not done: /join chess"));
    EXPECT_FALSE(typing.stage.errands.tells(first));
}

TEST(TypedCommands, a_command_of_a_room_that_was_left_is_named) {
    Typing typing;
    typing.enter("/join chess");
    const std::string ref = typing.stage.last_sent<model::Ask>()->ref;
    typing.stage.here = model::den;
    typing.frames();
    EXPECT_TRUE(typing.shows("Not done: /join chess"));
    EXPECT_FALSE(typing.stage.errands.tells(ref));
}

TEST(TypedCommands, file_offers_what_is_named_with_the_text_behind_quotation_marks) {
    Typing typing;
    const auto offered = [&]() -> const OfferFiles* {
        for (const WindowCommand& command : typing.stage.shown) {
            if (const auto* offer = std::get_if<OfferFiles>(&command)) return offer;
        }
        return nullptr;
    };
    typing.enter("/file my plan.pdf");
    ASSERT_NE(offered(), nullptr);
    EXPECT_EQ(offered()->paths, std::vector<std::filesystem::path>{"my plan.pdf"});
    EXPECT_EQ(offered()->text, "");
    typing.stage.shown.clear();
    typing.enter("/file \"my plan.pdf\" this is it");
    ASSERT_NE(offered(), nullptr);
    EXPECT_EQ(offered()->paths, std::vector<std::filesystem::path>{"my plan.pdf"});
    EXPECT_EQ(offered()->text, "this is it");
    EXPECT_EQ(offered()->room, typing.stage.here);
}

TEST(TypedCommands, a_tilde_is_the_users_folder) {
    Typing typing;
    typing.enter("/file ~/plan.pdf");
    typing.enter("/file \"~/plan.pdf\" this is it");
    std::size_t offered = 0;
    for (const WindowCommand& command : typing.stage.shown) {
        const auto* offer = std::get_if<OfferFiles>(&command);
        if (offer == nullptr) continue;
        ++offered;
        EXPECT_EQ(offer->paths, std::vector<std::filesystem::path>{"/home/me/plan.pdf"});
    }
    EXPECT_EQ(offered, 2U);
    net::MessagePosted fact;
    fact.id = net::MessageId{1004};
    fact.author = model::alice;
    fact.files = {{"a.png", 5, {}, 0, 0}, {"b.png", 6, {}, 0, 0}};
    typing.stage.hear(model::happened(net::lobby, 4, fact));
    typing.enter("/get 4.1 ~/pictures");
    ASSERT_NE(typing.stage.last_sent<model::FetchFile>(), nullptr);
    EXPECT_EQ(typing.stage.last_sent<model::FetchFile>()->path, "/home/me/pictures");
    typing.enter("/get 4 ~");
    EXPECT_EQ(typing.stage.last_sent<model::FetchFile>()->path, "/home/me");
}

TEST(TypedCommands, transfers_shows_them_beside_the_conversation) {
    Typing typing;
    typing.enter("/transfers");
    EXPECT_TRUE(std::ranges::any_of(typing.stage.shown, [](const WindowCommand& command) {
        const auto* side = std::get_if<ShowSide>(&command);
        return side != nullptr && side->side == Side::Transfers;
    }));
}

}  // namespace
}  // namespace crosstalk::ui
