#include "ui/panels/room_source.hpp"

#include <gtest/gtest.h>

#include <random>

namespace crosstalk::ui {
namespace {

const net::UserRef me{{1}, "me"};
const net::UserRef ada{{2}, "ada"};

// A client in the lobby of a server that does what a test says.
class World {
  public:
    World() {
        model.apply(model::Online{.me = me, .server = {}, .limits = {}, .at = {}});
        model.apply(model::RoomsListed{{summary()}, {}});
        model.apply(
            model::RoomSynced{{.room = summary(), .have = {}, .from = {1}, .messages = {}, .mark = {}}});
    }

    net::MyRoom summary() const {
        net::MyRoom mine;
        mine.room.id = net::lobby;
        mine.room.name = "lobby";
        mine.room.kind = net::RoomKind::Lobby;
        mine.room.head = {head};
        mine.room.posts = {posts};
        return mine;
    }

    net::Message message(std::uint64_t sequence, const net::UserRef& author) const {
        net::Message made;
        made.id = {sequence << 10U};
        made.sequence = made.revision = {sequence};
        made.author = author;
        made.at = {static_cast<std::int64_t>(sequence) * 1000};
        made.text = "text";
        return made;
    }

    void happen(net::Fact fact) {
        ++head;
        model.apply(model::Happened{
            {net::lobby, {head}, {posts}, {static_cast<std::int64_t>(head) * 1000}, {}, std::move(fact)}});
    }

    void post(const net::UserRef& author) {
        ++head;
        ++posts;
        const net::Message posted = message(head, author);
        net::MessagePosted fact;
        fact.id = posted.id;
        fact.author = author;
        fact.text = posted.text;
        model.apply(model::Happened{{net::lobby, {head}, {posts}, posted.at, {}, std::move(fact)}});
    }

    void presence(std::uint64_t user, net::PresenceState state) {
        model.apply(model::PresenceChanged{{net::lobby, {{{{user}, "user" + std::to_string(user)}, state}}},
                                           {static_cast<std::int64_t>(head)}});
    }

    const model::Room& room() const { return *model.room(net::lobby); }

    model::Model model;
    std::uint64_t head = 0;
    std::uint64_t posts = 0;
};

// What the message list would know if it only followed the steps.
class Follower {
  public:
    void follow(const RoomSource& source) {
        std::vector<SourceChange> steps;
        if (!source.changes_since(version_, steps)) {
            ++resets;
            ids_.clear();
            for (std::size_t i = 0; i < source.count(); ++i)
                ids_.push_back(source.id_at(i));
        }
        // Ids of inserted lines are read from the final state: walk the steps with holes and fill them at the end.
        for (const SourceChange& step : steps) {
            const auto at = ids_.begin() + static_cast<std::ptrdiff_t>(step.index);
            switch (step.kind) {
                case SourceChange::Kind::Inserted:
                    ids_.insert(at, step.count, 0);
                    break;
                case SourceChange::Kind::Removed:
                    ids_.erase(at, at + static_cast<std::ptrdiff_t>(step.count));
                    break;
                case SourceChange::Kind::Changed:
                    changed += step.count;
                    break;
            }
        }
        version_ = source.version();
        ASSERT_EQ(ids_.size(), source.count());
        for (std::size_t i = 0; i < ids_.size(); ++i) {
            if (ids_[i] == 0) ids_[i] = source.id_at(i);
            ASSERT_EQ(ids_[i], source.id_at(i)) << "at " << i;
            ASSERT_EQ(source.index_of(ids_[i]), i);
        }
    }

    int resets = 0;
    std::size_t changed = 0;

