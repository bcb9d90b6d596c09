// A toy server, a network and a client whose process can die and start again on the same profile.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "client/link/link_core.hpp"
#include "client/link/memory_profile.hpp"
#include "client/model/model.hpp"
#include "tests/client/memory_network.hpp"
#include "tests/client/toy_server.hpp"

namespace crosstalk::link {

inline constexpr const char* home = "home";

// One run of a client. Everything it is told is kept, applied to a model and read like a terminal would.
class ClientRun {
  public:
    ClientRun(testing::VirtualLoop& loop, testing::MemoryNetwork& network, Profile& profile,
              Completeness completeness, std::uint64_t seed, files::FileAccess* files = nullptr)
        : runtime_(loop, seed),
          dialer_(network),
          file_dialer_(network),
          core_(
              {.program = "test 1", .completeness = completeness}, dialer_, runtime_, profile,
              [this](model::LinkEvent event) { take(std::move(event)); },
              files ? std::optional<FilePorts>({file_dialer_, *files, "downloads"}) : std::nullopt) {
        core_.start();
    }

    void command(model::LinkCommand command) {
        std::vector<model::LinkCommand> commands;
        commands.push_back(std::move(command));
        core_.handle(std::move(commands));
    }
    [[nodiscard]] LinkCore& core() { return core_; }
    [[nodiscard]] const model::Model& model() const { return model_; }
    [[nodiscard]] model::ConnectionState state() const { return model_.connection().state; }

    // Texts in the order in which a terminal would print them, of all rooms.
    [[nodiscard]] const std::vector<std::string>& printed() const { return printed_; }
    // Sends MarkRead and AnswerShown for what was printed.
    bool marks = true;

    template <class E>
    [[nodiscard]] std::vector<E> told() const {
        std::vector<E> list;
        for (const auto& event : events_) {
            if (const auto* known = std::get_if<E>(&event)) list.push_back(*known);
        }
        return list;
    }
    [[nodiscard]] const std::vector<model::LinkEvent>& events() const { return events_; }

  private:
    void take(model::LinkEvent event) {
        model_.apply(event);
        if (const auto* synced = std::get_if<model::RoomSynced>(&event)) {
            for (const auto& message : synced->state.messages)
                print(message.sequence, message.text);
            mark(synced->state.room.room.id, synced->state.room.room.head);
        } else if (const auto* missed = std::get_if<model::MissedMessages>(&event)) {
            for (const auto& message : missed->messages)
                print(message.sequence, message.text);
            mark(missed->room, missed->through);
        } else if (const auto* happened = std::get_if<model::Happened>(&event)) {
            if (const auto* posted = std::get_if<net::MessagePosted>(&happened->event.fact)) {
                print(happened->event.sequence, posted->text);
            }
            mark(happened->event.room, happened->event.sequence);
        } else if (const auto* acknowledged = std::get_if<model::Acknowledged>(&event)) {
            confirm(acknowledged->ref);
        } else if (const auto* failed = std::get_if<model::Failed>(&event)) {
            confirm(failed->ref);
        }
        events_.push_back(std::move(event));
    }
    void print(net::Sequence, const std::string& text) { printed_.push_back(text); }
    void mark(net::RoomId room, net::Sequence sequence) {
        if (!marks) return;
        // As the link's thread would get it: later.
        runtime_.after({0}, [this, room, sequence] { command(model::MarkRead{room, {sequence, {}, {}}}); });
    }

    void confirm(const std::string& ref) {
        if (!marks) return;
        runtime_.after({0}, [this, ref] { command(model::AnswerShown{ref}); });
    }

    testing::VirtualRuntime runtime_;
    testing::MemoryDialer dialer_;
    testing::MemoryDialer file_dialer_;
    model::Model model_;
    std::vector<model::LinkEvent> events_;
    std::vector<std::string> printed_;
    LinkCore core_;
};

class LinkWorld : public ::testing::Test {
  protected:
    LinkWorld() { network.places[home] = server.place(); }

    // Another run on the same profile; the one before it dies without a word.
    void start(Completeness completeness = Completeness::Newest) {
        network.cut_all();
        run.reset();
        loop.advance({10});
        run = std::make_unique<ClientRun>(loop, network, profile, completeness, ++seed, files);
    }
    [[nodiscard]] model::Connect to_home(std::string passkey = {}) const {
        return {.address = home,
                .name = "me",
                .any_number = false,
                .passkey = std::move(passkey),
                .invite = {},
                .saved = {}};
    }
    // A first login.
    void join(Completeness completeness = Completeness::Newest) {
        start(completeness);
        run->command(to_home(server.passkey()));
        loop.advance({100});
        ASSERT_EQ(run->state(), model::ConnectionState::Online);
    }
    // A login of a known device in a new run.
    void come_back(Completeness completeness = Completeness::Newest) {
        start(completeness);
        run->command(to_home());
        loop.advance({100});
    }
    void post(const std::string& text, std::string ref = {}) {
        run->command(model::Post{net::lobby, text, std::move(ref)});
    }
    void settle() { loop.advance({200'000}); }

    testing::VirtualLoop loop;
    testing::MemoryNetwork network{loop};
    testing::ToyServer server{loop, 1};
    files::FileAccess* files = nullptr;  // of every run
    MemoryProfile profile{transport::system_random()};
    std::uint64_t seed = 100;
    std::unique_ptr<ClientRun> run;
};

inline std::vector<std::string> numbered(const std::string& stem, int first, int last) {
    std::vector<std::string> list;
    for (int number = first; number <= last; ++number)
        list.push_back(stem + std::to_string(number));
    return list;
}

}  // namespace crosstalk::link
