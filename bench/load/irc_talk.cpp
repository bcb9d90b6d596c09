// IRC (ngircd, inspircd): a room is a channel. Servers do not echo: a post is accepted when a receiver
// has it.
#include "bench/load/talk.hpp"

namespace crosstalk::bench {

namespace {

class IrcTalk final : public Talk {
  public:
    IrcTalk(TalkOwner& owner, const Seat& seat)
        : owner_(owner),
          duty_(seat.duty),
          nick_("b" + std::to_string(seat.device)),
          channel_("#" + room_name(seat)) {}

    void opened(SSL*) override { say("NICK " + nick_ + "\r\nUSER bench 0 * :bench\r\n"); }

    std::size_t take(std::span<const std::uint8_t> bytes) override {
        const std::string_view text = text_in(bytes);
        std::size_t taken = 0;
        for (std::size_t end = text.find("\r\n"); end != std::string_view::npos;
             end = text.find("\r\n", taken)) {
            receive(text.substr(taken, end - taken));
            taken = end + 2;
        }
        return taken;
    }

    void post(std::string_view text) override {
        say("PRIVMSG " + channel_ + " :" + std::string(text) + "\r\n");
    }

  private:
    void say(const std::string& line) { owner_.send(bytes_of(line)); }

    void receive(std::string_view line) {
        if (line.starts_with("PING ")) return say("PONG " + std::string(line.substr(5)) + "\r\n");
        if (line.starts_with("ERROR ")) return owner_.failed(std::string(line));
        const std::size_t command_at = line.find(' ') + 1;
        const std::string_view rest = line.substr(command_at);
        if (rest.starts_with("PRIVMSG ")) {
            // Senders are in the channel too, but only receivers count.
            const std::size_t text_at = rest.find(" :");
            if (duty_ == Duty::Receive && text_at != std::string_view::npos)
                owner_.delivered(rest.substr(text_at + 2));
        } else if (rest.starts_with("001 ")) {
            say("JOIN " + channel_ + "\r\n");
        } else if (rest.starts_with("366 ")) {
            owner_.joined();
        } else if (rest.starts_with("433 ")) {
            owner_.failed("the nick is taken");
        }
    }

    TalkOwner& owner_;
    Duty duty_;
    std::string nick_;
    std::string channel_;
};

class IrcProtocol final : public Protocol {
  public:
    std::unique_ptr<Talk> make(TalkOwner& owner, const Seat& seat) override {
        return std::make_unique<IrcTalk>(owner, seat);
    }
    [[nodiscard]] bool acknowledges() const override { return false; }
};

}  // namespace

std::unique_ptr<Protocol> make_irc_protocol() {
    return std::make_unique<IrcProtocol>();
}

}  // namespace crosstalk::bench
