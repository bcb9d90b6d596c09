// What the quick switcher offers; see quick_switcher.hpp.
#include <algorithm>
#include <utility>

#include "client/model/composer.hpp"
#include "games/kinds.hpp"
#include "ui/panels/quick_switcher.hpp"
#include "ui/panels/room_link.hpp"

namespace crosstalk::ui {

namespace {

using Kind = Destination::Kind;

// Of equals, rooms come before people, and those before what is wanted less often.
constexpr int bonus_of(Kind kind) {
    switch (kind) {
        case Kind::Room:
            return 6;
        case Kind::Person:
            return 4;
        case Kind::Game:
            return 5;
        case Kind::Command:
        case Kind::Practice:
            return 1;
        case Kind::Setting:
            return 0;
    }
    return 0;
}
constexpr int bonus_of_unread = 3;

struct Scored {
    int score = 0;
    Destination destination;
};

std::optional<Kind> kind_of_sign(std::string_view typed) {
    if (typed.starts_with('#')) return Kind::Room;
    if (typed.starts_with('@')) return Kind::Person;
    if (typed.starts_with('/')) return Kind::Command;
    return std::nullopt;
}

std::string counted(std::uint64_t count, std::string_view what) {
    return std::to_string(count) + " " + std::string(what) + (count == 1 ? "" : "s");
}

std::string unread_of(const model::Room& room, const KeywordCalls* calls) {
    const std::uint64_t mentions = room.unread_mentions();
    const std::uint64_t keywords = calls == nullptr ? 0 : calls->unread_in(room.id);
    if (mentions > 0 && keywords > 0)
        return counted(mentions, "mention") + ", " + counted(keywords, "keyword");
    if (mentions > 0) return counted(mentions, "mention");
    if (keywords > 0) return counted(keywords, "keyword");
    return room.unread() > 0 ? std::to_string(room.unread()) + " unread" : std::string();
}

Destination to_room(const model::Room& room, const KeywordCalls* calls) {
    Destination to;
    to.kind = Kind::Room;
    to.room = room.id;
    to.user = room.peer;
    to.name = room.name;
    to.about = unread_of(room, calls);
    if (to.about.empty()) to.about = room.kind == net::RoomKind::Direct ? "Direct message" : room.topic;
    return to;
}

// A link that was pasted leads to its room, and nowhere else.
std::vector<Destination> to_linked(const RoomLink& link, const model::Model& model,
                                   const KeywordCalls* calls) {
    if (!leads_to(link, model.server().key)) return {};
    if (const model::Room* room = model.room(link.room)) return {to_room(*room, calls)};
    Destination to;
    to.room = link.room;
    to.name = "The room of this link";
    to.about = "Join it";
    return {std::move(to)};
}

class Collector {
  public:
    Collector(std::string_view typed, TextFolder& folder) : folder_(folder) {
        only_ = kind_of_sign(typed);
        if (only_) typed.remove_prefix(1);
        query_ = FuzzyQuery(typed, folder);
    }

    [[nodiscard]] bool wants(Kind kind) const { return !only_ || only_ == kind; }
    void offer(Destination to, int bonus = 0, std::string_view also = {}) {
        auto fit = query_.fit(to.name, folder_);
        if (!fit && !also.empty()) {
            // Found by another word: nothing of the name is tinted, and what has the word in its name comes first.
            fit = query_.fit(also, folder_);
            if (!fit) return;
            fit->ranges.clear();
            fit->score /= 2;
        }
        if (!fit) return;
        to.ranges = std::move(fit->ranges);
        found_.push_back({fit->score + bonus + bonus_of(to.kind), std::move(to)});
    }
    std::vector<Destination> take() {
        const std::size_t count = std::min(found_.size(), most_destinations);
        const auto middle = found_.begin() + static_cast<std::ptrdiff_t>(count);
        std::partial_sort(found_.begin(), middle, found_.end(), [](const Scored& one, const Scored& other) {
            if (one.score != other.score) return one.score > other.score;
            return one.destination.name < other.destination.name;
        });
        std::vector<Destination> best;
        for (auto each = found_.begin(); each != middle; ++each)
            best.push_back(std::move(each->destination));
        return best;
    }

