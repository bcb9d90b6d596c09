// Parts of the past on demand: below, above, around; and never older than what was told.
#include "client/link/pages.hpp"

#include <random>

#include "tests/client/link_world.hpp"

namespace crosstalk::link {
namespace {

using model::ConnectionState;
using ::testing::ElementsAreArray;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class LinkPages : public LinkWorld {
  protected:
    // A long conversation, of which a window has the newest 50.
    void join_late(int messages = 1'000) {
        for (const std::string& text : numbered("m", 1, messages))
            server.post(text);
        join();
        ASSERT_EQ(lobby().messages.size(), 50u);
    }
    [[nodiscard]] const model::Room& lobby() const { return *run->model().room(net::lobby); }
    void jump(std::uint64_t sequence) {
        run->command(model::JumpTo{net::lobby, {sequence}, {}});
        loop.advance({20});
    }
    // Each message that is here is what the server has at that place.
    void expect_true() {
        std::map<net::Sequence, net::Message> truth;
        for (net::Message& message : server.messages(net::lobby))
            truth.emplace(message.sequence, std::move(message));
        for (const auto& message : lobby().messages)
            EXPECT_EQ(message, truth[message.sequence]) << message.sequence.value;
        if (!lobby().past) return;
        for (const auto& message : lobby().past->messages)
            EXPECT_EQ(message, truth[message.sequence]) << message.sequence.value;
    }
};

TEST_F(LinkPages, a_jump_lands_in_the_middle_of_a_page_and_both_ends_lead_on) {
    join_late();
    jump(400);
    ASSERT_TRUE(lobby().past);
    EXPECT_EQ(lobby().landed_at, net::Sequence{400});
    EXPECT_EQ(lobby().past->from, net::Sequence{350});
    EXPECT_EQ(lobby().past->through, net::Sequence{449});
    EXPECT_EQ(lobby().messages.size(), 50u) << "the tail is still there";
    run->command(model::LoadNewer{net::lobby, lobby().past->through});
    run->command(model::LoadOlder{net::lobby, lobby().past->from});
    loop.advance({20});
    EXPECT_EQ(lobby().past->from, net::Sequence{250});
    EXPECT_EQ(lobby().past->through, net::Sequence{549});
    expect_true();
    while (lobby().past) {
        run->command(model::LoadNewer{net::lobby, lobby().past->through});
        loop.advance({20});
    }
    EXPECT_EQ(lobby().loaded_from, net::Sequence{250});
    EXPECT_EQ(lobby().messages.size(), 751u);
    server.post("live");
    loop.advance({20});
    EXPECT_EQ(lobby().messages.back().text, "live");
    expect_true();
}

TEST_F(LinkPages, a_jump_to_a_date_a_jump_to_the_beginning_and_one_beyond_the_end_all_land) {
    for (int i = 1; i <= 300; ++i) {
        server.post("m" + std::to_string(i));
        loop.advance({1'000});
    }
    join();
    run->command(model::JumpTo{net::lobby, {}, server.message({120}).at});
    loop.advance({20});
    EXPECT_EQ(lobby().landed_at, net::Sequence{120});
    jump(1);
    EXPECT_EQ(lobby().landed_at, net::Sequence{1});
    EXPECT_FALSE(lobby().past->has_older());
    jump(UINT64_MAX);
    EXPECT_EQ(lobby().landed_at, net::Sequence{});
    EXPECT_EQ(lobby().landings, 3u);
    EXPECT_EQ(run->state(), ConnectionState::Online);
}

TEST_F(LinkPages, a_jump_among_long_messages_lands_though_a_page_holds_only_a_few) {
    join_late();
    server.page_rows = 3;
    jump(400);
    EXPECT_EQ(lobby().landed_at, net::Sequence{400});
    EXPECT_EQ(lobby().past->from, net::Sequence{397});
    EXPECT_EQ(lobby().past->through, net::Sequence{402});
    expect_true();
}

TEST_F(LinkPages, leaving_the_past_leaves_the_tail_and_needs_no_connection) {
    join_late();
    jump(400);
    network.places.clear();
    network.cut_all();
    ASSERT_TRUE(lobby().past) << "what was loaded can be read offline";
    run->command(model::LeavePast{net::lobby});
    EXPECT_FALSE(lobby().past);
    EXPECT_EQ(lobby().messages.size(), 50u);
    run->command(model::JumpTo{net::lobby, {300}, {}});
    EXPECT_THAT(run->told<model::PageRefused>(), SizeIs(1)) << "no answer would be worse than no";
}

TEST_F(LinkPages, the_past_is_kept_up_to_date_over_a_reconnect) {
    join_late();
    jump(400);
    network.cut_all();
    server.happen(net::MessageEdited{server.message({405}).id, {405}, "edited while away"});
    server.happen(net::MessageDeleted{server.message({406}).id, {406}, {}});
    settle();
    EXPECT_EQ(lobby().message({405})->text, "edited while away");
    EXPECT_TRUE(lobby().message({406})->deleted);
    EXPECT_FALSE(lobby().past->is_stale);
    expect_true();
}

TEST_F(LinkPages, who_was_away_for_long_is_told_that_the_past_may_be_stale) {
    join_late();
    jump(400);
    network.cut_all();
    for (const std::string& text : numbered("missed", 1, 300))
        server.post(text);
    server.happen(net::MessageEdited{server.message({405}).id, {405}, "edited"});
    settle();
    EXPECT_TRUE(lobby().past->is_stale);
    jump(400);
    EXPECT_FALSE(lobby().past->is_stale);
    expect_true();
}

// The archive answers, then something changes and is told at once, then the answer arrives.
TEST_F(LinkPages, a_page_is_brought_up_to_date_with_what_was_told_before_it) {
    join_late();
    int changes = 0;
    server.before_page_leaves = [&] {
        for (const std::uint64_t place : {851U, 405U, 440U}) {
            server.happen(net::MessageEdited{
                server.message({place}).id, {place}, "edited " + std::to_string(++changes)});
        }
        server.happen(net::MessageDeleted{server.message({860}).id, {860}, {}});
    };
    run->command(model::LoadOlder{net::lobby, lobby().loaded_from});
    loop.advance({20});
    ASSERT_EQ(lobby().loaded_from, net::Sequence{851});
    EXPECT_EQ(lobby().message({851})->text, "edited 1");
    EXPECT_TRUE(lobby().message({860})->deleted);
    expect_true();
    jump(400);
    run->command(model::LoadNewer{net::lobby, lobby().past->through});
    loop.advance({20});
    expect_true();
    EXPECT_THAT(server.all<net::History>(), SizeIs(4)) << "the jump, and what is before its place, are two";
}

TEST_F(LinkPages, a_purge_between_the_archive_and_the_arrival_counts) {
    for (int i = 1; i <= 200; ++i) {
        server.post("m" + std::to_string(i));
        loop.advance({10});
    }
    join();
    server.before_page_leaves = [&] {
        server.happen(net::MessagesPurged{server.message({120}).at, {}});
        server.before_page_leaves = nullptr;
    };
    run->command(model::LoadOlder{net::lobby, lobby().loaded_from});
    loop.advance({20});
    EXPECT_EQ(lobby().messages.front().sequence, net::Sequence{120});
    expect_true();
}

// The archive is read; then a change is not told, and the next fact shows that something is missing: what was missed comes
// with the room's state, and after it the page as it was before.
TEST_F(LinkPages, a_page_under_way_over_a_hole_is_right_too) {
    join_late();
    server.pages_take = {20};
    run->command(model::LoadOlder{net::lobby, lobby().loaded_from});
    loop.advance({5});
    server.skip_sequences = 1;
    server.happen(net::MessageEdited{server.message({900}).id, {900}, "edited unseen"});
    server.post("shows the hole");
    loop.advance({50});
    EXPECT_EQ(lobby().loaded_from, net::Sequence{851});
    EXPECT_EQ(lobby().message({900})->text, "edited unseen");
    expect_true();
}

TEST_F(LinkPages, a_page_under_way_over_a_hole_too_large_to_be_told_is_asked_for_again) {
    join_late();
    server.pages_take = {20};
    run->command(model::JumpTo{net::lobby, {400}, {}});
    loop.advance({5});
    server.page_rows = 20;
    server.skip_sequences = 61;
    server.happen(net::MessageEdited{server.message({400}).id, {400}, "edited unseen"});
    for (const std::string& text : numbered("unseen", 1, 60))
        server.post(text);
    server.post("shows the hole");
    loop.advance({100});
    EXPECT_THAT(server.all<net::History>(), SizeIs(3)) << "twice, and once for what is before it";
    ASSERT_TRUE(lobby().past);
    EXPECT_FALSE(lobby().past->is_stale);
    EXPECT_EQ(lobby().message({400})->text, "edited unseen");
    expect_true();
}

TEST_F(LinkPages, too_many_changes_to_remember_make_the_page_be_asked_for_again) {
    join_late();
    server.hold_requests = true;
    run->command(model::LoadOlder{net::lobby, lobby().loaded_from});
    loop.advance({5});
    server.before_page_leaves = [&] {
        server.before_page_leaves = nullptr;
        const net::MessageId id = server.message({900}).id;
        for (std::size_t i = 0; i < Pages::most_changes + 10; ++i)
            server.happen(net::MessageEdited{id, {900}, std::to_string(i)});
    };
    server.release_requests();
    loop.advance({50});
    EXPECT_THAT(server.all<net::History>(), SizeIs(2));
    EXPECT_EQ(lobby().loaded_from, net::Sequence{851});
    expect_true();
}

TEST_F(LinkPages, asking_twice_while_it_is_under_way_costs_nothing) {
    join_late();
    for (int i = 0; i < 5; ++i) {
        run->command(model::JumpTo{net::lobby, {400}, {}});
        run->command(model::LoadOlder{net::lobby, lobby().loaded_from});
        run->command(model::LoadMembers{net::lobby});
    }
    loop.advance({50});
    EXPECT_THAT(server.all<net::History>(), SizeIs(3));
    EXPECT_THAT(server.all<net::Members>(), SizeIs(1));
}

TEST_F(LinkPages, a_refused_page_is_told_by_what_was_asked) {
    join_late();
    server.gone = net::lobby;
    run->command(model::LoadOlder{net::lobby, lobby().loaded_from});
    run->command(model::JumpTo{net::lobby, {400}, {}});
    run->command(model::LoadMembers{net::lobby});
    loop.advance({20});
    EXPECT_FALSE(lobby().older_refused.empty());
    EXPECT_FALSE(lobby().jump_refused.empty());
    EXPECT_EQ(run->state(), ConnectionState::Online);
    server.gone = {};
    run->command(model::LoadMembers{net::lobby});
    loop.advance({20});
    EXPECT_EQ(lobby().members_state, model::Room::MembersState::Loaded) << "and can be asked again";
}

TEST_F(LinkPages, nothing_is_asked_of_rooms_one_is_not_in) {
    join();
    run->command(model::LoadOlder{{4711}, {5}});
    run->command(model::LoadNewer{{4711}, {5}});
    run->command(model::LoadMembers{{4711}});
    loop.advance({20});
    EXPECT_THAT(server.all<net::History>(), IsEmpty());
    EXPECT_THAT(server.all<net::Members>(), IsEmpty());
}

TEST_F(LinkPages, a_page_of_another_room_or_one_that_leads_nowhere_ends_the_connection) {
    join_late();
    server.pages_are_of_the_wrong_room = true;
    run->command(model::LoadOlder{net::lobby, lobby().loaded_from});
    loop.advance({20});
    EXPECT_THAT(run->told<model::Offline>(), SizeIs(1));
    server.pages_are_of_the_wrong_room = false;
    settle();
    jump(400);
    server.pages_lead_nowhere = true;
    run->command(model::LoadNewer{net::lobby, lobby().past->through});
    loop.advance({20});
    EXPECT_THAT(run->told<model::Offline>(), SizeIs(2));
    server.pages_lead_nowhere = false;
    settle();
    EXPECT_EQ(run->state(), ConnectionState::Online);
    expect_true();
}

TEST_F(LinkPages, a_room_that_goes_and_comes_while_a_page_is_under_way_gets_a_new_one) {
    const net::RoomId den{3000};
    server.rooms[den].summary = {.id = den, .name = "den", .kind = net::RoomKind::Public};
    for (int i = 0; i < 200; ++i)
        server.post("m" + std::to_string(i), den);
    join();
    const net::Sequence from = run->model().room(den)->loaded_from;
    server.hold_requests = true;
    run->command(model::LoadOlder{den, from});
    loop.advance({5});
    server.to_all(net::RoomRemoved{.room = den});
    server.to_all(net::RoomAdded{server.mine(den)});
    loop.advance({5});
    server.release_requests();
    loop.advance({20});
    ASSERT_EQ(run->model().room(den)->loaded_from, from);
    run->command(model::LoadOlder{den, from});
    loop.advance({20});
    EXPECT_LT(run->model().room(den)->loaded_from, from);
}

std::string spelled(const net::Message& message) {
    return std::to_string(message.sequence.value) + " as of " + std::to_string(message.revision.value) +
           ": " + (message.deleted ? "deleted" : message.text);
}

// Cuts at any frame, facts that are not told, edits, deletions and purges, jumps and pages in all directions, archives that
// answer late: every message that is here is as the server has it, and none is missing between those that are.
TEST_F(LinkPages, whatever_is_cut_changed_and_asked_for_the_copy_is_whole_and_true) {
    std::size_t pasts = 0;
    for (unsigned seed_of_faults = 1; seed_of_faults <= 60; ++seed_of_faults) {
        SCOPED_TRACE(::testing::Message() << "seed " << seed_of_faults);
        std::mt19937 random(seed_of_faults);
        testing::VirtualLoop own_loop;
        testing::MemoryNetwork own_network(own_loop);
        testing::ToyServer own_server(own_loop, 1);
        MemoryProfile own_profile(transport::system_random());
        own_network.places[home] = own_server.place();
        own_server.page_rows = 5 + random() % 100;
        own_server.pages_take = {static_cast<std::int64_t>(random() % 30)};
        for (int i = 0; i < 300; ++i) {
            own_server.post("old" + std::to_string(i));
            own_loop.advance({7});
        }
        const Completeness completeness = random() % 2 == 0 ? Completeness::Newest : Completeness::Everything;
        ClientRun own_run(own_loop, own_network, own_profile, completeness, seed_of_faults);
        own_run.command(to_home(own_server.passkey()));
        own_loop.advance({100});
        const auto copy = [&]() -> const model::Room& { return *own_run.model().room(net::lobby); };
        const auto some_message = [&] {
            const auto head = own_server.rooms[net::lobby].summary.head;
            return own_server.message({1 + random() % head.value});
        };
        own_server.before_page_leaves = [&] {
            const net::Message message = some_message();
            if (random() % 3 == 0 && message.id && !message.deleted)
                own_server.happen(net::MessageEdited{message.id, message.sequence, "late edit"});
        };
        for (int step = 0; step < 150; ++step) {
            const net::Message message = some_message();
            const bool is_there = bool(message.id) && !message.deleted;
            switch (random() % 14) {
                case 0:
                    own_network.cut_all();
                    break;
                case 1:
                    own_network.cut_after = 1 + random() % 30;
                    break;
                case 2:
                    own_network.cut_after.reset();
                    break;
                case 3:
                    own_server.skip_sequences = random() % 3;
                    break;
                case 4:
                    if (is_there)
                        own_server.happen(
                            net::MessageEdited{message.id, message.sequence, "edit" + std::to_string(step)});
                    break;
                case 5:
                    if (is_there) own_server.happen(net::MessageDeleted{message.id, message.sequence, {}});
                    break;
                case 6:
                    if (is_there && random() % 10 == 0)
                        own_server.happen(net::MessagesPurged{message.at, {}});
                    break;
                case 7:
                    own_run.command(model::JumpTo{net::lobby, {1 + random() % 300}, {}});
                    break;
                case 8:
                    own_run.command(model::JumpTo{net::lobby, {}, message.at});
                    break;
                case 9:
                    own_run.command(model::LoadOlder{net::lobby, copy().past && random() % 2 == 0
                                                                     ? copy().past->from
                                                                     : copy().loaded_from});
                    break;
                case 10:
                    if (copy().past) own_run.command(model::LoadNewer{net::lobby, copy().past->through});
                    break;
                case 11:
                    own_server.hold_requests = true;
                    break;
                case 12:
                    own_server.release_requests();
                    break;
                default:
                    for (unsigned i = 0; i < random() % 20; ++i)
                        own_server.post("new" + std::to_string(step));
            }
            own_loop.advance({static_cast<std::int64_t>(random() % 60)});
        }
        own_network.cut_after.reset();
        own_server.skip_sequences = 0;
        own_server.before_page_leaves = nullptr;
        own_server.release_requests();
        own_loop.advance({300'000});
        own_server.post("last");
        own_loop.advance({1'000});

        ASSERT_EQ(own_run.state(), ConnectionState::Online);
        ASSERT_EQ(copy().head, own_server.rooms[net::lobby].summary.head);
        const auto expect_whole = [&](const model::Messages& messages, net::Sequence from,
                                      net::Sequence through) {
            std::vector<std::string> there;
            for (std::uint64_t place = from.value; place <= through.value; ++place) {
                const net::Message message = own_server.message({place});
                if (message.id) there.push_back(spelled(message));
            }
            std::vector<std::string> here;
            for (const net::Message& message : messages)
                here.push_back(spelled(message));
            ASSERT_THAT(here, ElementsAreArray(there));
        };
        expect_whole(copy().messages, copy().loaded_from, copy().head);
        if (copy().past && !copy().past->is_stale) {
            ++pasts;
            ASSERT_LT(copy().past->through.next(), copy().loaded_from);
            expect_whole(copy().past->messages, copy().past->from, copy().past->through);
        }
    }
    EXPECT_GT(pasts, 5u) << "else this proves little";
}

}  // namespace
}  // namespace crosstalk::link
