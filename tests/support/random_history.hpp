// A made-up past for tests of journals and views: entries as the hub would make them, from a seed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "server/hub/changes.hpp"
#include "server/ports/journal.hpp"

namespace crosstalk::testing {

// Thread: one. Uses every alternative of hub::Change: users come and are renamed, rooms fill, messages are posted
// and changed, answers move their windows, runs are forgotten.
class RandomHistory {
  public:
    explicit RandomHistory(std::uint64_t seed) : random_(seed) {}

    // The entry after the last one.
    hub::AppliedEntry next();
    std::vector<hub::AppliedEntry> next(std::size_t count);

    // Rooms that have been made, and how far each is.
    [[nodiscard]] const std::map<net::RoomId, hub::RoomRow>& rooms() const { return rooms_; }

    std::uint64_t below(std::uint64_t bound) { return random_() % bound; }

  private:
    hub::UserRow& some_user(hub::AppliedEntry& entry);
    hub::RoomRow& some_room(hub::AppliedEntry& entry);
    void post(hub::AppliedEntry& entry);
    void change(hub::AppliedEntry& entry);
    void move_members(hub::AppliedEntry& entry);
    void answer(hub::AppliedEntry& entry);
    std::string some_text();

    std::mt19937_64 random_;
    net::Mark mark_;
    net::Timestamp at_{1'750'000'000'000};
    unsigned index_ = 0;  // of the next id within the entry
    std::vector<hub::UserRow> users_;
    std::map<net::RoomId, hub::RoomRow> rooms_;
    std::vector<hub::MessageRow> messages_;  // some that may be changed
    std::map<std::pair<net::DeviceId, net::RunId>, net::CommandNumber> runs_;
};

// A batch of `count` entries for a journal, the first at `at`.
std::vector<ports::EntryDraft> drafts(std::mt19937_64& random, std::size_t count, net::Timestamp at = {1});

}  // namespace crosstalk::testing
