// A conversation without a terminal, a link or a server: what goes in is said in a line, what came out is kept.
#pragma once

#include <ctime>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "client/cli/conversation.hpp"
#include "client/cli/json_lines.hpp"
#include "client/cli/plain_text.hpp"
#include "tests/model/worlds.hpp"

namespace crosstalk::cli {

// Times are told in UTC, and it is noon on 20 November 2026.
inline constexpr net::Timestamp noon{1'795'176'000'000};

// #den with messages from `from` to `head`.
inline model::RoomSynced den_synced(std::uint64_t have, std::uint64_t from, std::uint64_t head) {
    model::RoomSynced event = model::synced(model::den, have, from, head);
    event.state.room = model::mine(model::den, "den", head, head);
    return event;
}

// Whether somebody sits before the terminal.
enum class Watched : std::uint8_t { No, Yes };

class Talk {
  public:
    explicit Talk(Output output = Output::JsonLines, Colours colours = Colours::None,
                  Watched watched = Watched::No) {
        options.output = output;
        options.connect.address = "home";
        options.connect.passkey = "SECRET";
        options.connect.code = "CODE-SECRET";
        options.wait = std::chrono::seconds(10);
        options.drain = std::chrono::seconds(60);
        const records::LocalTime utc = [](net::Timestamp time) {
            const auto seconds = static_cast<std::time_t>(time.value / 1000);
            return *std::gmtime(&seconds);
        };
        auto write = [this](const std::string& lines) { out += lines; };
        if (output == Output::JsonLines) {
            printer = std::make_unique<JsonPrinter>(write);
        } else {
            printer = std::make_unique<PlainPrinter>(colours, write, utc);
        }
        talk = std::make_unique<Conversation>(
            options, *printer,
            Surroundings{
                .send = [this](model::LinkCommand command) { sent.push_back(std::move(command)); },
                .wall = [] { return noon; },
                .local = utc,
                .random = [](std::span<std::uint8_t> bytes) { std::ranges::fill(bytes, std::uint8_t{7}); },
                .is_watched = watched == Watched::Yes,
                .files = &local_files});
        talk->start(now);
    }

    void tell(const model::LinkEvent& event) { talk->take(event, now); }
    void line(const std::string& text) { talk->take_line(text, now); }

    void go_online(std::vector<net::MyRoom> rooms = {model::mine(net::lobby, "lobby")}) {
        tell(model::online());
        tell(model::RoomsListed{std::move(rooms), {}});
    }

    // What was printed since the last call.
    std::string printed() { return std::exchange(out, {}); }

    template <class C>
    std::vector<C> all() const {
        std::vector<C> list;
        for (const auto& command : sent) {
            if (const auto* known = std::get_if<C>(&command)) list.push_back(*known);
        }
        return list;
    }
    // The net::Commands of one kind that were asked for, and their references.
    template <class C>
    std::vector<std::pair<C, std::string>> performed() const {
        std::vector<std::pair<C, std::string>> list;
        for (const model::Perform& perform : all<model::Perform>()) {
            if (const auto* known = std::get_if<C>(&perform.command)) list.emplace_back(*known, perform.ref);
        }
        return list;
    }

    // --- the link's answers
    void acknowledge(const std::string& ref, std::uint64_t sequence, net::RoomId room = net::lobby) {
        net::Outcome outcome;
        outcome.room = room;
        outcome.sequence = {sequence};
        outcome.message = {1000 + sequence};
        tell(model::Acknowledged{ref, outcome});
    }
    // A command other than a post.
    void carry_out(const std::string& ref, net::RoomId room, std::uint64_t sequence = 0) {
        net::Outcome outcome;
        outcome.room = room;
        outcome.sequence = {sequence};
        tell(model::Acknowledged{ref, outcome});
    }
    void refuse(const std::string& ref, net::Status status, const std::string& text) {
        tell(model::Failed{ref, status, text});
    }
    // To the question that was asked last.
    void answer(model::Answer answer) {
        const model::Ask asked = all<model::Ask>().back();
        tell(model::Answered{asked.ref, asked.question, std::move(answer)});
    }

    Options options;
    std::string out;
    std::vector<model::LinkCommand> sent;
    DiskLocalFiles local_files;
    std::unique_ptr<Printer> printer;
    std::unique_ptr<Conversation> talk;
    Conversation::Clock::time_point now{};
};

}  // namespace crosstalk::cli
