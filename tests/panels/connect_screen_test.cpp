// The first screen: what its fields send, what a refusal looks like, and a code that makes this a device of somebody.
#include <gtest/gtest.h>
#include <imgui.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "tests/panels/dialog_hands.hpp"
#include "tests/panels/stage.hpp"
#include "ui/panels/connect_screen.hpp"

namespace crosstalk::ui {
namespace {

constexpr std::string_view has_code = "I have a code from another device";
constexpr std::string_view code_label = "Code from another device";

// The screen with hands.
struct ConnectHands {
    explicit ConnectHands(int width = 1280, int height = 800, float scale = 1)
        : stage(width, height, {.scale = scale}) {
        stage.model = model::Model();
        stage.hear(model::SettingsKnown{{}});
        settle();
    }
    void settle(int frames = 8) {
        const Box window{
            {0, 0}, {static_cast<float>(stage.screen.width()), static_cast<float>(stage.screen.height())}};
        stage.settle([&](const Scene& scene) { screen.draw(with_program(scene), window); }, frames);
    }
    // The program around the window, which the stage has not.
    Scene with_program(const Scene& scene) {
        return {scene.context,  scene.now,  scene.model, scene.preferences, scene.errands,
                scene.commands, scene.here, &outside,    scene.calls,       &hosting};
    }
    void find_servers(std::vector<model::FoundServer> servers) {
        screen.hear(ServersFound{std::move(servers)});
        settle();
    }
    const WrittenText* find(std::string_view words) const { return stage.screen.find(words); }
    bool says(std::string_view words) const { return stage.screen.says(words); }
    void press(std::string_view words) {
        const WrittenText* at = find(words);
        ASSERT_NE(at, nullptr) << "nothing says " << words;
        stage.screen.click(at->at.x + 3, at->at.y + 6, [this] { settle(2); });
        settle();
    }
    void type(const std::string& text) {
        stage.screen.type(text);
        settle();
    }
    void key(int imgui_key) {
        stage.screen.press_key(imgui_key);
        settle();
    }
    void refuse(const model::Refused& refused) {
        stage.hear(refused);
        settle();
    }
    const model::Connect* sent() const { return stage.last_sent<model::Connect>(); }

