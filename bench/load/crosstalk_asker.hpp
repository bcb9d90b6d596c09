// One device at crosstalk-server that commands and asks, one thing after the other, and looks at the answers.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "bench/load/clock.hpp"
#include "net/codec.hpp"

namespace crosstalk::bench {

struct AskerOptions {
    std::uint16_t port = 0;  // on 127.0.0.1
    std::size_t device = 0;
    std::string passkey;  // lets it register
    std::string name;     // under this
};

// Thread: any one. Everything blocks and throws RoundFailed when the server refuses, does not answer, or goes away.
class CrosstalkAsker {
  public:
    explicit CrosstalkAsker(AskerOptions options);
    ~CrosstalkAsker();
    CrosstalkAsker(const CrosstalkAsker&) = delete;
    CrosstalkAsker& operator=(const CrosstalkAsker&) = delete;

    // From the first byte of the connection on.
    struct Entry {
        Nanoseconds until_rooms{};  // until all rooms with their counts were here
        Nanoseconds until_state{};  // until that of the watched room was here too
        std::vector<net::MyRoom> rooms;
        std::size_t rows = 0;  // of the watched room
        net::SessionId session;
    };
    // Logs in and watches that room of which it has nothing yet, as a client does that has one room open; 0: none.
    // Once.
    Entry enter(net::RoomId watched);

    net::Outcome submit(const net::Command& command);
    net::HistoryPage ask(const net::History& question);
    net::SearchPage ask(const net::Search& question);
    net::DirectoryPage ask(const net::Directory& question);
    // The last answer: from the question's first byte to the answer's last.
    [[nodiscard]] Nanoseconds took() const;

    // Since the connection began, in the encryption: whole frames.
    struct Received {
        std::uint64_t bytes = 0;
        std::map<net::MessageType, std::uint64_t> frames;
    };
    [[nodiscard]] const Received& received() const;

  private:
    class Conversation;
    template <class Answer, class Question>
    Answer answer_to(const Question& question);
    void run_until_answered();

    std::unique_ptr<Conversation> conversation_;
};

}  // namespace crosstalk::bench
