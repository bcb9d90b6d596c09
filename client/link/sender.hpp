// Sends what the user asked for, once and in order: the durable outbox, the numbers, the window.
//
//   accepted -> [queued] -> numbered and sent -> answered     a cut takes nothing away: what is numbered is
//                  ^                |                         repeated verbatim, older runs first
//                  +--- Refused ----+                         a refused number is given up, its place is not
//                  +----- Retry ---------------- failed       a new place at the end, and a new number
//
// Answers::UntilShown keeps answered items in the profile until shown(): whoever is killed before an answer was shown
// is told it by the next run. Answers::Forgotten keeps only texts that failed, until they are tried again or cancelled.
//
// An item gets a number of this run only when no item of an older run waits for its answer, so that a restart
// cannot change the order.
//
// A command with a secret has no place in the profile: it lives in this object only, and with the numbers of this run.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "client/link/profile.hpp"
#include "client/link/uploads.hpp"
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
    // Before anything else; null: nobody gives commands about files.
    void set_uploads(Uploads* uploads) { uploads_ = uploads; }

    // Everything from now on concerns this server. Tells of what is left from earlier: unsent, failed, not shown.
    void open(const net::ServerKeyHash& server);
    // Takes no more for this server; what holds a secret has failed.
    void close();
    [[nodiscard]] bool is_open() const { return is_open_; }

    // All of them are durable in the outbox, and perhaps sent, or each was told as Failed.
    void accept(std::vector<Wish> wishes);
    // What has failed in this run, or was told as failed, is accepted again.
    void retry(const std::string& ref);
    void cancel(const std::string& ref);
    // The answer to `ref` has been shown.
    void shown(const std::string& ref);

    // From here to cut(), `send` is called for what is to leave; the server has seen nothing on this connection.
    void connected(Send send);
    void cut();

    void answered(const net::Result& result);
    // At the end of a batch of answers: takes the answered ones out of the outbox, tells, sends what now may leave.
    void settle();

    // For what was asked without a name.
    [[nodiscard]] std::string new_ref();

    // Not yet answered.
    [[nodiscard]] std::size_t unanswered() const { return items_.size(); }

  private:
    struct Item {
        OutboxItem stored;        // its id is 0 if it is not in the profile
        bool in_flight = false;   // sent on this connection
        std::uint64_t place = 0;  // in the order of acceptance
    };
    void repeat();
    void send_new();
    // How many new numbers may be used now.
    [[nodiscard]] std::size_t free_numbers() const;
    void number(OutboxItem& item);
    void leave(Item& item);
    // Puts them into the outbox, tells of them and sends what may be sent; false if nothing of that was possible.
    bool enqueue(std::vector<OutboxItem> items);
    [[nodiscard]] std::optional<OutboxItem> admit(Wish wish, std::size_t ahead);
    void tell_queued(const OutboxItem& item);
    void tell_answer(const OutboxItem& item);
    void store(const std::vector<OutboxItem>& answers);
    void keep_failed(OutboxItem item);
    [[nodiscard]] bool stays_in_profile(const OutboxItem& answered) const;
    void fail(const std::string& ref, net::Status status, const std::string& text);
    void fail(const Wish& wish, net::Status status, const std::string& text);
    [[nodiscard]] bool is_for_uploads(const OutboxItem& answered);
    void drop(std::span<const OutboxItem> items);

    Uploads* uploads_ = nullptr;
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
    std::uint64_t last_place_ = 0;
    std::deque<Item> items_;  // ascending by place
    std::size_t in_flight_ = 0;
    std::vector<OutboxItem> answers_;  // of this batch, final ones
    std::deque<OutboxItem> unshown_;   // told, and kept in the profile
    std::deque<OutboxItem> failed_;    // what Retry may ask for; without secrets, the newest last
};

}  // namespace crosstalk::link
