#include "tests/panels/prepared.hpp"

#include <algorithm>
#include <utility>

#include "net/limits.hpp"
#include "tests/model/worlds.hpp"
#include "tests/support/naughty_strings.hpp"
#include "tests/ui/card_games.hpp"

namespace crosstalk::ui::twin {

namespace {

using model::mine;

constexpr std::int64_t minute = 60'000;

const net::UserRef harbor = model::me;
const net::UserRef quartz{net::UserId{11}, "quartz"};
const net::UserRef tinsel{net::UserId{12}, "tinsel"};
const net::UserRef cobalt{net::UserId{13}, "cobalt"};
const net::UserRef orbit{net::UserId{14}, "Орбита 火星"};

// Messages that come one after the other, some minutes apart.
class Talk {
  public:
    // What say() gives stays where it is.
    Talk() { messages_.reserve(1'000); }
    net::Message& say(const net::UserRef& author, std::string text, std::int64_t minutes = 1) {
        at_ += minutes * minute;
        net::Message message = model::message(messages_.size() + 1, std::move(text), author);
        message.at = {at_};
        messages_.push_back(std::move(message));
        return messages_.back();
    }
    model::RoomSynced in(net::MyRoom room) {
        const std::uint64_t count = messages_.size();
        room.room.head = {count};
        room.room.posts = {count};
        room.room.last_at = {at_};
        return {{.room = std::move(room),
                 .have = {},
                 .from = net::Sequence{1},
                 .messages = std::move(messages_),
                 .mark = {}}};
    }

  private:
    std::int64_t at_ = prepared_now_ms - 3 * 60 * minute;
    std::vector<net::Message> messages_;
};

net::MyRoom room(std::uint64_t id, std::string name, net::RoomKind kind, std::string topic = {}) {
    net::MyRoom room = mine(net::RoomId{id}, std::move(name));
    room.room.kind = kind;
    room.room.topic = std::move(topic);
    return room;
}

net::Member member(const net::UserRef& user, net::PresenceState state, net::Role role,
                   std::string status = {}) {
    net::Member member = model::member(user, state);
    member.role = role;
    member.card.status = std::move(status);
    return member;
}

model::Online online(std::string server = "Attic LAN") {
    model::Online event = model::online();
    event.me = harbor;
    event.server.name = std::move(server);
    event.server.address = "192.168.1.20:12345";
    event.at = {prepared_now_ms};
    return event;
}

model::MembersArrived people() {
    return model::members(
        {member(harbor, net::PresenceState::Online, net::Role::Admin),
         member(quartz, net::PresenceState::Online, net::Role::Owner, "Cables are labelled"),
         member(tinsel, net::PresenceState::Busy, net::Role::Member),
         member(cobalt, net::PresenceState::Away, net::Role::Member, "Dinner until 20:15"),
         member(orbit, net::PresenceState::Offline, net::Role::Guest)});
}

void react(net::Message& message, std::string emoji, std::vector<net::UserId> users) {
    net::Reaction reaction;
    reaction.emoji = std::move(emoji);
    reaction.count = static_cast<std::uint32_t>(users.size());
    reaction.users = std::move(users);
    message.reactions.push_back(std::move(reaction));
}

void talk_about_everything(Talk& talk) {
    talk.say(quartz, "Doors open at **18:00**, first match at 19:00.");
    talk.say(quartz, "Switch is in the attic, cables are labelled. See https://attic.lan/maps", 0);
    net::Message& seat = talk.say(tinsel, "Anyone mind if I sit by the window?", 7);
    react(seat, "\U0001F44D", {harbor.id, quartz.id});
    react(seat, "\U0001F389", {cobalt.id});
    net::Message& answer = talk.say(cobalt, "All *yours*. ||The chair squeaks.||");
    answer.reply_to = seat.id;
    answer.reply_sequence = seat.sequence;
    talk.say(harbor, "```\nport = 12345\nname = Attic LAN\n```\nPut this in your `server.conf`", 12);
    net::Message& mention = talk.say(quartz, "Thanks, @me! > and :) to you", 2);
    mention.mentions = {harbor.id};
    net::Message& edited = talk.say(orbit, "> who brings the switch\nЯ принесу, 我带来");
    edited.edited_at = {edited.at.value + minute};
    edited.pinned = true;
    net::Message& gone = talk.say(tinsel, "", 3);
    gone.deleted = true;
    talk.say(tinsel, "\U0001F389\U0001F389");
}

net::File file(std::string name, std::uint64_t size, std::uint32_t width = 0, std::uint32_t height = 0) {
    net::File file{.name = std::move(name), .size = size, .width = width, .height = height};
    file.hash[0] = static_cast<std::uint8_t>(size % 251 + 1);
    return file;
}

model::Transfer transfer(std::uint64_t id, model::TransferKind kind, model::TransferState state,
                         const net::File& file) {
    return {.id = {id},
            .kind = kind,
            .state = state,
            .room = net::lobby,
            .source = {},
            .name = file.name,
            .size = file.size,
            .moved = file.size / 3,
            .rate = state == model::TransferState::Running ? 36'000'000U : 0U,
            .path = {},
            .reason = state == model::TransferState::Failed ? "Connection lost." : "",
            .can_retry = true};
}

// Files of every kind, and transfers in every state.
Prepared with_files(std::string name, const std::vector<std::string>& names) {
    const net::MyRoom lobby = mine(net::lobby, "lobby");
    Prepared prepared{std::move(name), {online(), model::RoomsListed{{lobby}, {}}}};
    Talk talk;
    std::uint64_t number = 0;
    for (const std::string& each : names) {
        net::Message& message =
            talk.say(number % 2 == 0 ? quartz : harbor, number % 3 == 0 ? "" : "See here", 6);
        message.files = {file(each, 84'200'000 + number)};
        if (number % 4 == 1) message.files.push_back(file(each + ".png", 3'400'000, 2560, 1600));
        if (number % 4 == 2) message.files.push_back(file(each + ".txt", 900));
        if (number % 4 == 3) message.files.push_back(file(each + ".exe", 18'000'000));
        ++number;
    }
    prepared.events.emplace_back(talk.in(lobby));
    prepared.events.emplace_back(people());
    number = 0;
    for (const model::TransferState state :
         {model::TransferState::Preparing, model::TransferState::Waiting, model::TransferState::Running,
          model::TransferState::Paused, model::TransferState::Sent, model::TransferState::Done,
          model::TransferState::Failed}) {
        const std::string& of = names[number % names.size()];
        ++number;
        prepared.events.emplace_back(model::TransferChanged{
            transfer(2 * number, model::TransferKind::Save, state, file(of, 84'200'000))});
        prepared.events.emplace_back(model::TransferChanged{
            transfer(2 * number + 1, model::TransferKind::Send, state, file(of, 1'900'000'000))});
    }
    return prepared;
}

// One message for each state of a game.
Prepared with_games(std::string name, const net::UserRef& other, const net::UserRef& third) {
    const net::MyRoom lobby = mine(net::lobby, "lobby");
    Prepared prepared{std::move(name), {online(), model::RoomsListed{{lobby}, {}}}};
    Talk talk;
    for (const CardGame& each : card_games(harbor, other, third, prepared_now_ms - 18'000)) {
        net::Message& message = talk.say(each.game.challenger.user, "", 3);
        message.game = each.game;
    }
    net::Message& answer = talk.say(third, "Well played.");
    answer.reply_to = {1'013};
    answer.reply_sequence = {13};
    prepared.events.emplace_back(talk.in(lobby));
    prepared.events.emplace_back(people());
    return prepared;
}

// Games that run, of `harbor` against each of the others.
std::vector<net::Game> games_of_ones_own() {
    using games::Kind;
    constexpr games::TimeControl quick{games::ClockMode::PerMove, 15'000, 0};
    constexpr games::TimeControl total{games::ClockMode::Total, 300'000, 2'000};
    const auto with = [](const net::UserRef& other) {
        return CardTable(harbor, other, prepared_now_ms - 2'500);
    };
    const CardTable first = with(quartz);
    const CardTable second = with(tinsel);
    const CardTable third = with(cobalt);
    const CardTable fourth = with(orbit);
    return {first.card(first.after(first.begun(Kind::TicTacToe, quick), {4, 0, 8, 2})),
            second.card(second.random(Kind::Ultimate, 37)), third.card(third.random(Kind::Gomoku, 40)),
            fourth.card(fourth.after(fourth.begun(Kind::FourInARow, total), {5, 6, 9}))};
}

Prepared server(std::string name, model::Online event, std::vector<net::MyRoom> rooms) {
    return {std::move(name), {std::move(event), model::RoomsListed{std::move(rooms), {}}}};
}

enum class Told { No, Yes };

// These in the lobby, before what is said there; whether cards tell of turns is a setting.
Prepared with_own_games(std::string name, const std::vector<net::Game>& games, Told told) {
    net::MyRoom lobby = mine(net::lobby, "lobby");
    lobby.room.topic = "Saturday LAN. Doors open at 18:00, first match at 19:00.";
    Prepared prepared = server(
        std::move(name), online(),
        {lobby, room(2048, "board games", net::RoomKind::Public), room(4096, "crew", net::RoomKind::Private),
         model::direct(net::RoomId{5120}, quartz), model::direct(net::RoomId{6144}, tinsel)});
    if (told == Told::No) prepared.events.emplace_back(model::SettingsKnown{{{"notices.games", "off"}}});
    Talk talk;
    for (const net::Game& game : games)
        talk.say(harbor, "", 1).game = game;
    talk_about_everything(talk);
    prepared.events.emplace_back(talk.in(lobby));
    prepared.events.emplace_back(people());
    prepared.events.emplace_back(model::RoundTrip{net::Milliseconds{2}});
    return prepared;
}

model::Happened just_now(net::RoomId room, std::uint64_t sequence, net::Fact fact) {
    model::Happened event = model::happened(room, sequence, std::move(fact));
    event.event.at = {prepared_now_ms};
    return event;
}

}  // namespace

Prepared empty_server() {
    Prepared prepared = server("empty", online(), {mine(net::lobby, "lobby")});
    prepared.events.emplace_back(model::RoomSynced{{.room = mine(net::lobby, "lobby"),
                                                    .have = {},
                                                    .from = net::Sequence{1},
                                                    .messages = {},
                                                    .mark = {}}});
    prepared.events.emplace_back(
        model::members({member(harbor, net::PresenceState::Online, net::Role::Owner)}));
    return prepared;
}

Prepared busy_server() {
    net::MyRoom lobby = mine(net::lobby, "lobby");
    lobby.room.topic = "Saturday LAN. Doors open at 18:00, first match at 19:00.";
    net::MyRoom games = room(2048, "board games", net::RoomKind::Public, "Tonight: m,n,k");
    games.room.head = {7};
    games.room.posts = {7};
    games.mentions = {2};
    net::MyRoom quiet = room(3072, "music", net::RoomKind::Public);
    quiet.room.head = {3};
    quiet.room.posts = {3};
    net::MyRoom direct = model::direct(net::RoomId{5120}, quartz);
    direct.room.head = {1};
    direct.room.posts = {1};
    Prepared prepared = server("busy", online(),
                               {lobby, games, quiet, room(4096, "crew", net::RoomKind::Private), direct,
                                model::direct(net::RoomId{6144}, tinsel)});
    Talk talk;
    talk_about_everything(talk);
    prepared.events.emplace_back(talk.in(lobby));
    prepared.events.emplace_back(people());
    prepared.events.emplace_back(
        model::InvitationArrived{model::summary(net::RoomId{7168}, "tournament"), quartz});
    prepared.events.emplace_back(
        model::TypingSeen{{.room = net::lobby, .users = {cobalt, tinsel}}, {prepared_now_ms}});
    prepared.events.emplace_back(
        model::Queued{"late", net::lobby, "This one could not be sent", {prepared_now_ms}, {}});
    prepared.events.emplace_back(model::Failed{"late", net::Status::Muted, "You are muted here.", {}});
    prepared.events.emplace_back(model::RoundTrip{net::Milliseconds{2}});
    return prepared;
}

Prepared offline_server() {
    Prepared prepared = busy_server();
    prepared.name = "offline";
    prepared.events.emplace_back(model::Offline{"The server does not answer.", net::Milliseconds{4'000},
                                                net::Timestamp{prepared_now_ms}});
    prepared.events.emplace_back(
        model::Queued{"waits", net::lobby, "Written while the server is away", {prepared_now_ms}, {}});
    return prepared;
}

Prepared long_names() {
    std::string word;
    while (word.size() + 3 < net::max_name_bytes)
        word += "W";
    std::string words;
    while (words.size() + 5 < net::max_name_bytes)
        words += "word ";
    const net::UserRef one{net::UserId{11}, word};
    const net::UserRef two{net::UserId{12}, words};
    net::MyRoom lobby = mine(net::lobby, "lobby");
    lobby.room.topic = std::string(200, 'T') + " " + words + words;
    net::MyRoom long_room = room(2048, word, net::RoomKind::Public, words);
    long_room.room.head = {1'000'000};
    long_room.room.posts = {1'000'000};
    Prepared prepared = server(
        "long-names", online(word),
        {lobby, long_room, room(4096, words, net::RoomKind::Private), model::direct(net::RoomId{5120}, one)});
    Talk talk;
    net::Message& first = talk.say(one, std::string(2'000, 'x'));
    react(first, "\U0001F44D", {one.id, two.id});
    net::Message& answer = talk.say(two, words + words + "https://example.org/" + std::string(400, 'q'), 9);
    answer.reply_to = first.id;
    answer.reply_sequence = first.sequence;
    prepared.events.emplace_back(talk.in(lobby));
    prepared.events.emplace_back(
        model::members({member(harbor, net::PresenceState::Online, net::Role::Member),
                        member(one, net::PresenceState::Online, net::Role::Owner, words + words),
                        member(two, net::PresenceState::Offline, net::Role::Guest, word + word)}));
    return prepared;
}

Prepared hostile_texts() {
    net::MyRoom lobby = mine(net::lobby, "lobby");
    std::vector<net::MyRoom> rooms{lobby};
    std::vector<net::Member> members{member(harbor, net::PresenceState::Online, net::Role::Member)};
    Talk talk;
    std::uint64_t number = 0;
    for (const std::string_view text : testing::naughty_strings) {
        ++number;
        const net::UserRef author{net::UserId{100 + number},
                                  std::string(text.substr(0, std::min(text.size(), net::max_name_bytes)))};
        net::Message& message = talk.say(author, std::string(text), 6);
        if (message.text.empty()) message.text = "nothing";
        members.push_back(member(author, net::PresenceState::Online, net::Role::Member, std::string(text)));
        if (number % 8 == 0)
            rooms.push_back(
                room(2048 + 1024 * number, std::string(text), net::RoomKind::Public, std::string(text)));
    }
    Prepared prepared = server("hostile", online("##%s%n"), std::move(rooms));
    prepared.events.emplace_back(talk.in(lobby));
    prepared.events.emplace_back(model::members(std::move(members)));
    return prepared;
}

Prepared refused() {
    return {"refused",
            {model::ServersKnown{{{{.key = {}, .name = "Attic LAN", .address = "192.168.1.20:12345"},
                                   "harbor",
                                   {prepared_now_ms - 90 * minute}}}},
             model::Connecting{"192.168.1.20:12345"},
             model::Refused{model::Refusal::Passkey,
                            "The passkey is wrong. Ask whoever runs the server for it.",
                            3,
                            {},
                            {}}}};
}

Prepared messages_of(const std::vector<std::string>& texts, Authors authors) {
    const net::MyRoom lobby = mine(net::lobby, "lobby");
    std::vector<net::Member> members{member(harbor, net::PresenceState::Online, net::Role::Member),
                                     member(quartz, net::PresenceState::Online, net::Role::Member)};
    Talk talk;
    for (std::size_t index = 0; index < texts.size(); ++index) {
        if (authors == Authors::One) {
            talk.say(quartz, texts[index], 0);
            continue;
        }
        const net::UserRef author{net::UserId{100 + index}, texts[index]};
        talk.say(author, "hello", 0);
        members.push_back(member(author, net::PresenceState::Online, net::Role::Member));
    }
    Prepared prepared = server("texts", online(), {lobby});
    prepared.events.emplace_back(talk.in(lobby));
    prepared.events.emplace_back(model::members(std::move(members)));
    return prepared;
}

Prepared files_of_all_kinds() {
    return with_files("files", {"attic-maps-v3.zip", "harbour-dusk.png", "notes.txt", "setup-tools.exe"});
}

Prepared hostile_files() {
    std::vector<std::string> names{std::string(251, 'a') + ".zip", "##%s%n.png", "no extension",
                                   "a.b.c.png.exe"};
    for (const std::string_view text : testing::naughty_strings) {
        if (!text.empty() && text.size() < net::max_file_name_bytes - 4) names.emplace_back(text);
        if (names.size() == 40) break;
    }
    return with_files("hostile-files", names);
}

Prepared games_of_all_states() {
    return with_games("games", quartz, tinsel);
}

Prepared hostile_games() {
    return with_games("hostile-games", {net::UserId{11}, std::string(64, 'W')},
                      {net::UserId{12}, "##%s%n ||a|| **b** a name of many words that goes on"});
}

Prepared two_games() {
    const std::vector<net::Game> games = games_of_ones_own();
    return with_own_games("two-games", {games[0], games[1]}, Told::No);
}

Prepared four_games() {
    return with_own_games("four-games", games_of_ones_own(), Told::No);
}

Prepared told_of_games() {
    Prepared prepared = with_own_games("told-of-games", {games_of_ones_own()[1]}, Told::Yes);
    const net::RoomId games{2048};
    const net::RoomId direct{6144};
    const std::int64_t start = prepared_now_ms - 2'500;
    const std::vector<CardGame> with_cobalt = card_games(harbor, cobalt, orbit, start);
    const std::vector<CardGame> with_tinsel = card_games(harbor, tinsel, orbit, start);
    Talk in_games;
    net::Message& running = in_games.say(cobalt, "");
    running.id = {2'001};
    running.game = card_game(with_cobalt, "their-turn");
    prepared.events.emplace_back(in_games.in(room(games.value, "board games", net::RoomKind::Public)));
    Talk in_direct;
    net::Message& won = in_direct.say(tinsel, "");
    won.id = {3'001};
    won.game = card_game(with_tinsel, "won");
    prepared.events.emplace_back(in_direct.in(model::direct(direct, tinsel)));
    prepared.events.emplace_back(just_now(direct, 2,
                                          net::GameChanged{.message = {3'001},
                                                           .sequence = {1},
                                                           .step = net::GameStep::RematchOffered,
                                                           .by = tinsel,
                                                           .game = card_game(with_tinsel, "rematch-asked")}));
    prepared.events.emplace_back(just_now(games, 2,
                                          net::GameChanged{.message = {2'001},
                                                           .sequence = {1},
                                                           .step = net::GameStep::Moved,
                                                           .by = cobalt,
                                                           .game = card_game(with_cobalt, "my-turn")}));
    net::MessagePosted challenge;
    challenge.id = {2'003};
    challenge.author = orbit;
    challenge.game = card_game(card_games(harbor, orbit, cobalt, start), "offered");
    challenge.mentions = {harbor.id};
    prepared.events.emplace_back(just_now(games, 3, std::move(challenge)));
    return prepared;
}

std::vector<Prepared> all_prepared() {
    return {refused(),       empty_server(),       busy_server(),   offline_server(),      long_names(),
            hostile_texts(), files_of_all_kinds(), hostile_files(), games_of_all_states(), hostile_games(),
            four_games(),    told_of_games()};
}

}  // namespace crosstalk::ui::twin