    twin::Stage stage;
    twin::TwinOutside outside;
    HostingDesk hosting;
    ConnectScreen screen;
};

model::FoundServer server_at(const std::string& name, const std::string& address, std::uint8_t key) {
    model::FoundServer server{.name = name, .version = "1.0", .addresses = {address}, .users = 3};
    server.key[0] = key;
    server.round_trip = net::Milliseconds{2};
    return server;
}

TEST(ConnectScreen, begins_in_the_passkey_and_enter_connects_with_what_stands_in_the_fields) {
    ConnectHands hands;
    hands.type("7K4-MP2-QXS");
    hands.key(ImGuiKey_Enter);
    ASSERT_NE(hands.sent(), nullptr);
    EXPECT_EQ(hands.sent()->address, "127.0.0.1:12345");
    EXPECT_EQ(hands.sent()->name, "Anonymous");
    EXPECT_TRUE(hands.sent()->any_number);
    EXPECT_EQ(hands.sent()->passkey, "7K4-MP2-QXS");
    EXPECT_EQ(hands.sent()->code, "");
}

// A mended passkey has to go where the refused one went.
TEST(ConnectScreen, an_address_that_was_given_stands_in_the_fields_and_counts_more_than_that_of_last_time) {
    const std::tuple<std::string, std::string, std::string> addresses[] = {
        {"attic.lan:4711", "attic.lan", "4711"},
        {"attic.lan", "attic.lan", "12345"},
        {"[fe80::1]:4711", "fe80::1", "4711"},
        {"fe80::1", "fe80::1", "12345"},
    };
    for (const auto& [address, host, port] : addresses) {
        twin::Stage stage;
        stage.model = model::Model();
        ConnectScreen screen;
        screen.fields().name = "harbor";
        screen.use_address(address);
        stage.hear(model::SettingsKnown{
            {{"kept.connect.host", "club.lan"}, {"kept.connect.port", "12"}, {"kept.connect.name", "ada"}}});
        stage.settle([&](const Scene& scene) { screen.draw(scene, {{0, 0}, {900, 700}}); });
        EXPECT_EQ(screen.fields().host, host);
        EXPECT_EQ(screen.fields().port, port);
        EXPECT_EQ(screen.fields().name, "harbor");
    }
}

TEST(ConnectScreen, while_it_tries_esc_cancels_and_enter_tries_what_was_corrected) {
    ConnectHands hands;
    hands.type("7K4-MP2-QXS");
    hands.key(ImGuiKey_Enter);
    hands.stage.hear(model::Offline{.reason = "Nothing answers.", .retry_in = {}, .at = {}});
    hands.settle();
    hands.stage.sent.clear();
    hands.screen.fields().port = "4711";
    hands.settle();
    hands.screen.connect(hands.stage.commands);
    hands.settle();
    ASSERT_NE(hands.sent(), nullptr);
    EXPECT_EQ(hands.sent()->address, "127.0.0.1:4711");
    hands.key(ImGuiKey_Escape);
    EXPECT_NE(hands.stage.last_sent<model::Disconnect>(), nullptr);
}

TEST(ConnectScreen, a_wrong_passkey_keeps_the_screen_and_selects_the_field) {
    ConnectHands hands;
    hands.type("WRONG");
    hands.key(ImGuiKey_Enter);
    hands.refuse({.why = model::Refusal::Passkey, .text = "Wrong passkey.", .tries_left = 3});
    EXPECT_TRUE(hands.says("3 tries left.")) << "beside the field";
    EXPECT_EQ(hands.screen.fields().host, "127.0.0.1");
    EXPECT_EQ(hands.screen.fields().passkey, "WRONG");
    hands.type("R");
    EXPECT_EQ(hands.screen.fields().passkey, "R") << "typing replaces what was selected";
    EXPECT_FALSE(hands.says("tries left"));
}

TEST(ConnectScreen, an_invite_waits_for_the_name_that_others_will_see) {
    ConnectHands hands;
    hands.type("crosstalk://attic.lan:4711/#fingerprint.token");
    EXPECT_EQ(hands.sent(), nullptr) << "nobody becomes Anonymous by a paste";
    EXPECT_TRUE(hands.says("Choose the name"));
    EXPECT_EQ(hands.screen.fields().host, "attic.lan");
    hands.type("ember");
    EXPECT_EQ(hands.screen.fields().name, "ember");
    hands.key(ImGuiKey_Enter);
    ASSERT_NE(hands.sent(), nullptr);
    EXPECT_EQ(hands.sent()->invite, "crosstalk://attic.lan:4711/#fingerprint.token");
    EXPECT_EQ(hands.sent()->name, "ember");
}

TEST(ConnectScreen, pasting_an_invite_anywhere_fills_everything_and_connects_who_has_a_name) {
    ConnectHands hands;
    hands.screen.fields().name = "ember";
    hands.type("crosstalk://attic.lan:4711/#fingerprint.token");
    ASSERT_NE(hands.sent(), nullptr);
    EXPECT_EQ(hands.sent()->invite, "crosstalk://attic.lan:4711/#fingerprint.token");
    EXPECT_EQ(hands.screen.fields().host, "attic.lan");
    EXPECT_EQ(hands.screen.fields().port, "4711");
    EXPECT_EQ(hands.screen.fields().passkey, "") << "a link is no passkey";
}

TEST(ConnectScreen, a_code_opens_a_field_of_its_own_and_goes_with_the_passkey) {
    ConnectHands hands;
    EXPECT_FALSE(hands.says(code_label));
    hands.type("7K4-MP2-QXS");
    hands.press(has_code);
    EXPECT_TRUE(hands.says(code_label));
    EXPECT_TRUE(hands.says("You join as the person it was made for")) << "what it does";
    hands.type("ABCD-EFGH");
    EXPECT_FALSE(hands.says("ABCD-EFGH")) << "hidden until Show is pressed";
    hands.key(ImGuiKey_Enter);
    ASSERT_NE(hands.sent(), nullptr);
    EXPECT_EQ(hands.sent()->code, "ABCD-EFGH");
    EXPECT_EQ(hands.sent()->passkey, "7K4-MP2-QXS");
}

TEST(ConnectScreen, a_wrong_code_is_told_beside_its_field_and_selected) {
    ConnectHands hands;
    hands.press(has_code);
    hands.type("ABCD-EFGH");
    hands.key(ImGuiKey_Enter);
    hands.refuse({.why = model::Refusal::Code, .text = "This code is wrong, was used, or is too old."});
    const WrittenText* label = hands.find(code_label);
    const WrittenText* fault = hands.find("This code is wrong");
    ASSERT_NE(label, nullptr);
    ASSERT_NE(fault, nullptr);
    EXPECT_GT(fault->at.y, label->at.y);
    EXPECT_LT(fault->at.y, label->at.y + 100);
    hands.type("Z");
    EXPECT_EQ(hands.screen.fields().code, "Z");
    EXPECT_FALSE(hands.says("This code is wrong"));
}

TEST(ConnectScreen, a_refused_code_that_was_not_typed_here_opens_the_field) {
    ConnectHands hands;
    hands.refuse({.why = model::Refusal::Code, .text = "This code is wrong."});
    EXPECT_TRUE(hands.says(code_label));
    EXPECT_TRUE(hands.says("This code is wrong."));
}

TEST(ConnectScreen, whoever_says_to_have_a_code_does_not_become_somebody_new_without_it) {
    ConnectHands hands;
    hands.press(has_code);
    hands.key(ImGuiKey_Enter);
    EXPECT_EQ(hands.sent(), nullptr);
    EXPECT_TRUE(hands.says("Enter the code, or choose"));
    hands.type("crosstalk://attic.lan:4711/#fingerprint.token");
    EXPECT_EQ(hands.sent(), nullptr);
    EXPECT_TRUE(hands.says("Enter the code first"));
    hands.type("ABCD-EFGH");
    hands.type("crosstalk://attic.lan:4711/#fingerprint.token");
    ASSERT_NE(hands.sent(), nullptr);
    EXPECT_EQ(hands.sent()->invite, "crosstalk://attic.lan:4711/#fingerprint.token");
    EXPECT_EQ(hands.sent()->code, "ABCD-EFGH");
}

TEST(ConnectScreen, without_a_code_after_all_the_field_goes_and_what_was_typed_with_it) {
    ConnectHands hands;
    hands.press(has_code);
    hands.type("ABCD-EFGH");
    hands.press("I have no code");
    EXPECT_FALSE(hands.says(code_label));
    hands.type("7K4-MP2-QXS");
    hands.key(ImGuiKey_Enter);
    ASSERT_NE(hands.sent(), nullptr);
    EXPECT_EQ(hands.sent()->passkey, "7K4-MP2-QXS") << "the passkey has the keyboard again";
    EXPECT_EQ(hands.sent()->code, "");
}

TEST(ConnectScreen, a_saved_server_that_asks_for_the_passkey_is_where_the_passkey_goes) {
    ConnectHands hands;
    net::ServerKeyHash key{};
    key[0] = 9;
    hands.stage.hear(model::ServersKnown{
        {{.server = {.key = key, .name = "Attic LAN", .address = "[fe80::1]:4711"}, .user = "harbor"}}});
    hands.settle();
    hands.press("as harbor");
    ASSERT_NE(hands.sent(), nullptr);
    EXPECT_EQ(hands.sent()->address, "[fe80::1]:4711");
    hands.refuse({.why = model::Refusal::PasskeyNeeded, .text = "The server does not know this device."});
    hands.type("7K4-MP2-QXS");
    hands.key(ImGuiKey_Enter);
    EXPECT_EQ(hands.sent()->address, "[fe80::1]:4711");
    EXPECT_EQ(hands.sent()->name, "harbor");
    EXPECT_EQ(hands.sent()->saved, key);
    EXPECT_EQ(hands.sent()->passkey, "7K4-MP2-QXS");
}

// Two servers know this device.
model::ServersKnown two_servers() {
    net::ServerKeyHash attic{};
    attic[0] = 9;
    net::ServerKeyHash club{};
    club[0] = 10;
    return {{{.server = {.key = attic, .name = "Attic LAN", .address = "attic.lan:4711"}, .user = "harbor"},
             {.server = {.key = club, .name = "Club", .address = "club.lan:12345"}, .user = "harbour"}}};
}

TEST(ConnectScreen, enter_goes_back_to_the_server_that_knows_this_device_without_a_passkey) {
    ConnectHands hands;
    hands.stage.hear(two_servers());
    hands.settle();
    hands.key(ImGuiKey_Enter);
    ASSERT_NE(hands.sent(), nullptr);
    EXPECT_EQ(hands.sent()->address, "attic.lan:4711");
    EXPECT_EQ(hands.sent()->name, "harbor");
    EXPECT_EQ(hands.sent()->passkey, "");
    ASSERT_TRUE(hands.sent()->saved.has_value());
    EXPECT_EQ((*hands.sent()->saved)[0], 9);
}

constexpr const char* clicked = "crosstalk://new.lan:4711/#fingerprint.token";

TEST(ConnectScreen, an_invite_that_was_clicked_shows_where_it_leads_and_waits_even_for_who_has_a_name) {
    ConnectHands hands;
    hands.screen.fields().name = "ember";
    hands.stage.hear(two_servers());
    net::ServerKeyHash stranger{};
    stranger[0] = 11;
    hands.screen.offer_invite(clicked, stranger);
    hands.settle();
    EXPECT_EQ(hands.sent(), nullptr);
    EXPECT_EQ(hands.screen.fields().host, "new.lan");
    EXPECT_EQ(hands.screen.fields().port, "4711");
    EXPECT_TRUE(hands.says("Join by the invite"));
    hands.key(ImGuiKey_Enter);
    ASSERT_NE(hands.sent(), nullptr);
    EXPECT_EQ(hands.sent()->invite, clicked);
    EXPECT_EQ(hands.sent()->name, "ember");
}

TEST(ConnectScreen, an_invite_that_was_clicked_leads_straight_back_to_a_server_that_knows_this_device) {
    ConnectHands hands;
    hands.stage.hear(two_servers());
    net::ServerKeyHash club{};
    club[0] = 10;
    hands.screen.offer_invite(clicked, club);
    hands.settle();
    ASSERT_NE(hands.sent(), nullptr);
    EXPECT_EQ(hands.sent()->invite, clicked);
    EXPECT_EQ(hands.sent()->name, "harbour");
    EXPECT_FALSE(hands.sent()->any_number);
}

TEST(ConnectScreen, an_invite_that_was_clicked_before_the_servers_were_known_waits_for_them) {
    twin::Stage stage{1280, 800};
    stage.model = model::Model();
    ConnectScreen screen;
    const auto settle = [&] {
        stage.settle([&](const Scene& scene) { screen.draw(scene, {{0, 0}, {1280, 800}}); });
    };
    net::ServerKeyHash attic{};
    attic[0] = 9;
    screen.offer_invite(clicked, attic);
    settle();
    EXPECT_EQ(stage.last_sent<model::Connect>(), nullptr);
    stage.hear(two_servers());
    settle();
    ASSERT_NE(stage.last_sent<model::Connect>(), nullptr);
    EXPECT_EQ(stage.last_sent<model::Connect>()->name, "harbor");
}

TEST(ConnectScreen, whoever_writes_in_the_form_connects_with_the_form) {
    ConnectHands hands;
    hands.stage.hear(two_servers());
    hands.settle();
    EXPECT_TRUE(hands.says("Another server"));
    hands.key(ImGuiKey_Tab);
    hands.key(ImGuiKey_Tab);
    hands.type("other.lan");
    hands.key(ImGuiKey_Enter);
    ASSERT_NE(hands.sent(), nullptr);
    EXPECT_EQ(hands.sent()->address, "other.lan:12345");
}

TEST(ConnectScreen, a_saved_server_and_connect_are_in_sight_at_150_percent_and_in_small_windows) {
    for (const auto& [width, height, scale] :
         {std::tuple{1280, 800, 1.0F}, {1280, 800, 1.5F}, {900, 640, 1.0F}}) {
        ConnectHands hands(width, height, scale);
        hands.stage.hear(two_servers());
        hands.settle();
        for (const char* words : {"Attic LAN", "Join", "Passkey", "Connect", "Have an invite link?"}) {
            const WrittenText* at = hands.find(words);
            ASSERT_NE(at, nullptr) << words << " at " << scale;
            EXPECT_LT(at->at.y, static_cast<float>(height) - 24 * scale) << words << " at " << scale;
            EXPECT_LT(at->at.x, static_cast<float>(width)) << words << " at " << scale;
        }
        EXPECT_TRUE(hands.stage.screen.drew_within());
        EXPECT_EQ(hands.stage.screen.id_conflicts(), 0);
    }
}

TEST(ConnectScreen, a_port_takes_digits_only_and_says_which_numbers_there_are) {
    ConnectHands hands;
    for (int count = 0; count < 2; ++count) {
        hands.stage.screen.press_chord(ImGuiMod_Shift, ImGuiKey_Tab);
        hands.settle();
    }
    hands.type("47a1b1");
    EXPECT_EQ(hands.screen.fields().port, "4711");
    EXPECT_TRUE(hands.says("Digits only."));
    hands.type("9");
    EXPECT_EQ(hands.screen.fields().port, "47119") << "typing goes on where it was";
    EXPECT_FALSE(hands.says("Digits only."));
    hands.type("9");
    EXPECT_TRUE(hands.says("1 to 65535."));
    hands.key(ImGuiKey_Enter);
    EXPECT_EQ(hands.sent(), nullptr);
}

TEST(ConnectScreen, everything_can_be_reached_in_a_narrow_window) {
    ConnectHands hands(480, 800);
    hands.press(has_code);
    EXPECT_TRUE(hands.says(code_label));
    EXPECT_TRUE(hands.stage.screen.drew_within());
    EXPECT_EQ(hands.stage.screen.id_conflicts(), 0);
    for (const WrittenText& each : hands.stage.screen.writing())
        EXPECT_LT(each.at.x, 480) << each.text;
}

TEST(ConnectScreen, enter_goes_back_to_a_saved_server_also_for_who_looks_for_none) {
    ConnectHands hands;
    hands.stage.preferences.set(SettingId::FindServers, "off", hands.stage.commands);
    hands.stage.hear(two_servers());
    hands.settle();
    EXPECT_TRUE(hands.says("Look on this network"));
    hands.key(ImGuiKey_Enter);
    ASSERT_NE(hands.sent(), nullptr);
    EXPECT_EQ(hands.sent()->address, "attic.lan:4711");
}

// --- what is found on the network

TEST(ConnectScreen, servers_of_the_network_say_who_and_where_they_are_and_how_far) {
    ConnectHands hands;
    EXPECT_TRUE(hands.says("Start one on any machine")) << "where nobody looks";
    hands.find_servers({});
    EXPECT_TRUE(hands.says("No server here yet"));
    hands.find_servers({server_at("Attic LAN", "192.168.1.5:12345", 1)});
    EXPECT_FALSE(hands.says("No server here yet"));
    for (const char* words :
         {"On this network", "Attic LAN", "192.168.1.5:12345", "3 online", "2 ms", "Join"})
        EXPECT_TRUE(hands.says(words)) << words;
    hands.find_servers({});
    EXPECT_TRUE(hands.says("No server here yet")) << "it has gone";
}

TEST(ConnectScreen, who_looks_for_no_servers_sees_none_and_can_change_that_where_they_are_missed) {
    ConnectHands hands;
    hands.find_servers({server_at("Attic LAN", "192.168.1.5:12345", 1)});
    EXPECT_FALSE(hands.says("Look on this network"));
    hands.stage.preferences.set(SettingId::FindServers, "off", hands.stage.commands);
    hands.settle();
    EXPECT_FALSE(hands.says("Attic LAN")) << "what was heard before is over";
    EXPECT_TRUE(hands.says("No server yet?"));
    hands.press("Look on this network");
    EXPECT_TRUE(hands.stage.preferences.is_on(SettingId::FindServers));
    hands.stage.preferences.hold_off(SettingId::FindServers, "Off because of a flag");
    hands.settle();
    EXPECT_FALSE(hands.says("Look on this network")) << "it would change nothing";
}

TEST(ConnectScreen, a_server_of_the_network_needs_only_its_passkey) {
    ConnectHands hands;
    hands.screen.fields().name = "ember";
    hands.screen.fields().passkey = "of another one";
    hands.find_servers({server_at("Attic LAN", "192.168.1.5:4711", 1)});
    hands.press("Attic LAN");
    EXPECT_EQ(hands.sent(), nullptr);
    EXPECT_TRUE(hands.says("Attic LAN wants its passkey."));
    EXPECT_EQ(hands.screen.fields().host, "192.168.1.5");
    EXPECT_EQ(hands.screen.fields().port, "4711");
    hands.type("7K4-MP2-QXS");
    hands.key(ImGuiKey_Enter);
    ASSERT_NE(hands.sent(), nullptr);
    EXPECT_EQ(hands.sent()->address, "192.168.1.5:4711");
    EXPECT_EQ(hands.sent()->passkey, "7K4-MP2-QXS");
    EXPECT_FALSE(hands.sent()->saved.has_value()) << "what it says of itself is a hint";
}

TEST(ConnectScreen, a_newcomer_says_a_name_first_at_a_server_of_the_network) {
    ConnectHands hands;
    hands.find_servers({server_at("Attic LAN", "192.168.1.5:4711", 1)});
    hands.press("Attic LAN");
    hands.type("ember");
    hands.key(ImGuiKey_Tab);
    hands.type("7K4-MP2-QXS");
    hands.key(ImGuiKey_Enter);
    ASSERT_NE(hands.sent(), nullptr);
    EXPECT_EQ(hands.sent()->name, "ember");
    EXPECT_EQ(hands.sent()->passkey, "7K4-MP2-QXS");
}

TEST(ConnectScreen, two_servers_of_one_name_are_told_apart_by_where_they_are) {
    ConnectHands hands;
    hands.find_servers(
        {server_at("Attic LAN", "192.168.1.5:12345", 1), server_at("Attic LAN", "192.168.1.9:12345", 2)});
    hands.press("192.168.1.9:12345");
    EXPECT_EQ(hands.screen.fields().host, "192.168.1.9");
    EXPECT_EQ(hands.stage.screen.id_conflicts(), 0);
}

TEST(ConnectScreen, what_will_hardly_let_one_in_says_why_and_can_be_tried) {
    model::FoundServer other = server_at("Cellar", "192.168.1.7:12345", 3);
    other.is_compatible = false;
    model::FoundServer full = server_at("Club", "192.168.1.8:12345", 4);
    full.max_sessions = 3;
    ConnectHands hands;
    hands.find_servers({other, full});
    EXPECT_TRUE(hands.says("Another version"));
    EXPECT_TRUE(hands.says("Full"));
    hands.press("Cellar");
    EXPECT_EQ(hands.screen.fields().host, "192.168.1.7");
    hands.press("Club");
    EXPECT_EQ(hands.screen.fields().host, "192.168.1.8") << "a hint stops nobody";
}

TEST(ConnectScreen, a_saved_server_is_not_listed_twice_and_is_found_again_where_it_has_moved_to) {
    ConnectHands hands;
    hands.stage.hear(two_servers());
    hands.find_servers(
        {server_at("Attic LAN", "192.168.1.5:4711", 9), server_at("Barn", "192.168.1.6:12345", 11)});
    EXPECT_TRUE(hands.says("as harbor, 3 online"));
    EXPECT_FALSE(hands.says("192.168.1.5:4711")) << "it stands among the saved ones";
    EXPECT_TRUE(hands.says("Barn"));
    hands.press("as harbor,");
    ASSERT_NE(hands.sent(), nullptr);
    EXPECT_EQ(hands.sent()->address, "192.168.1.5:4711");
    ASSERT_TRUE(hands.sent()->saved.has_value()) << "and no other key will do there";
    EXPECT_EQ((*hands.sent()->saved)[0], 9);
}

TEST(ConnectScreen, hostile_names_and_a_flood_of_servers_stay_inside_the_window) {
    std::vector<model::FoundServer> flood;
    for (std::uint8_t key = 1; key <= 64; ++key)
        flood.push_back(server_at(std::string(60, 'W') + "\u202e", std::string(200, '9') + ":1", key));
    for (const auto& [width, height, scale] :
         {std::tuple{1280, 800, 1.0F}, {700, 480, 1.0F}, {1920, 1080, 3.0F}}) {
        ConnectHands hands(width, height, scale);
        hands.find_servers(flood);
        EXPECT_TRUE(hands.stage.screen.drew_within());
        EXPECT_EQ(hands.stage.screen.id_conflicts(), 0);
    }
}

TEST(ConnectScreen, a_join_code_goes_where_the_address_goes_and_is_not_kept) {
    ConnectHands hands;
    hands.screen.fields().host = "7K4MP-2QXS9-ABCDE";
    hands.screen.connect(hands.stage.commands);
    hands.settle();
    ASSERT_NE(hands.sent(), nullptr);
    EXPECT_EQ(hands.sent()->address, "7K4MP-2QXS9-ABCDE") << "without a port";
    for (const model::LinkCommand& command : hands.stage.sent) {
        const auto* kept = std::get_if<model::KeepSetting>(&command);
        if (kept == nullptr) continue;
        EXPECT_NE(kept->name, "kept.connect.host");
        EXPECT_NE(kept->name, "kept.connect.port");
    }
    hands.screen.forget_join_code();
    EXPECT_EQ(hands.screen.fields().host, "127.0.0.1");
}

// --- hosting

TEST(ConnectScreen, a_tile_leads_to_a_server_of_ones_own_and_then_says_that_it_runs) {
    ConnectHands hands;
    const auto dialog_shown = [&] {
        return std::ranges::any_of(hands.stage.shown, [](const WindowCommand& each) {
            return std::holds_alternative<OpenDialog>(each);
        });
    };
    hands.press("Host on this machine");
    EXPECT_TRUE(dialog_shown());
    hands.hosting.hear({{.state = model::Hosting::State::Running,
                         .server = {.name = "Attic LAN", .port = 12'345, .users = 2}}});
    hands.settle();
    EXPECT_TRUE(hands.says("Attic LAN runs here"));
    EXPECT_TRUE(hands.says("2 online."));
    hands.stage.shown.clear();
    hands.press("Attic LAN runs here");
    EXPECT_TRUE(dialog_shown());
}

}  // namespace
}  // namespace crosstalk::ui
