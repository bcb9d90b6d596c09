// Links that the desktop opened with the window: where they lead, and that nobody is led away unasked.
#include "ui/panels/opened_links.hpp"

#include <gtest/gtest.h>
#include <imgui.h>

#include <string>
#include <utility>
#include <vector>

#include "tests/panels/stage.hpp"
#include "ui/panels/room_link.hpp"

namespace crosstalk::ui {
namespace {

const std::string invite = "crosstalk://new.lan:4711/#fingerprint.token";

net::ServerKeyHash key(std::uint8_t fill) {
    net::ServerKeyHash key{};
    key.fill(fill);
    return key;
}

model::ServersKnown attic_known() {
    return {
        {{.server = {.key = key(9), .name = "Attic LAN", .address = "attic.lan:4711"}, .user = "harbor"}}};
}

// Before any server: the connect screen is there.
struct Outdoors {
    Outdoors() {
        stage.model = model::Model();
        stage.hear(attic_known());
        stage.hear(model::SettingsKnown{{}});
    }
    void settle() {
        stage.settle([&](const Scene& scene) {
            links.lead_in(screen, scene.model, scene.commands);
            screen.draw(scene, {{0, 0}, {900, 700}});
        });
    }
    const model::Connect* sent() const { return stage.last_sent<model::Connect>(); }

    twin::Stage stage;
    ConnectScreen screen;
    OpenedLinks links;
};

TEST(OpenedLinks, an_invite_is_offered_on_the_first_screen_and_waits_there) {
    Outdoors there;
    there.links.hear({.link = invite, .server = key(1)});
    there.settle();
    EXPECT_EQ(there.sent(), nullptr);
    EXPECT_TRUE(there.stage.screen.says("Join by the invite"));
    EXPECT_EQ(there.screen.fields().host, "new.lan");
}

TEST(OpenedLinks, the_link_of_a_room_leads_back_to_its_server_once) {
    Outdoors there;
    there.links.hear({.link = link_of_room(key(9), net::lobby)});
    there.settle();
    there.settle();
    ASSERT_NE(there.sent(), nullptr);
    EXPECT_EQ(there.sent()->saved, key(9));
    EXPECT_EQ(there.sent()->name, "harbor");
    EXPECT_EQ(there.stage.sent.size(), 1U) << "once is enough";
}

TEST(OpenedLinks, the_link_of_a_room_of_nobody_known_says_what_to_do) {
    Outdoors there;
    there.links.hear({.link = link_of_room(key(8), net::lobby)});
    there.settle();
    EXPECT_EQ(there.sent(), nullptr);
    EXPECT_TRUE(there.stage.screen.says("The link leads to a room"));
    there.links.hear({.link = "crosstalk://room/12"});
    there.settle();
    EXPECT_TRUE(there.stage.screen.says("The link of a room is cut off"));
}

// On a server: dialogs are shown.
struct Indoors {
    void settle() {
        for (int count = 0; count < 8; ++count) {
            stage.frame([&](const Scene& scene) {
                links.lead_on(scene);
                dialogs.draw(scene);
            });
            for (WindowCommand& command : std::exchange(stage.shown, {})) {
                if (auto* open = std::get_if<OpenDialog>(&command)) dialogs.open(std::move(open->dialog));
                if (const auto* go = std::get_if<GoToRoom>(&command)) went = go->room;
            }
        }
    }
    void press(std::string_view words) {
        const WrittenText* at = stage.screen.find(words);
        ASSERT_NE(at, nullptr) << words;
        stage.screen.click(at->at.x + 3, at->at.y + 6, [this] { settle(); });
        settle();
    }
    const model::Connect* sent() const { return stage.last_sent<model::Connect>(); }

    twin::Stage stage;
    DialogStack dialogs;
    OpenedLinks links;
    net::RoomId went;
};

TEST(OpenedLinks, an_invite_to_another_server_says_where_it_leads_before_this_one_is_left) {
    Indoors there;
    there.links.hear({.link = invite, .server = key(1)});
    there.settle();
    EXPECT_TRUE(there.stage.screen.says("new.lan:4711"));
    EXPECT_TRUE(there.stage.screen.says("You leave Attic LAN"));
    there.stage.screen.type("to be sent ");
    there.stage.screen.press_key(ImGuiKey_Enter);
    there.settle();
    EXPECT_EQ(there.sent(), nullptr) << "it was meant for what one was writing";
    there.press("Leave and join");
    ASSERT_NE(there.sent(), nullptr);
    EXPECT_EQ(there.sent()->invite, invite);
    EXPECT_EQ(there.sent()->name, model::me.name);
    EXPECT_TRUE(there.dialogs.is_empty());
}

TEST(OpenedLinks, whoever_stays_stays) {
    Indoors there;
    there.links.hear({.link = invite, .server = key(1)});
    there.settle();
    there.press("Stay");
    EXPECT_TRUE(there.dialogs.is_empty());
    EXPECT_EQ(there.sent(), nullptr);
}

TEST(OpenedLinks, where_this_device_is_known_nobody_is_asked_for_a_name) {
    Indoors there;
    there.stage.hear(attic_known());
    there.links.hear({.link = invite, .server = key(9)});
    there.settle();
    EXPECT_TRUE(there.stage.screen.says("You are known there as harbor"));
    there.press("Leave and join");
    ASSERT_NE(there.sent(), nullptr);
    EXPECT_EQ(there.sent()->name, "harbor");
}

TEST(OpenedLinks, an_invite_to_this_server_and_a_wanted_window_ask_nothing) {
    Indoors there;
    there.links.hear({.link = invite, .server = there.stage.model.server().key});
    there.links.hear({});
    there.settle();
    EXPECT_TRUE(there.dialogs.is_empty());
    EXPECT_EQ(there.sent(), nullptr);
}

TEST(OpenedLinks, the_link_of_a_room_goes_to_the_room) {
    Indoors there;
    there.links.hear({.link = link_of_room(there.stage.model.server().key, model::den)});
    there.settle();
    EXPECT_EQ(there.went, model::den);
}

}  // namespace
}  // namespace crosstalk::ui
