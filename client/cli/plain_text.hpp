// The chat as lines for people. Nothing that somebody else wrote can move the cursor, colour the screen, or look like
// another person's line: foreign text is cleaned, and its further lines are indented behind a bar.
#pragma once

#include <ctime>
#include <functional>
#include <optional>
#include <string>

#include "client/cli/printer.hpp"

namespace crosstalk::cli {

enum class Colours : std::uint8_t { None, Ansi };

class PlainPrinter final : public Printer {
  public:
    // `write` takes whole lines, each with its newline; `local` tells the time on the wall.
    PlainPrinter(Colours colours, std::function<void(const std::string&)> write,
                 std::function<std::tm(net::Timestamp)> local)
        : colours_(colours), write_(std::move(write)), local_(std::move(local)) {}

    void connecting(const std::string& address) override;
    void online(const model::Model& model) override;
    void offline(const model::Offline& offline) override;
    void ready(const model::Model& model) override;
    void message(const model::Room& room, const net::Message& message, Heard heard) override;
    void sent(const model::Room&, const net::Outcome&, const Ref&) override {}
    void waiting(std::size_t unsent) override;
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
    enum class Style : std::uint8_t { Plain, Dim, Bold, Error };
    void line(Style style, const std::string& text);
    void notice(const std::string& text) { line(Style::Dim, "-- " + text); }
    [[nodiscard]] std::string styled(Style style, const std::string& text) const;

    Colours colours_;
    std::function<void(const std::string&)> write_;
    std::function<std::tm(net::Timestamp)> local_;
    net::UserId me_;
    net::RoomId current_ = net::lobby;
    std::string day_;  // of the last line
    bool was_online_ = false;
    std::string offline_reason_;  // the one told last; empty while online
};

// Foreign text of one line: no controls, no line breaks.
std::string in_one_line(std::string_view text);

}  // namespace crosstalk::cli
