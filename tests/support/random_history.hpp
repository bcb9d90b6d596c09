// A made-up past for tests of journals and views: entries as the hub would make them, from a seed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "server/hub/changes.hpp"
#include "server/ports/journal.hpp"

namespace crosstalk::testing {

// Thread: one. Uses every alternative of hub::Change, and all kinds of texts: users come and are renamed, rooms fill, are
// purged and dissolved, messages are posted, changed and taken back (some that are long gone, too), answers move their
// windows, runs are forgotten, files are uploaded, posted and shown as pictures.
class RandomHistory {
  public:
    explicit RandomHistory(std::uint64_t seed) : random_(seed) {}

    // The entry after the last one.
    hub::AppliedEntry next();
    std::vector<hub::AppliedEntry> next(std::size_t count);

    // Rooms that there are, and how far each is.
    [[nodiscard]] const std::map<net::RoomId, hub::RoomRow>& rooms() const { return rooms_; }
    // Some of the messages that there were, at most a few thousand; some in rooms that are gone.
    [[nodiscard]] const std::vector<hub::MessageRow>& messages() const { return messages_; }
    [[nodiscard]] const std::vector<hub::UserRow>& users() const { return users_; }
    [[nodiscard]] net::Timestamp now() const { return at_; }

    std::uint64_t below(std::uint64_t bound) { return random_() % bound; }
    std::string some_text();
    std::string some_emoji();
    net::File some_file();

  private:
    hub::UserRow& some_user(hub::AppliedEntry& entry);
    hub::RoomRow& some_room(hub::AppliedEntry& entry);
    // The next place in the room.
    net::Sequence take_place(hub::AppliedEntry& entry, hub::RoomRow& room);
    std::string some_short_text(std::size_t most);
    net::Digest some_digest();

    void post(hub::AppliedEntry& entry);
    void change_message(hub::AppliedEntry& entry);
    void play(hub::AppliedEntry& entry);
    void begin_game(hub::AppliedEntry& entry, hub::MessageRow& message);
    void pin(hub::AppliedEntry& entry, const hub::MessageRow& message, net::Sequence revision);
    void move_members(hub::AppliedEntry& entry);
    void keep_order(hub::AppliedEntry& entry);
    void change_people(hub::AppliedEntry& entry);
    void upload(hub::AppliedEntry& entry, net::UserId user);
    void change_room(hub::AppliedEntry& entry);
    void remove_past(hub::AppliedEntry& entry);
    void answer(hub::AppliedEntry& entry);

    std::mt19937_64 random_;
    net::Mark mark_;
    net::Timestamp at_{1'750'000'000'000};
    unsigned index_ = 0;  // of the next id within the entry
    std::vector<hub::UserRow> users_;
    std::map<net::RoomId, hub::RoomRow> rooms_;
    std::vector<hub::MessageRow> messages_;
    std::vector<hub::GameRow> games_;
    std::vector<net::InviteId> invites_;
    std::vector<hub::UploadRow> uploads_;
    std::map<std::pair<net::DeviceId, net::RunId>, net::CommandNumber> runs_;
};

// A batch of `count` entries for a journal, the first at `at`.
std::vector<ports::EntryDraft> drafts(std::mt19937_64& random, std::size_t count, net::Timestamp at = {1});

}  // namespace crosstalk::testing