  private:
    TextFolder& folder_;
    std::optional<Kind> only_;
    FuzzyQuery query_;
    std::vector<Scored> found_;
};

void offer_people(Collector& collector, const model::Model& model) {
    const model::Room* lobby = model.room(net::lobby);
    if (lobby == nullptr) return;
    for (const auto& [id, member] : lobby->members) {
        // Whom one has written to already is found as a room.
        if (id == model.me().id || model.direct(id) != nullptr) continue;
        Destination to;
        to.kind = Kind::Person;
        to.user = member.presence.user;
        to.name = to.user.name;
        to.about = "Write to";
        collector.offer(std::move(to));
    }
}

void offer_commands(Collector& collector) {
    for (const model::ComposerCommand& command : model::composer_commands()) {
        Destination to;
        to.kind = Kind::Command;
        to.command = command.name;
        to.name = "/" + std::string(command.name);
        to.about = std::string(command.help);
        collector.offer(std::move(to), 0, command.help);
    }
}

void offer_settings(Collector& collector) {
    for (const Setting& setting : setting_table()) {
        Destination to;
        to.kind = Kind::Setting;
        to.setting = setting.id;
        to.name = std::string(setting.name);
        to.about = "Setting";
        collector.offer(std::move(to), 0, setting.keywords);
    }
}

// Those of one's own that run, and practice. Found by the kind of game as well.
void offer_games(Collector& collector, const model::Model& model) {
    for (const auto& [message, known] : model.games().all()) {
        const net::Game& game = known.game;
        const bool runs = game.state == net::GameState::Playing || game.state == net::GameState::Paused;
        const bool is_challenger = game.challenger.user.id == model.me().id;
        if (!runs || !(is_challenger || game.challenged.user.id == model.me().id)) continue;
        const games::KindRow* row = games::row_of(static_cast<games::Kind>(game.kind.value));
        Destination to;
        to.kind = Kind::Game;
        to.game = message;
        to.name = (row == nullptr ? "A game" : std::string(row->title)) + " with " +
                  (is_challenger ? game.challenged.user.name : game.challenger.user.name);
        to.about = "Game";
        collector.offer(std::move(to), 0, "game");
    }
    Destination practice;
    practice.kind = Kind::Practice;
    practice.name = "Practise";
    practice.about = "Against the computer";
    collector.offer(std::move(practice), 0, "Tic Tac Toe computer game");
}

// What is meant for oneself first, then what is unread, then where something was said last.
std::vector<Destination> rooms_by_need(const model::Model& model, net::RoomId here,
                                       const KeywordCalls* calls) {
    std::vector<const model::Room*> rooms;
    for (const net::RoomId id : model.rooms()) {
        if (id != here) rooms.push_back(model.room(id));
    }
    const auto need = [calls](const model::Room& room) {
        return calls_in(room, calls) > 0 ? 2 : room.unread() > 0 ? 1 : 0;
    };
    std::ranges::stable_sort(rooms, [&](const model::Room* one, const model::Room* other) {
        const int needs = need(*one);
        const int others = need(*other);
        return needs != others ? needs > others : one->last_at > other->last_at;
    });
    std::vector<Destination> list;
    for (const model::Room* room : rooms) {
        if (list.size() == most_destinations) break;
        list.push_back(to_room(*room, calls));
    }
    return list;
}

}  // namespace

std::vector<Destination> destinations(std::string_view typed, const model::Model& model, net::RoomId here,
                                      TextFolder& folder, const KeywordCalls* calls) {
    if (typed.find_first_not_of(' ') == std::string_view::npos) return rooms_by_need(model, here, calls);
    if (const auto link = read_room_link(typed)) return to_linked(*link, model, calls);
    Collector collector(typed, folder);
    if (collector.wants(Kind::Room) || collector.wants(Kind::Person)) {
        for (const net::RoomId id : model.rooms()) {
            const model::Room& room = *model.room(id);
            const bool is_direct = room.kind == net::RoomKind::Direct;
            if (!collector.wants(is_direct ? Kind::Person : Kind::Room)) continue;
            collector.offer(to_room(room, calls), room.unread() > 0 ? bonus_of_unread : 0);
        }
    }
    if (collector.wants(Kind::Person)) offer_people(collector, model);
    if (collector.wants(Kind::Command)) offer_commands(collector);
    if (collector.wants(Kind::Setting)) offer_settings(collector);
    if (collector.wants(Kind::Game)) offer_games(collector, model);
    return collector.take();
}

}  // namespace crosstalk::ui
