// Sends what the user asked for, once and in order: the durable outbox, the numbers, the window.
//
//   accepted -> [queued] -> numbered and sent -> answered     a cut takes nothing away: what is numbered is
//                  ^                |                         repeated verbatim, older runs first
//                  +--- Refused ----+                         a refused number is given up, its place is not
//
// Answers::UntilShown keeps answered items in the profile until shown(): whoever is killed before an answer was shown
// is told it by the next run.
//
// An item gets a number of this run only when no item of an older run waits for its answer, so that a restart
// cannot change the order.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "client/link/profile.hpp"
#include "client/model/link_event.hpp"
#include "net/messages.hpp"
#include "net/transport/runtime.hpp"

namespace crosstalk::link {

enum class Answers : std::uint8_t { Forgotten, UntilShown };

// Something to do, with the asker's name for it.
struct Wish {
    net::Command command;
    std::string ref;
};

// Thread: the loop's.
class Sender {
  public:
    using Tell = std::function<void(model::LinkEvent)>;
    using Send = std::function<void(const net::Submit&)>;

    Sender(Answers answers, Profile& profile, transport::Runtime& runtime, Tell tell);

    // Everything from now on concerns this server. Tells of the posts and of the answers that are left from earlier.
    void open(const net::ServerKeyHash& server);
    // Takes no more for this server.
    void close();
    [[nodiscard]] bool is_open() const { return is_open_; }

    // All of them are durable in the outbox, and perhaps sent, or each was told as Failed.
    void accept(std::vector<Wish> wishes);
    void cancel(const std::string& ref);
    // The answer to `ref` has been shown.
    void shown(const std::string& ref);

    // From here to cut(), `send` is called for what is to leave; the server has seen nothing on this connection.
    void connected(Send send);
    void cut();

    void answered(const net::Result& result);
    // At the end of a batch of answers: takes the answered ones out of the outbox, tells, sends what now may leave.
    void settle();

    // Not yet answered.
    [[nodiscard]] std::size_t unanswered() const { return items_.size(); }

  private:
    struct Item {
        OutboxItem stored;
        bool in_flight = false;  // sent on this connection
    };
    void repeat();
    void send_new();
    // How many new numbers may be used now.
    [[nodiscard]] std::size_t free_numbers() const;
    void number(OutboxItem& item);
    void leave(Item& item);
    void tell_answer(const OutboxItem& item);
    void fail(const Wish& wish, net::Status status, const std::string& text);

    const Answers keeps_;
    Profile& profile_;
    transport::Runtime& runtime_;
    Tell tell_;
    Send send_;
    net::ServerKeyHash server_{};
    bool is_open_ = false;
    const net::RunId run_;
    net::CommandNumber last_number_;
    std::uint64_t made_refs_ = 0;
    std::deque<Item> items_;  // ascending by id
    std::size_t in_flight_ = 0;
    std::vector<OutboxItem> answers_;  // of this batch, final ones
    std::deque<OutboxItem> unshown_;   // told, and kept in the profile
};

}  // namespace crosstalk::link
