// The bot interface: one JSON object per line, each with "event". A contract with scripts, written down in docs/cli.md.
//
// Ids are decimal strings, "from", "user" and "by" are {"id","name"}, times are RFC 3339 UTC with milliseconds, "room" is "#"
// and the room's name or "@" and the other one's, "ref" is what the line in said, or null.
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
    void message(const model::Model& model, const model::Room& room, const net::Message& message,
                 Heard heard) override;
    void changed(const model::Model& model, const model::Room& room, const net::Message& message) override;
    void happened(const model::Model& model, const model::Room& room, const net::Event& event) override;
    void sent(const model::Room& room, const net::Outcome& outcome, const Ref& ref) override;
    void done(std::string_view command, const model::Room* room, const net::Outcome& outcome,
              const net::UserRef& whom, const Ref& ref) override;
    void unsent(std::string_view command, const Ref& ref) override;
    void waiting(std::size_t) override {}
    void presence(const std::vector<PresenceNews>& news) override;
    void typing(const model::Room& room) override;
    void spectators(const model::Model& model, const model::Room& room,
                    const net::Spectators& spectators) override;
    void progress(const model::Model& model, const model::Room& room,
                  const std::vector<net::UserProgress>& members) override;
    void unread(const model::Room& room) override;
    void standing(const model::Room& room, const net::StandingSet& standing, const Standing& before,
                  net::Timestamp now) override;
    void room_added(const model::Room& room) override;
    void room_removed(const std::string& tag, const net::RoomRemoved& removed, net::Timestamp now) override;
    void invited(const model::Invitation& invitation) override;
    void switched(const model::Room& room, const Ref& ref) override;
    void past_forgotten() override;
    void refusal(std::string_view code, const std::string& text, const Ref& ref,
                 net::Milliseconds retry_after) override;
    void help(const model::ComposerCommand* command, const Ref& ref) override;
    void rooms(const model::Model& model, net::RoomId current, const Ref& ref) override;
    void room(const model::Room& room, const Ref& ref) override;
    void members(const model::Room& room, const Ref& ref) override;
    void myself(const model::Model& model, const Ref& ref) override;
    void ignored(const model::Model& model, const Ref& ref) override;
    void outbox(const model::Model& model, const Ref& ref) override;
    void revealed(const model::Model& model, const model::Room& room, const net::Message& message,
                  const Ref& ref) override;
    void answer(const model::Model& model, const model::Answered& answered, Rest rest,
                const Ref& ref) override;
    void invite_made(const MadeInvite& invite, const Ref& ref) override;
    void written(const WrittenFile& file, const Ref& ref) override;
    void transfer(const model::Model& model, const model::Transfer& transfer, TransferNews news) override;
    void transfer_gone(model::TransferId transfer) override;
    void transfers(const model::Model& model, const Ref& ref) override;

  private:
    std::function<void(const std::string&)> write_;
};

// A line in that begins with '{'.
struct JsonPost {
    std::optional<std::string> room;  // none: the current one
    std::string text;
    std::optional<model::MessageName> reply_to;
    Ref ref;  // the JSON of "ref"; empty if there was none or null
};
struct JsonCommand {
    std::optional<std::string> room;
    std::string line;  // begins with '/'
    Ref ref;
};
struct BadJson {
    std::string text;  // for people
    Ref ref;
};
std::variant<JsonPost, JsonCommand, BadJson> parse_json_line(std::string_view line);

}  // namespace crosstalk::cli
