// The bot interface: one JSON object per line, each with "event". A contract with scripts.
//
// Ids are decimal strings, "from", "user" and "by" are {"id","name"}, "time" is RFC 3339 UTC with milliseconds, "room"
// is "#" and the room's name, "ref" is what the line in said, or null.
//
//   {"event":"ready","user":...,"server":{"name","fingerprint","address"}}         once, after the first connection
//   {"event":"message","room":"#lobby","seq":7,"id":"...","from":...,"text":"...","time":"...","history":false}
//   {"event":"sent","ref":...,"room":"#lobby","seq":7,"id":"..."}                  acknowledged: durable at the server
//   {"event":"presence","user":...,"state":"online|offline"}
//   {"event":"connection","state":"connecting|online|offline","retry_in_ms":400,"reason":"..."}    the last two: offline
//   {"event":"error","code":"not_found","text":"...","ref":...}
//   {"event":"joined|left","room":"#den","user":...}                                membership, not presence
//   {"event":"room_added|room_removed|switched","room":"#den","id":"..."}
//   {"event":"invited","room":"#den","id":"...","by":...}
//   {"event":"reset"}                        the server has another past (a backup): history comes as to a newcomer
//   {"event":"help","commands":[{"name","argument","help"}]}     {"event":"members","room":"#den","members":[...]}
//   {"event":"rooms","rooms":[{"room","id","kind","current"}],"invitations":[{"room","id"}]}
//   {"event":"me","user":...,"server":...}
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <variant>

#include "client/cli/printer.hpp"

namespace crosstalk::cli {

class JsonPrinter final : public Printer {
  public:
    // Takes whole lines, each with its newline.
    explicit JsonPrinter(std::function<void(const std::string&)> write) : write_(std::move(write)) {}

    void connecting(const std::string& address) override;
    void online(const model::Model& model) override;
    void offline(const model::Offline& offline) override;
    void ready(const model::Model& model) override;
    void message(const model::Room& room, const net::Message& message, Heard heard) override;
    void sent(const model::Room& room, const net::Outcome& outcome, const Ref& ref) override;
    void waiting(std::size_t) override {}
    void presence(const std::vector<net::MemberPresence>& changes) override;
    void joined(const model::Room& room, const net::UserRef& user) override;
    void left(const model::Room& room, const net::UserRef& user) override;
    void room_added(const model::Room& room) override;
    void room_removed(const std::string& name, net::RoomId room) override;
    void invited(const model::Invitation& invitation) override;
    void switched(const model::Room& room) override;
    void past_forgotten() override;
    void error(std::string_view code, const std::string& text, const Ref& ref) override;
    void help() override;
    void rooms(const model::Model& model, net::RoomId current) override;
    void members(const model::Room& room) override;
    void myself(const model::Model& model) override;

  private:
    std::function<void(const std::string&)> write_;
};

// 1970-01-01T00:00:00.000Z
std::string rfc3339(net::Timestamp time);

// A line in that begins with '{'.
struct JsonPost {
    std::optional<std::string> room;  // none: the current one
    std::string text;
    Ref ref;  // the JSON of "ref"; empty if there was none or null
};
struct BadJson {
    std::string text;  // for people
    Ref ref;
};
std::variant<JsonPost, BadJson> parse_json_line(std::string_view line);

}  // namespace crosstalk::cli
