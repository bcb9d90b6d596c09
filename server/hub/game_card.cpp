#include "server/hub/game_card.hpp"

namespace crosstalk::hub {

namespace {

play::GameFrame frame_of(const GameRow& row, const net::UserRef& challenger, const net::UserRef& challenged) {
    return {challenger, challenged, row.previous, row.next};
}

}  // namespace

net::Game card_of(const GameRow& row, const net::UserRef& challenger, const net::UserRef& challenged) {
    return play::card_of(row.record, frame_of(row, challenger, challenged));
}

net::GameRecord record_of(const GameRow& row, const net::UserRef& challenger,
                          const net::UserRef& challenged) {
    return play::record_of(row.record, frame_of(row, challenger, challenged));
}

bool take_record(GameRow& row, const net::GameRecord& record) {
    auto read = play::read_record(record);
    if (!read) return false;
    row.record = std::move(*read);
    row.previous = record.game.previous;
    row.next = record.game.next;
    return true;
}

}  // namespace crosstalk::hub
