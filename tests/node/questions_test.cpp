// Questions: what is answered, to whom, and that the unknown and the forbidden look the same.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "tests/node/node_world.hpp"

namespace crosstalk::server {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class Questions : public ::testing::Test {
  protected:
    Questions() {
        world.options.owner_code = a_code(9);
        world.start();
        anna.join_server("Anna");
        bert.join_server("Bert");
        eve.join_server("Eve");
        den = anna.make_room("den", net::RoomKind::Private);
        anna.ask(net::InviteUser{den, bert.me()});
        bert.ask(net::JoinRoom{den});
        for (Client* each : {&anna, &bert, &eve}) {
            each->appear();
            each->forget();
        }
    }

    void make_owner(Client& client) {
        ASSERT_EQ(client.ask(net::ClaimOwner{world.options.owner_code->spelled_out()}).status,
                  net::Status::Done);
    }
    static std::vector<std::string> texts(const std::vector<net::Message>& messages) {
        std::vector<std::string> all;
        for (const net::Message& message : messages)
            all.push_back(message.text);
        return all;
    }
    // Asked of a room that exists and of one that does not, both get the very same answer.
    template <class Question>
    void expect_unknown(Client& client, Question question) {
        question.room = den;
        const net::Error here = client.refused(question);
        question.room = nowhere;
        EXPECT_EQ(here, client.refused(question));
        EXPECT_EQ(here.code, net::ErrorCode::NotFound);
    }

