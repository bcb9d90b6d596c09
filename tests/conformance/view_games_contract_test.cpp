// The view's contract about games: they come with their messages, go with them, and are loaded as they were.
#include "games/referee.hpp"
#include "server/hub/game_card.hpp"
#include "tests/conformance/view_contract.hpp"

namespace crosstalk::testing {
namespace {

template <class Views>
class ViewGames : public ViewContract<Views> {
  protected:
    // Ann plays X against Bob, or waits for anybody.
    hub::GameRow begin(net::UserId other = bob, net::RoomId room = hall) {
        hub::MessageRow message{.room = room, .author = ann, .is_game = true};
        std::vector<hub::Change> changes;
        message.sequence = message.revision = this->take_place(changes, room);
        message.id = net::make_id<net::MessageId>(this->next_mark().position, 0);
        message.at = this->now();
        const games::GameRecord offered = std::get<games::GameRecord>(
            games::offer({}, hub::player_of(ann), hub::player_of(other), this->now().value));
        hub::GameRow row{
            .message = message.id, .room = room, .sequence = message.sequence, .record = offered};
        changes.emplace_back(message);
        changes.emplace_back(row);
        this->apply(std::move(changes));
        return row;
    }
    // What the player does, and time when nobody does anything.
    void act(hub::GameRow& row, net::UserId player, const games::Action& action) {
        row.record = std::get<games::GameRecord>(
            games::judge(row.record, hub::player_of(player), action, this->now().value));
        store(row);
    }
    void store(const hub::GameRow& row) {
        std::vector<hub::Change> changes;
        const net::Sequence revision = this->take_place(changes, row.room);
        changes.emplace_back(hub::GameChanged{row.room, row.message, revision});
        changes.emplace_back(row);
        this->apply(std::move(changes));
    }
    std::optional<net::GameFound> found(net::MessageId message, net::RoomId room = hall) {
        return this->template answer<std::optional<net::GameFound>>(
            [&](net::Position all, auto take) { this->view_->game(room, message, all, std::move(take)); });
    }
    net::GamesPage listed(const ports::GamesQuery& query) {
        return this->template answer<net::GamesPage>(
            [&](net::Position all, auto take) { this->view_->games(query, all, std::move(take)); });
    }
    std::vector<net::MessageId> messages_of(const ports::GamesQuery& query) {
        std::vector<net::MessageId> all;
        for (const net::GameEntry& entry : listed(query).games)
            all.push_back(entry.message);
        return all;
    }
};
TYPED_TEST_SUITE(ViewGames, AllViews, ViewNames);

using Ids = std::vector<net::MessageId>;

TYPED_TEST(ViewGames, a_message_carries_its_game_as_it_is_now_with_the_names_of_now) {
    this->open();
    this->name(ann, "Ann");
    hub::GameRow row = this->begin();
    this->act(row, bob, games::Accept{});
    this->act(row, ann, games::MakeMove{1, {4}});
    this->name(bob, "Bobby");
    const net::Message message = this->message(row.message);
    ASSERT_TRUE(message.game);
    EXPECT_EQ(*message.game, hub::card_of(row, {ann, "Ann"}, {bob, "Bobby"}));
    EXPECT_GT(message.revision, message.sequence);
    EXPECT_EQ(this->page({.room = hall}).messages.at(0), message);
    EXPECT_EQ(this->rows_above({.room = hall, .have = message.sequence}).messages.at(0), message);
    EXPECT_TRUE(this->facts(row.message)->is_game);
    EXPECT_FALSE(this->facts(this->post("words"))->is_game);
}

TYPED_TEST(ViewGames, a_game_is_loaded_exactly_as_it_was_stored) {
    this->open();
    hub::GameRow row = this->begin();
    this->act(row, bob, games::Accept{});
    this->act(row, ann, games::MakeMove{1, {4}});
    this->act(row, bob, games::OfferDraw{});
    hub::GameRow over = this->begin({}, attic);
    over.is_kept = false;
    this->store(over);
    const hub::RatingRow rating{.player = hub::player_of(ann), .wins = 3, .streak = -2, .rating = 1'480};
    this->apply({rating});
    ASSERT_TRUE(this->stored());
    const hub::Snapshot snapshot = this->reopened();
    EXPECT_EQ(snapshot.games, std::vector{row}) << "those that the hub keeps";
    EXPECT_EQ(snapshot.ratings, std::vector{rating});
    EXPECT_EQ(snapshot, this->model_.snapshot());
}

TYPED_TEST(ViewGames, the_whole_record_is_told_with_every_move) {
    this->open();
    hub::GameRow row = this->begin();
    this->act(row, bob, games::Accept{});
    this->act(row, ann, games::MakeMove{1, {4}});
    const auto found = this->found(row.message);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->sequence, row.sequence);
    EXPECT_EQ(found->record, hub::record_of(row, {ann, ""}, {bob, ""}));
    EXPECT_FALSE(this->found(row.message, attic)) << "in another room";
    EXPECT_FALSE(this->found(this->post("words"))) << "no game";
}

TYPED_TEST(ViewGames, games_are_listed_by_room_player_and_phase_the_newest_first) {
    this->open();
    const hub::GameRow open = this->begin({});
    hub::GameRow over = this->begin();
    const hub::GameRow away = this->begin(bob, attic);
    this->act(over, ann, games::Cancel{});
    using enum net::GamePhase;
    EXPECT_EQ(this->messages_of({.rooms = {hall, attic}}), (Ids{away.message, open.message}));
    EXPECT_EQ(this->messages_of({.rooms = {hall}}), Ids{open.message});
    EXPECT_EQ(this->messages_of({.rooms = {hall, attic}, .player = bob}), Ids{away.message});
    EXPECT_EQ(this->messages_of({.rooms = {hall}, .phase = Finished}), Ids{over.message});
    EXPECT_EQ(this->messages_of({.rooms = {hall, attic}, .before = away.message}), Ids{open.message});
    EXPECT_EQ(this->messages_of({.rooms = {}}), Ids{});
}

TYPED_TEST(ViewGames, a_page_of_games_ends_where_the_next_goes_on) {
    this->open();
    Ids all;
    for (std::size_t count = 0; count < net::max_rows_per_frame + 7; ++count)
        all.insert(all.begin(), this->begin().message);
    Ids told;
    ports::GamesQuery query{.rooms = {hall}};
    for (int pages = 0; pages < 9; ++pages) {
        const net::GamesPage page = this->listed(query);
        for (const net::GameEntry& entry : page.games)
            told.push_back(entry.message);
        if (!page.next) break;
        query.before = page.next;
    }
    EXPECT_EQ(told, all);
}

TYPED_TEST(ViewGames, what_is_deleted_purged_or_dissolved_has_no_game) {
    this->open();
    const hub::GameRow purged = this->begin();
    const hub::GameRow deleted = this->begin();
    const hub::GameRow kept = this->begin();
    const hub::GameRow dissolved = this->begin(bob, attic);
    this->take_back(deleted.message);
    this->purge_before(deleted.message);
    this->apply({hub::RoomDissolved{attic}});
    EXPECT_FALSE(this->found(purged.message));
    EXPECT_FALSE(this->found(deleted.message));
    EXPECT_FALSE(this->found(dissolved.message, attic));
    EXPECT_FALSE(this->message(deleted.message).game);
    EXPECT_EQ(this->messages_of({.rooms = {hall, attic}}), Ids{kept.message});
    ASSERT_TRUE(this->stored());
    EXPECT_EQ(this->reopened().games, std::vector{kept});
}

}  // namespace
}  // namespace crosstalk::testing