  private:
    std::vector<std::uint64_t> ids_;
    std::uint64_t version_ = 0;
};

TEST(RoomSource, who_comes_and_goes_is_told_only_where_somebody_wants_that) {
    World world;
    RoomSource source;
    Follower follower;
    const auto look = [&](Comings comings) {
        source.show_comings(comings);
        source.sync(world.model, world.room());
        follower.follow(source);
    };
    world.happen(net::MemberJoined{ada, net::Role::Member});
    world.post(ada);
    world.happen(net::MemberLeft{ada});
    look(Comings::Shown);
    const std::size_t all = source.count();
    EXPECT_EQ(all, 3U);
    look(Comings::Hidden);
    ASSERT_EQ(source.count(), 1U);
    EXPECT_EQ(source.at(0).text, "text");
    world.happen(net::MemberJoined{ada, net::Role::Member});
    look(Comings::Hidden);
    EXPECT_EQ(source.count(), 1U) << "nor what comes later";
    look(Comings::Shown);
    EXPECT_GT(source.count(), 2U);
}

TEST(RoomSource, following_the_steps_gives_the_lines_after_any_history) {
    for (std::uint64_t seed = 1; seed <= 30; ++seed) {
        SCOPED_TRACE(::testing::Message() << "seed " << seed);
        std::mt19937_64 random(seed);
        World world;
        RoomSource source;
        Follower follower;
        std::vector<std::string> queued;
        int next_ref = 0;
        for (int i = 0; i < 300; ++i) {
            const net::Sequence some{1 + random() % (world.head + 1)};
            switch (random() % 10) {
                case 0:
                case 1:
                    world.post(ada);
                    break;
                case 2:
                    world.presence(3 + random() % 4, static_cast<net::PresenceState>(random() % 2));
                    break;
                case 3: {
                    const std::string ref = "r" + std::to_string(next_ref++);
                    world.model.apply(model::Queued{ref, net::lobby, "mine", {5}});
                    queued.push_back(ref);
                    break;
                }
                case 4:
                    if (!queued.empty()) {
                        world.model.apply(model::Submitted{queued.front()});
                        if (random() % 2 == 0) {
                            net::Outcome outcome;
                            outcome.room = net::lobby;
                            outcome.sequence = {world.head + 1};
                            world.model.apply(model::Acknowledged{queued.front(), outcome});
                            if (i % 37 == 0)
                                source.show_comings(i % 2 == 0 ? Comings::Shown : Comings::Hidden);
                            if (random() % 2 == 0) source.sync(world.model, world.room());
                            world.post(me);
                        } else {
                            world.model.apply(model::Failed{queued.front(), net::Status::NotAllowed, "no"});
                        }
                        queued.erase(queued.begin());
                    }
                    break;
                case 5:
                    if (random() % 10 == 0) world.model.apply(model::PastForgotten{});
                    break;
                case 6:
                    world.happen(net::MessageEdited{{some.value << 10U}, some, "edited"});
                    break;
                case 7:
                    world.happen(net::MessageDeleted{{some.value << 10U}, some, ada});
                    break;
                case 8:
                    if (random() % 5 == 0)
                        world.happen(net::MessagesPurged{{static_cast<std::int64_t>(some.value) * 500}, ada});
                    break;
                default:
                    break;
            }
            if (random() % 3 != 0) {
                source.sync(world.model, world.room());
                follower.follow(source);
                if (testing::Test::HasFatalFailure()) return;
            }
        }
        EXPECT_LE(follower.resets, 1);
    }
}

TEST(RoomSource, a_confirmed_post_keeps_its_line) {
    World world;
    RoomSource source;
    world.post(ada);
    world.model.apply(model::Queued{"r", net::lobby, "mine", {5}});
    source.sync(world.model, world.room());
    ASSERT_EQ(source.count(), 2U);
    const std::uint64_t id = source.id_at(1);
    EXPECT_EQ(source.at(1).state, SendState::Pending);
    ASSERT_NE(source.pending_ref(id), nullptr);

    world.model.apply(model::Submitted{"r"});
    net::Outcome outcome;
    outcome.room = net::lobby;
    outcome.sequence = {world.head + 1};
    world.model.apply(model::Acknowledged{"r", outcome});
    source.sync(world.model, world.room());
    world.post(me);
    source.sync(world.model, world.room());
    ASSERT_EQ(source.count(), 2U);
    EXPECT_EQ(source.id_at(1), id);
    EXPECT_EQ(source.at(1).state, SendState::Sent);
    EXPECT_EQ(source.pending_ref(id), nullptr);
}

TEST(RoomSource, nothing_new_means_the_same_version) {
    World world;
    RoomSource source;
    world.post(ada);
    source.sync(world.model, world.room());
    const std::uint64_t version = source.version();
    source.sync(world.model, world.room());
    EXPECT_EQ(source.version(), version);
}

TEST(RoomSource, older_pages_go_in_front) {
    World world;
    world.head = 500;
    world.posts = 500;
    std::vector<net::Message> newest;
    for (std::uint64_t s = 451; s <= 500; ++s)
        newest.push_back(world.message(s, ada));
    world.model.apply(model::RoomSynced{{world.summary(), {}, {451}, newest, {}}});
    RoomSource source;
    Follower follower;
    source.sync(world.model, world.room());
    follower.follow(source);
    std::vector<net::Message> older;
    for (std::uint64_t s = 401; s <= 450; ++s)
        older.push_back(world.message(s, ada));
    net::HistoryPage page;
    page.room = net::lobby;
    page.before = {451};
    page.from = {401};
    page.through = {450};
    page.messages = older;
    world.model.apply(model::OlderArrived{page});
    source.sync(world.model, world.room());
    std::vector<SourceChange> steps;
    EXPECT_EQ(source.count(), 100U);
    follower.follow(source);
    EXPECT_EQ(source.at(0).time_ms, 401'000);
    EXPECT_EQ(follower.resets, 1) << "only the first look";
}

TEST(RoomSource, an_edit_far_up_changes_its_line_and_no_other) {
    World world;
    RoomSource source;
    Follower follower;
    for (int i = 0; i < 10; ++i)
        world.post(ada);
    source.sync(world.model, world.room());
    follower.follow(source);
    world.happen(net::MessageEdited{{3U << 10U}, {3}, "edited"});
    source.sync(world.model, world.room());
    follower.follow(source);
    EXPECT_EQ(follower.changed, 1U);
    EXPECT_EQ(source.at(2).text, "edited");
    world.happen(net::MessageDeleted{{3U << 10U}, {3}, ada});
    source.sync(world.model, world.room());
    EXPECT_EQ(source.at(2).text, "This message was deleted.");
}

TEST(RoomSource, what_somebody_says_whom_one_ignores_is_hidden_until_one_does_not) {
    World world;
    RoomSource source;
    Follower follower;
    for (int i = 0; i < 3; ++i)
        world.post(ada);
    world.happen(net::ReactionSet{{2U << 10U}, {2}, me, "\U0001F44D", true});
    const auto follow = [&] {
        source.sync(world.model, world.room());
        follower.follow(source);
    };
    follow();
    const std::string said(source.at(1).text);
    world.model.apply(model::IgnoredKnown{{ada}});
    follow();
    EXPECT_EQ(follower.changed, 3U);
    EXPECT_TRUE(source.at(1).is_stub);
    EXPECT_EQ(source.at(1).text, "Hidden: you ignore this person.");
    EXPECT_TRUE(source.at(1).reactions.empty());
    world.model.apply(model::IgnoredKnown{});
    follow();
    EXPECT_EQ(follower.changed, 6U);
    EXPECT_EQ(source.at(1).text, said);
    EXPECT_FALSE(source.at(1).is_stub);
}

TEST(RoomSource, what_names_me_calls_me_live_and_in_older_pages_and_ignored_people_never_do) {
    World world;
    RoomSource source;
    const auto attention = [&](std::uint64_t sequence) {
        source.sync(world.model, world.room());
        return source.at(*source.index_of(sequence << 10U)).attention;
    };
    net::MessagePosted fact;
    fact.id = {1U << 10U};
    fact.author = ada;
    fact.mentions = {me.id};
    ++world.posts;
    world.happen(fact);
    EXPECT_EQ(attention(1), Attention::Mention);
    // Another client, which begins later and fetches it.
    World later;
    later.head = 5;
    net::RoomState state{.room = later.summary(), .have = {}, .from = {5}, .messages = {}, .mark = {}};
    later.model.apply(model::PastForgotten{});
    later.model.apply(model::RoomSynced{state});
    net::Message old = later.message(3, ada);
    old.mentions = {me.id};
    later.model.apply(model::OlderArrived{{.room = net::lobby,
                                           .before = {5},
                                           .after = {},
                                           .at = {},
                                           .from = {1},
                                           .through = {4},
                                           .at_end = false,
                                           .messages = {old}}});
    RoomSource fetched;
    fetched.sync(later.model, later.room());
    EXPECT_EQ(fetched.at(*fetched.index_of(3U << 10U)).attention, Attention::Mention);
    later.model.apply(model::IgnoredKnown{{ada}});
    fetched.sync(later.model, later.room());
    EXPECT_EQ(fetched.at(*fetched.index_of(3U << 10U)).attention, Attention::Never);
}

TEST(RoomSource, the_first_unread_is_somebody_elses) {
    World world;
    RoomSource source;
    world.post(ada);
    world.post(me);
    world.post(ada);
    source.sync(world.model, world.room());
    EXPECT_EQ(source.first_unread({1}), std::uint64_t{3} << 10U);
    EXPECT_EQ(source.first_unread({3}), 0U);
}

}  // namespace
}  // namespace crosstalk::ui