    NodeWorld world;
    Client anna{world, "10.0.0.1"};
    Client bert{world, "10.0.0.2"};
    Client eve{world, "10.0.0.66"};
    net::RoomId den;
    const net::RoomId nowhere{999'999};
};

TEST_F(Questions, a_stranger_asks_about_a_private_room_as_about_none) {
    const net::MessageId said = anna.say(den, "a secret");
    anna.ask(net::EditMessage{den, {said}, "another secret"});
    expect_unknown(eve, net::History{});
    expect_unknown(eve, net::Members{});
    expect_unknown(eve, net::Pins{});
    expect_unknown(eve, net::Edits{{}, said});
    expect_unknown(eve, net::Audit{});
    expect_unknown(eve, net::Bans{});
    // Nor does an admin of the server see into it.
    make_owner(eve);
    expect_unknown(eve, net::History{});
    expect_unknown(eve, net::Members{});
    expect_unknown(eve, net::Pins{});
    expect_unknown(eve, net::Edits{{}, said});
    expect_unknown(eve, net::Audit{});
    expect_unknown(eve, net::Bans{});
    EXPECT_FALSE(eve.got_bytes_of("secret"));
}

// --- what was said

TEST_F(Questions, history_goes_backwards_forwards_and_to_a_day) {
    net::Timestamp noon;
    for (int i = 0; i < 9; ++i) {
        if (i == 6) {
            world.loop.advance({20'000});
            noon = world.node().now();
        }
        anna.post(den, std::to_string(i));
    }
    // Two places for the making and the join, then the posts 0 to 8 at 3 to 11.
    auto page = bert.learn<net::HistoryPage>(net::History{.room = den, .before = {6}, .limit = 2});
    EXPECT_THAT(texts(page.messages), ElementsAre("1", "2"));
    EXPECT_FALSE(page.at_end);
    page = bert.learn<net::HistoryPage>(net::History{.room = den, .after = {6}, .limit = 2});
    EXPECT_THAT(texts(page.messages), ElementsAre("4", "5"));
    EXPECT_EQ(page.after, net::Sequence{6});
    page = bert.learn<net::HistoryPage>(net::History{.room = den, .at = noon, .limit = 3});
    EXPECT_THAT(texts(page.messages), Contains("6"));
    EXPECT_EQ(page.at, noon);
    page = bert.learn<net::HistoryPage>(net::History{.room = den, .limit = 100'000});
    EXPECT_THAT(page.messages, SizeIs(9));
    EXPECT_TRUE(page.at_end);
    EXPECT_EQ(page.from, net::Sequence{1});
}

TEST_F(Questions, a_search_finds_in_the_askers_rooms_only_whatever_rooms_it_names) {
    anna.post(den, "the kraken wakes");
    anna.post(net::lobby, "the kraken sleeps");
    EXPECT_THAT(bert.learn<net::SearchPage>(net::Search{.words = "kraken"}).hits, SizeIs(2));
    EXPECT_THAT(bert.learn<net::SearchPage>(net::Search{.words = "kraken", .rooms = {den}}).hits, SizeIs(1));
    EXPECT_THAT(eve.learn<net::SearchPage>(net::Search{.words = "kraken"}).hits, SizeIs(1));
    for (const auto& rooms : {std::vector{den}, std::vector{nowhere}, std::vector{den, nowhere}}) {
        for (const auto order : {net::SearchOrder::Newest, net::SearchOrder::Relevance}) {
            const net::Search search{.words = "kraken", .rooms = rooms, .order = order, .limit = 1};
            EXPECT_EQ(eve.learn<net::SearchPage>(search), net::SearchPage{}) << "not even how many there are";
        }
    }
    EXPECT_FALSE(eve.got_bytes_of("wakes"));
}

TEST_F(Questions, what_a_search_found_in_a_room_that_was_left_meanwhile_is_not_told) {
    anna.post(den, "the kraken wakes");
    world.view.query_delay = [] { return net::Milliseconds{200}; };
    bert.send(net::Search{.words = "kraken"});
    world.settle();
    anna.submit(net::KickUser{den, bert.me(), ""});
    world.loop.advance({1000});
    EXPECT_THAT(bert.take<net::SearchPage>().hits, IsEmpty());
    EXPECT_FALSE(bert.got_bytes_of("wakes"));
}

TEST_F(Questions, a_page_of_long_hits_fits_a_frame_and_the_rest_is_asked_for) {
    for (int i = 0; i < 100; ++i)
        anna.post(den, "kraken " + std::to_string(i) + std::string(1000, 'x') + " kraken kraken kraken");
    std::set<net::MessageId> found;
    net::Search search{.words = "kraken", .limit = 100};
    for (int page = 0; page < 10; ++page) {
        const auto answer = bert.learn<net::SearchPage>(search);
        for (const net::Hit& hit : answer.hits)
            found.insert(hit.id);
        search.before = answer.next;
        if (!answer.next) break;
    }
    EXPECT_THAT(found, SizeIs(100));
}

TEST_F(Questions, search_operators_and_nonsense_are_only_words) {
    for (const char* words : {"\"", "kraken OR", "NEAR(a b)", "*", "a* AND b", "col:x",
                              "'; DROP TABLE messages; --", "\xEF\xBB\xBF", "   ", ""}) {
        eve.learn<net::SearchPage>(net::Search{.words = words});
        EXPECT_FALSE(eve.is_closed) << words;
    }
}

TEST_F(Questions, former_texts_are_for_those_who_keep_order) {
    const net::MessageId said = bert.say(den, "first");
    bert.ask(net::EditMessage{den, {said}, "second"});
    bert.ask(net::EditMessage{den, {said}, "third"});
    const auto page = anna.learn<net::EditsPage>(net::Edits{den, said});
    ASSERT_THAT(page.texts, SizeIs(2));
    EXPECT_EQ(page.texts[0].text, "second");
    EXPECT_EQ(page.texts[1].text, "first");
    EXPECT_EQ(bert.refused(net::Edits{den, said}).code, net::ErrorCode::NotFound) << "not even the author's";
    anna.ask(net::DeleteMessage{den, {said}});
    EXPECT_THAT(anna.learn<net::EditsPage>(net::Edits{den, said}).texts, IsEmpty());
}

TEST_F(Questions, former_texts_of_the_largest_size_fit_a_frame) {
    const net::MessageId said = bert.say(den, "first");
    for (int i = 0; i < 6; ++i)
        EXPECT_EQ(bert.ask(net::EditMessage{den, {said}, fishes(4000)}).status, net::Status::Done);
    EXPECT_THAT(anna.learn<net::EditsPage>(net::Edits{den, said}).texts, Not(IsEmpty()));
    EXPECT_FALSE(anna.is_closed);
}

TEST_F(Questions, all_questions_to_the_archive_together_wait_in_order_for_a_few_at_a_time) {
    world.view.query_delay = [] { return net::Milliseconds{1000}; };
    for (std::uint32_t i = 1; i <= 10; ++i) {
        bert.send(net::Search{.words = "x"}, {2 * i - 1});
        bert.send(net::Pins{den}, {2 * i});
    }
    world.loop.advance({1100});
    EXPECT_THAT(bert.take_all<net::SearchPage>(), SizeIs(4));
    EXPECT_THAT(bert.take_all<net::PinsPage>(), SizeIs(4));
    world.loop.advance({2000});
    EXPECT_THAT(bert.take_all<net::SearchPage>(), SizeIs(6));
    EXPECT_EQ(bert.tag_of_taken, net::Tag{19});
}

TEST_F(Questions, who_asks_more_than_may_be_unanswered_is_sent_away) {
    world.view.query_delay = [] { return net::Milliseconds{1000}; };
    for (std::size_t i = 0; i < net::question_window; ++i)
        bert.send(net::History{.room = den});
    world.settle();
    EXPECT_FALSE(bert.is_closed);
    bert.send(net::Pins{den});
    world.settle();
    EXPECT_TRUE(bert.is_closed);
    // What is answered at once leaves nothing open.
    for (int i = 0; i < 50; ++i)
        eve.send(net::Edits{den, {5}});
    world.loop.advance({3000});
    EXPECT_THAT(eve.take_all<net::Error>(), SizeIs(50));
    EXPECT_FALSE(eve.is_closed);
}

// --- rooms and people

TEST_F(Questions, the_directory_lists_public_rooms_in_pages_and_no_others) {
    std::vector<net::RoomId> made;
    for (int i = 0; i < 50; ++i)
        made.push_back(anna.make_room("hall " + std::to_string(i), net::RoomKind::Public));
    anna.ask(net::OpenDirect{bert.me()});
    auto page = eve.learn<net::DirectoryPage>(net::Directory{});
    EXPECT_THAT(page.rooms, SizeIs(net::max_rooms_per_frame));
    EXPECT_FALSE(page.last);
    std::vector<net::RoomId> listed;
    for (const net::RoomSummary& room : page.rooms)
        listed.push_back(room.id);
    while (!page.last) {
        page = eve.learn<net::DirectoryPage>(net::Directory{listed.back()});
        for (const net::RoomSummary& room : page.rooms)
            listed.push_back(room.id);
        ASSERT_LE(listed.size(), made.size());
    }
    EXPECT_EQ(listed, made);
    anna.ask(net::SetRoomKind{made[7], net::RoomKind::Private});
    page = eve.learn<net::DirectoryPage>(net::Directory{made[6]});
    EXPECT_EQ(page.rooms.front().id, made[8]);
}

TEST_F(Questions, members_tell_role_mute_and_card) {
    bert.ask(net::SetProfile{{0x00ff00, "in a meeting"}, "likes tea"});
    anna.ask(net::MuteUser{den, bert.me(), {60'000}, ""});
    const auto page = bert.learn<net::MembersPage>(net::Members{den});
    ASSERT_THAT(page.members, SizeIs(2));
    EXPECT_EQ(page.members[0].role, net::Role::Owner);
    EXPECT_EQ(page.members[1].role, net::Role::Member);
    EXPECT_EQ(page.members[1].card, (net::Card{0x00ff00, "in a meeting"}));
    EXPECT_GT(page.members[1].muted_until, world.node().now());
    world.loop.advance({15'000});
    bert.send(net::Ping{});
    world.loop.advance({46'000});
    anna.come_back();
    EXPECT_EQ(anna.learn<net::MembersPage>(net::Members{den}).members[1].muted_until, net::Timestamp{})
        << "lapsed";
}

TEST_F(Questions, a_person_has_a_profile_and_an_unknown_one_is_not_found) {
    bert.ask(net::SetProfile{{0x00ff00, "in a meeting"}, "likes tea"});
    const auto found = eve.learn<net::PersonFound>(net::Person{bert.me()});
    EXPECT_EQ(found.bio, "likes tea");
    EXPECT_EQ(found.member.presence.user, bert.welcome.user);
    EXPECT_EQ(found.member.presence.state, net::PresenceState::Online);
    EXPECT_NE(found.created, net::Timestamp{});
    EXPECT_EQ(eve.refused(net::Person{{999'999}}).code, net::ErrorCode::NotFound);
}

// --- for those who keep order

TEST_F(Questions, the_trail_of_a_room_is_for_its_admins_newest_first) {
    anna.ask(net::MuteUser{den, bert.me(), {}, "too loud"});
    anna.ask(net::KickUser{den, bert.me(), "much too loud"});
    const auto page = anna.learn<net::AuditPage>(net::Audit{den});
    ASSERT_GE(page.entries.size(), 2u);
    EXPECT_EQ(page.entries[0].action, net::AuditAction::Kicked);
    EXPECT_EQ(page.entries[0].detail, "much too loud");
    EXPECT_EQ(page.entries[0].user, bert.welcome.user);
    EXPECT_EQ(page.entries[1].action, net::AuditAction::Muted);
    EXPECT_EQ(bert.refused(net::Audit{den}), bert.refused(net::Audit{nowhere}));
}

TEST_F(Questions, the_trail_of_the_server_shows_its_admins_nothing_of_private_rooms) {
    make_owner(eve);
    const net::RoomId hall = anna.make_room("hall", net::RoomKind::Public);
    anna.ask(net::RenameRoom{hall, "great hall", ""});
    for (int i = 0; i < 250; ++i)
        anna.ask(net::MuteUser{den, bert.me(), {}, "between ourselves"});
    const auto page = eve.learn<net::AuditPage>(net::Audit{net::lobby});
    EXPECT_TRUE(page.last);
    std::vector<net::AuditAction> actions;
    for (const net::AuditEntry& entry : page.entries)
        actions.push_back(entry.action);
    EXPECT_THAT(actions, ElementsAre(net::AuditAction::RoomSettings, net::AuditAction::OwnerClaimed));
    anna.ask(net::DissolveRoom{den});
    anna.ask(net::DissolveRoom{hall});
    const auto after = eve.learn<net::AuditPage>(net::Audit{net::lobby});
    EXPECT_EQ(after.entries.front().action, net::AuditAction::RoomDissolved);
    EXPECT_EQ(after.entries.front().detail, "great hall");
    EXPECT_FALSE(eve.got_bytes_of("between ourselves"));
    EXPECT_FALSE(eve.got_bytes_of("den"));
}

TEST_F(Questions, long_reasons_in_the_trail_fit_a_frame_and_the_rest_is_asked_for) {
    for (int i = 0; i < 100; ++i)
        anna.ask(net::MuteUser{den, bert.me(), {}, fishes(256)});
    std::set<net::Position> seen;
    net::Audit asked{den, {}};
    for (int page = 0; page < 20; ++page) {
        const auto answer = anna.learn<net::AuditPage>(asked);
        for (const net::AuditEntry& entry : answer.entries)
            seen.insert(entry.position);
        if (answer.last) break;
        asked.before = answer.entries.back().position;
    }
    EXPECT_THAT(seen, SizeIs(100));
}

TEST_F(Questions, bans_that_hold_are_listed_for_admins) {
    make_owner(anna);
    anna.ask(net::BanUser{net::lobby, eve.me(), {60'000}, "spam", true});
    anna.ask(net::BanUser{den, eve.me(), {10'000}, "also here"});
    auto page = anna.learn<net::BansPage>(net::Bans{net::lobby});
    ASSERT_THAT(page.bans, SizeIs(1));
    EXPECT_EQ(page.bans.front().user, eve.welcome.user);
    EXPECT_EQ(page.bans.front().by, anna.welcome.user);
    EXPECT_EQ(page.bans.front().reason, "spam");
    EXPECT_EQ(page.bans.front().addresses, 1u);
    EXPECT_EQ(bert.refused(net::Bans{net::lobby}).code, net::ErrorCode::NotFound);
    EXPECT_EQ(bert.refused(net::Bans{den}).code, net::ErrorCode::NotFound);
    world.loop.advance({11'000});
    EXPECT_THAT(anna.learn<net::BansPage>(net::Bans{den}).bans, IsEmpty()) << "it has lapsed";
}

TEST_F(Questions, devices_are_their_users_business_and_that_of_admins) {
    const auto own = bert.learn<net::DeviceList>(net::Devices{});
    ASSERT_THAT(own.devices, SizeIs(1));
    EXPECT_EQ(own.devices.front().id, bert.welcome.device);
    EXPECT_TRUE(own.devices.front().online);
    EXPECT_EQ(eve.refused(net::Devices{bert.me()}), eve.refused(net::Devices{{999'999}}));
    make_owner(anna);
    EXPECT_EQ(anna.learn<net::DeviceList>(net::Devices{bert.me()}).user, bert.welcome.user);
    EXPECT_EQ(anna.refused(net::Devices{{999'999}}).code, net::ErrorCode::NotFound);
}

TEST_F(Questions, the_servers_figures_are_for_its_admins_and_have_the_names_they_are_documented_by) {
    EXPECT_EQ(eve.refused(net::Stats{}).code, net::ErrorCode::NotFound);
    make_owner(anna);
    anna.post(net::lobby, "one");
    anna.post(den, "two");
    anna.ask(net::OpenDirect{bert.me()});
    const auto report = anna.learn<net::StatsReport>(net::Stats{});
    std::map<std::string, std::int64_t> figures;
    std::vector<std::string> names;
    for (const net::Stat& stat : report.stats) {
        names.push_back(stat.name);
        figures[stat.name] = stat.value;
    }
    EXPECT_THAT(names, ElementsAre("uptime-s", "sessions", "logging-in", "users", "users-online", "devices",
                                   "rooms", "direct-rooms", "invites", "bans", "files-bytes", "uploads",
                                   "uploads-bytes", "file-connections", "transfers", "posts", "commands",
                                   "journal-position", "journal-waiting", "view-lag"));
    EXPECT_EQ(figures["sessions"], 3);
    EXPECT_EQ(figures["users"], 3);
    EXPECT_EQ(figures["rooms"], 2);
    EXPECT_EQ(figures["direct-rooms"], 1);
    EXPECT_EQ(figures["posts"], 2);
    EXPECT_EQ(figures["view-lag"], 0);
    EXPECT_EQ(figures["journal-position"], static_cast<std::int64_t>(world.journal.entries().size()));
}

}  // namespace
}  // namespace crosstalk::server
