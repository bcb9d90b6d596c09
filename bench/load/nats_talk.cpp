// NATS: publish and subscribe in text lines. Its INFO line comes before the encryption; with "verbose" each
// command is answered with +OK.
#include <charconv>

#include "bench/load/talk.hpp"

namespace crosstalk::bench {

namespace {

class NatsTalk final : public Talk {
  public:
    NatsTalk(TalkOwner& owner, const Seat& seat)
        : owner_(owner), duty_(seat.duty), subject_(room_name(seat)) {}

    void opened(SSL*) override {
        say("CONNECT {\"verbose\":true,\"pedantic\":false,\"tls_required\":true,\"name\":\"bench\"}\r\n");
        if (duty_ == Duty::Receive) say("SUB " + subject_ + " 1\r\n");
    }

    std::size_t take(std::span<const std::uint8_t> bytes) override {
        const std::string_view text = text_in(bytes);
        std::size_t taken = 0;
        for (std::size_t end = text.find("\r\n"); end != std::string_view::npos;
             end = text.find("\r\n", taken)) {
            const std::string_view line = text.substr(taken, end - taken);
            if (line.starts_with("MSG ")) {
                const std::string_view digits = line.substr(line.rfind(' ') + 1);
                std::size_t size = 0;
                std::from_chars(digits.data(), digits.data() + digits.size(), size);
                if (text.size() < end + 2 + size + 2) break;
                owner_.delivered(text.substr(end + 2, size));
                taken = end + 2 + size + 2;
                continue;
            }
            receive(line);
            taken = end + 2;
        }
        return taken;
    }

    void post(std::string_view text) override {
        say("PUB " + subject_ + " " + std::to_string(text.size()) + "\r\n" + std::string(text) + "\r\n");
    }

  private:
    void say(const std::string& line) { owner_.send(bytes_of(line)); }

    void receive(std::string_view line) {
        if (line == "PING") return say("PONG\r\n");
        if (line.starts_with("-ERR")) return owner_.failed(std::string(line));
        if (line != "+OK") return;
        // CONNECT is answered, then SUB, then each PUB.
        const int before_joined = duty_ == Duty::Receive ? 2 : 1;
        if (answered_ >= before_joined) return owner_.acknowledged(1);
        if (++answered_ == before_joined) owner_.joined();
    }

    TalkOwner& owner_;
    Duty duty_;
    std::string subject_;
    int answered_ = 0;
};

class NatsProtocol final : public Protocol {
  public:
    std::unique_ptr<Talk> make(TalkOwner& owner, const Seat& seat) override {
        return std::make_unique<NatsTalk>(owner, seat);
    }
    [[nodiscard]] bool greets_in_clear() const override { return true; }
};

}  // namespace

std::unique_ptr<Protocol> make_nats_protocol() {
    return std::make_unique<NatsProtocol>();
}

}  // namespace crosstalk::bench
