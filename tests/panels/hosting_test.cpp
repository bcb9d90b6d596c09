// A server on one's own machine: the dialogs, and what the window does by itself.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <variant>

#include "tests/model/worlds.hpp"
#include "tests/panels/dialog_hands.hpp"
#include "ui/panels/dialogs/host_dialog.hpp"
#include "ui/panels/dialogs/hosted_server.hpp"
#include "ui/panels/dialogs/network_dialog.hpp"
#include "ui/panels/dialogs/stop_hosting.hpp"
#include "ui/widgets/qr_code.hpp"

namespace crosstalk::ui {
namespace {

using State = model::Hosting::State;

struct HostHands : twin::Hands {
    HostHands() {
        hosting.hear({{.state = State::Off}});
        beneath = [this](const Scene& scene) { hosting.tell(scene.model, scene.errands, scene.commands); };
    }
    void hear(const model::Hosting& what) {
        hosting.hear({what});
        settle();
    }
    /// How it stands, without anybody's wish.
    void sees(const model::Hosting& what) {
        hosting.hear({.hosting = what, .by_looking = true});
        settle();
    }
    void runs(const model::HostedServer& server = twin::hosted_server()) {
        hear({.state = State::Running, .server = server});
    }
    void joins(const model::HostedServer& server = twin::hosted_server()) {
        stage.hear(model::Online{
            .me = model::me, .server = {.key = server.key, .name = server.name}, .limits = {}, .at = {}});
        settle();
    }
    void start() {
        open<HostDialog>(OwnName{"harbor", false});
        press("Start");
    }
    template <typename Command>
    const Command* asked() const {
        for (auto each = stage.asked.rbegin(); each != stage.asked.rend(); ++each) {
            if (const auto* command = std::get_if<Command>(&*each)) return command;
        }
        return nullptr;
    }
    template <typename Command>
    [[nodiscard]] std::ptrdiff_t count() const {
        return std::ranges::count_if(
            stage.asked, [](const AppCommand& each) { return std::holds_alternative<Command>(each); });
    }
};

TEST(Hosting, one_press_starts_a_server_and_the_window_goes_in_by_the_loopback) {
    HostHands hands;
    hands.start();
    ASSERT_NE(hands.asked<StartHosting>(), nullptr);
    const model::HostWish& wish = hands.asked<StartHosting>()->wish;
    EXPECT_EQ(wish.name, "harbor's server");
    EXPECT_EQ(wish.passkey, "");
    EXPECT_EQ(wish.folder, "");
    EXPECT_EQ(wish.port, 12'345);
    EXPECT_TRUE(hands.says("Starting")) << "until it runs";
    EXPECT_EQ(hands.stage.last_sent<model::Connect>(), nullptr);
    hands.runs();
    EXPECT_FALSE(hands.says("Name of the server")) << "the dialog has gone";
    const auto* connect = hands.stage.last_sent<model::Connect>();
    ASSERT_NE(connect, nullptr);
    EXPECT_EQ(connect->invite, "crosstalk://127.0.0.1:12345/#fingerprint.token");
    EXPECT_EQ(connect->name, "harbor");
}

TEST(Hosting, a_look_at_the_network_knows_the_port_of_the_server_that_runs) {
    HostHands hands;
    hands.open<NetworkDialog>(std::string());
    ASSERT_NE(hands.asked<CheckNetwork>(), nullptr);
    EXPECT_EQ(hands.asked<CheckNetwork>()->hosted_port, 0);
    hands.press("Close");
    model::HostedServer server = twin::hosted_server();
    server.port = 23'456;
    hands.runs(server);
    hands.open<NetworkDialog>(std::string());
    EXPECT_EQ(hands.asked<CheckNetwork>()->hosted_port, 23'456);
}

TEST(Hosting, whoever_hosts_becomes_the_owner_once_and_sees_how_others_come_in) {
    HostHands hands;
    hands.stage.model.apply(model::StandingChanged{
        {.room = net::lobby, .role = net::Role::Member, .muted_until = {}, .by = {}, .reason = {}}});
    hands.start();
    hands.runs();
    EXPECT_EQ(hands.stage.last_performed<net::ClaimOwner>(), nullptr) << "one is not in yet";
    hands.joins();
    const auto* claim = hands.stage.last_performed<net::ClaimOwner>();
    ASSERT_NE(claim, nullptr);
    EXPECT_EQ(claim->code, "OWN-ER1-CDE");
    for (const char* words : {"Attic LAN runs on this machine", "7K4MP-2QXS9-ABCDE", "192.168.1.5:12345"})
        EXPECT_TRUE(hands.says(words)) << words;
    EXPECT_FALSE(hands.says("7K4-MP2-QXS")) << "the passkey stands behind dots";
    hands.done();
    hands.stage.sent.clear();
    hands.settle();
    EXPECT_EQ(hands.stage.last_performed<net::ClaimOwner>(), nullptr) << "once is enough";
}

TEST(Hosting, how_others_come_in_is_asked_again_while_somebody_sees_it) {
    HostHands hands;
    hands.runs();
    hands.joins();
    hands.stage.asked.clear();
    hands.open<HostedServerDialog>();
    EXPECT_EQ(hands.count<LookForHosting>(), 1) << "as soon as it opens";
    model::HostedServer moved = twin::hosted_server();
    moved.addresses = {"10.4.0.9:12345"};
    moved.join_code = "AAAAA-BBBBB-CCCCC";
    hands.sees({.state = State::Running, .server = moved});
    EXPECT_TRUE(hands.says("10.4.0.9:12345"));
    EXPECT_TRUE(hands.says("AAAAA-BBBBB-CCCCC"));
    EXPECT_FALSE(hands.says("192.168.1.5:12345"));
    EXPECT_EQ(hands.count<LookForHosting>(), 1) << "not with every frame";
    hands.stage.now.steady_ms += 5'000;
    hands.settle();
    EXPECT_EQ(hands.count<LookForHosting>(), 2);
    hands.sees({.state = State::Running, .server = {}, .fault = "It does not answer."});
    EXPECT_TRUE(hands.says("10.4.0.9:12345")) << "it may only be too busy";
}

TEST(Hosting, what_was_asked_before_a_wish_is_not_taken_for_its_answer) {
    HostHands hands;
    hands.runs();
    hands.joins();
    hands.hosting.look(hands.stage.commands);
    hands.open<StopHostingDialog>();
    hands.press("Stop it");
    hands.sees({.state = State::Running, .server = twin::hosted_server()});
    EXPECT_EQ(hands.hosting.hosting().state, State::Stopping);
    hands.hear({.state = State::Off});
    EXPECT_EQ(hands.hosting.hosting().state, State::Off);
    EXPECT_NE(hands.stage.last_sent<model::Disconnect>(), nullptr);
}

TEST(Hosting, the_owner_code_goes_to_no_other_server) {
    HostHands hands;
    hands.stage.model.apply(model::StandingChanged{
        {.room = net::lobby, .role = net::Role::Member, .muted_until = {}, .by = {}, .reason = {}}});
    hands.runs();
    model::HostedServer other = twin::hosted_server();
    other.key[0] = 10;
    hands.joins(other);
    EXPECT_EQ(hands.stage.last_performed<net::ClaimOwner>(), nullptr);
}

TEST(Hosting, a_server_that_knows_this_device_is_joined_by_its_key) {
    HostHands hands;
    hands.stage.hear(model::ServersKnown{
        {{.server = {.key = twin::hosted_server().key, .name = "Attic LAN", .address = "10.0.0.1:1"},
          .user = "ember"}}});
    hands.start();
    hands.runs();
    const auto* connect = hands.stage.last_sent<model::Connect>();
    ASSERT_NE(connect, nullptr);
    EXPECT_EQ(connect->address, "127.0.0.1:12345");
    EXPECT_EQ(connect->name, "ember");
    EXPECT_EQ(connect->saved, twin::hosted_server().key);
}

TEST(Hosting, a_wish_that_cannot_be_met_is_told_beside_what_is_wrong) {
    HostHands hands;
    hands.start();
    hands.hear({.state = State::Off,
                .server = {},
                .fault = "This passkey is easy to guess.",
                .field = model::HostField::Passkey});
    EXPECT_TRUE(hands.says("easy to guess"));
    hands.press("Start");
    hands.hear({.state = State::Off,
                .server = {},
                .fault = "Port 12345 is in use.",
                .field = model::HostField::PortInUse});
    EXPECT_TRUE(hands.says("Another program uses port 12345."));
    EXPECT_FALSE(hands.says("easy to guess"));
    hands.press("Start");
    EXPECT_EQ(hands.asked<StartHosting>()->wish.port, 12'346) << "the next one is as good";
    hands.hear({.state = State::Off, .server = {}, .fault = "No disk.", .field = model::HostField::None});
    EXPECT_TRUE(hands.says("No disk."));
    EXPECT_EQ(hands.stage.last_sent<model::Connect>(), nullptr);
}

TEST(Hosting, who_hosts_again_goes_on_under_the_name_that_others_know) {
    HostHands hands;
    hands.open<HostDialog>(OwnName{"harbor", false},
                           model::HostedServer{.name = "Attic LAN", .folder = "/srv/chat"});
    hands.press("Start");
    ASSERT_NE(hands.asked<StartHosting>(), nullptr);
    EXPECT_EQ(hands.asked<StartHosting>()->wish.name, "Attic LAN");
    EXPECT_EQ(hands.asked<StartHosting>()->wish.folder, "/srv/chat") << "where what was said is";
}

TEST(Hosting, names_that_no_server_takes_are_not_tried) {
    HostHands hands;
    hands.open<HostDialog>(OwnName{"", false});
    hands.press("Start");
    EXPECT_EQ(hands.asked<StartHosting>(), nullptr);
}

TEST(Hosting, a_window_that_hosts_asks_what_becomes_of_the_people_inside) {
    HostHands hands;
    EXPECT_TRUE(hands.hosting.may_close(hands.stage.commands)) << "nothing runs";
    hands.start();
    hands.runs();
    EXPECT_FALSE(hands.hosting.may_close(hands.stage.commands));
    hands.settle();
    EXPECT_TRUE(hands.says("What becomes of your server?"));
    EXPECT_TRUE(hands.says("4 other people are in it"));
    hands.press("Cancel");
    EXPECT_EQ(hands.asked<QuitProgram>(), nullptr);
    EXPECT_FALSE(hands.hosting.may_close(hands.stage.commands)) << "the next time it asks again";
    hands.settle();
    EXPECT_TRUE(hands.hosting.may_close(hands.stage.commands)) << "who closes twice means it";
    hands.press("Keep it running");
    EXPECT_NE(hands.asked<QuitProgram>(), nullptr);
    EXPECT_TRUE(hands.hosting.may_close(hands.stage.commands));
    EXPECT_EQ(hands.asked<StopHosting>(), nullptr);
}

TEST(Hosting, a_port_that_this_account_may_not_have_is_not_counted_up) {
    HostHands hands;
    hands.start();
    hands.hear({.state = State::Off,
                .server = {},
                .fault = "Port 12345 is not allowed for this account. Choose one from 1024 up.",
                .field = model::HostField::Port});
    EXPECT_TRUE(hands.says("not allowed for this account"));
    hands.press("Start");
    EXPECT_EQ(hands.asked<StartHosting>()->wish.port, 12'345);
}

TEST(Hosting, a_window_that_closes_while_its_server_starts_waits_for_it_and_then_asks) {
    HostHands hands;
    hands.start();
    EXPECT_FALSE(hands.hosting.may_close(hands.stage.commands));
    hands.settle();
    EXPECT_TRUE(hands.says("Your server is starting."));
    hands.runs();
    EXPECT_TRUE(hands.says("4 other people are in it"));
    EXPECT_EQ(hands.asked<QuitProgram>(), nullptr);
    hands.press("Keep it running");
    EXPECT_NE(hands.asked<QuitProgram>(), nullptr);
}

TEST(Hosting, who_closes_twice_while_it_starts_gives_it_up_and_a_failed_start_asks_nothing) {
    HostHands hands;
    hands.start();
    EXPECT_FALSE(hands.hosting.may_close(hands.stage.commands));
    hands.settle();
    EXPECT_TRUE(hands.hosting.may_close(hands.stage.commands));
    hands.hear({.state = State::Off, .server = {}, .fault = "No disk."});
    EXPECT_NE(hands.asked<QuitProgram>(), nullptr);
}

TEST(Hosting, what_is_shown_is_asked_for_anew_since_others_may_have_changed_it) {
    HostHands hands;
    hands.runs();
    hands.open<HostedServerDialog>();
    EXPECT_NE(hands.asked<LookForHosting>(), nullptr);
    model::HostedServer later = twin::hosted_server();
    later.join_code = "ZZZZZ-22222-22222";
    hands.sees({.state = State::Running, .server = later});
    EXPECT_TRUE(hands.says("ZZZZZ-22222-22222"));
    hands.sees({.state = State::Off});
    EXPECT_FALSE(hands.says("runs on this machine")) << "somebody has stopped it";
}

TEST(Hosting, how_it_stood_a_moment_ago_does_not_answer_a_wish) {
    HostHands hands;
    hands.start();
    hands.sees({.state = State::Off});
    EXPECT_TRUE(hands.says("Starting"));
    hands.runs();
    EXPECT_NE(hands.stage.last_sent<model::Connect>(), nullptr) << "it is still joined";
}

TEST(Hosting, whoever_comes_back_to_the_first_screen_is_told_how_it_stands) {
    HostHands hands;
    hands.runs();
    hands.joins();
    EXPECT_EQ(hands.asked<LookForHosting>(), nullptr);
    hands.stage.hear(model::Offline{});
    hands.settle();
    EXPECT_NE(hands.asked<LookForHosting>(), nullptr);
}

TEST(Hosting, stopping_waits_for_the_server_before_the_window_closes) {
    HostHands hands;
    hands.start();
    hands.runs();
    EXPECT_FALSE(hands.hosting.may_close(hands.stage.commands));
    hands.settle();
    hands.press("Stop it");
    EXPECT_NE(hands.asked<StopHosting>(), nullptr);
    EXPECT_TRUE(hands.says("Stopping"));
    EXPECT_EQ(hands.asked<QuitProgram>(), nullptr);
    hands.hear({.state = State::Off});
    EXPECT_NE(hands.asked<QuitProgram>(), nullptr);
}

TEST(Hosting, a_server_that_does_not_stop_says_why_and_can_be_asked_again) {
    HostHands hands;
    hands.runs();
    hands.joins();
    hands.open<StopHostingDialog>();
    hands.press("Stop it");
    hands.hear({.state = State::Running, .server = twin::hosted_server(), .fault = "It does not answer."});
    EXPECT_TRUE(hands.says("It does not answer."));
    hands.press("Stop it");
    hands.hear({.state = State::Off});
    EXPECT_FALSE(hands.says("Stop the server?"));
    EXPECT_NE(hands.stage.last_sent<model::Disconnect>(), nullptr)
        << "nothing is there any more to come back to";
}

TEST(Hosting, one_that_was_found_running_asks_nothing_when_the_window_closes) {
    HostHands hands;
    hands.runs();
    EXPECT_TRUE(hands.hosting.may_close(hands.stage.commands));
}

TEST(QrCode, has_its_three_corners_and_its_quiet_zone) {
    QrCode code;
    EXPECT_TRUE(code.is_empty());
    code.set("crosstalk://192.168.1.5:12345/#fingerprint.token");
    ASSERT_GE(code.side(), 21);
    const int last = code.side() - 1;
    // Of every corner but one: a ring, a gap and a block of three.
    for (const auto& [x, y] : {std::pair{0, 0}, {last - 6, 0}, {0, last - 6}}) {
        for (int i = 0; i < 7; ++i) {
            EXPECT_TRUE(code.is_dark(x + i, y));
            EXPECT_TRUE(code.is_dark(x, y + i));
        }
        EXPECT_FALSE(code.is_dark(x + 1, y + 1));
        EXPECT_TRUE(code.is_dark(x + 3, y + 3));
    }
    code.set(std::string(10'000, 'x'));
    EXPECT_TRUE(code.is_empty()) << "no code is that large";
}

}  // namespace
}  // namespace crosstalk::ui
